"""What the program would choose for a set, a device and a time budget, and why, in plain sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import torch

from workbench.engine import device as devices
from workbench.engine.contracts import Layout
from workbench.engine.encoders import build
from workbench.engine.encoders import choice as encoder_choice
from workbench.engine.encoders.choice import EncoderChoice
from workbench.engine.modalities import modalities
from workbench.engine.pretext import PretextTask, pretext_tasks
from workbench.operations import prepare
from workbench.operations.import_folder import layout_of
from workbench.project import Project

DEFAULT_MINUTES = 5.0
_LARGEST_BATCH = {"cpu": 256, "mps": 256, "cuda": 512}
_SMALL_SET = 1024
_BATCH_UNIT = 32
_FEWEST = 8
"""Samples a step, however long each of them is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """What the program would choose, and why, in two or three sentences."""

    task: str
    encoder: str
    size: int
    batch: int
    reason: str
    alternatives: tuple[str, ...] = ()
    """Other tasks worth trying here, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """Tasks that suit the samples, best first, and why each of the others is left out: (task, clause)."""

    tasks: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...] = ()


def recommend(project: Project, minutes: float, device: str = "auto") -> Recommendation:
    """Task, encoder, size and batch for this set, device and time."""
    layout, count = layout_of(project), project.samples.count()
    place = devices.choose(device)
    found = fitting(project, layout)
    task, *others = found.tasks
    task_class = pretext_tasks.get(task)
    chosen = encoder(task_class, project, layout, max(1, count), minutes * 60, place)
    batch = batch_size(0, count, place, batch_share(task_class, project, count))
    modality = modalities.get(project.description.modality)
    plural = modality.plural
    first = f"A safe first choice for {plural}: {task_class.title}, with {batch:,} {plural} in each step."
    reasons = (first, chosen.reason, _left_out_sentence(found.left_out))
    return Recommendation(
        task=task,
        encoder=chosen.name,
        size=modality.spec(chosen.name, layout).size,
        batch=batch,
        reason=" ".join(filter(None, reasons)),
        alternatives=tuple(others),
    )


def candidates(modality: str, most: int = 4) -> tuple[str, ...]:
    """The tasks worth trying for a kind of data, best first by what was measured before.

    What the samples themselves say is not asked here; see `fitting`.
    """
    return _ordered(modality)[:most]


def fitting(project: Project, layout: Layout, most: int = 4) -> Fitting:
    """The candidates for this very set: without those that its samples or their size speak against.

    A task is left out where its `caution` speaks for up to 500 decoded samples, or where it refuses the
    smallest of the encoders that it would get. When all are left out, the order alone decides.
    """
    modality = project.description.modality
    samples = prepare.some_samples(project, layout)
    tasks: list[str] = []
    left_out: list[tuple[str, str]] = []
    for name in _ordered(modality):
        against = _against(pretext_tasks.get(name), modality, layout, samples)
        if against:
            left_out.append((name, against))
        else:
            tasks.append(name)
    return Fitting(tasks=tuple(tasks[:most]) or candidates(modality, most), left_out=tuple(left_out))


def comes_first(task: str, others: Iterable[str]) -> bool:
    """Whether a task is before all these in the order that was measured."""
    others = set(others)
    priors = next((m.priors for m in modalities if task in m.priors), ())
    known = [name for name in priors if name == task or name in others]
    return known[:1] == [task]


def batch_share(task: type[PretextTask], project: Project, count: int) -> float:
    """Of the samples that are usual in a step, what the task and the samples' length leave."""
    return task.batch_share * _length_share(project, count)


def worth(task: type[PretextTask], project: Project, count: int) -> float:
    """For how many usual samples each counts in a step: for more than one where a task asks every word of
    long texts.
    """
    asks_many = task.batch_share < 1
    return 1 / _length_share(project, count) if asks_many else 1.0


def _length_share(project: Project, count: int) -> float:
    modality = modalities.get(project.description.modality)
    return modality.batch_share(amount(project) / max(1, count))


def batch_size(wanted: int, count: int, device: torch.device, share: float = 1.0) -> int:
    """Samples a step: as wanted or what suits the device, and never more than there are.

    `share` is of what is usual on the device, see `batch_share`; 8 are taken in any case.
    Of fewer than 1,024 samples at most half go into a step, in whole 32s, but 32 where there are as many: an
    epoch of one or two steps would compare each sample with the same others every time, and a short run
    would be of very few steps, in each of which the same gradient is computed from nearly the same samples.
    """
    largest = wanted or max(_FEWEST, int(_LARGEST_BATCH.get(device.type, 256) * share))
    if not wanted and count < _SMALL_SET:
        half = count // 2 // _BATCH_UNIT * _BATCH_UNIT
        largest = min(largest, max(_BATCH_UNIT, half))
    return max(2, min(largest, count))


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
        first = modality.default_encoder(layout, device.type, seconds, count)
        names = encoder_choice.downwards(first, modality.fallbacks)
    specs = [modality.spec(name, layout, amount(project)) for name in names]
    return encoder_choice.choose(
        specs, num_samples=count, seconds=seconds, device=device, views=max(1, task.views_per_sample),
        unit=modality.size_unit,
    )  # fmt: skip


def amount(project: Project) -> int:
    """How much there is to learn from: the sum of the samples' widths (of texts: bytes)."""
    return project.samples.total_width()


def _ordered(modality: str) -> tuple[str, ...]:
    """All tasks for a kind of data that need nobody to imitate, best first."""
    known = [name for name in pretext_tasks.names() if modality in pretext_tasks.get(name).modalities]
    usable = [name for name in known if not pretext_tasks.get(name).learns_from_teacher]
    first = [name for name in modalities.get(modality).priors if name in usable]
    return (*first, *(name for name in usable if name not in first))


@torch.no_grad()
def _against(task: type[PretextTask], modality: str, layout: Layout, samples: torch.Tensor | None) -> str:
    """What speaks against a task here, as a clause; "" when nothing does."""
    caution = task.caution(samples) if samples is not None else ""
    if caution:
        return _within(re.split("[,:] ", caution, maxsplit=1)[0])
    kind = modalities.get(modality)
    name = (task.preferred_encoders or kind.fallbacks)[-1]
    return _within(task.refusal(build(kind.spec(name, layout)), task.Settings()))


def _within(sentence: str) -> str:
    """A sentence as it goes on within another: "these pictures are grey"."""
    return sentence[:1].lower() + sentence[1:].removesuffix(".")


def _left_out_sentence(left_out: Sequence[tuple[str, str]]) -> str:
    """Who is left out and why; "" when nobody is."""
    said = [(pretext_tasks.get(name).title, why) for name, why in left_out]
    if not said:
        return ""
    if len(said) == 1:
        return f"{said[0][0]} is left out: {said[0][1]}."
    return f"Left out are {'; '.join(f'{title}, because {why}' for title, why in said)}."
