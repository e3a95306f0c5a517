"""A sample that is a picture, as large as there is room: zoom, contrast, the numbers below the cursor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.widgets import figures
from workbench.app.widgets.contrast_panel import ContrastPanel
from workbench.app.widgets.picture_levels import Levels, levels_of
from workbench.app.widgets.viewer import Viewer
from workbench.app.words import tr
from workbench.engine.modalities.image import tone

_PANEL_PX = 248


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture ready to be gone into."""

    levels: Levels
    limits: tone.Limits


def picture_of(array: NDArray[Any]) -> Picture:
    """(H, W, C) in its own number type; takes a while for large ones: not for the window's thread."""
    return Picture(levels=levels_of(array), limits=tone.first_limits(array))


class PictureView(QWidget):
    """The picture, beside it the contrast of each channel, below it the zoom."""

    def __init__(self) -> None:
        super().__init__()
        self._levels: Levels | None = None
        self.setObjectName("picture_view")
        self.viewer = Viewer()
        self.viewer.cursor_moved.connect(self._on_cursor_moved)
        self.viewer.scale_changed.connect(self._on_scale_changed)
        self._contrast = ContrastPanel()
        self._contrast.limits_changed.connect(self.viewer.set_limits)
        self._value = _label("picture_value", "mono")
        self._zoom = _label("picture_zoom", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(self._middle(), 1)
        column.addLayout(self._foot())
        self.setFocusProxy(self.viewer)

    def show_picture(self, picture: Picture | None) -> list[str]:
        """Show a picture; says of what size and kind it is, in a few words each."""
        self._levels = picture.levels if picture else None
        if picture is None:
            self.viewer.show_levels(None, None)
            return []
        self.viewer.show_levels(picture.levels, picture.limits)
        self._contrast.show_picture(picture.levels.full, picture.limits)
        return _about(picture.levels.full)

    def _on_cursor_moved(self, x: int, y: int) -> None:
        if self._levels is None or x < 0:
            self._value.setText("")
            return
        values = ", ".join(figures.short(float(value)) for value in self._levels.full[y, x])
        self._value.setText(tr("x {x}, y {y}: {values}").format(x=x, y=y, values=values))

    def _on_scale_changed(self, scale: float) -> None:
        self._zoom.setText(tr("{percent:,.0f} %").format(percent=100 * scale))

    def _middle(self) -> QHBoxLayout:
        side = QScrollArea()
        side.setFixedWidth(_PANEL_PX)
        side.setWidgetResizable(True)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setWidget(self._contrast)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.viewer, 1)
        row.addWidget(side)
        return row

    def _foot(self) -> QHBoxLayout:
        fit = _button("picture_fit", tr("Fit"), tr("Show the whole picture (F)"))
        fit.clicked.connect(self.viewer.fit)
        one = _button("picture_one", tr("1:1"), tr("One screen pixel for each pixel (1)"))
        one.clicked.connect(lambda: self.viewer.zoom_to(1.0))
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(fit)
        row.addWidget(one)
        row.addWidget(self._zoom)
        row.addStretch()
        row.addWidget(self._value)
        return row


def _about(array: NDArray[Any]) -> list[str]:
    height, width, channels = array.shape
    return [
        tr("{width:,} × {height:,} pixels").format(width=width, height=height),
        figures.counted(channels, tr("channel"), tr("channels")),
        tr("{bits} bits each").format(bits=8 * array.dtype.itemsize),
    ]


def _label(name: str, role: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("role", role)
    return label


def _button(name: str, title: str, help_text: str) -> QPushButton:
    button = QPushButton(title)
    button.setObjectName(name)
    button.setAccessibleName(title)
    button.setToolTip(help_text)
    return button
