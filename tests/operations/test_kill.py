"""`kill -9` at any moment: nothing is lost that the person had seen saved."""

from __future__ import annotations

import json
import random
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from tests.operations.labelling import nth_edit
from tests.processes import started
from tests.projects import copied, quick
from tests.running import run
from workbench.engine import checkpoint
from workbench.operations import pretrain
from workbench.operations.run_files import RunFiles
from workbench.operations.run_settings import FILE, RunSettings
from workbench.project import Label, Project

_STEPS = 120
_MOST_LINES = 40
_KILLS = 5
_SOAK = range(1, 41)
_PATTERNS = ("metrics.jsonl", ".state.pt.*", "", ".encoder.safetensors.*", ".encoder.json.*")
"""What is being written when the program is killed, in some order; "": whatever it was doing."""
_ROOT = Path(__file__).parents[2]

Curve = dict[int, tuple[float, float, float]]
_seeds = pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.soak) for seed in _SOAK)])
"""Five kills each: once in the suite, forty times more in `make soak`."""


def _killed_after(num_lines: int, *arguments: str, written: tuple[Path, str] | None = None) -> list[str]:
    """Start a program and kill it once it has printed so many lines, or then writes such a file.

    Gives all whole lines it printed.
    """
    with started([sys.executable, "-m", *arguments], cwd=_ROOT) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        lines = [process.stdout.readline() for _ in range(num_lines)]
        if written:
            before = _sizes(*written)
            while process.poll() is None and not _sizes(*written) - before:
                pass
        process.kill()
        lines += process.stdout.readlines()
        errors = process.stderr.read()
    assert any(lines), errors
    return [line for line in lines if line.endswith("\n")]


def _sizes(folder: Path, pattern: str) -> set[tuple[Path, int]]:
    """The files that are there, and how large they are now."""
    found = set()
    for path in folder.glob(pattern):
        with suppress(FileNotFoundError):  # renamed meanwhile
            found.add((path, path.stat().st_size))
    return found


def _curve(run_files: RunFiles) -> Curve:
    """Loss, spread and learning rate by step, as the run's file has them."""
    lines = [json.loads(line) for line in run_files.lines()]
    assert [line["step"] for line in lines] == list(range(1, len(lines) + 1))
    return {line["step"]: (line["loss"], line["spread"], line["learning_rate"]) for line in lines}


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, imported: Path) -> Curve:
    """The curve of a run that nobody killed."""
    project = copied(imported, tmp_path_factory.mktemp("undisturbed"))
    run(pretrain.job(quick(project, _STEPS)))
    return _curve(RunFiles(project / "runs" / "0001-simclr"))


def _may_be_taken_up(project: Path) -> list[str]:
    return sorted(path.parent.name for path in (project / "runs").glob(f"*/{FILE}"))


def _train_and_kill(project: Path, num_lines: int, pattern: str) -> list[str]:
    """Start the run, or go on with it; every step is followed by a checkpoint."""
    runs = _may_be_taken_up(project)
    how = (
        ["--resume", runs[-1]]
        if runs
        else ["--steps", str(_STEPS), "--batch", "8", "--encoder", "small_residual", "--device", "cpu"]
    )
    options = [*how, "--checkpoint-seconds", "0", "--json"]
    written = (project / "runs", f"*/{pattern}") if pattern else None
    return _killed_after(num_lines, "workbench", "pretrain", str(project), *options, written=written)


def _check_what_is_left(project: Path, printed: list[str], undisturbed: Curve) -> None:
    """Every file reads, nothing that was said to be saved is missing, and the curve is the same so far."""
    events = [json.loads(line) for line in printed]
    for event in events:
        if event["event"] == "measured":
            assert event["values"]["loss"] == undisturbed[event["step"]][0]
    saved = max((event["step"] for event in events if event["event"] == "saved"), default=0)
    for name in _may_be_taken_up(project):
        folder = project / "runs" / name
        state = checkpoint.load_state(folder, torch.device("cpu"))
        assert (0 if state is None else state["step"]) >= saved
        RunSettings.load(folder)
        assert len(RunFiles(folder).samples())
        if (folder / checkpoint.WEIGHTS).exists():
            checkpoint.load_encoder(folder)
        curve = _curve(RunFiles(folder))
        assert len(curve) >= saved
        assert curve == {step: undisturbed[step] for step in curve}


@_seeds
def test_training_goes_on_with_the_same_curve_after_any_kill(
    seed: int, imported: Path, undisturbed: Curve, tmp_path: Path
) -> None:
    dice, project = random.Random(seed), copied(imported, tmp_path)
    for pattern in dice.sample(_PATTERNS, _KILLS):
        printed = _train_and_kill(project, dice.randint(1, _MOST_LINES), pattern)
        _check_what_is_left(project, printed, undisturbed)
    name = _may_be_taken_up(project)[-1]
    run(pretrain.job(replace(quick(project, None), resume=name)))
    assert _curve(RunFiles(project / "runs" / name)) == undisturbed
    assert not list((project / "runs").rglob("*.tmp"))


def _replayed(number: int, samples: list[int]) -> dict[int, str]:
    """The labels after so many edits."""
    labels: dict[int, Label | None] = {}
    for edit in range(number):
        labels.update(nth_edit(edit, samples))
    return {sample: label.name for sample, label in labels.items() if label}


def _names(project: Project) -> dict[int, str]:
    return {sample: label.name for sample, label in project.labels.all().items()}


@_seeds
def test_every_label_that_was_seen_saved_is_there_after_any_kill(
    seed: int, imported: Path, tmp_path: Path
) -> None:
    dice, project, saved = random.Random(seed), copied(imported, tmp_path), 0
    for _ in range(_KILLS):
        printed = _killed_after(dice.randint(1, 60), "tests.operations.labelling", str(project), str(saved))
        with Project(project, write=True) as opened:
            samples = opened.samples.usable_ids()
            # The last one may have been saved without a chance to say so.
            seen = int(printed[-1]) + 1
            saved = next(n for n in (seen, seen + 1) if _names(opened) == _replayed(n, samples))
            opened.undo()
            assert _names(opened) == _replayed(saved - 1, samples)
            opened.redo()
            assert _names(opened) == _replayed(saved, samples)


def test_after_a_kill_all_labelling_can_be_undone(imported: Path, tmp_path: Path) -> None:
    project = copied(imported, tmp_path)
    _killed_after(30, "tests.operations.labelling", str(project), "0")
    with Project(project, write=True) as opened:
        undone = 0
        while opened.undo() is not None:
            undone += 1
        assert undone >= 30
        assert opened.labels.all() == {}
