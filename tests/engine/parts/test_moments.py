"""Stretches of videos, taken apart in time."""

from __future__ import annotations

from collections import Counter

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from workbench.engine.parts import moments
from workbench.engine.parts.moments import Moments


def _generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def _numbered(num: int, frames: int, ends: int = 0, side: int = 2) -> Tensor:
    """Videos whose every value is the number of its frame, in hundredths; still from frame `ends` on."""
    number = torch.arange(frames).clamp(max=(ends or frames) - 1) / 100
    return number.view(1, 1, -1, 1, 1).repeat(num, 3, 1, side, side)


def _restored(asked: Moments) -> Tensor:
    """The frames of each stretch in the order in which the video runs: (B, S, L)."""
    back = asked.places.argsort(1)
    return asked.frames.gather(1, back[:, :, None].expand_as(asked.frames))


@settings(max_examples=40, deadline=None)
@given(frames=st.integers(5, 33), number=st.integers(2, 4), seed=st.integers(0, 99))
def test_by_their_places_stretches_come_back_into_the_order_of_time(
    frames: int, number: int, seed: int
) -> None:
    asked = moments.drawn(_numbered(8, frames), number, _generator(seed), turned=False)
    assert (_restored(asked)[:, :, 0].diff(dim=1) > 0).all()
    assert asked.real.all()


@settings(max_examples=20, deadline=None)
@given(frames=st.integers(5, 33), number=st.integers(2, 4), seed=st.integers(0, 99))
def test_frames_of_a_stretch_follow_one_another_forwards_or_backwards(
    frames: int, number: int, seed: int
) -> None:
    asked = moments.drawn(_numbered(8, frames), number, _generator(seed), turned=True)
    steps = torch.where(asked.turned, -1, 1)[:, :, None]
    assert (asked.frames.diff(dim=2) == steps).all()
    assert asked.frames.min() >= 0
    assert asked.frames.max() < frames


def test_stretches_of_a_long_enough_video_never_overlap_and_their_gaps_differ() -> None:
    ordered = _restored(moments.drawn(_numbered(64, 16), 3, _generator(), turned=False))
    gaps = ordered[:, 1:, 0] - ordered[:, :-1, -1] - 1
    assert gaps.min() == 0
    assert len(set(gaps.flatten().tolist())) >= 3


def test_for_showing_them_stretches_never_stay_in_their_order() -> None:
    asked = moments.drawn(_numbered(200, 8), 2, _generator(), turned=True, shown=True)
    assert moments.as_run(asked.places, asked.turned).tolist() == [[1, 0]] * 200
    assert (asked.turned[:, 0] == asked.turned[:, 1]).all()
    assert 60 < int(asked.turned[:, 0].sum()) < 140


def test_what_is_shown_are_those_frames() -> None:
    samples = torch.rand(3, 3, 9, 4, 4)
    asked = moments.drawn(samples, 3, _generator(), turned=True)
    shown = asked.of(samples)
    assert torch.equal(shown[2, 1], samples[2][:, asked.frames[2, 1]])
    assert shown.shape == (3, 3, 3, 2, 4, 4)


def test_a_tail_that_stands_still_is_never_shown() -> None:
    asked = moments.drawn(_numbered(32, 16, ends=10), 3, _generator(), turned=True)
    assert asked.frames.max() == 9
    assert asked.real.all()


@pytest.mark.parametrize(("ends", "real"), [(1, False), (5, False), (6, True)])
def test_where_too_little_moves_nothing_is_asked(ends: int, real: bool) -> None:
    asked = moments.drawn(_numbered(4, 16, ends=ends), 3, _generator(), turned=True)
    assert asked.real.tolist() == [real] * 4


def test_every_order_is_as_likely_and_half_of_the_stretches_run_backwards() -> None:
    asked = moments.drawn(_numbered(6_000, 6, side=1), 3, _generator(), turned=True)
    orders = Counter(map(tuple, asked.places.tolist()))
    assert len(orders) == 6
    assert min(orders.values()) > 880
    assert 8_700 < int(asked.turned.sum()) < 9_300


@pytest.mark.parametrize(("rows", "columns"), [(0, 0), (2, -3), (-1, 4)])
def test_a_stretch_is_moved_as_a_whole_and_its_edges_are_repeated(rows: int, columns: int) -> None:
    stretch = torch.rand(3, 2, 8, 8)
    out = torch.empty_like(stretch)
    moments.moved_by(stretch, rows, columns, out)
    down = (torch.arange(8) + rows).clamp(0, 7)
    right = (torch.arange(8) + columns).clamp(0, 7)
    assert torch.equal(out, stretch[:, :, down][:, :, :, right])


def test_each_stretch_is_lit_by_itself_all_its_frames_alike() -> None:
    shown = torch.full((2, 3, 3, 4, 8, 8), 0.5)
    found = moments.disguised(shown, 0.0, 0.4, _generator())
    light = found[:, :, 0, 0, 0, 0]
    assert torch.equal(found, light[:, :, None, None, None, None].expand_as(found))
    assert len(set(light.flatten().tolist())) == 6
    assert 0.3 <= float(light.min()) < float(light.max()) <= 0.7


def test_without_disguise_stretches_stay_as_they_are() -> None:
    shown = torch.rand(2, 3, 3, 4, 8, 8)
    assert torch.equal(moments.disguised(shown, 0.0, 0.0, _generator()), shown)
