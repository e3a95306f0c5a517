from __future__ import annotations

import pytest
import torch
from lightly.loss import NegativeCosineSimilarity

from tests.engine import tiny
from workbench.engine.monitors.spread import spread
from workbench.engine.pretext.byol import BYOL, BYOLSettings, disagreement


def _task(*, stop_gradient: bool = True) -> BYOL:
    task = tiny.make_task("byol", settings=BYOLSettings(stop_gradient=stop_gradient))
    assert isinstance(task, BYOL)
    return task


@pytest.mark.parametrize("batch", [1, 2, 64])
def test_the_loss_is_that_of_lightly(batch: int) -> None:
    first, second = torch.randn(2, batch, 16, generator=torch.Generator().manual_seed(batch))
    expected = 2 + 2 * NegativeCosineSimilarity()(first, second)
    assert disagreement(first, second).item() == pytest.approx(expected.item(), rel=1e-5)


def test_it_is_the_squared_distance_of_directions() -> None:
    first, second = torch.randn(2, 5, 16, generator=torch.Generator().manual_seed(0))
    directions = [values / values.norm(dim=1, keepdim=True) for values in (first, second)]
    expected = (directions[0] - directions[1]).square().sum(1).mean()
    torch.testing.assert_close(disagreement(first, second), expected)


def test_each_view_predicts_what_the_teacher_says_of_the_other() -> None:
    task, batch = _task(), tiny.random_batch("byol")
    views = torch.cat(batch.views)
    predicted = task.predictor(task.norm(task.head(task.encoder(views).pooled))).chunk(2)
    assert task.teacher is not None
    targets = task.teacher(views).chunk(2)
    lightly = NegativeCosineSimilarity()
    expected = 2 + lightly(predicted[0], targets[1]) + lightly(predicted[1], targets[0])
    torch.testing.assert_close(task(batch).loss, expected)


def test_the_loss_is_as_exact_within_autocast() -> None:
    first, second = torch.randn(2, 32, 16, generator=torch.Generator().manual_seed(0))
    with torch.autocast("cpu", torch.bfloat16):
        loss = disagreement(first, second)
    assert torch.equal(loss, disagreement(first, second))


def test_no_gradient_reaches_the_teacher() -> None:
    task = _task()
    task(tiny.random_batch("byol")).loss.backward()
    assert task.teacher is not None
    assert all(parameter.grad is None for parameter in task.teacher.parameters())


def test_the_teacher_is_saved_with_the_task() -> None:
    assert any(key.startswith("teacher.encoder.") for key in _task().state_dict())


def test_without_a_stop_there_is_no_teacher() -> None:
    assert _task(stop_gradient=False).teacher is None


def _spread_after(steps: int, *, stop_gradient: bool) -> float:
    torch.manual_seed(0)
    task = _task(stop_gradient=stop_gradient)
    source = tiny.source("byol", number=32, batch=16)
    optimizer = torch.optim.AdamW(task.parameters(), lr=2e-3)
    for step in range(steps):
        optimizer.zero_grad()
        torch.autograd.backward(task(source.batch(step)).loss)
        optimizer.step()
        task.after_step((step + 1) / steps)
    return spread(task(source.batch(steps)).embeddings).item()


def test_without_a_stop_it_collapses_and_with_it_it_does_not() -> None:
    assert _spread_after(30, stop_gradient=False) < 0.1
    assert _spread_after(30, stop_gradient=True) > 0.3


def test_the_remedy_brings_the_teacher_back() -> None:
    assert BYOL.remedy(BYOLSettings(stop_gradient=False)).settings.stop_gradient
