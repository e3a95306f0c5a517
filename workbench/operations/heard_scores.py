"""What a model that writes down what it hears is worth: held-out sounds, beside the nearest known sound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.engine.downstream.hearing import Said, WayName
from workbench.engine.downstream.scores import Interval
from workbench.engine.downstream.text_intervals import TextIntervals
from workbench.operations.target_texts import How

FEW = 30
"""Below so many held-out texts the figures say little."""
TITLES: dict[str, str] = {
    "letters": "letter by letter (CTC)",
    "decoder": "with a decoder (attention)",
    "nearest": "the text of the most similar known sound",
}
LIMITS = (
    "From a few hundred pairs it learns words and phrases that come often, in voices like those it heard. A"
    " word that it never heard in training it cannot write as a whole, and what it makes up may look right:"
    " check what it says. Thousands of pairs, or a network that learnt from much more speech, change that."
)
"""The plain note on what a few hundred pairs can and cannot give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayScore:
    """One way that was tried, and how near its texts came to those it had not seen."""

    way: WayName
    title: str
    detail: str
    """Of the nearest sound: what it is nearest by."""
    chosen: bool
    steps: int
    """After how many steps it was at its best; 0 of what learns nothing."""
    value: float
    """By what the best was chosen, on the held-out texts that say when to stop: chrF, or 1 - CER."""
    exact: Interval
    cer: Interval
    wer: Interval
    chrf: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardScores:
    """How near the model's texts come to held-out ones."""

    num: int
    how: How
    optimistic: bool
    """Whether the same texts said when to stop and which way to take."""
    exact: Interval
    cer: Interval
    wer: Interval
    chrf: Interval
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What was said of a sample whose text the model had not seen."""

    sample: int
    file: str
    wanted: str
    said: str
    confidence: float
    nearest: str
    """What the nearest known sound says, the control."""


def row(
    way: WayName, found: TextIntervals, *, chosen: bool, steps: int, value: float, detail: str = ""
) -> WayScore:
    """A way's figures as results show them."""
    return WayScore(
        way=way, title=TITLES[way], detail=detail, chosen=chosen, value=value, steps=steps,
        exact=found.exact, cer=found.cer, wer=found.wer, chrf=found.chrf,
    )  # fmt: skip


def scores(found: TextIntervals, how: How, *, optimistic: bool) -> HeardScores:
    """The chosen way's figures, in words too."""
    of = "check texts" if how == "check set" else "texts that it was not taught"
    few = f" With {found.num:,} texts these figures are rough." if found.num < FEW else ""
    return HeardScores(
        num=found.num, how=how, optimistic=optimistic,
        exact=found.exact, cer=found.cer, wer=found.wer, chrf=found.chrf,
        sentence=(
            f"Of {found.num:,} {of} {_percent(found.exact)} came out word for word; {_percent(found.cer)} of"
            f" the letters (CER) and {_percent(found.wer)} of the words (WER) are wrong, and what it wrote is"
            f" {_percent(found.chrf)} like the wanted texts (chrF).{few}"
        ),
    )  # fmt: skip


def worth(ways: Sequence[WayScore], pretrained: bool) -> str:
    """Which way was taken, and what stands beside it, in words."""
    chosen = next(way for way in ways if way.chosen)
    control = next(way for way in ways if way.way == "nearest")
    learnt = [way for way in ways if way.way != "nearest"]
    if chosen.way == "nearest":
        best = max(learnt, key=lambda way: way.chrf.value, default=None)
        beside = f"; what the network wrote only {_percent(best.chrf)}" if best is not None else ""
        return (
            "The text of the most similar known sound is better here than what the network wrote itself, so"
            f" the model answers with that: it is {_percent(control.chrf)} like the wanted one{beside}."
            " It can only say texts that it was given."
        )
    compared = (
        "better than" if chosen.chrf.value > control.chrf.value + 0.02
        else "about as good as" if chosen.chrf.value > control.chrf.value - 0.02
        else "less like the wanted texts than, but nearer in its letters than,"
    )  # fmt: skip
    start = "" if pretrained else " There was no pretrained network: it learnt from these texts alone."
    return (
        f"It writes {chosen.title}, which is {compared} the text of the most similar known sound"
        f" ({_percent(control.chrf)} like the wanted one).{start}"
    )


def held(
    samples: Sequence[tuple[int, str, str]], said: Sequence[Said], nearest: Sequence[Said]
) -> tuple[Heard, ...]:
    """(sample, file, wanted) and what was said of each."""
    return tuple(
        Heard(
            sample=sample, file=file, wanted=wanted, said=own.text, confidence=own.confidence,
            nearest=near.text,
        )
        for (sample, file, wanted), own, near in zip(samples, said, nearest, strict=True)
    )  # fmt: skip


def _percent(share: Interval) -> str:
    return f"{round(100 * share.value)} %"
