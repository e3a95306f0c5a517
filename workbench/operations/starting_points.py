"""What a run starts from or imitates: an earlier run, or weights on this computer."""

from __future__ import annotations

from pathlib import Path

from workbench.engine import weights
from workbench.engine.encoders import Encoder, EncoderSpec
from workbench.project import Project


def kind_of(project: Project, start: str) -> EncoderSpec:
    """Which network a start is; raises `UserError` when it is none."""
    return weights.identify(_path(project, start)).spec


def encoder_from(project: Project, start: str, spec: EncoderSpec) -> Encoder:
    """The network of a start, for samples as `spec` says; raises `UserError` where it does not fit."""
    return weights.load_start(_path(project, start), spec)


def teacher_from(project: Project, start: str) -> Encoder:
    """The network to imitate, at the size it was made for."""
    return encoder_from(project, start, kind_of(project, start))


def _path(project: Project, start: str) -> Path:
    """A run's folder, or else a file or folder on this computer."""
    return Path(start) if project.runs.get(start) is None else project.run_folder(start)
