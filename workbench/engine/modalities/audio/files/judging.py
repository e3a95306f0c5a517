"""What reading a sound shows of it: silence, clipping, values that are too large or no numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_SILENT = 1e-4
"""Of full scale (-80 dB): what dither and the smallest steps of 16 bits leave in silence."""
_FLAT_FROM = 0.98
_FLAT_SHARE = 1e-3
_MUCH_TOO_LOUD = 1.5
SILENT = "It holds only silence."
_CLIPPED = "Its loudest moments are cut off flat (clipping): it was recorded too loudly."
_NO_NUMBERS = "Some of its values are no numbers; they count as silence."
_TOO_LOUD = "It is louder than full scale and was made softer to fit."


class Peaks:
    """Looks at blocks of a sound as they are read."""

    def __init__(self) -> None:
        self._num = self._flat = 0
        self._had_no_numbers = False
        self.was_too_loud = False

    def seen(self, block: NDArray[np.float32]) -> NDArray[np.float32]:
        """Take note of a block (n, C) float32; gives it with nought for what is no number."""
        if not np.isfinite(block).all():
            self._had_no_numbers = True
            block = np.nan_to_num(block, nan=0.0, posinf=0.0, neginf=0.0)
        self._num += block.size
        self._flat += _flat(block)
        return block

    def note(self) -> str:
        """What a person should know of it, in sentences; "" for nothing."""
        is_clipped = self._flat > _FLAT_SHARE * self._num
        found = [(is_clipped, _CLIPPED), (self._had_no_numbers, _NO_NUMBERS), (self.was_too_loud, _TOO_LOUD)]
        return " ".join(text for holds, text in found if holds)

    def to_full_scale(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """(n,) float32 of any size -> within [-1, 1]: made softer as a whole where it is louder."""
        top = float(np.abs(samples).max(initial=0.0))
        self.was_too_loud = top > _MUCH_TOO_LOUD
        return samples / np.float32(top) if top > 1 else samples


def is_silent(samples: NDArray[np.float32]) -> bool:
    """Whether (n,) samples hardly leave their mean."""
    return not len(samples) or float(np.abs(samples - samples.mean()).max()) < _SILENT


def _flat(block: NDArray[np.float32]) -> int:
    """How many values of (n, C) are near full scale and the third or later of equal ones in a row."""
    if len(block) < 3 or max(block.max(), -block.min()) < _FLAT_FROM or abs(block).max() > 1:
        return 0
    same = (block[2:] == block[1:-1]) & (block[1:-1] == block[:-2]) & (np.abs(block[2:]) >= _FLAT_FROM)
    return int(same.sum())
