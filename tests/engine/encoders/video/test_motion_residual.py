"""The small (2+1)D network for CPUs."""

from __future__ import annotations

import pytest
import torch

from workbench.engine.encoders import EncoderSpec
from workbench.engine.encoders.video import MotionResidual
from workbench.engine.encoders.video.motion_residual import with_changes


def _network(size: int = 64, frames: int = 16) -> MotionResidual:
    torch.manual_seed(0)
    return MotionResidual(EncoderSpec(name="motion_residual", channels=3, frames=frames, size=size)).eval()


@pytest.mark.parametrize("size", [32, 48, 64, 96, 112, 128, 224])
def test_tokens_lie_as_the_grid_says_at_every_size(size: int) -> None:
    network = _network(size)
    frames, height, width = network.grid(2)
    with torch.no_grad():
        assert network(torch.rand(1, 3, 2, size, size)).tokens.shape[1] == frames * height * width
    assert height <= 4


@pytest.mark.parametrize("frames", [2, 3, 7, 16])
def test_any_number_of_frames_is_taken(frames: int) -> None:
    network = _network()
    with torch.no_grad():
        encoded = network(torch.rand(2, 3, frames, 64, 64))
    assert encoded.tokens.shape == (2, network.grid(frames)[0] * 16, 256)
    assert encoded.pooled.shape == (2, 256)


def test_a_token_sees_its_own_place_and_time_first() -> None:
    network, clip = _network(), torch.rand(1, 3, 16, 64, 64)
    changed = clip.clone()
    changed[:, :, 15, 60:, 60:] = 0  # at the end, bottom right
    with torch.no_grad():
        moved = (network(clip).tokens - network(changed).tokens).abs().amax(2).view(8, 4, 4)
    elsewhere = max(moved[:3].max(), moved[7, 0, 0])  # where only the clip's contrast is another
    assert moved[7, 3, 3] > 10 * elsewhere


def test_the_embedding_tells_the_same_movement_in_other_places_apart() -> None:
    network = _network()
    clip = torch.zeros(2, 3, 8, 64, 64)
    for t in range(8):  # a bar that goes up, on the left and on the right
        clip[0, :, t, 40 - 2 * t : 48 - 2 * t, 8:16] = 1
        clip[1, :, t, 40 - 2 * t : 48 - 2 * t, 40:48] = 1
    with torch.no_grad():
        first, second = network(clip).pooled
    assert (first - second).norm() > 0.1 * first.norm()


def test_the_same_frames_backwards_have_another_embedding() -> None:
    network, clip = _network(), torch.rand(1, 3, 8, 64, 64).cumsum(2) / 8
    with torch.no_grad():
        assert not torch.allclose(network(clip).pooled, network(clip.flip(2)).pooled, rtol=1e-2)


def test_memory_layout_changes_nothing() -> None:
    network, clip = _network(), torch.rand(2, 3, 6, 64, 64)
    with torch.no_grad():
        plain = network(clip).pooled
        laid = network.to(memory_format=torch.channels_last)(
            clip.contiguous(memory_format=torch.channels_last_3d)
        )
    torch.testing.assert_close(laid.pooled, plain, atol=1e-5, rtol=1e-4)


def test_the_same_movement_looks_the_same_in_bright_and_in_dull_videos() -> None:
    clip = torch.rand(1, 3, 8, 64, 64)
    bright, dull = with_changes(clip)[:, 3:], with_changes(clip * 0.6 + 0.2)[:, 3:]
    torch.testing.assert_close(bright, dull, atol=1e-4, rtol=1e-4)


def test_flat_and_still_videos_are_not_made_much_of() -> None:
    flat = torch.full((1, 3, 4, 64, 64), 0.5) + 1e-4 * torch.rand(1, 3, 4, 64, 64)
    beside = with_changes(flat)[:, 3:]
    assert beside.isfinite().all()
    assert beside.abs().max() < 0.01


def test_changes_lie_beside_the_frames_they_are_between() -> None:
    clip = torch.rand(1, 3, 4, 64, 64)
    _, _, _, _, since, until = with_changes(clip).unbind(1)
    torch.testing.assert_close(since[1:], until[:-1])
    assert not since[0].any()
    assert not until[-1].any()


def test_the_last_moment_is_made_of_two_frames_however_many_there_are() -> None:
    network, clip = _network(), torch.rand(1, 3, 16, 64, 64)
    with torch.no_grad():
        even, odd = (network(clip[:, :, start:]).tokens[:, -16:] for start in (0, 1))
    torch.testing.assert_close(even, odd, atol=0.01, rtol=0.01)  # another clip has another contrast
