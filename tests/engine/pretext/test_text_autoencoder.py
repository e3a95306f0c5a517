from __future__ import annotations

from typing import Any

import pytest
import torch

from tests.engine import tiny
from workbench.engine.contracts import TextPreview
from workbench.engine.modalities import modalities
from workbench.engine.parts import retelling, text_decoder
from workbench.engine.parts.text_decoder import write
from workbench.engine.pretext.text_autoencoder import TextAutoencoder, TextAutoencoderSettings


def _task(**settings: Any) -> TextAutoencoder:
    task = tiny.make_task("text_autoencoder", settings=TextAutoencoderSettings(**settings))
    assert isinstance(task, TextAutoencoder)
    return task.eval()


def _pooled(task: TextAutoencoder, number: int = 6) -> torch.Tensor:
    pooled: torch.Tensor = task.encoder(tiny.random_batch("text_autoencoder", number).samples).pooled
    return pooled


@torch.no_grad()
def test_the_decoder_sees_nothing_but_the_code() -> None:
    task = _task(code_width=4)
    pooled = _pooled(task)
    null = torch.linalg.svd(task.code.weight).Vh[4:]  # directions that leave the code as it is
    moved = pooled + 5 * null[0]
    torch.testing.assert_close(task._memory(pooled), task._memory(moved), rtol=1e-3, atol=1e-3)


@torch.no_grad()
def test_without_its_code_no_text_is_told_from_another() -> None:
    task = _task()
    task.code.weight.zero_()
    first, *others = write(task.encoder, task.decoder, task._memory(_pooled(task)))
    assert all(other == first for other in others)


@torch.no_grad()
def test_with_their_codes_they_are() -> None:
    task = _task()
    texts = task.encoder.tokens(tiny.random_batch("text_autoencoder").samples)
    memory = task._memory(_pooled(task))
    own = retelling.tell(task.encoder, task.decoder, texts, memory)
    others = retelling.tell(task.encoder, task.decoder, texts, memory.roll(1, 0))
    assert not torch.allclose(own.surprises, others.surprises, atol=1e-3)


@torch.no_grad()
def test_a_code_that_says_nothing_has_no_skill() -> None:
    task = _task()
    task.code.weight.zero_()
    task.no_code.copy_(task._memory(_pooled(task))[0])
    metrics = task(tiny.random_batch("text_autoencoder")).metrics
    assert metrics["skill"].item() == pytest.approx(0.0, abs=1e-4)
    assert metrics["baseline"].item() == pytest.approx(metrics["perplexity"].item(), rel=1e-3)


@torch.no_grad()
@pytest.mark.parametrize("share", [0.0, 0.3, 0.8])
def test_the_share_of_words_that_are_left_out_and_unheard_is_right(share: float) -> None:
    task = _task(left_out_share=share, unheard_share=share)
    texts = task.encoder.tokens(tiny.random_batch("text_autoencoder", 12).samples)
    generator = torch.Generator().manual_seed(0)
    inside = texts.inside
    left_out = [(~task._kept(texts, generator))[inside].float().mean() for _ in range(100)]
    unheard = [(~task._heard(texts, generator))[inside[:, :-1]].float().mean() for _ in range(100)]
    assert torch.stack(left_out).mean().item() == pytest.approx(share, abs=0.02)
    assert torch.stack(unheard).mean().item() == pytest.approx(share, abs=0.02)


@torch.no_grad()
def test_what_it_does_not_hear_of_its_own_words_it_cannot_know() -> None:
    task = _task(unheard_share=1.0)
    texts = task.encoder.tokens(tiny.random_batch("text_autoencoder").samples)
    heard = task._heard(texts, torch.Generator())
    assert not heard[:, 1:][texts.inside[:, 1:-1]].any()
    assert heard[:, 0].all()


@torch.no_grad()
def test_the_loss_counts_told_and_blind_texts_alike() -> None:
    task, batch = _task(left_out_share=0.0, unheard_share=0.0), tiny.random_batch("text_autoencoder", 12)
    texts = task.encoder.tokens(batch.samples)
    told = retelling.tell(task.encoder, task.decoder, texts, task._memory(_pooled(task, 12)))
    blind = retelling.tell(task.encoder, task.decoder, texts, task.no_code.expand(12, -1, -1))
    each = [blind.mean(blind.surprises, blind.owners == one) for one in (0, 8)]
    expected = (12 * told.mean(told.surprises) + sum(each)) / 14
    assert task(batch).loss.item() == pytest.approx(expected.item(), rel=1e-4)


@torch.no_grad()
def test_its_preview_says_what_is_read_and_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = tiny.random_batch("text_autoencoder", number=1)
    task = _task()
    ids = task.encoder.cut(batch.samples)[0].tolist()
    monkeypatch.setattr(text_decoder, "write", lambda *_: [ids])
    row = [cell for cell in task.preview(batch, trained=True).rows[0] if isinstance(cell, TextPreview)]
    assert [cell.caption for cell in row] == [
        "Your text",
        "What the network reads",
        "What it writes: 100 % of it right",
    ]
    assert row[2].text == row[0].text == row[1].text
    assert {span.mark for span in row[1].spans} == {"", "hidden"}


@pytest.mark.parametrize("name", ["gpt_mini", "text_mini"])
def test_it_takes_networks_that_read_in_either_way(name: str) -> None:
    encoder = tiny.small_encoder(modalities.get("text"), name)
    settings = TextAutoencoderSettings()
    assert TextAutoencoder.refusal(encoder, settings) == ""
    task = TextAutoencoder(encoder, settings)  # type: ignore[arg-type]
    assert task(tiny.random_batch("text_autoencoder")).loss.isfinite()


def test_it_refuses_pictures() -> None:
    encoder = tiny.small_encoder(modalities.get("image"), "small_residual")
    assert "texts" in TextAutoencoder.refusal(encoder, TextAutoencoderSettings())
