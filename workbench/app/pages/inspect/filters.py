"""What the list of predictions is limited to, and its order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget
from superqt import QFlowLayout

from workbench.app import theme
from workbench.app.pages.inspect.table import LabelState, Order, Wanted
from workbench.app.words import tr

_HEIGHT_PX = 32


class FilterBar(QWidget):
    """Gives a `Wanted`; a cell of the matrix takes the place of the other filters."""

    wanted_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cell: tuple[str, str] | None = None
        self._predicted = _box("filter_predicted", tr("Guess"), [(tr("All guesses"), "")])
        self._state = _box("filter_state", tr("Label"), _states())
        self._order = _box("filter_order", tr("Order"), _orders())
        self._least = _spin("filter_least", tr("Least confidence"), 0)
        self._most = _spin("filter_most", tr("Most confidence"), 100)
        self._clear = QPushButton()
        self._clear.setObjectName("clear_cell")
        self._clear.setToolTip(tr("Show all predictions again"))
        self._clear.clicked.connect(lambda: self.show_cell(None))
        self._lay_out()
        for box in (self._predicted, self._state, self._order):
            box.currentIndexChanged.connect(self._on_changed)
        for spin in (self._least, self._most):
            spin.valueChanged.connect(self._on_changed)
        self._draw_cell()

    @property
    def wanted(self) -> Wanted:
        """What is wanted now."""
        return Wanted(
            predicted=str(self._predicted.currentData()),
            state=LabelState(self._state.currentData()),
            least=self._least.value() / 100,
            most=self._most.value() / 100,
            order=Order(self._order.currentData()),
            cell=self._cell,
        )

    def show_classes(self, names: Sequence[str]) -> None:
        """Offer these classes; the chosen one stays if it is still there."""
        box = self._predicted
        chosen = box.currentData()
        box.blockSignals(True)
        while box.count() > 1:
            box.removeItem(1)
        for name in names:
            box.addItem(name, name)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.blockSignals(False)

    def show_cell(self, cell: tuple[str, str] | None) -> None:
        """Limit the list to one cell of the matrix, or no longer."""
        self._cell = cell
        self._draw_cell()
        self.wanted_changed.emit()

    def show_all(self) -> None:
        """Limit the list to nothing; its order stays."""
        self.blockSignals(True)
        self._predicted.setCurrentIndex(0)
        self._state.setCurrentIndex(0)
        self._least.setValue(0)
        self._most.setValue(100)
        self.blockSignals(False)
        self.show_cell(None)

    def _draw_cell(self) -> None:
        is_cell = self._cell is not None
        self._others.setVisible(not is_cell)
        self._clear.setVisible(is_cell)
        if self._cell is not None:
            words = tr("{truth}, said to be {guess}. Show all").format(
                truth=self._cell[0], guess=self._cell[1]
            )
            self._clear.setText(words)
            self._clear.setAccessibleName(words)

    def _lay_out(self) -> None:
        confidence = QWidget()
        row = QHBoxLayout(confidence)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        for widget in (QLabel(tr("Sure")), self._least, QLabel(tr("to")), self._most):
            row.addWidget(widget)
        self._others = QWidget()
        flow = QFlowLayout(self._others)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.setHorizontalSpacing(theme.SPACE)
        flow.setVerticalSpacing(theme.SPACE)
        for part in (self._predicted, self._state, confidence, self._order):
            part.setFixedHeight(_HEIGHT_PX)
            flow.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._others)

    def _on_changed(self) -> None:
        self.wanted_changed.emit()


def _box(name: str, title: str, items: Sequence[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(title)
    box.setToolTip(title)
    for words, value in items:
        box.addItem(words, value)
    box.setMinimumWidth(120)
    box.setMaximumWidth(184)
    return box


def _spin(name: str, title: str, value: int) -> QSpinBox:
    spin = QSpinBox()
    spin.setObjectName(name)
    spin.setAccessibleName(title)
    spin.setToolTip(title)
    spin.setRange(0, 100)
    spin.setValue(value)
    spin.setSuffix(" %")
    spin.setAlignment(Qt.AlignmentFlag.AlignCenter)
    spin.setSingleStep(5)
    spin.setFixedWidth(76)
    return spin


def _states() -> list[tuple[str, str]]:
    return [
        (tr("Any label or none"), LabelState.ANY.value),
        (tr("Without a label"), LabelState.WITHOUT.value),
        (tr("With a label"), LabelState.WITH.value),
        (tr("Disagrees with its label"), LabelState.DISAGREES.value),
    ]


def _orders() -> list[tuple[str, str]]:
    return [
        (tr("Least sure first"), Order.LEAST_SURE.value),
        (tr("Most sure first"), Order.MOST_SURE.value),
        (tr("By file name"), Order.FILE.value),
    ]
