"""Texts are damaged in several ways; a small decoder writes them as they were, from what the encoder reads.

Lewis et al. 2020, "BART: Denoising Sequence-to-Sequence Pre-training for Natural Language Generation,
Translation, and Comprehension": text infilling, token deletion and sentence permutation (section 2.2), of
which each has its share here. The decoder is far smaller than theirs, because it is thrown away.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from workbench.engine.contracts import Batch, Mark, PretextOutput, RowsPreview, Span, TextPreview
from workbench.engine.encoders import Encoder
from workbench.engine.encoders.text import TextEncoder, Tokens
from workbench.engine.encoders.text.vocabulary import Ids
from workbench.engine.parts import passages, retelling, surprise, text_decoder, words
from workbench.engine.parts.drawing import numpy_generator
from workbench.engine.parts.text_damage import Damaged, damaged
from workbench.engine.pretext import Measure, PretextTask, Remedy, pretext_tasks
from workbench.engine.settings import setting

_PREVIEW_SEED = 20191029


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreTextSettings:
    """What can be set about restoring texts."""

    covered_share: float = setting(
        0.25,
        label="Covered share",
        help="How much of each text is covered, in stretches; each stretch becomes a single gap.",
        low=0.0,
        high=0.5,
    )
    stretch: float = setting(
        2.0,
        label="Length of a gap",
        help="How many pieces of words lie under a gap on average; the network has to find out how many.",
        low=1.0,
        high=10.0,
    )
    left_out_share: float = setting(
        0.1,
        label="Left out",
        help="How much of the rest is left out without a trace.",
        low=0.0,
        high=0.5,
    )
    shuffled_share: float = setting(
        0.5,
        label="Shuffled texts",
        help="In how many of the texts the sentences change places, from 0 (none) to 1 (all).",
        low=0.0,
        high=1.0,
    )
    decoder_layers: int = text_decoder.depth_setting(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A batch of damaged texts: `seen` is read, `true` to be written, `wounds` tell how each was damaged."""

    seen: Tokens
    true: Tokens
    wounds: tuple[Damaged | None, ...]
    """None for a text without any token."""

    def asked(self) -> Tensor:
        """Which of the true tokens must be found out: (B, T) bool."""
        out = np.zeros(self.true.ids.shape, np.bool_)
        for row, wound in zip(out, self.wounds, strict=True):
            if wound is not None:
                row[1 : 1 + len(wound.order)] = wound.is_asked()
        return torch.from_numpy(out).to(self.true.ids.device)


