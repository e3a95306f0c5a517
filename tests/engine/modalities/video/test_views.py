"""Views of videos: their mathematics, and what each setting and each matter does."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor
from torchvision.transforms.v2 import functional as torchvision

from workbench.engine.modalities import modalities
from workbench.engine.modalities.video import colour, views
from workbench.engine.modalities.video.views import VideoViewSettings

_MODALITY = modalities.get("video")
_STILL = VideoViewSettings(
    crop_area_low=1.0, time_low=1.0, flip_probability=0, colour_probability=0, grey_probability=0, still=0
)


def _generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def _videos(num: int = 4, frames: int = 6, side: int = 32) -> Tensor:
    rows = torch.randint(0, 256, (num, frames, side, side, 3), dtype=torch.uint8, generator=_generator())
    return _MODALITY.samples(rows)


def _with(**changes: Any) -> VideoViewSettings:
    return dataclasses.replace(_STILL, **changes)


@settings(max_examples=15, deadline=None)
@given(
    num=st.integers(1, 9), frames=st.integers(2, 9), side=st.sampled_from([8, 31]), seed=st.integers(0, 99)
)
def test_views_keep_shape_and_range(num: int, frames: int, side: int, seed: int) -> None:
    samples = _videos(num, frames, side)
    varied = views.views(samples, _generator(seed), VideoViewSettings())
    assert varied.shape == samples.shape
    assert 0 <= float(varied.min()) <= float(varied.max()) <= 1


def test_with_everything_off_the_video_stays_as_it_is() -> None:
    samples = _videos()
    torch.testing.assert_close(views.views(samples, _generator(), _STILL), samples, atol=1e-5, rtol=0)


@pytest.mark.parametrize(
    "change",
    [
        {"crop_area_low": 0.2},
        {"keeps_size": True},
        {"time_low": 0.4},
        {"keeps_speed": True},
        {"flip_probability": 1.0},
        {"colour_probability": 1.0},
        {"grey_probability": 1.0},
        {"still": 0.5},
    ],
)
def test_every_setting_changes_the_views(change: dict[str, Any]) -> None:
    samples = _videos()
    assert not torch.allclose(views.views(samples, _generator(), _with(**change)), samples, atol=1e-3)


def test_a_crop_is_that_of_torchvision_in_every_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    boxes = torch.tensor([[0.25], [0.5], [0.125], [0.75]])  # top, height, left, width
    monkeypatch.setattr(views, "_boxes", lambda *_: boxes)
    samples = _videos(1)
    varied = views.views(samples, _generator(), _with(crop_area_low=0.3))
    frames = samples[0].transpose(0, 1)  # (T, 3, H, W)
    expected = torchvision.resized_crop(frames, 8, 4, 16, 24, [32, 32], antialias=False)
    torch.testing.assert_close(varied[0].transpose(0, 1), expected, atol=1e-5, rtol=0)


def test_half_of_the_time_is_played_at_half_the_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "_times", lambda *_: torch.tensor([[0.25], [0.5]]))
    samples = _videos(1, frames=8)
    varied = views.views(samples, _generator(), _with(time_low=0.5))[0]
    kept = samples[0, :, 2:6]  # (3, 4, H, W)
    expected = torch.nn.functional.interpolate(
        kept.permute(0, 2, 3, 1).flatten(0, 1), 8, mode="linear", align_corners=False
    )
    torch.testing.assert_close(varied.permute(0, 2, 3, 1).flatten(0, 1), expected, atol=1e-5, rtol=0)


@pytest.mark.parametrize("moved", [2, -2])
def test_where_speed_is_kept_frames_are_moved_and_the_end_stands_still(
    moved: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "_moves", lambda *_: torch.tensor([[moved / 16], [1.0]]))
    samples = _videos(1, frames=16)
    varied = views.views(samples, _generator(), _with(keeps_speed=True))
    places = torch.arange(moved, 16 + moved).clamp(0, 15)
    torch.testing.assert_close(varied, samples[:, :, places], atol=1e-6, rtol=0)


def test_where_speed_matters_every_frame_is_one_of_the_videos() -> None:
    samples = _videos(3, frames=16, side=8)
    varied = views.views(samples, _generator(1), _with(keeps_speed=True, time_low=0.3))
    gaps = (varied[:, :, :, None] - samples[:, :, None]).abs().amax((1, 4, 5))  # (B, T, T)
    assert gaps.amin(2).max() < 1e-5


@pytest.mark.parametrize(
    ("number", "name"), [(0, "adjust_brightness"), (1, "adjust_contrast"), (2, "adjust_saturation")]
)
def test_colour_changes_are_those_of_torchvision_where_nothing_is_clipped(
    number: int, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    jitter = torch.tensor([[1.0], [1.0], [1.0], [0.0]])
    jitter[number] = 0.6
    monkeypatch.setattr(views, "_jitter", lambda *_: jitter)
    samples = _videos(1)
    varied = views.views(samples, _generator(), _with(colour_probability=1.0))
    whole = getattr(torchvision, name)(samples[0].flatten(1, 2), 0.6)  # all frames as one tall picture
    torch.testing.assert_close(varied[0].flatten(1, 2), whole, atol=1e-3, rtol=0)


def test_a_turn_of_the_hue_leaves_greys_and_their_lightness_and_comes_back_after_the_circle() -> None:
    one, none = torch.ones(3), torch.zeros(3)
    turns = colour.matrices(one, one, one, torch.tensor([0.3, 1.0, 0.0]))
    grey = torch.tensor(colour.GREY)
    torch.testing.assert_close(turns @ torch.ones(3), torch.ones(3, 3))
    torch.testing.assert_close(grey @ turns[0], grey, atol=1e-4, rtol=0)
    torch.testing.assert_close(turns[1], torch.eye(3), atol=1e-5, rtol=0)
    torch.testing.assert_close(turns[2], torch.eye(3), atol=1e-5, rtol=0)
    assert not torch.allclose(turns[0] + none, torch.eye(3), atol=0.1)


def test_grey_views_have_equal_colours() -> None:
    varied = views.views(_videos(), _generator(), _with(grey_probability=1.0))
    torch.testing.assert_close(varied[:, 0], varied[:, 2], atol=1e-5, rtol=0)


def test_every_frame_of_one_video_is_mirrored_or_none() -> None:
    samples = _videos(40, 3, 8)
    varied = views.views(samples, _generator(), _with(flip_probability=0.5))
    mirrored = (varied - samples.flip(4)).abs().amax((1, 3, 4)) < 1e-4  # (B, T)
    plain = (varied - samples).abs().amax((1, 3, 4)) < 1e-4
    assert (mirrored.all(1) ^ plain.all(1)).all()
    assert 10 < int(mirrored.all(1).sum()) < 30


def test_one_and_the_same_still_of_another_video_lies_over_all_frames() -> None:
    moving, dark = torch.rand(1, 3, 5, 8, 8), torch.zeros(1, 3, 5, 8, 8)
    varied = views.views(torch.cat([moving, dark]), _generator(), _with(still=0.8))
    share = 1 - varied[0] / moving[0]  # the dark one lies over it
    torch.testing.assert_close(share, share[0, 0, 0, 0].expand_as(share), atol=1e-4, rtol=0)
    laid = varied[1]
    torch.testing.assert_close(laid, laid[:, :1].expand_as(laid), atol=1e-6, rtol=0)
    assert 0 < float(share[0, 0, 0, 0]) <= 0.8
    assert float(laid.max()) > 0


def test_a_still_stands_still_in_a_video_without_movement() -> None:
    frozen = _videos(6, 1, 16).expand(-1, -1, 5, -1, -1)
    varied = views.views(frozen, _generator(), VideoViewSettings())
    torch.testing.assert_close(varied, varied[:, :, :1].expand_as(varied), atol=1e-5, rtol=0)


def test_views_do_not_depend_on_the_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    samples = _videos(7)
    whole = views.views(samples, _generator(), VideoViewSettings())
    monkeypatch.setattr(views, "_CHUNK_VALUES", 3 * samples[0].numel())
    torch.testing.assert_close(views.views(samples, _generator(), VideoViewSettings()), whole)


def test_autocast_does_not_coarsen_the_views() -> None:
    samples = _videos(2)
    plain = views.views(samples, _generator(), VideoViewSettings())
    with torch.autocast("cpu", torch.bfloat16):
        assert torch.equal(views.views(samples, _generator(), VideoViewSettings()), plain)


def test_views_of_no_videos_are_none() -> None:
    assert views.views(torch.rand(0, 3, 4, 8, 8), _generator(), VideoViewSettings()).shape == (0, 3, 4, 8, 8)


def test_where_colour_matters_no_colour_changes() -> None:
    varied = views.views(_videos(), _generator(), _where("colour", crop_area_low=1.0, time_low=1.0))
    torch.testing.assert_close(varied.mean((2, 3, 4)), _videos().mean((2, 3, 4)), atol=1e-4, rtol=0)


def test_where_direction_matters_what_moves_right_moves_right() -> None:
    side = 32
    columns = torch.arange(side) / side
    moving = torch.stack([(columns - at / side).clamp(0, 1) for at in range(0, 12, 2)])  # (T, W)
    samples = moving[None, None, :, None].expand(32, 3, -1, side, -1).contiguous()
    varied = views.views(samples, _generator(), _where("direction", colour_probability=0.0, still=0.0))
    assert (varied[..., -1] >= varied[..., 0]).all()


def test_where_size_matters_nothing_is_enlarged() -> None:
    columns = torch.arange(32, dtype=torch.float32) / 32
    samples = columns.expand(16, 3, 2, 32, 32).contiguous()
    settings = _where("size", flip_probability=0.0, colour_probability=0.0, grey_probability=0.0, still=0.0)
    slope = views.views(samples, _generator(), settings).diff(dim=4)
    torch.testing.assert_close(slope[..., 4:-4], torch.full_like(slope[..., 4:-4], 1 / 32), atol=1e-4, rtol=0)


def _where(matter: str, **changes: Any) -> VideoViewSettings:
    """Strong views that leave something alone."""
    (chosen,) = (known for known in _MODALITY.matters if known.name == matter)
    return dataclasses.replace(VideoViewSettings(), **{**changes, **chosen.settings})


def test_views_that_are_compared_are_not_mirrored_unasked() -> None:
    layout = _MODALITY.layout([])
    assert _MODALITY.default_views(layout).flip_probability == 0
    assert _MODALITY.default_views(layout, "gentle").flip_probability == 0.5


def test_a_gentle_view_keeps_the_colours_and_the_whole_time() -> None:
    gentle = _MODALITY.default_views(_MODALITY.layout([]), "gentle")
    samples = _videos(3)
    varied = views.views(samples, _generator(), dataclasses.replace(gentle, crop_area_low=1.0))
    frames = np.minimum(
        (varied - samples).abs().amax((1, 3, 4)).numpy(),
        (varied - samples.flip(4)).abs().amax((1, 3, 4)).numpy(),
    )
    assert frames.max() < 1e-4
