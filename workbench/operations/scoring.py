"""What a model is worth, said honestly: from the check set, else from labels that were held out."""

from __future__ import annotations

import dataclasses
import math
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from workbench.engine.downstream import assembly, calibration, classifier, selection
from workbench.engine.downstream import scores as engine
from workbench.engine.downstream.candidates import Candidate
from workbench.engine.downstream.classifier import Classifier
from workbench.engine.downstream.folds import Fold, folds
from workbench.engine.downstream.problem import Problem
from workbench.engine.downstream.scores import Interval
from workbench.engine.downstream.selection import Choice, Trial
from workbench.jobs import Event
from workbench.operations.labelled import Labelled

How = Literal["check set", "cross-validation", "none"]
FEWEST_CHECKED = 30
_LEARNT = ("probe", "combined", "full")

Logits = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """One way and its balanced accuracy, with a 95 % interval where it could be estimated."""

    kind: str
    balanced_accuracy: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """How good the model is, as far as that can be told, and in words."""

    accuracy: float | None
    balanced_accuracy: float | None
    low: float | None
    high: float | None
    num: int
    """How many labels the estimate stands on."""
    how: How
    optimistic: bool
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOut:
    """What was said of a labelled sample by a model that had not seen its label."""

    sample: int
    file: str
    label: str
    predicted: str
    confidence: float
    how: Literal["check", "cross-validation"]


def calibrated(model: Classifier, logits: Logits, classes: Indices) -> Classifier:
    """The classifier with the temperature and threshold that the check labels alone give."""
    known = classes >= 0
    temperature = calibration.temperature(logits[known], classes[known])
    sure = classifier.probabilities(logits, temperature).astype(np.float64)
    return dataclasses.replace(model, temperature=temperature, threshold=calibration.threshold(sure, classes))


def probabilities(model: Classifier, logits: Logits) -> NDArray[np.float32]:
    """The probabilities that belong to these logits."""
    return classifier.probabilities(logits, model.temperature)


def held_out(known: Labelled, model: Classifier, logits: Logits, best: Trial) -> tuple[HeldOut, ...]:
    """Every check label, and every training label once, from the first repeat that held it out."""
    lines = []
    sure = probabilities(model, logits[known.check])
    for place, label, row in zip(known.check, known.check_names, sure, strict=True):
        lines.append(
            _line(known, int(place), label, model.class_names[int(row.argmax())], float(row.max()), "check")
        )
    _, first = np.unique(best.places, return_index=True)
    for entry in first:
        place = int(best.places[entry])
        label = model.class_names[known.train_classes[place]]
        predicted = model.class_names[best.predicted[entry]]
        sample = int(known.train[place])
        lines.append(
            _line(known, sample, label, predicted, float(best.confidence[entry]), "cross-validation")
        )
    return tuple(lines)


def scores(known: Labelled, held: Sequence[HeldOut], best: Trial) -> Scores:
    """From the check set when it has 30 labels; else by cross-validation, marked as it deserves."""
    checked = [line for line in held if line.how == "check"]
    if len(checked) >= FEWEST_CHECKED:
        return _from_check(checked)
    few = (
        f"Cannot tell yet: {len(checked)} check labels, and {FEWEST_CHECKED} are needed for a score"
        " that can be trusted."
    )
    if best.score is None:
        return Scores(
            accuracy=None, balanced_accuracy=None, low=None, high=None, num=0, how="none", optimistic=False,
            sentence=few,
        )  # fmt: skip
    right = best.predicted == known.train_classes[best.places]
    optimistic = len(known.train) < 0.5 * len(known.pool)
    guess = (
        f" Labels that were held out in turn suggest {best.score.value:.0%}"
        f" (between {best.score.low:.0%} and {best.score.high:.0%})"
    )
    kind = "; suggested samples are easier than most, so that is probably too kind." if optimistic else "."
    return Scores(
        accuracy=float(right.mean()),
        balanced_accuracy=best.score.value,
        low=best.score.low,
        high=best.score.high,
        num=len(np.unique(best.places)),
        how="cross-validation",
        optimistic=optimistic,
        sentence=few + guess + kind,
    )


