"""Texts as the numbers of their letters."""

from __future__ import annotations

from workbench.engine.downstream.alphabet import Alphabet, plain


def test_a_text_comes_back_from_its_numbers() -> None:
    alphabet = Alphabet.of(["A frog.", "Été"])
    assert alphabet.text(alphabet.numbers("A frog.")) == "A frog."


def test_letters_it_does_not_have_are_left_out_and_named() -> None:
    alphabet = Alphabet.of(["abc"])
    assert alphabet.numbers("a€b") == [0, 1]
    assert alphabet.unseen(["a€b", "ß"]) == ("ß", "€")


def test_a_plain_text_has_single_spaces_composed_letters_and_no_control_signs() -> None:
    assert plain("  e\u0301te\u0301\t\nist\x00 da ") == "été ist da"
