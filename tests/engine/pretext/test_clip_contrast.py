from __future__ import annotations

import numpy as np
import pytest
import torch
from lightly.loss import NTXentLoss

from tests.engine import tiny
from workbench.engine.contracts import Batch, SoundPreview


def test_the_loss_is_that_of_lightly_for_the_two_views() -> None:
    task, batch = tiny.make_task("clip_contrast"), tiny.random_batch("clip_contrast")
    projected = task(batch).embeddings
    expected = NTXentLoss(0.2)(*projected.chunk(2))
    assert task(batch).loss.item() == pytest.approx(expected.item(), rel=1e-4)


def test_views_that_are_alike_cost_less_than_those_of_others() -> None:
    task, batch = tiny.make_task("clip_contrast"), tiny.random_batch("clip_contrast")
    first = batch.views[0]
    with torch.no_grad():
        alike = task(_with(batch, first, first)).loss
        others = task(_with(batch, first, first.roll(1, 0))).loss
    assert alike < others


def test_a_view_is_drawn_beside_its_sound_and_can_be_played() -> None:
    batch = tiny.random_batch("clip_contrast", number=2)
    rows = tiny.make_task("clip_contrast").preview(batch).rows
    assert [cell.caption for cell in rows[0]] == ["Your sound", "One view", "The other view"]
    shown = rows[1][0]
    assert isinstance(shown, SoundPreview)
    expected = (batch.samples[1] * 32768).numpy().astype(np.int16)[: len(shown.samples)]
    assert np.array_equal(shown.samples, expected)


def _with(batch: Batch, first: torch.Tensor, second: torch.Tensor) -> Batch:
    return Batch(samples=batch.samples, views=(first, second), rows=batch.rows)
