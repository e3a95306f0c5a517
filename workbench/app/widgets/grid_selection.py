"""Which rows of a grid are selected, and which one is current. Plain arrays, no Qt."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


class GridSelection:
    """Rows 0 to n - 1; none is current before the first move."""

    def __init__(self, num: int = 0) -> None:
        self.reset(num)

    def reset(self, num: int) -> None:
        """Begin anew with `num` rows, nothing selected."""
        self.num = num
        self.current = -1
        self._anchor = -1
        self._chosen: NDArray[np.bool_] = np.zeros(num, dtype=bool)

    def __contains__(self, row: int) -> bool:
        return bool(self._chosen[row])

    @property
    def rows(self) -> NDArray[np.int64]:
        """The selected rows, in order."""
        return np.flatnonzero(self._chosen)

    def move_to(self, row: int) -> None:
        """Make a row current and the only one selected."""
        self._chosen[:] = False
        self.current = self._anchor = row
        if row >= 0:
            self._chosen[row] = True

    def toggle(self, row: int) -> None:
        """Add a row to the selection or take it out, and make it current."""
        self._chosen[row] = not self._chosen[row]
        self.current = self._anchor = row

    def extend_to(self, row: int) -> None:
        """Select from where the selection began to a row, which becomes current."""
        anchor = row if self._anchor < 0 else self._anchor
        self._chosen[:] = False
        self._chosen[min(anchor, row) : max(anchor, row) + 1] = True
        self._anchor = anchor
        self.current = row

    def set_rows(self, rows: NDArray[np.int64], base: NDArray[np.int64] | None = None) -> None:
        """Select exactly these rows, and those of `base`."""
        self._chosen[:] = False
        self._chosen[rows] = True
        if base is not None:
            self._chosen[base] = True

    def select_all(self) -> None:
        """Select every row."""
        self._chosen[:] = True
