from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch

from tests.engine import tiny
from workbench.engine.contracts import UInt8Array
from workbench.engine.monitors.looked import Looked
from workbench.engine.monitors.watcher import Watcher
from workbench.engine.pretext import PretextTask
from workbench.jobs import CancelToken, Measured, Request, Stopped

_IDS = np.arange(0, 400, 2)
_MODALITY = tiny.modality_of("simclr")
_LAYOUT = tiny.small_layout(_MODALITY)


@pytest.fixture(scope="module")
def rows() -> UInt8Array:
    return tiny.random_rows(_LAYOUT, 400)


@pytest.fixture
def watcher(rows: UInt8Array) -> Watcher:
    return _watcher(rows)


@pytest.fixture
def task() -> PretextTask:
    return tiny.make_task("simclr")


def _watcher(
    rows: UInt8Array,
    *,
    token: CancelToken | None = None,
    seed: int = 0,
    clock: Callable[[], float] = lambda: 0.0,
) -> Watcher:
    return Watcher(
        modality=_MODALITY, gather=lambda places: rows[places], rows=_IDS, layout=_LAYOUT,
        view_settings=_MODALITY.default_views(_LAYOUT), seed=seed, device=tiny.CPU,
        token=token or CancelToken(), clock=clock,
    )  # fmt: skip


def _slow_clock(seconds: float) -> Callable[[], float]:
    """Moves on by so much each time it is read."""
    ticks = iter(range(10**6))
    return lambda: next(ticks) * seconds


def _same(first: Looked, second: Looked) -> bool:
    return first.values == second.values and first.strip == second.strip


def test_it_measures_the_encoder_on_samples_of_the_run(watcher: Watcher, task: PretextTask) -> None:
    looked = watcher.look(task, 0, progress=0.0)
    assert set(looked.values) == {"spread", "rank", "rank_share", "alignment", "uniformity", "agreement"}
    assert looked.num_samples == 200
    assert {sample for row in looked.strip for sample in row} <= set(_IDS.tolist())


def test_the_strip_is_six_samples_each_with_its_five_nearest(watcher: Watcher, task: PretextTask) -> None:
    strip = watcher.look(task, 0, progress=0.0).strip
    assert [len(row) for row in strip] == [6] * 6
    assert len({row[0] for row in strip}) == 6
    assert all(row[0] not in row[1:] for row in strip)


def test_the_strip_shows_what_the_encoder_finds_alike(rows: UInt8Array, task: PretextTask) -> None:
    twins = rows.copy()
    twins[200:] = rows[:200]  # each sample has its copy 200 further on
    for first, nearest, *_ in _watcher(twins).look(task, 0, progress=0.0).strip:
        assert abs(first - nearest) == 200


def test_a_second_look_at_the_same_network_sees_the_same(watcher: Watcher, task: PretextTask) -> None:
    assert _same(watcher.look(task, 0, progress=0.0), watcher.look(task, 0, progress=0.0))


def test_a_network_that_learnt_looks_different(watcher: Watcher) -> None:
    trainer = tiny.make_trainer()
    before = watcher.look(trainer.task, 0, progress=0.0)
    for _ in range(3):
        trainer.try_step()
    assert not _same(before, watcher.look(trainer.task, 3, progress=1.0))


def test_another_seed_chooses_other_samples_to_show(rows: UInt8Array, task: PretextTask) -> None:
    many = np.concatenate([rows, rows])
    views = [
        Watcher(
            modality=_MODALITY, gather=lambda places: many[places], rows=np.arange(800), layout=_LAYOUT,
            view_settings=_MODALITY.default_views(_LAYOUT), seed=seed, device=tiny.CPU, token=CancelToken(),
            clock=lambda: 0.0,
        ).look(task, 0, progress=0.0)
        for seed in (0, 1)
    ]  # fmt: skip
    assert views[0].num_samples == views[1].num_samples == 512
    assert views[0].strip != views[1].strip


def test_training_is_left_as_it_was(watcher: Watcher, task: PretextTask) -> None:
    task.train()
    task.encoder.stages[0].eval()  # type: ignore[union-attr, index]
    before = {key: value.clone() for key, value in task.state_dict().items()}
    modes = [module.training for module in task.modules()]
    watcher.look(task, 1, progress=0.5)
    assert tiny.same(before, dict(task.state_dict()))
    assert [module.training for module in task.modules()] == modes


def test_a_run_that_is_watched_learns_exactly_what_it_would_have(watcher: Watcher) -> None:
    alone, watched = tiny.make_trainer(), tiny.make_trainer()
    for step in range(3):
        alone.try_step()
        watched.try_step()
        watcher.look(watched.task, step + 1, progress=0.5)
    assert tiny.same(alone.state_dict()["task"], watched.state_dict()["task"])


