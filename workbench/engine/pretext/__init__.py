"""Pretext tasks: what a network is asked so that it learns without labels. One file each."""

from __future__ import annotations

import abc
from typing import Any, ClassVar

from torch import nn

from workbench.engine.contracts import Batch, PretextOutput, RowsPreview
from workbench.engine.encoders import Encoder
from workbench.engine.registry import Registry


class PretextTask(nn.Module, abc.ABC):
    """An encoder and the question it is asked. Settings build both the form and the options."""

    name: ClassVar[str]
    title: ClassVar[str]
    summary: ClassVar[str]
    """One plain sentence."""
    family: ClassVar[str]
    modalities: ClassVar[tuple[str, ...]]
    views_per_sample: ClassVar[int]
    Settings: ClassVar[type[Any]]
    overfits_one_batch: ClassVar[bool] = True
    smallest_batch: ClassVar[int] = 2

    def __init__(self, encoder: Encoder, settings: Any) -> None:
        super().__init__()
        self.encoder = encoder
        self.settings = settings

    @abc.abstractmethod
    def forward(self, batch: Batch) -> PretextOutput:
        """The loss of one batch, with its metrics and the embeddings that monitors look at."""

    def after_step(self, progress: float) -> None:
        """Called after each completed step with progress in [0, 1]: for slowly moving teachers."""

    @abc.abstractmethod
    def preview(self, batch: Batch) -> RowsPreview:
        """What the task does to these samples, to be shown before and during training."""


pretext_tasks: Registry[type[PretextTask]] = Registry("workbench.engine.pretext")

__all__ = ["PretextTask", "pretext_tasks"]
