from __future__ import annotations

import dataclasses
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from workbench.engine.contracts import Layout
from workbench.engine.modalities.image import ImageModality, views
from workbench.engine.modalities.image.views import ViewSettings
from workbench.engine.settings import describe

_STILL = ViewSettings(
    crop_area_low=1.0, flip_probability=0, colour_probability=0, grey_probability=0, blur_probability=0
)


def _generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def _same_sample(num: int, num_channels: int, side: int) -> Tensor:
    rows = torch.randint(0, 256, (1, side, side, num_channels), dtype=torch.uint8, generator=_generator())
    return views.samples(rows.repeat(num, 1, 1, 1))


@settings(max_examples=25, deadline=None)
@given(
    num_channels=st.sampled_from([1, 3, 5]),
    side=st.sampled_from([32, 48, 80]),
    num=st.integers(1, 40),
    seed=st.integers(0, 2**31),
)
def test_views_keep_shape_and_range_and_differ_within_a_batch(
    num_channels: int, side: int, num: int, seed: int
) -> None:
    samples = _same_sample(num, num_channels, side)
    varied = views.views(samples, _generator(seed), ViewSettings())
    assert varied.shape == samples.shape
    assert varied.dtype == torch.float32
    assert 0 <= float(varied.min()) <= float(varied.max()) <= 1
    assert len({view.numpy().tobytes() for view in varied}) == num


@settings(max_examples=10, deadline=None)
@given(num_channels=st.sampled_from([1, 3, 5]), seed=st.integers(0, 2**31))
def test_the_same_seed_gives_the_same_views(num_channels: int, seed: int) -> None:
    samples = _same_sample(12, num_channels, 32)
    first, again, other = (
        views.views(samples, _generator(at), ViewSettings()) for at in (seed, seed, seed + 1)
    )
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


def test_all_randomness_comes_from_the_generator() -> None:
    samples = _same_sample(8, 3, 80)
    state = torch.get_rng_state()
    views.views(samples, _generator(), ViewSettings())
    assert torch.equal(torch.get_rng_state(), state)


def test_views_do_not_depend_on_the_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    samples = torch.rand(21, 3, 80, 80)
    whole = views.views(samples, _generator(), ViewSettings())
    monkeypatch.setattr(views, "_CHUNK_VALUES", 100_000)
    torch.testing.assert_close(views.views(samples, _generator(), ViewSettings()), whole)


def test_views_lie_channels_last_and_leave_the_samples_alone() -> None:
    samples = views.samples(torch.randint(0, 256, (6, 32, 32, 3), dtype=torch.uint8))
    before = samples.clone()
    varied = views.views(samples, _generator(), ViewSettings())
    assert varied.is_contiguous(memory_format=torch.channels_last)
    assert torch.equal(samples, before)


def test_autocast_does_not_coarsen_the_views() -> None:
    samples = _same_sample(5, 3, 32)
    plain = views.views(samples, _generator(), ViewSettings())
    with torch.autocast("cpu", torch.bfloat16):
        assert torch.equal(views.views(samples, _generator(), ViewSettings()), plain)


def test_samples_are_shares_of_white() -> None:
    rows = torch.tensor([0, 51, 255], dtype=torch.uint8).view(1, 1, 3, 1)
    samples = views.samples(rows)
    assert samples.is_contiguous(memory_format=torch.channels_last)
    torch.testing.assert_close(samples.flatten(), torch.tensor([0.0, 0.2, 1.0]))


@pytest.mark.parametrize("side", [32, 80])
def test_with_everything_off_the_sample_stays_as_it_is(side: int) -> None:
    samples = _same_sample(4, 3, side)
    torch.testing.assert_close(views.views(samples, _generator(), _STILL), samples, atol=1e-5, rtol=0)


