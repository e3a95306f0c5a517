from __future__ import annotations

from itertools import groupby
from typing import Any

import numpy as np
import pytest
import torch

from tests.engine import tiny
from workbench.engine.encoders.text import TextEncoder
from workbench.engine.modalities import modalities
from workbench.engine.parts.text_damage import Damaged, Flags, damaged, stretches, without

_MASK = 3


def _sentences(*lengths: int) -> list[np.ndarray[Any, np.dtype[np.int32]]]:
    """Tokens that count up from 100."""
    ends = np.cumsum(lengths)
    return [np.arange(100 + end - n, 100 + end, dtype=np.int32) for end, n in zip(ends, lengths, strict=True)]


def _damaged(*lengths: int, seed: int = 0, **damage: Any) -> Damaged:
    none: dict[str, Any] = {"covered_share": 0.0, "stretch": 2.0, "left_out_share": 0.0, "shuffles": False}
    draw = np.random.default_rng(seed)
    return damaged(_sentences(*lengths), mask=_MASK, draw=draw, **(none | damage))


def _runs(flags: Flags) -> list[int]:
    return [sum(1 for _ in group) for is_covered, group in groupby(flags) if is_covered]


@pytest.mark.parametrize("share", [0.05, 0.25, 0.5])
@pytest.mark.parametrize("mean", [1.0, 3.0, 10.0])
def test_the_share_that_is_covered_is_right_at_every_place(share: float, mean: float) -> None:
    draw = np.random.default_rng(0)
    drawn = np.stack([stretches(12, share, mean, draw) for _ in range(4000)])
    np.testing.assert_allclose(drawn.mean(0), share, atol=0.035)


@pytest.mark.parametrize("mean", [1.0, 3.0])
def test_stretches_are_as_long_as_asked_on_average(mean: float) -> None:
    runs = _runs(stretches(200_000, 0.25, mean, np.random.default_rng(0)))
    assert np.mean(runs) == pytest.approx(mean, rel=0.03)


@pytest.mark.parametrize("length", [0, 1, 2, 7])
def test_a_short_text_has_as_many_places_as_tokens(length: int) -> None:
    assert stretches(length, 0.5, 3.0, np.random.default_rng(0)).shape == (length,)


def test_every_covered_stretch_is_one_mask() -> None:
    left = _damaged(60, covered_share=0.4, stretch=3.0)
    assert (left.seen == _MASK).sum() == len(_runs(left.covered))
    assert left.seen[left.seen != _MASK].tolist() == (100 + np.flatnonzero(~left.covered)).tolist()


def test_tokens_are_left_out_without_a_trace() -> None:
    shares = [_damaged(50, left_out_share=0.2, seed=seed).left_out.mean() for seed in range(200)]
    left = _damaged(50, left_out_share=0.2)
    assert np.mean(shares) == pytest.approx(0.2, abs=0.01)
    assert left.seen.tolist() == (100 + np.flatnonzero(~left.left_out)).tolist()


def test_sentences_move_as_a_whole() -> None:
    seen = _damaged(3, 1, 4, shuffles=True, seed=2).seen.tolist()
    parts = [[100, 101, 102], [103], [104, 105, 106, 107]]
    assert sorted(seen) == [*parts[0], *parts[1], *parts[2]]
    assert all(seen[seen.index(part[0]) :][: len(part)] == part for part in parts)
    assert seen != [*parts[0], *parts[1], *parts[2]]


def test_what_is_asked_is_what_was_covered_or_left_out_in_the_texts_own_order() -> None:
    left = _damaged(8, 7, 9, covered_share=0.3, left_out_share=0.2, shuffles=True, seed=5)
    kept = {int(one) - 100 for one in left.seen if one != _MASK}
    assert set(np.flatnonzero(~left.is_asked()).tolist()) == kept


def test_nothing_is_damaged_where_nothing_is_asked_for() -> None:
    left = _damaged(5, 6)
    assert left.seen.tolist() == list(range(100, 111))
    assert not left.is_asked().any()


def test_tokens_that_are_not_kept_are_gone_and_the_others_move_together() -> None:
    encoder = tiny.small_encoder(modalities.get("text"), "text_mini")
    assert isinstance(encoder, TextEncoder)
    tokens = encoder.pack([np.array([20, 21, 22], np.int32), np.array([30], np.int32)], tiny.CPU)
    kept = torch.ones_like(tokens.mask)
    kept[0, 2] = kept[1, 1] = False
    left = without(encoder, tokens, kept)
    assert [row[own].tolist() for row, own in zip(left.ids, left.inside, strict=True)] == [[20, 22], []]
