"""What a run starts from or imitates: an earlier run, or weights on this computer."""

from __future__ import annotations

from pathlib import Path

from workbench.engine import checkpoint
from workbench.engine.encoders import Encoder, EncoderSpec
from workbench.jobs import UserError
from workbench.project import Project


def kind_of(project: Project, start: str) -> EncoderSpec:
    """Which network a start is, without reading all of it; raises `UserError`."""
    folder = _own_folder(project, start)
    return checkpoint.load_encoder(folder or Path(start)).encoder.spec


def encoder_from(project: Project, start: str, spec: EncoderSpec) -> Encoder:
    """The network of a start, for samples as `spec` says; raises `UserError` where it does not fit."""
    folder = _own_folder(project, start)
    encoder = checkpoint.load_encoder(folder or Path(start)).encoder
    _check(encoder.spec, spec)
    return encoder


def teacher_from(project: Project, start: str) -> Encoder:
    """The network to imitate, at the size it was made for."""
    return encoder_from(project, start, kind_of(project, start))


def _own_folder(project: Project, start: str) -> Path | None:
    """The folder of an encoder of ours that a start names: a run, a folder, or a file in it."""
    run_folder = project.run_folder(start)
    if run_folder.is_dir():
        return run_folder
    path = Path(start)
    folder = path if path.is_dir() else path.parent
    return folder if (folder / checkpoint.DESCRIPTION).is_file() else None


def _check(have: EncoderSpec, need: EncoderSpec) -> None:
    if have != need:
        raise UserError(
            "Training cannot go on from those weights.",
            f"They are for {have.name} at {have.size} px with {have.channels} channels;"
            f" this run needs {need.name} at {need.size} px with {need.channels}.",
            "Choose the encoder and the picture size to fit, or start anew.",
        )
