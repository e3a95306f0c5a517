"""What is predicted, by which model, and where the table goes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.app import theme
from workbench.app.widgets.one_file import may_hold_many
from workbench.app.words import tr
from workbench.project import Model


class PredictForm(QFrame):
    """Folder, table, model. `predict_wanted` comes only when all are given."""

    predict_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("predict_form")
        self.setProperty("role", "card")
        self.models = QComboBox()
        _name(self.models, "use_model", tr("Model"), tr("Which model predicts"))
        self.folder = DropFolder()
        self.out = _line("use_out", tr("Table to write"), tr("A CSV file; one that is there is replaced"))
        self.parts = QCheckBox(tr("One row for each part of a file (page, row, paragraph or clip)"))
        _name(
            self.parts, "use_parts", self.parts.text(), tr("Otherwise one row a file, the mean of its parts")
        )
        self._choose_out = _button("choose_out", tr("Choose"), tr("Choose where the table goes"))
        self.predict = _button("predict", tr("Predict"), tr("Predict every file of the folder"))
        self.predict.setProperty("role", "primary")
        self._parts_touched = False
        self._has_parts = False
        self.parts.clicked.connect(self._on_parts_clicked)
        self._lay_out()
        self.folder.folder_chosen.connect(self._on_folder_chosen)
        self.out.textChanged.connect(self._draw)
        self._choose_out.clicked.connect(self._on_choose_out_clicked)
        self.predict.clicked.connect(self.predict_wanted)
        self._draw()

    @property
    def is_ready(self) -> bool:
        """Whether there is all that a prediction needs."""
        return self.folder.path is not None and bool(self.out.text().strip()) and self.models.count() > 0

    def show_models(self, models: Sequence[Model]) -> None:
        """Offer these models, oldest first; the latest is chosen unless another one was."""
        names = [model.name for model in models][::-1]
        if names == [self.models.itemData(i) for i in range(self.models.count())]:
            return
        self.models.clear()
        for index, name in enumerate(names):
            self.models.addItem(tr("{model} (latest)").format(model=name) if index == 0 else name, name)
        self._draw()

    def propose_parts(self, has_parts: bool) -> None:
        """A row for each part where the samples are parts of files, until a person says otherwise.

        Of one large file too: a single row would say little of it.
        """
        self._has_parts = has_parts
        if not self._parts_touched:
            is_one = self.folder.path is not None and self.folder.path.is_file()
            self.parts.setChecked(has_parts or is_one)

    def _on_parts_clicked(self) -> None:
        self._parts_touched = True

    def _on_folder_chosen(self, folder: Path) -> None:
        name = folder.stem if folder.is_file() else folder.name
        self.propose_parts(self._has_parts)
        self.out.setText(str(folder.parent / tr("{folder} predictions.csv").format(folder=name)))
        self._draw()

    def _on_choose_out_clicked(self) -> None:
        dialog = QFileDialog(self, tr("Where should the table go?"), self.out.text())
        dialog.setObjectName("out_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([tr("Tables (*.csv)")])
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(self.out.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _draw(self) -> None:
        self.predict.setEnabled(self.is_ready)
        words = tr("Predict every file of the folder") if self.is_ready else tr("Choose a folder first")
        self.predict.setToolTip(words)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.SPACE] * 4)
        column.setSpacing(2 * theme.SPACE)
        column.addWidget(self.folder)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * theme.SPACE)
        grid.setVerticalSpacing(theme.SPACE)
        for row, (words, widget) in enumerate(((tr("Table to write"), self.out), (tr("Model"), self.models))):
            label = QLabel(words)
            label.setBuddy(widget)
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        grid.addWidget(self._choose_out, 0, 2)
        grid.addWidget(self.parts, 2, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.predict)
        column.addLayout(foot)


class DropFolder(QFrame):
    """Takes a folder by drop or by dialog, or one large file; of any other file, the folder it is in."""

    folder_chosen = Signal(object)
    """`Path`."""

    def __init__(self) -> None:
        super().__init__()
        self.path: Path | None = None
        self.setObjectName("use_drop")
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        self._words = QLabel(
            tr("Drop a folder with new files here, or one table, text, sound or video"), wordWrap=True
        )
        self._words.setObjectName("use_folder")
        self._choose = _button("choose_folder", tr("Choose a folder"), tr("Choose the folder to predict"))
        self._choose.clicked.connect(self._on_choose_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(*[2 * theme.SPACE] * 4)
        row.addWidget(self._words, 1)
        row.addWidget(self._choose)

    def take(self, path: Path) -> None:
        """Predict this folder, or this table, text, sound or video."""
        self.path = path if path.is_dir() or may_hold_many(path) else path.parent
        self._words.setText(str(self.path))
        self.folder_chosen.emit(self.path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            self._mark(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take(paths[0])

    def _on_choose_clicked(self) -> None:
        dialog = QFileDialog(self, tr("Choose the folder to predict"))
        dialog.setObjectName("folder_dialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.take(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _mark(self, is_over: bool) -> None:
        self.setProperty("over", is_over)
        self.style().unpolish(self)
        self.style().polish(self)


def _name(widget: QWidget, name: str, title: str, help_text: str) -> None:
    widget.setObjectName(name)
    widget.setAccessibleName(title)
    widget.setToolTip(help_text)


def _line(name: str, title: str, help_text: str) -> QLineEdit:
    line = QLineEdit()
    _name(line, name, title, help_text)
    return line


def _button(name: str, title: str, help_text: str) -> QPushButton:
    button = QPushButton(title)
    _name(button, name, title, help_text)
    return button
