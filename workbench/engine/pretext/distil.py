"""A small network learns to see pictures as a large one does that was trained elsewhere.

Beyer et al. 2022, "Knowledge distillation: A good teacher is patient and consistent": both see the very
same view. The embedding's direction is matched as in Fang et al. 2021 (SEED) without its queue, how alike
the samples of a batch are to each other as in Tung & Mori 2019, "Similarity-Preserving Knowledge
Distillation".
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from workbench.engine.contracts import Batch, PretextOutput, RowsPreview
from workbench.engine.encoders import Encoder, EncoderSpec, build
from workbench.engine.parts import pictures
from workbench.engine.parts.heads import projection
from workbench.engine.pretext import Measure, PretextTask, pretext_tasks
from workbench.engine.settings import setting

_TEACHER = "teacher."


@dataclass(frozen=True, slots=True, kw_only=True)
class DistilSettings:
    """What can be set about distillation."""

    likeness_weight: float = setting(
        10.0,
        label="Weight of likeness",
        help="How much it counts that samples are as alike to the small network as to the large one.",
        low=0.0,
        high=100.0,
    )
    hidden_width: int = setting(
        512,
        label="Projection head, hidden width",
        help="Width of the layers that lead to the teacher's embedding and are thrown away afterwards.",
        low=16,
        high=8192,
    )


@pretext_tasks.register("distil")
class Distil(PretextTask):
    """An encoder with a head that gives a teacher's embedding. The teacher is frozen.

    Checkpoints do not hold the teacher: to go on, the same one is set before the state is loaded.
    """

    name = "distil"
    title = "Imitate a large network (distillation)"
    summary = (
        "A small, fast network learns to see your pictures as a large network does that you have on this"
        " computer."
    )
    family = "distillation"
    modalities = ("image",)
    views_per_sample = 1
    Settings = DistilSettings
    learns_from_teacher = True
    measures = (
        Measure(
            name="likeness_to_teacher",
            label="Likeness to the large network",
            help="How nearly it sees a picture as the large network does: 0 is not at all, 1 is the same.",
            low=0.0,
            high=1.0,
        ),
    )

    teacher: Encoder

    def __init__(self, encoder: Encoder, settings: DistilSettings) -> None:
        super().__init__(encoder, settings)
        self.register_state_dict_post_hook(_without_teacher)  # type: ignore[no-untyped-call]
        self.register_load_state_dict_post_hook(_missing_no_teacher)  # type: ignore[no-untyped-call]
        self.set_teacher(build(encoder.spec))

    def set_teacher(self, teacher: Encoder) -> None:
        """Imitate this encoder from now on, with a new head; before a trainer is made.

        It may be of any kind, size and number of channels. It is frozen and stays in evaluation mode.
        """
        self.teacher = teacher.eval().requires_grad_(False)
        self.head = projection(self.encoder.width, self.settings.hidden_width, teacher.width)
        self.standard = nn.BatchNorm1d(teacher.width, affine=False)

    def train(self, mode: bool = True) -> Distil:
        """The student's mode; the teacher always answers as it was trained."""
        super().train(mode)
        self.teacher.eval()
        return self

    def forward(self, batch: Batch) -> PretextOutput:
        """The same view to both; 2 - 2 cos to the teacher's embedding, and the likeness between samples."""
        view = batch.views[0]
        pooled = self.encoder(view).pooled  # (B, D)
        target = self._target(view)  # (B, T)
        projected = self.head(pooled)  # (B, T)
        with torch.autocast(view.device.type, enabled=False):
            cosine = F.cosine_similarity(projected.float(), target, dim=1)
            apart = likeness_gap(pooled.float(), target)
        loss = (2 - 2 * cosine).mean() + self.settings.likeness_weight * apart
        metrics = {"likeness_to_teacher": cosine.detach().mean(), "likeness_gap": apart.detach()}
        return PretextOutput(loss=loss, embeddings=pooled.detach(), metrics=metrics)

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each sample, and what the teacher gets of it; once trained, what each network finds most alike.

        Before a run no teacher is named: what a network would say then is nobody's answer.
        """
        samples = batch.samples
        captions = ["Your picture", "As the large network gets it"]
        columns = [samples, adapted(samples, self.teacher.spec)]
        if trained:
            captions += ["Most like it, says the large one", "Most like it, says yours"]
            columns.append(samples[nearest(self._target(samples))])
            columns.append(samples[nearest(self.head(self.encoder(samples).pooled))])
        return pictures.rows(captions, columns)

    def _target(self, samples: Tensor) -> Tensor:
        """The teacher's embeddings, (B, T) float32, each number standardised over the batch.

        Else what all pictures have in common, most of an embedding behind a ReLU, would be all there is
        to learn.
        """
        with torch.no_grad():
            pooled = self.teacher(adapted(samples, self.teacher.spec)).pooled
            with torch.autocast(samples.device.type, enabled=False):
                target: Tensor = self.standard(pooled.float())
        return target


def adapted(samples: Tensor, spec: EncoderSpec) -> Tensor:
    """Samples (B, C, H, W) in [0, 1] at an encoder's size and with its channels.

    Colour becomes grey as the mean, grey becomes colour by repeating; of more channels the first are taken.
    """
    have, size = samples.shape[1], (spec.size, spec.size)
    if have != spec.channels:
        if spec.channels < have and spec.channels != 1:
            samples = samples[:, : spec.channels]
        else:
            samples = samples.mean(1, keepdim=True).expand(-1, spec.channels, -1, -1)
    if samples.shape[2:] == size:
        return samples
    smaller = samples.shape[2] > spec.size
    return F.interpolate(samples, size, mode="bilinear", align_corners=False, antialias=smaller)


def likeness_gap(student: Tensor, teacher: Tensor) -> Tensor:
    """Mean squared difference of both networks' cosines between samples: (B, D), (B, T) -> ().

    Equation 4 of Tung & Mori 2019, with cosines of embeddings from which the batch's mean was taken
    instead of rows of products scaled to length 1, and without the diagonal, which always agrees.
    """
    num = len(student)
    likeness = [F.normalize(x - x.mean(0), dim=1, eps=1e-6) for x in (student, teacher)]
    gap = likeness[0] @ likeness[0].T - likeness[1] @ likeness[1].T
    return gap.square().sum() / max(1, num * (num - 1))


def nearest(embeddings: Tensor) -> Tensor:
    """For each of (B, D) the most alike other one by cosine, (B,) int64; itself where there is no other."""
    directions = F.normalize(embeddings.float(), dim=1)
    likeness = directions @ directions.T
    return likeness.fill_diagonal_(-2.0).argmax(1)


def _without_teacher(module: nn.Module, state: dict[str, Tensor], prefix: str, _: object) -> None:
    """A large network need not be written anew with every checkpoint: it never changes."""
    for key in [key for key in state if key.startswith(prefix + _TEACHER)]:
        del state[key]


def _missing_no_teacher(module: nn.Module, found: torch.nn.modules.module._IncompatibleKeys) -> None:
    found.missing_keys[:] = [key for key in found.missing_keys if not key.startswith(_TEACHER)]
