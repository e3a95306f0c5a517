from __future__ import annotations

import numpy as np
import pytest
import torch

from tests.engine import tiny
from workbench.engine.encoders.text import TextEncoder
from workbench.engine.modalities import modalities
from workbench.engine.parts import retelling
from workbench.engine.parts.text_decoder import decoder_for


@pytest.fixture(scope="module")
def encoder() -> TextEncoder:
    torch.manual_seed(0)
    found = tiny.small_encoder(modalities.get("text"), "text_mini")
    assert isinstance(found, TextEncoder)
    return found


def _told(encoder: TextEncoder) -> retelling.Told:
    texts = encoder.pack([np.array([20, 21, 22], np.int32), np.array([30], np.int32)], tiny.CPU)
    torch.manual_seed(1)
    return retelling.tell(encoder, decoder_for(encoder, depth=1), texts, torch.randn(2, 3, encoder.width))


def test_the_tokens_to_be_written_are_those_of_the_text_and_its_end(encoder: TextEncoder) -> None:
    told, eos = _told(encoder), encoder.vocabulary.special.eos
    assert told.wanted.tolist() == [20, 21, 22, eos, 30, eos]
    assert told.owners.tolist() == [0, 0, 0, 0, 1, 1]
    assert told.places.tolist() == [0, 1, 2, 3, 0, 1]


@torch.no_grad()
def test_each_surprise_is_that_of_a_softmax_over_the_encoders_own_table(encoder: TextEncoder) -> None:
    torch.manual_seed(1)
    decoder, memory = decoder_for(encoder, depth=1), torch.randn(2, 3, encoder.width)
    texts = encoder.pack([np.array([20, 21], np.int32)] * 2, tiny.CPU)
    told = retelling.tell(encoder, decoder, texts, memory)
    written = decoder(encoder.embedding[texts.ids[:, :3]], memory)
    shares = (written @ encoder.embedding.T + decoder.bias).softmax(2)
    expected = -shares.gather(2, texts.ids[:, 1:4, None]).log().flatten()
    torch.testing.assert_close(told.surprises, expected)


def test_every_text_counts_the_same_however_long(encoder: TextEncoder) -> None:
    told = _told(encoder)
    values = torch.tensor([1.0, 1.0, 1.0, 1.0, 5.0, 5.0])
    assert told.mean(values).item() == 3.0


def test_a_mean_over_some_tokens_leaves_out_texts_that_have_none(encoder: TextEncoder) -> None:
    values = torch.tensor([1.0, 3.0, 1.0, 1.0, 9.0, 9.0])
    only = torch.tensor([True, True, False, False, False, False])
    assert _told(encoder).mean(values, only).item() == 2.0
    assert _told(encoder).mean(values, torch.zeros_like(only)).item() == 0.0


def test_piece_by_piece_it_is_the_same_with_the_same_gradient(
    encoder: TextEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for most in (2**28, 2 * len(encoder.embedding)):
        monkeypatch.setattr(retelling, "_MOST_SCORES", most)
        encoder.zero_grad()
        told = _told(encoder)
        torch.autograd.backward(told.surprises.sum())
        gradient = encoder.embedding.grad
        assert gradient is not None
        found.append((told.surprises.detach(), told.right, gradient.clone()))
    for one, other in zip(*found, strict=True):
        torch.testing.assert_close(one, other)


def test_what_stands_in_the_true_text_too_is_right(encoder: TextEncoder) -> None:
    cut = [int(one) for one in encoder.vocabulary.cut([b"the quick moth walks under stones"])[0]]
    wrong = [int(one) for one in encoder.vocabulary.cut([b"seven"])[0]]
    cell = retelling.compared(encoder, cut[:2] + wrong + cut[2:], cut, lambda place: place >= 2)
    marked = {span.mark: span.text.strip() for span in cell.spans}
    assert marked["wrong"] == "seven"
    assert encoder.vocabulary.text(cut[2:]).strip().startswith(marked["right"][:3])


def test_the_caption_says_how_much_was_right(encoder: TextEncoder) -> None:
    cut = [int(one) for one in encoder.vocabulary.cut([b"moth river"])[0]]
    assert retelling.compared(encoder, cut, cut, lambda _: True).caption.endswith("100 % of it right")
    assert retelling.compared(encoder, [], cut, lambda _: True).caption.endswith(" 0 % of it right")