@pretext_tasks.register("restore_text")
class RestoreText(PretextTask):
    """An encoder that reads both ways, and a light decoder that sees all its tokens."""

    name = "restore_text"
    title = "Restore damaged text"
    summary = (
        "Of every text some stretches are covered, words left out and sentences moved;"
        " the network writes it as it was."
    )
    family = "autoencoder"
    modalities = ("text",)
    views_per_sample = 0
    can_collapse = False
    accumulates = True
    smallest_batch = 1
    base_rate = 3e-3
    preferred_encoders = ("text_base", "text_small", "text_mini")
    measures = (
        surprise.SKILL,
        Measure(
            name="restored",
            label="Restored",
            help="Share of what was covered or left out that its first guess gets right; a third is much.",
            low=0.0,
            high=1.0,
        ),
        surprise.PERPLEXITY,
    )
    Settings = RestoreTextSettings
    encoder: TextEncoder

    def __init__(self, encoder: TextEncoder, settings: RestoreTextSettings) -> None:
        super().__init__(encoder, settings)
        self.decoder = text_decoder.decoder_for(encoder, depth=settings.decoder_layers)
        self.frequencies = surprise.Frequencies(len(encoder.embedding))

    @classmethod
    def refusal(cls, encoder: Encoder, settings: RestoreTextSettings) -> str:
        """It needs to see what stands behind a gap, a token to put into it, and ends of texts."""
        if not isinstance(encoder, TextEncoder) or encoder.is_causal:
            return "To restore a text a network must read it both ways, and this one does not."
        if encoder.vocabulary.special.mask < 0:
            return "The vocabulary of this network has no token that stands for a missing word."
        return text_decoder.refusal(encoder)

    @classmethod
    def remedy(cls, settings: RestoreTextSettings) -> Remedy:
        """Half the damage, and smaller steps."""
        return Remedy(
            settings=dataclasses.replace(
                settings,
                covered_share=settings.covered_share / 2,
                left_out_share=settings.left_out_share / 2,
                shuffled_share=settings.shuffled_share / 2,
            ),
            sentence="It goes on with half the damage and a quarter of the learning rate.",
            rate_factor=0.25,
        )

    def forward(self, batch: Batch) -> PretextOutput:
        """The mean surprise a token of the whole text; every text counts the same."""
        room = self.encoder.spec.size - 2
        asked = self._damaged(batch.samples, room, numpy_generator(batch.generator))
        hidden = self.encoder.run(asked.seen.ids, asked.seen.mask)
        told = retelling.tell(self.encoder, self.decoder, asked.true, hidden, asked.seen.mask)
        loss = told.mean(told.surprises)
        plain = told.mean(self.frequencies.errors(told.wanted))
        if self.training:
            self.frequencies.note(told.wanted)
        wounded = asked.asked()[:, 1:][told.owners, told.places]
        return PretextOutput(
            loss=loss,
            embeddings=self.encoder.pooled(hidden.detach(), asked.seen),
            metrics={
                **surprise.metrics(loss[None], plain[None]),
                "written_right": told.mean(told.right),
                "restored": told.mean(told.right, wounded),
            },
        )

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each text, what is left of it, and what is written back."""
        encoder = self.encoder
        asked = self._damaged(
            batch.samples, min(words.SHOWN, encoder.spec.size - 2), np.random.default_rng(_PREVIEW_SEED)
        )
        true = [ids[inside].tolist() for ids, inside in zip(asked.true.ids, asked.true.inside, strict=True)]
        rows = [
            [words.preview_of(encoder, ids, [""] * len(ids), "Your text"), self._left(ids, wound)]
            for ids, wound in zip(true, asked.wounds, strict=True)
        ]
        if trained:
            hidden = encoder.run(asked.seen.ids, asked.seen.mask)
            written = text_decoder.write(encoder, self.decoder, hidden, asked.seen.mask)
            flags = asked.asked()[:, 1:].tolist()
            for row, ids, given, flag in zip(rows, true, written, flags, strict=True):
                row.append(retelling.compared(encoder, given, ids, flag.__getitem__))
        return RowsPreview(rows=tuple(map(tuple, rows)))

    def _damaged(self, samples: Tensor, room: int, draw: np.random.Generator) -> Question:
        """Texts (B, L) uint8, a random stretch of at most `room` tokens of each, and their damage."""
        found = passages.tokens_of(self.encoder, passages.sentences_of(samples))
        texts = [passages.stretch(text, room, draw) for text in found]
        wounds = tuple(self._wound(text, draw) for text in texts)
        nothing = np.zeros(0, np.int32)
        return Question(
            seen=self.encoder.pack([nothing if one is None else one.seen for one in wounds], samples.device),
            true=self.encoder.pack(
                [np.concatenate(text) if text else nothing for text in texts], samples.device
            ),
            wounds=wounds,
        )

    def _wound(self, text: list[Ids], draw: np.random.Generator) -> Damaged | None:
        if not text:
            return None
        return damaged(
            text,
            mask=self.encoder.vocabulary.special.mask,
            covered_share=self.settings.covered_share,
            stretch=self.settings.stretch,
            left_out_share=self.settings.left_out_share,
            shuffles=bool(draw.random() < self.settings.shuffled_share),
            draw=draw,
        )

    def _left(self, ids: list[int], wound: Damaged | None) -> TextPreview:
        """What is left of a text: covered stretches, what is gone, and what lies elsewhere, marked."""
        caption = "What is left of it"
        if wound is None:
            return TextPreview(spans=(Span(text=""),), caption=caption)
        kept = ~wound.left_out
        order = wound.order[kept]
        is_moved = not bool((np.diff(wound.order) == 1).all())
        marks: list[Mark] = [
            "hidden" if covered else "moved" if is_moved else "" for covered in wound.covered[kept].tolist()
        ]
        return words.preview_of(self.encoder, [ids[one] for one in order.tolist()], marks, caption)
