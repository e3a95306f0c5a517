"""Trying several tasks for a moment each, on real runs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.operations.conftest import LABELS
from tests.projects import copied, label
from tests.running import asked_at, outcome, refusal, result
from workbench.engine.monitors.verdict import Verdict
from workbench.jobs import Advanced
from workbench.operations import pilot, run_choices
from workbench.operations.pilot import Pilot, PilotResult
from workbench.project import Project

_MOMENT = 0.005


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_choices, "_MOST_CALIBRATION_SECONDS", 0.0)


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


def test_a_probe_that_is_clearly_better_takes_the_first_ones_place() -> None:
    good, bad = np.ones(40, bool), np.arange(40) % 2 == 0
    rows = [
        pilot.PilotRow(
            task=name, title=name.title(), steps=1, samples_per_second=1.0, rank_share=0.5, agreement=0.5,
            verdict="learning", vetoed=False, score=float(right.mean()), low=0.0, high=1.0, reason="",
        )
        for name, right in (("first", bad), ("second", good))
    ]  # fmt: skip
    tried = [pilot._Tried(row=row, right=right) for row, right in zip(rows, (bad, good), strict=True)]
    decided = pilot._decided(tried, True)
    assert decided.chosen == "second"
    assert "right 100 %" in decided.sentence
    assert pilot._decided(tried[::-1], True).chosen == "second"


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
