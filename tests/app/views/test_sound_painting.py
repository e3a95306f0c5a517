"""Axes with round numbers, and marks that are told apart without colour."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from workbench.app.theme import DARK, LIGHT, Palette
from workbench.app.views import sound_painting as painting
from workbench.engine.contracts import Mark, Stretch


@pytest.mark.parametrize(
    ("seconds", "width", "words"),
    [
        (1.0, 600, ["0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1.0 s"]),
        (1.0, 190, ["0", "0.5", "1.0 s"]),
        (0.04, 200, ["0", "0.02", "0.04 s"]),
        (30.0, 300, ["0", "10", "20", "30 s"]),
    ],
)
def test_times_are_round_and_the_last_has_the_unit(seconds: float, width: int, words: list[str]) -> None:
    assert painting.time_words(painting.time_ticks(seconds, width)) == words


def test_pitches_do_not_touch_and_the_highest_is_on_top() -> None:
    ticks = painting.pitch_ticks(20, 8000, 120)
    heights = [y for y, _ in ticks]
    assert ticks[0] == (0, "8 kHz")
    assert min(np.diff(heights)) >= 16


def test_what_is_hidden_has_one_colour() -> None:
    shades = np.arange(12, dtype=np.uint8).reshape(3, 4) * 20
    hidden = np.zeros((3, 4), np.bool_)
    hidden[1] = True
    image = painting.picture(shades, hidden, LIGHT)
    row = {image.pixelColor(x, 1).name() for x in range(4)}
    assert len(row) == 1
    assert len({image.pixelColor(x, 0).name() for x in range(4)}) == 4


def test_neighbours_of_one_mark_get_one_frame() -> None:
    stretches = [stretch(0.0, 0.1), stretch(0.1, 0.2), stretch(0.3, 0.4), stretch(0.4, 0.5, "against")]
    whole = [(one.start_seconds, one.end_seconds) for one in painting.joined(stretches)]
    assert whole == [(0.0, 0.2), (0.3, 0.4), (0.4, 0.5)]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_bars_for_and_against_differ_without_colour(palette: Palette) -> None:
    assert covered_share("for", palette) == 1
    assert 0.2 < covered_share("against", palette) < 0.8


def covered_share(mark: Mark, palette: Palette) -> float:
    """How much of a bar's ground is covered."""
    image = QImage(64, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    painting.paint_bars(painter, QRect(0, 0, 64, 8), [stretch(0, 1, mark)], 1.0, palette)
    painter.end()
    covered = sum(image.pixelColor(x, y).name() != "#ffffff" for x in range(64) for y in range(8))
    return covered / (64 * 8)


def stretch(start: float, end: float, mark: Mark = "for") -> Stretch:
    return Stretch(start_seconds=start, end_seconds=end, mark=mark, weight=1.0)
