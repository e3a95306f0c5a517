"""Encoders and training state on disk: written beside and renamed, read without pickles."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import safetensors.torch
import torch

from workbench.engine.contracts import Layout
from workbench.engine.encoders import Encoder, EncoderSpec, build
from workbench.jobs import UserError

WEIGHTS = "encoder.safetensors"
DESCRIPTION = "encoder.json"
STATE = "state.pt"
GOOD = "good.pt"
"""The last state that a later look found healthy."""
_TEMPORARY = ".{name}.{process}.tmp"
# What reading damaged bytes raises, by torch, safetensors, json and the building of an encoder.
_DAMAGE = (
    OSError, EOFError, RuntimeError, ValueError, TypeError, LookupError, AttributeError,
    pickle.UnpicklingError, safetensors.SafetensorError,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedEncoder:
    """An encoder read from disk, with what its samples must look like."""

    encoder: Encoder
    layout: Layout
    modality: str


def save_encoder(folder: Path, encoder: Encoder, *, layout: Layout, modality: str) -> None:
    """Write encoder.json, then encoder.safetensors; each is whole at any moment. Raises OSError.

    In this order, because who finds weights expects their description beside them.
    """
    description = {
        "spec": asdict(encoder.spec),
        "layout": {"shape": list(layout.shape), "dtype": layout.dtype},
        "modality": modality,
        "width": encoder.width,
        "is_causal": encoder.is_causal,
    }
    weights = {name: tensor.detach().cpu().contiguous() for name, tensor in encoder.state_dict().items()}
    text = json.dumps(description, indent=2)
    replace(folder / DESCRIPTION, lambda path: _write_text(path, text))
    replace(folder / WEIGHTS, lambda path: safetensors.torch.save_file(weights, path))


def save_native(folder: Path, encoder: Encoder) -> None:
    """Write the encoder for other programs too, in a folder with its library's name. Raises OSError.

    The folder is whole or as it was before; nothing is written for an encoder without such a format.
    """
    if not encoder.native:
        return
    target = folder / encoder.native
    temporary = target.with_name(_TEMPORARY.format(name=target.name, process=os.getpid()))
    shutil.rmtree(temporary, ignore_errors=True)
    try:
        temporary.mkdir()
        encoder.save_native(temporary)
        shutil.rmtree(target, ignore_errors=True)
        os.replace(temporary, target)
    except (RuntimeError, safetensors.SafetensorError) as error:
        raise OSError(str(error)) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def load_encoder(folder: Path) -> SavedEncoder:
    """The encoder of a run or model folder, on the CPU and in evaluation mode.

    Raises `UserError` when it is missing or damaged.
    """
    try:
        description = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
        encoder = build(EncoderSpec(**description["spec"]))
        encoder.load_state_dict(safetensors.torch.load_file(folder / WEIGHTS))
        layout = Layout(shape=tuple(description["layout"]["shape"]), dtype=description["layout"]["dtype"])
        return SavedEncoder(encoder=encoder.eval(), layout=layout, modality=description["modality"])
    except _DAMAGE as error:
        raise UserError(
            f"The encoder in {folder} cannot be read.",
            f"{type(error).__name__}: {error}",
            "Choose another run, or pretrain again.",
        ) from error


def load_layout(folder: Path) -> Layout:
    """What the samples of a run's or model's encoder look like, without reading its weights.

    Raises `UserError` when the description is missing or damaged.
    """
    try:
        data = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))["layout"]
        return Layout(shape=tuple(data["shape"]), dtype=data["dtype"])
    except _DAMAGE as error:
        raise UserError(
            f"The encoder in {folder} cannot be read.",
            f"{type(error).__name__}: {error}",
            "Choose another run, or pretrain again.",
        ) from error


def save_state(folder: Path, state: Mapping[str, Any]) -> None:
    """Write the training state whole or not at all. Raises OSError."""
    replace(folder / STATE, lambda path: torch.save(dict(state), path))


def keep_good(folder: Path) -> None:
    """Keep the present state as the one to go back to, whatever is saved after it. Raises OSError."""
    state = folder / STATE
    if state.exists():
        replace(folder / GOOD, lambda path: _link_or_copy(state, path))


def load_state(folder: Path, device: torch.device, name: str = STATE) -> dict[str, Any] | None:
    """The last training state of a run; None before its first checkpoint.

    name: `GOOD` for the last healthy one. Raises `UserError` when it is damaged.
    """
    path = folder / name
    if not path.exists():
        return None
    try:
        if not zipfile.is_zipfile(path):  # torch would try the bare pickles of its first versions
            raise ValueError("the file is damaged")
        state: dict[str, Any] = torch.load(path, map_location=device, weights_only=True)
    except _DAMAGE as error:
        raise UserError(
            f"The saved state of {folder.name} cannot be read.",
            f"{type(error).__name__}: {error}".split("\n")[0],
            "Start a new run.",
        ) from error
    return state


def sweep(folder: Path) -> None:
    """Remove what a killed program left half written; nobody else may be writing there."""
    for leftover in folder.glob(_TEMPORARY.format(name="*", process="*")):
        if leftover.is_dir():
            shutil.rmtree(leftover, ignore_errors=True)
        else:
            leftover.unlink(missing_ok=True)


def replace(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a file beside `path`, flush it, and rename it over `path`. Raises OSError."""
    temporary = path.with_name(_TEMPORARY.format(name=path.name, process=os.getpid()))
    try:
        write(temporary)
        with temporary.open("rb+") as stream:
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except (RuntimeError, safetensors.SafetensorError) as error:  # how torch and Rust say "disk full"
        raise OSError(str(error)) from error
    finally:
        temporary.unlink(missing_ok=True)


def _link_or_copy(source: Path, target: Path) -> None:
    """A second name for the same bytes, or a copy where the disk knows no links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