def test_it_draws_from_no_generator_that_training_uses(watcher: Watcher, task: PretextTask) -> None:
    torch.manual_seed(7)
    expected = torch.rand(1)
    torch.manual_seed(7)
    watcher.look(task, 1, progress=0.5)
    assert torch.equal(torch.rand(1), expected)


def test_it_shows_what_a_task_answers_on_four_samples(watcher: Watcher) -> None:
    preview = watcher.look(tiny.make_task("autoencoder"), 1, progress=0.5).preview
    assert preview is not None
    assert len(preview.rows) == 4


@pytest.mark.parametrize("name", ["missing_words", "next_word"])
def test_it_shows_what_a_task_about_texts_answers_too(name: str) -> None:
    modality = tiny.modality_of(name)
    layout = tiny.small_layout(modality)
    texts = tiny.random_rows(layout, 20)
    watcher = Watcher(
        modality=modality, gather=lambda places: texts[places], rows=np.arange(20), layout=layout,
        view_settings=modality.default_views(layout), seed=0, device=tiny.CPU, token=CancelToken(),
    )  # fmt: skip
    preview = watcher.look(tiny.make_task(name), 1, progress=0.5).preview
    assert preview is not None
    assert [len(row) for row in preview.rows] == [3] * 4


def test_a_task_that_compares_views_has_nothing_to_show(watcher: Watcher, task: PretextTask) -> None:
    assert watcher.look(task, 1, progress=0.5).preview is None


def test_a_stop_inside_a_look_ends_it_and_leaves_the_task_ready(rows: UInt8Array, task: PretextTask) -> None:
    token = CancelToken()
    watcher = _watcher(rows, token=token)
    hook = task.encoder.register_forward_hook(lambda *_: token.ask(Request.STOP))
    with pytest.raises(Stopped):
        watcher.look(task, 1, progress=0.5)
    hook.remove()
    assert task.training
    assert all(not module._forward_hooks for module in task.modules())


def test_a_stop_before_the_samples_are_ready_ends_it_too(rows: UInt8Array, task: PretextTask) -> None:
    token = CancelToken()
    token.ask(Request.STOP)
    with pytest.raises(Stopped):
        _watcher(rows, token=token).look(task, 1, progress=0.5)


def test_a_slow_network_is_looked_at_with_fewer_samples_and_always_the_same(
    rows: UInt8Array, task: PretextTask
) -> None:
    watcher = _watcher(rows, clock=_slow_clock(1.0))
    first = watcher.look(task, 0, progress=0.0)
    assert first.num_samples == 96
    assert _same(first, watcher.look(task, 0, progress=0.0))


def test_a_run_taken_up_again_is_seen_with_the_same_samples(rows: UInt8Array, task: PretextTask) -> None:
    slow = _watcher(rows, clock=_slow_clock(1.0))
    first = slow.look(task, 0, progress=0.0)
    resumed = _watcher(rows)
    resumed.restore([first])
    again = resumed.look(task, 0, progress=0.0)
    assert again.num_samples == 96
    assert again.strip == first.strip
    assert again.values["rank"] == pytest.approx(first.values["rank"])


def test_it_wants_to_look_at_once_and_then_after_a_while(rows: UInt8Array, task: PretextTask) -> None:
    watcher = _watcher(rows)
    assert watcher.due(100.0, 0)
    watcher.look(task, 0, progress=0.0)
    assert not watcher.due(100.0, 0)
    assert watcher.due(100.0, 10)


def test_the_verdict_comes_with_the_look(rows: UInt8Array, task: PretextTask) -> None:
    watcher = _watcher(rows)
    looked = watcher.look(task, 0, progress=0.0)
    for step in range(1, 6):
        watcher.note(Measured(step=step, values={"loss": 9.0 - step, "spread": 0.9 if step < 3 else 0.01}))
        looked = watcher.look(task, step, progress=step / 5)
    assert looked.verdict.word == "collapsed"
    assert looked.values["head_spread"] == 0.01


@pytest.mark.parametrize("number", [1, 3, 7])
def test_few_samples_are_looked_at_too(rows: UInt8Array, task: PretextTask, number: int) -> None:
    watcher = Watcher(
        modality=_MODALITY, gather=lambda places: rows[places], rows=_IDS[:number], layout=_LAYOUT,
        view_settings=_MODALITY.default_views(_LAYOUT), seed=0, device=tiny.CPU, token=CancelToken(),
    )  # fmt: skip
    looked = watcher.look(task, 1, progress=0.5)
    assert len(looked.strip) == min(6, number)
    assert all(np.isfinite(value) for value in looked.values.values())


def test_a_network_whose_weights_are_no_numbers_is_seen_as_broken(
    watcher: Watcher, task: PretextTask
) -> None:
    torch.nn.init.constant_(next(task.encoder.parameters()), torch.nan)
    looked = watcher.look(task, 5, progress=0.5)
    assert looked.verdict.word == "collapsed"
    assert "no longer a number" in looked.verdict.sentence
