"""Learning: torch, and nothing of the window, of projects, of threads or of printing."""