def rows(trials: Sequence[Trial]) -> tuple[ScoreRow, ...]:
    """The ways that were compared, as they were tried."""
    return tuple(_row(trial.candidate.kind, trial.score) for trial in trials)


def judge(
    problem: Problem, known: Labelled, *, repeats: int, seed: int
) -> Generator[Event, None, tuple[Problem, tuple[Fold, ...]]]:
    """By what ways are compared: the check set when it has 30 labels, else labels held out in turn."""
    usable = known.check_classes >= 0
    if len(known.check) < FEWEST_CHECKED or not usable.any():
        parts = folds(problem.classes, num_folds=selection.NUM_FOLDS, repeats=repeats, seed=seed)
        return problem, parts
    rows = np.array([known.samples[place].id for place in known.check[usable]], dtype=np.int64)
    joined, fold = yield from assembly.with_check(problem, rows, known.check_classes[usable])
    return joined, (fold,)


def attempts(
    ways: Sequence[Candidate], parts: Sequence[Fold], *, seconds: float
) -> Generator[Event, None, tuple[ScoreRow, ...]]:
    """How each way does on these folds; networks share the seconds, and get no score past them."""
    end = time.monotonic() + seconds
    left = sum(way.costly for way in ways)
    lines = []
    for way in ways:
        score = None
        if parts:
            way.trial_seconds = (end - time.monotonic()) / max(1, left)
            left -= way.costly
            score = (yield from selection.attempt(way, parts)).score
        lines.append(_row(way.kind, score))
    return tuple(lines)


def worth_of_pretraining(choice: Choice, own: float | None, others: Sequence[ScoreRow]) -> str:
    """Whether pretraining helped, in one sentence; "" when it cannot be said.

    own: the model's balanced accuracy, estimated just as that of the others.
    """
    known = [row for row in others if row.balanced_accuracy is not None]
    if own is None or not known:
        return ""
    best = max(known, key=lambda row: row.balanced_accuracy or 0.0)
    gain = own - (best.balanced_accuracy or 0.0)
    if choice.best.candidate.mode not in _LEARNT:
        return "Pretraining did not help here: the same labels do as well without it."
    if gain < -0.01:
        return (
            f"Pretraining did not help here: without it ({best.kind}) the same labels give"
            f" {best.balanced_accuracy:.0%} rather than {own:.0%}."
        )
    if gain <= 0.01:
        return f"Pretraining hardly helped here: without it ({best.kind}) the same labels give as much."
    return f"With pretraining it is {100 * gain:.0f} points above the best way without it ({best.kind})."


def _from_check(checked: Sequence[HeldOut]) -> Scores:
    names = sorted({line.label for line in checked} | {line.predicted for line in checked})
    number = {name: i for i, name in enumerate(names)}
    truth = np.array([number[line.label] for line in checked], dtype=np.int64)
    predicted = np.array([number[line.predicted] for line in checked], dtype=np.int64)
    balanced = engine.balanced_interval(truth, predicted)
    share = engine.accuracy(truth, predicted)
    return Scores(
        accuracy=share.value,
        balanced_accuracy=balanced.value,
        low=balanced.low,
        high=balanced.high,
        num=len(checked),
        how="check set",
        optimistic=False,
        sentence=f"On {len(checked)} randomly drawn check samples {balanced.value:.0%} are right, each class"
        f" counting alike (between {balanced.low:.0%} and {balanced.high:.0%}).",
    )


def _row(kind: str, score: Interval | None) -> ScoreRow:
    if score is None or math.isnan(score.value):
        return ScoreRow(kind=kind, balanced_accuracy=None, low=None, high=None)
    return ScoreRow(kind=kind, balanced_accuracy=score.value, low=score.low, high=score.high)


def _line(
    known: Labelled,
    place: int,
    label: str,
    predicted: str,
    confidence: float,
    how: Literal["check", "cross-validation"],
) -> HeldOut:
    sample = known.samples[place]
    return HeldOut(
        sample=sample.id, file=sample.title, label=label, predicted=predicted, confidence=confidence, how=how
    )
