"""Colours can be read, follow the choice, and never speak alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.app import theme
from workbench.app.preferences import settings

_PALETTES = (theme.LIGHT, theme.DARK)
_TEXTS = ("text", "muted", "accent", "good", "care", "bad")


@pytest.fixture(autouse=True)
def _plain_afterwards(qapp: QApplication) -> Iterator[None]:
    yield
    theme.choose("light")
    qapp.setStyleSheet("")


@pytest.mark.parametrize("palette", _PALETTES, ids=lambda palette: palette.name)
@pytest.mark.parametrize(("text", "ground"), list(product(_TEXTS, ("ground", "surface"))))
def test_every_text_colour_can_be_read_on_every_ground(
    palette: theme.Palette, text: str, ground: str
) -> None:
    assert theme.contrast(getattr(palette, text), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("palette", _PALETTES, ids=lambda palette: palette.name)
def test_a_primary_button_and_a_chosen_row_can_be_read(palette: theme.Palette) -> None:
    assert theme.contrast(palette.on_accent, palette.accent) >= 4.5
    assert theme.contrast(palette.text, palette.selected) >= 4.5
    assert theme.contrast(palette.text, palette.hover) >= 4.5


def test_contrast_of_black_on_white_is_21() -> None:
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("index", range(8))
def test_a_name_written_on_a_class_colour_can_be_read(index: int) -> None:
    colour = theme.class_colour(index)
    assert theme.contrast(theme.text_on(colour), colour) >= 4.5


def test_classes_differ_in_colour_first_and_then_in_shape() -> None:
    looks = {(theme.class_colour(i), theme.class_shape(i)) for i in range(56)}
    assert len(looks) == 56
    assert len({theme.class_shape(i) for i in range(8)}) == 1


def test_choosing_dark_is_drawn_told_and_remembered(qtbot: QtBot, qapp: QApplication) -> None:
    theme.choose("light")
    with qtbot.waitSignal(theme.changed):
        theme.choose("dark")
    assert theme.current() is theme.DARK
    assert theme.DARK.ground in qapp.styleSheet()
    assert settings().value(theme.SETTING) == "dark"


def test_the_style_sheet_leaves_no_colour_open() -> None:
    assert "$" not in theme.style_sheet(theme.LIGHT)
