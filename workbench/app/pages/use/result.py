"""What a prediction came to: how many of each class, the first rows, and where the table is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.pages.use.over_time import OverTime
from workbench.app.widgets import figures
from workbench.app.widgets.file_table import FileTable
from workbench.app.words import tr
from workbench.operations.predict import PredictionRow, PredictResult

_TEXT, _LABEL = 1, 2
_WIDTHS_PX = (280, 240, 140, 72)
_WIDTHS_OF_TEXTS_PX = (180, 0, 420, 64, 110)
_WIDTHS_WITH_TEXT_PX = (140, 240, 110, 64, 110)


class ResultCard(QFrame):
    """Shown once a prediction is done."""

    again_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("predict_result")
        self.setProperty("role", "card")
        self._out = Path()
        self._summary = _label("predict_summary", "section")
        self._counts = _label("predict_counts", "")
        self._where = _label("predict_where", "muted")
        heads = (tr("File"), tr("Text"), tr("Label"), tr("Sure"), tr("Problem"))
        self._table = FileTable("predict_rows", heads, tr("Predictions"), _WIDTHS_PX)
        self._table.setMinimumHeight(160)
        self._over_time = OverTime()
        self._table.row_chosen.connect(self._over_time.show_row)
        self._over_time.row_wanted.connect(self._table.choose)
        self._more = _label("predict_more", "caption")
        self._open = _button("open_out", tr("Open the folder"), tr("Show the table in the file manager"))
        self._again = _button("predict_again", tr("Predict again"), tr("Choose another folder"))
        self._open.clicked.connect(self._on_open_clicked)
        self._again.clicked.connect(self.again_wanted)
        self._lay_out()
        self.hide()

    def show_result(self, result: PredictResult, classes: Sequence[str] = ()) -> None:
        """Show what came of it. `classes` are the project's, in its order."""
        self._out = result.out
        rows = figures.counted(result.rows, tr("row"), tr("rows"))
        words = tr("{rows}, {n:,} with a problem") if result.problems else tr("{rows} predicted")
        self._summary.setText(words.format(rows=rows, n=result.problems))
        self._counts.setText(
            "   ".join(tr("{name}: {n:,}").format(name=name, n=num) for name, num in result.counts)
        )
        self._where.setText(tr("Written to {path}").format(path=result.out))
        self._table.replace([_words(row) for row in result.preview])
        self._over_time.show_rows(result.preview, {name: index for index, name in enumerate(classes)})
        has_texts = any(row.beginning for row in result.preview)
        self._give_room(has_texts, says_texts=not result.counts)
        self._counts.setVisible(bool(result.counts))
        self._more.setVisible(result.rows > len(result.preview))
        self._more.setText(tr("The first {n:,} rows; all are in the table.").format(n=len(result.preview)))
        self.setAccessibleName(self._summary.text())
        self.show()

    def _give_room(self, has_texts: bool, *, says_texts: bool) -> None:
        """To the texts where there are some, those of the files or those that were written of them."""
        view = self._table.view
        head = view.horizontalHeader()
        self._table.name_column(_LABEL, tr("Written text") if says_texts else tr("Label"))
        view.setColumnHidden(_TEXT, not has_texts)
        stretched = _LABEL if says_texts else _TEXT if has_texts else None
        head.setStretchLastSection(stretched is None)
        mode = QHeaderView.ResizeMode
        for column in (_TEXT, _LABEL):
            is_stretched = column == stretched and not (says_texts and has_texts)
            head.setSectionResizeMode(column, mode.Stretch if is_stretched else mode.Interactive)
        widths = _WIDTHS_OF_TEXTS_PX if says_texts else _WIDTHS_WITH_TEXT_PX if has_texts else _WIDTHS_PX
        for column, width in enumerate(widths):
            if width:
                view.setColumnWidth(column, width)

    def _on_open_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._out.parent)))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.SPACE] * 4)
        column.setSpacing(theme.SPACE)
        column.addWidget(self._summary)
        column.addWidget(self._counts)
        column.addWidget(self._over_time)
        column.addWidget(self._table, 1)
        column.addWidget(self._more)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE)
        foot.addWidget(self._where, 1)
        foot.addWidget(self._open)
        foot.addWidget(self._again)
        column.addLayout(foot)


def _words(row: PredictionRow) -> tuple[str, ...]:
    sure = tr("{percent:.0f} %").format(percent=100 * row.confidence) if row.label else ""
    return row.file, " ".join(row.beginning.split()), row.label, sure, row.problem


def _label(name: str, role: str) -> QLabel:
    label = QLabel(wordWrap=True)
    label.setObjectName(name)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _button(name: str, title: str, help_text: str) -> QPushButton:
    button = QPushButton(title)
    button.setObjectName(name)
    button.setAccessibleName(title)
    button.setToolTip(help_text)
    return button
