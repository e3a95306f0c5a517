"""A project's sounds whose labels are texts: what is learnt from, what only scores, what is set aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from workbench.engine.downstream.alphabet import plain
from workbench.jobs import UserError
from workbench.project import Label, Project, Sample

FEWEST = 10
MOST_LETTERS = 1_000
"""Of a text that is learnt from: a longer one is no utterance, and would take all memory."""
_HELD_SHARE = 0.15
_FEWEST_HELD, _MOST_HELD = 3, 200
_APART = 20
_NAMED = 3

How = Literal["check set", "held out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A sound and its text."""

    sample: Sample
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """What there is to learn from. `check`: only scores, and is never learnt from."""

    pool: tuple[Target, ...]
    check: tuple[Target, ...]
    notes: tuple[str, ...] = ()
    """What was set aside, and why, a sentence each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What is learnt from, what says when to stop and which way is best, and what scores.

    The last two are one where there are few.
    """

    learnt: tuple[Target, ...]
    stop: tuple[Target, ...]
    scored: tuple[Target, ...]
    how: How

    @property
    def is_optimistic(self) -> bool:
        """Whether the texts that score said when to stop and what to choose too."""
        return self.stop == self.scored


def has_texts(project: Project) -> bool:
    """Whether labels of this project are texts."""
    return any(label.kind == "text" for label in project.labels.all().values())


def gather(project: Project, plural: str) -> Targets:
    """The project's samples whose labels are texts; raises `UserError` for too few."""
    labels = project.labels.all()
    samples = [s for s in project.samples.usable(("pool", "check")) if s.id in labels]
    texts = [s for s in samples if labels[s.id].kind == "text"]
    notes = []
    if len(texts) < len(samples) and texts:
        notes.append(f"{_count(len(samples) - len(texts), 'label')} that are classes were left out.")
    whole = _of_whole_recordings(texts, labels)
    if whole:
        notes.append(
            f"{_count(len(whole), 'recording')} cut into several clips, each with the text of the whole, were"
            f" left out ({_some(whole)}): name the clips in the table, as in “{_clip_name(texts, whole)}”."
        )
    found = [Target(sample=s, text=plain(labels[s.id].name)) for s in texts if s.file not in whole]
    long = [t.sample.title for t in found if len(t.text) > MOST_LETTERS]
    if long:
        notes.append(
            f"{_count(len(long), 'text')} longer than {MOST_LETTERS:,} letters were left out ({_some(long)}):"
            " cut those recordings into shorter clips."
        )
    empty = sum(not t.text for t in found)
    if empty:
        notes.append(f"{_count(empty, 'text')} without any letter were left out.")
    kept = [t for t in found if 0 < len(t.text) <= MOST_LETTERS]
    pool = tuple(t for t in kept if t.sample.role == "pool")
    _refuse_too_few(len(pool), len(samples), plural)
    return Targets(pool=pool, check=tuple(t for t in kept if t.sample.role == "check"), notes=tuple(notes))


def split(found: Targets, seed: int) -> Parts:
    """About one in seven files is held out, at least three; the check set alone scores where there is one.

    All clips of a file are on one side.
    """
    files = sorted({target.sample.file for target in found.pool})
    count = min(_MOST_HELD, max(_FEWEST_HELD, round(_HELD_SHARE * len(files))), max(1, len(files) // 3))
    order = np.random.default_rng([seed, 7]).permutation(len(files))
    aside = {files[i] for i in order[:count]} if len(files) > 1 else set()
    held = tuple(target for target in found.pool if target.sample.file in aside)
    learnt = tuple(target for target in found.pool if target.sample.file not in aside)
    if not aside:  # one recording only: its last clips are held out
        cut = max(1, round((1 - _HELD_SHARE) * len(found.pool)))
        learnt, held = found.pool[:cut], found.pool[cut:]
    if found.check:
        return Parts(learnt=learnt, stop=held, scored=found.check, how="check set")
    if len(held) >= _APART:
        return Parts(learnt=learnt, stop=held[::2], scored=held[1::2], how="held out")
    return Parts(learnt=learnt, stop=held, scored=held, how="held out")


def _of_whole_recordings(texts: Sequence[Sample], labels: dict[int, Label]) -> list[str]:
    """Files of several labelled clips that all have the same text: it belongs to the whole, not to each."""
    of_file: dict[str, list[str]] = defaultdict(list)
    for sample in texts:
        of_file[sample.file].append(labels[sample.id].name)
    return [file for file, names in of_file.items() if len(names) > 1 and len(set(names)) == 1]


def _clip_name(texts: Iterable[Sample], whole: Sequence[str]) -> str:
    return next((s.title for s in texts if s.file in whole), "")


def _refuse_too_few(num: int, num_labels: int, plural: str) -> None:
    if num >= FEWEST:
        return
    if num_labels == 0:
        raise UserError(
            "There is nothing to learn texts from.",
            f"None of the {plural} has a label that is a text.",
            "Give a table (CSV) with the columns file and text: workbench label PROJECT --from FILE.csv.",
        )
    there = "is one pair" if num == 1 else f"are {num} pairs"
    raise UserError(
        f"These are too few {plural} with a text.",
        f"There {there} to learn from; some must be kept aside to score.",
        f"Give at least {FEWEST}, better some hundreds. What was labelled stays.",
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_NAMED])
    return shown if len(names) <= _NAMED else f"{shown} and others"
