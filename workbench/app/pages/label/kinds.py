"""Whether labels are classes or texts here: as most labels are, until a person says otherwise."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workbench.app.session import Session
from workbench.app.widgets.background import in_background
from workbench.app.widgets.kind_switch import KindSwitch, LabelKind, kind_of
from workbench.operations import write_down


class Kinds(QObject):
    """Asks beside the window's thread whether texts can be written from these samples at all."""

    changed = Signal()

    def __init__(self, session: Session, switch: KindSwitch, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._switch = switch
        self._folder = Path()
        self._is_possible = False
        self._by_hand: LabelKind | None = None
        switch.chosen_by_hand.connect(self._on_chosen)

    @property
    def are_texts(self) -> bool:
        """Whether a label is a text now."""
        return self._switch.kind == "texts"

    def look(self, folder: Path) -> None:
        """Another project: forget what was chosen, and find out what it can have."""
        self._folder, self._is_possible, self._by_hand = folder, False, None
        self.draw()
        in_background(self, partial(write_down.is_possible, folder), partial(self._on_looked, folder))

    def follow_labels(self) -> None:
        """Labels came from a table: be what they are, whatever was chosen before."""
        self._by_hand = None
        self.draw()

    def draw(self) -> None:
        """Choose what the labels say, where nobody chose by hand."""
        facts, before = self._session.facts, self.are_texts
        usual = kind_of(facts.texts, facts.labels) if self._is_possible else "classes"
        self._switch.show_kind(self._by_hand or usual)
        self._switch.setVisible(self._is_possible)
        if self.are_texts != before:
            self.changed.emit()

    def _on_looked(self, folder: Path, is_possible: bool) -> None:
        if folder == self._folder and self._session.has_project:
            self._is_possible = is_possible
            self.draw()

    def _on_chosen(self, kind: LabelKind) -> None:
        self._by_hand = kind
        self.changed.emit()
