"""How a run trains: batch, rate, precision and seed, frozen before its first step."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import nn


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a run trains; frozen in its settings before the first step."""

    batch: int
    seed: int
    learning_rate: float
    weight_decay: float = 1e-4
    precision: str = "float32"
    """"bfloat16" computes the network in it; weights and losses stay float32."""
    checkpoint_seconds: float = 15.0
    parts: int = 1
    """In how many parts, one after the other, a batch is learnt from, for tasks whose loss allows it."""


def scaled_rate(base: float, batch: float) -> float:
    """Square-root scaling of the learning rate from 256 samples a batch (Krizhevsky 2014)."""
    return base * math.sqrt(batch / 256)


def optimizer(task: nn.Module, plan: Plan, device: torch.device) -> torch.optim.Optimizer:
    """AdamW; norms and biases are not decayed. Fused where the device has it."""
    trained = [p for p in task.parameters() if p.requires_grad]
    decayed = [p for p in trained if p.ndim > 1]
    plain = [p for p in trained if p.ndim <= 1]
    groups = [
        {"params": decayed, "weight_decay": plan.weight_decay},
        {"params": plain, "weight_decay": 0.0},
    ]
    fused = device.type in ("cuda", "cpu")
    return torch.optim.AdamW(groups, lr=plan.learning_rate, betas=(0.9, 0.99), fused=fused)
