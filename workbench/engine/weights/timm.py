"""timm's names, which are those of the encoders here; torchvision's ResNets have the same.

So have the files of DeiT, DINO, MAE and MoCo v3, which were trained with timm's networks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from torch import Tensor

from workbench.engine.weights import names

_SIGNS = ("layer1.0.conv1.weight", "blocks.0.attn.qkv.weight")


def recognises(keys: Iterable[str]) -> bool:
    """Whether these are names of timm, after any prefix."""
    return names.prefix(keys, _SIGNS) is not None


def renamed(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The same tensors without the prefix; raises ValueError for other names."""
    out = names.without_prefix(state, _SIGNS)
    for kind in ("weight", "bias"):  # a norm behind the pooling stands in for the one before it
        if f"norm.{kind}" not in out and f"fc_norm.{kind}" in out:
            out[f"norm.{kind}"] = out.pop(f"fc_norm.{kind}")
    return out
