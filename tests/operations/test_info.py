"""What a project holds, in numbers, also while another process writes to it."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.operations.conftest import LABELS, NUM_PICTURES
from tests.processes import started
from tests.projects import copied, set_role
from workbench.operations.info import info
from workbench.project import Project

_WRITE = """
import sys
from pathlib import Path
from workbench.project import Project
with Project(Path(sys.argv[1]), write=True) as project:
    project.runs.add("simclr", "resnet18", 10)
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_samples_labels_classes_runs_and_models_are_counted(modelled: Path, tmp_path: Path) -> None:
    project = copied(modelled, tmp_path)
    set_role(project, "check", "a00.png")
    found = info(project)
    assert (found.samples, found.labels, found.check_labels) == (NUM_PICTURES, len(LABELS), 1)
    assert found.classes == {"red": 6, "blue": 6}
    assert [(run.run, run.task, run.state, run.steps) for run in found.runs] == [
        ("0001-simclr", "simclr", "finished", 3)
    ]
    assert [(m.mode, m.labels) for m in found.models] == [("classic", len(LABELS))]


def test_a_locked_project_can_be_read_and_its_run_is_running(imported: Path, tmp_path: Path) -> None:
    project = copied(imported, tmp_path)
    with started([sys.executable, "-c", _WRITE, str(project)]) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        found = info(project)
    assert (found.samples, [run.state for run in found.runs]) == (NUM_PICTURES, ["running"])


def test_a_run_whose_process_is_gone_is_stopped(imported: Path, tmp_path: Path) -> None:
    project = copied(imported, tmp_path)
    with Project(project, write=True) as opened:
        opened.runs.add("simclr", "resnet18", 10)
    assert [run.state for run in info(project).runs] == ["stopped"]
