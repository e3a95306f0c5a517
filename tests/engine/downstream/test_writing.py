from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from tests.engine import tiny
from workbench.engine.downstream.writing import (
    Grown,
    Manner,
    cost,
    draw,
    first_words,
    grow,
    ids_of,
    num_words,
    text_after,
    write_on,
)
from workbench.engine.encoders.text import TextEncoder
from workbench.engine.modalities import modalities


@pytest.fixture
def encoder() -> TextEncoder:
    torch.manual_seed(0)
    made = tiny.small_encoder(modalities.get("text"), "gpt_mini")
    assert isinstance(made, TextEncoder)
    return made.eval()


def lot(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def last(encoder: TextEncoder, beginning: str, manner: Manner, seed: int = 0) -> Grown:
    return list(write_on(encoder, beginning, manner, lot(seed)))[-1]


def likeliest(encoder: TextEncoder, ids: list[int]) -> Tensor:
    """The logits behind these tokens, read all at once."""
    whole = torch.tensor([ids])
    with torch.no_grad():
        hidden = encoder.run(whole, torch.ones_like(whole, dtype=torch.bool))
    return hidden[0, -1] @ encoder.embedding.detach().T


def test_the_likeliest_token_comes_next_at_temperature_0(encoder: TextEncoder) -> None:
    ids = [1, *ids_of(encoder.vocabulary, "The river walks")]
    special = {0, 1, 2, 3, 4, 5, 6}
    wanted: list[int] = []
    for _ in range(5):
        logits = likeliest(encoder, ids + wanted)[: len(encoder.vocabulary)]
        banned = special if not wanted else special - {2}
        logits[list(banned)] = -math.inf
        wanted.append(int(logits.argmax()))
    written = list(grow(encoder, ids, Manner(words=9, temperature=0), lot()))[4]
    assert written.text == text_after(encoder.vocabulary, ids[-1], wanted)


def test_the_same_seed_writes_the_same_and_another_does_not(encoder: TextEncoder) -> None:
    manner = Manner(words=12)
    first, again, other = (last(encoder, "The", manner, seed).text for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_it_stops_after_so_many_words(encoder: TextEncoder) -> None:
    found = last(encoder, "The green", Manner(words=7))
    assert num_words(found.text) <= 7
    assert found.ended in ("length", "end")


def test_it_ends_where_the_text_is_over(encoder: TextEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "workbench.engine.downstream.writing.draw",
        lambda chances, *_: int(chances.argmax()) if chances[2] == 0 else 2,
    )
    found = last(encoder, "The", Manner(words=50))
    assert (found.ended, found.tokens) == ("end", 1)


def test_an_empty_beginning_works(encoder: TextEncoder) -> None:
    found = last(encoder, "", Manner(words=5))
    assert found.text
    assert not found.text.startswith(" ")


def test_a_space_at_the_end_is_not_doubled(encoder: TextEncoder) -> None:
    bare = last(encoder, "The", Manner(words=6), seed=3)
    spaced = last(encoder, "The ", Manner(words=6), seed=3)
    assert ("The" + bare.text).split() == ("The " + spaced.text).split()
    assert "  " not in "The " + spaced.text


def test_a_beginning_longer_than_the_context_keeps_its_end(encoder: TextEncoder) -> None:
    end = "green light " * 90
    manner = Manner(words=5, temperature=0)
    far, near = last(encoder, "seven " * 400 + end, manner), last(encoder, "stone " * 400 + end, manner)
    assert far.text == near.text


def test_writing_goes_on_beyond_the_context(encoder: TextEncoder) -> None:
    steps = list(write_on(encoder, "The", Manner(words=300, temperature=1.0), lot(4)))
    assert steps[-1].tokens > encoder.spec.size or steps[-1].ended == "end"


def test_no_half_letter_is_shown(encoder: TextEncoder) -> None:
    for seed in range(4):
        for step in write_on(encoder, "é", Manner(words=20, temperature=3.0, top_p=1.0), lot(seed)):
            assert "\ufffd" not in step.text


def test_tokens_that_are_no_text_are_never_written(encoder: TextEncoder) -> None:
    with torch.no_grad():
        encoder.embedding[5] = 1e4 * torch.sign(encoder.embedding[5] + 1e-3)  # [ASK] becomes very likely
        encoder.embedding[len(encoder.vocabulary) :] = 1e4
    for step in write_on(encoder, "The", Manner(words=8, temperature=1), lot()):
        assert "ASK" not in step.text
    assert step.tokens > 1


def test_top_p_leaves_the_unlikely_out() -> None:
    chances = torch.tensor([0.6, 0.3, 0.06, 0.04])
    drawn = {draw(chances, Manner(temperature=1, top_p=0.85), lot(seed)) for seed in range(200)}
    assert drawn == {0, 1}


def test_a_higher_temperature_is_bolder() -> None:
    chances = torch.tensor([0.9, 0.1])
    tries = range(400)
    calm, bold = (
        sum(draw(chances, Manner(temperature=t, top_p=1), lot(seed)) for seed in tries) for t in (0.5, 2.0)
    )
    assert calm < 0.05 * 400 < 0.18 * 400 < bold


def test_the_cost_is_the_bits_of_each_token_by_those_before(encoder: TextEncoder) -> None:
    text = "The river walks."
    ids = [1, *ids_of(encoder.vocabulary, text)]
    bits = sum(
        -float(torch.log_softmax(likeliest(encoder, ids[:at]), 0)[ids[at]]) / math.log(2)
        for at in range(1, len(ids))
    )
    found = cost(encoder, text)
    assert found is not None
    assert found.bits == pytest.approx(bits, rel=1e-4)
    assert found.bits_per_letter == pytest.approx(bits / len(text), rel=1e-4)


def test_a_letter_of_two_bytes_is_one_letter(encoder: TextEncoder) -> None:
    found = cost(encoder, "é")
    assert found is not None
    assert (found.letters, found.num_bytes) == (1, 2)


def test_nothing_costs_nothing(encoder: TextEncoder) -> None:
    assert cost(encoder, "") is None


def test_words_are_counted_with_and_without_spaces() -> None:
    assert num_words("two words") == 2
    assert num_words("二つの語") == 4
    assert first_words("one two three", 2) == "one two"
    assert first_words("one two", 2) == "one two"
