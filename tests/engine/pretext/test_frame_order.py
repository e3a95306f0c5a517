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
from workbench.engine.pretext.frame_order import FrameOrder, FrameOrderSettings


def _task(**settings: float) -> FrameOrder:
    task = tiny.make_task("frame_order", settings=FrameOrderSettings(**settings))  # type: ignore[arg-type]
    assert isinstance(task, FrameOrder)
    return task


def _answering(task: FrameOrder, first: Tensor, turned: Tensor) -> FrameOrder:
    """A task whose network answers so: first (S,), by which stretches are compared; turned ()."""
    embeddings = torch.zeros(6, len(first), task.encoder.width)

    def answers(shown: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        num = len(shown)
        return embeddings[:num], (first[:, None] - first).expand(num, -1, -1), turned.expand(num)

    task._answers = answers  # type: ignore[method-assign]
    return task


def _places(
    monkeypatch: pytest.MonkeyPatch, places: list[int], backwards: bool, *, real: bool = True
) -> None:
    """Every sample is shuffled so."""
    drawn = moments.drawn

    def fixed(samples: Tensor, *rest: Any, **more: Any) -> moments.Moments:
        num = len(samples)
        return dataclasses.replace(
            drawn(samples, *rest, **more),
            places=torch.tensor(places).expand(num, -1),
            backwards=torch.full((num,), backwards),
            real=torch.full((num,), real),
        )

    monkeypatch.setattr(moments, "drawn", fixed)


def test_who_says_nothing_pays_what_guessing_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    task = _answering(_task(), torch.zeros(3), torch.zeros(()))
    output = task(tiny.random_batch("frame_order"))
    assert output.loss.item() == pytest.approx(2.0)  # one for the order, one for the direction
    assert output.metrics["skill"] == 0
    assert output.metrics["direction"] == 0


def test_the_cost_of_an_order_is_the_mean_over_its_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    _places(monkeypatch, [2, 0, 1], backwards=False)
    task = _answering(_task(backwards=0.0), torch.tensor([0.0, 2.0, 1.0]), torch.zeros(()))
    output = task(tiny.random_batch("frame_order"))
    wanted = [math.log1p(math.exp(-margin)) for margin in (2.0, 1.0, 1.0)]  # all three pairs are right
    assert output.loss.item() == pytest.approx(sum(wanted) / 3 / math.log(2), rel=1e-5)
    assert output.metrics["skill"] == 1


def test_the_direction_is_right_where_the_video_runs_backwards(monkeypatch: pytest.MonkeyPatch) -> None:
    _places(monkeypatch, [0, 1, 2], backwards=True)
    task = _answering(_task(), torch.zeros(3), torch.tensor(5.0))
    output = task(tiny.random_batch("frame_order"))
    assert output.loss.item() == pytest.approx(1 + math.log1p(math.exp(-5)) / math.log(2), rel=1e-5)
    assert output.metrics["direction"] == 1


def test_samples_of_which_nothing_can_be_asked_cost_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    _places(monkeypatch, [0, 1, 2], backwards=False, real=False)
    output = _task()(tiny.random_batch("frame_order"))
    assert output.loss == 0
    assert output.metrics["accuracy"] == 0.5


def test_one_before_another_is_just_as_sure_as_the_other_behind_it() -> None:
    _, first, _ = _task()._answers(torch.rand(4, 3, 3, 2, 32, 32))
    torch.testing.assert_close(first, -first.transpose(1, 2))


def test_a_stretch_is_answered_for_whatever_its_place_in_the_row() -> None:
    task, shown = _task().eval(), torch.rand(4, 3, 3, 2, 32, 32)
    _, first, turned = task._answers(shown)
    _, other, same = task._answers(shown.flip(1))
    torch.testing.assert_close(other, first.flip(1, 2), atol=1e-4, rtol=0)
    torch.testing.assert_close(same, turned, atol=1e-4, rtol=0)


def test_the_preview_marks_what_is_out_of_place(monkeypatch: pytest.MonkeyPatch) -> None:
    _places(monkeypatch, [1, 0, 2], backwards=True)
    shuffled = _cell(_task(), 1)
    assert shuffled.caption == "Shuffled, running backwards"
    assert [(one.mark, one.start_seconds) for one in shuffled.stretches] == [("moved", 0.0), ("moved", 0.25)]


def test_the_preview_of_a_trained_network_shows_its_order(monkeypatch: pytest.MonkeyPatch) -> None:
    _places(monkeypatch, [1, 0, 2], backwards=False)
    task = _answering(_task(), torch.tensor([1.0, 3.0, 2.0]), torch.tensor(-1.0))
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
