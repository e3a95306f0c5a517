"""The bar of a share and its interval."""

from __future__ import annotations

from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from workbench.app import theme
from workbench.app.widgets.interval_bar import IntervalBar


def _colour_at(bar: IntervalBar, share: float) -> QColor:
    image = bar.grab().toImage()
    ratio = image.devicePixelRatio()
    x = 5 + share * (bar.width() - 10)
    return image.pixelColor(int(x * ratio), image.height() // 2)


def test_the_dot_stands_at_the_share_and_the_band_around_it(qtbot: QtBot) -> None:
    bar = IntervalBar()
    qtbot.addWidget(bar)
    bar.resize(210, 16)
    bar.show_share(0.5, 0.25, 0.75, "half")
    palette = theme.current()
    assert _colour_at(bar, 0.5).name().upper() == palette.accent
    assert _colour_at(bar, 0.95).name().upper() == palette.border
    assert _colour_at(bar, 0.3).name().upper() not in (palette.accent, palette.border)
    assert bar.accessibleName() == "half"


def test_where_nothing_is_known_only_the_track_is_drawn(qtbot: QtBot) -> None:
    bar = IntervalBar()
    qtbot.addWidget(bar)
    bar.resize(210, 16)
    bar.show_share(None, None, None, "cannot tell")
    assert _colour_at(bar, 0.5).name().upper() == theme.current().border
