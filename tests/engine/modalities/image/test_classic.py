from __future__ import annotations

import numpy as np
import pytest

from workbench.engine.contracts import UInt8Array
from workbench.engine.modalities.image import classic


def _stripes(direction: int) -> UInt8Array:
    y, x = np.mgrid[0:32, 0:32]
    angle = np.deg2rad(direction)
    wave = np.sin((x * np.cos(angle) + y * np.sin(angle)) * 0.8)
    rows: UInt8Array = (wave * 100 + 128)[None, :, :, None].astype(np.uint8)
    return rows


@pytest.mark.parametrize("shape", [(3, 32, 32, 1), (3, 64, 64, 3), (2, 48, 48, 5), (0, 32, 32, 3)])
def test_each_sample_has_one_row_of_finite_features(shape: tuple[int, ...]) -> None:
    rows = np.random.default_rng(0).integers(0, 256, shape, np.uint8)
    for features in (classic.classic_features(rows), classic.raw_pixels(rows)):
        assert features.dtype == np.float32
        assert len(features) == shape[0]
        assert np.isfinite(features).all()


@pytest.mark.parametrize(("direction", "strongest"), [(10, 0), (30, 1), (90, 4), (150, 7), (170, 8)])
def test_the_strongest_bin_is_the_direction_of_the_gradient(direction: int, strongest: int) -> None:
    hog = classic.classic_features(_stripes(direction))[0, :1764].reshape(4, 9, 49)
    # Within a block the features are ordered bin by bin, each with its four cells.
    assert hog.reshape(9, 4, 49).sum((1, 2)).argmax() == strongest


def test_brighter_light_changes_the_gradients_little() -> None:
    rows = _stripes(40)
    dim = classic.classic_features((rows // 2).astype(np.uint8))[0, :1764]
    bright = classic.classic_features(rows)[0, :1764]
    assert np.corrcoef(dim, bright)[0, 1] > 0.99


def test_raw_pixels_are_shares_of_white_at_32_pixels() -> None:
    rows = np.full((2, 64, 64, 3), 255, np.uint8)
    assert classic.raw_pixels(rows).shape == (2, 32 * 32 * 3)
    assert classic.raw_pixels(rows).min() == 1.0


def test_the_colour_histogram_tells_red_from_blue() -> None:
    rows = np.zeros((2, 32, 32, 3), np.uint8)
    rows[0, :, :, 0] = rows[1, :, :, 2] = 255
    red, blue = classic.classic_features(rows)
    assert np.abs(red - blue).max() == 1.0


def test_many_rows_in_parts_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.random.default_rng(0).integers(0, 256, (7, 32, 32, 1), np.uint8)
    whole = classic.classic_features(rows)
    monkeypatch.setattr(classic, "_CHUNK", 3)
    np.testing.assert_allclose(classic.classic_features(rows), whole, atol=1e-6)
