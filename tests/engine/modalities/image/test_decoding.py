from __future__ import annotations

import io

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from workbench.engine.contracts import Layout, UInt8Array
from workbench.engine.modalities.image import decoding

_LAYOUT = Layout(shape=(32, 32, 3))


def _bars(height: int, width: int) -> UInt8Array:
    """Black on the left, white on the right."""
    picture = np.zeros((height, width, 3), np.uint8)
    picture[:, width // 2 :] = 255
    return picture


@pytest.mark.parametrize("size", [(40, 40), (40, 80), (80, 40), (17, 23)])
def test_up_to_two_to_one_the_whole_picture_fills_the_square(size: tuple[int, int]) -> None:
    row = decoding.decoded(_bars(*size), _LAYOUT).row
    assert row.shape == (32, 32, 3)
    assert row[:, :12].max() < 40
    assert row[:, 20:].min() > 215


def test_a_panorama_is_padded_with_the_colour_of_its_edge() -> None:
    picture = np.full((40, 320, 3), 200, np.uint8)
    picture[10:30, 40:280] = 10
    row = decoding.squared(picture, 32)
    assert np.unique(np.concatenate([row[:10], row[-10:]])).tolist() == [200]
    assert row[16, 16, 0] < 40
    assert np.array_equal(decoding.squared(picture.transpose(1, 0, 2), 32), row.transpose(1, 0, 2))


def test_even_an_extremely_long_picture_leaves_a_line() -> None:
    picture = np.full((8, 4000, 1), 7, np.uint8)
    assert decoding.squared(picture, 32).shape == (32, 32, 1)


def test_reducing_averages_instead_of_picking_pixels() -> None:
    checked = np.indices((640, 640)).sum(0) % 2 * 255
    row = decoding.squared(checked.astype(np.uint8)[:, :, None], 32)
    assert np.abs(row.astype(int) - 127).max() <= 2


@pytest.mark.parametrize(("present", "wanted"), [(1, 3), (3, 1), (5, 3), (2, 3), (4, 4), (5, 5), (1, 5)])
def test_channels_are_brought_to_the_layout(present: int, wanted: int) -> None:
    picture = np.random.default_rng(0).integers(0, 256, (16, 16, present), np.uint8)
    row = decoding.decoded(picture, Layout(shape=(32, 32, wanted))).row
    assert row.shape == (32, 32, wanted)
    kept = decoding.with_channels(picture, wanted)
    assert np.array_equal(kept[:, :, 0], picture[:, :, 0]) or wanted == 1


def test_grey_is_repeated_in_a_colour_set() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (32, 32, 1), np.uint8)
    row = decoding.decoded(picture, _LAYOUT).row
    assert np.array_equal(row[:, :, 0], row[:, :, 2])


@pytest.mark.parametrize("value", [0, 255, 93])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_a_picture_of_one_colour_is_blank(value: int, dtype: type[np.generic]) -> None:
    array = np.full((20, 20, 3), value).astype(dtype)
    array[:, :, 1] = 4
    verdict = decoding.decoded(array, _LAYOUT)
    assert verdict.verdict == "blank"
    assert verdict.reason.endswith(".")


def test_nearly_one_colour_is_blank_and_a_faint_deep_picture_is_not() -> None:
    noise = np.random.default_rng(0).integers(0, 3, (50, 50, 1))
    assert decoding.is_blank((noise + 200).astype(np.uint8))
    assert not decoding.is_blank((noise * 2 + 200).astype(np.uint8))
    assert not decoding.is_blank((noise + 200).astype(np.uint16))


def test_a_small_picture_keeps_every_pixel_in_its_thumbnail() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (100, 128, 3), np.uint8)
    image = Image.open(io.BytesIO(decoding.thumbnail(picture)))
    assert image.format == "PNG"
    assert np.array_equal(np.asarray(image), picture)


@pytest.mark.parametrize("channels", [1, 2, 3, 5])
def test_a_larger_picture_becomes_a_jpeg_of_128_pixels(channels: int) -> None:
    picture: NDArray[np.uint8] = np.zeros((300, 600, channels), np.uint8)
    image = Image.open(io.BytesIO(decoding.thumbnail(picture)))
    assert (image.format, image.size) == ("JPEG", (128, 64))


def test_a_deep_picture_of_five_channels_has_a_thumbnail_in_colour() -> None:
    array = np.random.default_rng(0).integers(0, 4096, (60, 60, 5), np.uint16)
    done = decoding.decoded(array, Layout(shape=(48, 48, 5)))
    assert done.row.shape == (48, 48, 5)
    assert Image.open(io.BytesIO(done.thumbnail)).mode == "RGB"
