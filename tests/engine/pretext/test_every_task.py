"""What every registered pretext task promises. A new task is held to it without a line here."""

from __future__ import annotations

import dataclasses
import importlib
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.engine import tiny
from workbench.engine import settings as setting
from workbench.engine.contracts import Cell, PicturePreview, SoundPreview, VideoPreview
from workbench.engine.modalities import modalities
from workbench.engine.pretext import PretextTask, pretext_tasks
from workbench.jobs import CancelToken, Request

pytestmark = pytest.mark.parametrize("name", pretext_tasks.names())


_TAKEN = {
    *("loss", "spread", "rank", "rank_share", "alignment", "uniformity", "agreement"),
    *("head_spread", "first_head_spread", "learning_rate", "samples_per_second", "memory_mb"),
}
"""What the watcher and the trainer call their own numbers, which lie beside a task's."""


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
        assert batch.generator is not None
        batch.generator.manual_seed(0)  # what is asked belongs to the batch
        loss = task(batch).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        task.after_step(0.5)
        losses.append(loss.item())
    assert (losses[-1] < 0.5 * losses[0]) == task_class.overfits_one_batch, losses


def test_the_same_seed_gives_the_same_loss(name: str) -> None:
    losses = []
    for seed in (1, 1, 2):
        task = tiny.make_task(name, seed=seed)
        losses.append(task(tiny.random_batch(name)).loss)
    assert torch.equal(losses[0], losses[1])
    assert not torch.equal(losses[0], losses[2])


def test_who_else_draws_from_the_global_generator_changes_nothing(name: str) -> None:
    alone, beside = tiny.make_trainer(name), tiny.make_trainer(name)
    for module in (beside.task, beside.task.encoder):
        module.register_forward_pre_hook(_draw_elsewhere)
    for _ in range(2):
        alone.try_step()
        beside.try_step()
    assert tiny.same(alone.state_dict()["task"], beside.state_dict()["task"])


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
    for module in (encoder, *encoder.children()):  # tasks about texts run its network themselves
        module.register_forward_hook(lambda *_: token.ask(Request.STOP))
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
            loss = task(tiny.random_batch(name)).loss
            loss.backward()
            assert loss.isfinite(), f"{field.name} {limit}"


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
def test_it_trains_on_any_number_of_channels_or_says_why_not(name: str, channels: int) -> None:
    task = tiny.make_task(name, channels=channels)
    refused = task.refusal(task.encoder, task.settings)
    assert refused.endswith(".") or task(tiny.random_batch(name, channels=channels)).loss.isfinite()
    assert not refused or channels != 3


@pytest.mark.parametrize("channels", [1, 3, 5])
@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("trained", [False, True])
def test_its_preview_draws_any_number_of_samples_and_channels(
    name: str, number: int, channels: int, trained: bool
) -> None:
    task = tiny.make_task(name, channels=channels).eval()
    with torch.no_grad():
        rows = task.preview(tiny.random_batch(name, number, channels), trained=trained).rows
    assert len(rows) == number
    for cell in (cell for row in rows for cell in row):
        assert cell.caption
        if isinstance(cell, PicturePreview):
            assert cell.pixels.ndim == 3
            assert cell.pixels.shape[2] == 3
        elif isinstance(cell, SoundPreview):
            assert cell.spectrogram.ndim == 2
            assert cell.hidden.shape in ((0, 0), cell.spectrogram.shape)
        elif isinstance(cell, VideoPreview):
            assert cell.frames.ndim == 4
            assert cell.frames.shape[3] == 3
        else:
            assert cell.spans


def test_its_preview_leaves_the_network_as_it_was(name: str) -> None:
    task = tiny.make_task(name)
    before = {key: value.clone() for key, value in task.state_dict().items()}
    with torch.no_grad():
        task.eval().preview(tiny.random_batch(name), trained=True)
    assert tiny.same(before, dict(task.state_dict()))


def test_its_preview_shows_the_same_samples_the_same_way_each_time(name: str) -> None:
    task, batch = tiny.make_task(name).eval(), tiny.random_batch(name)
    with torch.no_grad():
        first, second = task.preview(batch, trained=True), task.preview(batch, trained=True)
    for one, other in zip(sum(first.rows, ()), sum(second.rows, ()), strict=True):
        assert _contents(one) == _contents(other)


def test_its_preview_draws_from_no_generator_that_training_uses(name: str) -> None:
    task, batch = tiny.make_task(name).eval(), tiny.random_batch(name)
    assert batch.generator is not None
    before = torch.get_rng_state(), batch.generator.get_state()
    with torch.no_grad():
        task.preview(batch, trained=True)
    assert torch.equal(torch.get_rng_state(), before[0])
    assert torch.equal(batch.generator.get_state(), before[1])


def test_its_measures_are_among_its_metrics(name: str, task_class: type[PretextTask]) -> None:
    metrics = tiny.make_task(name)(tiny.random_batch(name)).metrics
    for measure in task_class.measures:
        assert measure.name in metrics
        assert not measure.baseline or measure.baseline in metrics
        assert measure.help.endswith(".")


def test_none_of_its_numbers_has_a_name_that_is_taken(name: str, task_class: type[PretextTask]) -> None:
    metrics = tiny.make_task(name)(tiny.random_batch(name)).metrics
    assert not _TAKEN & {*metrics, *(measure.name for measure in task_class.measures)}


def test_its_remedy_is_allowed_and_says_what_it_changes(name: str, task_class: type[PretextTask]) -> None:
    remedy = task_class.remedy(task_class.Settings())
    for field in setting.describe(task_class.Settings):
        setting.check(field, getattr(remedy.settings, field.name))
    assert remedy.sentence.endswith(".")
    assert task_class.refusal(tiny.make_task(name).encoder, remedy.settings) == ""
    assert 0 < remedy.rate_factor <= 1


def test_it_takes_its_smallest_encoder_and_any_samples(name: str, task_class: type[PretextTask]) -> None:
    task = tiny.make_task(name)
    assert task_class.refusal(task.encoder, task.settings) == ""
    caution = task_class.caution(tiny.random_batch(name).samples)
    assert caution == "" or caution.endswith(".")


def test_the_guide_has_a_page_about_it(name: str) -> None:
    text = (
        files("workbench").joinpath("resources", "guide", "tasks", f"{name}.md").read_text(encoding="utf-8")
    )
    assert len(text.split()) >= 80


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


def _contents(cell: Cell) -> list[object]:
    """All that a cell holds, so that two can be compared."""
    values = [getattr(cell, field.name) for field in dataclasses.fields(cell)]
    return [value.tobytes() if isinstance(value, np.ndarray) else value for value in values]


def _draw_elsewhere(*_: object) -> None:
    """What another job does meanwhile, in a thread of its own."""
    torch.rand(3)
