"""The guide: for each page, what happens there in plain words, with the person's own numbers."""

from __future__ import annotations

from importlib.resources import files
from string import Template

from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser

from workbench.app import theme
from workbench.app.session import Facts, Session
from workbench.app.widgets import figures
from workbench.app.words import tr


class Guide(QTextBrowser):
    """Shows the text of the open page."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._page = "start"
        self.setObjectName("guide_text")
        self.setAccessibleName(tr("Guide"))
        self.setToolTip(tr("What happens on this page, in plain words"))
        self.setOpenLinks(False)
        session.changed.connect(self._draw)
        session.project_opened.connect(self._draw)

    def show_page(self, name: str) -> None:
        """Show the text of a page."""
        self._page = name
        self._draw()

    def _draw(self) -> None:
        self.setMarkdown(guide_text(self._page, self._session.facts))
        self.document().setIndentWidth(2 * theme.SPACE)
        cursor = QTextCursor(self.document())
        while True:
            room = QTextBlockFormat()
            room.setBottomMargin(theme.SPACE)
            cursor.mergeBlockFormat(room)
            if not cursor.movePosition(QTextCursor.MoveOperation.NextBlock):
                break
        self.moveCursor(QTextCursor.MoveOperation.Start)


def guide_text(page: str, facts: Facts) -> str:
    """A page's guide as Markdown, with numbers such as $samples filled in."""
    source = files("workbench").joinpath("resources", "guide", f"{page}.md").read_text(encoding="utf-8")
    numbers = {
        "samples": figures.counted(facts.samples, tr("sample"), tr("samples")),
        "labels": figures.counted(facts.labels, tr("label"), tr("labels")),
        "classes": figures.counted(facts.classes, tr("class"), tr("classes")),
    }
    return Template(source).substitute(numbers)
