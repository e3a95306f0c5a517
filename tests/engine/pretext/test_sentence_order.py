from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from tests.engine import tiny
from workbench.engine.contracts import Batch, TextPreview
from workbench.engine.encoders.text import TextEncoder
from workbench.engine.modalities import modalities
from workbench.engine.pretext.sentence_order import SentenceOrder, SentenceOrderSettings, shuffled


def _task(**settings: object) -> SentenceOrder:
    task = tiny.make_task("sentence_order", settings=SentenceOrderSettings(**settings))  # type: ignore[arg-type]
    assert isinstance(task, SentenceOrder)
    return task


def _batch(*texts: str) -> Batch:
    rows = np.zeros((len(texts), max(len(text.encode()) for text in texts)), np.uint8)
    for row, text in zip(rows, texts, strict=True):
        row[: len(text.encode())] = np.frombuffer(text.encode(), np.uint8)
    return Batch(samples=torch.from_numpy(rows), views=(), rows=torch.arange(len(texts)))


def _row(task: SentenceOrder, text: str, *, trained: bool = False) -> list[TextPreview]:
    (row,) = task.preview(_batch(text), trained=trained).rows
    return [cell for cell in row if isinstance(cell, TextPreview)]


_THREE = "One moth. Two green rivers. Three stones."


def test_a_preview_never_shows_a_text_in_its_own_order() -> None:
    encoder = _task().encoder
    two = [[np.array([20, 21], np.int32), np.array([30], np.int32)]] * 20
    asked = shuffled(encoder, two, tiny.CPU, np.random.default_rng(0), moved=True)
    assert asked.places.tolist() == [[1, 0]] * 20


def test_every_token_belongs_to_the_passage_it_stands_in() -> None:
    encoder = _task().encoder
    texts = [[np.array([20, 21], np.int32), np.array([30], np.int32), np.array([40, 41, 42], np.int32)]]
    asked = shuffled(encoder, texts, tiny.CPU, np.random.default_rng(3))
    for one, place in enumerate(asked.places[0].tolist()):
        assert asked.tokens.ids[0][asked.owners[0] == one].tolist() == texts[0][place].tolist()


def test_a_token_for_the_end_stands_behind_every_passage() -> None:
    encoder = _task().encoder
    asked = shuffled(encoder, [[np.array([20], np.int32)] * 3], tiny.CPU, np.random.default_rng(0))
    eos = encoder.vocabulary.special.eos
    assert asked.tokens.ids[0][asked.tokens.mask[0]].tolist() == [1, 20, eos, 20, eos, 20, eos]


def test_every_order_is_as_likely() -> None:
    encoder, draw = _task().encoder, np.random.default_rng(0)
    texts = [[np.array([20], np.int32), np.array([21], np.int32), np.array([22], np.int32)]] * 1200
    places = shuffled(encoder, texts, tiny.CPU, draw).places
    counts = np.unique(places.numpy(), axis=0, return_counts=True)[1]
    assert len(counts) == 6
    assert counts.min() > 150


@pytest.mark.parametrize("ask", ["order", "pair"])
def test_scores_that_are_all_alike_cost_what_guessing_costs(ask: str) -> None:
    task = _task(ask=ask)
    task.head[2].weight.data.zero_()  # type: ignore[operator]
    output = task(tiny.random_batch("sentence_order"))
    assert output.loss.item() == pytest.approx(1.0, rel=1e-5)


def test_a_network_that_knows_the_order_has_the_skill_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    task, batch = _task(), tiny.random_batch("sentence_order")
    hidden = torch.zeros(6, 1, 1)

    def knowing(asked: object) -> tuple[torch.Tensor, torch.Tensor]:
        places: torch.Tensor = asked.places  # type: ignore[attr-defined]
        return hidden, -10.0 * places

    monkeypatch.setattr(task, "_scores", knowing)
    monkeypatch.setattr(task.encoder, "pooled", lambda hidden, tokens: hidden[:, 0])
    output = task(batch)
    assert output.metrics["skill"].item() == 1
    assert output.loss.item() < 0.01


def test_the_loss_of_a_text_does_not_depend_on_the_others() -> None:
    task = _task().eval()
    asked = shuffled(
        task.encoder,
        [[np.array([20], np.int32), np.array([21, 22], np.int32)], [np.array([30], np.int32)] * 4],
        tiny.CPU,
        np.random.default_rng(0),
    )
    one = dataclasses.replace(
        asked,
        tokens=task.encoder.pack([asked.tokens.ids[0, 1:5].numpy().astype(np.int32)], tiny.CPU),
        owners=asked.owners[:1, :6],
        places=asked.places[:1],
        real=asked.real[:1],
    )
    with torch.no_grad():
        torch.testing.assert_close(
            task._scores(asked)[1][0, :2], task._scores(one)[1][0, :2], rtol=1e-4, atol=1e-5
        )


def test_texts_without_anything_to_order_are_no_error() -> None:
    output = _task()(_batch("rain", "..."))
    assert output.loss.item() == 0
    assert output.metrics["skill"].item() == 0


def test_a_pair_is_two_stretches_of_the_whole_text() -> None:
    row = _row(_task(ask="pair").eval(), _THREE)
    assert row[0].text == _THREE
    assert len(row[1].text.split(" / ")) == 2


def test_what_stands_out_of_place_is_marked() -> None:
    row = _row(_task().eval(), _THREE)
    true = [part.strip() + "." for part in _THREE.split(".") if part]
    stands = [span for span in row[1].spans if span.text.strip(" /")]
    for span, expected in zip(stands, true, strict=True):
        assert (span.mark == "moved") == (span.text.strip() != expected)


@pytest.mark.parametrize("is_right", [True, False])
def test_a_trained_network_puts_the_passages_where_it_thinks_they_belong(
    is_right: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = _task().eval()
    sign = -1.0 if is_right else 1.0
    monkeypatch.setattr(task, "_scores", lambda asked: (None, sign * asked.places.float()))
    cell = _row(task, _THREE, trained=True)[2]
    assert cell.caption == f"As it orders them: {3 if is_right else 1} of 3 in place"
    assert (cell.text.replace(" / ", " ") == _THREE) == is_right


def test_it_warns_of_single_sentences_and_of_no_others() -> None:
    assert "single sentence" in SentenceOrder.caution(_batch("One moth.", "Two rivers.", _THREE).samples)
    assert SentenceOrder.caution(_batch(_THREE, _THREE, "One moth.").samples) == ""


def test_it_refuses_a_network_that_does_not_see_what_stands_behind() -> None:
    causal = tiny.small_encoder(modalities.get("text"), "gpt_mini")
    assert isinstance(causal, TextEncoder)
    assert "both ways" in SentenceOrder.refusal(causal, SentenceOrderSettings())
