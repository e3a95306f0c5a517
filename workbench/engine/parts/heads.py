"""Small networks behind an encoder that only a pretext task uses and that are thrown away."""

from __future__ import annotations

from torch import nn


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
