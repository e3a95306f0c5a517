"""Folders of transformers with tiny random networks for sounds, as its own `save_pretrained` writes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
import transformers

WAVES = ("wav2vec2", "hubert", "wavlm", "unispeech", "unispeech-sat")
KINDS = (*WAVES, "whisper")
_WAVE = {
    "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 48,
    "conv_dim": (16, 16, 16), "conv_kernel": (20, 8, 4), "conv_stride": (10, 8, 4),
    "num_conv_pos_embeddings": 8, "num_conv_pos_embedding_groups": 4, "layerdrop": 0.5,
}  # fmt: skip
_WHISPER = {
    "d_model": 32, "encoder_layers": 2, "decoder_layers": 1, "encoder_attention_heads": 2,
    "decoder_attention_heads": 2, "encoder_ffn_dim": 48, "decoder_ffn_dim": 48, "num_mel_bins": 80,
    "max_source_positions": 100, "vocab_size": 60, "pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2,
    "decoder_start_token_id": 1,
}  # fmt: skip
_OTHERWISE: dict[str, dict[str, Any]] = {
    "wavlm": {"num_buckets": 8, "max_bucket_distance": 20},
}


def config(kind: str, **changes: Any) -> Any:
    """A tiny network of that kind."""
    settings = _WHISPER if kind == "whisper" else {**_WAVE, **_OTHERWISE.get(kind, {})}
    return transformers.AutoConfig.for_model(kind, **{**settings, **changes})


def written(
    folder: Path, kind: str, *, prepared: dict[str, Any] | None = None, head: bool = False, **changes: Any
) -> Path:
    """A folder with a network of that kind, with a `head` on it or bare; `changes` to its configuration."""
    torch.manual_seed(0)
    described = config(kind, **changes)
    made: Any = transformers.AutoModelForCTC if head else transformers.AutoModel
    if head and kind == "whisper":
        made = transformers.AutoModelForSpeechSeq2Seq
    model = made.from_config(described)
    with torch.no_grad():
        for parameter in model.parameters():  # norms of a fresh network hide a wrong order
            parameter.add_(torch.randn_like(parameter) * 0.05)
    model.save_pretrained(folder)
    said = {"sampling_rate": 16_000, "do_normalize": kind != "whisper", **(prepared or {})}
    (folder / "preprocessor_config.json").write_text(json.dumps(said), encoding="utf-8")
    return folder
