from __future__ import annotations

import copy

import pytest
import torch
import torch.nn.functional as F

from tests.engine import tiny
from workbench.engine.contracts import Batch
from workbench.engine.encoders import Encoder, EncoderSpec, build
from workbench.engine.pretext.distil import Distil, DistilSettings, adapted, likeness_gap, nearest
from workbench.engine.trainer import Trainer


def _task(teacher: Encoder | None = None, likeness_weight: float = 10.0) -> Distil:
    task = tiny.make_task("distil", settings=DistilSettings(likeness_weight=likeness_weight))
    assert isinstance(task, Distil)
    if teacher is not None:
        task.set_teacher(teacher)
    return task


def _other_teacher(channels: int = 3, size: int = 48) -> Encoder:
    torch.manual_seed(5)
    return build(EncoderSpec(name="vit_tiny", channels=channels, size=size))


def _trainer(task: Distil) -> Trainer:
    made = tiny.make_trainer("distil")
    return made.twin(task)


def test_the_direction_loss_is_two_minus_twice_the_cosine() -> None:
    task, batch = _task(likeness_weight=0.0).eval(), tiny.random_batch("distil")
    with torch.no_grad():
        projected = F.normalize(task.head(task.encoder(batch.views[0]).pooled), dim=1)
        target = F.normalize(task.standard(task.teacher(batch.views[0]).pooled), dim=1)
        expected = (projected - target).square().sum(1).mean()  # |p - t|^2 of directions
        torch.testing.assert_close(task(batch).loss, expected)


def test_the_likeness_gap_of_three_samples_by_hand() -> None:
    student = torch.tensor([[1.0, 0.0], [-0.5, 0.75**0.5], [-0.5, -(0.75**0.5)]])  # cosines all -1/2
    teacher = torch.tensor([[2.0], [2.0], [-1.0]])  # around their mean: cosines 1, -1, -1
    assert likeness_gap(student, 3 * student).item() == pytest.approx(0.0, abs=1e-10)
    assert likeness_gap(student, teacher).item() == pytest.approx((1.5**2 + 0.5**2 + 0.5**2) / 3)


def test_neither_turning_nor_scaling_nor_moving_embeddings_changes_likeness() -> None:
    first, second = torch.randn(2, 8, 16, generator=torch.Generator().manual_seed(0))
    turn = torch.linalg.qr(torch.randn(16, 16, generator=torch.Generator().manual_seed(1))).Q
    torch.testing.assert_close(likeness_gap(3 * first @ turn + 2, second), likeness_gap(first, second))


def test_the_teacher_never_changes_nor_its_statistics() -> None:
    task = _task()
    before = copy.deepcopy(task.teacher.state_dict())
    trainer = _trainer(task)
    trainer.try_step()
    assert trainer.step == 1
    assert not task.teacher.training
    assert tiny.same(before, dict(task.teacher.state_dict()))


def test_the_teacher_is_not_among_what_is_trained() -> None:
    task = _task()
    assert not any(parameter.requires_grad for parameter in task.teacher.parameters())
    task.train()
    task(tiny.random_batch("distil")).loss.backward()
    assert all(parameter.grad is None for parameter in task.teacher.parameters())


@pytest.mark.parametrize(("channels", "size"), [(1, 48), (3, 48), (5, 32)])
def test_a_teacher_of_another_kind_size_and_channels_teaches(channels: int, size: int) -> None:
    task = _task(_other_teacher(channels, size))
    output = task(tiny.random_batch("distil"))
    assert output.loss.isfinite()
    assert task.standard.num_features == task.teacher.width == 192


def test_both_see_the_same_view() -> None:
    task, seen = _task(), []
    task.teacher.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0]))
    batch = tiny.random_batch("distil")
    task(batch)
    assert torch.equal(seen[0], batch.views[0])


@pytest.mark.parametrize(("have", "need"), [(1, 3), (3, 1), (5, 3), (2, 3), (3, 5)])
def test_samples_get_the_teachers_channels_and_size(have: int, need: int) -> None:
    samples = torch.rand(2, have, 32, 32, generator=torch.Generator().manual_seed(0))
    changed = adapted(samples, EncoderSpec(name="vit_tiny", channels=need, size=48))
    assert changed.shape == (2, need, 48, 48)
    assert changed.min() >= 0
    assert changed.max() <= 1


def test_grey_samples_are_repeated_and_colour_is_averaged() -> None:
    grey = torch.rand(1, 1, 32, 32)
    colour = adapted(grey, EncoderSpec(name="vit_tiny", channels=3, size=32))
    assert torch.equal(colour, grey.repeat(1, 3, 1, 1))
    torch.testing.assert_close(adapted(colour, EncoderSpec(name="vit_tiny", channels=1, size=32)), grey)


def test_checkpoints_do_not_hold_the_teacher_and_go_on_with_it_set_again() -> None:
    teacher = _other_teacher()
    whole, half = (_trainer(_task(copy.deepcopy(teacher))) for _ in range(2))
    half.try_step()
    state = tiny.saved(half)
    resumed = _trainer(_task(copy.deepcopy(teacher)))
    resumed.load_state_dict(state)
    assert not any("teacher" in key for key in state["task"])
    for _ in range(2):
        whole.try_step()
    resumed.try_step()
    assert tiny.same(whole.state_dict()["task"], resumed.state_dict()["task"])


def test_a_state_that_lacks_anything_else_is_refused() -> None:
    task = _task()
    state = task.state_dict()
    del state["standard.running_mean"]
    with pytest.raises(RuntimeError, match="running_mean"):
        task.load_state_dict(state)


def test_a_copy_of_the_task_leaves_the_teacher_out_too() -> None:
    assert not any("teacher" in key for key in copy.deepcopy(_task()).state_dict())


def test_the_nearest_sample_is_another_one() -> None:
    embeddings = torch.tensor([[1.0, 0.0], [0.9, 0.1], [0.0, 1.0]])
    assert nearest(embeddings).tolist() == [1, 0, 1]
    assert nearest(embeddings[:1]).tolist() == [0]


def test_before_a_run_the_preview_invents_no_answer_of_a_teacher() -> None:
    with torch.no_grad():
        row = _task().eval().preview(tiny.random_batch("distil")).rows[0]
    assert [picture.caption for picture in row] == ["Your picture", "As the large network gets it"]


def test_the_preview_shows_what_the_teacher_gets_and_finds_alike() -> None:
    task = _task(_other_teacher()).eval()
    samples = torch.rand(4, 3, 32, 32, generator=torch.Generator().manual_seed(2))
    samples[3] = samples[0]
    batch = Batch(samples=samples, views=(samples,), rows=torch.arange(4))
    with torch.no_grad():
        row = task.preview(batch, trained=True).rows[0]
    assert tiny.pixels(row[1]).shape == (48, 48, 3)
    assert (tiny.pixels(row[2]) == tiny.pixels(row[0])).all()
    assert (tiny.pixels(row[3]) == tiny.pixels(row[0])).all()
