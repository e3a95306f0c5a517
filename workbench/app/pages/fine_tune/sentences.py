"""The page's words and numbers, worked out without a window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.app.pages.fine_tune.counts import ClassCount
from workbench.app.widgets import figures
from workbench.app.words import mark, tr
from workbench.operations.scoring import FEWEST_CHECKED
from workbench.project import Model

MODES = (
    (
        "auto",
        mark("Automatic"),
        mark("Tries what fits your labels, and takes what does best on labels it has not seen."),
    ),
    (
        "probe",
        mark("Linear probe"),
        mark("Keeps the network as it is and draws lines between classes. Good with few labels, and quick."),
    ),
    (
        "full",
        mark("Whole network"),
        mark("Goes on training the whole network on your labels. Better with more labels, and slower."),
    ),
    (
        "combined",
        mark("Combined"),
        mark("What the network learned, with classic features: edges and colours, words, or a spectrum."),
    ),
    (
        "scratch",
        mark("From scratch"),
        mark("A fresh network that has seen only your labels: shows what pretraining is worth."),
    ),
    (
        "classic",
        mark("Classic features"),
        mark("Edges and colours, words, or a mean spectrum, with no network: what a simple method gives."),
    ),
)
"""(mode, name, what it does), the recommended one first."""

_KINDS = {
    "probe": mark("Linear probe"),
    "classic": mark("Classic features"),
    "combined": mark("Combined"),
    "full": mark("Whole network"),
    "scratch": mark("From scratch"),
    "raw pixels": mark("Raw pixels"),
    "letter counts": mark("Letter counts"),
    "mean spectrum": mark("Mean spectrum"),
    "mean frame": mark("Mean frame"),
    "random network": mark("Untrained network"),
}
_POOL = " + pool"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A way and its score; `value` is None where it could not be told."""

    title: str
    value: float | None
    low: float | None
    high: float | None

    @property
    def words(self) -> str:
        """Such as "83 % (75 to 90 %)"."""
        if self.value is None:
            return tr("cannot tell")
        if self.low is None or self.high is None:
            return figures.percent(self.value)
        words = tr("{value} ({low} to {high})")
        low = f"{100 * self.low:.0f}"
        return words.format(value=figures.percent(self.value), low=low, high=figures.percent(self.high))


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is shown of a model."""

    headline: str
    """The score, or that it cannot be told yet."""
    can_tell: bool
    score: Row
    optimistic: bool
    sentence: str
    choice: str
    """Why this way, and whether pretraining helped."""
    beside: tuple[Row, ...]
    candidates: tuple[Row, ...]


def title(labels: int) -> str:
    """The page's title."""
    number = figures.counted(labels, tr("label"), tr("labels"))
    return tr("Teach it your classes with {labels} (fine-tuning)").format(labels=number)


def labels_line(counts: Sequence[ClassCount]) -> str:
    """How many labels train and how many only score."""
    train, check = sum(c.train for c in counts), sum(c.check for c in counts)
    text = tr("{train} to learn from, {check} in the check set.")
    line = text.format(train=figures.counted(train, tr("label"), tr("labels")), check=figures.count(check))
    if check < FEWEST_CHECKED:
        line += " " + tr("With {few} check labels the score can be trusted.").format(few=FEWEST_CHECKED)
    return line


def kind_words(kind: str) -> str:
    """A way in words: the model's mode, a candidate or a control."""
    words = tr(_KINDS.get(kind.removesuffix(_POOL), kind.removesuffix(_POOL)))
    return tr("{way}, with unlabelled samples").format(way=words) if kind.endswith(_POOL) else words


def report(model: Model) -> Report:
    """What a model's saved scores say."""
    scores = dict(model.scores)
    score = Row(
        title=tr("This model"),
        value=_number(scores.get("balanced_accuracy")),
        low=_number(scores.get("low")),
        high=_number(scores.get("high")),
    )
    can_tell = scores.get("how") == "check set" and score.value is not None
    return Report(
        headline=figures.percent(score.value or 0.0) if can_tell else tr("Cannot tell yet"),
        can_tell=can_tell,
        score=score,
        optimistic=bool(scores.get("optimistic")),
        sentence=str(scores.get("sentence", "")),
        choice=str(scores.get("sentence_of_choice", "")),
        beside=_rows(scores.get("beside")),
        candidates=_rows(scores.get("candidates")),
    )


def model_texts(model: Model) -> tuple[str, ...]:
    """A model's line in the list."""
    shown = report(model)
    score = shown.score.words if shown.can_tell else shown.headline
    return (
        model.name,
        kind_words(model.mode),
        figures.count(model.labels),
        score,
        model.run or tr("none"),
    )


def _rows(saved: object) -> tuple[Row, ...]:
    if not isinstance(saved, list):
        return ()
    return tuple(
        Row(
            title=kind_words(str(entry.get("kind", ""))),
            value=_number(entry.get("balanced_accuracy")),
            low=_number(entry.get("low")),
            high=_number(entry.get("high")),
        )
        for entry in saved
        if isinstance(entry, dict)
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
