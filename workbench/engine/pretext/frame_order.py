"""Stretches of a video are shuffled, and it may run backwards; the network says how they belonged.

Misra, Zitnick & Hebert 2016, "Shuffle and Learn" (is the order right?), and Lee et al. 2017, "Unsupervised
Representation Learning by Sorting Sequences" (which pairs come first) of frames; here of stretches, each seen
for itself, as Xu et al. 2019, "Self-supervised Spatiotemporal Learning via Video Clip Order Prediction".
Backwards: Wei, Lim, Zisserman & Freeman 2018, "Learning and Using the Arrow of Time".

Short cuts are refused: stretches lie apart by gaps of chance length, each is moved and made lighter or darker
by itself (Lee et al. move and recolour frames), and a tail that stands still is never shown. The order asked
for is that in which a video is seen to run, forwards or not, so that it can be told without an arrow too.
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
from workbench.engine.pretext import Measure, PretextTask, Remedy, pretext_tasks
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
    backwards: float = setting(
        0.5,
        label="Backwards",
        help="How often a video runs backwards, which is asked too; 0 asks for the order alone.",
        low=0.0,
        high=0.5,
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
    hidden_width: int = setting(
        256,
        label="Answering heads, hidden width",
        help="Width of the small networks that give the answers and are thrown away after pretraining.",
        low=16,
        high=4096,
    )


@pretext_tasks.register("frame_order")
class FrameOrder(PretextTask):
    """An encoder that sees each stretch alone, and heads that compare two of them and judge the direction."""

    name = "frame_order"
    title = "Put the frames in order"
    summary = (
        "Stretches of a video are shuffled, and it may run backwards; the network says which came first"
        " and which way time goes."
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
            name="direction",
            label="Direction told",
            help="How far it tells forwards from backwards: 0 is guessing, 1 is always right.",
            low=0.0,
            high=1.0,
        ),
    )
    Settings = FrameOrderSettings
    settings: FrameOrderSettings

    def __init__(self, encoder: Encoder, settings: FrameOrderSettings) -> None:
        super().__init__(encoder, settings)
        self.pair_head = _head(2 * encoder.width, settings.hidden_width)
        self.direction_head = _head(encoder.width, settings.hidden_width)

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

    @classmethod
    def remedy(cls, settings: FrameOrderSettings) -> Remedy:
        """Fewer orders to tell apart, and smaller steps."""
        return Remedy(
            settings=FrameOrderSettings(stretches=2, hidden_width=settings.hidden_width),
            sentence="It goes on with two stretches and a quarter of the learning rate.",
            rate_factor=0.25,
        )

    def forward(self, batch: Batch) -> PretextOutput:
        """Cross-entropy of which of two comes first, over all pairs, and of the direction if it is asked."""
        settings = self.settings
        asked = moments.drawn(batch.views[0], settings.stretches, settings.backwards, batch.generator)
        shown = moments.disguised(
            asked.of(batch.views[0]), settings.moved, settings.lightness, batch.generator
        )
        pooled, first, turned = self._answers(shown)
        pairs = torch.triu_indices(settings.stretches, settings.stretches, 1, device=pooled.device)
        earlier = (asked.places[:, pairs[0]] < asked.places[:, pairs[1]]).float()  # (B, P)
        costs = _costs(first[:, pairs[0], pairs[1]], earlier).mean(1)
        right = _right(first[:, pairs[0], pairs[1]], earlier).mean(1)
        accuracy = _mean_of(right, asked.real)
        metrics = {
            "accuracy": accuracy, "chance": torch.full_like(accuracy, 0.5), "skill": 2 * accuracy - 1,
            "direction": torch.zeros_like(accuracy),
        }  # fmt: skip
        if settings.backwards:
            costs = costs + _costs(turned, asked.backwards.float())
            metrics["direction"] = 2 * _mean_of(_right(turned, asked.backwards.float()), asked.real) - 1
        # Divided by all, so that a batch learnt from in parts costs the same.
        loss = (costs * asked.real).mean()
        return PretextOutput(loss=loss, embeddings=pooled.detach().mean(1), metrics=metrics)

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each video, its stretches in another order, and the order that the network gives them."""
        samples, settings = batch.samples, self.settings
        generator = torch.Generator(device=samples.device).manual_seed(_PREVIEW_SEED)
        asked = moments.drawn(samples, settings.stretches, settings.backwards, generator, moved=True)
        shown = asked.of(samples)  # (B, S, 3, L, H, W)
        _, first, turned = self._answers(shown) if trained else (None, None, None)
        rows = []
        for number, stretches in enumerate(shown):
            back = bool(asked.backwards[number])
            caption = "Shuffled, running backwards" if back else "Shuffled"
            cells = [
                videos.cell(samples[number], "Your video"),
                _cell(stretches, _marks(asked.places[number], "", "moved"), caption),
            ]
            if first is not None and turned is not None:
                given = first[number].sum(1).argsort(descending=True, stable=True)
                marks = _marks(asked.places[number, given], "right", "wrong")
                said = "backwards" if turned[number] > 0 else "forwards"
                told = f"As it orders them: {marks.count('right')} of {len(marks)} in place"
                cells.append(
                    _cell(stretches[given], marks, f"{told}, {said}" if settings.backwards else told)
                )
            rows.append(tuple(cells))
        return RowsPreview(rows=tuple(rows))

    def _answers(self, shown: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Of stretches (B, S, 3, L, H, W): their embeddings (B, S, D); how surely one comes before another,
        (B, S, S) logits of which (i, j) is minus (j, i); and how surely the video runs backwards, (B,).
        """
        num, stretches = shown.shape[:2]
        pooled = self.encoder(shown.flatten(0, 1)).pooled.unflatten(0, (num, stretches))  # (B, S, D)
        one = pooled[:, :, None].expand(-1, -1, stretches, -1)
        compared = self.pair_head(torch.cat([one, one.transpose(1, 2)], 3))[..., 0].float()  # (B, S, S)
        return pooled, compared - compared.transpose(1, 2), self.direction_head(pooled.mean(1))[:, 0].float()


def _head(inputs: int, hidden: int) -> nn.Sequential:
    """(..., inputs) -> (..., 1)."""
    return nn.Sequential(nn.Linear(inputs, hidden), nn.ReLU(inplace=True), nn.Linear(hidden, 1, bias=False))


def _costs(logits: Tensor, wanted: Tensor) -> Tensor:
    """Cross-entropy of yes and no, as a share of what guessing costs; of the same shape."""
    return F.binary_cross_entropy_with_logits(logits, wanted, reduction="none") / math.log(2)


@torch.no_grad()
def _right(logits: Tensor, wanted: Tensor) -> Tensor:
    """1 where the answer is right, 0 where not, and one half where there is none."""
    return (logits.sign() * (wanted * 2 - 1) + 1) / 2


def _mean_of(shares: Tensor, real: Tensor) -> Tensor:
    """Of shares (B,) the mean where real, that of guessing where nothing is: ()."""
    return shares[real].mean() if bool(real.any()) else torch.full_like(shares.sum(), 0.5)


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
