"""How sounds are painted: their spectrograms, their outlines, what stands out in them, and the axes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QPolygonF

from workbench.app.theme import Palette
from workbench.app.views.spans import blended
from workbench.app.words import tr
from workbench.engine.contracts import Mark, Stretch, UInt8Array
from workbench.engine.modalities.audio import pictures

COVER = 0.45
"""Of the muted colour over what is hidden."""
BAR_PX = 6
"""High is the bar that marks a stretch."""
_COVERED = 0.85
_MOST_TINT = 0.35
_STRONG = 0.5
_TOUCHING_SECONDS = 1e-3
_FRAMES: dict[Mark, Qt.PenStyle] = {
    "for": Qt.PenStyle.SolidLine,
    "right": Qt.PenStyle.SolidLine,
    "against": Qt.PenStyle.DotLine,
    "wrong": Qt.PenStyle.DotLine,
    "changed": Qt.PenStyle.DashDotLine,
    "moved": Qt.PenStyle.DashLine,
}
_BARS: dict[Mark, Qt.BrushStyle] = {
    "for": Qt.BrushStyle.SolidPattern,
    "right": Qt.BrushStyle.SolidPattern,
    "against": Qt.BrushStyle.Dense4Pattern,
    "wrong": Qt.BrushStyle.Dense4Pattern,
    "changed": Qt.BrushStyle.BDiagPattern,
    "moved": Qt.BrushStyle.FDiagPattern,
}
"""What tells marks from one another without colour."""
_TICKS_HZ = (50, 100, 200, 500, 1000, 2000, 4000, 8000)
_HIGHEST_FIRST = tuple(reversed(_TICKS_HZ))


def picture(spectrogram: UInt8Array, hidden: NDArray[np.bool_], palette: Palette) -> QImage:
    """(M, N) uint8, the highest pitch first, in colours; what is hidden (M, N), if anything, is covered."""
    colours = pictures.palette()[spectrogram]
    if hidden.size:
        cover = QColor(blended(palette.muted, palette.surface, COVER))
        colours[hidden] = (cover.red(), cover.green(), cover.blue())
    height, width, _ = colours.shape
    image = QImage(np.ascontiguousarray(colours).data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)


def paint_outline(painter: QPainter, area: QRect, outline: NDArray[np.float32], colour: QColor) -> None:
    """(2, W) float32 in [-1, 1], as large as it may be: the loudest value reaches the edge."""
    top = max(1e-3, float(np.abs(outline).max()))
    places = np.linspace(0, outline.shape[1], area.width() + 1).astype(np.int64)
    starts = np.minimum(places[:-1], outline.shape[1] - 1)
    low = np.minimum.reduceat(outline[0], starts) / top if _grows(starts) else outline[0, starts] / top
    high = np.maximum.reduceat(outline[1], starts) / top if _grows(starts) else outline[1, starts] / top
    middle, half = area.center().y() + 0.5, area.height() / 2 - 2
    painter.setPen(QPen(colour, 1))
    for x, (below, above) in enumerate(zip(low.tolist(), high.tolist(), strict=True)):
        first, last = round(middle - half * above), round(middle - half * below)
        painter.drawLine(area.left() + x, first, area.left() + x, max(first, last))


def _grows(starts: NDArray[np.int64]) -> bool:
    return bool((np.diff(starts) > 0).all())


def paint_tints(
    painter: QPainter, area: QRect, stretches: Sequence[Stretch], seconds: float, palette: Palette
) -> None:
    """A ground behind the outline of what stands out, the stronger the deeper."""
    for stretch in stretches:
        ground = blended(_colour(stretch.mark, palette), palette.hover, _MOST_TINT * _weight(stretch))
        painter.fillRect(_place(area, stretch, seconds), QColor(ground))


def paint_bars(
    painter: QPainter, area: QRect, stretches: Sequence[Stretch], seconds: float, palette: Palette
) -> None:
    """A bar for each stretch that stands out, in a pattern of its own for each kind of mark."""
    for stretch in [one for one in stretches if one.mark in _BARS]:
        colour = QColor(_colour(stretch.mark, palette))
        colour.setAlphaF(0.25 + 0.75 * _weight(stretch))
        painter.fillRect(_place(area, stretch, seconds), QBrush(colour, _BARS[stretch.mark]))


def paint_frames(
    painter: QPainter, area: QRect, stretches: Sequence[Stretch], seconds: float, palette: Palette
) -> None:
    """A light frame over the spectrogram around what stands out most; around neighbours, one for all.

    What is hidden is covered instead.
    """
    cover = QColor(blended(palette.muted, palette.surface, COVER))
    cover.setAlphaF(_COVERED)
    for stretch in stretches:
        if stretch.mark == "hidden":
            painter.fillRect(_place(area, stretch, seconds), cover)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    strong = [one for one in stretches if one.mark in _FRAMES and _weight(one) >= _STRONG]
    for stretch in joined(strong):
        painter.setPen(QPen(QColor("#FFFFFF"), 1, _FRAMES[stretch.mark]))
        painter.drawRect(_place(area, stretch, seconds).adjusted(0.5, 0.5, -0.5, -0.5))


def joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """The same, but stretches of one mark that touch are one, with the weight of the strongest."""
    whole: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda one: one.start_seconds):
        last = whole[-1] if whole else None
        if (
            last
            and last.mark == stretch.mark
            and stretch.start_seconds - last.end_seconds < _TOUCHING_SECONDS
        ):
            end, weight = max(last.end_seconds, stretch.end_seconds), max(last.weight, stretch.weight)
            whole[-1] = replace(last, end_seconds=end, weight=weight)
        else:
            whole.append(stretch)
    return whole


def paint_position(painter: QPainter, area: QRect, x: float) -> None:
    """A line that is seen on any ground, with a handle on top."""
    for colour, width in (("#000000", 3.0), ("#FFFFFF", 1.0)):
        painter.setPen(QPen(QColor(colour), width))
        painter.drawLine(round(x), area.top(), round(x), area.bottom())
    painter.setPen(QPen(QColor("#000000"), 1))
    painter.setBrush(QColor("#FFFFFF"))
    top = QRectF(x - 5, area.top(), 11, 7)
    painter.drawPolygon(QPolygonF([top.topLeft(), top.topRight(), QPointF(x + 0.5, top.bottom())]))


def time_ticks(seconds: float, width_px: int, gap_px: int = 56) -> list[float]:
    """Round times from 0 on, so far apart that their words do not touch."""
    if seconds <= 0 or width_px <= 0:
        return [0.0]
    least = seconds * gap_px / width_px
    power = 10.0 ** math.floor(math.log10(least))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least)
    return [number * step for number in range(int(seconds / step + 1e-6) + 1)]


def time_words(ticks: Sequence[float]) -> list[str]:
    """The times in as many digits as tell them apart: "0", "0.5", "1.0 s"; the last has the unit."""
    step = ticks[1] if len(ticks) > 1 else 1.0
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    words = [f"{tick:.{digits}f}" if tick else "0" for tick in ticks]
    return [*words[:-1], tr("{seconds} s").format(seconds=words[-1])]


def pitch_ticks(low_hz: float, high_hz: float, height_px: int, gap_px: int = 16) -> list[tuple[int, str]]:
    """(pixels from the top, words) of round pitches between these, evenly spaced in mel, not touching."""
    lowest, highest = _mel(low_hz), _mel(high_hz)
    chosen: list[tuple[int, str]] = []
    for pitch in _HIGHEST_FIRST:
        y = round(height_px * (highest - _mel(pitch)) / (highest - lowest))
        has_room = not chosen or y - chosen[-1][0] >= gap_px
        if low_hz <= pitch <= high_hz and has_room and y <= height_px - gap_px // 2:
            chosen.append((y, _pitch_words(pitch)))
    return chosen


def _pitch_words(hz: int) -> str:
    return tr("{n} kHz").format(n=hz // 1000) if hz >= 1000 else tr("{n} Hz").format(n=hz)


def _mel(hz: float) -> float:
    """Stevens, Volkmann & Newman's scale of pitch as O'Shaughnessy (1987) writes it."""
    return 2595 * math.log10(1 + hz / 700)


def _colour(mark: Mark, palette: Palette) -> str:
    colours: dict[Mark, str] = {
        "for": palette.accent,
        "moved": palette.accent,
        "against": palette.care,
        "changed": palette.care,
        "right": palette.good,
        "wrong": palette.bad,
    }
    return colours.get(mark, palette.muted)


def _weight(stretch: Stretch) -> float:
    return min(1.0, max(0.0, stretch.weight))


def _place(area: QRect, stretch: Stretch, seconds: float) -> QRectF:
    scale = area.width() / max(seconds, 1e-6)
    start = max(0.0, stretch.start_seconds) * scale
    end = min(max(seconds, 0.0), stretch.end_seconds) * scale
    return QRectF(area.left() + start, area.top(), max(1.0, end - start), area.height())
