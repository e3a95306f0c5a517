"""Write down: make a model that turns sounds into texts, in their own language or in another.

The score is honest: held-out sounds are written down by each way and, as a control, given the text of the
known sound that is most like each; where that control wins it becomes the model, and the sentence says so.
"""

from __future__ import annotations

import csv
import shutil
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import torch

from workbench.engine import device as devices
from workbench.engine.batches import mixed, reader
from workbench.engine.checkpoint import WEIGHTS, load_encoder
from workbench.engine.contracts import Layout
from workbench.engine.downstream import hearing_ways, text_intervals
from workbench.engine.downstream.hearing import Said, WayName
from workbench.engine.downstream.hearing_training import Clips
from workbench.engine.downstream.hearing_ways import Attempt, Trial, Tried
from workbench.engine.downstream.nearest_clips import BY_NETWORK
from workbench.engine.downstream.scribe import Scribe
from workbench.engine.encoders import Encoder, build
from workbench.engine.encoders.audio import SoundEncoder
from workbench.engine.modalities import Modality
from workbench.engine.seeded import seeded
from workbench.jobs import Advanced, CancelToken, Event, Finished, Job, Notice, PhaseStarted, UserError
from workbench.operations import heard_scores, prepare, reading, target_texts
from workbench.operations.embed import run_with_encoder
from workbench.operations.folder import named
from workbench.operations.heard_scores import LIMITS, Heard, HeardScores, WayScore
from workbench.operations.import_folder import layout_of
from workbench.operations.inspect import HELD_OUT
from workbench.operations.target_texts import Parts
from workbench.project import Model, Prediction, Project
from workbench.project.files import cannot_write

WriteMode = Literal["auto", "transcribe", "translate"]
MODES: tuple[WriteMode, ...] = ("transcribe", "translate")
_WAYS: dict[WriteMode, tuple[WayName, ...]] = {
    "auto": ("letters", "decoder"),
    "transcribe": ("letters",),
    "translate": ("decoder",),
}
SECONDS_ON_A_CPU = 150.0
"""Without a budget: with reading, scoring and saving it stays within three minutes."""
_BY = {
    "spectra": "by the mean and spread of each pitch",
    "warped": "step by step, whatever the speed (dynamic time warping)",
    "embedding": "by the network's embedding",
    "tokens": "step by step as the network hears them (dynamic time warping)",
}
_SHARE_OF_TEACHING = 0.8
_SAYING = "Writing down every {}"
_CHUNK = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteDown:
    """Learn to write texts from the project's sounds whose labels are texts."""

    project: Path
    run: str = ""
    """Pretraining run to start from; "": the latest that has an encoder, else a fresh network."""
    mode: WriteMode = "auto"
    """"transcribe": texts in the language that is heard; "translate": in another; "auto": what is best."""
    minutes: float | None = None
    """None: at most three minutes on a CPU."""
    seed: int = 0
    device: str = "auto"
    from_scratch: bool = False
    """Take no pretrained network, though there may be one."""
    way: WayName | None = None
    """The model's way, whatever is best on held-out texts; None: the best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteDownResult:
    """The new model, what it is worth, and what else was tried."""

    model: str
    mode: str
    """"transcribe" or "translate"."""
    way: WayName
    """How the model comes to its texts."""
    run: str
    """The pretraining run it started from; "" for none."""
    labels: int
    """How many pairs it learnt from."""
    steps: int
    scores: HeardScores
    ways: tuple[WayScore, ...]
    """All that were tried, on the same held-out texts, the chosen one marked."""
    examples: tuple[Heard, ...]
    """The held-out texts, what was said of each, and what the nearest known sound says."""
    sentence: str
    limits: str
    notes: tuple[str, ...] = ()


def job(arguments: WriteDown) -> Job:
    """The job of making a model that writes down what it hears."""
    return Job(
        operation=__name__, arguments=arguments, title="Learn to write down sounds", resource="accelerator"
    )


def suits(folder: Path) -> bool:
    """Whether a project's labels are texts that could be written from its samples: for the mode "auto"."""
    with Project(folder) as project:
        modality = named(project.description.modality)
        return target_texts.has_texts(project) and _hears(modality, layout_of(project))


def is_possible(folder: Path) -> bool:
    """Whether texts can be written from the samples of a project at all, whatever labels it has."""
    with Project(folder) as project:
        return _hears(named(project.description.modality), layout_of(project))


def run(arguments: WriteDown, token: CancelToken) -> Iterator[Event]:
    """Teach, choose, score, save, and enter the model and its texts; the last event is `Finished`.

    Raises `UserError` for too few texts or sounds that no network hears; `Stopped` when stopped: nothing is
    kept of it then, and earlier models are as they were.
    """
    with Project(arguments.project, write=True) as project:
        yield from _write_down(project, arguments, token)


