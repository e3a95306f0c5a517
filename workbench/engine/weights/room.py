"""Whether a network from elsewhere fits into memory, told by its files before anything of it is read."""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open

from workbench.engine import device as devices
from workbench.engine.checkpoint import WEIGHTS
from workbench.engine.weights import files, folders, texts
from workbench.jobs import UserError

_BYTES = 4
"""Of a number as it is trained here, float32."""
_TRAINED = 4
"""Each number has a gradient, and two means that AdamW keeps of it (Loshchilov and Hutter 2019)."""
_LOADED = 3
"""As read, in a network that waits for them, and in that which takes its place."""
_TIGHT = 0.6
"""Of what is free; the rest is for the samples of a step and what the network makes of them."""
_HALVED = ("float16", "bfloat16")


def check(path: Path, device: torch.device, *, is_trained: bool) -> str:
    """A word of care where the weights in a file or folder nearly fill the memory; "" where there is room.

    Raises `UserError` where they do not fit: to be trained, or without `is_trained` to be imitated. What
    cannot be told so, such as a file that is not there, is left to those who read it.
    """
    numbers = count(path)
    host = torch.device("cpu")
    uses = [(device, _TRAINED if is_trained else 1), (host, _LOADED)]
    words = ""
    for place, times in uses:
        needed, free = numbers * _BYTES * times / 1e6, devices.free_memory(place)
        if needed > free:
            raise _too_large(path, numbers, needed, free, place)
        if needed > _TIGHT * free:
            words = words or (
                f"{path.name} nearly fills the memory: it needs about {_size(needed)} of the {_size(free)}"
                f" that are free{_where(place)}. Close other programs; a smaller network is safer."
            )
    return words


def count(path: Path) -> int:
    """How many numbers the weights in a file or folder are; 0 where that cannot be told.

    Files of safetensors say it; others are taken to hold nothing else.
    """
    try:
        found = _weights(path)
        each = _bytes_each(found[0].parent) if found else _BYTES
        return sum(
            _shapes(file) if file.suffix == ".safetensors" else file.stat().st_size // each for file in found
        )
    except (OSError, SafetensorError, UserError):
        return 0


def _weights(path: Path) -> list[Path]:
    """The files of a network: of this program, of a folder of Hugging Face or timm, or the file itself."""
    folder = path if path.is_dir() else texts.folder_of(path)
    if folder is None:
        return [path] if path.is_file() else []
    if (folder / WEIGHTS).is_file():
        return [folder / WEIGHTS]
    return files.files_of(texts.folder_of(folder) or folder)


def _shapes(file: Path) -> int:
    with safe_open(file, framework="pt") as opened:
        return sum(math.prod(opened.get_slice(name).get_shape()) for name in opened.keys())  # noqa: SIM118


def _bytes_each(folder: Path) -> int:
    """Of a number in the files of a folder, as its config.json says."""
    said = folders.described(folder / folders.CONFIG) or {}
    return 2 if said.get("torch_dtype", said.get("dtype")) in _HALVED else _BYTES


def _too_large(path: Path, numbers: int, needed: float, free: float, place: torch.device) -> UserError:
    weights = f"{numbers / 1e6:,.0f} million" if numbers >= 1e6 else f"{numbers:,}"
    return UserError(
        f"{path.name} is too large for this computer.",
        f"Its {weights} weights need about {_size(needed)} of memory here, and {_size(free)}"
        f" are free{_where(place)}.",
        "Choose a smaller network, close other programs, or use a computer with more memory.",
    )


def _where(place: torch.device) -> str:
    return " on the graphics card" if place.type == "cuda" else ""


def _size(megabytes: float) -> str:
    return f"{megabytes / 1e3:,.1f} GB" if megabytes >= 100 else f"{megabytes:,.0f} MB"
