"""Which encoder a device can train well in the time there is."""

from __future__ import annotations

import dataclasses
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


def choose(
    *, preferred: EncoderSpec, num_samples: int, seconds: float, device: torch.device, views: int = 2
) -> EncoderChoice:
    """The preferred encoder, or the largest smaller one that sees every sample at least 40 times.

    `preferred` is what the modality proposes for this kind of device; `seconds` is the time budget.
    """
    speed = devices.measured_speed(device)
    first = _SMALLER.index(preferred.name) + 1 if preferred.name in _SMALLER else 0
    name, size, epochs = preferred.name, preferred.size, 0.0
    for name in (preferred.name, *_SMALLER[first:]):
        spec = dataclasses.replace(preferred, name=name)
        epochs = seconds * speed * 0.5 / (gigamacs(spec) * views * num_samples)
        if epochs >= _WANTED_EPOCHS:
            break
    return EncoderChoice(
        name=name,
        reason=f"{name} at {size} px: this device ({devices.describe(device).name}) can show it every"
        f" sample about {max(1, round(epochs)):,} times in the time there is.",
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
