"""The table of runs: each with a check box; those checked are looked at, compared or changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from workbench.app.pages.pretrain import sentences
from workbench.app.widgets import figures
from workbench.app.widgets.plain_table import PlainTable
from workbench.app.words import tr
from workbench.operations.run_facts import RunFacts
from workbench.project import Run

_NUMBERS = (4, 5, 6, 7, 9, 10)
_CHECK_PX = 28
_SCROLL_BAR_PX = 12
_WIDEST_NAME_PX = 240
_ROW = QItemSelectionModel.SelectionFlag.Rows
_TOGGLE = QItemSelectionModel.SelectionFlag.Toggle | _ROW
_NOTHING = RunFacts()
_NO_TITLES: Mapping[str, str] = MappingProxyType({})


class RunsTable(PlainTable):
    """A click chooses one run; a click on its check box, Ctrl, Shift or the space bar chooses several."""

    runs_chosen = Signal()
    rename_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        headings = (
            tr("Run"), tr("Task"), tr("Verdict"), tr("State"), tr("Neighbours"), tr("Rank"), tr("Minutes"),
            tr("Steps"), tr("Encoder"), tr("Size"), tr("Batch"), tr("Tags"),
        )  # fmt: skip
        title = tr("Runs so far: choose one to see its curves, several to compare them")
        super().__init__("runs_table", title, headings, numbers=_NUMBERS, parent=parent)
        self._runs: list[Run] = []
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.itemSelectionChanged.connect(self._on_selection_changed)
        # Resized once when it is filled: Qt would measure every row again for each of its cells.
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setStretchLastSection(True)
        tips = {
            4: tr("Neighbours agree: 1 is always, 0 is chance"),
            5: tr("Effective rank (RankMe): in how many ways it tells samples apart"),
            9: tr("Size of what the network sees of a sample"),
        }
        for column, tip in tips.items():
            heading = self.horizontalHeaderItem(column)
            if heading is not None:
                heading.setToolTip(tip)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Names of the chosen runs, in the order of the rows."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return tuple(self._runs[row].name for row in rows if row < len(self._runs))

    def show_runs(
        self,
        runs: Sequence[Run],
        facts: Mapping[str, RunFacts],
        running: str,
        titles: Mapping[str, str] = _NO_TITLES,
        modality: str = "image",
    ) -> None:
        """Draw these runs, newest first; the chosen ones that are still there stay chosen, silently.

        `titles` are the short titles of the tasks by their names, which stand in the tooltips.
        """
        chosen = self.chosen
        self.blockSignals(True)
        self._runs = list(runs)
        self.show_rows(
            [run_texts(run, facts.get(run.name, _NOTHING), running, titles, modality) for run in self._runs]
        )
        for row, run in enumerate(self._runs):
            for column, name in ((0, run.name), (1, run.task)):
                item = self.item(row, column)
                if item is not None and item.text() != name:
                    item.setToolTip(f"{item.text()} ({name})")
        self.setFixedHeight(self.height() + _SCROLL_BAR_PX)
        self._fit_columns()
        self._select(chosen)
        self.blockSignals(False)

    def choose(self, names: Sequence[str]) -> None:
        """Choose runs; none with ()."""
        if tuple(names) != self.chosen:
            self._select(names)
            self.runs_chosen.emit()

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        if isinstance(event, QMouseEvent) and index.isValid():
            on_box = event.position().x() < self.columnViewportPosition(0) + _CHECK_PX
            if on_box and event.type() is QEvent.Type.MouseButtonPress:
                return _TOGGLE
            if on_box:
                return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = Qt.Key(event.key()), self.currentIndex()
        if key is Qt.Key.Key_Space and index.isValid():
            self.selectionModel().select(index, _TOGGLE)
        elif key is Qt.Key.Key_F2 and len(self.chosen) == 1:
            self.rename_wanted.emit()
        elif key is Qt.Key.Key_Delete and self.chosen:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _fit_columns(self) -> None:
        for column in range(self.columnCount() - 1):
            width = max(self.sizeHintForColumn(column), self.horizontalHeader().sectionSizeHint(column))
            self.setColumnWidth(column, width)
        self.setColumnWidth(0, min(self.sizeHintForColumn(0) + _CHECK_PX, _WIDEST_NAME_PX))

    def _select(self, names: Sequence[str]) -> None:
        model = self.selectionModel()
        blocked = self.blockSignals(True)
        model.clearSelection()
        for row, run in enumerate(self._runs):
            if run.name in names:
                model.select(self.model().index(row, 0), QItemSelectionModel.SelectionFlag.Select | _ROW)
        self.blockSignals(blocked)
        self._draw_checks()

    def _on_selection_changed(self) -> None:
        self._draw_checks()
        self.runs_chosen.emit()

    def _draw_checks(self) -> None:
        """The check boxes only show what is chosen."""
        chosen = set(self.chosen)
        for row, run in enumerate(self._runs):
            item = self.item(row, 0)
            if item is not None:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if run.name in chosen else Qt.CheckState.Unchecked)


def run_texts(
    run: Run,
    facts: RunFacts,
    running: str,
    titles: Mapping[str, str] = _NO_TITLES,
    modality: str = "image",
) -> tuple[str, ...]:
    """One row: run, task, verdict, state, neighbours, rank, minutes, steps, encoder, size, batch, tags."""
    return (
        run.shown_name,
        titles.get(run.task, run.task),
        sentences.verdict_word(run.verdict),
        sentences.state_word(run, running),
        "" if facts.agreement is None else f"{facts.agreement:.2f}",
        "" if facts.rank is None else f"{facts.rank:,.1f}",
        "" if facts.minutes is None else f"{facts.minutes:,.1f}",
        sentences.steps_words(run),
        run.encoder,
        sentences.size_words(facts.size, modality),
        figures.count(facts.batch) if facts.batch else "",
        ", ".join(run.tags),
    )
