"""Near copies of sounds are told from others by their fingerprints."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from tests.engine.modalities.audio import making
from workbench.engine.alike import NEAR, near_copies
from workbench.engine.modalities.audio.fingerprints import fingerprints

_LENGTH = 32_000


def _melody(seed: int) -> NDArray[np.int16]:
    """Two seconds of ten random chords, (T,) int16."""
    draw = np.random.default_rng(seed)
    at = np.arange(_LENGTH // 10) / 16_000
    chords = [sum(np.sin(2 * np.pi * hertz * at) for hertz in draw.uniform(100, 6_000, 4)) for _ in range(10)]
    made = np.concatenate(chords) * np.repeat(draw.uniform(0.2, 1, 10), len(at)) * 4_000
    return np.asarray(made + draw.normal(0, 20, _LENGTH)).astype(np.int16)


def _share(one: NDArray[np.int16], other: NDArray[np.int16]) -> float:
    """How much of two sounds' fingerprints is the same."""
    first, second = fingerprints(np.stack([one, other]))
    return float((first == second).mean())


def test_a_sound_made_softer_is_a_near_copy() -> None:
    row = _melody(0)
    assert _share(row, (row * 0.3).astype(np.int16)) > 0.9


def test_a_sound_with_a_little_noise_is_a_near_copy() -> None:
    row = _melody(1)
    noisy = row + np.random.default_rng(5).normal(0, 30, _LENGTH)
    assert _share(row, noisy.astype(np.int16)) > NEAR


@pytest.mark.parametrize("suffix", ["mp3", "ogg"])
def test_a_sound_saved_again_in_another_format_is_a_near_copy(suffix: str, tmp_path: Path) -> None:
    row = _melody(2)
    soundfile.write(tmp_path / f"a.{suffix}", row, 16_000)
    (found,) = making.decoded(tmp_path / f"a.{suffix}")
    assert _share(row, found.row) > NEAR


def test_different_sounds_are_not() -> None:
    rows = np.stack([_melody(seed) for seed in range(30)])
    assert np.array_equal(near_copies(fingerprints(rows)), np.arange(30))


def test_what_hardly_changes_is_compared_with_nothing() -> None:
    at = np.arange(_LENGTH) / 16_000
    tone = (8_000 * np.sin(2 * np.pi * 440 * at)).astype(np.int16)
    assert not fingerprints(np.stack([tone, np.zeros_like(tone), np.full_like(tone, 1)])).any()


def test_no_sounds_have_no_fingerprints() -> None:
    assert fingerprints(np.zeros((0, 1_600), np.int16)).shape == (0, 64)
