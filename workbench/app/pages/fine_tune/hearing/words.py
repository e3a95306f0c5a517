"""The words and numbers of a model that writes down what it hears, worked out without a window."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.app.pages.fine_tune.sentences import Row
from workbench.app.widgets import figures
from workbench.app.words import mark, tr
from workbench.project import Model

MODES = (
    (
        "auto",
        mark("Automatic"),
        mark("Tries both ways on texts that are kept aside, and takes the better one."),
    ),
    (
        "transcribe",
        mark("Write down what is said (transcribe)"),
        mark("Letter by letter in the order of the sound (CTC): for texts in the language that is heard."),
    ),
    (
        "translate",
        mark("Translate"),
        mark(
            "Hears the whole sound, then writes (decoder): for texts in another language. Needs more pairs."
        ),
    ),
)
"""(mode, name, what it does), the recommended one first."""
_FEW, _SOME = 100, 500
_LEAST = 10
_TITLES = {
    "letters": mark("Letter by letter (CTC)"),
    "decoder": mark("Decoder (attention)"),
    "nearest": mark("Most similar known sound"),
}
_FIGURES = (
    ("exact", mark("Word for word (exact)"), mark("more is better")),
    ("chrf", mark("Like the wanted text (chrF)"), mark("more is better")),
    ("cer", mark("Wrong letters (CER)"), mark("less is better")),
    ("wer", mark("Wrong words (WER)"), mark("less is better")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A way that was tried on the held-out texts, as its row says it."""

    title: str
    detail: str
    chosen: bool
    figures: tuple[str, ...]
    """As `figure_heads`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardReport:
    """What is shown of a model that writes down what it hears."""

    headline: str
    rows: tuple[Row, ...]
    """How near its texts came, each with its interval."""
    optimistic: bool
    sentence: str
    ways: tuple[Tried, ...]
    nearest_won: bool


def title(texts: int) -> str:
    """The page's title."""
    number = figures.counted(texts, tr("text"), tr("texts"))
    return tr("Teach it to write down what it hears, from {texts}").format(texts=number)


def texts_line(train: int, check: int) -> str:
    """How many texts there are, and whether that is much."""
    number = figures.counted(train, tr("text"), tr("texts"))
    line = tr("{train} to learn from, {check} in the check set.").format(train=number, check=check)
    if not check:
        line += " " + tr("About one in seven is kept aside to score.")
    if train < _LEAST:
        return line + " " + tr("At least {n} are needed.").format(n=_LEAST)
    if train < _FEW:
        return line + " " + tr("That is very few: expect little, and label more where you can.")
    if train < _SOME:
        return line + " " + tr("A beginning: with several hundred more it gets much better.")
    return line


def figure_heads() -> tuple[str, ...]:
    """The names of the figures, as columns."""
    return tr("Exact"), tr("chrF"), tr("CER"), tr("WER")


def report(model: Model) -> HeardReport:
    """What a model's saved scores say."""
    scores = dict(model.scores)
    ways = tuple(_tried(way) for way in _dicts(scores.get("ways")))
    nearest = scores.get("way") == "nearest"
    return HeardReport(
        headline=_headline(scores, nearest),
        rows=tuple(
            _row(tr("{figure}, {better}").format(figure=tr(name), better=tr(better)), scores.get(key))
            for key, name, better in _FIGURES
        ),
        optimistic=bool(scores.get("optimistic")),
        sentence=str(scores.get("sentence_of_choice", "")),
        ways=ways,
        nearest_won=nearest,
    )


def model_texts(model: Model) -> tuple[str, ...]:
    """A model's line in the list."""
    scores = dict(model.scores)
    mode = tr("Transcribes") if model.mode == "transcribe" else tr("Translates")
    way = tr(_TITLES.get(str(scores.get("way")), ""))
    return (
        model.name,
        tr("{mode}: {way}").format(mode=mode, way=way[:1].lower() + way[1:]),
        figures.count(model.labels),
        tr("chrF {score}").format(score=_row("", scores.get("chrf")).words),
        model.run or tr("none"),
    )


def _headline(scores: dict[str, object], nearest: bool) -> str:
    chrf = figures.percent(_row("", scores.get("chrf")).value or 0.0)
    if nearest:
        return tr("{chrf} like the wanted texts, by taking the text of the most similar known sound").format(
            chrf=chrf
        )
    return tr("{chrf} like the wanted texts").format(chrf=chrf)


def _tried(way: dict[str, object]) -> Tried:
    rows = {key: _row("", way.get(key)) for key, _, _ in _FIGURES}
    return Tried(
        title=tr(_TITLES.get(str(way.get("way")), str(way.get("title", "")))),
        detail=tr(str(way.get("detail", ""))),
        chosen=bool(way.get("chosen")),
        figures=tuple(
            row.words if key == "chrf" else figures.percent(row.value or 0.0) for key, row in rows.items()
        ),
    )


def _row(name: str, interval: object) -> Row:
    found = interval if isinstance(interval, dict) else {}
    value, low, high = (_number(found.get(key)) for key in ("value", "low", "high"))
    return Row(title=name, value=value, low=low, high=high)


def _dicts(value: object) -> list[dict[str, object]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
