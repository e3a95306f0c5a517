"""Words are hidden all over a text; the network says which they were, from what stands before and behind.

Devlin, Chang, Lee & Toutanova 2018, "BERT: Pre-training of Deep Bidirectional Transformers for Language
Understanding" (masked language modelling, with 80 of 100 hidden tokens masked, 10 swapped and 10 left);
Wettig, Gao, Zhong & Chen 2023, "Should You Mask 15% in Masked Language Modeling?" (more is often better).
Scores are computed for the hidden tokens alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from workbench.engine.contracts import Batch, PretextOutput, RowsPreview
from workbench.engine.encoders import Encoder
from workbench.engine.encoders.text import TextEncoder
from workbench.engine.parts import surprise, words
from workbench.engine.pretext import PretextTask, Remedy, pretext_tasks
from workbench.engine.settings import setting

_PREVIEW_SEED = 20181011


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingWordsSettings:
    """What can be set about missing words."""

    hidden_share: float = setting(
        0.25,
        label="Hidden share",
        help="How much of each text is hidden; 0.15 is easy, 0.4 is hard, and little text wants less.",
        low=0.15,
        high=0.5,
    )
    whole_words: bool = setting(
        False,
        label="Whole words",
        help="Hides words as a whole, which is harder than pieces of them; languages without spaces between"
        " words are not changed by it.",
    )


@pretext_tasks.register("missing_words")
class MissingWords(PretextTask):
    """An encoder that reads both ways; a light head and the table of its own tokens give the answer."""

    name = "missing_words"
    title = "Guess the missing words"
    summary = "Some words of every text are hidden; the network guesses them from what stands around them."
    family = "masked"
    modalities = ("text",)
    views_per_sample = 0
    can_collapse = False
    accumulates = False
    """The loss is a mean over hidden tokens, and long texts have more of them than short ones."""
    base_rate = 3e-3
    batch_share = 0.25
    smallest_batch = 1
    preferred_encoders = ("text_base", "text_small", "text_mini")
    measures = (surprise.SKILL, surprise.PERPLEXITY)
    Settings = MissingWordsSettings
    encoder: TextEncoder

    def __init__(self, encoder: TextEncoder, settings: MissingWordsSettings) -> None:
        super().__init__(encoder, settings)
        self.frequencies = surprise.Frequencies(len(encoder.embedding))
        self.transform = nn.Sequential(
            nn.Linear(encoder.width, encoder.width, bias=False),
            nn.GELU(),
            nn.LayerNorm(encoder.width, bias=False),
        )
        self.bias = nn.Parameter(torch.zeros(len(encoder.embedding)))

    @classmethod
    def refusal(cls, encoder: Encoder, settings: MissingWordsSettings) -> str:
        """It needs to see what stands behind a gap, and a token to put into it."""
        if not isinstance(encoder, TextEncoder) or encoder.is_causal:
            return "To guess missing words a network must read texts both ways, and this one does not."
        if encoder.vocabulary.special.mask < 0:
            return "The vocabulary of this network has no token that stands for a missing word."
        return ""

    @classmethod
    def remedy(cls, settings: MissingWordsSettings) -> Remedy:
        """Fewer gaps, and smaller steps."""
        return Remedy(
            settings=replace(settings, hidden_share=0.15),
            sentence="It goes on with fewer missing words and a quarter of the learning rate.",
            rate_factor=0.25,
        )

    def forward(self, batch: Batch) -> PretextOutput:
        """The mean cross-entropy over the hidden tokens, in nats."""
        tokens = self.encoder.tokens(batch.samples, batch.generator)
        hidden = words.hide(
            tokens, self.settings.hidden_share, batch.generator, whole_words=self.settings.whole_words
        )
        seen = words.damage(tokens.ids, hidden, self.encoder.vocabulary, batch.generator)
        made = self.encoder.run(seen, tokens.mask)
        at = hidden.flatten().nonzero().flatten()
        wanted = tokens.ids.flatten()[at]  # (n,)
        answers = self.transform(made.flatten(0, 1)[at])
        if self.training:
            self.frequencies.note(tokens.ids[tokens.inside])
        plain = self.frequencies.errors(wanted)
        errors = words.errors(self.encoder, answers, wanted, self._bias)
        return PretextOutput(
            loss=errors.sum() / max(1, len(wanted)),
            embeddings=self.encoder.pooled(made.detach(), tokens),
            metrics=surprise.metrics(errors, plain),
        )

    @property
    def _bias(self) -> Tensor:
        """How likely each token is anywhere, (V,): the network has to learn only what goes beyond that."""
        return self.bias + self.frequencies.log_shares()

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each text, what is hidden of it, and what the network puts there."""
        encoder = self.encoder
        tokens = words.beginnings(encoder, batch.samples)
        generator = torch.Generator().manual_seed(_PREVIEW_SEED)
        hidden = words.hide(
            tokens, self.settings.hidden_share, generator, whole_words=self.settings.whole_words
        )
        columns = [
            words.text_cells(encoder, tokens, "Your text"),
            words.text_cells(encoder, tokens, "What it does not see", hidden=hidden),
        ]
        if trained:
            seen = tokens.ids.masked_fill(hidden, encoder.vocabulary.special.mask)
            answers = self.transform(encoder.run(seen, tokens.mask))
            guesses = words.guesses(encoder, answers, self._bias)
            columns.append(words.guess_cells(encoder, tokens, guesses, hidden, "What it guesses"))
        return RowsPreview(rows=tuple(zip(*columns, strict=True)))
