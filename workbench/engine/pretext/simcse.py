"""A text read twice, each time with other small gaps, should look alike to the network, unlike all others.

Gao, Yao & Chen 2021, "SimCSE: Simple Contrastive Learning of Sentence Embeddings": the two readings differ
by dropout alone. Our encoders have none, so that it falls on the embedded tokens here. A small network
that begins with little knowledge solves that within a few steps (measured on 3,000 short texts: the loss is
0.003 at once) and learns nothing, so that each reading is a view of the text as well, a stretch with words
left out (Giorgi et al. 2021, "DeCLUTR"; Yan et al. 2021, "ConSERT"), unless told otherwise. The loss is
NT-Xent (Chen et al. 2020, equation 1): their equation 1 with both readings of the other texts as negatives.
The head is used in training only.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Generator, Tensor, nn

from workbench.engine.contracts import Batch, PretextOutput, RowsPreview
from workbench.engine.encoders import Encoder
from workbench.engine.encoders.text import TextEncoder
from workbench.engine.parts import contrast, words
from workbench.engine.pretext import PretextTask, Remedy, pretext_tasks
from workbench.engine.settings import setting


@dataclass(frozen=True, slots=True, kw_only=True)
class SimCSESettings:
    """What can be set about SimCSE."""

    temperature: float = setting(
        0.05,
        label="Temperature",
        help="Lower: it looks harder at texts that are nearly alike.",
        low=0.01,
        high=1.0,
    )
    dropout: float = setting(
        0.1,
        label="Gaps (dropout)",
        help="Share of the numbers of each piece of a word that a reading does without.",
        low=0.0,
        high=0.5,
    )


@pretext_tasks.register("simcse")
class SimCSE(PretextTask):
    """An encoder with a projection head, trained by NT-Xent between two readings of each text."""

    name = "simcse"
    title = "Tell texts apart (SimCSE)"
    summary = (
        "Every text is read twice with small gaps; the network learns which two readings are of the same"
        " text, and goes on best from a run that has learnt the language already."
    )
    family = "contrastive"
    modalities = ("text",)
    views_per_sample = 2
    answers = False
    base_rate = 1e-3
    preferred_encoders = ("text_base", "text_small", "text_mini")
    Settings = SimCSESettings
    encoder: TextEncoder

    def __init__(self, encoder: TextEncoder, settings: SimCSESettings) -> None:
        super().__init__(encoder, settings)
        self.head = nn.Sequential(nn.Linear(encoder.width, encoder.width), nn.Tanh())

    @classmethod
    def refusal(cls, encoder: Encoder, settings: SimCSESettings) -> str:
        """It needs texts."""
        if not isinstance(encoder, TextEncoder):
            return "It needs a network that reads texts, and this one does not."
        return ""

    @classmethod
    def caution(cls, samples: Tensor) -> str:
        """What it is for: always said, because nobody sees it from the texts."""
        return (
            "It is best started from another run, such as one that guesses missing words: from nothing it"
            " learns little more than which words two texts share."
        )

    @classmethod
    def remedy(cls, settings: SimCSESettings) -> Remedy:
        """A temperature at which all negatives count, not only the nearest."""
        return contrast.warmer(settings)

    def forward(self, batch: Batch) -> PretextOutput:
        """Both readings through the network in one pass, each with its own gaps."""
        projected = self.head(self._read(torch.cat(batch.views), batch.generator))  # (2B, D)
        loss = contrast.nt_xent(projected, self.settings.temperature)
        return PretextOutput(loss=loss, embeddings=projected.detach())

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each sample, and the two readings that belong together."""
        captions = ("Your text", "One reading", "The other reading")
        columns = [
            words.text_cells(self.encoder, words.beginnings(self.encoder, some), caption)
            for some, caption in zip((batch.samples, *batch.views), captions, strict=True)
        ]
        return RowsPreview(rows=tuple(zip(*columns, strict=True)))

    def _read(self, samples: Tensor, generator: Generator | None) -> Tensor:
        """Texts (N, L) uint8 -> pooled (N, D), with dropout on their embedded tokens."""
        tokens = self.encoder.tokens(samples, generator)
        embedded = nn.functional.embedding(tokens.ids, self.encoder.embedding)
        hidden = self.encoder.run_embedded(dropped(embedded, self.settings.dropout, generator), tokens.mask)
        return self.encoder.pooled(hidden, tokens)


def dropped(values: Tensor, share: float, generator: Generator | None) -> Tensor:
    """Values of which a share is 0, each by its own draw, and the others so much larger that sums stay.

    Srivastava et al. 2014, drawn from `generator`, so that it is a function of the step.
    """
    if not share:
        return values
    drawn_on = values.device if generator is None else generator.device
    kept = torch.rand(values.shape, generator=generator, device=drawn_on).to(values.device) >= share
    return values * kept / (1 - share)
