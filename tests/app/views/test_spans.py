"""Texts with marked stretches: readable in both schemes, told without colour, spoken."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextCharFormat
from pytestqt.qtbot import QtBot

from workbench.app import theme
from workbench.app.theme import DARK, LIGHT, Palette
from workbench.app.views.player import Player
from workbench.app.views.rows import RowsView
from workbench.app.views.spans import SpansView, letters, plain, shortened, spoken
from workbench.engine.contracts import Mark, PicturePreview, RowsPreview, Span, TextPreview

MARKS = get_args(Mark)
NONE = QTextCharFormat.UnderlineStyle.NoUnderline


def _shape(style: QTextCharFormat) -> tuple[object, ...]:
    """All that is not colour."""
    bold = style.fontWeight() > QFont.Weight.Normal
    return style.underlineStyle(), style.fontStrikeOut(), style.fontItalic(), bold


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("weight", [0.0, 0.5, 1.0])
def test_every_mark_can_be_read(palette: Palette, mark: Mark, weight: float) -> None:
    style = letters(Span(text="word", mark=mark, weight=weight), palette)
    has_ground = style.background().style() is not Qt.BrushStyle.NoBrush
    ground = style.background().color().name() if has_ground else palette.ground
    assert theme.contrast(style.foreground().color().name(), ground) >= 4.5


def test_marks_are_told_apart_without_colour() -> None:
    shapes = {_shape(letters(Span(text="word", mark=mark), LIGHT)) for mark in MARKS}
    assert len(shapes) == len(MARKS) - 1  # "right" and "for" never stand in one text


def test_what_weighs_more_stands_out_more() -> None:
    weak, strong = (letters(Span(text="x", mark="for", weight=w), LIGHT) for w in (0.2, 0.9))
    assert weak.background().color().lightness() > strong.background().color().lightness()
    assert weak.fontWeight() < strong.fontWeight()


def test_marks_are_spoken() -> None:
    preview = TextPreview(spans=(Span(text="The "), Span(text="cat", mark="hidden"), Span(text=" sat.")))
    assert spoken(preview) == "The [hidden: cat] sat."


def test_a_long_text_is_cut_and_keeps_its_marks() -> None:
    preview = TextPreview(spans=(Span(text="one "), Span(text="twotwo", mark="right"), Span(text="three")))
    cut = shortened(preview, 7)
    assert cut.text == "one two…"
    assert cut.spans[-1].mark == "right"
    assert shortened(preview, 100) == preview


def test_the_whole_text_is_there_and_can_be_selected(qtbot: QtBot) -> None:
    view = SpansView()
    qtbot.addWidget(view)
    view.show_preview(plain("First line\nשלום"))
    view.selectAll()
    assert view.textCursor().selectedText().replace("\u2029", "\n") == "First line\nשלום"


def test_each_paragraph_runs_as_its_letters_do(qtbot: QtBot) -> None:
    view = SpansView()
    qtbot.addWidget(view)
    view.show_preview(plain("Left\nשלום"))
    first = view.document().firstBlock()
    assert first.textDirection() is Qt.LayoutDirection.LeftToRight
    assert first.next().textDirection() is Qt.LayoutDirection.RightToLeft


def test_text_is_never_taken_for_markup(qtbot: QtBot) -> None:
    view = SpansView()
    qtbot.addWidget(view)
    view.show_preview(plain("<b>bold</b> &amp; <script>"))
    assert view.toPlainText() == "<b>bold</b> &amp; <script>"


def test_rows_of_texts_are_as_high_as_their_texts(qtbot: QtBot) -> None:
    view = RowsView(Player())
    qtbot.addWidget(view)
    cell = TextPreview(spans=(Span(text="many words " * 20),), caption="Before")
    view.show_rows(RowsPreview(rows=((cell, cell),)))
    view.fit(300)
    assert view.num_texts == 2
    assert view.width() == 300
    assert view.size() == view.size_for(300)
    assert view.size_for(500).height() < view.height()


def test_rows_can_be_pictures_after_texts(qtbot: QtBot) -> None:
    view = RowsView(Player())
    qtbot.addWidget(view)
    view.show_rows(RowsPreview(rows=((plain("a text"),),)))
    view.show_rows(RowsPreview(rows=((picture(), picture()),)))
    assert (view.num_texts, view.num_pictures) == (0, 2)
    assert view.size() == view.size_for(10_000)


def picture() -> PicturePreview:
    return PicturePreview(pixels=np.zeros((8, 8, 3), np.uint8), caption="Picture")
