"""Which way to use the labels: decided on the training labels only, by repeated cross-validation."""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.engine.downstream import scores
from workbench.engine.downstream.candidates import Candidate, Logits
from workbench.engine.downstream.folds import Fold, folds
from workbench.engine.downstream.problem import Indices, Problem
from workbench.engine.downstream.scores import Interval
from workbench.jobs import Advanced, Event, PhaseStarted

PHASE = "Comparing ways to learn"
FEWEST_SCORED = 10
"""With fewer labels that can be held out, cross-validation says nothing, and a prior decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """How one candidate did on labels that were held out from it."""

    candidate: Candidate
    score: Interval | None
    """Balanced accuracy; None when it was not tried."""
    places: Indices
    """Which labels were held out, one entry for each time: (T,) int64."""
    predicted: Indices
    confidence: NDArray[np.float64]
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The candidate to deliver, why, and how all of them did."""

    best: Trial
    trials: tuple[Trial, ...]
    sentence: str


def choose(
    problem: Problem, candidates: Sequence[Candidate], *, seconds: float, seed: int = 0
) -> Generator[Event, None, Choice]:
    """Try the candidates, simplest first, on the same held-out labels, and choose.

    A later candidate takes the place of an earlier one only when it is better by more than half a
    standard error of their paired difference. One that would not fit into `seconds` is passed over.
    """
    parts = folds(problem.classes, num_folds=5, repeats=_repeats(len(problem.classes)), seed=seed)
    places = np.concatenate([part.held for part in parts]) if parts else np.zeros(0, dtype=np.int64)
    if len(np.unique(places)) < FEWEST_SCORED or len(candidates) == 1:
        return _by_prior(candidates, enough=len(np.unique(places)) >= FEWEST_SCORED)
    yield PhaseStarted(phase=PHASE, total=len(candidates), unit="ways")
    started = time.monotonic()
    trials: list[Trial] = []
    for done, candidate in enumerate(candidates):
        trial = yield from attempt(problem, candidate, parts)
        trials.append(trial)
        yield Advanced(phase=PHASE, done=done + 1, total=len(candidates), unit="ways")
        if time.monotonic() - started > seconds:
            break
    best = trials[0]
    for trial in trials[1:]:
        gain, error = paired_gain(problem.classes, trial, best)
        if gain > 0.5 * error:
            best = trial
    return Choice(best=best, trials=tuple(trials), sentence=_sentence(best, trials))


def attempt(problem: Problem, candidate: Candidate, parts: Sequence[Fold]) -> Generator[Event, None, Trial]:
    """How a candidate does on these folds."""
    started = time.monotonic()
    logits = yield from candidate.held_out(problem, parts)
    return trial_of(problem, candidate, parts, logits, time.monotonic() - started)


def trial_of(
    problem: Problem, candidate: Candidate, parts: Sequence[Fold], logits: Sequence[Logits], seconds: float
) -> Trial:
    """Score what was predicted of the held-out labels; the interval counts each label once."""
    places = np.concatenate([part.held for part in parts])
    stacked = np.concatenate(list(logits))
    predicted = stacked.argmax(axis=1)
    confidence = np.exp(stacked.max(axis=1) - np.logaddexp.reduce(stacked, axis=1))
    return Trial(
        candidate=candidate,
        score=_score(problem.classes, places, predicted),
        places=places,
        predicted=predicted,
        confidence=confidence,
        seconds=seconds,
    )


def paired_gain(classes: Indices, trial: Trial, other: Trial) -> tuple[float, float]:
    """By how much `trial` is better in balanced accuracy, and the standard error of that."""
    mine, theirs = _hits(classes, trial), _hits(classes, other)
    scored = np.flatnonzero(~np.isnan(mine))
    difference = mine[scored] - theirs[scored]
    gains, variances = [], []
    for number in np.unique(classes[scored]):
        own = difference[classes[scored] == number]
        gains.append(own.mean())
        variances.append(own.var(ddof=1) / len(own) if len(own) > 1 else 0.0)
    return float(np.mean(gains)), float(np.sqrt(np.sum(variances)) / len(gains))


def _hits(classes: Indices, trial: Trial) -> NDArray[np.float64]:
    """The share of repeats in which each label was found: (L,) float64, nan where never held out."""
    right = np.bincount(trial.places, trial.predicted == classes[trial.places], minlength=len(classes))
    times = np.bincount(trial.places, minlength=len(classes))
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(times > 0, right / times, np.nan), dtype=np.float64)


def _score(classes: Indices, places: Indices, predicted: Indices) -> Interval:
    """Balanced accuracy over all repeats, with the width of a single repeat."""
    value = scores.balanced_accuracy(classes[places], predicted)
    first = np.sort(np.unique(places, return_index=True)[1])
    single = scores.balanced_interval(classes[places[first]], predicted[first])
    low, high = value - (single.value - single.low), value + (single.high - single.value)
    return Interval(value=value, low=max(0.0, low), high=min(1.0, high))


def _repeats(num: int) -> int:
    """More repeats for fewer labels: they cost less and vary more."""
    return 5 if num < 100 else 3 if num < 400 else 1


def _by_prior(candidates: Sequence[Candidate], *, enough: bool) -> Choice:
    trial = Trial(
        candidate=candidates[-1], score=None, places=np.zeros(0, dtype=np.int64),
        predicted=np.zeros(0, dtype=np.int64), confidence=np.zeros(0), seconds=0.0,
    )  # fmt: skip
    why = (
        "" if enough else " There are too few labels to hold some out; this is what usually serves best then."
    )
    return Choice(best=trial, trials=(), sentence=f"Made by {trial.candidate.title}.{why}")


def _sentence(best: Trial, trials: Sequence[Trial]) -> str:
    if len(trials) == 1:
        return f"Made by {best.candidate.title}."
    tied = [t for t in trials if t is not best]
    rest = ", ".join(f"{t.candidate.title} {_percent(t)}" for t in tied)
    return (
        f"Made by {best.candidate.title}: {_percent(best)} of the labels that were held out were found"
        f" (each class counts alike), against {rest}."
    )


def _percent(trial: Trial) -> str:
    return "-" if trial.score is None else f"{trial.score.value:.0%}"
