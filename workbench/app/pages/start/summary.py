"""What is in a chosen folder or file, and how it becomes a project."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.app import preferences, theme
from workbench.app.pages.start.column_labels import ColumnLabels
from workbench.app.pages.start.kind_choice import KindChoice
from workbench.app.pages.start.reading_card import ReadingCard
from workbench.app.widgets import figures
from workbench.app.widgets.amounts import size_words
from workbench.app.widgets.file_table import FileTable
from workbench.app.words import tr

if TYPE_CHECKING:
    from workbench.operations.scan import ScanResult


class Summary(QWidget):
    """Shown after a scan; emits the wish to import."""

    import_wanted = Signal()
    dropped = Signal()
    """The person wants another folder."""
    reading_changed = Signal()
    """The files shall be cut into samples otherwise: look through them again."""

    kind_wanted = Signal(str)
    """Name of the modality that the folder shall be looked through for instead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: ScanResult | None = None
        self._title = QLabel()
        self._title.setObjectName("summary_title")
        self._title.setProperty("role", "title")
        self._title.setWordWrap(True)
        self._source = QLabel()
        self._source.setProperty("role", "muted")
        self._facts = QLabel()
        self._facts.setObjectName("summary_facts")
        self._facts.setWordWrap(True)
        self._disk = QLabel()
        self._disk.setObjectName("summary_disk")
        self._disk.setWordWrap(True)
        self._by_folder = QCheckBox()
        self._by_folder.setObjectName("labels_from_folders")
        self._by_folder.setToolTip(
            tr("Only tick this when each sub-folder holds samples of one kind, named after it")
        )
        self._by_column = ColumnLabels()
        self._kind = KindChoice()
        self._kind.chosen.connect(self.kind_wanted)
        self._reading = ReadingCard()
        self._reading.changed.connect(self.reading_changed)
        self._refused = FileTable("refused_found", (tr("File"), tr("What was found")), tr("What was found"))
        self._refused.setMinimumHeight(140)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(2 * theme.SPACE)
        column.addWidget(self._title)
        column.addWidget(self._source)
        column.addWidget(self._facts)
        column.addWidget(self._kind)
        column.addWidget(self._reading)
        column.addWidget(self._refused, 1)
        column.addWidget(self._by_folder)
        column.addWidget(self._by_column)
        column.addWidget(self._place_card())
        column.addLayout(self._buttons())
        self.setFocusProxy(self._import)
        column.addStretch()

    @property
    def labels_from_folders(self) -> bool:
        """Whether the names of sub-folders shall become labels."""
        return self._by_folder.isChecked() and self._by_folder.isVisibleTo(self)

    @property
    def labels_column(self) -> str:
        """The column of the table whose cells shall become labels; "" for none."""
        return self._by_column.column

    @property
    def project_folder(self) -> Path:
        """Where the project will be."""
        return Path(self._folder.text()) / self.project_name

    @property
    def project_name(self) -> str:
        """What the project will be called."""
        return self._name.text().strip()

    @property
    def reading(self) -> tuple[tuple[str, str], ...]:
        """How the files shall be cut into samples: (setting, value)."""
        return self._reading.values

    def show_again(self) -> None:
        """Show what was found last, when looking again came to nothing."""
        if self.found is not None:
            self._reading.show_found(self.found)
            self._kind.show_found(self.found)

    def show_found(self, found: ScanResult) -> None:
        """Show what a scan found; what was typed for the same folder stays."""
        is_new = self.found is None or self.found.folder != found.folder
        self.found = found
        self._title.setText(_title(found))
        self._source.setText(tr("in {folder}").format(folder=found.folder))
        self._facts.setText(_facts(found))
        self._facts.setVisible(bool(_facts(found)))
        rows = _listed(found)
        self._refused.setVisible(bool(rows))
        self._refused.replace(rows)
        self._kind.show_found(found)
        self._reading.show_found(found)
        self._by_column.show_found(found)
        self._show_folders(found, is_new)
        if is_new:
            name = found.folder.stem if found.folder.is_file() else found.folder.name
            self._folder.setText(str(preferences.projects_folder()))
            self._name.setText(free_name(preferences.projects_folder(), name))
        self._redraw()

    def _show_folders(self, found: ScanResult, is_new: bool) -> None:
        self._by_folder.setVisible(len(found.sub_folders) > 1)
        self._by_folder.setChecked(self._by_folder.isChecked() and not is_new)
        names = ", ".join(found.sub_folders[:4]) + (", …" if len(found.sub_folders) > 4 else "")
        words = tr("Use the names of the {n} sub-folders as labels ({names})")
        self._by_folder.setText(words.format(n=len(found.sub_folders), names=names))
        self._by_folder.setAccessibleName(self._by_folder.text())

    def _place_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        self._name = self._line("project_name", tr("Name of the project"))
        self._folder = self._line("project_folder", tr("Folder that the project is put into"))
        change = QPushButton(tr("Change…"))
        change.setObjectName("change_folder")
        change.setAccessibleName(tr("Change where the project is put"))
        change.setToolTip(tr("Choose another folder; the project becomes a folder in it"))
        change.clicked.connect(self._on_change_clicked)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, text, line in (
            (first, tr("Project"), self._name), (second, tr("is kept in"), self._folder),
        ):  # fmt: skip
            label = QLabel(text)
            label.setFixedWidth(80)
            row.addWidget(label)
            row.addWidget(line, 1)
        second.addWidget(change)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(theme.SPACE)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self._disk)
        return card

    def _line(self, name: str, title: str) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName(name)
        line.setAccessibleName(title)
        line.setToolTip(title)
        line.textChanged.connect(self._redraw)
        return line

    def _buttons(self) -> QHBoxLayout:
        back = QPushButton(tr("Another folder"))
        back.setObjectName("another_folder")
        back.setAccessibleName(tr("Choose another folder"))
        back.setToolTip(tr("Go back; nothing was written"))
        back.clicked.connect(self.dropped)
        self._import = QPushButton(tr("Import"))
        self._import.setObjectName("import_folder")
        self._import.setProperty("role", "primary")
        self._import.setAccessibleName(tr("Import"))
        self._import.setToolTip(tr("Make the project and read the files once"))
        self._import.clicked.connect(self.import_wanted)
        row = QHBoxLayout()
        row.addWidget(back)
        row.addStretch()
        row.addWidget(self._import, 0, Qt.AlignmentFlag.AlignRight)
        return row

    def _redraw(self) -> None:
        if self.found is None:
            return
        problem = self._problem()
        self._import.setEnabled(not problem)
        free = _free_bytes(Path(self._folder.text()))
        room = tr("The project will need about {need}; {free} are free there.")
        text = room.format(need=size_words(self.found.cache_bytes), free=size_words(free))
        self._disk.setText(problem or text)
        self._disk.setProperty("tone", "bad" if problem else "")
        self._disk.style().unpolish(self._disk)
        self._disk.style().polish(self._disk)

    def _problem(self) -> str:
        assert self.found is not None
        if not self.project_name:
            return tr("Give the project a name.")
        if self.project_folder.exists() and any(self.project_folder.iterdir()):
            return tr("There is already something at {folder}. Choose another name.").format(
                folder=self.project_folder
            )
        if self.found.samples == 0:
            return tr("None of these files can be learnt from.")
        if _free_bytes(Path(self._folder.text())) < self.found.cache_bytes:
            return tr("The disk has too little room: {need} are needed.").format(
                need=size_words(self.found.cache_bytes)
            )
        return ""

    def _on_change_clicked(self) -> None:
        dialog = QFileDialog(self, tr("Where the project is put"), self._folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._folder.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def free_name(folder: Path, name: str) -> str:
    """The name, with a number behind it where there is already something of that name."""
    number, free = 2, name
    while (folder / free).exists():
        free = f"{name} {number}"
        number += 1
    return free


def _title(found: ScanResult) -> str:
    from workbench.engine.modalities import modalities

    modality = modalities.get(found.modality)
    samples = figures.counted(found.samples, tr(modality.noun), tr(modality.plural))
    return tr("{samples} can be learnt from").format(samples=samples)


def _facts(found: ScanResult) -> str:
    parts = [tr("They last {length} in all.").format(length=found.in_all)] if found.in_all else []
    if found.refused:
        words = tr("{n:,} of {files:,} files are left out, with the reason below. Nothing stops the import.")
        parts.append(words.format(n=len(found.refused), files=found.files))
    if found.copies:
        copies = figures.counted(len(found.copies), tr("is an exact copy"), tr("are exact copies"))
        parts.append(tr("{copies}; copies count once.").format(copies=copies))
    if found.near_copies:
        near = figures.counted(len(found.near_copies), tr("is nearly the same"), tr("are nearly the same"))
        parts.append(tr("{near} as another; all of them are learnt from.").format(near=near))
    return " ".join(parts)


def _listed(found: ScanResult) -> list[tuple[str, str]]:
    """What is left out and why, what is learnt from with a note, and what lies there more than once."""
    left_out = [(entry.file, entry.reason) for entry in found.refused]
    noted = [(note.file, note.text) for note in found.notes]
    same = [(copy.file, tr("An exact copy of {file}").format(file=copy.of)) for copy in found.copies]
    near = [(copy.file, tr("Nearly the same as {file}").format(file=copy.of)) for copy in found.near_copies]
    return left_out + noted + same + near


def _free_bytes(folder: Path) -> int:
    there = next((place for place in (folder, *folder.parents) if place.exists()), Path.home())
    return shutil.disk_usage(there).free
