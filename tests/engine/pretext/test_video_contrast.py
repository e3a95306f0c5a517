from __future__ import annotations

import numpy as np
import pytest
import torch
from lightly.loss import NTXentLoss

from tests.engine import tiny
from workbench.engine.contracts import Batch, VideoPreview
from workbench.engine.modalities.video.standing import backwards
from workbench.engine.parts import videos
from workbench.engine.pretext.video_contrast import VideoContrastSettings


@pytest.mark.parametrize(("played_backwards", "videos_seen"), [(False, 6), (True, 12)])
def test_the_loss_is_that_of_lightly_for_the_two_views(played_backwards: bool, videos_seen: int) -> None:
    settings = VideoContrastSettings(backwards=played_backwards)
    task = tiny.make_task("video_contrast", settings=settings)
    batch = tiny.random_batch("video_contrast")
    projected = task(batch).embeddings
    assert len(projected) == 2 * videos_seen
    expected = NTXentLoss(task.settings.temperature)(*projected.chunk(2))
    assert task(batch).loss.item() == pytest.approx(expected.item(), rel=1e-4)


def test_views_that_are_alike_cost_less_than_those_of_others() -> None:
    task, batch = tiny.make_task("video_contrast"), tiny.random_batch("video_contrast")
    first = batch.views[0]
    with torch.no_grad():
        alike = task(_with(batch, first, first)).loss
        others = task(_with(batch, first, first.roll(1, 0))).loss
    assert alike < others


def test_a_video_backwards_is_another_video() -> None:
    task, batch = tiny.make_task("video_contrast").eval(), tiny.random_batch("video_contrast")
    first, other = batch.views
    with torch.no_grad():
        projected = task(batch).embeddings
        turned = task(_with(batch, backwards(first), backwards(other))).embeddings
    torch.testing.assert_close(turned[:6], projected[6:12], atol=1e-4, rtol=0)
    torch.testing.assert_close(turned[12:18], projected[18:], atol=1e-4, rtol=0)


def test_a_view_is_drawn_beside_its_video_and_can_be_played() -> None:
    batch = tiny.random_batch("video_contrast", number=2)
    rows = tiny.make_task("video_contrast").preview(batch).rows
    assert [cell.caption for cell in rows[0]] == [
        "Your video",
        "One view",
        "The other view",
        "Another video: backwards",
    ]
    shown = rows[1][2]
    assert isinstance(shown, VideoPreview)
    assert np.array_equal(shown.frames, videos.frames(batch.views[1][1]))


def _with(batch: Batch, first: torch.Tensor, second: torch.Tensor) -> Batch:
    return Batch(samples=batch.samples, views=(first, second), rows=batch.rows)
