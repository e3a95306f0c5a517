from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.parts.heads import projection
from workbench.engine.parts.teacher import Teacher, follow, longest_momentum, momentum_at, teacher_of
from workbench.engine.schedule import Schedule

_SPEC = EncoderSpec(name="small_residual", channels=1, size=32)


def _teacher(seed: int = 0) -> Teacher:
    torch.manual_seed(seed)
    encoder = build(_SPEC)
    return Teacher(encoder, projection(encoder.width, 16, 8))


def test_a_teacher_takes_no_gradient() -> None:
    student = nn.Linear(3, 2)
    assert not any(parameter.requires_grad for parameter in teacher_of(student).parameters())
    assert all(parameter.requires_grad for parameter in student.parameters())


def test_a_teacher_does_not_move_with_its_student() -> None:
    student = nn.Linear(3, 2)
    teacher = teacher_of(student)
    before = teacher.weight.clone()
    nn.init.zeros_(student.weight)
    assert torch.equal(teacher.weight, before)


@pytest.mark.parametrize("momentum", [0.0, 0.9, 1.0])
def test_each_weight_is_the_moving_average_of_equation_2(momentum: float) -> None:
    student, teacher = nn.Linear(3, 2), teacher_of(nn.Linear(3, 2))
    expected = momentum * teacher.weight + (1 - momentum) * student.weight
    follow(teacher, student, momentum)
    torch.testing.assert_close(teacher.weight, expected)


def test_statistics_stay_the_teachers_own() -> None:
    student = nn.BatchNorm1d(2)
    teacher = teacher_of(student)
    student(torch.randn(5, 2) + 3)
    follow(teacher, student, 0.5)
    assert teacher.running_mean is not None
    assert not teacher.running_mean.any()


@pytest.mark.parametrize(("progress", "expected"), [(0.0, 0.9), (0.5, 0.95), (1.0, 1.0)])
def test_the_momentum_rises_to_one_as_half_a_cosine(progress: float, expected: float) -> None:
    assert momentum_at(0.9, progress) == pytest.approx(expected)


@given(st.integers(1, 100_000))
def test_a_teacher_remembers_a_twentieth_of_the_run_at_most(steps: int) -> None:
    remembered = 1 / (1 - longest_momentum(steps))
    assert remembered <= max(1, 0.05 * steps) * (1 + 1e-6)


def test_its_answer_has_no_gradient() -> None:
    teacher = _teacher()
    assert not teacher(torch.rand(4, 1, 32, 32)).requires_grad


def test_batch_norm_of_a_teacher_works_by_the_batch_as_a_students() -> None:
    teacher = _teacher()
    samples = torch.rand(4, 1, 32, 32)
    trained = teacher.train()(samples)
    assert not torch.allclose(trained, teacher.eval()(samples))


def _kept(teacher: Teacher, progress: float) -> float:
    """Which share of a weight the teacher keeps in a step, its momentum being 0.99 where the run is long."""
    student = build(_SPEC)
    before = next(teacher.encoder.parameters()).clone()
    target = nn.init.normal_(next(student.parameters())).detach()
    teacher.advance(student, teacher.head, 0.99, progress)
    return 1 - ((next(teacher.encoder.parameters()) - before) / (target - before)).median().item()


@pytest.mark.parametrize(("steps", "momentum"), [(200, 0.9), (2000, 0.99), (10_000, 0.99), (10, 0.0)])
def test_a_short_run_has_a_quicker_teacher(steps: int, momentum: float) -> None:
    kept = _kept(_teacher(), 1 / steps)
    assert kept == pytest.approx(momentum_at(momentum, 1 / steps), abs=1e-4)


def test_the_length_of_the_run_is_known_at_every_step_of_it() -> None:
    teacher = _teacher()
    for step in range(1, 6):
        _kept(teacher, step / 200)
    assert _kept(teacher, 6 / 200) == pytest.approx(momentum_at(0.9, 6 / 200), abs=1e-4)


def test_a_new_stretch_of_training_has_a_length_of_its_own() -> None:
    teacher = _teacher()
    _kept(teacher, 1.0)
    assert _kept(teacher, 1 / 200) == pytest.approx(momentum_at(0.9, 1 / 200), abs=1e-4)


def test_what_a_teacher_has_seen_of_the_run_is_in_its_state() -> None:
    teacher = _teacher()
    teacher.advance(build(_SPEC), teacher.head, 0.99, 0.25)
    other = _teacher(1)
    other.load_state_dict(teacher.state_dict())
    assert other.get_extra_state().tolist() == teacher.get_extra_state().tolist()


def test_a_cool_down_never_makes_the_teacher_faster() -> None:
    teacher = _teacher()
    schedule = Schedule(first=0, steps=1000, peak_rate=1.0)
    for step in range(1, 501):
        teacher.advance(build(_SPEC), teacher.head, 0.99, schedule.progress(step))
    longest = teacher._longest
    ending = schedule.cool_down(500)
    teacher.advance(build(_SPEC), teacher.head, 0.99, ending.progress(501))
    assert ending.progress(501) > 0.5
    assert teacher._longest == longest


def test_at_the_end_of_the_run_a_teacher_stands_still() -> None:
    assert _kept(_teacher(), 1.0) == pytest.approx(1.0)
