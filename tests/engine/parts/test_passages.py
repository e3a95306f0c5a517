from __future__ import annotations

import numpy as np
import pytest
import torch

from tests.engine import tiny
from workbench.engine.encoders.text import TextEncoder
from workbench.engine.encoders.text.vocabulary import Ids
from workbench.engine.modalities import modalities
from workbench.engine.parts import passages


@pytest.fixture(scope="module")
def encoder() -> TextEncoder:
    found = tiny.small_encoder(modalities.get("text"), "text_mini")
    assert isinstance(found, TextEncoder)
    return found


def _samples(*texts: str) -> torch.Tensor:
    rows = [text.encode() for text in texts]
    out = np.zeros((len(rows), max(map(len, rows))), np.uint8)
    for row, content in zip(out, rows, strict=True):
        row[: len(content)] = np.frombuffer(content, np.uint8)
    return torch.from_numpy(out)


def _spoken(encoder: TextEncoder, text: list[Ids]) -> list[str]:
    return [encoder.vocabulary.text(ids.tolist()).strip() for ids in text]


def _draw(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


_FIVE = "One moth. Two rivers. Three stones. Four walks. Five rains."


def test_sentences_are_neighbours_in_their_order(encoder: TextEncoder) -> None:
    spoken = {
        " ".join(_spoken(encoder, text))
        for seed in range(20)
        for text in passages.neighbours(encoder, _samples(_FIVE), 3, 100, _draw(seed))
    }
    assert spoken == {
        "One moth. Two rivers. Three stones.",
        "Two rivers. Three stones. Four walks.",
        "Three stones. Four walks. Five rains.",
    }


def test_a_text_with_fewer_sentences_gives_those_it_has(encoder: TextEncoder) -> None:
    (text,) = passages.neighbours(encoder, _samples("One moth. Two rivers."), 4, 100, _draw())
    assert len(text) == 2


def test_a_single_sentence_becomes_phrases_of_whole_words(encoder: TextEncoder) -> None:
    (text,) = passages.neighbours(
        encoder, _samples("the quick green moth seldom walks under stones"), 4, 100, _draw()
    )
    spoken = _spoken(encoder, text)
    assert len(spoken) == 4
    assert " ".join(spoken) == "the quick green moth seldom walks under stones"


def test_the_full_stop_does_not_give_away_the_last_phrase(encoder: TextEncoder) -> None:
    (text,) = passages.neighbours(encoder, _samples("the quick moth walks!!"), 4, 100, _draw())
    assert _spoken(encoder, text)[-1].endswith("walks")


@pytest.mark.parametrize("content", ["", "...", "雨", "今日は雨が降っています", "moth", "a b", "?! 3 ?!"])
@pytest.mark.parametrize("most", [2, 6])
def test_odd_texts_give_what_they_have(encoder: TextEncoder, content: str, most: int) -> None:
    (text,) = passages.neighbours(encoder, _samples(content or "\0"), most, 100, _draw())
    assert len(text) <= most
    assert all(len(ids) for ids in text)


def test_a_language_without_spaces_is_cut_between_tokens(encoder: TextEncoder) -> None:
    (text,) = passages.neighbours(encoder, _samples("今日は雨が降っています"), 4, 100, _draw())
    assert len(text) == 4


def test_all_together_fit_with_a_token_behind_each(encoder: TextEncoder) -> None:
    long = " ".join(["moth river green stone"] * 30) + ". Quick. " + " ".join(["the rain"] * 30) + "."
    (text,) = passages.neighbours(encoder, _samples(long), 3, 40, _draw())
    assert sum(len(ids) + 1 for ids in text) <= 40
    assert _spoken(encoder, text)[1] == "Quick."


def test_two_halves_are_the_whole_text_in_its_order(encoder: TextEncoder) -> None:
    (pair,) = passages.halves(encoder, _samples(_FIVE), 100, _draw())
    assert len(pair) == 2
    assert encoder.vocabulary.text(np.concatenate(pair).tolist()).strip() == _FIVE


def test_of_a_long_text_the_halves_are_what_stands_next_to_the_cut(encoder: TextEncoder) -> None:
    (pair,) = passages.halves(encoder, _samples("One moth. Two rivers."), 10, _draw())
    whole = np.concatenate(encoder.cut(_samples("One moth. Two rivers.")))
    joined = np.concatenate(pair).tolist()
    at = len(encoder.cut(_samples("One moth."))[0]) - len(pair[0])
    assert joined == whole[at : at + len(joined)].tolist()
    assert max(len(pair[0]), len(pair[1])) <= 4


def test_no_sentence_tells_its_place_by_the_spaces_behind_it(encoder: TextEncoder) -> None:
    (text,) = passages.neighbours(encoder, _samples("The rain.  The rain.\nThe rain."), 4, 100, _draw())
    assert len({tuple(ids.tolist()) for ids in text}) == 1


def test_marks_alone_are_no_sentence() -> None:
    assert passages.sentences_of(_samples("What a moth! :) !!! Yes."))[0][-1] == "Yes."
    assert len(passages.sentences_of(_samples("Rain. ...\n\n --"))[0]) == 1
