"""What helps a run through bad moments, on real runs of a few steps."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.projects import copied, quick
from tests.running import outcome, refusal, result, run
from workbench.engine import checkpoint
from workbench.engine.encoders.small_residual import SmallResidual
from workbench.engine.monitors.looked import Collapsing, Looked
from workbench.engine.monitors.verdict import Verdict
from workbench.engine.monitors.watcher import Watcher
from workbench.engine.trainer import Trainer
from workbench.jobs import CancelToken, Event, Measured, Notice, Request
from workbench.operations import pretrain
from workbench.operations.pretrain import PretrainResult
from workbench.operations.run_files import RunFiles
from workbench.operations.run_settings import Pretrain, RunSettings

_RUN = "0001-simclr"


@pytest.fixture
def project(imported: Path, tmp_path: Path) -> Path:
    return copied(imported, tmp_path)


def _settings(project: Path) -> RunSettings:
    return RunSettings.load(project / "runs" / _RUN)


def _notices(events: list[Event]) -> list[str]:
    return [event.text for event in events if isinstance(event, Notice)]


def _encoding(monkeypatch: pytest.MonkeyPatch, change: Callable[[torch.Tensor, int], torch.Tensor]) -> None:
    """Let `change` see each batch that the network trains on, and how many it has seen."""
    encode, count = SmallResidual.encode, 0

    def changed(self: SmallResidual, samples: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        nonlocal count
        if torch.is_grad_enabled():
            count += 1
            samples = change(samples, count)
        return encode(self, samples)

    monkeypatch.setattr(SmallResidual, "encode", changed)


def _no_room_above(batch: int) -> Callable[[torch.Tensor, int], torch.Tensor]:
    def check(samples: torch.Tensor, count: int) -> torch.Tensor:
        if len(samples) > 2 * batch:
            raise torch.OutOfMemoryError("out of memory")
        return samples

    return check


def test_a_step_that_does_not_fit_the_memory_makes_the_batch_smaller_and_says_so(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _encoding(monkeypatch, _no_room_above(4))
    events = run(pretrain.job(quick(project, 3)))
    assert any("did not fit the memory" in text for text in _notices(events))
    assert outcome(events, PretrainResult).steps == 3
    assert _settings(project).batch == 4


def test_where_no_batch_fits_it_says_what_to_do(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _encoding(monkeypatch, _no_room_above(0))
    error = refusal(pretrain.job(quick(project, 3)))
    assert error.what == "There is too little memory to learn with."
    assert "smaller" in error.todo


def test_a_loss_that_is_no_number_is_met_by_a_lower_rate(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _encoding(monkeypatch, lambda samples, count: samples * (float("nan") if count == 3 else 1))
    events = run(pretrain.job(dataclasses.replace(quick(project, 6), checkpoint_seconds=0.0)))
    done = outcome(events, PretrainResult)
    assert done.steps == 6
    assert done.happened == ("The loss was no longer a number at step 3. The learning rate is halved.",)
    losses = [event.values["loss"] for event in events if isinstance(event, Measured)]
    assert all(loss == loss for loss in losses)


def test_a_loss_that_never_is_a_number_fails_in_words(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _encoding(monkeypatch, lambda samples, count: samples * (float("nan") if count > 3 else 1))
    rates: list[float] = []
    slow_down = Trainer.slow_down

    def noted(self: Trainer, peak_rate: float) -> None:
        slow_down(self, peak_rate)
        rates.append(self.schedule.peak_rate)

    monkeypatch.setattr(Trainer, "slow_down", noted)
    arguments = dataclasses.replace(quick(project, 6), checkpoint_seconds=0.0)
    assert refusal(pretrain.job(arguments)).what == "Learning failed."
    first = rates[0]
    assert rates == pytest.approx([first, first / 2, first / 4, first / 8])


def _collapsed_at(
    monkeypatch: pytest.MonkeyPatch,
    is_collapsed: Callable[[int], bool],
    is_doubtful: Callable[[int], bool] = lambda step: False,
) -> None:
    """Let the watch look at every step, and find the network collapsed, or doubtful, at some."""
    look = Watcher.look

    def seen(self: Watcher, task: Any, step: int, **more: Any) -> Looked:
        looked = look(self, task, step, **more)
        if is_collapsed(step):
            verdict = Verdict(word="collapsed", sentence="Collapsed: all the same.")
            return dataclasses.replace(looked, verdict=verdict, doubtful=True)
        well = Verdict(word="learning", sentence="Learning: well.")
        return dataclasses.replace(looked, verdict=well, doubtful=is_doubtful(step))

    monkeypatch.setattr(Watcher, "look", seen)
    monkeypatch.setattr(Watcher, "due", lambda *_: True)


def test_a_collapse_without_anybody_to_ask_is_met_by_the_remedy_once(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    _collapsed_at(monkeypatch, lambda step: step == 4 and not seen and not seen.append(step))  # type: ignore[func-returns-value]
    events = run(pretrain.job(dataclasses.replace(quick(project, 6), checkpoint_seconds=0.0)))
    done = outcome(events, PretrainResult)
    assert (done.steps, done.verdict, done.state) == (6, "learning", "finished")
    assert done.happened[0].startswith("It collapsed at step 4.")
    assert _settings(project).task_settings["temperature"] == 0.5


@pytest.mark.parametrize("task", ["vicreg", "byol", "dino", "autoencoder"])
def test_the_remedy_is_tried_once_whatever_the_task(
    project: Path, monkeypatch: pytest.MonkeyPatch, task: str
) -> None:
    _collapsed_at(monkeypatch, lambda step: step >= 4)
    arguments = dataclasses.replace(quick(project, 8), task=task, checkpoint_seconds=0.0)
    events = run(pretrain.job(arguments))
    assert sum(isinstance(event, Collapsing) for event in events) == 2
    assert outcome(events, PretrainResult).state == "collapsed"


def test_a_remedy_that_gives_the_task_other_parts_keeps_the_encoder(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    _collapsed_at(monkeypatch, lambda step: step == 4 and not seen and not seen.append(step))  # type: ignore[func-returns-value]
    without = quick(project, 6, settings={"stop_gradient": "no"})
    arguments = dataclasses.replace(without, task="byol", checkpoint_seconds=0.0)
    done = outcome(run(pretrain.job(arguments)), PretrainResult)
    assert (done.steps, done.verdict) == (6, "learning")
    settings = RunSettings.load(project / "runs" / "0001-byol")
    assert settings.task_settings["stop_gradient"] is True


def test_a_state_is_good_only_when_a_later_look_saw_nothing_wrong(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _collapsed_at(monkeypatch, lambda step: False, lambda step: step >= 3)
    run(pretrain.job(dataclasses.replace(quick(project, 6), checkpoint_seconds=0.0)))
    good = checkpoint.load_state(project / "runs" / _RUN, torch.device("cpu"), checkpoint.GOOD)
    assert good is not None
    assert good["step"] == 1  # the look after step 2 was the last that saw nothing


def test_after_a_remedy_the_abandoned_course_is_nowhere_on_disk(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _collapsed_at(monkeypatch, lambda step: step == 4)
    arguments = dataclasses.replace(quick(project, 8), checkpoint_seconds=0.0, asks=True)
    token, kept = CancelToken(), None
    for event in pretrain.job(arguments).body(token):
        if isinstance(event, Collapsing):
            kept = event.kept_step
            threading.Timer(0.05, token.reply, ["remedy"]).start()
        if isinstance(event, Notice) and event.text.startswith("It collapsed"):
            token.ask(Request.STOP)
            state = checkpoint.load_state(project / "runs" / _RUN, torch.device("cpu"))
            assert state is not None
            assert state["step"] == kept


def test_a_person_is_told_which_good_state_there_is(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _collapsed_at(monkeypatch, lambda step: step >= 4)
    (asked,) = [e for e in _answering(project, "ignore") if isinstance(e, Collapsing)]
    assert asked.kept_step in (1, 2)


def test_a_second_collapse_ends_the_run_with_the_last_good_state(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _collapsed_at(monkeypatch, lambda step: step >= 4)
    done = result(
        pretrain.job(dataclasses.replace(quick(project, 8), checkpoint_seconds=0.0)), PretrainResult
    )
    assert (done.verdict, done.state) == ("collapsed", "collapsed")
    assert 0 < done.steps < 4
    checkpoint.load_encoder(project / "runs" / _RUN)


def _answering(project: Path, reply: str) -> list[Event]:
    """A run of eight steps whose collapse somebody answers."""
    arguments = dataclasses.replace(quick(project, 8), checkpoint_seconds=0.0, asks=True)
    token, events = CancelToken(), list[Event]()
    for event in pretrain.job(arguments).body(token):
        events.append(event)
        if isinstance(event, Collapsing):
            assert token.paused
            threading.Timer(0.05, token.reply, [reply]).start()
    return events


def test_a_person_may_go_on_regardless(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _collapsed_at(monkeypatch, lambda step: step >= 4)
    events = _answering(project, "ignore")
    assert sum(isinstance(event, Collapsing) for event in events) == 1
    assert outcome(events, PretrainResult).steps == 8


def test_a_person_may_stop_and_keep_the_last_good_state(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _collapsed_at(monkeypatch, lambda step: step >= 4)
    assert outcome(_answering(project, "stop"), PretrainResult).steps < 4


def test_a_person_may_try_the_remedy_again_and_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times: list[int] = []
    _collapsed_at(monkeypatch, lambda step: step == 4 and len(times) < 2 and not times.append(step))  # type: ignore[func-returns-value]
    events = _answering(project, "remedy")
    assert sum(isinstance(event, Collapsing) for event in events) == 2
    assert outcome(events, PretrainResult).steps == 8


def test_a_stop_while_it_waits_for_an_answer_ends_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _collapsed_at(monkeypatch, lambda step: step >= 4)
    token, events = CancelToken(), list[Event]()
    arguments = dataclasses.replace(quick(project, 8), checkpoint_seconds=0.0, asks=True)
    for event in pretrain.job(arguments).body(token):
        events.append(event)
        if isinstance(event, Collapsing):
            token.ask(Request.STOP)
    done = outcome(events, PretrainResult)
    assert (done.state, done.steps) == ("stopped", 4)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"batch": 10_000}, "A batch of 10,000 cannot be filled."),
        ({"batch": 1}, "A batch of 1 is too small."),
        ({"settings": (("temperature", "-0.1"),)}, "The setting temperature cannot be -0.1."),
        ({"learning_rate": float("nan")}, "The learning rate cannot be nan."),
        ({"learning_rate": 9.0}, "The learning rate cannot be 9."),
        ({"matters": ("smell",)}, "Nothing is known of 'smell' that could matter."),
    ],
)
def test_what_cannot_be_trained_is_said_before_anything_is_read(
    project: Path, change: dict[str, Any], words: str
) -> None:
    arguments: Pretrain = dataclasses.replace(quick(project, 3), **change)
    assert refusal(pretrain.job(arguments)).what == words
    assert not (project / "runs" / _RUN).exists()


def test_what_matters_is_frozen_in_the_settings(project: Path) -> None:
    run(pretrain.job(dataclasses.replace(quick(project, 1), matters=("colour", "orientation"))))
    views = _settings(project).view_settings
    assert (views["colour_probability"], views["flip_probability"]) == (0.0, 0.0)


def test_every_look_is_written_down(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Watcher, "due", lambda *_: True)
    events = run(pretrain.job(quick(project, 3)))
    looks = RunFiles(project / "runs" / _RUN).looks()
    seen = [event for event in events if isinstance(event, Looked)]
    assert [look.step for look in looks] == [event.step for event in seen]
    assert [look.verdict for look in looks] == [event.verdict for event in seen]
