from __future__ import annotations

import dataclasses
import math

import pytest
import torch

from tests.engine import tiny
from workbench.engine.encoders.text import TextEncoder
from workbench.engine.modalities import modalities
from workbench.engine.parts import text_decoder, words
from workbench.engine.parts.text_decoder import TextDecoder, decoder_for, sines, write


def _decoder(depth: int = 2) -> TextDecoder:
    torch.manual_seed(0)
    return TextDecoder(width=64, longest=20, vocabulary=50, depth=depth).eval()


def _random(*shape: int, seed: int = 1) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


@pytest.fixture(scope="module")
def encoder() -> TextEncoder:
    torch.manual_seed(0)
    found = tiny.small_encoder(modalities.get("text"), "text_mini")
    assert isinstance(found, TextEncoder)
    return found


@torch.no_grad()
def test_it_does_not_see_ahead() -> None:
    decoder, embedded, memory = _decoder(), _random(2, 8, 64), _random(2, 5, 64)
    changed = embedded.clone()
    changed[:, 5:] = _random(2, 3, 64, seed=9)
    before, after = decoder(embedded, memory), decoder(changed, memory)
    torch.testing.assert_close(before[:, :5], after[:, :5])
    assert not torch.allclose(before[:, 5:], after[:, 5:], atol=1e-2)


@torch.no_grad()
def test_every_place_of_the_memory_reaches_the_first_word() -> None:
    decoder, embedded, memory = _decoder(), _random(1, 3, 64), _random(1, 5, 64)
    for place in range(5):
        changed = memory.clone()
        changed[:, place] += _random(64, seed=9)
        assert not torch.allclose(
            decoder(embedded, memory)[:, 0], decoder(embedded, changed)[:, 0], atol=1e-4
        )


@torch.no_grad()
def test_what_is_masked_in_the_memory_does_not_reach_it() -> None:
    decoder, embedded, memory = _decoder(), _random(1, 3, 64), _random(1, 5, 64)
    mask = torch.tensor([[True, True, True, False, False]])
    changed = memory.clone()
    changed[:, 3:] = 7.0
    torch.testing.assert_close(decoder(embedded, memory, mask), decoder(embedded, changed, mask))


@torch.no_grad()
def test_what_it_does_not_hear_does_not_reach_it() -> None:
    decoder, embedded, memory = _decoder(), _random(1, 4, 64), _random(1, 2, 64)
    heard = torch.tensor([[True, False, True, False]])
    changed = embedded.clone()
    changed[:, [1, 3]] = 7.0
    first, second = (decoder(one, memory, heard=heard) for one in (embedded, changed))
    torch.testing.assert_close(first, second)


@torch.no_grad()
def test_before_it_has_learnt_anything_it_writes_what_the_memory_holds_there() -> None:
    decoder, table = _decoder(depth=1), _random(50, 64)
    ids = torch.randint(50, (20, 12), generator=torch.Generator().manual_seed(0))
    memory = torch.nn.functional.layer_norm(table[ids], (64,))
    written = decoder(table[ids[:, :-1]], memory) @ table.T
    assert (written.argmax(2) == ids[:, 1:]).float().mean() > 0.1  # chance is 0.02


def test_the_positions_are_the_sines_of_the_paper() -> None:
    table = sines(6, 8)
    for place in range(6):
        for pair in range(4):
            angle = place / 10_000 ** (2 * pair / 8)
            assert table[place, 2 * pair].item() == pytest.approx(math.sin(angle), abs=1e-6)
            assert table[place, 2 * pair + 1].item() == pytest.approx(math.cos(angle), abs=1e-6)


@torch.no_grad()
def test_it_writes_the_likeliest_token_behind_what_it_wrote(encoder: TextEncoder) -> None:
    torch.manual_seed(3)
    decoder, memory = decoder_for(encoder, depth=1).eval(), _random(2, 3, encoder.width)
    decoder.bias[encoder.vocabulary.special.eos] = -100.0
    written = write(encoder, decoder, memory, most=6)
    ids = torch.tensor([[encoder.vocabulary.special.bos, *row] for row in written])
    scores = words.logits(encoder, decoder(encoder.embedding[ids], memory)[:, :-1], decoder.bias)
    kept = words.ordinary_tokens(encoder.vocabulary, tiny.CPU)
    assert ids.shape == (2, 7)
    chosen = scores.gather(2, ids[:, 1:, None])[:, :, 0]
    torch.testing.assert_close(chosen, scores[:, :, kept].amax(2))


@torch.no_grad()
def test_it_ends_where_the_end_is_likeliest(encoder: TextEncoder) -> None:
    decoder = decoder_for(encoder, depth=1).eval()
    decoder.bias[encoder.vocabulary.special.eos] = 100.0
    assert write(encoder, decoder, _random(2, 3, encoder.width)) == [[], []]


def test_it_cannot_write_without_tokens_for_the_ends(
    encoder: TextEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert text_decoder.refusal(encoder) == ""
    vocabulary = encoder.vocabulary
    monkeypatch.setattr(vocabulary, "special", dataclasses.replace(vocabulary.special, eos=-1))
    assert text_decoder.refusal(encoder).endswith(".")
