"""Answer: teach a network that writes on with questions and answers, and ask it.

The score is honest: held-out questions are answered by the network and, as a control, by the answer of the
question most like each; where that control wins, the sentence says so.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import torch

from workbench.engine import device as devices
from workbench.engine.checkpoint import load_encoder
from workbench.engine.downstream.answering import teach
from workbench.engine.downstream.writer import Writer
from workbench.engine.downstream.writing import num_words
from workbench.engine.encoders.text import TextEncoder
from workbench.jobs import CancelToken, Event, Finished, Job, Notice, PhaseStarted, UserError
from workbench.operations import answer_scores, predict, reading
from workbench.operations import pairs as tables
from workbench.operations.answer_scores import AnswerScores
from workbench.operations.pairs import Pairs
from workbench.operations.write_on import check_manner, run_that_writes, told
from workbench.project import Model, Project
from workbench.project.files import cannot_write

MODE = "answer"
FEWEST = 10
SECONDS_ON_A_CPU = 150.0
"""Without a budget: with reading, scoring and saving it stays within three minutes."""
LIMITS = (
    "A small network repeats the manner and the facts that it was taught. It knows nothing else, does not"
    " reason, and makes up an answer where it does not know one: check what it says."
)
"""The plain note on what a small model can and cannot do."""
_SHARE_OF_SCORING = 0.25
_MOST_WORDS = 300
_ROOM = 1.25
"""An answer may be longer than the longest that was taught by so much: else every slip is cut off."""
_UNLIKE = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class Teach:
    """Teach a run's network the pairs of a table, and those of the project's labels that are texts."""

    project: Path
    run: str = ""
    """"": the latest that can write on."""
    pairs: Path | None = None
    minutes: float | None = None
    """None: at most three minutes on a CPU."""
    seed: int = 0
    device: str = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Ask a model that was taught to answer; `model`: of a project's, "" the latest such."""

    source: Path
    text: str
    model: str = ""
    words: int | None = None
    """None: as many as its longest taught answer has."""
    temperature: float = 0.0
    seed: int = 0
    device: str = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachResult:
    """The new model and what it is worth."""

    model: str
    mode: str
    labels: int
    """How many pairs it learnt from."""
    steps: int
    scores: AnswerScores
    sentence: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaughtPair:
    """A question it was taught, how like it is to the asked one, from 0 to 1, and its answer."""

    question: str
    answer: str
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AskResult:
    """An answer, how sure each of its words was, and what stands nearest in what it was taught."""

    model: str
    question: str
    answer: str
    confidence: float
    """The mean chance that the network gave to the tokens it wrote, in [0, 1]."""
    ended: Literal["end", "length", "stopped"]
    nearest: tuple[TaughtPair, ...]
    note: str
    """What to be careful about with this answer."""


def job(arguments: Teach | Ask) -> Job:
    """The job of teaching, or of asking."""
    title = "Teach answers" if isinstance(arguments, Teach) else "Answer"
    return Job(operation=__name__, arguments=arguments, title=title, resource="accelerator")


def run(arguments: Teach | Ask, token: CancelToken) -> Iterator[Event]:
    """Teach, score, save and enter the model; or answer, telling the text as it grows.

    Teaching raises `UserError` for too few pairs or no network, and `Stopped` when stopped: nothing is
    kept of it then. A stopped answer is given as far as it had come.
    """
    if isinstance(arguments, Ask):
        yield from _ask(arguments, token)
        return
    with Project(arguments.project, write=True) as project:
        yield from _teach(project, arguments, token)


def _ask(arguments: Ask, token: CancelToken) -> Iterator[Event]:
    question = arguments.text.strip()
    if not question:
        raise UserError("Nothing was asked.", "The question is empty.", "Write a question.")
    folder = predict.model_folder(arguments.source, arguments.model, writes=True)
    writer = Writer.load(folder)
    words = arguments.words or writer.words
    check_manner(words, arguments.temperature)
    yield PhaseStarted(phase="Answering")
    writer.encoder.to(devices.choose(arguments.device))
    steps = writer.answer(question, temperature=arguments.temperature, words=words, seed=arguments.seed)
    last = yield from told(steps, token)
    nearest = tuple(
        TaughtPair(question=near.pair.prompt, answer=near.pair.answer, similarity=near.similarity)
        for near in writer.nearest(question)
    )
    yield Finished(
        result=AskResult(
            model=folder.name,
            question=question,
            answer=last.text,
            confidence=last.probability,
            ended=last.ended or "stopped",
            nearest=nearest,
            note=_care(nearest),
        )
    )


