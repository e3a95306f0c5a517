"""How alike sounds are that say the same at another speed: dynamic time warping.

Sakoe and Chiba 1978, "Dynamic Programming Algorithm Optimization for Spoken Word Recognition" (the symmetric
form, a step on both sides costs twice, normalised by the sum of the lengths).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_MOST_CELLS = 4_000_000
"""At once: about a tenth of a second."""


def distances(asked: Floats, known: Sequence[Floats], look: Callable[[], None] = lambda: None) -> Floats:
    """The warped distance of one sequence (n, F) to each of others (m, F): (K,) float32, 0 is the same.

    `look` is called ten times a second or more, and may raise.
    """
    found = np.empty(len(known), np.float32)
    order = np.argsort([len(other) for other in known], kind="stable")
    first = 0
    while first < len(order):
        look()
        last = first + 1
        while last < len(order) and (last + 1 - first) * len(asked) * len(known[order[last]]) < _MOST_CELLS:
            last += 1
        some = order[first:last]
        found[some] = _together(asked, [known[i] for i in some])
        first = last
    return found


def _together(asked: Floats, known: Sequence[Floats]) -> Floats:
    """All at once, along the diagonals of their tables of costs."""
    num, rows = len(known), len(asked)
    sizes = np.array([len(other) for other in known])
    columns = int(sizes.max())
    costs = np.zeros((num, rows, columns), np.float32)
    for place, other in enumerate(known):
        costs[place, :, : len(other)] = _distances(asked, other)
    # Diagonal d holds the cells (i, d - i), by i; cells outside the table cost too much to pass.
    far = np.float32(np.inf)
    before = np.full((num, rows), far, np.float32)
    last = np.full((num, rows), far, np.float32)
    result = np.empty(num, np.float32)
    i = np.arange(rows)
    for diagonal in range(rows + columns - 1):
        j = diagonal - i
        inside = (j >= 0) & (j < columns)
        cost = np.where(inside, costs[:, i, np.clip(j, 0, columns - 1)], far)
        down = np.concatenate([np.full((num, 1), far, np.float32), last[:, :-1]], 1)
        both = np.concatenate([np.full((num, 1), far, np.float32), before[:, :-1]], 1)
        now = np.minimum(np.minimum(last, down) + cost, both + 2 * cost)
        if diagonal == 0:
            now[:, 0] = 2 * costs[:, 0, 0]
        done = sizes - 1 + rows - 1 == diagonal
        result[done] = now[done, rows - 1]
        before, last = last, now
    made: Floats = (result / (rows + sizes)).astype(np.float32)
    return made


def _distances(first: Floats, second: Floats) -> Floats:
    """Euclidean, of every vector to every other: (n, F), (m, F) -> (n, m)."""
    squares = (first**2).sum(1)[:, None] + (second**2).sum(1) - 2 * first @ second.T
    made: Floats = np.sqrt(np.maximum(squares, 0))
    return made
