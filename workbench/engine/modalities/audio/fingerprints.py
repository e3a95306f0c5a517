"""Fingerprints of sounds: alike where a sound was saved again, louder or softer, or a little noisier.

Which of two neighbouring bands grows more from one moment to the next (Haitsma & Kalker 2002, "A highly
robust audio fingerprinting system"), here over 17 moments of the whole sound, in patterns of four bands; the
fingerprint is a MinHash of the set of patterns, as that of a text is of its words.

Tried on 500 single notes and 500 spoken words: of copies that were made softer, noisier by 1 in 100 or saved
as MP3 all words and 8 in 10 notes are found (the other notes change too little to be compared), saved as Ogg
of low quality 7 in 10; copies with silence added before them are not. Of different ones 1 in 500 is taken for
a copy.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import torch
from numpy.typing import NDArray

from workbench.engine import alike
from workbench.engine.contracts import Rows
from workbench.engine.encoders.audio.encoder import frames_inside
from workbench.engine.encoders.audio.features import LogMel

_AT_ONCE = 64
_BANDS, _MOMENTS = 16, 17
_RANGE = 7.0
"""What is softer than the loudest by so many natural logarithms of power (30 dB) counts as silent."""
_LEAST_CHANGE = 0.2
_PATTERN, _STEP = 4, 2
"""Differences of bands in a pattern, and from one pattern to the next."""
_FEWEST = 8
"""Sounds with fewer patterns are near copies of nothing: each is a large part of them."""


def fingerprints(rows: Rows) -> NDArray[np.uint16]:
    """(N, T) int16 -> (N, 64); the share of equal values is about that of patterns in common.

    Sounds with hardly any change have zeros.
    """
    found = np.zeros((len(rows), alike.LENGTH), np.uint16)
    for start in range(0, len(rows), _AT_ONCE):
        sets = [_patterns(mel) for mel in _spectrograms(rows[start : start + _AT_ONCE])]
        places = [place for place, patterns in enumerate(sets) if len(patterns) >= _FEWEST]
        if places:
            found[[start + place for place in places]] = alike.min_hashes([sets[place] for place in places])
    return found


@cache
def _log_mel() -> LogMel:
    return LogMel().eval()


def _spectrograms(rows: Rows) -> list[NDArray[np.float32]]:
    """(n, T) int16 -> n log-mel spectrograms (64, N), each as long as its sound."""
    samples = torch.from_numpy(rows.astype(np.float32) / 32768)
    with torch.inference_mode():
        mel = _log_mel()(samples)
        inside = frames_inside(samples, mel.shape[2])
    return [one[:, there].numpy() for one, there in zip(mel, inside, strict=True)]


def _patterns(mel: NDArray[np.float32]) -> NDArray[np.uint64]:
    """(64, N) log-mel -> (P,) a value for each pattern of changes and its place."""
    mel = np.maximum(mel, mel.max() - _RANGE)
    if mel.shape[1] < _MOMENTS:
        return np.zeros(0, np.uint64)
    changes = np.diff(np.diff(_moments(mel), axis=1), axis=0)  # (15, 16)
    signs = np.where(changes > _LEAST_CHANGE, 1, np.where(changes < -_LEAST_CHANGE, 2, 0))
    windows = np.lib.stride_tricks.sliding_window_view(signs, _PATTERN, axis=0)[::_STEP]  # (6, 16, 4)
    values = windows @ 3 ** np.arange(_PATTERN)
    places = np.arange(values.size).reshape(values.shape)
    is_telling = (windows > 0).sum(2) > 1
    made: NDArray[np.uint64] = (places * 3**_PATTERN + values)[is_telling].astype(np.uint64)
    return made


def _moments(mel: NDArray[np.float32]) -> NDArray[np.float64]:
    """(64, N) -> (16, 17): means of neighbouring bands over equal stretches of time."""
    wide = mel.reshape(_BANDS, -1, mel.shape[1]).mean(1)
    total = np.concatenate([np.zeros((_BANDS, 1)), wide.cumsum(1)], 1)
    edges = np.linspace(0, mel.shape[1], _MOMENTS + 1)
    sums = np.stack([np.interp(edges, np.arange(total.shape[1]), row) for row in total])
    made: NDArray[np.float64] = np.diff(sums, axis=1) / np.diff(edges)
    return made
