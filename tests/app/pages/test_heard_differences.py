"""Where a written text differs from the wanted one."""

from __future__ import annotations

import pytest

from workbench.app.pages.inspect.heard.differences import compared


def marks(wanted: str, said: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    one, other = compared(wanted, said)
    return (
        [(span.text, span.mark) for span in one if span.text.strip()],
        [(span.text, span.mark) for span in other if span.text.strip()],
    )


def test_another_word_is_wrong_and_the_wanted_one_was_missed() -> None:
    wanted, said = marks("a zebra sings", "a camel sings")
    assert wanted == [("a", ""), ("zebra", "changed"), ("sings", "")]
    assert said == [("a", "right"), ("camel", "wrong"), ("sings", "right")]


def test_of_a_word_that_is_spelt_wrong_only_the_letters_stand_out() -> None:
    wanted, said = marks("grenouille", "grenoille")
    assert ("u", "changed") in wanted
    assert all(mark == "right" for _, mark in said)


def test_words_too_many_are_wrong() -> None:
    assert marks("a frog", "a green frog")[1] == [("a", "right"), ("green", "wrong"), ("frog", "right")]


@pytest.mark.parametrize(("wanted", "said"), [("a frog", ""), ("", "a frog"), ("a  b", "b a"), ("ab", "ba")])
def test_no_letter_is_lost(wanted: str, said: str) -> None:
    one, other = compared(wanted, said)
    assert "".join(span.text for span in one) == " ".join(wanted.split())
    assert "".join(span.text for span in other) == " ".join(said.split())
