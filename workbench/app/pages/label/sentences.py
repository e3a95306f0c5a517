"""What the page says: how far the labelling is, and why a list is empty."""

from __future__ import annotations

from workbench.app.pages.label.labelling import Source
from workbench.app.pages.label.suggestions import Suggestions
from workbench.app.session import Facts
from workbench.app.words import tr


def hint(facts: Facts) -> str:
    """How far it is, or what to do first."""
    if facts.classes == 0:
        return tr(
            "Type the name of a class (key N) and press Enter; then its number labels the chosen sample."
        )
    words = tr("{labels:,} of {n:,} labelled, {classes:,} classes. A number key labels and goes on.")
    return words.format(labels=facts.labels, n=facts.samples, classes=facts.classes)


def text_hint(facts: Facts) -> str:
    """How many have a text, and what a text may be."""
    words = tr("{n:,} of {all:,} have a text: what is said, or what it means in another language.")
    return words.format(n=facts.texts, all=facts.samples)


def nothing_to_show(
    source: Source, suggestions: Suggestions, *, are_texts: bool = False
) -> tuple[str, str, str]:
    """Icon, sentence and button of an empty list."""
    others = tr("Show the unlabelled")
    if source is Source.SUGGESTED and not suggestions.are_possible:
        return (
            "school-outline",
            tr("Suggestions need a network that has learnt from your samples, in step 2. Or label any."),
            others,
        )
    if source is Source.SUGGESTED and suggestions.reason:
        return "alert-circle-outline", suggestions.reason, tr("Look again")
    if source is Source.SUGGESTED:
        return "timer-sand", tr("Typical samples are being chosen. You can label others meanwhile."), others
    if source is Source.CHECK:
        return "dice-5-outline", tr("No check set has been drawn yet."), ""
    if source is Source.UNLABELLED:
        return "check-circle-outline", tr("Every sample has a label."), ""
    if are_texts:
        return "text-box-outline", tr("Nothing has a text yet. Choose a sample and type what is said."), ""
    return "label-outline", tr("Nothing has this label yet. Choose a sample, press a number key."), ""
