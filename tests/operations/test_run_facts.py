"""What a run came to, and what was chosen for it, read from its small files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.projects import copied
from tests.running import run
from workbench.operations import pretrain, run_facts
from workbench.operations.run_facts import RunFacts
from workbench.operations.run_files import LOOKS, METRICS
from workbench.operations.run_settings import Pretrain


@pytest.fixture
def folder(imported: Path, tmp_path: Path) -> Path:
    """The folder of a run of 4 steps with 8 pictures each."""
    project = copied(imported, tmp_path)
    arguments = Pretrain(project=project, task="simclr", steps=4, batch=8, size=32, encoder="small_residual")
    run(pretrain.job(arguments))
    return project / "runs" / "0001-simclr"


def test_the_facts_are_those_of_the_first_and_the_last_line(folder: Path) -> None:
    facts = run_facts.read(folder)
    looks = (folder / LOOKS).read_text(encoding="utf-8").splitlines()
    last = json.loads((folder / METRICS).read_text(encoding="utf-8").splitlines()[-1])
    assert (facts.size, facts.batch) == (32, 8)
    assert facts.agreement_before == json.loads(looks[0])["values"]["agreement"]
    assert facts.rank == json.loads(looks[-1])["values"]["rank"]
    assert facts.minutes == pytest.approx(4 * 8 / last["samples_per_second"] / 60)


def test_a_line_that_was_cut_off_is_passed_over(folder: Path) -> None:
    before = run_facts.read(folder)
    with (folder / METRICS).open("a", encoding="utf-8") as stream:
        stream.write('{"step": 5, "samp')
    assert run_facts.read(folder).minutes == before.minutes


def test_a_run_without_files_has_no_facts(tmp_path: Path) -> None:
    assert run_facts.read(tmp_path) == RunFacts()
