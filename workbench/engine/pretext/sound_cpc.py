"""The network hears a sound up to a moment and picks, among many, the moment that really comes next.

van den Oord, Li & Vinyals 2018, "Representation Learning with Contrastive Predictive Coding": a recurrent
network sums up what was heard, and a matrix for each number of steps ahead says what is to come, which is
told from other moments by InfoNCE (their equation 4). Steps are normalised one by one as in Riviere, Joulin,
Mazare & Dupoux 2020, "Unsupervised Pretraining Transfers Well Across Languages". The other moments are all of
the same sound and some of the whole batch.
Moments are heard in log-mel spectrograms instead of waves, which a CPU can afford.
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

_MOST_MOMENTS = 32
"""Of a sound from which it looks ahead in a step; more would cost more than the network."""
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
        help="Among how many moments of all sounds, besides those of the same sound, it picks the true one.",
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
    base_rate = 4e-3
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
        # Over no moments at all the loss is nought, but still of this network.
        loss, number = states.float().sum() * 0, 0
        skills = []
        for ahead in range(1, len(self.predictions) + 1):
            now = coming.moments(mask.shape[1], ahead, _MOST_MOMENTS, batch.generator, mask.device)
            predicted = self.predictions(states[:, now], ahead)
            scores = coming.scores(predicted, heard, mask, now + ahead, negatives)
            if not len(scores):
                break
            loss, number = loss + coming.info_nce(scores), number + len(scores)
            skills.append(_skill(scores.detach()))
        each = torch.stack(skills) if skills else loss.detach()[None]
        return PretextOutput(
            loss=loss / max(1, number),
            embeddings=self.encoder.pool(heard, mask).detach(),
            metrics={"skill": each.mean(), "last_step_skill": each[-1]},
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
        """Which moments it picked from 0.1 s before, among 16 of all sounds: (B, n), 1, 0, or -1 unasked."""
        generator = torch.Generator(mask.device).manual_seed(_PREVIEW_SEED)
        ahead = min(_PREVIEW_AHEAD, len(self.predictions))
        found = torch.full(mask.shape, -1.0, device=mask.device)
        now = torch.arange(max(0, mask.shape[1] - ahead), device=mask.device)
        negatives = coming.others(mask, _PREVIEW_CHOICES - 1, generator)
        predicted = self.predictions(self.encoder.remember(heard)[:, now], ahead)
        scores = coming.scores(predicted, heard, mask, now + ahead, negatives)
        if len(scores):
            few = torch.cat([scores[:, :1], scores[:, 1 + mask.shape[1] :]], 1)
            asked = mask.clone()
            asked[:, :ahead] = False
            found[asked] = coming.picked(few)
        return found

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


def _skill(scores: Tensor) -> Tensor:
    """How far the picks are above guessing: 0 at chance, 1 when all are right (Cohen): ()."""
    guessed = coming.chance(scores).mean()
    return (coming.picked(scores).mean() - guessed) / (1 - guessed).clamp_min(1e-6)
