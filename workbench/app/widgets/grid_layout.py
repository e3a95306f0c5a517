"""Where the cells of a grid lie. Plain numbers, no widget."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect

EDGE_PX = 4
"""Room for the frame around a selected cell."""

_NARROWEST = 0.8
"""Of the wanted width, where one more column fits then."""


def filling(room_px: int, wanted_px: int, gap_px: int) -> int:
    """The width of cells, about as wide as wanted, that fill the room side by side."""
    inner = max(1, room_px - 2 * EDGE_PX)
    columns = max(1, int((inner + gap_px) / (_NARROWEST * wanted_px + gap_px)))
    return max(1, (inner + gap_px) // columns - gap_px)


@dataclass(frozen=True, slots=True, kw_only=True)
class GridLayout:
    """`num` cells in as many columns as fit into `width_px`; the rest of the width is shared out."""

    num: int
    width_px: int
    cell_px: int
    caption_px: int
    gap_px: int
    cell_high_px: int = 0
    """Without the caption; 0: as high as wide."""

    @property
    def columns(self) -> int:
        """Cells side by side, at least one."""
        return max(1, (self.width_px - 2 * EDGE_PX + self.gap_px) // (self.cell_px + self.gap_px))

    @property
    def lines(self) -> int:
        """Rows of cells below one another."""
        return -(-self.num // self.columns)

    @property
    def line_px(self) -> int:
        """From one line of cells to the next."""
        return self._high_px + self.gap_px

    @property
    def height_px(self) -> int:
        """Everything, from the first cell to the last."""
        return self.lines * self.line_px - self.gap_px + 2 * EDGE_PX

    @property
    def _high_px(self) -> int:
        return (self.cell_high_px or self.cell_px) + self.caption_px

    @property
    def _step(self) -> float:
        """From one column to the next."""
        return max(1.0, (self.width_px - 2 * EDGE_PX + self.gap_px) / self.columns)

    def rect(self, row: int) -> QRect:
        """Where a cell lies, its caption included, in the whole grid."""
        line, column = divmod(row, self.columns)
        left = EDGE_PX + int(column * self._step)
        return QRect(left, EDGE_PX + line * self.line_px, self.cell_px, self._high_px)

    def row_at(self, point: QPoint) -> int:
        """The cell under a point of the whole grid; -1 where there is none."""
        column = math.ceil((point.x() - EDGE_PX + 1) / self._step) - 1  # the last that begins left of it
        line = (point.y() - EDGE_PX) // self.line_px
        row = line * self.columns + column
        if not (0 <= column < self.columns and 0 <= row < self.num):
            return -1
        return row if self.rect(row).contains(point) else -1

    def visible(self, top_px: int, height_px: int) -> range:
        """The rows that lie at least partly in a strip."""
        first = max(0, (top_px - EDGE_PX) // self.line_px)
        last = max(0, (top_px + height_px - EDGE_PX) // self.line_px)
        return range(min(self.num, first * self.columns), min(self.num, (last + 1) * self.columns))

    def touched(self, area: QRect) -> NDArray[np.int64]:
        """The rows whose cells an area touches."""
        rows = self.visible(area.top(), area.height())
        return np.array([row for row in rows if self.rect(row).intersects(area)], dtype=np.int64)
