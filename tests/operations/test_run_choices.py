from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.projects import copied, quick
from tests.running import asked_at, refusal, run
from workbench.jobs import CancelToken, Measured, Request, Saved
from workbench.operations import pretrain, recommend, run_choices
from workbench.operations.run_settings import FILE, RunSettings
from workbench.project import Project, files

_RUN = "0001-simclr"


def _settings(project: Path) -> RunSettings:
    return RunSettings.load(project / "runs" / _RUN)


def test_without_a_budget_it_takes_five_minutes_and_says_so(
    imported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_choices, "_MOST_CALIBRATION_SECONDS", 0.0)
    project = copied(imported, tmp_path)
    asked_at(pretrain.job(quick(project, None)), lambda event: isinstance(event, Measured))
    assert _settings(project).minutes == recommend.DEFAULT_MINUTES


def test_a_number_of_steps_is_no_matter_of_minutes(imported: Path, tmp_path: Path) -> None:
    project = copied(imported, tmp_path)
    run(pretrain.job(quick(project, 1)))
    assert (_settings(project).steps, _settings(project).minutes) == (1, None)


def test_a_run_of_a_device_that_is_gone_goes_on_elsewhere_when_told_to(trained: Path, tmp_path: Path) -> None:
    project = copied(trained, tmp_path)
    path = project / "runs" / _RUN / FILE
    files.write_json(path, files.read_json(path) | {"device": "cuda:99"})
    more = replace(quick(project, 1), resume=_RUN)
    assert "cannot be used" in str(refusal(pretrain.job(replace(more, device="auto"))))
    run(pretrain.job(more))


def test_a_run_that_was_let_go_of_can_be_taken_up(imported: Path, tmp_path: Path) -> None:
    project = copied(imported, tmp_path)
    arguments = replace(quick(project, 50), checkpoint_seconds=0.0)
    events = pretrain.job(arguments).body(CancelToken())
    while not isinstance(next(events), Saved):
        pass
    events.close()  # type: ignore[attr-defined]
    with Project(project) as opened:
        assert pretrain.unfinished(opened) == _RUN


@pytest.mark.parametrize("request_", [Request.STOP, Request.DISCARD])
def test_a_stop_while_the_speed_is_measured_leaves_no_run(
    request_: Request, imported: Path, tmp_path: Path
) -> None:
    project = copied(imported, tmp_path)
    arguments = replace(quick(project, None), minutes=1.0)
    asked_at(
        pretrain.job(arguments),
        lambda event: getattr(event, "phase", "") == "Measuring the speed",
        request_,
    )
    assert not list((project / "runs").iterdir())
