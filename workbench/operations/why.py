"""Why a model decided as it did: which words, or stretches of time, spoke for its answer or against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from workbench.engine import device as devices
from workbench.engine.contracts import Cell, Mark, Rows, SoundPreview, Stretch, VideoPreview
from workbench.engine.downstream import why
from workbench.engine.downstream.classifier import Classifier
from workbench.engine.downstream.why import Part
from workbench.engine.modalities import UnreadableError, modalities
from workbench.jobs import CancelToken, Event, Finished, Job, UserError
from workbench.operations import inspect, prepare, reading
from workbench.project import Project, Sample

_MOST_NAMED = 3
_WORTH_NAMING = 0.3
_TOUCHING_SECONDS = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Explain:
    """Which sample; "" is the project's latest model."""

    project: Path
    sample: int
    model: str = ""
    most: int = why.MOST_PARTS
    """Into how many parts it is cut at most."""
    device: str = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainResult:
    """The model's answer, and what it stands on."""

    sample: int
    model: str
    predicted: str
    probability: float
    parts: tuple[Part, ...]
    """In their order, with a weight in [-1, 1] each; none where this kind of data cannot be shown so yet."""
    preview: Cell | None
    """The sample with its parts marked "for" and "against"; None where there are none."""
    sentence: str
    """"" where there are none."""


def job(arguments: Explain) -> Job:
    """The job that does it; short enough to be asked while something is learnt."""
    return Job(operation=__name__, arguments=arguments, title="Find out why", resource="disk")


def run(arguments: Explain, token: CancelToken) -> Iterator[Event]:
    """Ask the model again without each part. Changes nothing.

    Raises `UserError` when the model or the sample is not there.
    """
    with Project(arguments.project) as project:
        model = inspect.latest_model(project, arguments.model, writes=False).name
        classifier = Classifier.load(project.model_folder(model))
        row = _row(project, classifier, arguments.sample)
    device = devices.choose(arguments.device)
    found = yield from why.why(classifier, row, device=device, token=token, most=arguments.most)
    if found is None:
        chances = classifier.predict(row[None], device)[0]
        best = int(chances.argmax())
        yield Finished(
            result=ExplainResult(
                sample=arguments.sample, model=model, predicted=classifier.class_names[best],
                probability=float(chances[best]), parts=(), preview=None, sentence="",
            )
        )  # fmt: skip
        return
    yield Finished(
        result=ExplainResult(
            sample=arguments.sample, model=model, predicted=found.predicted, probability=found.probability,
            parts=found.parts, preview=found.preview, sentence=_said(found),
        )
    )  # fmt: skip


def sentence(predicted: str, parts: Sequence[Part]) -> str:
    """Which words spoke most for the answer, and which against, in plain words."""
    return _sentence(predicted, _quoted(_strongest(parts, 1)), _quoted(_strongest(parts, -1)))


def sentence_of_time(predicted: str, stretches: Sequence[Stretch]) -> str:
    """When in a sound or video something spoke most for the answer, and when against."""
    supporting, opposing = _joined(stretches, "for"), _joined(stretches, "against")
    if len(supporting) == 1 and not opposing and _span(supporting) == _span(stretches):
        return f"All of it spoke for {predicted}."
    return _sentence(predicted, _timed(supporting), _timed(opposing))


def _span(stretches: Sequence[Stretch]) -> tuple[float, float]:
    return min(one.start_seconds for one in stretches), max(one.end_seconds for one in stretches)


def _said(found: why.Why) -> str:
    if isinstance(found.preview, SoundPreview | VideoPreview):
        return sentence_of_time(found.predicted, found.preview.stretches)
    return sentence(found.predicted, found.parts)


def _sentence(predicted: str, supporting: str, opposing: str) -> str:
    if not supporting:
        said = f"No part alone spoke for {predicted}: it is all of them together."
    else:
        said = f"{supporting} spoke most for {predicted}."
    return said + (f" {opposing} spoke against it." if opposing else "")


def _strongest(parts: Sequence[Part], sign: int) -> list[str]:
    """The names of at most three, the strongest first, each once."""
    order = sorted(parts, key=lambda part: -sign * part.weight)
    names = {
        part.name.casefold(): part.name for part in reversed(order) if sign * part.weight > _WORTH_NAMING
    }
    strongest = [names[name] for name in reversed(names) if name]
    return strongest[:_MOST_NAMED]


def _joined(stretches: Sequence[Stretch], mark: Mark) -> list[Stretch]:
    """At most three of one mark, neighbours joined to one, the strongest chosen, in the order of time."""
    joined: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda stretch: stretch.start_seconds):
        if stretch.mark != mark or stretch.weight <= _WORTH_NAMING:
            continue
        if joined and stretch.start_seconds - joined[-1].end_seconds < _TOUCHING_SECONDS:
            weight = max(joined[-1].weight, stretch.weight)
            joined[-1] = replace(joined[-1], end_seconds=stretch.end_seconds, weight=weight)
        else:
            joined.append(stretch)
    strongest = sorted(joined, key=lambda stretch: -stretch.weight)[:_MOST_NAMED]
    return sorted(strongest, key=lambda stretch: stretch.start_seconds)


def _quoted(names: Sequence[str]) -> str:
    return _listed([f"“{name}”" for name in names])


def _timed(stretches: Sequence[Stretch]) -> str:
    times = [f"from {stretch.start_seconds:.2f} to {stretch.end_seconds:.2f} s" for stretch in stretches]
    if not times:
        return ""
    return f"{'The part' if len(times) == 1 else 'The parts'} {_listed(times)}"


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _row(project: Project, classifier: Classifier, number: int) -> Rows:
    """The sample's cache row; read from its file where the cache does not hold it."""
    try:
        sample = project.samples.get(number)
    except KeyError as error:
        raise UserError(
            "There is no such sample.", f"The project has none with the number {number}.", "Choose another."
        ) from error
    store = prepare.open_cache(project, classifier.layout)
    if store.is_filled(np.array([number]))[0]:
        row: Rows = store.gather(np.array([number]))[0]
        return row
    return _decoded(project, classifier, sample)


def _decoded(project: Project, classifier: Classifier, sample: Sample) -> Rows:
    modality = modalities.get(classifier.modality)
    path = project.description.data / sample.file
    settings = reading.load(modality, classifier.reading)
    try:
        (found,) = modality.decode(
            path, [sample.part], classifier.layout, settings, reduced=sample.read_reduced
        )
        if isinstance(found, UnreadableError):
            raise found
    except (UnreadableError, OSError) as error:
        raise UserError(
            f"{sample.title} cannot be read.", str(error), "Refresh the list in step 1."
        ) from error
    return found.row
