"""How near texts come to the ones that were wanted: exact match, CER, WER and chrF.

CER and WER: edits (Levenshtein 1966) by letters and words, over the length of what was wanted. chrF: Popović
2015, "chrF: character n-gram F-score for automatic MT evaluation", n up to 6, beta 2, over the whole set.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_ORDERS = 6
_BETA = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TextScores:
    """Of a set of texts. `exact` and `chrf` in [0, 1], higher is better; `cer` and `wer` from 0, lower is."""

    num: int
    exact: float
    cer: float
    wer: float
    chrf: float


def score(wanted: Sequence[str], said: Sequence[str]) -> TextScores:
    """What was said beside what was wanted, pair by pair; spaces at the ends and double ones do not count."""
    pairs = [(_plain(w), _plain(s)) for w, s in zip(wanted, said, strict=True)]
    return TextScores(
        num=len(pairs),
        exact=sum(w == s for w, s in pairs) / max(1, len(pairs)),
        cer=_rate([(list(w), list(s)) for w, s in pairs]),
        wer=_rate([(w.split(), s.split()) for w, s in pairs]),
        chrf=chrf(pairs),
    )


def edits(first: Sequence[Hashable], second: Sequence[Hashable]) -> int:
    """The fewest insertions, deletions and replacements that turn one sequence into the other."""
    number: dict[Hashable, int] = {}
    a, b = (np.array([number.setdefault(x, len(number)) for x in s], np.int64) for s in (first, second))
    places = np.arange(len(b) + 1)
    row = places.copy()
    for count, item in enumerate(a, 1):
        replaced = row[:-1] + (b != item)
        best = np.concatenate([[count], np.minimum(row[1:] + 1, replaced)])
        row = np.minimum.accumulate(best - places) + places  # insertions, all at once
    return int(row[-1])


def chrf(pairs: Sequence[tuple[str, str]]) -> float:
    """(wanted, said) -> chrF2 of the set in [0, 1]: spaces do not count, orders that nothing has neither."""
    return chrf_of(counts(pairs).sum(0))


def counts(pairs: Sequence[tuple[str, str]]) -> NDArray[np.int64]:
    """Letter groups of each pair and order: in common, wanted, said; (N, 6, 3) int64."""
    made = np.zeros((len(pairs), _ORDERS, 3), np.int64)
    for place, (wanted, said) in enumerate(pairs):
        for order in range(1, _ORDERS + 1):
            w, s = _grams(wanted, order), _grams(said, order)
            made[place, order - 1] = (w & s).total(), w.total(), s.total()
    return made


def chrf_of(summed: NDArray[np.int64]) -> float:
    """chrF2 from the counts of a set, (6, 3)."""
    matches, num_wanted, num_said = summed[(summed[:, 1] > 0) & (summed[:, 2] > 0)].T
    if not len(matches):
        return 0.0
    precision, recall = float(np.mean(matches / num_said)), float(np.mean(matches / num_wanted))
    if not precision + recall:
        return 0.0
    return (1 + _BETA**2) * precision * recall / (_BETA**2 * precision + recall)


def _rate(pairs: Sequence[tuple[Sequence[Hashable], Sequence[Hashable]]]) -> float:
    wrong = sum(edits(wanted, said) for wanted, said in pairs)
    return wrong / max(1, sum(len(wanted) for wanted, _ in pairs))


def _grams(text: str, order: int) -> Counter[str]:
    letters = "".join(text.split())
    return Counter(letters[at : at + order] for at in range(len(letters) - order + 1))


def _plain(text: str) -> str:
    return " ".join(text.split())
