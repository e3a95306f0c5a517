"""A sample that is a picture, as large as there is room: zoom, contrast, the next and the one before."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.session import Session
from workbench.app.widgets import figures
from workbench.app.widgets.background import in_background
from workbench.app.widgets.contrast_panel import ContrastPanel
from workbench.app.widgets.picture_levels import Levels, levels_of
from workbench.app.widgets.viewer import Viewer
from workbench.app.words import tr
from workbench.engine.modalities import UnreadableError, modalities
from workbench.engine.modalities.image import tone
from workbench.project import Sample

_PANEL_PX = 248


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    sample: int
    levels: Levels | None
    limits: tone.Limits | None
    problem: str = ""


class PictureView(QWidget):
    """Reads the file itself, not the cache, beside the window's thread."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._ids: NDArray[np.int64] = np.zeros(0, np.int64)
        self._row = 0
        self._levels: Levels | None = None
        self.setObjectName("picture_view")
        self.viewer = Viewer()
        self.viewer.cursor_moved.connect(self._on_cursor_moved)
        self.viewer.scale_changed.connect(self._on_scale_changed)
        self._contrast = ContrastPanel()
        self._contrast.limits_changed.connect(self.viewer.set_limits)
        self._title = _label("picture_title", "section")
        self._about = _label("picture_about", "caption")
        self._value = _label("picture_value", "mono")
        self._zoom = _label("picture_zoom", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(theme.SPACE)
        column.addLayout(self._head())
        column.addLayout(self._middle(), 1)
        column.addLayout(self._foot())

    def show_samples(self, ids: NDArray[np.int64], sample: int) -> None:
        """Show one of these samples; the arrow keys go through them."""
        self._ids = ids
        places = np.flatnonzero(ids == sample)
        self._row = int(places[0]) if len(places) else 0
        self._load()
        self.viewer.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() == Qt.Key.Key_Right:
            self.step(1)
        elif event.key() == Qt.Key.Key_Left:
            self.step(-1)
        else:
            super().keyPressEvent(event)

    def step(self, by: int) -> None:
        """Go to the next sample or the one before."""
        row = min(max(self._row + by, 0), len(self._ids) - 1)
        if row != self._row:
            self._row = row
            self._load()

    def _load(self) -> None:
        project = self._session.project
        sample = project.samples.get(int(self._ids[self._row]))
        self._title.setText(sample.title)
        self._about.setText(tr("Reading"))
        description = project.description
        in_background(self, lambda: _read(sample, description.data, description.modality), self._on_read)

    def _on_read(self, read: _Read) -> None:
        if read.sample != int(self._ids[self._row]):
            return
        self._levels = read.levels
        self.viewer.show_levels(read.levels, read.limits)
        if read.levels is None or read.limits is None:
            self._about.setText(read.problem)
            return
        array = read.levels.full
        self._contrast.show_picture(array, read.limits)
        self._about.setText(_about(array, self._row, len(self._ids)))

    def _on_cursor_moved(self, x: int, y: int) -> None:
        if self._levels is None or x < 0:
            self._value.setText("")
            return
        values = ", ".join(figures.short(float(value)) for value in self._levels.full[y, x])
        self._value.setText(tr("x {x}, y {y}: {values}").format(x=x, y=y, values=values))

    def _on_scale_changed(self, scale: float) -> None:
        self._zoom.setText(tr("{percent:,.0f} %").format(percent=100 * scale))

    def _head(self) -> QHBoxLayout:
        back = _button("picture_back", tr("Back"), tr("Back to all pictures (Esc)"))
        back.clicked.connect(self.closed)
        before = _button("picture_before", tr("Previous"), tr("The picture before (left arrow)"))
        before.clicked.connect(lambda: self.step(-1))
        after = _button("picture_after", tr("Next"), tr("The next picture (right arrow)"))
        after.clicked.connect(lambda: self.step(1))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._about)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(back)
        row.addSpacing(theme.SPACE)
        row.addLayout(words, 1)
        row.addWidget(before)
        row.addWidget(after)
        return row

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


def _read(sample: Sample, data: Path, modality: str) -> _Read:
    try:
        kind = modalities.get(modality)
        array = kind.read(data / sample.file, sample.part, kind.reading(), reduced=sample.read_reduced)
        assert not isinstance(array, str)
    except UnreadableError as error:
        return _Read(sample=sample.id, levels=None, limits=None, problem=str(error))
    except OSError as error:
        words = tr("The file cannot be opened: {reason}.").format(reason=error.strerror or error)
        return _Read(sample=sample.id, levels=None, limits=None, problem=words)
    return _Read(sample=sample.id, levels=levels_of(array), limits=tone.first_limits(array))


def _about(array: NDArray[Any], row: int, total: int) -> str:
    height, width, channels = array.shape
    parts = [
        tr("{n:,} of {total:,}").format(n=row + 1, total=total),
        tr("{width:,} × {height:,} pixels").format(width=width, height=height),
        figures.counted(channels, tr("channel"), tr("channels")),
        tr("{bits} bits each").format(bits=8 * array.dtype.itemsize),
    ]
    return " · ".join(parts)


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
