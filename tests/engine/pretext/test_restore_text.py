from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from tests.engine import tiny
from workbench.engine.contracts import Batch, TextPreview
from workbench.engine.modalities import modalities
from workbench.engine.parts import text_decoder
from workbench.engine.pretext.restore_text import RestoreText, RestoreTextSettings

_NO_DAMAGE = {"covered_share": 0.0, "left_out_share": 0.0, "shuffled_share": 0.0}


def _task(**settings: Any) -> RestoreText:
    task = tiny.make_task("restore_text", settings=RestoreTextSettings(**settings))
    assert isinstance(task, RestoreText)
    return task.eval()


def _batch(*texts: str) -> Batch:
    rows = np.zeros((len(texts), max(len(text.encode()) for text in texts)), np.uint8)
    for row, text in zip(rows, texts, strict=True):
        row[: len(text.encode())] = np.frombuffer(text.encode(), np.uint8)
    return Batch(samples=torch.from_numpy(rows), views=(), rows=torch.arange(len(texts)))


def _row(task: RestoreText, text: str, *, trained: bool = False) -> list[TextPreview]:
    with torch.no_grad():
        (row,) = task.preview(_batch(text), trained=trained).rows
    return [cell for cell in row if isinstance(cell, TextPreview)]


_TEXT = "The moth walks. Seven green stones. Quick rain under the river."


@torch.no_grad()
def test_what_is_to_be_written_is_the_whole_text_however_damaged() -> None:
    task, samples = _task(covered_share=0.5, shuffled_share=1.0), tiny.random_batch("restore_text").samples
    asked = task._damaged(samples, 126, np.random.default_rng(0))
    expected = [ids.tolist() for ids in task.encoder.cut(samples)]
    got = [ids[own].tolist() for ids, own in zip(asked.true.ids, asked.true.inside, strict=True)]
    assert got == expected


@torch.no_grad()
def test_what_is_read_is_the_text_itself_where_nothing_is_damaged() -> None:
    task = _task(**_NO_DAMAGE)
    asked = task._damaged(tiny.random_batch("restore_text").samples, 126, np.random.default_rng(0))
    assert torch.equal(asked.seen.ids, asked.true.ids)
    assert not asked.asked().any()


@torch.no_grad()
def test_the_loss_is_the_mean_surprise_a_token_of_each_text() -> None:
    task, batch = _task(**_NO_DAMAGE), tiny.random_batch("restore_text", 3)
    tokens = task.encoder.tokens(batch.samples)
    hidden = task.encoder.run(tokens.ids, tokens.mask)
    written = task.decoder(task.encoder.embedding[tokens.ids[:, :-1]], hidden, tokens.mask)
    shares = (written @ task.encoder.embedding.T + task.decoder.bias).log_softmax(2)
    costs = -shares.gather(2, tokens.ids[:, 1:, None])[:, :, 0]
    real = tokens.mask[:, 1:]
    expected = ((costs * real).sum(1) / real.sum(1)).mean()
    assert task(batch).loss.item() == pytest.approx(expected.item(), rel=1e-4)


def test_the_baseline_knows_how_often_each_token_occurs() -> None:
    task, batch = _task().train(), _batch("rain rain rain rain rain rain")
    assert task(batch).metrics["baseline"].item() == pytest.approx(len(task.encoder.embedding), rel=1e-4)
    for _ in range(2000):
        task.frequencies.note(task.encoder.tokens(batch.samples).ids[0, 1:])
    assert task(batch).metrics["baseline"].item() < 30


def test_a_text_longer_than_the_context_is_read_in_stretches() -> None:
    batch = _batch("The quick moth walks. " * 80)
    output = _task()(batch)
    assert output.loss.isfinite()


def test_texts_without_a_word_are_no_error() -> None:
    assert _task()(_batch("  ", "...")).loss.isfinite()


def test_what_is_covered_is_marked_and_what_is_left_out_is_gone() -> None:
    left = _row(_task(covered_share=0.3, left_out_share=0.3, shuffled_share=0.0), _TEXT)[1]
    assert {span.mark for span in left.spans} == {"", "hidden"}
    assert len(left.text) < len(_TEXT)


def test_sentences_that_moved_are_marked() -> None:
    moved = _row(_task(covered_share=0.0, left_out_share=0.0, shuffled_share=1.0), _TEXT)[1]
    assert any(span.mark == "moved" for span in moved.spans)
    assert sorted(moved.text.split()) == sorted(_TEXT.split())


def test_what_is_written_back_is_shown_beside_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    task = _task()
    ids = task.encoder.cut(_batch(_TEXT).samples)[0].tolist()
    monkeypatch.setattr(text_decoder, "write", lambda *_, **__: [ids])
    cell = _row(task, _TEXT, trained=True)[2]
    assert cell.text == _TEXT
    assert cell.caption == "What it writes: 100 % of it right"
    assert {span.mark for span in cell.spans} <= {"", "right"}


def test_it_refuses_a_network_that_does_not_see_what_stands_behind() -> None:
    causal = tiny.small_encoder(modalities.get("text"), "gpt_mini")
    assert "both ways" in RestoreText.refusal(causal, RestoreTextSettings())
