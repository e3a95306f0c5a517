"""Trying several tasks for a moment each, on real runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from tests.operations.conftest import LABELS
from tests.projects import copied, label
from tests.running import asked_at, outcome, refusal, result
from workbench.engine.faults import DivergedError, OutOfMemoryError
from workbench.engine.monitors.verdict import Verdict
from workbench.engine.trainer import Trainer
from workbench.jobs import Advanced, CancelToken, Event, PhaseStarted, UserError
from workbench.operations import pilot, pilot_verdict, run_choices
from workbench.operations.pilot import Pilot, PilotResult, PilotRow
from workbench.operations.pilot_verdict import Tried, decided
from workbench.operations.run_settings import RunSettings
from workbench.project import Project

_MOMENT = 0.005


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_choices, "_MOST_CALIBRATION_SECONDS", 0.0)
    monkeypatch.setattr(pilot_verdict, "_FEWEST_STEPS", 1)


@pytest.fixture
def project(imported: Path, tmp_path: Path) -> Path:
    return copied(imported, tmp_path)


def _pilot(project: Path, *tasks: str) -> Pilot:
    return Pilot(project=project, tasks=tasks, minutes=_MOMENT, device="cpu")


def test_without_labels_the_order_that_was_measured_before_decides(project: Path) -> None:
    done = result(pilot.job(_pilot(project, "autoencoder", "simclr")), PilotResult)
    assert [row.task for row in done.rows] == ["autoencoder", "simclr"]
    assert done.chosen == "autoencoder"  # the first named; nothing else can tell them apart
    assert "without labels" in done.sentence
    assert all(row.score is None and row.steps > 0 for row in done.rows)


def test_with_labels_each_has_a_score_of_held_out_labels(project: Path) -> None:
    label(project, LABELS)
    done = result(pilot.job(_pilot(project, "simclr", "autoencoder")), PilotResult)
    for row in done.rows:
        assert row.score is not None
        assert row.low is not None
        assert row.high is not None
        assert 0 <= row.low <= row.score <= row.high <= 1


def test_a_collapsed_task_is_out_and_it_says_so(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "workbench.engine.monitors.record.Record.verdict",
        lambda *_, **__: Verdict(word="collapsed", sentence="Collapsed: all the same."),
    )
    done = result(pilot.job(_pilot(project, "simclr")), PilotResult)
    assert done.rows[0].vetoed
    assert done.chosen == ""
    assert "collapsed and is out" in done.sentence


def test_a_try_of_a_few_steps_decides_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pilot_verdict, "_FEWEST_STEPS", 1000)
    done = result(pilot.job(_pilot(project, "autoencoder", "simclr")), PilotResult)
    assert done.chosen == "autoencoder"
    assert done.sentence.startswith("Too short to try anything")


def _tried(task: str, right: NDArray[np.bool_] | None = None) -> Tried:
    row = PilotRow(
        task=task, title=task.title(), steps=1, samples_per_second=1.0, rank_share=0.5, agreement=0.5,
        verdict="learning", vetoed=False, score=None if right is None else float(right.mean()), low=0.0,
        high=1.0, reason="",
    )  # fmt: skip
    return Tried(row=row, right=right)


def test_what_is_clearly_better_on_labels_takes_the_first_ones_place_in_plain_words() -> None:
    tried = [_tried("first", np.arange(40) % 2 == 0), _tried("second", np.ones(40, bool))]
    found = decided(tried, by_labels=True)
    assert found.chosen == "second"
    assert "a simple classifier on what it learnt gets 100 % of your held-out labels right" in found.sentence
    assert "each class counting alike" in found.sentence
    assert decided(tried[::-1], by_labels=True).chosen == "second"


@pytest.mark.parametrize(
    ("tasks", "standing"),
    [
        (("simclr", "masked"), "comes first in the order measured on other sets"),
        (("masked", "simclr"), "was named first"),
    ],
)
def test_the_order_of_other_sets_is_only_named_where_it_decided(
    tasks: tuple[str, ...], standing: str
) -> None:
    assert standing in decided([_tried(task) for task in tasks], by_labels=False).sentence


@pytest.mark.parametrize(
    ("error", "verdict", "words"),
    [
        (OutOfMemoryError, "memory", "did not fit the memory and is out"),
        (DivergedError, "diverged", "went out of all bounds and is out"),
    ],
)
def test_a_candidate_that_fails_is_out_and_the_others_are_kept(
    project: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception], verdict: str, words: str
) -> None:
    whole = Trainer.run

    def run(trainer: Trainer, deadline_seconds: float | None = None) -> Iterator[Event]:
        if trainer.task.name == "autoencoder":
            raise error
        yield from whole(trainer, deadline_seconds)

    monkeypatch.setattr(Trainer, "run", run)
    done = result(pilot.job(_pilot(project, "simclr", "autoencoder")), PilotResult)
    assert [row.vetoed for row in done.rows] == [False, True]
    assert done.rows[1].verdict == verdict
    assert done.chosen == "simclr"
    assert words in done.sentence


def test_what_cannot_be_trained_is_said_before_anything_is(project: Path) -> None:
    events: list[Event] = []
    with pytest.raises(UserError, match="needs a network to imitate"):
        events.extend(pilot.job(_pilot(project, "simclr", "distil")).body(CancelToken()))
    assert not any(isinstance(event, PhaseStarted) for event in events)


def test_a_candidate_is_let_go_of_when_the_trial_is_left(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[str] = []
    monkeypatch.setattr(Trainer, "close", lambda trainer: closed.append(trainer.task.name))
    events = pilot.job(_pilot(project, "simclr")).body(CancelToken())
    while not isinstance(next(events), Advanced):
        pass
    events.close()  # type: ignore[attr-defined]
    assert closed == ["simclr"]


def test_each_candidate_may_choose_its_number_of_threads_anew(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def measured(_: object, settings: RunSettings, *__: object) -> RunSettings:
        seen.append(torch.get_num_threads())
        torch.set_num_threads(1)
        return replace(settings, steps=1)

    monkeypatch.setattr(run_choices, "measured", measured)
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        result(pilot.job(_pilot(project, "simclr", "autoencoder")), PilotResult)
        assert seen == [2, 2]
    finally:
        torch.set_num_threads(before)


def test_more_than_four_are_refused(project: Path) -> None:
    assert "too many" in refusal(pilot.job(_pilot(project, *["simclr"] * 5))).what


def test_nothing_is_left_of_it(project: Path) -> None:
    result(pilot.job(_pilot(project, "simclr")), PilotResult)
    with Project(project) as opened:
        assert opened.runs.all() == []
    assert not list((project / "runs").iterdir())


def test_a_stop_ends_with_what_was_tried_so_far(project: Path) -> None:
    events = asked_at(pilot.job(_pilot(project, "simclr", "autoencoder")), lambda e: isinstance(e, Advanced))
    done = outcome(events, PilotResult)
    assert done.rows == ()
    assert done.sentence == "Nothing was tried to its end."
