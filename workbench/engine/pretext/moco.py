"""A picture's view should find its other view, as a slowly moving teacher sees it, among all others.

Chen, Xie & He 2021, "An Empirical Study of Training Self-Supervised Vision Transformers" (MoCo v3),
algorithm 1; the queue is that of He et al. 2020, "Momentum Contrast" (MoCo).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from workbench.engine.contracts import Batch, PretextOutput, RowsPreview
from workbench.engine.encoders import Encoder
from workbench.engine.parts import contrast, heads, pictures
from workbench.engine.parts.teacher import Teacher
from workbench.engine.pretext import PretextTask, Remedy, pretext_tasks
from workbench.engine.settings import setting

_QUEUE_SHARE = 4
"""A queue holds at most one in so many samples of the set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoCoSettings:
    """What can be set about MoCo."""

    temperature: float = contrast.temperature_setting()
    momentum: float = setting(
        0.99,
        label="Teacher's momentum",
        help="How slowly the teacher follows: nearer to 1 is slower. Short runs use less by themselves.",
        low=0.0,
        high=0.9999,
    )
    queue: int = setting(
        0,
        label="Queue of earlier samples",
        help="How many earlier samples serve as contrast beside those of the batch; 0 is none."
        " It is never longer than a quarter of the set.",
        low=0,
        high=65536,
    )
    hidden_width: int = heads.hidden_width_setting(several=True)
    projection_width: int = heads.output_width_setting(128, several=True)


@pretext_tasks.register("moco")
class MoCo(PretextTask):
    """An encoder with a projection and a prediction head, contrasted with a momentum teacher's keys."""

    name = "moco"
    title = "Find your double (MoCo)"
    summary = (
        "Every sample is varied twice; the network finds one view's partner among all others,"
        " as a slower and steadier copy of itself sees them."
    )
    family = "contrastive"
    modalities = ("image",)
    views_per_sample = 2
    answers = False
    Settings = MoCoSettings

    queue: Tensor
    queue_rows: Tensor
    queue_place: Tensor

    def __init__(self, encoder: Encoder, settings: MoCoSettings) -> None:
        super().__init__(encoder, settings)
        self.temperature = settings.temperature
        self.momentum = settings.momentum
        hidden, width = settings.hidden_width, settings.projection_width
        self.head = heads.projection(encoder.width, hidden, width, layers=3)
        self.predictor = heads.projection(width, hidden, width)
        self.teacher = Teacher(encoder, self.head)
        self._set_queue(settings.queue)

    def _set_queue(self, length: int) -> None:
        # Row -1 is no sample: such a place is empty and is no negative.
        self.register_buffer("queue", torch.zeros(length, self.settings.projection_width))
        self.register_buffer("queue_rows", torch.full((length,), -1))
        self.register_buffer("queue_place", torch.zeros((), dtype=torch.int64))

    def fit_to_set(self, num_samples: int) -> None:
        """Shorten the queue to a quarter of the set; before the first step, for it empties the queue."""
        self._set_queue(min(len(self.queue), num_samples // _QUEUE_SHARE))

    @classmethod
    def remedy(cls, settings: MoCoSettings) -> Remedy:
        """A temperature at which all negatives count, not only the nearest."""
        return contrast.warmer(settings)

    def forward(self, batch: Batch) -> PretextOutput:
        """Symmetric: each view's query is held against the teacher's keys of the other."""
        views = torch.cat(batch.views)
        projected = self.head(self.encoder(views).pooled)  # (2B, P)
        first, second = self.predictor(projected).chunk(2)  # (B, P) each
        first_keys, second_keys = self.teacher(views).chunk(2)  # (B, P) each
        masked = self._masked(batch.rows)
        # A copy: the backward pass needs the queue as it was before this batch's keys entered it.
        more = None if masked is None else self.queue.clone()
        loss = contrast.info_nce(first, second_keys, self.temperature, more=more, masked=masked)
        loss = loss + contrast.info_nce(second, first_keys, self.temperature, more=more, masked=masked)
        self._remember(second_keys, batch.rows)
        return PretextOutput(loss=loss, embeddings=projected.detach())

    def after_step(self, progress: float) -> None:
        self.teacher.advance(self.encoder, self.head, self.momentum, progress)

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each sample, and the two views that belong together."""
        return pictures.two_views(batch)

    def _masked(self, rows: Tensor) -> Tensor | None:
        """Which places of the queue are no negatives: empty, or the same sample. (B, Q) bool.

        The batch's own keys stay negatives beside the queue: on one device batch norm cannot be shuffled,
        and keys of other batches alone would be told apart by their statistics.
        """
        if not len(self.queue):
            return None
        return (self.queue_rows < 0) | (self.queue_rows == rows[:, None])

    def _remember(self, keys: Tensor, rows: Tensor) -> None:
        length = len(self.queue)
        if not self.training or not length:
            return
        keys, rows = F.normalize(keys[-length:].float(), dim=1), rows[-length:]
        places = (self.queue_place + torch.arange(len(keys), device=keys.device)) % length
        self.queue.index_copy_(0, places, keys)
        self.queue_rows.index_copy_(0, places, rows)
        self.queue_place.copy_((self.queue_place + len(keys)) % length)
