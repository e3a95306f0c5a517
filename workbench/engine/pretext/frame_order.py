"""Stretches of a video are shuffled and some turned round; the network says how they belonged.

Misra, Zitnick & Hebert 2016, "Shuffle and Learn" (is the order right?), and Lee et al. 2017, "Unsupervised
Representation Learning by Sorting Sequences" (which pairs come first) of frames; here of stretches, each seen
for itself, as Xu et al. 2019, "Self-supervised Spatiotemporal Learning via Video Clip Order Prediction".
Backwards: Wei, Lim, Zisserman & Freeman 2018, "Learning and Using the Arrow of Time".

Three things are asked: which of two that run the same way comes first, as they run; whether two run the same
way; and whether one runs backwards. The first two have an answer without an arrow of time too, as where a
camera moves. Answers are bilinear in two embeddings: which way each runs is then learnt from the first step,
where a network that is shown both at once stays at guessing for long.

Short cuts are refused: stretches lie apart by gaps of chance length, each is moved and made lighter or darker
by itself (Lee et al. move and recolour frames), and a tail that stands still is never shown.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from workbench.engine.contracts import Batch, Mark, PretextOutput, RowsPreview, Stretch, VideoPreview
from workbench.engine.encoders import Encoder
from workbench.engine.modalities.video.standing import moving
from workbench.engine.parts import moments, question, videos
from workbench.engine.pretext import Measure, PretextTask, pretext_tasks
from workbench.engine.settings import setting

_PREVIEW_SEED = 20180618
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameOrderSettings:
    """What can be set about the order of frames."""

    stretches: int = setting(
        3,
        label="Stretches",
        help="Into how many stretches a video is cut, whose order is asked for.",
        low=2,
        high=6,
    )
    turned: bool = setting(
        True,
        label="Turned round",
        help="Half of the stretches run backwards, which is asked too; without it the order alone is.",
    )
    moved: float = setting(
        0.05,
        label="Moved apart",
        help="Each stretch is moved by up to this share of its width, so that edges do not simply fit.",
        low=0.0,
        high=0.25,
    )
    lightness: float = setting(
        0.2,
        label="Lightness",
        help="How much lighter or darker each stretch may be, so that a fade does not tell the order.",
        low=0.0,
        high=0.8,
    )
    width: int = setting(
        64,
        label="Answering heads, width",
        help="By how many numbers two stretches are compared; they are thrown away after pretraining.",
        low=8,
        high=1024,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a network says of S stretches, as logits.

    pooled: their embeddings (B, S, D); first: (B, S, S), whether i comes before j, minus that of j before i;
    alike: (B, S, S), whether both run the same way; turned: (B, S), whether it runs backwards.
    """

    pooled: Tensor
    first: Tensor
    alike: Tensor
    turned: Tensor


class Comparing(nn.Module):
    """Embeddings (B, S, D) -> `Answers`."""

    def __init__(self, inputs: int, width: int) -> None:
        super().__init__()
        self.norm = nn.BatchNorm1d(inputs)
        self.earlier = nn.Linear(inputs, width)
        self.later = nn.Linear(inputs, width)
        self.ways = nn.Linear(inputs, width)
        self.turned = nn.Linear(inputs, 1)
        self._scale = 1 / math.sqrt(width)

    def forward(self, pooled: Tensor) -> Answers:
        normed = self.norm(pooled.flatten(0, 1)).view_as(pooled)
        ways = self.ways(normed)
        first = self.earlier(normed) @ self.later(normed).transpose(1, 2) * self._scale
        return Answers(
            pooled=pooled,
            first=(first - first.transpose(1, 2)).float(),
            alike=(ways @ ways.transpose(1, 2) * self._scale).float(),
            turned=self.turned(normed)[:, :, 0].float(),
        )


