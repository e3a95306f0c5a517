"""Which samples the grid shows, of which class, and how large."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLabel, QPushButton, QSlider, QWidget
from superqt import QFlowLayout

from workbench.app import theme
from workbench.app.pages.label.labelling import Source
from workbench.app.widgets.sample_grid import DEFAULT_CELL_PX, LARGEST_CELL_PX, SMALLEST_CELL_PX
from workbench.app.words import tr

_HEIGHT_PX = 32


class SourceBar(QWidget):
    """Emits what is wanted; the page shows it."""

    source_chosen = Signal(object)
    """`Source`."""
    class_filtered = Signal(str)
    """A class's name; "" for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[Source, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = QFlowLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setHorizontalSpacing(theme.SPACE)
        row.setVerticalSpacing(theme.SPACE)
        for source, title, help_text in _sources():
            row.addWidget(self._add_button(source, title, help_text))
        self._filter = self._make_filter()
        row.addWidget(self._filter)

    def mark_source(self, source: Source) -> None:
        """Show which one is open."""
        self._buttons[source].setChecked(True)
        self._filter.setEnabled(source is not Source.UNLABELLED)

    def show_counts(self, counts: Mapping[Source, int | None]) -> None:
        """Write how many samples each has."""
        for source, title, _ in _sources():
            num = counts.get(source)
            words = title if num is None else f"{title}  {num:,}"
            self._buttons[source].setText(words)
            self._buttons[source].setAccessibleName(words)

    def show_classes(self, names: Sequence[str]) -> None:
        """Offer these classes in the filter; the chosen one stays if it is still there."""
        known = [self._filter.itemData(i) for i in range(1, self._filter.count())]
        if known == list(names):
            return
        chosen = self.class_name
        self._filter.blockSignals(True)
        self._filter.clear()
        self._filter.addItem(tr("All classes"), "")
        for name in names:
            self._filter.addItem(name, name)
        self._filter.setCurrentIndex(max(0, self._filter.findData(chosen)))
        self._filter.blockSignals(False)
        if self.class_name != chosen:
            self.class_filtered.emit(self.class_name)

    def offer_classes(self, is_offered: bool) -> None:
        """Whether the grid can be limited to a class."""
        self._filter.setVisible(is_offered)

    def show_all_classes(self) -> None:
        """Limit the grid to no class any longer."""
        self._filter.setCurrentIndex(0)

    @property
    def class_name(self) -> str:
        """The class the grid is limited to; "" for all."""
        return str(self._filter.currentData() or "") if self._is_filtered else ""

    @property
    def _is_filtered(self) -> bool:
        return self._filter.isEnabled() and self._filter.isVisibleTo(self)

    def _add_button(self, source: Source, title: str, help_text: str) -> QPushButton:
        button = QPushButton(title)
        button.setObjectName(f"source_{source.value}")
        button.setCheckable(True)
        button.setFixedHeight(_HEIGHT_PX)
        button.setToolTip(help_text)
        button.setAccessibleName(title)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.source_chosen.emit(source))
        self._group.addButton(button)
        self._buttons[source] = button
        return button

    def _make_filter(self) -> QComboBox:
        box = QComboBox()
        box.setObjectName("class_filter")
        box.setAccessibleName(tr("Show one class only"))
        box.setToolTip(tr("Show one class only"))
        box.addItem(tr("All classes"), "")
        box.setFixedHeight(_HEIGHT_PX)
        box.setMinimumWidth(112)
        box.setMaximumWidth(168)
        box.currentIndexChanged.connect(lambda: self.class_filtered.emit(self.class_name))
        return box


class SizeSlider(QWidget):
    """How large the samples are drawn."""

    size_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setObjectName("cell_size")
        slider.setAccessibleName(tr("Size of the samples"))
        slider.setToolTip(tr("Size of the samples"))
        slider.setRange(SMALLEST_CELL_PX, LARGEST_CELL_PX)
        slider.setValue(DEFAULT_CELL_PX)
        slider.setFixedWidth(96)
        slider.valueChanged.connect(self.size_chosen)
        label = QLabel(tr("Size"))
        label.setBuddy(slider)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        row.addWidget(label)
        row.addWidget(slider)


def _sources() -> tuple[tuple[Source, str, str], ...]:
    return (
        (
            Source.SUGGESTED,
            tr("Suggested first"),
            tr("Typical samples of each region: the ones to label first"),
        ),
        (Source.UNLABELLED, tr("Unlabelled"), tr("Samples without a label")),
        (Source.LABELLED, tr("Labelled"), tr("Samples with a label")),
        (Source.CHECK, tr("Check set"), tr("Randomly drawn samples whose labels only score")),
        (Source.EVERY, tr("All"), tr("All samples")),
    )
