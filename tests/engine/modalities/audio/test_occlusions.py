"""A sound with a stretch of it silenced at a time."""

from __future__ import annotations

import numpy as np
import torch

from workbench.engine.encoders.audio import lengths
from workbench.engine.modalities.audio.occlusions import occlusions


def _row(seconds: float, length: int = 32_000) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    row = np.zeros(length, np.int16)
    end = round(seconds * 16_000)
    row[:end] = 8_000 + np.random.default_rng(0).integers(-100, 100, end)
    return row


def test_each_stretch_is_silenced_once_and_the_rest_left() -> None:
    row = _row(1.0)
    found = occlusions(row, 10)
    times = (np.abs(found.variants[:, :16_000]) < 4_000).sum(0)
    assert times.max() == 1
    assert times.mean() > 0.9  # it fades at the edges of each


def test_stretches_are_named_by_their_time_and_not_shorter_than_can_be_heard() -> None:
    assert occlusions(_row(1.0), 4).names[1] == "0.25 to 0.50 s"
    assert len(occlusions(_row(0.2), 100).names) == 4


def test_a_sound_whose_end_is_silenced_stays_as_long() -> None:
    found = occlusions(_row(1.0), 5)
    sounds = torch.from_numpy(found.variants).float() / 32_768
    assert lengths(sounds).tolist() == [16_000] * 5


def test_silence_comes_and_goes_without_a_click() -> None:
    variant = occlusions(_row(1.0), 5).variants[2].astype(int)
    assert np.abs(np.diff(variant[:15_990])).max() < 500


def test_weights_become_marks_for_and_against() -> None:
    preview = occlusions(_row(1.0), 4).preview(np.array([0.5, 0, -1, 0], np.float32))
    assert [(stretch.mark, stretch.weight) for stretch in preview.stretches] == [
        ("for", 0.5),
        ("against", 1.0),
    ]
    assert (preview.stretches[1].start_seconds, preview.stretches[1].end_seconds) == (0.5, 0.75)
