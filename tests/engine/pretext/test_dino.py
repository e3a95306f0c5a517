from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from lightly.loss import DINOLoss
from scipy.stats import entropy

from tests.engine import tiny
from tests.engine.monitors.sights import sights
from workbench.engine.monitors.collapse import collapse
from workbench.engine.pretext.dino import DINO, DINOSettings, Prototypes, cross_entropy, entropy_share


def _task(seed: int = 0, teacher_temperature: float = 0.04) -> DINO:
    settings = DINOSettings(prototypes=64, teacher_temperature=teacher_temperature)
    task = tiny.make_task("dino", seed=seed, settings=settings)
    assert isinstance(task, DINO)
    return task


def test_the_loss_is_that_of_lightly() -> None:
    task, batch = _task(), tiny.random_batch("dino")
    task.after_step(1.0)
    task.centre.normal_(0, 0.1)
    views = torch.cat(batch.views)
    student = task.prototypes(task.head(task.encoder(views).pooled)).chunk(2)
    teacher = task.teacher(views).chunk(2)
    lightly = DINOLoss(output_dim=64, teacher_temp=0.04, student_temp=0.1)
    lightly.center.copy_(task.centre)
    expected = lightly(list(teacher), list(student), teacher_temp=0.04)
    assert task(batch).loss.item() == pytest.approx(expected.item(), rel=1e-4)


def test_the_centre_is_the_moving_mean_of_what_the_teacher_says() -> None:
    task, batch = _task(), tiny.random_batch("dino")
    said = task.teacher(torch.cat(batch.views)).mean(0)
    task(batch)
    torch.testing.assert_close(task.centre, 0.1 * said)


def test_the_centre_stays_outside_training() -> None:
    task = _task().eval()
    task(tiny.random_batch("dino"))
    assert not task.centre.any()


@pytest.mark.parametrize(("progress", "expected"), [(0.0, 0.04), (0.15, 0.06), (0.3, 0.08), (1.0, 0.08)])
def test_a_high_temperature_is_reached_step_by_step(progress: float, expected: float) -> None:
    assert _task(teacher_temperature=0.08).teacher_temperature(progress) == pytest.approx(expected)


@pytest.mark.parametrize("progress", [0.0, 1.0])
def test_a_low_temperature_stays_as_it_is(progress: float) -> None:
    assert _task(teacher_temperature=0.02).teacher_temperature(progress) == pytest.approx(0.02)


def test_the_teachers_temperature_is_part_of_the_state() -> None:
    task = _task(teacher_temperature=0.08)
    task.after_step(0.15)
    other = _task(seed=1, teacher_temperature=0.08)
    other.load_state_dict(task.state_dict())
    assert other.sharpness.item() == pytest.approx(1 / 0.06)


def test_prototypes_answer_with_cosines_whatever_the_lengths() -> None:
    prototypes = Prototypes(16, 10)
    values = torch.randn(5, 16)
    answers = prototypes(values)
    expected = torch.nn.functional.cosine_similarity(values[:, None], prototypes.weight, dim=2)
    torch.testing.assert_close(answers, expected)
    with torch.no_grad():
        prototypes.weight.mul_(7)
    torch.testing.assert_close(prototypes(3 * values), answers)


def test_entropies_are_shares_of_the_most_there_can_be() -> None:
    rows = np.array([[1.0, 0.0, 0.0, 0.0], [0.25, 0.25, 0.25, 0.25], [0.5, 0.3, 0.1, 0.1]])
    expected = entropy(rows, axis=1, base=4)
    np.testing.assert_allclose(entropy_share(torch.from_numpy(rows)), expected, atol=1e-12)


def test_one_minus_it_is_the_divergence_from_the_uniform_distribution() -> None:
    row = torch.tensor([0.5, 0.3, 0.1, 0.1])
    divergence = entropy(row.numpy(), np.full(4, 0.25)) / math.log(4)
    assert 1 - entropy_share(row).item() == pytest.approx(divergence, rel=1e-5)


def test_the_cross_entropy_is_least_where_the_student_agrees() -> None:
    targets = torch.tensor([[0.7, 0.2, 0.1]])
    agreeing = cross_entropy(targets, targets.log())
    assert agreeing.item() == pytest.approx(entropy(targets[0].numpy()), rel=1e-5)
    assert cross_entropy(targets, targets.log().roll(1, 1)) > agreeing


def test_a_teacher_that_answers_uniformly_is_a_collapse_by_its_entropy() -> None:
    task = _task()
    task.sharpness.fill_(1e-3)
    assert task(tiny.random_batch("dino")).metrics["teacher_entropy"] > 0.99


def test_a_teacher_that_puts_all_in_one_class_is_a_collapse_by_crowding() -> None:
    task = _task()
    task.sharpness.fill_(1e3)
    task.centre[3] = -10
    metrics = task(tiny.random_batch("dino")).metrics
    assert metrics["crowding"] > 0.99
    assert metrics["teacher_entropy"] < 0.01


@pytest.mark.parametrize(("entropy", "is_one"), [(0.93, True), (0.3, False)])
def test_a_teacher_that_answers_nearly_uniformly_for_long_is_called_a_collapse(
    entropy: float, is_one: bool
) -> None:
    seen = sights({"teacher_entropy": (0.6, entropy)}, number=40)
    assert bool(collapse(seen, DINO.measures, ended=False)) == is_one


@pytest.mark.parametrize(("teacher", "refused"), [(0.04, False), (0.06, True), (0.08, True)])
def test_a_student_that_decides_as_sharply_as_its_teacher_is_refused(teacher: float, refused: bool) -> None:
    settings = DINOSettings(student_temperature=0.06, teacher_temperature=teacher)
    assert bool(DINO.refusal(_task().encoder, settings)) == refused


def test_the_remedy_is_a_sharper_teacher() -> None:
    assert DINO.remedy(DINOSettings()).settings.teacher_temperature == pytest.approx(0.02)


def test_the_answers_are_as_exact_within_autocast() -> None:
    prototypes, values = Prototypes(16, 10), torch.randn(5, 16)
    with torch.autocast("cpu", torch.bfloat16):
        answers = prototypes(values)
    assert torch.equal(answers, prototypes(values))
