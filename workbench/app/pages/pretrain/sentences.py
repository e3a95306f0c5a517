"""The page's words and numbers, worked out without a window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbench.app.widgets import figures
from workbench.app.words import tr
from workbench.engine.monitors.spread import COLLAPSED
from workbench.project import Run

Tone = Literal["good", "care", "bad", "muted"]

_CROWDED = 0.25
_FIRST_WORDS_AFTER = 10
_MUCH_WAITING = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """A verdict in words, and how it is coloured; the first word says it without the colour."""

    text: str
    tone: Tone


def nouns(modality: str) -> tuple[str, str]:
    """One sample and several, in the person's words."""
    if modality == "image":
        return tr("picture"), tr("pictures")
    return tr("sample"), tr("samples")


def title(samples: int, modality: str) -> str:
    """The page's title."""
    number = figures.counted(samples, *nouns(modality))
    return tr("Learn from {samples} without labels (pretraining)").format(samples=number)


def is_learning(points: int, spread: float, trend: int) -> Light:
    """What the spread of the embeddings and the course of the loss say after that many measurements.

    spread: 1 spread over all directions, 0 all the same. trend: of the loss, -1 falling, 1 rising.
    """
    if points < _FIRST_WORDS_AFTER:
        return Light(text=tr("Just begun: a few more steps before one can tell."), tone="muted")
    number = f"{spread:.2f}"
    if spread < COLLAPSED:
        text = tr(
            "Collapsing: everything looks the same to it (spread {spread} of 1). Stop; try a larger batch."
        )
        return Light(text=text.format(spread=number), tone="bad")
    if spread < _CROWDED:
        text = tr("Careful: it tells samples apart only a little (spread {spread} of 1). Watch the spread.")
        return Light(text=text.format(spread=number), tone="care")
    if trend > 0:
        text = tr("Careful: the loss rises. It may recover; if not, stop and try a larger batch.")
        return Light(text=text, tone="care")
    if trend < 0:
        text = tr("Learning: the loss falls, and it tells samples apart (spread {spread} of 1).")
    else:
        text = tr(
            "Learning slowly: the loss hardly moves now; samples are told apart (spread {spread} of 1)."
        )
    return Light(text=text.format(spread=number), tone="good")


def result_line(steps: int, samples_per_second: float, data_wait_fraction: float, modality: str) -> str:
    """What a run did, in one line."""
    parts = [
        figures.counted(steps, tr("step"), tr("steps")),
        tr("{rate} {nouns} a second").format(rate=figures.rate(samples_per_second), nouns=nouns(modality)[1]),
        tr("{share} of the time spent waiting for data").format(share=figures.percent(data_wait_fraction)),
    ]
    return ", ".join(parts)


def verdict_tone(verdict: str, steps: int) -> Tone:
    """How a run's verdict is coloured; after a handful of steps there is none yet."""
    if steps < _FIRST_WORDS_AFTER:
        return "muted"
    tones: dict[str, Tone] = {"done": "good", "learning": "good", "slow": "care", "collapsed": "bad"}
    return tones.get(verdict, "muted")


def wait_advice(data_wait_fraction: float) -> str:
    """What to do when the network often waited for data; "" when it did not."""
    if data_wait_fraction < _MUCH_WAITING:
        return ""
    return tr("Reading the samples was the bottleneck: a smaller picture size or a faster disk would help.")


def state_word(run: Run, running: str) -> str:
    """A run's state; one that claims to run while none does was interrupted."""
    if run.state == "running" and run.name != running:
        return tr("interrupted")
    words = {
        "running": tr("running"),
        "paused": tr("paused"),
        "stopped": tr("stopped, kept"),
        "finished": tr("finished"),
        "failed": tr("failed"),
        "collapsed": tr("collapsed"),
    }
    return words[run.state]


def steps_words(run: Run) -> str:
    """How many steps of how many."""
    if run.planned_steps > run.steps:
        return tr("{done} of {planned}").format(
            done=figures.count(run.steps), planned=figures.count(run.planned_steps)
        )
    return figures.count(run.steps)


def verdict_word(verdict: str) -> str:
    """A run's verdict in a word or two."""
    words = {
        "learning": tr("still learning"),
        "slow": tr("learned slowly"),
        "collapsed": tr("collapsed"),
        "done": tr("learned"),
        "": "",
    }
    return words.get(verdict, verdict)


def can_resume(run: Run) -> bool:
    """Whether a run has steps left to do: it was stopped, cut off or failed on the way."""
    return run.state in ("running", "paused", "stopped", "failed") and run.steps < run.planned_steps
