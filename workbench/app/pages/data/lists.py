"""The lists of the page: the samples, what is left out and why, the exact copies, what is missing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.pages.data.found import Found
from workbench.app.widgets.file_table import FileTable
from workbench.app.widgets.sample_grid import SampleGrid
from workbench.app.words import tr

_TAB_OF = {"copy": 2, "near copy": 3, "missing": 4}


class Lists(QTabWidget):
    """Emits which too large files shall be read reduced."""

    reduced_wanted = Signal(object)
    """tuple[str, ...]: files."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("data_lists")
        self.setAccessibleName(tr("Samples, left out, copies, missing"))
        self.grid = SampleGrid()
        self._refused = FileTable(
            "refused",
            (tr("File"), tr("Verdict"), tr("Why it is left out")),
            tr("Left out"),
            (220, 100),
        )
        self._copies = FileTable("copies", (tr("Copy"), tr("Of")), tr("Exact copies"))
        self._near = FileTable("near_copies", (tr("Nearly the same"), tr("As")), tr("Near copies"))
        self._notes = FileTable("notes", (tr("File"), tr("What to know of it")), tr("Notes"))
        self._missing = FileTable("missing", (tr("File"),), tr("Missing"))
        self._too_large: tuple[str, ...] = ()
        self._reduce = QPushButton(tr("Read it reduced"))
        self._reduce.setObjectName("read_reduced")
        self._reduce.setAccessibleName(tr("Read too large files reduced"))
        self._reduce.setToolTip(
            tr("Reads the selected too large files at a smaller size; all of them when none is selected")
        )
        self._reduce.clicked.connect(self._on_reduce_clicked)
        self.addTab(self.grid, "")
        self.addTab(self._left_out(), "")
        self.addTab(self._copies, "")
        self.addTab(self._near, "")
        self.addTab(self._missing, "")
        self.addTab(self._notes, "")

    def show_found(self, found: Found, plural: str) -> None:
        """Show another project's lists, of samples called so; empty ones have no tab."""
        self._refused.replace(found.refused)
        self._copies.replace(found.copies)
        self._near.replace(found.near_copies)
        self._missing.replace(found.missing)
        self._notes.replace(found.notes)
        self._too_large = tuple(file for file, verdict, _ in found.refused if verdict == "too large")
        self._large_row.setVisible(bool(self._too_large))
        for index, title, number in (
            (0, plural.capitalize(), len(found.ids)),
            (1, tr("Left out"), len(found.refused)),
            (2, tr("Copies"), len(found.copies)),
            (3, tr("Near copies"), len(found.near_copies)),
            (4, tr("Missing"), len(found.missing)),
            (5, tr("Notes"), len(found.notes)),
        ):
            self.setTabText(index, f"{title} ({number:,})")
            self.setTabVisible(index, bool(number) or index == 0)

    def go_to(self, verdict: str) -> None:
        """Show the list that holds files of this verdict."""
        index = _TAB_OF.get(verdict, 1)
        self.setCurrentIndex(index)
        if index == 1:
            self._refused.set_filter(verdict)

    def _left_out(self) -> QWidget:
        self._large_row = QWidget()
        row = QHBoxLayout(self._large_row)
        row.setContentsMargins(0, 0, 0, 0)
        hint = QLabel(tr("Too large files can be read at a smaller size."))
        hint.setProperty("role", "muted")
        row.addWidget(hint, 1)
        row.addWidget(self._reduce)
        tab = QWidget()
        column = QVBoxLayout(tab)
        column.setContentsMargins(0, theme.SPACE, 0, 0)
        column.addWidget(self._large_row)
        column.addWidget(self._refused, 1)
        return tab

    def _on_reduce_clicked(self) -> None:
        chosen = tuple(row[0] for row in self._refused.chosen() if row[1] == "too large")
        self.reduced_wanted.emit(chosen or self._too_large)
