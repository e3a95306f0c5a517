"""A tiny project with a network that has learnt two steps, and a model where one is wanted."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.app.tiny_project import make_project
from workbench.jobs import CancelToken, Event, Job
from workbench.operations import fine_tune, pretrain
from workbench.operations.run_settings import Pretrain
from workbench.project import Label, Project, SetLabels

NUM = 24


def events(job: Job) -> list[Event]:
    """Run a job here and now."""
    return list(job.body(CancelToken()))


def label(project: Path, names: dict[str, str]) -> None:
    """Label files by name."""
    with Project(project, write=True) as opened:
        ids = {sample.file: sample.id for sample in opened.samples.all()}
        labels = tuple((ids[file], Label(value=(name,))) for file, name in names.items())
        opened.apply(SetLabels(labels=labels), "Label")


def make_trained(folder: Path, labels: dict[str, str] | None = None) -> Path:
    """A project with an encoder; with a probe too where labels are given."""
    project = make_project(folder, NUM)
    events(pretrain.job(Pretrain(project=project, encoder="small_residual", steps=2, batch=8, device="cpu")))
    if labels:
        label(project, labels)
        events(fine_tune.job(fine_tune.FineTune(project=project, mode="probe", minutes=0.05, device="cpu")))
    return project


def copy_of(made: Path, folder: Path) -> Path:
    """A copy of a project to change; its data folder stays the same."""
    return Path(shutil.copytree(made, folder / "copy"))


def files(project: Path, kinds: Sequence[str] = ("a", "b")) -> list[str]:
    """The project's files in order."""
    with Project(project) as opened:
        return [s.file for s in opened.samples.usable() if s.file[0] in kinds]
