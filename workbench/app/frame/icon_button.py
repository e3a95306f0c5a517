"""A button that is only an icon, drawn anew when the colours change."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton

from workbench.app import theme


class IconButton(QToolButton):
    """Its title is what a screen reader says and what the tooltip shows."""

    def __init__(self, icon: str, name: str, title: str) -> None:
        super().__init__()
        self._icon_name = icon
        self.setObjectName(name)
        self.setProperty("role", "flat")
        self.say(title)
        theme.changed.connect(self._draw)
        self._draw()

    def say(self, title: str) -> None:
        """Change what the button says it does."""
        self.setAccessibleName(title)
        self.setToolTip(title)

    def _draw(self) -> None:
        self.setIcon(theme.icon(self._icon_name, theme.current().text))
