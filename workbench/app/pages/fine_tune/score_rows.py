"""Ways side by side: name, interval bar, numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.pages.fine_tune.sentences import Row
from workbench.app.widgets.interval_bar import IntervalBar


class ScoreRows(QWidget):
    """A heading and one row a way; the first one may be the model itself, in bold."""

    def __init__(self, name: str, heading: str) -> None:
        super().__init__()
        self.setObjectName(name)
        title = QLabel(f"<b>{heading}</b>", self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * theme.SPACE)
        self._grid.setVerticalSpacing(theme.SPACE // 2)
        self._grid.setColumnStretch(1, 1)
        self._shown: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(title)
        column.addLayout(self._grid)

    def show_rows(self, rows: Sequence[Row], *, own: Row | None = None) -> None:
        """Draw these rows, the model's own first."""
        for widget in self._shown:
            widget.deleteLater()
        self._shown = []
        every = ([own] if own else []) + list(rows)
        for line, row in enumerate(every):
            self._put(line, row, bold=row is own)
        self.setVisible(bool(rows))

    def texts(self) -> list[tuple[str, str]]:
        """(name, numbers) of every row, as shown."""
        labels = [widget for widget in self._shown if isinstance(widget, QLabel)]
        return [
            (name.text(), numbers.text()) for name, numbers in zip(labels[::2], labels[1::2], strict=True)
        ]

    def _put(self, line: int, row: Row, *, bold: bool) -> None:
        name = QLabel(f"<b>{row.title}</b>" if bold else row.title, self)
        bar = IntervalBar(f"{self.objectName()}_bar_{line}", self)
        bar.show_share(row.value, row.low, row.high, f"{row.title}: {row.words}")
        numbers = QLabel(row.words, self)
        for column, widget in enumerate((name, bar, numbers)):
            self._grid.addWidget(widget, line, column)
            self._shown.append(widget)
