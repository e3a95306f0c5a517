"""The network reads a text from left to right and says, after each word, which comes next.

Radford, Narasimhan, Salimans & Sutskever 2018, "Improving Language Understanding by Generative
Pre-Training", and Radford et al. 2019, "Language Models are Unsupervised Multitask Learners" (GPT-2), on
the network of Touvron et al. 2023, "LLaMA: Open and Efficient Foundation Language Models". That a text is
over is learnt as one more word; where only a stretch of a long text is read, neither its first word nor an
end that is none is asked for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from workbench.engine.contracts import Batch, PretextOutput, RowsPreview
from workbench.engine.encoders import Encoder
from workbench.engine.encoders.text import TextEncoder
from workbench.engine.parts import stretches, surprise, words
from workbench.engine.pretext import Measure, PretextTask, Remedy, pretext_tasks


@dataclass(frozen=True, slots=True, kw_only=True)
class NextWordSettings:
    """There is nothing to set about the next word."""


@pretext_tasks.register("next_word")
class NextWord(PretextTask):
    """An encoder that reads from left to right; the table of its own tokens gives the answer."""

    name = "next_word"
    title = "Say the next word"
    summary = "The network reads every text word by word and learns to say which comes next, and so to write."
    family = "next"
    modalities = ("text",)
    views_per_sample = 0
    can_collapse = False
    base_rate = 3e-3
    batch_share = 0.25
    preferred_encoders = ("gpt_base", "gpt_small", "gpt_mini")
    measures = (
        surprise.SKILL,
        surprise.PERPLEXITY,
        Measure(
            name="bits_per_byte",
            label="Bits per byte",
            help="In how many bits it could write down each byte of your texts; about 3 comes from knowing"
            " how often each word occurs, and 2 or less is good.",
            low=0.0,
            baseline="baseline_bits",
        ),
    )
    Settings = NextWordSettings
    encoder: TextEncoder

    def __init__(self, encoder: TextEncoder, settings: NextWordSettings) -> None:
        super().__init__(encoder, settings)
        self.frequencies = surprise.Frequencies(len(encoder.embedding))

    @classmethod
    def refusal(cls, encoder: Encoder, settings: NextWordSettings) -> str:
        """A network that sees the next word need not guess it."""
        if isinstance(encoder, TextEncoder) and encoder.is_causal:
            return ""
        return (
            "To say the next word a network must read texts from left to right only, and this one does not."
        )

    @classmethod
    def remedy(cls, settings: NextWordSettings) -> Remedy:
        """Smaller steps."""
        return Remedy(
            settings=settings, sentence="It goes on with a quarter of the learning rate.", rate_factor=0.25
        )

    def forward(self, batch: Batch) -> PretextOutput:
        """The mean cross-entropy over all next tokens, in nats."""
        read = stretches.drawn(self.encoder, batch.samples, batch.generator)
        made = self.encoder.run(read.tokens.ids, read.tokens.mask)
        at = read.asked[:, 1:].flatten().nonzero().flatten()
        wanted = read.tokens.ids[:, 1:].flatten()[at]  # (n,)
        errors = words.errors(self.encoder, made[:, :-1].flatten(0, 1)[at], wanted)
        if self.training:
            self.frequencies.note(wanted)
        plain = self.frequencies.errors(wanted)
        bits = math.log(2) * max(1.0, read.num_bytes)
        return PretextOutput(
            loss=errors.sum() / max(1, len(wanted)),
            embeddings=self.encoder.pooled(made.detach(), read.tokens),
            metrics={
                **surprise.metrics(errors, plain),
                "bits_per_byte": errors.detach().sum() / bits,
                "baseline_bits": plain.sum() / bits,
            },
        )

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each text, its second half hidden, and the guess for each of its words from all before it."""
        tokens = words.beginnings(self.encoder, batch.samples)
        place = tokens.inside.cumsum(1)  # 1, 2, ... inside
        later = tokens.inside & (place > tokens.inside.sum(1, keepdim=True) // 2)
        columns = [
            words.text_cells(self.encoder, tokens, "Your text"),
            words.text_cells(self.encoder, tokens, "What comes next?", hidden=later),
        ]
        if trained:
            made = self.encoder.run(tokens.ids, tokens.mask)
            guesses = words.guesses(self.encoder, made).roll(1, 1)
            columns.append(words.guess_cells(self.encoder, tokens, guesses, later, "Its guess, word by word"))
        return RowsPreview(rows=tuple(zip(*columns, strict=True)))
