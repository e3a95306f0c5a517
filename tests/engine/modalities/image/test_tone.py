from __future__ import annotations

import numpy as np
import pytest

from workbench.engine.modalities.image import tone


def test_eight_bits_are_left_alone() -> None:
    array = np.random.default_rng(0).integers(100, 110, (9, 9, 3), np.uint8)
    assert np.array_equal(tone.to_uint8(array), array)


@pytest.mark.parametrize("dtype", [np.uint16, np.int32, np.float32, np.float64])
def test_a_faint_picture_of_more_than_eight_bits_becomes_visible(dtype: type[np.generic]) -> None:
    array = np.linspace(1000, 1200, 64 * 64).reshape(64, 64, 1).astype(dtype)
    shown = tone.to_uint8(array)
    assert (shown.min(), shown.max()) == (0, 255)
    assert abs(float(shown.mean()) - 127.5) < 2


def test_each_channel_is_stretched_by_itself() -> None:
    ramp = np.linspace(0, 1, 400).reshape(20, 20, 1)
    shown = tone.to_uint8(np.concatenate([ramp, ramp * 1000], axis=2))
    assert np.abs(shown[:, :, 0].astype(int) - shown[:, :, 1]).max() <= 1


def test_what_is_not_a_number_is_black_and_spoils_nothing() -> None:
    array = np.linspace(0, 1, 400, dtype=np.float32).reshape(20, 20, 1)
    array[3, 3], array[4, 4], array[5, 5] = np.nan, np.inf, -np.inf
    shown = tone.to_uint8(array)
    assert shown[3, 3, 0] == 0
    assert shown[4, 4, 0] == 255
    assert shown[5, 5, 0] == 0
    assert shown[19, 19, 0] == 255
    assert tone.to_uint8(np.full((9, 9, 1), np.nan)).max() == 0


def test_a_single_bright_spot_on_black_can_be_seen() -> None:
    array = np.zeros((100, 100, 1), np.uint16)
    array[50, 50] = 900
    assert tone.to_uint8(array)[50, 50, 0] == 255


def test_limits_and_gamma_are_what_the_viewer_sets() -> None:
    array = np.array([[[0], [100], [150], [200], [255]]], np.uint8)
    limits = np.array([[100.0, 200.0]])
    assert tone.contrast(array, limits)[0, :, 0].tolist() == [0, 0, 128, 255, 255]
    assert tone.contrast(array, limits, gamma=2.0)[0, 2].tolist() == [180, 180, 180]


@pytest.mark.parametrize("num_channels", [1, 2, 3, 4, 7])
def test_any_number_of_channels_is_shown_in_colour(num_channels: int) -> None:
    array = np.random.default_rng(0).integers(0, 4096, (12, 10, num_channels), np.uint16)
    shown = tone.contrast(array, tone.auto_limits(array))
    assert shown.shape == (12, 10, 3)
    assert shown.max() == 255


def test_two_channels_are_green_and_magenta() -> None:
    array = np.zeros((1, 2, 2), np.uint8)
    array[0, 0, 0] = array[0, 1, 1] = 255
    first, second = tone.contrast(array, tone.first_limits(array))[0].astype(int)
    assert first.argmax() == 1
    assert second.argmin() == 1


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_the_histogram_counts_every_finite_value(dtype: type[np.generic]) -> None:
    array = np.random.default_rng(0).uniform(0, 200, (30, 40, 2)).astype(dtype)
    counts, edges = tone.histogram(array, 1)
    assert counts.sum() == 1200
    assert len(edges) == len(counts) + 1
    assert edges[0] <= array[:, :, 1].min()
    assert edges[-1] >= array[:, :, 1].max()
