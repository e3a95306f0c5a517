"""Which encoder a device can train well in the time there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import nn

from workbench.engine import device as devices
from workbench.engine.encoders import EncoderSpec, build

_WANTED_EPOCHS = 40
_SMALLER = ("resnet50", "resnet18", "small_residual")
"""Largest first: what is fallen back on where the preferred encoder is too slow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderChoice:
    """An encoder's name and, in one sentence, why this one."""

    name: str
    reason: str


def downwards(name: str) -> tuple[str, ...]:
    """An encoder and the smaller ones it may give way to, largest first."""
    first = _SMALLER.index(name) + 1 if name in _SMALLER else 0
    return (name, *_SMALLER[first:])


def choose(
    specs: Sequence[EncoderSpec], *, num_samples: int, seconds: float, device: torch.device, views: int = 2
) -> EncoderChoice:
    """The largest of these encoders that sees every sample at least 40 times, else the smallest.

    specs: largest first; `seconds` is the time budget.
    """
    speed = devices.measured_speed(device)
    chosen, epochs = specs[0], 0.0
    for chosen in specs:
        epochs = seconds * speed * 0.5 / (gigamacs(chosen) * views * num_samples)
        if epochs >= _WANTED_EPOCHS:
            break
    return EncoderChoice(
        name=chosen.name,
        reason=f"On this device {chosen.name} at {chosen.size} px sees each sample about"
        f" {max(1, round(epochs)):,} times in the time there is.",
    )


def gigamacs(spec: EncoderSpec) -> float:
    """Multiply-adds of one sample's forward pass through convolutions and linear layers, in 1e9."""
    total = 0

    def count(module: nn.Module, inputs: tuple[torch.Tensor, ...], output: torch.Tensor) -> None:
        nonlocal total
        if isinstance(module, nn.Conv2d):
            total += output[0].numel() * module.weight[0].numel()
        elif isinstance(module, nn.Linear):
            total += inputs[0].numel() * module.out_features

    network = build(spec).eval()
    for module in network.modules():
        module.register_forward_hook(count)
    with torch.inference_mode():
        network(torch.zeros(1, spec.channels, spec.size, spec.size))
    return total / 1e9
