"""Reading the named numbers of a weights file, and never more: no object is made, no code is run."""

from __future__ import annotations

import json
import pickle
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import safetensors.torch
import torch
from safetensors import SafetensorError
from torch import Tensor

from workbench.jobs import UserError

_SAFE = ".safetensors"
_TORCH = (".pth", ".pt", ".bin", ".ckpt", ".tar")
_IN_A_FOLDER = ("model.safetensors", "pytorch_model.bin")
"""How Hugging Face and timm call the weights in a model's folder."""
_INDEX = ".index.json"
_DEEPEST = 3
_PICKLE = b"\x80"
_POINTER = b"version https://git-lfs"
_DAMAGE = (OSError, EOFError, RuntimeError, ValueError, TypeError, LookupError, AttributeError)


def weights_file(path: Path) -> Path:
    """The file itself, or the weights file in a model's folder. Raises `UserError`."""
    if path.is_dir():
        inside = [path / name for name in _IN_A_FOLDER if (path / name).is_file()]
        if not inside:
            raise refused(
                path, f"The folder holds no {' and no '.join(_IN_A_FOLDER)}.", "Choose the file itself."
            )
        return inside[0]
    if not path.is_file():
        raise refused(path, "There is no such file.", "Choose a weights file on this computer.")
    return path


def read(path: Path) -> dict[str, Tensor]:
    """All tensors of a .safetensors, .pth or .pt file by name, on the CPU; those of inner tables as a.b.

    Raises `UserError` for other files, damaged ones, and those that hold more than numbers.
    """
    if path.suffix.lower() not in (_SAFE, *_TORCH):
        raise refused(path, "Weights are in .safetensors, .pth or .pt files.", "Choose one of these.")
    head = _head(path)
    if head == _POINTER:
        raise refused(path, "It is only a pointer to a larger file (Git LFS).", "Fetch the file itself.")
    try:
        if path.suffix.lower() == _SAFE:
            return dict(safetensors.torch.load_file(path))
        loaded = torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        if zipfile.is_zipfile(path) or head.startswith(_PICKLE):
            raise refused(
                path, "It holds program objects beside numbers, and reading those could run a program.",
                "Save its numbers alone (state_dict), best as safetensors, or choose another file.",
            ) from error  # fmt: skip
        raise _damaged(path) from error
    except (SafetensorError, *_DAMAGE) as error:
        raise _damaged(path) from error
    return dict(_flat(loaded))


def read_folder(folder: Path) -> dict[str, Tensor]:
    """All tensors of a model's folder, whose weights may be spread over several files. Raises `UserError`."""
    return {key: value for file in files_of(folder) for key, value in read(file).items()}


def files_of(folder: Path) -> list[Path]:
    """The weights files in a model's folder, one or several. Raises `UserError` where there is none."""
    for name in _IN_A_FOLDER:
        if (folder / name).is_file():
            return [folder / name]
        if (folder / f"{name}{_INDEX}").is_file():
            return _parts(folder, name)
    raise refused(folder, f"The folder holds no {' and no '.join(_IN_A_FOLDER)}.", "Choose another folder.")


def _parts(folder: Path, name: str) -> list[Path]:
    """The files of weights that are spread over several."""
    path = folder / f"{name}{_INDEX}"
    try:
        names = sorted(set(json.loads(path.read_text(encoding="utf-8"))["weight_map"].values()))
        return [folder / Path(name).name for name in names]
    except _DAMAGE as error:
        raise _damaged(path) from error


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(len(_POINTER))
    except OSError as error:
        raise refused(path, f"It cannot be opened: {error.strerror}.", "Choose another file.") from error


def refused(path: Path, why: str, todo: str) -> UserError:
    """That the file cannot be used, with the reason and what to do."""
    return UserError(f"The weights in {path.name} cannot be used.", why, todo)


def _damaged(path: Path) -> UserError:
    return refused(
        path, "The file is damaged, cut off or of another kind.", "Copy it again, or choose another."
    )


def _flat(loaded: object, name: str = "", depth: int = 0) -> Iterator[tuple[str, Tensor]]:
    if isinstance(loaded, Tensor):
        yield name, loaded
    elif isinstance(loaded, Mapping) and depth < _DEEPEST:
        for key, value in loaded.items():
            yield from _flat(value, f"{name}.{key}" if name else str(key), depth + 1)
