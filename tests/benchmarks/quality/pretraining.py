"""One pretraining as a person gets it, through the program's own operations; taken up again when cut off."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import torch

from tests.benchmarks.quality.events import result
from tests.benchmarks.quality.ledger import Ledger, Row, Speed, Trained
from tests.benchmarks.quality.sets import LabelledSet
from workbench.engine.checkpoint import WEIGHTS
from workbench.jobs import CancelToken, Request
from workbench.operations import import_folder, pretrain, recommend
from workbench.operations.run_settings import RunSettings
from workbench.project import Project


def ensure_project(pictures: LabelledSet) -> Path:
    """The project of the set's train folder, imported once; no label ever enters it."""
    mark = pictures.work / "imported"
    if not mark.exists():
        shutil.rmtree(pictures.project, ignore_errors=True)
        new = import_folder.NewProject(
            folder=pictures.project, data=pictures.train, modality=pictures.modality
        )
        result(import_folder.run(new, CancelToken()))
        mark.touch()
    return pictures.project


def default_task(pictures: LabelledSet, minutes: float) -> str:
    """The task that the program recommends for the set."""
    with Project(ensure_project(pictures)) as project:
        return recommend.recommend(project, minutes, "cpu").task


def minutes_of(budget: str) -> float:
    """A budget's minutes, such as 3.0 of "3 min"."""
    return float(budget.removesuffix(" min"))


def budget_of(minutes: float) -> str:
    """How a budget is written in the table."""
    return f"{minutes:g} min"


def ensure_trained(pictures: LabelledSet, row: Row, done: Ledger[Trained], speed: Speed | None) -> Trained:
    """The row's run: as recorded, else taken up where it was cut off, else anew."""
    found = done.find(row)
    project = ensure_project(pictures)
    if found is not None and (project / "runs" / found.run / WEIGHTS).exists():
        return found
    started = time.monotonic()
    again = _cut_off(project, row, speed)
    if again:
        learn = pretrain.Pretrain(project=project, resume=again, device="cpu")
    elif speed is not None:
        torch.set_num_threads(min(speed.threads, torch.get_num_threads()))
        learn = pretrain.Pretrain(
            project=project, task=row.name, steps=speed.steps, encoder=speed.encoder, device="cpu",
            seed=row.seed,
        )  # fmt: skip
    else:
        minutes = minutes_of(row.budget)
        learn = pretrain.Pretrain(
            project=project, task=row.name, minutes=minutes, device="cpu", seed=row.seed
        )
    learnt = result(pretrain.run(learn, CancelToken()))
    assert isinstance(learnt, pretrain.PretrainResult)
    line = Trained(
        row=row, run=learnt.run, encoder=learnt.encoder, steps=learnt.steps,
        samples_per_second=learnt.samples_per_second, data_wait_fraction=learnt.data_wait_fraction,
        verdict=learnt.verdict, happened=" ".join(learnt.happened), seconds=time.monotonic() - started,
    )  # fmt: skip
    done.add(line)
    return line


def _cut_off(project: Path, row: Row, speed: Speed | None) -> str:
    """The latest run of this row that did not come to its end; "" when there is none."""
    with Project(project, write=True) as opened:
        name = pretrain.unfinished(opened)
        if not name:
            return ""
        settings = RunSettings.load(opened.run_folder(name))
    same_budget = settings.steps == speed.steps if speed else settings.minutes == minutes_of(row.budget)
    fits = settings.task == row.name and settings.seed == row.seed and same_budget
    return name if fits else ""


def measured_speed(pictures: LabelledSet, task: str, budget: str) -> Speed:
    """How many steps the program plans for that budget now; nothing is kept of the run."""
    token = CancelToken()
    learn = pretrain.Pretrain(
        project=ensure_project(pictures), task=task, minutes=minutes_of(budget), device="cpu"
    )
    before = torch.get_num_threads()
    found: Speed | None = None
    for event in pretrain.run(learn, token):
        if isinstance(event, pretrain.RunStarted):
            found = Speed(
                set=pictures.name, task=task, budget=budget, encoder=event.encoder, steps=event.steps,
                threads=torch.get_num_threads(),
            )  # fmt: skip
            token.ask(Request.DISCARD)
    assert found is not None, f"{task} did not start ({before} threads, load {os.getloadavg()})"
    return found
