"""Folders of transformers with tiny random networks for videos, as its own `save_pretrained` writes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
import transformers

HEADS = {
    "bare": transformers.VideoMAEModel,
    "pretraining": transformers.VideoMAEForPreTraining,
    "classifier": transformers.VideoMAEForVideoClassification,
}
_TINY = {
    "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 48,
    "image_size": 32, "patch_size": 8, "num_frames": 8, "decoder_hidden_size": 16,
    "decoder_num_hidden_layers": 1, "decoder_num_attention_heads": 2, "decoder_intermediate_size": 24,
}  # fmt: skip


def written(
    folder: Path, head: str = "bare", *, prepared: dict[str, Any] | None = None, **changes: Any
) -> Path:
    """A folder with a VideoMAE with that head; `changes` to its configuration."""
    torch.manual_seed(0)
    made: Any = HEADS[head]
    model = made(transformers.VideoMAEConfig(**{**_TINY, **changes}))
    with torch.no_grad():
        for parameter in model.parameters():  # norms of a fresh network hide a wrong order
            parameter.add_(torch.randn_like(parameter) * 0.05)
    model.save_pretrained(folder)
    said = (
        prepared if prepared is not None else {"image_mean": [0.5, 0.4, 0.3], "image_std": [0.2, 0.25, 0.3]}
    )
    (folder / "preprocessor_config.json").write_text(json.dumps(said), encoding="utf-8")
    return folder
