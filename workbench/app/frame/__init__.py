"""What stands around every page: sidebar, top bar, panels, toasts."""
