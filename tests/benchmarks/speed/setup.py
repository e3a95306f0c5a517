"""What is measured, and what is the same for all that are compared."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from workbench.engine import device as devices
from workbench.engine.batches import BatchPlan, BatchSource
from workbench.engine.contracts import Layout, UInt8Array
from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.modalities import modalities
from workbench.engine.plan import Plan
from workbench.engine.pretext import PretextTask, pretext_tasks
from workbench.engine.trainer import Trainer
from workbench.jobs import CancelToken

_NUM_ROWS = 4096
_MOST_BYTES = 2**29
_ENCODERS = {"cpu": "small_residual", "mps": "small_residual", "cuda": "resnet18"}
_WHICH = {"cuda": 0}
"""Of the encoders that a task prefers, largest first: the smallest, but on a card the largest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """One task on one device."""

    task: str
    device: torch.device
    encoder: str
    batch: int
    size: int
    workers: int
    steps: int
    repeats: int

    @property
    def task_class(self) -> type[PretextTask]:
        return pretext_tasks.get(self.task)

    @property
    def precision(self) -> torch.dtype:
        """What the network computes in."""
        return devices.precision(self.device)

    def rows(self) -> UInt8Array:
        """Random pictures, as many as half a gigabyte holds at most."""
        count = max(self.batch, min(_NUM_ROWS, _MOST_BYTES // (3 * self.size**2)))
        return np.random.default_rng(0).integers(0, 256, (count, self.size, self.size, 3), np.uint8)

    def make(self) -> PretextTask:
        """The task at its first step, its weights the same each time."""
        torch.manual_seed(0)
        encoder = build(EncoderSpec(name=self.encoder, channels=3, size=self.size))
        return self.task_class(encoder, self.task_class.Settings())

    def source(self, rows: UInt8Array) -> BatchSource:
        """Our batches."""
        modality = modalities.get("image")
        layout = Layout(shape=rows.shape[1:])
        return BatchSource(
            modality=modality,
            gather=lambda places: rows[places],
            rows=np.arange(len(rows)),
            plan=BatchPlan(batch=self.batch, views=self.task_class.views_per_sample, seed=0),
            view_settings=modality.default_views(layout, self.task_class.view_strength),
            device=self.device,
        )

    def trainer(self, task: PretextTask, source: BatchSource) -> Trainer:
        """The real trainer, in the run's precision."""
        precision = "bfloat16" if self.precision is torch.bfloat16 else "float32"
        return Trainer(
            task=task,
            source=source,
            plan=Plan(batch=self.batch, seed=0, learning_rate=1e-3, precision=precision),
            steps=1,
            device=self.device,
            token=CancelToken(),
        )


def encoder_for(task: str, device: torch.device, wanted: str) -> str:
    """The wanted one where the task can train it, else what suits the device."""
    preferred = pretext_tasks.get(task).preferred_encoders
    if preferred:
        return wanted if wanted in preferred else preferred[_WHICH.get(device.type, -1)]
    return wanted or _ENCODERS.get(device.type, "small_residual")


def tasks() -> tuple[str, ...]:
    """Every registered task for pictures that needs no other network."""
    found = [pretext_tasks.get(name) for name in pretext_tasks.names()]
    return tuple(t.name for t in found if "image" in t.modalities and not t.learns_from_teacher)