def _write_down(project: Project, arguments: WriteDown, token: CancelToken) -> Iterator[Event]:
    started = time.monotonic()
    modality = named(project.description.modality)
    target_texts.gather(project, modality.plural)  # says at once when there is nothing to learn from
    run_name = "" if arguments.from_scratch else _run_for(project, arguments.run)
    saved = load_encoder(project.run_folder(run_name)) if run_name else None
    layout = saved.layout if saved else layout_of(project)
    encoder = saved.encoder if saved else _fresh(modality, layout, arguments.seed)
    if not isinstance(encoder, SoundEncoder):
        raise _unheard(modality)
    yield from prepare.prepare(project, modality, layout, project.samples.usable(("pool", "check")), token)
    token.raise_if_stopping()
    found = target_texts.gather(project, modality.plural)
    parts = target_texts.split(found, arguments.seed)
    device = devices.choose(arguments.device)
    trial = _trial(project, arguments, modality, layout, encoder, parts, device, token, run_name)
    if saved is None:
        clips = trial.clips
        encoder.learn_input(reader(modality, clips.gather, clips.rows[: clips.num_pool]))
    notes = (*found.notes, *hearing_ways.notes(trial))
    for note in notes:
        yield Notice(text=note)
    end = started + _seconds(arguments, device)
    seconds = _SHARE_OF_TEACHING * (end - time.monotonic())
    ways = _WAYS[arguments.mode] if arguments.way is None else (arguments.way,)
    tried = yield from hearing_ways.try_ways(trial, ways, seconds=seconds, wanted=arguments.way)
    result = _result(project, arguments, parts, tried, run_name, notes)
    scribe = hearing_ways.deliver(trial, tried.best)
    texts = yield from _all_texts(project, scribe, trial, result.examples, end)
    token.raise_if_stopping()
    _save(project, result, scribe, texts)
    yield Finished(result=result)


def _hears(modality: Modality, layout: Layout) -> bool:
    return isinstance(_fresh(modality, layout, 0), SoundEncoder)


def _run_for(project: Project, name: str) -> str:
    """The run whose encoder is used; "" where there is none at all."""
    there = any((project.run_folder(run.name) / WEIGHTS).is_file() for run in project.runs.all())
    return run_with_encoder(project, name) if there or name else ""


def _fresh(modality: Modality, layout: Layout, seed: int) -> Encoder:
    with seeded(mixed(seed, 12)):
        return build(modality.spec(modality.fallbacks[-1], layout))


def _unheard(modality: Modality) -> UserError:
    return UserError(
        f"Texts cannot be written from {modality.plural} yet.",
        "That needs a network whose steps follow each other in time, as those of sounds do.",
        "For texts choose the mode “answer”; for pictures give every sample a class.",
    )


def _seconds(arguments: WriteDown, device: torch.device) -> float:
    if arguments.minutes is not None:
        return arguments.minutes * 60
    return SECONDS_ON_A_CPU if device.type == "cpu" else 2 * SECONDS_ON_A_CPU


def _trial(
    project: Project,
    arguments: WriteDown,
    modality: Modality,
    layout: Layout,
    encoder: SoundEncoder,
    parts: Parts,
    device: torch.device,
    token: CancelToken,
    run_name: str,
) -> Trial:
    """The targets by their places in one list, the pool's before the check set's."""
    pool = {*parts.learnt, *parts.stop, *parts.scored} if parts.how == "held out" else {
        *parts.learnt, *parts.stop
    }  # fmt: skip
    ordered = sorted(pool, key=lambda target: target.sample.id)
    check = parts.scored if parts.how == "check set" else ()
    place = {target.sample.id: number for number, target in enumerate((*ordered, *check))}
    clips = Clips(
        modality=modality,
        layout=layout,
        gather=prepare.open_cache(project, layout).gather,
        rows=np.array(list(place), np.int64),
        texts=tuple(target.text for target in (*ordered, *check)),
        num_pool=len(ordered),
    )
    return Trial(
        clips=clips,
        learnt=tuple(place[target.sample.id] for target in parts.learnt),
        stop=tuple(place[target.sample.id] for target in parts.stop),
        scored=tuple(place[target.sample.id] for target in parts.scored),
        encoder=encoder,
        is_pretrained=bool(run_name),
        device=device,
        token=token,
        seed=arguments.seed,
        by_letters=arguments.mode == "transcribe",
        reading=reading.as_data(reading.of(project)),
    )


