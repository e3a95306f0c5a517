from __future__ import annotations

import pytest
import torch
from lightly.loss.lejepa_loss import lejepa_invariance_loss
from torch import nn

from tests.engine import tiny
from workbench.engine.parts import normality
from workbench.engine.pretext.lejepa import LeJEPA, LeJEPASettings, prediction


def _task(*, roundness: float = 0.05, directions: int = 256) -> LeJEPA:
    settings = LeJEPASettings(roundness=roundness, directions=directions)
    task = tiny.make_task("lejepa", settings=settings)
    assert isinstance(task, LeJEPA)
    return task


def test_the_prediction_loss_is_that_of_lightly() -> None:
    views = torch.randn(2, 5, 16, generator=torch.Generator().manual_seed(0))
    expected = lejepa_invariance_loss(all_proj=views, global_proj=views)
    torch.testing.assert_close(prediction(views), expected)


def test_two_views_that_agree_cost_nothing() -> None:
    view = torch.randn(5, 16)
    assert prediction(torch.stack([view, view])) == 0


@pytest.mark.parametrize("weight", [0.02, 0.5])
def test_the_loss_weighs_agreement_and_the_shape_of_the_cloud(weight: float) -> None:
    task, batch = _task(roundness=weight), tiny.random_batch("lejepa")
    output = task(batch)
    views = output.embeddings.view(2, 6, -1)
    drawn = tiny.random_batch("lejepa").generator
    sides = normality.directions(views.shape[2], 256, views.device, drawn)
    shape = torch.stack([normality.epps_pulley(view @ sides).mean() for view in views]).mean()
    expected = (1 - weight) * prediction(views) + weight * 256 * shape
    torch.testing.assert_close(output.loss.detach(), expected)


def test_the_directions_are_those_of_the_step() -> None:
    task, batch = _task(directions=8), tiny.random_batch("lejepa")
    assert batch.generator is not None
    losses = []
    for seed in (1, 1, 2):
        batch.generator.manual_seed(seed)
        losses.append(task(batch).loss)
    assert losses[0] == losses[1]
    assert losses[0] != losses[2]


def test_the_measure_says_when_all_samples_are_in_one_point() -> None:
    task, batch = _task(), tiny.random_batch("lejepa")
    last = task.head[-1]
    assert isinstance(last, nn.Linear)
    nn.init.zeros_(last.weight)
    nn.init.zeros_(last.bias)
    assert task(batch).metrics["flatness"] == pytest.approx(1.0, abs=1e-3)


def test_the_statistic_is_as_exact_within_autocast() -> None:
    task, batch = _task(), tiny.random_batch("lejepa")
    with torch.autocast("cpu", torch.bfloat16):
        output = task(batch)
    views = output.embeddings.float().view(2, 6, -1)
    drawn = tiny.random_batch("lejepa").generator
    sides = normality.directions(views.shape[2], 256, views.device, drawn)
    shape = torch.stack([normality.epps_pulley(view @ sides).mean() for view in views]).mean()
    weight = LeJEPASettings().roundness
    expected = (1 - weight) * prediction(views) + weight * 256 * shape
    torch.testing.assert_close(output.loss.detach(), expected)


def test_the_remedy_lets_the_cloud_count_for_more() -> None:
    assert LeJEPA.remedy(LeJEPASettings(roundness=0.2)).settings.roundness == pytest.approx(0.4)
