"""The names of Hugging Face's transformers (ViT, DeiT, ResNet) as timm's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import torch
from torch import Tensor

from workbench.engine.weights import names

_SIGNS = ("embeddings.patch_embeddings.projection.weight", "embedder.embedder.convolution.weight")
_VIT = (
    (r"embeddings\.cls_token", "cls_token"),
    (r"embeddings\.distillation_token", "dist_token"),
    (r"embeddings\.position_embeddings", "pos_embed"),
    (r"embeddings\.patch_embeddings\.projection\.", "patch_embed.proj."),
    (r"layernorm\.", "norm."),
    (r"(?:encoder\.layer|layers)\.(\d+)\.", r"blocks.\1."),
    (r"(blocks\.\d+)\.layernorm_before\.", r"\1.norm1."),
    (r"(blocks\.\d+)\.layernorm_after\.", r"\1.norm2."),
    (r"(blocks\.\d+)\.attention\.(?:output\.dense|o_proj)\.", r"\1.attn.proj."),
    (r"(blocks\.\d+)\.attention\.attention\.(query|key|value)\.", r"\1.attention.\2."),
    (r"(blocks\.\d+)\.attention\.q_proj\.", r"\1.attention.query."),
    (r"(blocks\.\d+)\.attention\.k_proj\.", r"\1.attention.key."),
    (r"(blocks\.\d+)\.attention\.v_proj\.", r"\1.attention.value."),
    (r"(blocks\.\d+)\.intermediate\.dense\.", r"\1.mlp.fc1."),
    (r"(blocks\.\d+)\.output\.dense\.", r"\1.mlp.fc2."),
)
"""Those of transformers 4 and, where they differ, of 5."""
_RESNET = (
    (r"embedder\.embedder\.convolution\.", "conv1."),
    (r"embedder\.embedder\.normalization\.", "bn1."),
)
_STAGE = re.compile(r"encoder\.stages\.(\d+)\.layers\.(\d+)\.(layer\.(\d+)|shortcut)\.(\w+)\.(\w+)$")
_PARTS = ("query", "key", "value")
_PART = re.compile(r"(blocks\.\d+)\.attention\.(query|key|value)\.(weight|bias)$")


def recognises(keys: Iterable[str]) -> bool:
    """Whether these are names of transformers' ViT, DeiT or ResNet, after any prefix ("vit.", "resnet.")."""
    return names.prefix(keys, _SIGNS) is not None


def renamed(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The same tensors in timm's names, with query, key and value as one; raises ValueError for others."""
    out = {}
    for key, value in names.without_prefix(state, _SIGNS).items():
        for pattern, name in (*_VIT, *_RESNET):
            key = re.sub(f"^{pattern}", name, key)
        out[_STAGE.sub(_residual_name, key)] = value
    return _joined(out)


def _residual_name(found: re.Match[str]) -> str:
    stage, block, place, number, kind, entry = found.groups()
    is_convolution = kind == "convolution"
    if place == "shortcut":
        layer = f"downsample.{0 if is_convolution else 1}"
    else:
        layer = f"{'conv' if is_convolution else 'bn'}{int(number) + 1}"
    return f"layer{int(stage) + 1}.{block}.{layer}.{entry}"


def _joined(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """Query, key and value of each block stacked, (3 * D, D) and (3 * D,), where all three are there."""
    out = {key: value for key, value in state.items() if not _PART.match(key)}
    found = {(m[1], m[3]) for key in state if (m := _PART.match(key))}
    for block, kind in found:
        parts = [state.get(f"{block}.attention.{part}.{kind}") for part in _PARTS]
        there = [part for part in parts if part is not None]
        if len(there) == len(_PARTS):
            out[f"{block}.attn.qkv.{kind}"] = torch.cat(there)
    return out
