"""Small real projects for tests of operations and verbs."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from tests.running import result
from workbench.operations import import_folder
from workbench.operations.import_folder import ImportFolder, ImportResult, NewProject
from workbench.operations.run_settings import Pretrain
from workbench.project import Label, Project, Role, SetLabels, SetRoles


def new_project(folder: Path, data: Path, *, reserve_percent: float = 0.0) -> Path:
    """Import a folder of pictures; the project's folder."""
    arguments = NewProject(folder=folder, data=data, reserve_percent=reserve_percent)
    return result(import_folder.new_job(arguments), ImportResult).project


def refresh(project: Path, data: Path | None = None, *, reduced: tuple[str, ...] = ()) -> ImportResult:
    """Bring a project up to date with its folder."""
    return result(import_folder.job(ImportFolder(project=project, data=data, reduced=reduced)), ImportResult)


def quick(
    project: Path, steps: int | None = 3, *, seed: int = 0, settings: Mapping[str, str] | None = None
) -> Pretrain:
    """The shortest pretraining there is: the smallest network, few steps of few pictures."""
    return Pretrain(
        project=project, steps=steps, batch=8, encoder="small_residual", device="cpu", seed=seed,
        settings=tuple((settings or {}).items()),
    )  # fmt: skip


def copied(project: Path, folder: Path) -> Path:
    """A copy of a project to change; it reads the same data folder."""
    return Path(shutil.copytree(project, folder / "project"))


def label(project: Path, labels: Mapping[str, str]) -> None:
    """Label files by their names."""
    with Project(project, write=True) as opened:
        ids = ids_of(opened)
        pairs = tuple((ids[file], Label(value=(name,))) for file, name in labels.items())
        opened.apply(SetLabels(labels=pairs), "Label")


def set_role(project: Path, role: Role, *files: str) -> None:
    """Move files to the pool, the check set or the reserve."""
    with Project(project, write=True) as opened:
        ids = ids_of(opened)
        opened.apply(SetRoles(roles=tuple((ids[file], role) for file in files)), "Set roles")


def ids_of(project: Project) -> dict[str, int]:
    """File -> sample, refused ones too."""
    return {sample.file: sample.id for sample in project.samples.all()}


def labels_of(project: Path) -> dict[str, str]:
    """File -> label, also of files that are missing."""
    with Project(project) as opened:
        files = {sample.id: sample.file for sample in opened.samples.all()}
        return {files[sample]: label.name for sample, label in opened.labels.all().items()}


def usable(project: Path) -> list[str]:
    """The files that can be learnt from, in order."""
    with Project(project) as opened:
        return [sample.file for sample in opened.samples.usable(("pool", "check", "reserve"))]
