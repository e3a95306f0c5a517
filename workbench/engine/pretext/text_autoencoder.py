"""A text is pressed into a few numbers; a small decoder has to say it again from them alone.

Wang, Reimers & Gurevych 2021, "TSDAE: Using Transformer-based Sequential Denoising Auto-Encoder for
Unsupervised Sentence Embedding Learning": the decoder sees nothing but the pooled text, and the encoder
reads a text of which words are left out (Hill, Cho & Korhonen 2016, SDAE). So that the code is used, most
of the words before the one to be said are hidden from the decoder (Bowman et al. 2016, "Generating
Sentences from a Continuous Space", word dropout).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Generator, Tensor, nn

from workbench.engine.contracts import Batch, PretextOutput, RowsPreview, TextPreview
from workbench.engine.encoders import Encoder
from workbench.engine.encoders.text import TextEncoder, Tokens
from workbench.engine.parts import retelling, text_decoder, words
from workbench.engine.parts.text_damage import without
from workbench.engine.pretext import Measure, PretextTask, Remedy, pretext_tasks
from workbench.engine.settings import setting

_SLOTS = 4
"""Vectors that the decoder looks at; all are made from the code."""
_BLIND = 8
"""Every so many texts one is also told without its code, to know what the code is good for."""
_PREVIEW_SEED = 20210414


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAutoencoderSettings:
    """What can be set about the autoencoder of texts."""

    code_width: int = setting(
        64,
        label="Numbers kept",
        help="How many numbers must be enough to say a text again; fewer keep only what matters most.",
        low=4,
        high=1024,
    )
    left_out_share: float = setting(
        0.3,
        label="Words left out",
        help="Share of the pieces of words that the network does not get to read and must make up for;"
        " 0 lets it read all.",
        low=0.0,
        high=0.8,
    )
    unheard_share: float = setting(
        0.5,
        label="Own words unheard",
        help="Share of the words said so far that the decoder does not hear; the more, the more it has to"
        " rely on the numbers kept.",
        low=0.0,
        high=1.0,
    )
    decoder_layers: int = text_decoder.depth_setting(1)


@pretext_tasks.register("text_autoencoder")
class TextAutoencoder(PretextTask):
    """An encoder of texts, a narrow code, and a decoder that sees nothing but the code."""

    name = "text_autoencoder"
    title = "Say it again from memory (autoencoder)"
    summary = "Every text is pressed into a few numbers; the network has to say it again from them alone."
    family = "autoencoder"
    modalities = ("text",)
    views_per_sample = 0
    accumulates = True
    smallest_batch = 1
    base_rate = 3e-3
    preferred_encoders = ("text_base", "text_small", "text_mini")
    measures = (
        Measure(
            name="skill",
            label="Skill",
            help="How much of the uncertainty about the next word is gone that a decoder without the numbers"
            " has: 0 is none, 1 all.",
            low=0.0,
            high=1.0,
        ),
        Measure(
            name="said_right",
            label="Said right",
            help="Share of the pieces of words that it says again right; it should rise above what is"
            " guessed without the numbers.",
            low=0.0,
            high=1.0,
        ),
        Measure(
            name="perplexity",
            label="Choices (perplexity)",
            help="Among how many words it wavers on average; it should fall below that of a decoder without"
            " the numbers.",
            low=1.0,
            baseline="baseline",
        ),
    )
    Settings = TextAutoencoderSettings
    encoder: TextEncoder

    def __init__(self, encoder: TextEncoder, settings: TextAutoencoderSettings) -> None:
        super().__init__(encoder, settings)
        self.code = nn.Linear(encoder.width, settings.code_width)
        self.spread_out = nn.Linear(settings.code_width, _SLOTS * encoder.width)
        self.memory_norm = nn.LayerNorm(encoder.width)
        self.no_code = nn.Parameter(torch.zeros(_SLOTS, encoder.width))
        self.decoder = text_decoder.decoder_for(encoder, depth=settings.decoder_layers)

    @classmethod
    def refusal(cls, encoder: Encoder, settings: TextAutoencoderSettings) -> str:
        """It needs texts, and tokens for where one begins and ends."""
        if not isinstance(encoder, TextEncoder):
            return "It needs a network that reads texts, and this one does not."
        return text_decoder.refusal(encoder)

    @classmethod
    def remedy(cls, settings: TextAutoencoderSettings) -> Remedy:
        """A decoder that hears less of what it says has to look at the code."""
        return Remedy(
            settings=TextAutoencoderSettings(
                code_width=settings.code_width,
                left_out_share=min(settings.left_out_share, 0.3),
                unheard_share=max(settings.unheard_share, 0.75),
                decoder_layers=1,
            ),
            sentence="The decoder hears less of its own words, and the learning rate is halved.",
        )

    def forward(self, batch: Batch) -> PretextOutput:
        """The mean surprise a token; every text counts the same, and so do those told without a code."""
        texts = self.encoder.tokens(batch.samples, batch.generator)
        pooled = self._read(texts, batch.generator)
        heard = self._heard(texts, batch.generator)
        told = retelling.tell(self.encoder, self.decoder, texts, self._memory(pooled), heard=heard)
        blind = self._tell_blindly(texts, heard)
        loss, plain = told.mean(told.surprises), blind.mean(blind.surprises)
        share = blind.num_texts / (told.num_texts + blind.num_texts)
        return PretextOutput(
            loss=(1 - share) * loss + share * plain,
            embeddings=pooled.detach(),
            metrics=_metrics(told, blind),
        )

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each text, what is read of it, and what is said again from the numbers kept."""
        encoder = self.encoder
        texts = words.beginnings(encoder, batch.samples)
        generator = torch.Generator(texts.ids.device).manual_seed(_PREVIEW_SEED)
        kept = self._kept(texts, generator)
        rows = []
        for number, inside in enumerate(texts.inside):
            ids = texts.ids[number][inside]
            read = kept[number][inside].tolist()
            cells = [
                words.preview_of(encoder, ids, [""] * len(ids), "Your text"),
                words.preview_of(
                    encoder, ids, ["" if one else "hidden" for one in read], "What the network reads"
                ),
            ]
            rows.append(cells[: 2 if self.settings.left_out_share else 1])
        if trained:
            memory = self._memory(self._pooled(without(encoder, texts, kept)))
            for row, text in zip(rows, self._said(texts, memory), strict=True):
                row.append(text)
        return RowsPreview(rows=tuple(map(tuple, rows)))

    def _said(self, texts: Tokens, memory: Tensor) -> list[TextPreview]:
        written = text_decoder.write(self.encoder, self.decoder, memory)
        true = [ids[inside].tolist() for ids, inside in zip(texts.ids, texts.inside, strict=True)]
        return [
            retelling.compared(self.encoder, one, other, lambda _: True)
            for one, other in zip(written, true, strict=True)
        ]

    def _read(self, texts: Tokens, generator: Generator | None) -> Tensor:
        """The texts, with words left out, as the encoder pools them: (B, D)."""
        seen = without(self.encoder, texts, self._kept(texts, generator))
        return self._pooled(seen)

    def _pooled(self, tokens: Tokens) -> Tensor:
        return self.encoder.pooled(self.encoder.run(tokens.ids, tokens.mask), tokens)

    def _memory(self, pooled: Tensor) -> Tensor:
        """What the decoder sees of pooled texts (B, D): (B, slots, D), all from the code."""
        slots = self.spread_out(self.code(pooled)).unflatten(1, (_SLOTS, self.encoder.width))
        memory: Tensor = self.memory_norm(slots)
        return memory

    def _kept(self, texts: Tokens, generator: Generator | None) -> Tensor:
        """Which tokens (B, T) bool the encoder reads."""
        share: float = self.settings.left_out_share
        return ~texts.inside | (_draws(texts, generator) >= share)

    def _heard(self, texts: Tokens, generator: Generator | None) -> Tensor:
        """Which tokens (B, T - 1) bool the decoder hears; always the beginning."""
        share: float = self.settings.unheard_share
        return (~texts.inside | (_draws(texts, generator) >= share))[:, :-1]

    def _tell_blindly(self, texts: Tokens, heard: Tensor) -> retelling.Told:
        """Some of the texts told without their code, for comparison."""
        some = slice(None, None, _BLIND)
        few = Tokens(
            ids=texts.ids[some], mask=texts.mask[some], inside=texts.inside[some], begins=texts.begins[some]
        )
        memory = self.no_code.expand(len(few.ids), -1, -1)
        return retelling.tell(self.encoder, self.decoder, few, memory, heard=heard[some])


@torch.no_grad()
def _metrics(told: retelling.Told, blind: retelling.Told) -> dict[str, Tensor]:
    """What the code is good for: the texts told without it beside the same ones told with it."""
    surprise = told.mean(told.surprises)
    same = told.mean(told.surprises, told.owners % _BLIND == 0)
    left = same / blind.mean(blind.surprises).clamp_min(1e-6)
    return {
        "skill": (1 - left).clamp_min(-1.0),
        "said_right": told.mean(told.right),
        "guessed_right": blind.mean(blind.right),
        "perplexity": surprise.exp(),
        "baseline": (surprise / left.clamp_min(1e-6)).clamp_max(50.0).exp(),
    }


def _draws(texts: Tokens, generator: Generator | None) -> Tensor:
    """Numbers in [0, 1), one a token: (B, T) float32."""
    drawn_on = texts.ids.device if generator is None else generator.device
    return torch.rand(texts.ids.shape, generator=generator, device=drawn_on).to(texts.ids.device)
