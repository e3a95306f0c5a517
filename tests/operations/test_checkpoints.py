"""A disk that refuses while a run is learning costs nothing that was saved before."""

from __future__ import annotations

import dataclasses
import errno
import json
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import torch

from tests.projects import copied, quick
from tests.running import outcome, refusal, run
from workbench.engine import checkpoint
from workbench.jobs import CancelToken, Event, Measured, Notice, Saved, UserError
from workbench.operations import pretrain
from workbench.operations.pretrain import Pretrain, PretrainResult
from workbench.operations.run_files import METRICS, RunFiles
from workbench.operations.run_settings import RunSettings
from workbench.project import Project

_replace = os.replace
_RUN = "0001-simclr"


@pytest.fixture
def project(tmp_path: Path, imported: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sixteen pictures; a checkpoint after every step."""
    plan = vars(RunSettings)["plan"].fget
    often = property(lambda settings: dataclasses.replace(plan(settings), checkpoint_seconds=0))
    monkeypatch.setattr(RunSettings, "plan", often)
    return copied(imported, tmp_path)


@pytest.fixture
def fill_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From the call on, the disk has no room for one more checkpoint."""

    def full(source: Path, target: Path) -> None:
        if target.name != checkpoint.STATE:
            return _replace(source, target)
        monkeypatch.setattr(os, "replace", _replace)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return lambda: monkeypatch.setattr(os, "replace", full)


def saved_step(project: Path) -> int:
    """The step that the state on disk is of."""
    state = checkpoint.load_state(project / "runs" / _RUN, torch.device("cpu"))
    return -1 if state is None else int(state["step"])


def test_a_full_disk_at_a_checkpoint_is_told_and_learning_goes_on(
    project: Path, fill_disk: Callable[[], None]
) -> None:
    events: list[Event] = []
    for event in pretrain.job(quick(project, 5)).body(CancelToken()):
        events.append(event)
        if isinstance(event, Saved) and event.step == 2:
            fill_disk()
    (notice,) = [event for event in events if isinstance(event, Notice) and event.level == "bad"]
    assert "No space left on device" in notice.text
    assert "Learning goes on" in notice.text
    assert [event.step for event in events if isinstance(event, Saved)] == [1, 2, 4, 5]
    assert outcome(events, PretrainResult).steps == 5


def test_the_checkpoint_before_a_full_disk_is_whole(project: Path, fill_disk: Callable[[], None]) -> None:
    steps = []
    for event in pretrain.job(quick(project, 4)).body(CancelToken()):
        if isinstance(event, Saved) and event.step == 2:
            fill_disk()
        if isinstance(event, Notice):
            steps.append(saved_step(project))
    assert steps == [2]
    assert not list((project / "runs" / _RUN).glob("*.tmp"))


def test_a_disk_that_is_full_at_the_end_is_said_and_the_run_can_be_taken_up(
    project: Path, fill_disk: Callable[[], None]
) -> None:
    job = pretrain.job(quick(project, 3))

    def to_the_end() -> None:
        for event in job.body(CancelToken()):
            if isinstance(event, Saved) and event.step == 3:
                fill_disk()

    with pytest.raises(UserError, match=r"state\.pt could not be saved .* Make room"):
        to_the_end()
    events = run(pretrain.job(Pretrain(project=project, resume=_RUN)))
    assert outcome(events, PretrainResult).state == "finished"


def test_measurements_are_whole_after_a_disk_was_full_in_the_middle_of_a_line(tmp_path: Path) -> None:
    files = RunFiles(tmp_path)
    files.note(Measured(step=1, values={"loss": 1.0}))
    files.flush()
    size = (tmp_path / METRICS).stat().st_size
    for step in (2, 3):
        files.note(Measured(step=step, values={"loss": 1.0 / step}))
    with files_of_at_most(size + 10), pytest.raises(OSError, match="too large"):
        files.flush()
    assert len(list(files.lines())) == 1
    files.flush()
    assert [json.loads(line)["step"] for line in files.lines()] == [1, 2, 3]


def test_a_last_measurement_cut_off_by_a_kill_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / METRICS).write_text('{"step": 1, "loss": 2.0}\n{"step": 2, "lo', encoding="utf-8")
    assert RunFiles(tmp_path).column("loss") == [2.0]


def test_measurements_after_the_checkpoint_are_dropped_when_a_run_is_taken_up(tmp_path: Path) -> None:
    files = RunFiles(tmp_path)
    for step in (1, 2, 3):
        files.note(Measured(step=step, values={"loss": float(step)}))
    files.flush()
    files.forget_after(2)
    assert files.column("loss") == [1.0, 2.0]


@pytest.mark.parametrize("name", ["settings.json", "state.pt", "samples.npy"])
def test_a_run_with_a_damaged_file_is_refused_in_words(tmp_path: Path, trained: Path, name: str) -> None:
    project = copied(trained, tmp_path)
    (project / "runs" / _RUN / name).write_bytes(b"{")
    error = refusal(pretrain.job(Pretrain(project=project, resume=_RUN)))
    assert "cannot be read" in error.what
    with Project(project) as opened:
        assert [found.state for found in opened.runs.all()] == ["finished"]


@contextmanager
def files_of_at_most(num_bytes: int) -> Iterator[None]:
    """Writing beyond that size fails, as on a full disk, half-way through."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (num_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
