"""What a network that answers is worth: held-out questions, beside looking the answer up."""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from workbench.engine.downstream import text_scores
from workbench.engine.downstream.answering import Taught
from workbench.engine.downstream.retrieval import Pair
from workbench.engine.downstream.text_scores import TextScores
from workbench.engine.downstream.writer import Writer
from workbench.jobs import Advanced, CancelToken, Event, PhaseStarted
from workbench.operations.pairs import Pairs

_PHASE = "Answering what was held out"
_HELD_SHARE = 0.1
_FEWEST_HELD, _MOST_HELD = 3, 400
_APART = 20
_MOST_ANSWERED = 100
_CLOSE = 0.02
"""Of chrF: two ways that are nearer than this are about as good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """What is learnt from, what says when to stop, and what scores; the last two are one where few."""

    learnt: tuple[Pair, ...]
    stop: tuple[Pair, ...]
    scored: tuple[Pair, ...]
    how: Literal["check set", "held out"]

    @property
    def is_optimistic(self) -> bool:
        """Whether the pairs that score said when to stop too."""
        return self.stop == self.scored


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerScores:
    """What held-out answers cost before and after, and how near the network's own come to them."""

    num: int
    how: Literal["check set", "held out"]
    optimistic: bool
    """Whether the same pairs said when to stop."""
    bits_before: float
    """Per byte of the answers."""
    bits_after: float
    answered: TextScores
    nearest: TextScores
    """The control: the answer of the question most like each, by TF-IDF."""
    sentence: str


def split(found: Pairs, seed: int) -> Split:
    """One in ten questions is held out, at least three; the check set alone scores where there is one.

    The same question, however often it was answered, is on one side only; there are at least two.
    """
    keys = sorted({key(pair) for pair in found.pairs})
    count = min(_MOST_HELD, max(_FEWEST_HELD, round(_HELD_SHARE * len(keys))), max(1, len(keys) // 3))
    order = np.random.default_rng([seed, 6]).permutation(len(keys))
    aside = {keys[i] for i in order[:count]}
    held = tuple(pair for pair in found.pairs if key(pair) in aside)
    learnt = tuple(pair for pair in found.pairs if key(pair) not in aside)
    if found.check:
        return Split(learnt=learnt, stop=held, scored=found.check, how="check set")
    if len(held) >= _APART:
        return Split(learnt=learnt, stop=held[::2], scored=held[1::2], how="held out")
    return Split(learnt=learnt, stop=held, scored=held, how="held out")


def key(pair: Pair) -> str:
    """What makes two questions the same one."""
    return " ".join(pair.prompt.casefold().split())


def answered(
    writer: Writer, pairs: Sequence[Pair], end: float, token: CancelToken
) -> Generator[Event, None, list[str]]:
    """The network's own answers to the first of these, as many as there is time for, at least one."""
    total = min(_MOST_ANSWERED, len(pairs))
    yield PhaseStarted(phase=_PHASE, total=total, unit="questions")
    said: list[str] = []
    for pair in pairs[:total]:
        token.wait_while_paused()
        token.raise_if_stopping()
        if said and time.monotonic() > end:
            break
        said.append(writer.whole_answer(pair.prompt).text)
        yield Advanced(phase=_PHASE, done=len(said), total=total, unit="questions")
    return said


def scores(writer: Writer, taught: Taught, parts: Split, said: Sequence[str]) -> AnswerScores:
    """The network's answers and those of the nearest questions, beside what was wanted."""
    pairs = parts.scored[: len(said)]
    wanted = [pair.answer for pair in pairs]
    own = text_scores.score(wanted, said)
    nearest = text_scores.score(wanted, [_looked_up(writer, pair) for pair in pairs])
    return AnswerScores(
        num=len(pairs),
        how=parts.how,
        optimistic=parts.is_optimistic,
        bits_before=taught.before,
        bits_after=taught.after,
        answered=own,
        nearest=nearest,
        sentence=(
            f"Of {len(pairs):,} questions that it was not taught it answered {_percent(own.exact)} word"
            f" for word; its answers are {_percent(own.chrf)} like the wanted ones (chrF)."
        ),
    )


def worth(found: AnswerScores) -> str:
    """What the model is worth beside looking the answer up, and what was learnt, in words."""
    own, control = found.answered.chrf, found.nearest.chrf
    looked_up = f"the answer of the most similar question is {_percent(control)} like the wanted one"
    if control > own + _CLOSE:
        verdict = (
            f"Looking answers up is better here: {looked_up}."
            " Trust the nearest questions, which stand beside each answer."
        )
    elif own > control + _CLOSE:
        verdict = f"That is better than looking answers up: {looked_up}."
    else:
        verdict = f"That is about as good as looking answers up: {looked_up}."
    cost = (
        "How surprised it is by the wanted answers (bits per byte, lower is better):"
        f" {found.bits_after:.2f}; before it was taught {found.bits_before:.2f}."
    )
    return f"{found.sentence} {verdict} {cost}"


def _looked_up(writer: Writer, pair: Pair) -> str:
    found = writer.nearest(pair.prompt, 1)
    return found[0].pair.answer if found else ""


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"
