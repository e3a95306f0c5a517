from __future__ import annotations

import math
from typing import Any

import pytest
import torch
from lightly.loss import NTXentLoss

from tests.engine import tiny
from workbench.engine.contracts import Batch
from workbench.engine.modalities import modalities
from workbench.engine.pretext.simcse import SimCSE, SimCSESettings, dropped


def _task(**settings: Any) -> SimCSE:
    task = tiny.make_task("simcse", settings=SimCSESettings(**settings))
    assert isinstance(task, SimCSE)
    return task


def _unvaried(number: int = 6, seed: int = 0) -> Batch:
    """A batch whose two views are the texts themselves, as in the paper."""
    samples = tiny.random_batch("simcse", number).samples
    generator = torch.Generator().manual_seed(seed)
    return Batch(samples=samples, views=(samples, samples), rows=torch.arange(number), generator=generator)


@torch.no_grad()
def test_the_loss_is_that_of_lightly_over_the_two_readings() -> None:
    task, batch = _task(dropout=0.0), tiny.random_batch("simcse")
    readings = [task.head(task.encoder(view).pooled) for view in batch.views]
    expected = NTXentLoss(0.05)(*readings)
    assert task(batch).loss.item() == pytest.approx(expected.item(), rel=1e-4)


@torch.no_grad()
def test_without_views_the_two_readings_differ_by_dropout_alone() -> None:
    batch = _unvaried()
    same, varied = _task(dropout=0.0)(batch).embeddings, _task(dropout=0.2)(batch).embeddings
    torch.testing.assert_close(same[:6], same[6:])
    assert not torch.allclose(varied[:6], varied[6:], atol=1e-3)


def test_a_share_of_the_values_is_dropped_and_the_mean_stays() -> None:
    values = dropped(torch.ones(200, 500), 0.3, torch.Generator().manual_seed(0))
    assert (values == 0).float().mean().item() == pytest.approx(0.3, abs=0.005)
    assert values.mean().item() == pytest.approx(1.0, abs=0.01)
    assert values.max().item() == pytest.approx(1 / 0.7)


@torch.no_grad()
def test_what_is_dropped_is_a_function_of_the_step() -> None:
    task = _task()
    first, second, third = (task(_unvaried(seed=seed)).loss for seed in (1, 1, 2))
    assert torch.equal(first, second)
    assert not torch.equal(first, third)


@torch.no_grad()
def test_the_encoder_itself_drops_nothing() -> None:
    task, batch = _task(dropout=0.5), _unvaried()
    assert torch.equal(task.encoder(batch.samples).pooled, task.encoder(batch.samples).pooled)


@torch.no_grad()
def test_texts_that_are_all_alike_cost_what_guessing_costs() -> None:
    samples = tiny.random_batch("simcse", 1).samples.expand(6, -1)
    batch = Batch(samples=samples, views=(samples, samples), rows=torch.arange(6))
    assert _task(dropout=0.0)(batch).loss.item() == pytest.approx(math.log(11), rel=1e-4)


def test_it_always_says_where_it_is_best_started_from() -> None:
    assert "another run" in SimCSE.caution(tiny.random_batch("simcse").samples)


@pytest.mark.parametrize("name", ["gpt_mini", "text_mini"])
def test_it_takes_networks_that_read_in_either_way(name: str) -> None:
    encoder = tiny.small_encoder(modalities.get("text"), name)
    assert SimCSE.refusal(encoder, SimCSESettings()) == ""
    assert SimCSE(encoder, SimCSESettings())(tiny.random_batch("simcse")).loss.isfinite()  # type: ignore[arg-type]


def test_it_refuses_pictures() -> None:
    encoder = tiny.small_encoder(modalities.get("image"), "small_residual")
    assert "texts" in SimCSE.refusal(encoder, SimCSESettings())
