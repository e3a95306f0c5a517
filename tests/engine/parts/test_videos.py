"""Samples of a task as videos to see."""

from __future__ import annotations

import numpy as np
import torch

from workbench.engine.contracts import Batch, VideoPreview
from workbench.engine.parts import videos


def test_a_cell_holds_the_frames_as_they_are() -> None:
    rows = torch.randint(0, 256, (5, 8, 12, 3), dtype=torch.uint8)
    shown = videos.cell(rows.permute(3, 0, 1, 2) / 255, "One")
    assert np.array_equal(shown.frames, rows.numpy())
    assert shown.caption == "One"


def test_a_large_video_is_shown_small_and_keeps_its_shape() -> None:
    assert videos.cell(torch.rand(3, 2, 224, 100), "").frames.shape == (2, 75, 34, 3)


def test_frames_and_seconds_go_together() -> None:
    shown = videos.cell(torch.rand(3, 16, 8, 8), "")
    assert videos.seconds(16) == len(shown.frames) / shown.rate_fps


def test_two_views_are_shown_beside_their_video() -> None:
    first, second, third = torch.rand(3, 2, 3, 4, 8, 8)
    batch = Batch(samples=first, views=(second, third), rows=torch.arange(2))
    rows = videos.two_views(batch).rows
    assert [cell.caption for cell in rows[0]] == ["Your video", "One view", "The other view"]
    shown = rows[1][2]
    assert isinstance(shown, VideoPreview)
    assert np.array_equal(shown.frames, videos.frames(third[1]))
