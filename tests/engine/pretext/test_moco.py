from __future__ import annotations

import dataclasses

import pytest
import torch
from lightly.loss import NTXentLoss
from torch import Tensor

from tests.engine import tiny
from workbench.engine.contracts import Batch
from workbench.engine.pretext.moco import MoCo, MoCoSettings


def _task(queue: int = 0, seed: int = 0) -> MoCo:
    task = tiny.make_task("moco", seed=seed, settings=MoCoSettings(queue=queue))
    assert isinstance(task, MoCo)
    return task


def _batch(first_row: int, number: int = 6) -> Batch:
    batch = tiny.random_batch("moco", number=number)
    return dataclasses.replace(batch, rows=torch.arange(first_row, first_row + number))


def _keys(task: MoCo, view: Tensor, other: Tensor) -> tuple[Tensor, Tensor]:
    first, second = task.teacher(torch.cat([view, other])).chunk(2)
    return first, second


def test_each_view_is_held_against_the_teachers_keys_of_the_other() -> None:
    task, batch = _task(), _batch(0)
    # lightly's loss with a memory bank of the other samples' keys: one query at a time.
    queries = task.predictor(task.head(task.encoder(torch.cat(batch.views)).pooled)).chunk(2)
    keys = _keys(task, *batch.views)
    expected = 0.0
    for asked, given in ((queries[0], keys[1]), (queries[1], keys[0])):
        for i in range(6):
            loss = NTXentLoss(0.2, memory_bank_size=(5, given.shape[1]))
            others = given[[j for j in range(6) if j != i]]
            loss.memory_bank.bank = torch.nn.functional.normalize(others, dim=1)
            expected += 2 * 0.2 * loss(asked[i : i + 1].detach(), given[i : i + 1]).item() / 6
    assert task(batch).loss.item() == pytest.approx(expected, rel=1e-4)


def test_the_queue_holds_the_latest_keys_in_the_order_they_came() -> None:
    task = _task(queue=12)
    for first in (0, 6, 12):
        task(_batch(first))
    assert task.queue_rows.tolist() == [*range(12, 18), *range(6, 12)]
    assert int(task.queue_place) == 6


def test_the_queue_holds_what_the_teacher_says_of_the_second_view() -> None:
    task, batch = _task(queue=6), _batch(0)
    expected = torch.nn.functional.normalize(_keys(task, *batch.views)[1], dim=1)
    task(batch)
    torch.testing.assert_close(task.queue, expected)


def test_a_queue_shorter_than_the_batch_keeps_its_end() -> None:
    task = _task(queue=4)
    task(_batch(0))
    assert task.queue_rows.tolist() == [2, 3, 4, 5]


def test_an_empty_queue_changes_nothing() -> None:
    assert torch.equal(_task(queue=8)(_batch(0)).loss, _task()(_batch(0)).loss)


def test_earlier_samples_make_the_question_harder() -> None:
    task = _task(queue=6)
    first = task(_batch(0)).loss
    assert task(_batch(6)).loss > first


def test_a_sample_is_no_negative_of_itself() -> None:
    task = _task(queue=6)
    task(_batch(0))
    masked = task._masked(torch.arange(6))
    assert masked is not None
    assert torch.equal(masked, torch.eye(6, dtype=torch.bool))


def test_a_queue_is_no_longer_than_a_quarter_of_the_set() -> None:
    task = _task(queue=100)
    task.fit_to_set(80)
    assert len(task.queue) == 20
    assert task(_batch(0)).loss.isfinite()


def test_a_queue_that_fits_stays_as_long_as_it_was_asked_for() -> None:
    task = _task(queue=10)
    task.fit_to_set(80)
    assert len(task.queue) == 10


def test_nothing_is_remembered_outside_training() -> None:
    task = _task(queue=6).eval()
    task(_batch(0))
    assert (task.queue_rows == -1).all()


def test_no_gradient_reaches_the_teacher() -> None:
    task = _task()
    task(_batch(0)).loss.backward()
    assert all(parameter.grad is None for parameter in task.teacher.parameters())


def test_the_teacher_follows_after_a_step() -> None:
    task = _task()
    student, teacher = (next(network.parameters()) for network in (task.encoder, task.teacher.encoder))
    with torch.no_grad():
        student.add_(1.0)
    before = (student - teacher).abs().mean()
    task.after_step(0.001)
    assert 0 < (student - teacher).abs().mean() < before
