"""A network learns to sort views into classes of its own making as a slowly moving teacher sorts them.

Caron et al. 2021, "Emerging Properties in Self-Supervised Vision Transformers" (DINO), algorithm 1, with
two large views only: the many small crops of the paper cost more than a small computer has.
"""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from workbench.engine.contracts import Batch, PretextOutput, RowsPreview
from workbench.engine.encoders import Encoder
from workbench.engine.parts import heads, pictures
from workbench.engine.parts.teacher import Teacher
from workbench.engine.pretext import Measure, PretextTask, Remedy, pretext_tasks
from workbench.engine.settings import setting

_CENTRE_MOMENTUM = 0.9
_WARMUP = 0.3
"""Share of the run in which the teacher's temperature rises."""
_FIRST_TEMPERATURE = 0.04
"""A higher one than this is reached from it: a teacher that knows little yet has to decide sharply."""
_LOWEST = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class DINOSettings:
    """What can be set about DINO."""

    prototypes: int = setting(
        1024,
        label="Prototypes",
        help="How many classes of its own making it sorts samples into. 1,024 suits up to 20,000 samples.",
        low=16,
        high=65536,
    )
    teacher_temperature: float = setting(
        0.04,
        label="Teacher's temperature",
        help="Lower: the teacher decides more sharply. Lower it when all samples end up looking alike.",
        low=_LOWEST,
        high=0.1,
    )
    student_temperature: float = setting(
        0.1,
        label="Student's temperature",
        help="Lower: the student decides more sharply. It stays above the teacher's.",
        low=0.02,
        high=1.0,
    )
    momentum: float = setting(
        0.99,
        label="Teacher's momentum",
        help="How slowly the teacher follows: nearer to 1 is slower. Short runs use less by themselves.",
        low=0.0,
        high=0.9999,
    )
    hidden_width: int = heads.hidden_width_setting()
    bottleneck_width: int = setting(
        128,
        label="Projection head, bottleneck",
        help="How many numbers a sample is compared with the prototypes by.",
        low=8,
        high=2048,
    )


class Prototypes(nn.Module):
    """A linear layer on directions whose weights are directions too: cosines with K prototypes."""

    def __init__(self, width: int, number: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(number, width) / math.sqrt(width))

    def forward(self, values: Tensor) -> Tensor:
        """(B, P) -> (B, K) float32 in [-1, 1], within autocast too."""
        with torch.autocast(values.device.type, enabled=False):
            return F.linear(F.normalize(values.float(), dim=1), F.normalize(self.weight.float(), dim=1))


@pretext_tasks.register("dino")
class DINO(PretextTask):
    """An encoder with a head onto prototypes, and a momentum teacher that is centred and sharpened."""

    name = "dino"
    title = "Sort as your teacher does (DINO)"
    summary = (
        "The network sorts samples into classes that it makes up itself, and has to sort two variations"
        " of a sample as its slower copy does."
    )
    family = "negatives-free"
    modalities = ("image",)
    views_per_sample = 2
    answers = False
    Settings = DINOSettings
    base_rate = 1e-3
    measures = (
        Measure(
            name="teacher_entropy",
            label="Indecision of the teacher",
            help="0: each sample lies in one class alone; near 1: it is in all alike, which is a collapse.",
            low=0.0,
            high=1.0,
            bad_above=0.88,
        ),
        Measure(
            name="crowding",
            label="Crowding of the classes",
            help="0: all classes are used alike; near 1: all samples lie in one, which is a collapse.",
            low=0.0,
            high=1.0,
            bad_above=0.9,
        ),
    )

    centre: Tensor
    sharpness: Tensor

    def __init__(self, encoder: Encoder, settings: DINOSettings) -> None:
        super().__init__(encoder, settings)
        self.head = heads.projection(
            encoder.width, settings.hidden_width, settings.bottleneck_width, layers=3
        )
        self.prototypes = Prototypes(settings.bottleneck_width, settings.prototypes)
        self.teacher = Teacher(encoder, nn.Sequential(self.head, self.prototypes))
        self.register_buffer("centre", torch.zeros(settings.prototypes))
        self.register_buffer("sharpness", torch.tensor(1 / self.teacher_temperature(0.0)))

    @classmethod
    def refusal(cls, encoder: Encoder, settings: DINOSettings) -> str:
        """The teacher has to decide more sharply than the student."""
        student, teacher = settings.student_temperature, settings.teacher_temperature
        if student > teacher:
            return ""
        return f"The student's temperature of {student:g} must be above the teacher's of {teacher:g}."

    @classmethod
    def remedy(cls, settings: DINOSettings) -> Remedy:
        """A sharper teacher, which the uniform answer does not satisfy."""
        sharper = dataclasses.replace(
            settings, teacher_temperature=max(_LOWEST, 0.5 * settings.teacher_temperature)
        )
        return Remedy(
            settings=sharper,
            sentence="The teacher's temperature goes down to"
            f" {sharper.teacher_temperature:g}, the learning rate is halved.",
        )

    def teacher_temperature(self, progress: float) -> float:
        """At this progress in [0, 1]; a high one is reached over the first third of the run."""
        last = float(self.settings.teacher_temperature)
        first = min(_FIRST_TEMPERATURE, last)
        return first + (last - first) * min(1.0, progress / _WARMUP)

    def forward(self, batch: Batch) -> PretextOutput:
        """Each view is sorted as the teacher sorts the other one."""
        views = torch.cat(batch.views)
        projected = self.head(self.encoder(views).pooled)  # (2B, P)
        answers = self.prototypes(projected)  # (2B, K)
        targets = self.teacher(views)  # (2B, K)
        with torch.autocast(views.device.type, enabled=False):
            sorted_by_teacher = F.softmax((targets - self.centre) * self.sharpness, dim=1)
            loss = cross_entropy(
                sorted_by_teacher.roll(len(views) // 2, 0), answers / self.settings.student_temperature
            )
        if self.training:
            self.centre.lerp_(targets.mean(0), 1 - _CENTRE_MOMENTUM)
        return PretextOutput(
            loss=loss,
            embeddings=projected.detach(),
            metrics={
                "teacher_entropy": entropy_share(sorted_by_teacher).mean(),
                "crowding": 1 - entropy_share(sorted_by_teacher.mean(0)),
            },
        )

    def after_step(self, progress: float) -> None:
        student = nn.Sequential(self.head, self.prototypes)
        self.teacher.advance(self.encoder, student, self.settings.momentum, progress)
        self.sharpness.fill_(1 / self.teacher_temperature(progress))

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each sample, and the two views that are to be sorted alike."""
        return pictures.two_views(batch)


def cross_entropy(targets: Tensor, logits: Tensor) -> Tensor:
    """Of distributions (N, K) against logits (N, K) float32 -> (): mean over N."""
    return -(targets * F.log_softmax(logits, dim=1)).sum(1).mean()


def entropy_share(distributions: Tensor) -> Tensor:
    """(..., K) -> (...): entropy as a share of log K, 0 all on one entry, 1 uniform.

    One minus it is the Kullback-Leibler divergence from the uniform distribution, over log K.
    """
    share: Tensor = torch.special.entr(distributions).sum(-1) / math.log(distributions.shape[-1])
    return share
