"""What all folders in Hugging Face's format have in common, whatever their network is for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from workbench.engine.weights.files import refused

CONFIG = "config.json"
_LEFT_OUT = frozenset({"auto_map", "_name_or_path", "torch_dtype", "dtype", "id2label", "label2id"})
_WHOLE = "Choose the folder that the whole network was saved in."


def described(path: Path) -> dict[str, Any] | None:
    """What a JSON file says; None where there is none, or where it is no description."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def plain(description: dict[str, Any]) -> dict[str, Any]:
    """A description without what belongs to one computer or asks for code."""
    return {key: value for key, value in description.items() if key not in _LEFT_OUT}


def check_not_quantised(folder: Path, description: dict[str, Any]) -> None:
    """Raises `UserError` where the numbers are stored in few bits."""
    if description.get("quantization_config"):
        raise refused(
            folder, "Its numbers are stored in few bits (quantised), and cannot be trained further.",
            "Choose the network as it was before.",
        )  # fmt: skip


def filled(
    network: Any, config: Any, state: dict[str, Tensor], folder: Path, *, may_lack: tuple[str, ...] = ()
) -> Any:
    """A network of the kind of `network` with these weights in float32, whatever stands before their names.

    Raises `UserError` where sizes differ, or where layers are missing whose names do not begin with one of
    `may_lack`.
    """
    made, found = type(network).from_pretrained(
        None, config=config, state_dict=state, output_loading_info=True, dtype=torch.float32,
        ignore_mismatched_sizes=True,
    )  # fmt: skip
    missing = sorted(key for key in found["missing_keys"] if not key.startswith(may_lack))
    if found["mismatched_keys"]:
        name = min(found["mismatched_keys"])[0]
        why = f"Its layers are of other sizes than its config.json says, {name} for one."
        raise refused(folder, why, _WHOLE)
    if missing:
        why = f"They lack {len(missing):,} of its network's layers, {missing[0]} first."
        raise refused(folder, why, _WHOLE)
    return made
