from __future__ import annotations

import pytest

from workbench.engine.downstream.retrieval import Pair, Retrieval

PAIRS = (
    Pair(prompt="How often do I water a fern?", answer="Twice a week."),
    Pair(prompt="When do stars fall?", answer="In August."),
    Pair(prompt="羊歯の水やり", answer="週に二度"),
)


def test_the_most_alike_question_comes_first() -> None:
    found = Retrieval(PAIRS).find("how often must ferns be watered")
    assert found[0].pair == PAIRS[0]
    assert found[0].similarity > 0.2


def test_the_same_question_is_quite_alike() -> None:
    assert Retrieval(PAIRS).find(PAIRS[1].prompt)[0].similarity == pytest.approx(1)


def test_languages_without_spaces_are_compared_by_letters() -> None:
    assert Retrieval(PAIRS).find("水やり")[0].pair == PAIRS[2]


def test_of_no_pairs_none_is_found() -> None:
    assert Retrieval(()).find("anything") == ()


def test_questions_without_letters_do_no_harm() -> None:
    assert Retrieval((Pair(prompt="", answer="?"),)).find("") is not None
