"""Which encoder a device can train well in the time there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import flop_registry

from workbench.engine import device as devices
from workbench.engine.encoders import EncoderSpec, build

_WANTED_EPOCHS = 40
_WANTED_SAMPLES = 50_000
"""Seen in all, each time counted: a small set is gone through often, but a large network needs many steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderChoice:
    """An encoder's name and, in one sentence, why this one."""

    name: str
    reason: str


def downwards(name: str, fallbacks: Sequence[str]) -> tuple[str, ...]:
    """An encoder and the smaller ones of `fallbacks` (largest first) it may give way to."""
    first = fallbacks.index(name) + 1 if name in fallbacks else 0
    return (name, *fallbacks[first:])


def choose(
    specs: Sequence[EncoderSpec],
    *,
    num_samples: int,
    seconds: float,
    device: torch.device,
    views: int = 2,
    unit: str = "px",
) -> EncoderChoice:
    """The largest of these encoders that sees every sample 40 times and 50,000 in all, else the smallest.

    specs: largest first; `seconds` is the time budget; `unit` that of the specs' size.
    """
    speed = devices.measured_speed(device)
    chosen, epochs = specs[0], 0.0
    for chosen in specs:
        epochs = seconds * speed * 0.5 / (gigamacs(chosen) * views * num_samples)
        if epochs >= max(_WANTED_EPOCHS, _WANTED_SAMPLES / num_samples):
            break
    return EncoderChoice(
        name=chosen.name,
        reason=f"On this device {chosen.name} at {chosen.size:,} {unit} sees {_how_often(epochs)} in the time"
        " there is.",
    )


def _how_often(epochs: float) -> str:
    """How often each sample is seen, in words."""
    if epochs < 0.95:
        return f"about {max(1, round(100 * epochs))} of 100 samples"
    return "each sample about once" if epochs < 1.5 else f"each sample about {round(epochs):,} times"


def gigamacs(spec: EncoderSpec) -> float:
    """Multiply-adds of one sample's forward pass through convolutions and matrix products, in 1e9."""
    network = build(spec).eval()
    with torch.no_grad(), _Counting() as counting:
        network(network.example())
    return float(counting.flops) / 2e9


class _Counting(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Counts what this thread computes within it, whatever module asks for it."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.flops = 0

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        out = func(*args, **(kwargs or {}))
        count = flop_registry.get(func.overloadpacket)
        if count is not None:
            self.flops += count(*args, **(kwargs or {}), out_val=out)
        return out
