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
from workbench.engine.downstream.full import TooSlowError
from workbench.engine.downstream.problem import Indices
from workbench.engine.downstream.scores import Interval
from workbench.jobs import Advanced, Event, PhaseStarted

PHASE = "Comparing ways to learn"
FEWEST_SCORED = 10
"""With fewer labels that can be held out, cross-validation says nothing, and a prior decides."""
NUM_FOLDS = 5


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
    candidates: Sequence[Candidate], usual: Candidate, *, seconds: float, seed: int = 0
) -> Generator[Event, None, Choice]:
    """Try the candidates on the same held-out labels, and choose; `usual` is one of them.

    The usual way, which served best wherever it was measured, stays unless another is better by more
    than its margin, in standard errors of their paired difference: few held-out labels are a noisy judge. The
    others follow simplest first, by the same rule. Those that train a network are tried on the first
    repeat of the folds alone, and passed over when they would take longer than their share of `seconds`.
    With too few labels to hold some out the usual way is taken.
    """
    problem = usual.problem
    candidates = [usual, *(candidate for candidate in candidates if candidate is not usual)]
    once = folds(problem.classes, num_folds=NUM_FOLDS, repeats=1, seed=seed)
    if not _enough(once):
        return _by_prior(usual)
    repeats = _repeats(len(problem.classes))
    parts = folds(problem.classes, num_folds=NUM_FOLDS, repeats=repeats, seed=seed)
    yield PhaseStarted(phase=PHASE, total=len(candidates), unit="ways")
    end = time.monotonic() + seconds
    costly = sum(candidate.costly and not candidate.builds_on for candidate in candidates)
    trials: list[Trial] = []
    best: Trial | None = None
    for done, candidate in enumerate(candidates):
        costly -= candidate.costly and not candidate.builds_on
        if candidate.builds_on and (best is None or best.candidate.kind != candidate.builds_on):
            continue
        candidate.trial_seconds = (end - time.monotonic()) / (1 + costly) if candidate.costly else None
        trial = yield from attempt(candidate, once if candidate.costly else parts)
        trials.append(trial)
        if trial.score is not None and (best is None or _better(problem.classes, trial, best)):
            best = trial
        yield Advanced(phase=PHASE, done=done + 1, total=len(candidates), unit="ways")
    if best is None:
        return _by_prior(usual)
    return Choice(best=best, trials=tuple(trials), sentence=_sentence(best, trials))


def attempt(candidate: Candidate, parts: Sequence[Fold]) -> Generator[Event, None, Trial]:
    """How a candidate does on these folds; without a score when it would take too long."""
    started = time.monotonic()
    try:
        logits = yield from candidate.held_out(parts)
    except TooSlowError:
        return _untried(candidate)
    return trial_of(candidate, parts, logits, time.monotonic() - started)


def trial_of(candidate: Candidate, parts: Sequence[Fold], logits: Sequence[Logits], seconds: float) -> Trial:
    """Score what was predicted of the held-out labels; the interval counts each label once."""
    places = np.concatenate([part.held for part in parts])
    stacked = np.concatenate(list(logits))
    predicted = stacked.argmax(axis=1)
    confidence = np.exp(stacked.max(axis=1) - np.logaddexp.reduce(stacked, axis=1))
    return Trial(
        candidate=candidate,
        score=_score(candidate.problem.classes, places, predicted),
        places=places,
        predicted=predicted,
        confidence=confidence,
        seconds=seconds,
    )


def _better(classes: Indices, trial: Trial, best: Trial) -> bool:
    gain, error = paired_gain(classes, trial, best)
    return gain > trial.candidate.margin * error


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
    return 10 if num < 100 else 3 if num < 400 else 1


def _enough(once: Sequence[Fold]) -> bool:
    return sum(len(part.held) for part in once) >= FEWEST_SCORED


def _untried(candidate: Candidate) -> Trial:
    nothing = np.zeros(0, dtype=np.int64)
    return Trial(
        candidate=candidate, score=None, places=nothing, predicted=nothing, confidence=np.zeros(0),
        seconds=0.0,
    )  # fmt: skip


def _by_prior(usual: Candidate) -> Choice:
    sentence = (
        f"Made by {usual.title}: there are too few labels to hold some out and compare,"
        " and this is what usually serves best then."
    )
    return Choice(best=_untried(usual), trials=(), sentence=sentence)


def _sentence(best: Trial, trials: Sequence[Trial]) -> str:
    others = [trial for trial in trials if trial is not best and trial.score is not None]
    passed = [trial for trial in trials if trial.score is None]
    words = f"Made by {best.candidate.title}"
    if others:
        rest = ", ".join(f"{_percent(trial)} by {trial.candidate.title}" for trial in others)
        words += (
            f": it found {_percent(best)} of the labels that were held out from it (each class counts"
            f" alike), against {rest}"
        )
    if passed:
        words += f". Not tried, for want of time: {', '.join(t.candidate.title for t in passed)}"
    return words + "."


def _percent(trial: Trial) -> str:
    return "-" if trial.score is None else f"{trial.score.value:.0%}"
