"""The page's words and numbers, worked out without a window."""

from __future__ import annotations

from typing import Literal

from workbench.app.widgets import figures
from workbench.app.words import tr
from workbench.engine.modalities import modalities
from workbench.operations.run_facts import RunFacts
from workbench.project import Run

Tone = Literal["good", "care", "bad", "muted"]

_MUCH_WAITING = 0.2


def nouns(modality: str) -> tuple[str, str]:
    """One sample and several, in the person's words."""
    kind = modalities.get(modality)
    return tr(kind.noun), tr(kind.plural)


def size_words(size: int, modality: str) -> str:
    """The size of what a network sees: "64 px", "128 tokens"; "" where it is not known."""
    return f"{figures.count(size)} {tr(modalities.get(modality).size_unit)}" if size else ""


def title(samples: int, modality: str) -> str:
    """The page's title."""
    number = figures.counted(samples, *nouns(modality))
    return tr("Learn from {samples} without labels (pretraining)").format(samples=number)


def short_title(title: str) -> str:
    """A task's title in a word or two, such as "SimCLR": what stands in brackets, or all of it."""
    inside = title.rpartition("(")[2].rstrip(")").strip() if title.endswith(")") else title
    return inside[:1].upper() + inside[1:]


def verdict_text(word: str, sentence: str) -> str:
    """A verdict in one line that begins with a word, in which the colour is said too."""
    title = verdict_title(word)
    if not title or sentence.partition(" ")[0].endswith(":"):
        return sentence
    return tr("{word}: {sentence}").format(word=title, sentence=sentence)


def verdict_title(word: str) -> str:
    """The word of a verdict as it begins a sentence; "" while there is none."""
    titles = {
        "learning": tr("Learning"),
        "slow": tr("Slow"),
        "collapsed": tr("Collapsed"),
        "done": tr("Done"),
    }
    return titles.get(word, "")


def settled_word(word: str, sentence: str) -> str:
    """The verdict's word; "" while its sentence says that it is too early to tell."""
    return "" if word == "learning" and not sentence.startswith("Learning") else word


def learned_line(facts: RunFacts) -> str:
    """What the looks say of a whole run, in one line; "" where there were none."""
    if facts.agreement is None:
        return ""
    parts = [tr("neighbours agree {now}").format(now=figures.short(round(facts.agreement, 2)))]
    if facts.agreement_before is not None and facts.first != facts.last:
        before = figures.short(round(facts.agreement_before, 2))
        parts[0] += " " + tr("({before} before it learnt)").format(before=before)
    if facts.rank is not None:
        parts.append(tr("effective rank {rank}").format(rank=figures.short(round(facts.rank, 1))))
    text = ", ".join(parts)
    if facts.minutes is not None:
        time = figures.duration(facts.minutes * 60)
        return tr("After {time}: {facts}.").format(time=time, facts=text)
    return tr("{facts}.").format(facts=text)


def next_advice(word: str) -> str:
    """What to do after a run with this verdict."""
    if word == "collapsed":
        return tr(
            "What to try: learn again with the remedy that was named, with a larger batch, or with"
            " another task. What it had learnt is kept, but do not expect much of it."
        )
    if word == "slow":
        return tr(
            "What to try: more time first; then a larger batch, a larger network, or another task. You can"
            " label now all the same: step 4 tells whether it helps."
        )
    return tr("Next: say what a few samples are. It suggests which ones are worth most.")


def result_line(steps: int, samples_per_second: float, data_wait_fraction: float, modality: str) -> str:
    """What a run did, in one line."""
    parts = [
        figures.counted(steps, tr("step"), tr("steps")),
        tr("{rate} {nouns} a second").format(rate=figures.rate(samples_per_second), nouns=nouns(modality)[1]),
        tr("{share} of the time spent waiting for data").format(share=figures.percent(data_wait_fraction)),
    ]
    return ", ".join(parts)


def verdict_tone(word: str) -> Tone:
    """How a verdict is coloured."""
    tones: dict[str, Tone] = {"done": "good", "learning": "good", "slow": "care", "collapsed": "bad"}
    return tones.get(word, "muted")


def wait_advice(data_wait_fraction: float, modality: str) -> str:
    """What to do when the network often waited for data; "" when it did not."""
    if data_wait_fraction < _MUCH_WAITING:
        return ""
    if not modalities.get(modality).sizes:
        return tr("Reading the samples was the bottleneck: a faster disk would help.")
    words = tr("Reading the samples was the bottleneck: a smaller {noun} size or a faster disk would help.")
    return words.format(noun=nouns(modality)[0])


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
