"""Texts from what a network hears at each step: the likeliest path, or a search over beginnings.

Graves et al. 2006, "Connectionist Temporal Classification", sections 3.1 and 3.2 (best path, prefix search);
Hannun et al. 2014, "First-Pass Large Vocabulary Continuous Speech Recognition using Bi-Directional Recurrent
DNNs", algorithm 1 (prefix beam search with a language model).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
NextLetter = Callable[[Sequence[int]], NDArray[np.float64]]
"""After these letters, the log-probability of each letter: (K,)."""
BLANK = 0
_FEWEST = 1e-4
"""Letters less likely than this at a step start no new text there."""


def best_path(logs: Floats) -> tuple[list[int], float]:
    """The likeliest letter at each step, without repeats and blanks, and the log-probability of that path.

    logs: (T, 1 + K) log-probabilities, the blank first. Letters are numbered from 0.
    """
    path = logs.argmax(1)
    changed = np.concatenate([[True], path[1:] != path[:-1]]) if len(path) else np.zeros(0, np.bool_)
    letters = path[changed & (path != BLANK)]
    return [int(letter) - 1 for letter in letters], float(logs.max(1).sum()) if len(path) else 0.0


def beam_search(
    logs: Floats, *, beam: int = 16, next_letter: NextLetter | None = None, weight: float = 0.0
) -> tuple[list[int], float]:
    """The text whose paths together are likeliest, and the log-probability that sound alone gives it.

    logs: (T, 1 + K). A letter after others also counts `weight` times what `next_letter` says of it.
    """
    beams: dict[tuple[int, ...], tuple[float, float, float]] = {(): (0.0, -math.inf, 0.0)}
    known: dict[tuple[int, ...], NDArray[np.float64]] = {}
    for step in logs.astype(np.float64):
        heard = np.flatnonzero(step[1:] > math.log(_FEWEST))
        found: dict[tuple[int, ...], list[float]] = {}
        for text, (blank, letter, bonus) in beams.items():
            both = _plus(blank, letter)
            _add(found, text, bonus, blank=both + step[BLANK])
            if text:
                _add(found, text, bonus, letter=letter + step[1 + text[-1]])
            if next_letter is not None and weight and text not in known:
                known[text] = next_letter(text)
            for number in heard:
                start = blank if text and text[-1] == number else both
                if start == -math.inf:
                    continue
                more = weight * float(known[text][number]) if text in known else 0.0
                _add(found, (*text, int(number)), bonus + more, letter=start + step[1 + number])
        ranked = sorted(found.items(), key=lambda item: -(_plus(item[1][0], item[1][1]) + item[1][2]))
        beams = {text: (values[0], values[1], values[2]) for text, values in ranked[:beam]}
    best = max(beams.items(), key=lambda item: _plus(item[1][0], item[1][1]) + item[1][2])
    return list(best[0]), _plus(best[1][0], best[1][1])


def _add(
    found: dict[tuple[int, ...], list[float]],
    text: tuple[int, ...],
    bonus: float,
    *,
    blank: float = -math.inf,
    letter: float = -math.inf,
) -> None:
    """Another way to this text, ending in a blank or in its last letter."""
    values = found.setdefault(text, [-math.inf, -math.inf, bonus])
    values[0], values[1] = _plus(values[0], blank), _plus(values[1], letter)


def _plus(first: float, second: float) -> float:
    """log(exp(first) + exp(second))."""
    high, low = (first, second) if first > second else (second, first)
    return high if low == -math.inf else high + math.log1p(math.exp(low - high))
