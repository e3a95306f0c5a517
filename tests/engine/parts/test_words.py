from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor

from tests.engine.parts.texts import encoder_of, samples_of
from workbench.engine.contracts import Mark, Span, TextPreview
from workbench.engine.encoders.text import TextEncoder, Tokens
from workbench.engine.parts import words

_TEXTS = ["the moth walks under seven green stones", "seven moths seldom walk under the rain"] * 8
_LONG = " ".join(_TEXTS[:6])
_CHINESE = "春眠不觉晓处处闻啼鸟夜来风雨声花落知多少"


@pytest.fixture(scope="module")
def encoder() -> TextEncoder:
    return encoder_of(_TEXTS)


def _drawn(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def _tokens(encoder: TextEncoder, texts: list[str]) -> Tokens:
    return encoder.tokens(samples_of(texts))


def _spans(preview: TextPreview) -> list[tuple[str, Mark]]:
    return [(span.text, span.mark) for span in preview.spans]


def _ids(encoder: TextEncoder, text: str) -> Tensor:
    (ids,) = encoder.cut(samples_of([text]))
    return torch.from_numpy(ids.astype(np.int64))


def test_a_text_without_marks_is_one_stretch(encoder: TextEncoder) -> None:
    ids = _ids(encoder, "seven moths walk")
    preview = words.preview_of(encoder, ids, [""] * len(ids), "Your text")
    assert preview == TextPreview(spans=(Span(text="seven moths walk"),), caption="Your text")


def test_neighbours_of_one_mark_are_one_stretch_that_begins_behind_the_space(encoder: TextEncoder) -> None:
    ids = _ids(encoder, "the moth walks")
    marks: list[Mark] = ["", *["hidden"] * (len(ids) - 1)]  # type: ignore[list-item]
    assert _spans(words.preview_of(encoder, ids, marks, "")) == [("the ", ""), ("moth walks", "hidden")]


def test_special_tokens_are_not_shown(encoder: TextEncoder) -> None:
    tokens = _tokens(encoder, ["the moth"])
    length = tokens.ids.shape[1]
    assert words.preview_of(encoder, tokens.ids[0], [""] * length, "").text == "the moth"


def test_a_letter_that_is_cut_in_two_is_hidden_by_either_part() -> None:
    encoder = encoder_of(["plain"])  # every byte is a token
    ids = _ids(encoder, "aéb")
    for hidden in (2, 3):
        marks: list[Mark] = ["hidden" if place == hidden else "" for place in range(5)]
        assert _spans(words.preview_of(encoder, ids, marks, "")) == [("a", ""), ("é", "hidden"), ("b", "")]


def test_a_guess_that_is_half_a_letter_can_be_seen_too() -> None:
    encoder = encoder_of(["plain"])
    ids = _ids(encoder, "aé")[:3]
    assert _spans(words.preview_of(encoder, ids, ["", "", "wrong"], "")) == [("a", ""), ("\ufffd", "wrong")]


def test_a_guess_that_is_a_space_alone_is_marked_too(encoder: TextEncoder) -> None:
    ids = [*_ids(encoder, "the moth").tolist(), int(_ids(encoder, " ")[-1])]
    marks: list[Mark] = [*[""] * (len(ids) - 1), "wrong"]  # type: ignore[list-item]
    assert _spans(words.preview_of(encoder, ids, marks, "")) == [("the moth", ""), (" ", "wrong")]


def test_an_empty_text_is_one_empty_stretch(encoder: TextEncoder) -> None:
    assert words.preview_of(encoder, [], [], "").spans == (Span(text=""),)


def test_guesses_stand_in_their_places_and_are_marked(encoder: TextEncoder) -> None:
    tokens = _tokens(encoder, ["the moth walks"])
    places = torch.zeros_like(tokens.inside)
    places[0, 2:4] = True
    guess = tokens.ids.clone()
    guess[0, 3] = tokens.ids[0, 1]
    (cell,) = words.guess_cells(encoder, tokens, guess, places, "")
    assert _spans(cell) == [("the ", ""), ("moth", "right"), (" ", ""), ("the", "wrong")]


@pytest.mark.parametrize("whole_words", [False, True])
@pytest.mark.parametrize("share", [0.15, 0.25, 0.5])
def test_the_share_that_is_hidden_is_the_one_that_was_set(
    encoder: TextEncoder, share: float, whole_words: bool
) -> None:
    tokens, generator = _tokens(encoder, [_LONG] * 200), _drawn()
    hidden = words.hide(tokens, share, generator, whole_words=whole_words)
    assert (hidden.sum() / tokens.inside.sum()).item() == pytest.approx(share, abs=0.01)
    assert hidden.sum(1).float().std() < 2  # about as many in each text
    assert not hidden[~tokens.inside].any()


def test_every_token_of_a_text_is_hidden_as_often_as_the_others(encoder: TextEncoder) -> None:
    tokens = _tokens(encoder, ["the moth walks under seven"] * 4000)
    shares = words.hide(tokens, 0.25, _drawn()).float().mean(0)[tokens.inside[0]]
    torch.testing.assert_close(shares, torch.full_like(shares, 0.25), atol=0.03, rtol=0)


@pytest.mark.parametrize("whole_words", [False, True])
def test_one_token_is_hidden_of_the_shortest_text_and_none_of_an_empty_one(
    encoder: TextEncoder, whole_words: bool
) -> None:
    tokens = _tokens(encoder, ["the", "", _TEXTS[0]])
    assert words.hide(tokens, 0.15, _drawn(), whole_words=whole_words).sum(1)[:2].tolist() == [1, 0]


def test_whole_words_are_hidden_whole_or_not_at_all() -> None:
    encoder = encoder_of(["ab"])  # every letter is a token
    tokens = _tokens(encoder, ["the moth is in my red hat"])
    word = tokens.begins.cumsum(1)
    for seed in range(20):
        hidden = words.hide(tokens, 0.3, _drawn(seed), whole_words=True)
        for number in range(1, 8):
            assert len(set(hidden[(word == number) & tokens.inside].tolist())) == 1


def test_in_a_language_without_spaces_pieces_are_hidden_instead_of_all() -> None:
    encoder = encoder_of([_CHINESE])
    tokens = _tokens(encoder, [_CHINESE] * 50)
    hidden = words.hide(tokens, 0.25, _drawn(), whole_words=True)
    assert 0.2 < hidden.sum() / tokens.inside.sum() < 0.3


def test_of_hidden_tokens_80_are_masked_10_swapped_and_10_left(encoder: TextEncoder) -> None:
    ids = torch.full((200, 200), int(_ids(encoder, "the")[0]))
    hidden = torch.rand(ids.shape, generator=_drawn(1)) < 0.5
    seen = words.damage(ids, hidden, encoder.vocabulary, _drawn())
    masked = seen == encoder.vocabulary.special.mask
    swapped = (seen != ids) & ~masked
    assert not (seen != ids)[~hidden].any()
    assert (masked.sum() / hidden.sum()).item() == pytest.approx(0.8, abs=0.01)
    assert (swapped.sum() / hidden.sum()).item() == pytest.approx(0.1, abs=0.01)
    assert set(seen[swapped].tolist()) <= set(words.ordinary_tokens(encoder.vocabulary, ids.device).tolist())


def test_special_tokens_are_never_a_guess(encoder: TextEncoder) -> None:
    bias = torch.zeros(len(encoder.embedding))
    bias[: 7] = 100.0  # fmt: skip
    guessed = words.guesses(encoder, torch.zeros(2, 3, encoder.width), bias)
    assert guessed.shape == (2, 3)
    assert (guessed >= 7).all()


def test_errors_computed_piece_by_piece_are_the_same_and_so_is_their_gradient(
    encoder: TextEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = torch.randn(50, encoder.width, generator=_drawn()).requires_grad_()
    wanted = torch.randint(400, (50,), generator=_drawn())
    whole = words.errors(encoder, hidden, wanted)
    (expected,) = torch.autograd.grad(whole.sum(), hidden)
    monkeypatch.setattr(words, "_MOST_LOGITS", 400 * 8)
    pieces = words.errors(encoder, hidden, wanted)
    (found,) = torch.autograd.grad(pieces.sum(), hidden)
    torch.testing.assert_close(pieces, whole)
    torch.testing.assert_close(found, expected)


def test_previews_show_the_beginning_of_a_long_text(encoder: TextEncoder) -> None:
    tokens = words.beginnings(encoder, samples_of([_LONG * 3]))
    assert tokens.inside.sum().item() == words.SHOWN
