from __future__ import annotations

import dataclasses
import math
from typing import Any

import pytest
import torch
from torch import Tensor

from tests.engine import tiny
from workbench.engine.contracts import Batch, VideoPreview
from workbench.engine.parts import moments
from workbench.engine.pretext.frame_order import Answers, FrameOrder, FrameOrderSettings


def _task(**settings: Any) -> FrameOrder:
    task = tiny.make_task("frame_order", settings=FrameOrderSettings(**settings))
    assert isinstance(task, FrameOrder)
    return task


def _answering(
    task: FrameOrder, monkeypatch: pytest.MonkeyPatch, first: list[float], turned: list[float]
) -> FrameOrder:
    """A task whose network says so of three stretches: how early each is, and how surely it is turned."""
    early, back = torch.tensor([first, turned], dtype=torch.float32)

    def answers(shown: Tensor) -> Answers:
        num = len(shown)
        return Answers(
            pooled=torch.zeros(num, 3, task.encoder.width),
            first=(early[:, None] - early).expand(num, -1, -1),
            alike=(back[:, None] * back).expand(num, -1, -1),
            turned=back.expand(num, -1),
        )

    monkeypatch.setattr(task, "_answers", answers)
    return task


def _fixed(
    monkeypatch: pytest.MonkeyPatch, places: list[int], turned: list[bool], *, real: bool = True
) -> None:
    """Every sample is shuffled and turned round so."""
    drawn = moments.drawn

    def fixed(samples: Tensor, *rest: Any, **more: Any) -> moments.Moments:
        num = len(samples)
        return dataclasses.replace(
            drawn(samples, *rest, **more),
            places=torch.tensor(places).expand(num, -1),
            turned=torch.tensor(turned).expand(num, -1),
            real=torch.full((num,), real),
        )

    monkeypatch.setattr(moments, "drawn", fixed)


def _cost(margin: float) -> float:
    """Of an answer that is right by this margin, as a share of guessing."""
    return math.log1p(math.exp(-margin)) / math.log(2)


def test_who_says_nothing_pays_what_guessing_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    output = _answering(_task(), monkeypatch, [0, 0, 0], [0, 0, 0])(tiny.random_batch("frame_order"))
    assert output.loss.item() == pytest.approx(3.0)  # for the order, the same way, and backwards
    assert all(output.metrics[name] == 0 for name in ("skill", "same_way", "direction"))


def test_the_cost_of_an_order_is_the_mean_over_its_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    _fixed(monkeypatch, [2, 0, 1], [False] * 3)
    task = _answering(_task(turned=False), monkeypatch, [0, 2, 1], [0, 0, 0])
    output = task(tiny.random_batch("frame_order"))
    wanted = [_cost(margin) for margin in (2, 1, 1)]  # all three pairs are right
    assert output.loss.item() == pytest.approx(sum(wanted) / 3, rel=1e-5)
    assert output.metrics["skill"] == 1


def test_of_stretches_that_run_backwards_the_later_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    _fixed(monkeypatch, [0, 1, 2], [True] * 3)
    task = _answering(_task(), monkeypatch, [0, 1, 2], [0, 0, 0])
    assert task(tiny.random_batch("frame_order")).metrics["skill"] == 1


def test_of_two_that_run_either_way_the_order_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    _fixed(monkeypatch, [0, 1, 2], [False, True, False])
    task = _answering(_task(), monkeypatch, [2, 9, 1], [0, 0, 0])  # right of the first and the last
    output = task(tiny.random_batch("frame_order"))
    assert output.metrics["skill"] == 1
    assert output.loss.item() == pytest.approx(_cost(1) + 2, rel=1e-5)


def test_who_knows_which_are_turned_round_knows_which_run_the_same_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _fixed(monkeypatch, [0, 1, 2], [False, True, False])
    task = _answering(_task(), monkeypatch, [0, 0, 0], [-3, 3, -3])
    output = task(tiny.random_batch("frame_order"))
    assert output.metrics["direction"] == 1
    assert output.metrics["same_way"] == 1
    assert output.loss.item() == pytest.approx(1 + _cost(9) + _cost(3), rel=1e-5)


def test_samples_of_which_nothing_can_be_asked_cost_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    _fixed(monkeypatch, [0, 1, 2], [False] * 3, real=False)
    output = _task()(tiny.random_batch("frame_order"))
    assert output.loss == 0
    assert output.metrics["accuracy"] == 0.5


def test_one_before_another_is_just_as_sure_as_the_other_behind_it() -> None:
    answers = _task()._answers(torch.rand(4, 3, 3, 2, 32, 32))
    torch.testing.assert_close(answers.first, -answers.first.transpose(1, 2))
    torch.testing.assert_close(answers.alike, answers.alike.transpose(1, 2))


def test_a_stretch_is_answered_for_whatever_its_place_in_the_row() -> None:
    task, shown = _task().eval(), torch.rand(4, 3, 3, 2, 32, 32)
    answers, flipped = task._answers(shown), task._answers(shown.flip(1))
    torch.testing.assert_close(flipped.first, answers.first.flip(1, 2), atol=1e-4, rtol=0)
    torch.testing.assert_close(flipped.turned, answers.turned.flip(1), atol=1e-4, rtol=0)


def test_the_preview_marks_what_is_out_of_place_as_the_video_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    _fixed(monkeypatch, [1, 2, 0], [True] * 3)
    shuffled = _cell(_task(), 1)
    assert shuffled.caption == "Shuffled, running backwards"
    assert [(one.mark, one.start_seconds) for one in shuffled.stretches] == [("moved", 0.0), ("moved", 0.25)]


def test_the_preview_of_a_trained_network_shows_its_order(monkeypatch: pytest.MonkeyPatch) -> None:
    _fixed(monkeypatch, [1, 0, 2], [False] * 3)
    task = _answering(_task(), monkeypatch, [1, 3, 2], [-1, -1, -1])
    answered = _cell(task, 2, trained=True)
    assert answered.caption == "As it orders them: 1 of 3 in place, forwards"
    assert [one.mark for one in answered.stretches] == ["right", "wrong", "wrong"]


def test_videos_that_are_too_short_for_so_many_stretches_are_refused() -> None:
    encoder = tiny.small_encoder(tiny.modality_of("frame_order"), "motion_residual")
    assert FrameOrder.refusal(encoder, FrameOrderSettings(stretches=5)) == ""
    assert "too short" in FrameOrder.refusal(encoder, FrameOrderSettings(stretches=6))


def test_it_warns_of_videos_that_stand_still_and_of_no_others() -> None:
    moving = torch.rand(4, 3, 8, 8, 8)
    still = moving[:, :, :1].expand_as(moving)
    assert FrameOrder.caution(moving) == ""
    assert "hardly anything moves" in FrameOrder.caution(still)


def _cell(task: FrameOrder, column: int, *, trained: bool = False) -> VideoPreview:
    batch: Batch = tiny.random_batch("frame_order", number=2)
    with torch.no_grad():
        cell = task.eval().preview(batch, trained=trained).rows[0][column]
    assert isinstance(cell, VideoPreview)
    return cell
