"""Stretches of a sound are hidden from the network; it recognises them among other stretches of that sound.

Baevski, Zhou, Mohamed & Auli 2020, "wav2vec 2.0: A Framework for Self-Supervised Learning of Speech
Representations": what is hidden is recognised by its code, one of few that a quantiser learns beside the
network (product quantisation with a Gumbel softmax, transformers' own). The loss is their equation 2: the
contrast of equation 3 plus the diversity of codes of equation 4.

What the settings stand on, measured on 942 spoken words in 60 seconds of one core (64 a step, probe at 20
labels a class; 0.36 without learning): the published weight of diversity, 0.1, let 64 codes become 5 and gave
0.39, twice its rate 2 codes; 0.5 kept 44 to 62 and gave 0.50, 0.53 and 0.60 at base rates of 2, 3 and 4e-3;
two books of 16 gave 0.49.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Generator, Tensor, nn

from workbench.engine.contracts import Batch, Mark, PretextOutput, RowsPreview, SoundPreview, Stretch
from workbench.engine.encoders import Encoder
from workbench.engine.encoders.audio.wav2vec import Latents, WaveEncoder, pooled
from workbench.engine.encoders.text.library import transformers
from workbench.engine.parts import sounds
from workbench.engine.parts.latents import DrawnFrom, Hidden, Told, spans, tell_apart
from workbench.engine.pretext import Measure, PretextTask, Remedy, pretext_tasks
from workbench.engine.settings import setting

_PREVIEW_SEED = 20200620
_GROUPS = 2
_SIMILARITY_TEMPERATURE = 0.1
_COOLEST = 0.5
_FEW = 500
_SEEN, _HIDDEN, _RIGHT, _WRONG = range(4)
_MARKS: tuple[Mark, ...] = ("", "hidden", "right", "wrong")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wav2VecSettings:
    """What can be set about hidden sounds."""

    hidden_share: float = setting(
        0.5, label="Hidden share", help="How much of each sound is hidden.", low=0.2, high=0.7
    )
    stretch_ms: int = setting(
        160,
        label="Hidden stretch",
        help="How long each hidden stretch is; longer ones cannot be guessed from what is right beside them.",
        low=40,
        high=400,
        unit="ms",
    )
    num_codes: int = setting(
        32,
        label="Codes in a book",
        help="Sounds are told apart by two books of so many codes each; fewer are safer on little data.",
        low=8,
        high=320,
    )
    diversity: float = setting(
        0.5,
        label="Weight of diversity",
        help="How strongly all codes are to be used alike; the published 0.1 is too little for small sets.",
        low=0.0,
        high=5.0,
    )
    start_temperature: float = setting(
        2.0,
        label="Temperature at the start",
        help="How freely codes are tried at the start; it falls to 0.5 in the course of the run.",
        low=0.5,
        high=5.0,
    )
    num_others: int = setting(
        100,
        label="Others to tell from",
        help="From how many other hidden places of the same sound each is told, where it has as many.",
        low=5,
        high=300,
    )


@pretext_tasks.register("wav2vec")
class Wav2Vec(PretextTask):
    """A network that hears the wave, and the quantiser of what its convolutions give."""

    name = "wav2vec"
    title = "Recognise hidden sounds (wav2vec 2.0)"
    summary = (
        "Short stretches of every sound are hidden; the network recognises each of them among other"
        " stretches of the same sound."
    )
    family = "masked"
    modalities = ("audio",)
    views_per_sample = 0
    smallest_batch = 1
    batch_share = 0.25
    base_rate = 4e-3
    preferred_encoders = ("wav2vec_base", "wav2vec_small", "wav2vec_mini")
    measures = (
        Measure(
            name="skill",
            label="Skill",
            help="How often hidden places are recognised beyond chance: 0 is guessing, 1 is always.",
            low=0.0,
            high=1.0,
        ),
        Measure(
            name="codes",
            label="Codes in use",
            help="How many codes are told apart (perplexity); below 8 nearly all sounds have become one.",
            low=0.0,
            bad_below=8.0,
        ),
    )
    Settings = Wav2VecSettings
    encoder: WaveEncoder
    temperature: Tensor

    def __init__(self, encoder: WaveEncoder, settings: Wav2VecSettings) -> None:
        super().__init__(encoder, settings)
        library, width = transformers(), min(256, encoder.width)
        self.quantizer = library.models.wav2vec2.modeling_wav2vec2.Wav2Vec2GumbelVectorQuantizer(
            library.Wav2Vec2Config(
                conv_dim=encoder.config.conv_dim,
                conv_kernel=encoder.config.conv_kernel,
                conv_stride=encoder.config.conv_stride,
                num_codevector_groups=_GROUPS,
                num_codevectors_per_group=settings.num_codes,
                codevector_dim=width,
            )
        )
        nn.init.uniform_(self.quantizer.codevectors)
        nn.init.normal_(self.quantizer.weight_proj.weight)
        nn.init.zeros_(self.quantizer.weight_proj.bias)
        self.answer = nn.Linear(encoder.width, width)
        self.target = nn.Linear(width, width)
        self.register_buffer("temperature", torch.tensor(settings.start_temperature))

    @classmethod
    def refusal(cls, encoder: Encoder, settings: Wav2VecSettings) -> str:
        """It needs a network in two parts: one that listens closely, one that looks around."""
        if isinstance(encoder, WaveEncoder):
            return ""
        return "To recognise hidden sounds a network must hear the wave itself, and this one does not."

    @classmethod
    def caution(cls, samples: Tensor) -> str:
        """Told of small sets: up to 500 samples are shown here, all of a set that has fewer."""
        if len(samples) >= _FEW:
            return ""
        return (
            "There are too few sounds for it: it wants some thousands, with fewer its codes tend to become"
            " one, and filling in what is hidden of a spectrogram is the sounder choice."
        )

    @classmethod
    def remedy(cls, settings: Wav2VecSettings) -> Remedy:
        """What keeps codes apart: more weight on it, more trying, fewer codes, smaller steps."""
        changed = replace(
            settings,
            diversity=min(5.0, max(1.0, 2 * settings.diversity)),
            start_temperature=min(5.0, max(2.0, 1.5 * settings.start_temperature)),
            num_codes=max(8, settings.num_codes // 2),
        )
        return Remedy(
            settings=changed,
            sentence="It goes on with fewer codes, more weight on using all of them, a higher temperature and"
            " half the learning rate.",
        )

    def forward(self, batch: Batch) -> PretextOutput:
        """The mean contrast over hidden places, plus the weighted share of codes that are not used."""
        latents = self.encoder.latents(batch.samples)
        hidden = self._hidden(latents.mask, batch.generator)
        tokens, told, codes = self._answered(latents, hidden, batch.generator)
        unused = 1 - codes / (_GROUPS * self.settings.num_codes)
        with torch.no_grad():
            can_tell = told.chance < 1
            chance = told.chance[can_tell].mean().nan_to_num(1.0)
            accuracy = told.right[can_tell].float().mean().nan_to_num(0.0)
            skill = (accuracy - chance) / (1 - chance).clamp_min(1e-3)
        return PretextOutput(
            loss=told.errors.mean() + self.settings.diversity * unused,
            embeddings=pooled(tokens.detach(), latents.mask),
            metrics={
                "skill": skill.clamp_min(-1.0), "codes": codes.detach(), "accuracy": accuracy,
                "chance": chance,
            },
        )  # fmt: skip

    def after_step(self, progress: float) -> None:
        """Codes are tried less and less freely: the temperature falls by equal factors."""
        start = self.settings.start_temperature
        self.temperature.fill_(start * (min(1.0, _COOLEST / start)) ** progress)

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each sound with what is hidden of it, and which hidden places the network recognises."""
        generator = torch.Generator(batch.samples.device).manual_seed(_PREVIEW_SEED)
        latents = self.encoder.latents(batch.samples)
        hidden = self._hidden(latents.mask, generator)
        marks: list[tuple[str, NDArray[np.int8]]] = [
            ("What is hidden", np.where(hidden.cpu().numpy(), _HIDDEN, _SEEN).astype(np.int8))
        ]
        if trained:
            _, told, _ = self._answered(latents, hidden, generator)
            found = hidden.flatten().to(torch.int8)
            found[hidden.flatten()] = torch.where(told.right, _RIGHT, _WRONG).to(torch.int8)
            marks.append(("What it recognises", found.view(hidden.shape).cpu().numpy()))
        return RowsPreview(
            rows=tuple(
                tuple(self._cell(sample, steps[number], caption) for caption, steps in marks)
                for number, sample in enumerate(batch.samples)
            )
        )

    def _hidden(self, mask: Tensor, generator: Generator | None) -> Tensor:
        length = max(1, round(self.settings.stretch_ms / 1000 / self.encoder.token_seconds))
        return spans(mask, self.settings.hidden_share, length, generator)

    def _answered(
        self, latents: Latents, hidden: Tensor, generator: Generator | None
    ) -> tuple[Tensor, Told, Tensor]:
        """What the network makes of sounds with gaps (B, N, D), how well it tells what is in the gaps, and
        how many codes that took, a number ().
        """
        projected = self.encoder.projected(latents)
        seen = torch.where(hidden[:, :, None], self.encoder.gap.to(projected.dtype), projected)
        tokens = self.encoder.context(seen, latents.mask)
        places = Hidden.of(hidden)
        self.quantizer.temperature = self.temperature
        with DrawnFrom(generator):
            codes, num_codes = self.quantizer(places.take(latents.normed)[None])
        told = tell_apart(
            self.answer(places.take(tokens)), self.target(codes[0]), codes[0], places,
            most=self.settings.num_others, temperature=_SIMILARITY_TEMPERATURE, generator=generator,
        )  # fmt: skip
        return tokens, told, num_codes

    def _cell(self, sample: Tensor, steps: NDArray[np.int8], caption: str) -> SoundPreview:
        """A sound (T,) whose steps (N,) are marked by `_MARKS`, neighbours that are alike together."""
        edges = [0, *(np.flatnonzero(np.diff(steps)) + 1).tolist(), len(steps)]
        seconds = self.encoder.token_seconds
        return replace(
            sounds.cell(sample, caption),
            stretches=tuple(
                Stretch(start_seconds=start * seconds, end_seconds=end * seconds, mark=_MARKS[steps[start]])
                for start, end in pairwise(edges)
                if steps[start] != _SEEN
            ),
        )
