"""Labels that exist already: from a table, or from the names of sub-folders. Says what came of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from workbench.app import theme
from workbench.app.session import Session
from workbench.app.words import tr
from workbench.jobs import Job
from workbench.operations import label_file
from workbench.operations.label_file import LabelFileResult
from workbench.project import Changes

_MOST_NAMED = 3


class TableButtons(QObject):
    """Two buttons, which the page lays out; the report is told to the page."""

    reported = Signal(object)
    """`LabelFileResult`."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._page = parent
        self._dialog: QFileDialog | None = None
        self._table = _button(
            "label_from_table",
            tr("Label from a table"),
            tr("A CSV file with the columns file and label, or file and text"),
        )
        self._folders = _button(
            "label_from_folders",
            tr("Use sub-folder names"),
            tr("The name of each file's folder is its label"),
        )
        self._table.clicked.connect(self._on_table_clicked)
        self._folders.clicked.connect(self._on_folders_clicked)
        self.buttons = (self._table, self._folders)

    def take_table(self, table: Path) -> None:
        """Take the labels of this table."""
        folder = self._session.project.folder
        self._start(label_file.job(label_file.LabelFile(project=folder, table=table)))

    def _on_table_clicked(self) -> None:
        dialog = QFileDialog(self._page, tr("Choose a table of labels"))
        dialog.setObjectName("table_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("Tables (*.csv *.tsv *.txt)"), tr("All files (*)")])
        dialog.fileSelected.connect(lambda name: self.take_table(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        self._dialog = dialog
        dialog.open()

    def _on_folders_clicked(self) -> None:
        self._start(label_file.job(label_file.LabelFolders(project=self._session.project.folder)))

    def _start(self, job: Job) -> None:
        self._set_enabled(False)
        running = self._session.start(job)
        running.finished.connect(self._on_finished)
        running.ended.connect(self._on_ended)

    def _on_ended(self) -> None:
        self._set_enabled(True)

    def _set_enabled(self, is_enabled: bool) -> None:
        self._table.setEnabled(is_enabled)
        self._folders.setEnabled(is_enabled)

    def _on_finished(self, result: LabelFileResult) -> None:
        self._session.broadcast(Changes(files=True, classes=True, roles=True))
        self.reported.emit(result)


class LabelReport(QFrame):
    """What was taken from a table and what was not, until it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("label_report")
        self.setProperty("role", "card")
        self._words = QLabel(wordWrap=True)
        self._words.setObjectName("label_report_words")
        close = _button("close_label_report", tr("Close"), tr("Close this report"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        row.addWidget(self._words, 1)
        row.addWidget(close)
        self.hide()

    def tell(self, result: LabelFileResult) -> None:
        """Show a report."""
        lines = [result.sentence]
        for names, words in (
            (result.unknown, tr("Not in this project: {files}")),
            (result.duplicates, tr("Named more than once: {files}")),
        ):
            if names:
                more = tr(" and {n:,} more").format(n=len(names) - _MOST_NAMED)
                named = ", ".join(names[:_MOST_NAMED]) + (more if len(names) > _MOST_NAMED else "")
                lines.append(words.format(files=named))
        self._words.setText("\n".join(lines))
        self.setAccessibleName(result.sentence)
        self.show()


def _button(name: str, title: str, help_text: str) -> QPushButton:
    button = QPushButton(title)
    button.setObjectName(name)
    button.setAccessibleName(title)
    button.setToolTip(help_text)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
