"""The families of pretext tasks in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.app.words import mark
from workbench.operations.tasks import TaskInfo

RECOMMENDED = "recommended"


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyWords:
    """A family as a person meets it: what the network does, in a word or two and in a sentence."""

    name: str
    title: str
    tip: str
    """With the field's own term."""
    sentence: str


FAMILIES: tuple[FamilyWords, ...] = (
    FamilyWords(
        name="contrastive",
        title=mark("Compare"),
        tip=mark("Find what belongs together among many others (contrastive learning)"),
        sentence=mark("It finds out which views come from the same sample, and tells them from all others."),
    ),
    FamilyWords(
        name="negatives-free",
        title=mark("Agree"),
        tip=mark("Say the same of two views, without a look at others (negatives-free learning)"),
        sentence=mark("It learns to say the same of two views of a sample. Suits small sets and batches."),
    ),
    FamilyWords(
        name="masked",
        title=mark("Fill in"),
        tip=mark("Guess what was covered up (masked modelling)"),
        sentence=mark("Parts are covered up, and it learns to fill them in from what is left."),
    ),
    FamilyWords(
        name="autoencoder",
        title=mark("Restore"),
        tip=mark("Make a sample whole again after it went through a bottleneck (autoencoders)"),
        sentence=mark("A sample is squeezed or damaged on purpose, and it learns to restore it."),
    ),
    FamilyWords(
        name="next",
        title=mark("Go on"),
        tip=mark("Say what comes next (autoregressive modelling)"),
        sentence=mark("It sees the beginning, and learns to say what comes next."),
    ),
    FamilyWords(
        name="order",
        title=mark("Put in order"),
        tip=mark("Notice how a sample was turned or shuffled (order and position tasks)"),
        sentence=mark("A sample is turned, or its parts are shuffled, and it learns to say how."),
    ),
    FamilyWords(
        name="distillation",
        title=mark("Imitate"),
        tip=mark("Learn to answer as a larger network does (distillation)"),
        sentence=mark("It learns to describe samples as another network does, which you name."),
    ),
)


def present(tasks: Sequence[TaskInfo], first: Sequence[str] = ()) -> tuple[FamilyWords, ...]:
    """The families that have a task: those of the tasks named first, then the others in their order."""
    of_task = {info.name: info.family for info in tasks}
    ahead = dict.fromkeys(of_task[name] for name in first if name in of_task)
    known = {family.name: family for family in FAMILIES if family.name in of_task.values()}
    return tuple(known[name] for name in dict.fromkeys((*ahead, *known)))
