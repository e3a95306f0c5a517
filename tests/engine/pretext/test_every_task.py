"""What every registered pretext task promises. A new task is held to it without a line here."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
import torch

from tests.engine import tiny
from workbench.engine import settings as setting
from workbench.engine.modalities import modalities
from workbench.engine.pretext import PretextTask, pretext_tasks
from workbench.jobs import CancelToken, Request

pytestmark = pytest.mark.parametrize("name", pretext_tasks.names())


@pytest.fixture
def task_class(name: str) -> type[PretextTask]:
    return pretext_tasks.get(name)


def test_its_loss_is_one_finite_number_that_can_be_lowered(name: str) -> None:
    loss = tiny.make_task(name)(tiny.random_batch(name)).loss
    assert loss.shape == ()
    assert loss.dtype == torch.float32
    assert loss.isfinite()
    assert loss.requires_grad


def test_its_measures_are_finite_numbers_without_a_gradient(name: str) -> None:
    output = tiny.make_task(name)(tiny.random_batch(name))
    assert all(value.shape == () and value.isfinite() for value in output.metrics.values())
    assert not any(value.requires_grad for value in output.metrics.values())


def test_its_embeddings_for_the_monitors_are_one_row_a_view_at_least(name: str) -> None:
    embeddings = tiny.make_task(name)(tiny.random_batch(name)).embeddings
    assert embeddings.ndim == 2
    assert len(embeddings) >= 6
    assert not embeddings.requires_grad


def test_gradients_reach_every_trained_parameter(name: str) -> None:
    task = tiny.make_task(name)
    task(tiny.random_batch(name)).loss.backward()
    trained = {key: value for key, value in task.named_parameters() if value.requires_grad}
    unreached = [key for key, value in trained.items() if value.grad is None or not value.grad.any()]
    assert trained
    assert not unreached


def test_it_learns_one_batch_by_heart_or_says_that_it_cannot(
    name: str, task_class: type[PretextTask]
) -> None:
    task, batch = tiny.make_task(name), tiny.random_batch(name)
    optimizer = torch.optim.AdamW(task.parameters(), lr=2e-3)
    losses = []
    for _ in range(30):
        loss = task(batch).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        task.after_step(0.5)
        losses.append(loss.item())
    assert (losses[-1] < 0.5 * losses[0]) == task_class.overfits_one_batch, losses


def test_the_same_seed_gives_the_same_loss(name: str) -> None:
    batch = tiny.random_batch(name)
    losses = []
    for seed in (1, 1, 2):
        task = tiny.make_task(name, seed=seed)
        torch.manual_seed(seed)
        losses.append(task(batch).loss)
    assert torch.equal(losses[0], losses[1])
    assert not torch.equal(losses[0], losses[2])


def test_its_state_saved_half_way_goes_on_bit_for_bit(name: str) -> None:
    whole, half = tiny.make_trainer(name), tiny.make_trainer(name)
    half.try_step()
    half.try_step()
    resumed = tiny.make_trainer(name)
    resumed.load_state_dict(tiny.saved(half))
    for _ in range(4):
        whole.try_step()
    for _ in range(2):
        resumed.try_step()
    assert tiny.same(whole.state_dict()["task"], resumed.state_dict()["task"])


def test_a_stop_inside_its_step_undoes_the_step(name: str) -> None:
    token = CancelToken()
    trainer = tiny.make_trainer(name, token=token)
    trainer.try_step()
    before = tiny.saved(trainer)
    encoder = trainer.task.encoder
    encoder.register_forward_hook(lambda *_: token.ask(Request.STOP))
    with trainer.watching():
        assert not trainer.try_step()
    assert tiny.same(before, tiny.saved(trainer))


def test_it_bears_its_smallest_batch(name: str, task_class: type[PretextTask]) -> None:
    batch = tiny.random_batch(name, number=task_class.smallest_batch)
    assert tiny.make_task(name)(batch).loss.isfinite()


@pytest.mark.parametrize("end", ["low", "high"])
def test_it_bears_both_ends_of_every_range(name: str, task_class: type[PretextTask], end: str) -> None:
    for field in setting.describe(task_class.Settings):
        limit = getattr(field.info, end)
        if field.type in (int, float) and limit is not None:
            settings = task_class.Settings(**{field.name: field.type(limit)})
            task = tiny.make_task(name, settings=settings)
            assert task(tiny.random_batch(name)).loss.isfinite(), f"{field.name} {limit}"


def test_every_setting_says_what_it_is_and_which_values_it_takes(
    name: str, task_class: type[PretextTask]
) -> None:
    for field in setting.describe(task_class.Settings):
        info = field.info
        assert info.label[0].isupper()
        assert info.help.endswith("."), field.name
        assert field.type in (bool, int, float, str)
        if field.type in (int, float):
            assert info.low is not None
            assert info.high is not None
            assert info.low < info.high
        if field.type is str:
            assert info.choices


def test_every_default_is_allowed(name: str, task_class: type[PretextTask]) -> None:
    for field in setting.describe(task_class.Settings):
        setting.check(field, field.default)
        assert isinstance(field.default, field.type)


@pytest.mark.parametrize("channels", [1, 3, 5])
@pytest.mark.parametrize("number", [1, 3])
def test_its_preview_draws_any_number_of_samples_and_channels(name: str, number: int, channels: int) -> None:
    task = tiny.make_task(name, channels=channels).eval()
    with torch.no_grad():
        rows = task.preview(tiny.random_batch(name, number, channels)).rows
    assert len(rows) == number
    for picture in (picture for row in rows for picture in row):
        assert picture.pixels.ndim == 3
        assert picture.pixels.shape[2] == 3
        assert picture.caption


def test_its_preview_leaves_the_network_as_it_was(name: str) -> None:
    task = tiny.make_task(name)
    before = {key: value.clone() for key, value in task.state_dict().items()}
    with torch.no_grad():
        task.eval().preview(tiny.random_batch(name))
    assert tiny.same(before, dict(task.state_dict()))


def test_it_has_a_title_and_one_sentence(name: str, task_class: type[PretextTask]) -> None:
    assert task_class.title
    assert task_class.family
    assert task_class.summary.endswith(".")
    assert ". " not in task_class.summary
    assert "\n" not in task_class.summary


def test_its_name_is_that_of_its_file_and_its_test(name: str, task_class: type[PretextTask]) -> None:
    assert task_class.name == name
    assert task_class.__module__ == f"workbench.engine.pretext.{name}"
    assert Path(__file__).with_name(f"test_{name}.py").is_file()


def test_its_file_says_the_idea_and_the_source(name: str, task_class: type[PretextTask]) -> None:
    text = importlib.import_module(task_class.__module__).__doc__ or ""
    assert text.split("\n")[0].endswith((".", ":"))
    assert any(f"{century}" in text for century in ("19", "20")), "no paper with its year"


def test_it_is_for_kinds_of_data_that_exist(name: str, task_class: type[PretextTask]) -> None:
    assert task_class.modalities
    assert set(task_class.modalities) <= set(modalities.names())
