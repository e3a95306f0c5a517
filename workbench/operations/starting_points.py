"""What a run starts from or imitates: an earlier run, or weights on this computer."""

from __future__ import annotations

import json
from pathlib import Path

import torch

from workbench.engine import weights
from workbench.engine.encoders import Encoder, EncoderSpec
from workbench.engine.modalities import modalities
from workbench.jobs import UserError
from workbench.operations.run_settings import RunSettings, named_task
from workbench.project import Project, Run


def kind_of(project: Project, start: str) -> EncoderSpec:
    """Which network a new run would start from; raises `UserError` when it is none, or was deleted."""
    path = _path(project, start, deleted=False)
    if not path.exists():
        known = ", ".join(run.name for run in project.runs.all()) or "none"
        raise UserError(
            f"There is nothing called {start} to start from.",
            f"It is no run of this project (there are: {known}) and no file or folder on this computer.",
            "Name a run, or choose a weights file.",
        )
    found = weights.identify(path)
    own = project.description.modality
    if found.modality != own:
        theirs, ours = modalities.get(found.modality).plural, modalities.get(own).plural
        raise UserError(
            f"{path.name} cannot be the start here.",
            f"It is a network for {theirs}, and this project holds {ours}.",
            f"Choose a network for {ours}, or start anew.",
        )
    return found.spec


def check_room(project: Project, start: str, task: str, device: torch.device) -> str:
    """Raise `UserError` where a task's start does not fit into memory; a word of care where it is tight.

    Nothing of it is read. `task` may be "", where the program proposes one: those train their start.
    """
    is_trained = not (task and named_task(task).learns_from_teacher)
    return weights.check_room(_path(project, start, deleted=False), device, is_trained=is_trained)


def called(spec: EncoderSpec) -> str:
    """What a network is called: one from elsewhere by the name of its kind, such as "bert"."""
    return str(json.loads(spec.config).get("model_type", spec.name)) if spec.config else spec.name


def encoder_from(project: Project, start: str, spec: EncoderSpec) -> Encoder:
    """The network of a run's start, for samples as `spec` says; raises `UserError` where it does not fit.

    A start that was deleted since is found until it is removed for good: a run can be taken up again.
    """
    return weights.load_start(_path(project, start, deleted=True), spec)


def teacher_from(project: Project, start: str) -> Encoder:
    """The network to imitate, at the size it was made for; found as by `encoder_from`."""
    return encoder_from(project, start, weights.identify(_path(project, start, deleted=True)).spec)


def needed(project: Project) -> dict[str, str]:
    """Runs that a run with steps left to do starts from or imitates: name -> the run that needs it."""
    names = {run.name for run in project.runs.all(deleted=True)}
    found = {}
    for run in project.runs.all():
        start = _start_of(project, run) if run.can_go_on else ""
        if start in names:
            found[start] = run.name
    return found


def _start_of(project: Project, run: Run) -> str:
    try:
        return RunSettings.load(project.run_folder(run.name)).start
    except UserError:
        return ""


def _path(project: Project, start: str, *, deleted: bool) -> Path:
    """A run's folder, or else a file or folder on this computer, absolute."""
    if project.runs.get(start, deleted=deleted) is not None:
        return project.run_folder(start)
    return Path(start).expanduser().resolve()
