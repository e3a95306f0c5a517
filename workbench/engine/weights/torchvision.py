"""torchvision's names of the vision transformer as timm's. Its ResNets have timm's names already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from torch import Tensor

from workbench.engine.weights import names

_SIGNS = ("encoder.layers.encoder_layer_0.self_attention.in_proj_weight",)
_NAMES = (
    (r"class_token", "cls_token"),
    (r"conv_proj\.", "patch_embed.proj."),
    (r"encoder\.pos_embedding", "pos_embed"),
    (r"encoder\.ln\.", "norm."),
    (r"encoder\.layers\.encoder_layer_(\d+)\.", r"blocks.\1."),
    (r"(blocks\.\d+)\.ln_([12])\.", r"\1.norm\2."),
    (r"(blocks\.\d+)\.self_attention\.in_proj_", r"\1.attn.qkv."),
    (r"(blocks\.\d+)\.self_attention\.out_proj\.", r"\1.attn.proj."),
    (r"(blocks\.\d+)\.mlp\.(0|linear_1)\.", r"\1.mlp.fc1."),
    (r"(blocks\.\d+)\.mlp\.(3|linear_2)\.", r"\1.mlp.fc2."),
)
"""The two names of each linear layer: of today's files, and of those before torchvision 0.14."""


def recognises(keys: Iterable[str]) -> bool:
    """Whether these are names of torchvision's vision transformer, after any prefix."""
    return names.prefix(keys, _SIGNS) is not None


def renamed(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The same tensors in timm's names; raises ValueError for other names.

    PyTorch's attention stacks query, key and value as timm's does: (3 * D, D).
    """
    out = {}
    for key, value in names.without_prefix(state, _SIGNS).items():
        for pattern, name in _NAMES:
            key = re.sub(f"^{pattern}", name, key)
        out[key] = value
    return out
