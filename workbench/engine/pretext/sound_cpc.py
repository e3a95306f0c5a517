"""The network hears a sound up to a moment and picks, among many, the moment that really comes next.

van den Oord, Li & Vinyals 2018, "Representation Learning with Contrastive Predictive Coding": a recurrent
network sums up what was heard, and a matrix for each number of steps ahead says what is to come, which is
told from other moments by InfoNCE (their equation 4). Steps are normalised one by one as in Riviere, Joulin,
Mazare & Dupoux 2020, "Unsupervised Pretraining Transfers Well Across Languages". The other moments are of the
whole batch. Moments are heard in log-mel spectrograms instead of waves, which a CPU can afford.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from workbench.engine.contracts import Batch, PretextOutput, RowsPreview, SoundPreview, Stretch
from workbench.engine.encoders import Encoder
from workbench.engine.encoders.audio.mel_recurrent import MelRecurrent
from workbench.engine.parts import coming, question, sounds, spectrograms
from workbench.engine.pretext import Measure, PretextTask, pretext_tasks
from workbench.engine.settings import setting

_MOST_PAIRS = 2048
"""Of each number of steps ahead in a batch; more would cost more than the network."""
_PREVIEW_SEED = 20180710
_PREVIEW_AHEAD = 3
_PREVIEW_CHOICES = 16
_STEP_MS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundCPCSettings:
    """What can be set about it."""

    steps: int = setting(
        8,
        label="Steps ahead",
        help=f"How many steps of {_STEP_MS} ms it looks ahead. More ask for more than how a tone goes on.",
        low=1,
        high=25,
    )
    choices: int = setting(
        128,
        label="Choices",
        help="Among how many other moments it has to pick the true one; more are harder.",
        low=2,
        high=1024,
    )


@pretext_tasks.register("sound_cpc")
class SoundCPC(PretextTask):
    """A recurrent encoder, and a matrix for each number of steps that it looks ahead."""

    name = "sound_cpc"
    title = "Predict what comes next (CPC)"
    summary = (
        "The network hears a sound up to a moment and picks, among many moments of many sounds,"
        " the one that really comes next."
    )
    family = "next"
    modalities = ("audio",)
    views_per_sample = 1
    view_strength = "gentle"
    can_collapse = False
    preferred_encoders = ("cpc_small", "cpc_mini")
    measures = (
        question.SKILL,
        Measure(
            name="last_step_skill",
            label="Right farthest ahead",
            help="The same for the farthest step only, which nothing of the present gives away.",
            low=0.0,
            high=1.0,
        ),
    )
    Settings = SoundCPCSettings
    encoder: MelRecurrent

    def __init__(self, encoder: Encoder, settings: SoundCPCSettings) -> None:
        super().__init__(encoder, settings)
        refused = self.refusal(encoder, settings)
        if refused:
            raise ValueError(refused)
        self.predictions = coming.Predictions(encoder.width, settings.steps)
        self.choices = settings.choices

    @classmethod
    def refusal(cls, encoder: Encoder, settings: SoundCPCSettings) -> str:
        """A network that hears what comes next need not guess it."""
        if isinstance(encoder, MelRecurrent):
            return ""
        return "To predict what comes next a network must hear sounds from beginning to end only."

    @classmethod
    def caution(cls, samples: Tensor) -> str:
        """In very short sounds nothing comes next."""
        seconds = samples.shape[1] / 16_000
        if seconds >= 4 * _STEP_MS / 1000:
            return ""
        return "These sounds are so short that hardly anything comes next."

    def forward(self, batch: Batch) -> PretextOutput:
        """The mean InfoNCE over all steps ahead and all moments, in nats."""
        heard, mask = self.encoder.steps(*self.encoder.spectrogram(batch.views[0]))
        states = self.encoder.remember(heard)
        negatives = coming.others(mask, self.choices, batch.generator)
        flat, known = heard.flatten(0, 1), states.flatten(0, 1)
        # Over no pairs at all the loss is nought, but still of this network.
        loss, number = known.float().sum() * 0, 0
        right = []
        for ahead in range(1, len(self.predictions) + 1):
            pairs = coming.pairs(mask, ahead, _MOST_PAIRS, batch.generator)
            if not len(pairs.now):
                break
            scores = coming.scores(self.predictions(known[pairs.now], ahead), flat, pairs.then, negatives)
            loss, number = loss + coming.info_nce(scores), number + len(scores)
            right.append(coming.picked(scores.detach()).mean())
        shares = torch.stack(right) if right else loss.detach()[None]
        chance = 1 / (1 + self.choices)
        return PretextOutput(
            loss=loss / max(1, number),
            embeddings=self.encoder.summed_up(states, mask).pooled.detach(),
            metrics={
                "accuracy": shares.mean(),
                "chance": torch.full_like(shares[0], chance),
                "skill": (shares.mean() - chance) / (1 - chance),
                "last_step_skill": (shares[-1] - chance) / (1 - chance),
            },
        )

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each sound, its second half covered, and where it picked what really came."""
        samples = batch.samples
        mel, inside = self.encoder.spectrogram(samples)
        heard, mask = self.encoder.steps(mel, inside)
        true = spectrograms.as_log_mel(self.encoder, mel)
        right = self._picks(heard, mask) if trained else None
        rows = []
        for number, end in enumerate(inside.sum(1).tolist()):
            shown = true[number, :, :end]
            later = (torch.arange(end) >= end // 2).expand(len(shown), -1)
            whole = spectrograms.cell(shown, "Your sound", samples=sounds.as_row(samples[number]))
            cells = [whole, spectrograms.cell(shown, "What comes next?", hidden=later)]
            if right is not None:
                cells.append(self._answered(whole, right[number], int(mask[number].sum())))
            rows.append(tuple(cells))
        return RowsPreview(rows=tuple(rows))

    def _picks(self, heard: Tensor, mask: Tensor) -> Tensor:
        """At which moments it picked what came out of 16, from 0.1 s before: (B, n), 1, 0, or -1 unasked."""
        generator = torch.Generator(mask.device).manual_seed(_PREVIEW_SEED)
        ahead = min(_PREVIEW_AHEAD, len(self.predictions))
        found = torch.full(mask.shape, -1.0, device=mask.device).flatten()
        pairs = coming.pairs(mask, ahead, mask.numel(), generator)
        if len(pairs.now):
            states = self.encoder.remember(heard).flatten(0, 1)
            negatives = coming.others(mask, _PREVIEW_CHOICES - 1, generator)
            predicted = self.predictions(states[pairs.now], ahead)
            found[pairs.then] = coming.picked(
                coming.scores(predicted, heard.flatten(0, 1), pairs.then, negatives)
            )
        return found.view(mask.shape)

    def _answered(self, whole: SoundPreview, right: Tensor, num: int) -> SoundPreview:
        """The sound, its later half marked by whether each moment was picked."""
        seconds = self.encoder.token_seconds
        asked = [(step, bool(right[step] > 0)) for step in range(num // 2, num) if right[step] >= 0]
        stretches = tuple(
            Stretch(
                start_seconds=step * seconds,
                end_seconds=(step + 1) * seconds,
                mark="right" if is_right else "wrong",
            )
            for step, is_right in asked
        )
        caption = f"Picked {sum(is_right for _, is_right in asked)} of {len(asked)} moments"
        return replace(whole, stretches=stretches, caption=caption)