@pytest.mark.parametrize(
    "change",
    [
        {"crop_area_low": 0.2},
        {"flip_probability": 1.0},
        {"colour_probability": 1.0},
        {"grey_probability": 1.0},
        {"blur_probability": 1.0, "blur_sigma_high": 10.0},
        {"keeps_size": True},
    ],
)
def test_every_setting_changes_the_views(change: dict[str, Any]) -> None:
    samples = _same_sample(4, 3, 80)
    changed = views.views(samples, _generator(), dataclasses.replace(_STILL, **change))
    assert not torch.allclose(changed, samples, atol=1e-3)


def test_no_colour_strength_means_no_colour_change() -> None:
    samples = _same_sample(4, 3, 32)
    still = dataclasses.replace(_STILL, colour_probability=1.0, colour_strength=0.0)
    torch.testing.assert_close(views.views(samples, _generator(), still), samples, atol=1e-5, rtol=0)


def test_small_pictures_are_never_blurred() -> None:
    samples = _same_sample(4, 3, 64)
    blurred = dataclasses.replace(_STILL, blur_probability=1.0)
    torch.testing.assert_close(views.views(samples, _generator(), blurred), samples, atol=1e-5, rtol=0)


def test_grey_views_have_equal_channels() -> None:
    grey = dataclasses.replace(_STILL, grey_probability=1.0)
    varied = views.views(_same_sample(4, 3, 32), _generator(), grey)
    torch.testing.assert_close(varied[:, 0], varied[:, 2], atol=1e-6, rtol=0)


def test_half_of_the_samples_are_mirrored() -> None:
    samples = _same_sample(400, 1, 32)
    varied = views.views(samples, _generator(), dataclasses.replace(_STILL, flip_probability=0.5))
    mirrored = (varied - samples.flip(3)).abs().amax((1, 2, 3)) < 1e-4
    assert 160 < int(mirrored.sum()) < 240


def test_every_setting_has_a_label_a_help_and_a_range() -> None:
    for field in describe(ViewSettings):
        assert field.info.label
        assert field.info.help.endswith(".")
        assert field.type is bool or field.info.low is not None
        assert field.type is bool or field.info.high is not None


def test_where_colour_matters_no_colour_changes() -> None:
    samples = _same_sample(64, 3, 32)
    varied = views.views(samples, _generator(), _where("colour", crop_area_low=1.0))
    torch.testing.assert_close(varied.mean((2, 3)), samples.mean((2, 3)), atol=1e-4, rtol=0)


def test_where_orientation_matters_nothing_is_mirrored() -> None:
    varied = views.views(_gradient(64, 32), _generator(), _where("orientation", colour_probability=0.0))
    assert (varied[:, 0, :, -1] > varied[:, 0, :, 0]).all()


def test_where_size_matters_nothing_is_enlarged() -> None:
    settings = _where("size", flip_probability=0.0, colour_probability=0.0, grey_probability=0.0)
    varied = views.views(_gradient(64, 32), _generator(), settings)
    slope = varied[:, :, :, 1:] - varied[:, :, :, :-1]  # 0 only where an edge is repeated
    torch.testing.assert_close(slope[:, :, :, 4:-4], torch.full((64, 3, 32, 23), 1 / 32), atol=1e-4, rtol=0)


def _where(matter: str, **settings: Any) -> ViewSettings:
    """Strong views that leave something alone."""
    (chosen,) = (known for known in ImageModality.matters if known.name == matter)
    views = ImageModality().default_views(Layout(shape=(32, 32, 3)))
    return dataclasses.replace(views, **{**chosen.settings, **settings})


def _gradient(number: int, side: int) -> torch.Tensor:
    """Pictures that grow lighter by the same step from column to column."""
    row = torch.arange(side, dtype=torch.float32) / side
    return row.expand(number, 3, side, side).contiguous()


def test_views_of_no_samples_are_none() -> None:
    assert views.views(torch.rand(0, 3, 32, 32), _generator(), ViewSettings()).shape == (0, 3, 32, 32)
