"""Small networks behind an encoder that only a pretext task uses and that are thrown away."""

from __future__ import annotations

from typing import Any

from torch import nn

from workbench.engine.settings import setting


def projection(
    inputs: int, hidden: int, outputs: int, *, layers: int = 2, bias: bool = True
) -> nn.Sequential:
    """An MLP of `layers` linear layers with batch norm and ReLU between them: (B, inputs) -> (B, outputs).

    The projection head of Chen et al. 2020 (SimCLR, section 4.2); with three layers that of Zbontar et
    al. 2021 and Chen et al. 2021 (MoCo v3). `bias` is the last layer's: without one where a norm follows.
    """
    parts: list[nn.Module] = []
    width = inputs
    for _ in range(layers - 1):
        parts += [nn.Linear(width, hidden, bias=False), nn.BatchNorm1d(hidden), nn.ReLU(inplace=True)]
        width = hidden
    return nn.Sequential(*parts, nn.Linear(width, outputs, bias=bias))


def hidden_width_setting(*, several: bool = False) -> Any:
    """The field of a settings class for the hidden width of a projection head, or of `several` heads."""
    return setting(
        512,
        label=f"{_title(several)}, hidden width",
        help=f"Width of the small {'networks' if several else 'network'} behind the encoder that"
        f" {'are' if several else 'is'} thrown away after pretraining.",
        low=16,
        high=8192,
    )


def output_width_setting(default: int, *, high: int = 2048, several: bool = False) -> Any:
    """The field of a settings class for how many numbers a projection head gives."""
    return setting(
        default,
        label=f"{_title(several)}, output width",
        help="How many numbers two views are compared by.",
        low=8,
        high=high,
    )


def _title(several: bool) -> str:
    return "Heads" if several else "Projection head"