def _care(nearest: tuple[TaughtPair, ...]) -> str:
    if not nearest or nearest[0].similarity < _UNLIKE:
        return "It was taught no question much like this one: the answer may well be made up."
    return ""


def _teach(project: Project, arguments: Teach, token: CancelToken) -> Iterator[Event]:
    started = time.monotonic()
    found = _gathered(project, arguments)
    run_name = run_that_writes(project, arguments.run)
    saved = load_encoder(project.run_folder(run_name))
    assert isinstance(saved.encoder, TextEncoder)
    device = devices.choose(arguments.device)
    seconds = _seconds(arguments, device)
    notes = _notes(found)
    for note in notes:
        yield Notice(text=note)
    parts = answer_scores.split(found, arguments.seed)
    left = seconds - (time.monotonic() - started)
    taught = yield from teach(
        saved.encoder, parts.learnt, parts.stop, seconds=(1 - _SHARE_OF_SCORING) * left,
        seed=arguments.seed, device=device, token=token,
    )  # fmt: skip
    writer = Writer(
        encoder=taught.encoder,
        pairs=parts.learnt,
        layout=saved.layout,
        modality=saved.modality,
        words=min(_MOST_WORDS, round(_ROOM * max(num_words(pair.answer) for pair in parts.learnt)) + 1),
        reading=reading.as_data(reading.of(project)),
    )
    said = yield from answer_scores.answered(writer, parts.scored, started + seconds, token)
    scores = answer_scores.scores(writer, taught, parts, said)
    token.raise_if_stopping()
    result = TeachResult(
        model=project.models.next_name(MODE),
        mode=MODE,
        labels=len(parts.learnt),
        steps=taught.steps,
        scores=scores,
        sentence=answer_scores.worth(scores),
        notes=notes,
    )
    _save(project, result, writer, run_name)
    yield Finished(result=result)


def _gathered(project: Project, arguments: Teach) -> Pairs:
    """The table's pairs and the project's own; raises `UserError` for too few."""
    own = tables.of_project(project)
    given = tables.read_table(arguments.pairs) if arguments.pairs is not None else Pairs(pairs=())
    check = {answer_scores.key(pair) for pair in own.check}
    pairs = tuple(
        pair for pair in dict.fromkeys((*given.pairs, *own.pairs)) if answer_scores.key(pair) not in check
    )
    if not pairs and arguments.pairs is None:
        raise UserError(
            "There is nothing to learn answers from.",
            "No table was given, and no text of the project has a label that is a text.",
            "Give a table (CSV) with the columns prompt and answer.",
        )
    num_questions = len({answer_scores.key(pair) for pair in pairs})
    if num_questions < FEWEST:
        raise UserError(
            "These are too few questions and answers.",
            f"There are {num_questions} different questions; a few must be kept aside to score.",
            f"Give at least {FEWEST}, better some hundreds.",
        )
    return Pairs(pairs=pairs, check=own.check, empty=given.empty)


def _notes(found: Pairs) -> tuple[str, ...]:
    if not found.empty:
        return ()
    return (f"{found.empty:,} lines had no question or no answer and were left out.",)


def _seconds(arguments: Teach, device: torch.device) -> float:
    if arguments.minutes is not None:
        return arguments.minutes * 60
    return SECONDS_ON_A_CPU if device.type == "cpu" else 2 * SECONDS_ON_A_CPU


def _save(project: Project, result: TeachResult, writer: Writer, run_name: str) -> None:
    """The folder first, under another name; then the row: a model that is listed is always whole."""
    folder = project.model_folder(result.model)
    making = folder.with_name(f".{folder.name}.making")
    try:
        shutil.rmtree(making, ignore_errors=True)
        writer.save(making)
        shutil.rmtree(folder, ignore_errors=True)
        making.rename(folder)
    except OSError as error:
        raise cannot_write(folder, error) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
    scores = {**asdict(result.scores), "sentence_of_choice": result.sentence}
    model = Model(name=result.model, run=run_name, mode=MODE, labels=result.labels, scores=scores)
    project.models.add(model)