def _result(
    project: Project,
    arguments: WriteDown,
    parts: Parts,
    tried: Tried,
    run_name: str,
    notes: tuple[str, ...],
) -> WriteDownResult:
    wanted = [target.text for target in parts.scored]
    found = {
        id(attempt): text_intervals.score(wanted, [said.text for said in attempt.scored])
        for attempt in tried.attempts
    }
    ways = tuple(
        heard_scores.row(
            attempt.way, found[id(attempt)], chosen=attempt is tried.best, steps=attempt.steps,
            value=attempt.value,
            detail=_BY.get(attempt.likeness or "", ""),
        )
        for attempt in tried.attempts
    )  # fmt: skip
    mode = _mode(arguments, tried)
    scores = heard_scores.scores(found[id(tried.best)], parts.how, optimistic=parts.is_optimistic)
    named_targets = [(t.sample.id, t.sample.title, t.text) for t in parts.scored]
    return WriteDownResult(
        model=project.models.next_name(mode),
        mode=mode,
        way=tried.best.way,
        run=run_name if _uses_run(tried.best) else "",
        labels=len(parts.learnt),
        steps=tried.best.steps,
        scores=scores,
        ways=ways,
        examples=heard_scores.held(named_targets, tried.best.scored, tried.nearest.scored),
        sentence=f"{scores.sentence} {heard_scores.worth(ways, bool(run_name))}",
        limits=LIMITS,
        notes=notes,
    )


def _mode(arguments: WriteDown, tried: Tried) -> str:
    """What the person asked for; of "auto" what the better of the networks does."""
    if arguments.mode != "auto":
        return arguments.mode
    learnt = [attempt for attempt in tried.attempts if attempt.way != "nearest"]
    best = max(learnt, key=lambda attempt: attempt.value, default=tried.best)
    return "transcribe" if best.way == "letters" else "translate"


def _uses_run(best: Attempt) -> bool:
    return best.network is not None or best.likeness in BY_NETWORK


def _all_texts(
    project: Project, scribe: Scribe, trial: Trial, held: Sequence[Heard], end: float
) -> Generator[Event, None, list[Prediction]]:
    """What the model writes of the project's sounds, as many as there is time for, labelled ones first.

    Of those that score, what was said when their texts were not known.
    """
    known = {heard.sample: Said(text=heard.said, confidence=heard.confidence) for heard in held}
    first = set(trial.clips.rows.tolist())
    samples = sorted(project.samples.usable(("pool", "check")), key=lambda s: (s.id not in first, s.id))
    left = [sample.id for sample in samples if sample.id not in known]
    phase, unit = _SAYING.format(trial.clips.modality.noun), trial.clips.modality.plural
    yield PhaseStarted(phase=phase, total=len(left), unit=unit)
    for start in range(0, len(left), _CHUNK):
        if time.monotonic() > end:
            yield Notice(text=f"There was time to write down {start:,} of {len(left):,} {unit}.")
            break
        some = left[start : start + _CHUNK]
        rows = trial.clips.gather(np.array(some, np.int64))
        said = scribe.write_down(rows, trial.token, trial.device)
        known |= dict(zip(some, said, strict=True))
        yield Advanced(phase=phase, done=start + len(some), total=len(left), unit=unit)
    return [
        Prediction(sample=sample, label=said.text, confidence=said.confidence)
        for sample, said in known.items()
    ]


def _save(project: Project, result: WriteDownResult, scribe: Scribe, texts: list[Prediction]) -> None:
    """The folder first, under another name; then the rows: a model that is listed is always whole."""
    folder = project.model_folder(result.model)
    making = folder.with_name(f".{folder.name}.making")
    try:
        shutil.rmtree(making, ignore_errors=True)
        scribe.save(making)
        _write_held_out(making / HELD_OUT, result)
        shutil.rmtree(folder, ignore_errors=True)
        making.rename(folder)
    except OSError as error:
        raise cannot_write(folder, error) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
    scores = {
        **asdict(result.scores),
        "sentence_of_choice": result.sentence,
        "way": result.way,
        "ways": [asdict(way) for way in result.ways],
    }
    model = Model(name=result.model, run=result.run, mode=result.mode, labels=result.labels, scores=scores)
    project.models.add(model, texts)


def _write_held_out(path: Path, result: WriteDownResult) -> None:
    how = "check" if result.scores.how == "check set" else "held out"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["sample", "file", "label", "predicted", "confidence", "from", "nearest"])
        for line in result.examples:
            writer.writerow([
                line.sample, line.file, line.wanted, line.said, f"{line.confidence:.4f}", how, line.nearest
            ])  # fmt: skip
