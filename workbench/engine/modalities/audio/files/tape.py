"""One file as one channel at 16 kHz, stretch by stretch: only what is asked for is read and kept."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

import numpy as np
import torch
import torchaudio.functional
import torchaudio.transforms
from numpy.typing import NDArray

from workbench.engine.modalities.audio.files.judging import Peaks
from workbench.engine.modalities.audio.files.opened import Opened
from workbench.engine.modalities.audio.files.reading import RATE_HZ

_BLOCK = 1 << 19
"""Frames that are read at once, so that many channels at a high rate take little memory."""
_LARGEST_TERM = 500
"""Of the ratio of two rates: odd ones are taken to the nearest ratio of small numbers (to 1 in 5,000)."""
_FILTER_WIDTH = 6
_CANCELLED = 1e-3


class Tape:
    """Gives stretches of an open file; those that follow one another share what lies between them."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        ratio = Fraction(RATE_HZ, opened.rate_hz).limit_denominator(_LARGEST_TERM)
        self._ratio = ratio or Fraction(RATE_HZ, opened.rate_hz)
        self._begins = 0
        self._held = np.zeros(0, np.float32)

    def stretch(self, start: int, stop: int, peaks: Peaks) -> NDArray[np.float32]:
        """Samples from `start` to before `stop`, both counted at 16 kHz: (n,) float32, fewer at the end.

        What is next to the stretch is read too, so that the filter of the change of rate finds at its edges
        what it finds in the whole file: there is no click where clips meet.
        """
        rate = self._opened.rate_hz
        first, last = round(start * rate / RATE_HZ), round(stop * rate / RATE_HZ)
        if rate == RATE_HZ:
            return self._mono(first, last, peaks)
        step = self._ratio.denominator
        reach = _FILTER_WIDTH * max(1.0, step / self._ratio.numerator) + 1
        margin = -(-int(reach) // step) * step + step
        read = self._mono(first - margin, last + margin, peaks)
        there = min(last, first - margin + len(read)) - first
        made = _resample(read, self._ratio)
        begins = margin * self._ratio.numerator // step
        count = min(stop - start, max(0, round(there * RATE_HZ / rate)))
        return made[begins : begins + count]

    def _mono(self, start: int, stop: int, peaks: Peaks) -> NDArray[np.float32]:
        """Frames from `start`, silent before the first one, to `stop` or the end: (n,) float32."""
        held = self._held[max(0, start - self._begins) :] if self._has(start) else self._held[:0]
        made = [np.zeros(max(0, -start), np.float32), held[: max(0, stop - max(start, 0))]]
        at = max(0, start) + len(made[1])
        while at < stop:
            block = self._opened.read(at, min(_BLOCK, stop - at))
            if not len(block):
                break
            made.append(_mixed(peaks.seen(block)))
            at += len(block)
        found = np.concatenate(made)
        self._begins, self._held = start, found
        return found

    def _has(self, start: int) -> bool:
        return self._begins <= max(0, start) < self._begins + len(self._held)


def _mixed(block: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of the channels (n, C) -> (n,); the first one where they cancel each other out."""
    if block.shape[1] == 1:
        return block[:, 0]
    mixed: NDArray[np.float32] = block.mean(1)
    cancels = float(np.square(mixed).mean()) < _CANCELLED * float(np.square(block[:, 0]).mean())
    return np.ascontiguousarray(block[:, 0]) if cancels and block.shape[1] == 2 else mixed


def _resample(samples: NDArray[np.float32], ratio: Fraction) -> NDArray[np.float32]:
    if not len(samples):
        return samples
    with torch.inference_mode():
        made = _resampler(ratio)(torch.from_numpy(np.ascontiguousarray(samples)))
    found: NDArray[np.float32] = made.numpy()
    return found


@lru_cache(maxsize=8)
def _resampler(ratio: Fraction) -> torchaudio.transforms.Resample:
    """The windowed sinc filter of torchaudio, of which each ratio needs its own."""
    return torchaudio.transforms.Resample(
        ratio.denominator, ratio.numerator, lowpass_filter_width=_FILTER_WIDTH
    )
