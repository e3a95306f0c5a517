"""What the program would choose for a set, a device and a time budget, and why, in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from workbench.engine import device as devices
from workbench.engine.contracts import Layout
from workbench.engine.encoders import EncoderSpec
from workbench.engine.encoders import choice as encoder_choice
from workbench.engine.encoders.choice import EncoderChoice
from workbench.engine.modalities import modalities
from workbench.engine.pretext import PretextTask, pretext_tasks
from workbench.operations.import_folder import layout_of
from workbench.project import Project

DEFAULT_MINUTES = 5.0
_LARGEST_BATCH = {"cpu": 256, "mps": 256, "cuda": 512}
PRIOR = ("simclr", "moco", "vicreg", "masked")
"""Best first, from `make table` (docs/decisions/0011): what is proposed where no label can decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """What the program would choose, and why, in one sentence."""

    task: str
    encoder: str
    size: int
    batch: int
    reason: str
    alternatives: tuple[str, ...] = ()
    """Other tasks worth trying here, best first, each of another kind."""


def recommend(project: Project, minutes: float, device: str = "auto") -> Recommendation:
    """Task, encoder, size and batch for this set, device and time."""
    layout, count = layout_of(project), project.samples.count()
    place = devices.choose(device)
    task, *others = candidates(project.description.modality)
    task_class = pretext_tasks.get(task)
    chosen = encoder(task_class, project, layout, max(1, count), minutes * 60, place)
    return Recommendation(
        task=task,
        encoder=chosen.name,
        size=layout.shape[0],
        batch=batch_size(0, count, place),
        reason=f"{task_class.title}: did best on the most sets so far. {chosen.reason}",
        alternatives=tuple(others),
    )


def candidates(modality: str, most: int = 4) -> tuple[str, ...]:
    """The tasks worth trying for a kind of data, best first by what was measured before."""
    known = [name for name in pretext_tasks.names() if modality in pretext_tasks.get(name).modalities]
    usable = [name for name in known if not pretext_tasks.get(name).learns_from_teacher]
    first = [name for name in PRIOR if name in usable]
    return tuple([*first, *(name for name in usable if name not in first)][:most])


def batch_size(wanted: int, count: int, device: torch.device) -> int:
    """Samples a step: as wanted or what suits the device, and never more than there are."""
    return max(2, min(wanted or _LARGEST_BATCH.get(device.type, 256), count))


def encoder(
    task: type[PretextTask],
    project: Project,
    layout: Layout,
    count: int,
    seconds: float,
    device: torch.device,
) -> EncoderChoice:
    """The task's own encoders, or what the modality proposes; a smaller one where the time is short."""
    modality = modalities.get(project.description.modality)
    names = task.preferred_encoders
    if not names:
        names = encoder_choice.downwards(modality.default_encoder(layout, device.type, seconds, count))
    specs = [EncoderSpec(name=name, channels=layout.shape[2], size=layout.shape[0]) for name in names]
    return encoder_choice.choose(
        specs, num_samples=count, seconds=seconds, device=device, views=task.views_per_sample
    )
