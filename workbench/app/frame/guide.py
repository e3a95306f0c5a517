"""The guide: for each page, what happens there in plain words, with the person's own numbers."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template

from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser

from workbench.app import theme
from workbench.app.session import Facts, Session
from workbench.app.widgets import figures
from workbench.app.words import tr

_RULE = "\n\n---\n\n"
_INSTEAD = "instead/"


class Guide(QTextBrowser):
    """Shows the text of the open page, headed by that of what the page is about, such as the chosen task.

    A topic whose text lies in guide/instead stands alone: the page's own would speak of something else.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._page = "start"
        self._topics: dict[str, str] = {}
        self.setObjectName("guide_text")
        self.setAccessibleName(tr("Guide"))
        self.setToolTip(tr("What happens on this page, in plain words"))
        self.setOpenLinks(False)
        session.changed.connect(self._draw)
        session.project_opened.connect(self._draw)
        session.project_closed.connect(self._on_project_closed)
        session.topic_shown.connect(self._on_topic_shown)

    def show_page(self, name: str) -> None:
        """Show the text of a page, and of what it is about now."""
        self._page = name
        self._draw()

    def _on_topic_shown(self, page: str, topic: str) -> None:
        if self._topics.get(page, "") != topic:
            self._topics[page] = topic
            if page == self._page:
                self._draw()

    def _on_project_closed(self) -> None:
        self._topics.clear()
        self._draw()

    def _draw(self) -> None:
        """The topic stands first: it is what a person has just chosen."""
        session = self._session
        modality = session.project.description.modality if session.has_project else ""
        topic = self._topics.get(self._page, "")
        names = [topic] if topic.startswith(_INSTEAD) else [topic, self._page]
        texts = [guide_text(name, session.facts, modality) for name in names if name]
        self.setMarkdown(_RULE.join(filter(None, texts)))
        self.document().setIndentWidth(2 * theme.SPACE)
        cursor = QTextCursor(self.document())
        while True:
            room = QTextBlockFormat()
            room.setBottomMargin(theme.SPACE)
            cursor.mergeBlockFormat(room)
            if not cursor.movePosition(QTextCursor.MoveOperation.NextBlock):
                break
        self.moveCursor(QTextCursor.MoveOperation.Start)


def guide_text(name: str, facts: Facts, modality: str = "") -> str:
    """A text of the guide as Markdown, with numbers such as $samples filled in; "" when there is none.

    Where a modality has a text of its own (guide/text/data.md), that one.
    """
    source = _source(f"{modality}/{name}") if modality else None
    source = source or _source(name)
    if source is None:
        return ""
    numbers = {
        "samples": figures.counted(facts.samples, tr("sample"), tr("samples")),
        "labels": figures.counted(facts.labels, tr("label"), tr("labels")),
        "texts": figures.counted(facts.texts, tr("text"), tr("texts")),
        "classes": figures.counted(facts.classes, tr("class"), tr("classes")),
    }
    return Template(source.read_text(encoding="utf-8")).safe_substitute(numbers)


def _source(name: str) -> Traversable | None:
    found = files("workbench").joinpath("resources", "guide", *f"{name}.md".split("/"))
    return found if found.is_file() else None
