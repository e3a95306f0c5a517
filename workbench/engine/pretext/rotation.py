"""Every picture is turned by a quarter, a half, three quarters or not at all; the network says which.

Gidaris, Singh & Komodakis 2018, "Unsupervised Representation Learning by Predicting Image Rotations";
there a batch holds all four turns of its pictures; here one at random, for a quarter of the time a step.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from workbench.engine.contracts import Batch, PicturePreview, PretextOutput, RowsPreview
from workbench.engine.encoders import Encoder
from workbench.engine.parts import pictures, question, upright
from workbench.engine.parts.heads import projection
from workbench.engine.pretext import PretextTask, pretext_tasks
from workbench.engine.settings import setting

_TURNS = 4
_WORDS = ("upright", "a quarter turn left", "upside down", "a quarter turn right")


@dataclass(frozen=True, slots=True, kw_only=True)
class RotationSettings:
    """What can be set about rotation."""

    all_turns: bool = setting(
        False,
        label="All four turns at once",
        help="Each step shows every picture four times, once for each turn, instead of once at random.",
    )
    hidden_width: int = setting(
        256,
        label="Answering head, hidden width",
        help="Width of the small network that gives the answer and is thrown away after pretraining.",
        low=16,
        high=4096,
    )


@pretext_tasks.register("rotation")
class Rotation(PretextTask):
    """An encoder with a head that classifies four turns."""

    name = "rotation"
    title = "Which way is up (rotation)"
    summary = (
        "Every picture is turned by quarters at random; the network learns to say which way it lies,"
        " and so what the things in it look like."
    )
    family = "order"
    modalities = ("image",)
    views_per_sample = 1
    view_strength = "gentle"
    accumulates = True
    measures = (question.SKILL,)
    Settings = RotationSettings

    def __init__(self, encoder: Encoder, settings: RotationSettings) -> None:
        super().__init__(encoder, settings)
        self.all_turns = settings.all_turns
        self.head = projection(encoder.width, settings.hidden_width, _TURNS)

    @classmethod
    def caution(cls, samples: Tensor) -> str:
        """Pictures whose turn a simple model cannot tell at all."""
        told = upright.turns(samples)
        if told is None or not told.is_chance:
            return ""
        return (
            "These pictures seem to have no natural up: a simple model could not tell how they were"
            " turned, so that this task may have nothing to learn from."
        )

    def forward(self, batch: Batch) -> PretextOutput:
        """Turned views through the network; the loss is the cross-entropy of the four answers."""
        views = batch.views[0]
        if self.all_turns:
            wanted = torch.arange(_TURNS, device=views.device).repeat_interleave(len(views))  # (4B,)
            views = views.repeat(_TURNS, 1, 1, 1)
        else:
            wanted = torch.randint(_TURNS, (len(views),), device=views.device, generator=batch.generator)
        pooled = self.encoder(turned(views, wanted)).pooled
        return question.output(self.head(pooled), wanted, pooled)

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each sample, how it was turned, and what the network says of it; the n-th sample n turns."""
        samples = batch.samples
        wanted = (torch.arange(len(samples), device=samples.device) + 1) % _TURNS
        shown = turned(samples, wanted)
        rows = pictures.cells(("Your picture", "Turned"), (samples, shown))
        captions = [f"Turned: {_WORDS[turn]}" for turn in wanted.tolist()]
        if trained:
            answers = self.head(self.encoder(shown).pooled).argmax(1)
            captions = [f"It says: {_WORDS[answer]}" for answer in answers.tolist()]
        return RowsPreview(
            rows=tuple(
                (own, PicturePreview(pixels=other.pixels, caption=caption))
                for (own, other), caption in zip(rows, captions, strict=True)
            )
        )


def turned(samples: Tensor, turns: Tensor) -> Tensor:
    """Square samples (B, C, S, S), each by its own number of quarter turns to the left, (B,) in 0 to 3.

    A quarter turn swaps the axes and mirrors one of them, so that no value is computed anew.
    """
    turns = turns.view(-1, 1, 1, 1)
    out = torch.where(turns % 2 == 1, samples.transpose(2, 3), samples)
    out = torch.where((turns == 1) | (turns == 2), out.flip(2), out)
    return torch.where(turns >= 2, out.flip(3), out)
