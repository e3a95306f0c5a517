"""Where videos stand still, and how they are played backwards."""

from __future__ import annotations

import torch
from torch import Tensor

from workbench.engine.modalities.video.standing import backwards, moving


def _video(frames: int, behind: int = 0) -> Tensor:
    """(1, 3, T, 8, 8), of which the last frame stands still for so long behind."""
    moved = torch.rand(1, 3, frames, 8, 8, generator=torch.Generator().manual_seed(frames))
    return torch.cat([moved, moved[:, :, -1:].expand(-1, -1, behind, -1, -1)], 2)


def test_a_video_moves_up_to_the_first_of_the_frames_that_stand_still() -> None:
    samples = torch.cat([_video(5, behind=4), _video(9), _video(1, behind=8)])
    assert moving(samples).tolist() == [5, 9, 1]


def test_a_pause_in_the_midst_is_no_end() -> None:
    paused = torch.cat([_video(3, behind=3), _video(2)], 2)
    assert moving(paused).tolist() == [8]


def test_backwards_the_tail_that_stands_still_stays_behind() -> None:
    samples = torch.cat([_video(6, behind=2), _video(8)])
    played = backwards(samples)
    assert torch.equal(played[0, :, :6], samples[0, :, :6].flip(1))
    assert torch.equal(played[0, :, 6:], samples[0, :, :1].expand(-1, 2, -1, -1))
    assert torch.equal(played[1], samples[1].flip(1))


def test_backwards_twice_a_video_that_moves_to_its_end_is_itself() -> None:
    assert torch.equal(backwards(backwards(_video(7))), _video(7))
