"""The program as a shell starts it: help without torch, Ctrl-C, two processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.cli.conftest import QUICK, Journey, say
from tests.pictures import draw_many
from tests.processes import LIMIT_SECONDS, started

_HELP = """
import sys
from typer.main import get_command
from typer.testing import CliRunner
from workbench.cli import app
verbs = list(get_command(app).commands)
for verb in verbs:
    done = CliRunner().invoke(app, [verb, "--help"])
    assert done.exit_code == 0, verb
    assert "--json" in done.stdout, verb
print(*verbs)
assert not {"torch", "numpy", "PySide6", "sklearn"} & set(sys.modules), "help loads too much"
"""
_LONG = ("--steps", "100000", *QUICK, "--json")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Eight pictures, nothing learnt."""
    draw_many(tmp_path / "data", 8)
    assert say("new", tmp_path / "project", "--data", tmp_path / "data").status == 0
    return tmp_path / "project"


def program(*words: object) -> AbstractContextManager[subprocess.Popen[str]]:
    """Start a verb as a shell does."""
    return started([sys.executable, "-m", "workbench", *map(str, words)])


def wait_for(process: subprocess.Popen[str], event: str) -> None:
    """Read its lines up to the first of that event."""
    assert process.stdout is not None
    for line in process.stdout:
        if json.loads(line)["event"] == event:
            return
    raise AssertionError(f"there was no {event}: {process.communicate(timeout=LIMIT_SECONDS)[1]}")


def test_every_verb_explains_itself_without_loading_torch() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _HELP], capture_output=True, text=True, check=False, timeout=LIMIT_SECONDS
    )
    assert done.returncode == 0, done.stderr
    assert {"scan", "new", "pretrain", "fine-tune", "predict", "demo"} <= set(done.stdout.split())


def test_a_run_that_is_interrupted_is_kept_and_can_be_taken_up(project: Path) -> None:
    with program("pretrain", project, *_LONG) as process:
        wait_for(process, "measured")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=LIMIT_SECONDS)
    last = json.loads(out.splitlines()[-1])
    assert (process.returncode, last["event"], last["state"]) == (130, "finished", "stopped")
    assert "what is usable is kept" in err
    again = say("pretrain", project, "--resume", last["run"], "--steps", 1, "--json")
    assert (again.status, again.last["steps"]) == (0, last["steps"] + 1)


def test_a_second_process_is_told_who_writes_and_readers_are_let_in(project: Path) -> None:
    with program("pretrain", project, *_LONG) as process:
        wait_for(process, "measured")
        second = say("refresh", project, "--json")
        reader = say("info", project, "--json")
    assert second.status == 1
    assert f"Process {process.pid} on" in second.last["why"]
    assert (reader.status, reader.last["runs"][0]["state"]) == (0, "running")


def test_the_exit_status_reaches_the_shell(tmp_path: Path) -> None:
    with program("info", tmp_path / "nowhere") as process:
        _, err = process.communicate(timeout=LIMIT_SECONDS)
    assert process.returncode == 1
    assert err == (
        f"{tmp_path / 'nowhere'} is not a project. There is no project.json in it."
        " Open another folder, or make a project with `workbench new`.\n"
    )


def test_a_verb_is_a_verb_where_a_folder_has_its_name(tmp_path: Path) -> None:
    (tmp_path / "tasks").mkdir()
    place = os.environ | {"PYTHONPATH": str(Path.cwd()), "QT_QPA_PLATFORM": "none"}
    command = [sys.executable, "-m", "workbench", "tasks"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False, env=place, timeout=LIMIT_SECONDS
    )
    assert done.returncode == 0, done.stderr
    assert "\nsimclr: " in done.stdout


def test_the_journey_left_the_data_folder_as_it_was(journey: Journey) -> None:
    assert len(list(journey.data.iterdir())) == 18