@pretext_tasks.register("frame_order")
class FrameOrder(PretextTask):
    """An encoder that sees each stretch alone, and a head that compares two of them."""

    name = "frame_order"
    title = "Put the frames in order"
    summary = (
        "Stretches of a video are shuffled and some turned round; the network says which came first"
        " and which way they run."
    )
    family = "order"
    modalities = ("video",)
    views_per_sample = 1
    view_strength = "gentle"
    can_collapse = False
    accumulates = True
    measures = (
        question.SKILL,
        Measure(
            name="same_way",
            label="Same way told",
            help="How far it tells whether two stretches run the same way: 0 is guessing, 1 always right.",
            low=0.0,
            high=1.0,
        ),
        Measure(
            name="direction",
            label="Backwards told",
            help="How far it tells backwards from forwards: 0 is guessing, as where time has no direction.",
            low=0.0,
            high=1.0,
        ),
    )
    Settings = FrameOrderSettings
    settings: FrameOrderSettings

    def __init__(self, encoder: Encoder, settings: FrameOrderSettings) -> None:
        super().__init__(encoder, settings)
        self.head = Comparing(encoder.width, settings.width)

    @classmethod
    def refusal(cls, encoder: Encoder, settings: FrameOrderSettings) -> str:
        """Each stretch must begin a frame after the one before it."""
        needed = moments.SHORTEST + settings.stretches - 1
        if encoder.spec.frames >= needed:
            return ""
        return f"Videos of {encoder.spec.frames} frames are too short for {settings.stretches} stretches."

    @classmethod
    def caution(cls, samples: Tensor) -> str:
        """Videos that stand still have no order."""
        long = moments.length(samples.shape[2], cls.Settings().stretches)
        still = int((moving(samples) <= long).sum())
        if still <= _MOSTLY * len(samples):
            return ""
        return (
            f"In {round(100 * still / len(samples))} of 100 of these videos hardly anything moves,"
            " so that there is little to put in order."
        )

    def forward(self, batch: Batch) -> PretextOutput:
        """The cross-entropies of what is asked, each as a share of what guessing costs."""
        settings, view = self.settings, batch.views[0]
        asked = moments.drawn(view, settings.stretches, batch.generator, turned=settings.turned)
        shown = moments.disguised(asked.of(view), settings.moved, settings.lightness, batch.generator)
        answers = self._answers(shown)
        one, other = torch.triu_indices(settings.stretches, settings.stretches, 1, device=shown.device)
        alike = asked.turned[:, one] == asked.turned[:, other]  # (B, P)
        earlier = (asked.places[:, one] < asked.places[:, other]) ^ asked.turned[:, one]
        real = asked.real[:, None]
        order = _Asked(answers.first[:, one, other], earlier, real & alike)
        cost, skill = order.cost, order.skill
        same_way = direction = torch.zeros_like(skill)
        if settings.turned:
            ways = _Asked(answers.alike[:, one, other], alike, real.expand_as(alike))
            arrow = _Asked(answers.turned, asked.turned, real.expand_as(asked.turned))
            cost = cost + ways.cost + arrow.cost
            same_way, direction = ways.skill, arrow.skill
        chance = torch.full_like(skill, 0.5)
        return PretextOutput(
            loss=cost,
            embeddings=answers.pooled.detach().mean(1),
            metrics={
                "accuracy": (skill + 1) / 2, "chance": chance, "skill": skill, "same_way": same_way,
                "direction": direction,
            },
        )  # fmt: skip

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each video, its stretches in another order, and the order that the network gives them."""
        samples, settings = batch.samples, self.settings
        generator = torch.Generator(device=samples.device).manual_seed(_PREVIEW_SEED)
        asked = moments.drawn(samples, settings.stretches, generator, turned=settings.turned, shown=True)
        shown = asked.of(samples)  # (B, S, 3, L, H, W)
        places = moments.as_run(asked.places, asked.turned)
        answers = self._answers(shown) if trained else None
        rows = []
        for number, stretches in enumerate(shown):
            turned = bool(asked.turned[number, 0])
            cells = [
                videos.cell(samples[number], "Your video"),
                _cell(
                    stretches,
                    _marks(places[number], "", "moved"),
                    "Shuffled, running backwards" if turned else "Shuffled",
                ),
            ]
            if answers is not None:
                given = answers.first[number].sum(1).argsort(descending=True, stable=True)
                marks = _marks(places[number, given], "right", "wrong")
                told = f"As it orders them: {marks.count('right')} of {len(marks)} in place"
                way = ", backwards" if answers.turned[number].mean() > 0 else ", forwards"
                cells.append(_cell(stretches[given], marks, told + (way if settings.turned else "")))
            rows.append(tuple(cells))
        return RowsPreview(rows=tuple(rows))

    def _answers(self, shown: Tensor) -> Answers:
        """Of stretches (B, S, 3, L, H, W)."""
        pooled = self.encoder(shown.flatten(0, 1)).pooled.unflatten(0, shown.shape[:2])  # (B, S, D)
        answers: Answers = self.head(pooled)
        return answers


class _Asked:
    """Yes-or-no questions (B, N), of which some are real: their cost and skill, each ()."""

    def __init__(self, logits: Tensor, wanted: Tensor, real: Tensor) -> None:
        costs = F.binary_cross_entropy_with_logits(logits, wanted.float(), reduction="none") / math.log(2)
        # Divided by all samples, so that a batch learnt from in parts costs the same.
        self.cost = ((costs * real).sum(1) / real.sum(1).clamp_min(1)).mean()
        with torch.no_grad():
            right = logits.sign() * (2.0 * wanted - 1)
            self.skill = (right * real).sum() / real.sum().clamp_min(1)
            """Twice the share of right answers, less one; no answer is half a right one."""


def _marks(places: Tensor, in_place: Mark, out_of_place: Mark) -> list[Mark]:
    """Of stretches as they are shown: places (S,), where each belongs."""
    return [in_place if place == at else out_of_place for at, place in enumerate(places.tolist())]


def _cell(stretches: Tensor, marks: list[Mark], caption: str) -> VideoPreview:
    """Stretches (S, 3, L, H, W) one after the other, each with its mark."""
    long = stretches.shape[2]
    shown = tuple(
        Stretch(
            start_seconds=videos.seconds(at * long), end_seconds=videos.seconds((at + 1) * long), mark=mark
        )
        for at, mark in enumerate(marks)
        if mark
    )
    return videos.cell(stretches.transpose(0, 1).flatten(1, 2), caption, shown)
