"""The features without learning: what they tell apart and what they do not."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.engine.modalities.video import classic
from workbench.engine.modalities.video.classic import FrameStatistics, plain_values

_FEATURES = FrameStatistics()


def _rows(
    number: int = 3, frames: int = 8, side: int = 32
) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.random.default_rng(0).integers(0, 256, (number, frames, side, side, 3), np.uint8)


def test_the_mean_colour_of_a_cell_comes_first() -> None:
    rows = _rows()
    expected = rows[:, :, :8, :8, 0].mean((1, 2, 3)) / 255
    assert np.allclose(_FEATURES.features(rows)[:, 0], expected, atol=1e-5)
    assert np.allclose(plain_values(rows)[:, 0], expected, atol=1e-5)


def test_a_cell_where_nothing_moves_neither_varies_nor_changes() -> None:
    rows = _rows(1)
    rows[:, :, :8, :8] = 77
    found = _FEATURES.features(rows)[0]
    assert found[48:64].argmin() == 0
    assert np.allclose(found[[48, 96, 144]], 0, atol=1e-6)


def test_the_course_says_when_something_changed() -> None:
    rows = np.zeros((2, 9, 32, 32, 3), np.uint8)
    rows[0, 1:] = 200  # at the beginning
    rows[1, 8:] = 200  # at the end
    course = _FEATURES.features(rows)[:, 144:].reshape(2, 4, 16).mean(2)
    assert course.argmax(1).tolist() == [0, 3]


def test_a_movement_and_its_mirror_image_in_time_change_as_much() -> None:
    rows = _rows()
    forth, back = _FEATURES.features(rows), _FEATURES.features(rows[:, ::-1])
    assert np.allclose(forth[:, :144], back[:, :144], atol=1e-5)


@pytest.mark.parametrize("frames", [2, 3, 5])
def test_videos_of_few_frames_have_finite_features(frames: int) -> None:
    assert np.isfinite(_FEATURES.features(_rows(2, frames))).all()


def test_no_videos_have_no_features() -> None:
    assert _FEATURES.features(_rows(0)).shape == (0, 208)
    assert plain_values(_rows(0)).shape == (0, 48)


def test_features_do_not_depend_on_the_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _FEATURES.features(_rows(5))
    monkeypatch.setattr(classic, "_CHUNK_BYTES", 1)
    assert np.allclose(_FEATURES.features(_rows(5)), whole, atol=1e-6)
