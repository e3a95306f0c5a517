from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from numpy.typing import NDArray
from PIL import Image

from workbench.engine.modalities import UnreadableError
from workbench.engine.modalities.image import reading, shrinking


@pytest.mark.parametrize("compression", [None, "lzw", "deflate", "packbits", "zstd"])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32, np.int16])
def test_number_types_and_codecs_come_back_unchanged(
    compression: str | None, dtype: type[np.generic], tmp_path: Path, picture: NDArray[np.uint8]
) -> None:
    values = picture.astype(dtype) * 3
    tifffile.imwrite(tmp_path / "a.tif", values, compression=compression, photometric="rgb")
    array = reading.read(tmp_path / "a.tif")
    assert array.dtype == dtype
    assert np.array_equal(array, values)


def test_jpeg_inside_a_tiff_is_decoded(tmp_path: Path, picture: NDArray[np.uint8]) -> None:
    Image.fromarray(picture).save(tmp_path / "a.TIF", compression="jpeg")
    assert np.abs(reading.read(tmp_path / "a.TIF").astype(int) - picture).mean() < 6


def test_the_other_byte_order_reads_the_same(tmp_path: Path) -> None:
    values = np.arange(256, dtype=np.uint16).reshape(16, 16) * 200
    tifffile.imwrite(tmp_path / "a.tif", values, byteorder=">")
    array = reading.read(tmp_path / "a.tif")
    assert array.dtype.isnative
    assert np.array_equal(array[:, :, 0], values)


def test_each_page_is_a_part_of_its_own(tmp_path: Path) -> None:
    pages = np.arange(4, dtype=np.uint8)[:, None, None] * np.full((4, 20, 30), 10, np.uint8)
    tifffile.imwrite(tmp_path / "a.tif", pages, photometric="minisblack")
    parts = reading.probe(tmp_path / "a.tif").parts
    assert [part.key for part in parts] == ["page-1", "page-2", "page-3", "page-4"]
    assert {(part.width, part.height, part.channels) for part in parts} == {(30, 20, 1)}
    assert [int(reading.read(tmp_path / "a.tif", part.key).max()) for part in parts] == [0, 10, 20, 30]


def test_pages_of_different_sizes_keep_their_sizes(tmp_path: Path) -> None:
    with tifffile.TiffWriter(tmp_path / "a.tif") as writer:
        writer.write(np.zeros((20, 30), np.uint8), metadata=None)
        writer.write(np.zeros((40, 50, 3), np.uint8), metadata=None, photometric="rgb")
    parts = reading.probe(tmp_path / "a.tif").parts
    assert [(part.height, part.width, part.channels) for part in parts] == [(20, 30, 1), (40, 50, 3)]
    assert reading.read(tmp_path / "a.tif", "page-2").shape == (40, 50, 3)


@pytest.mark.parametrize("options", [{"imagej": True}, {"ome": True}])
def test_channels_of_a_microscope_stack_are_channels_and_its_depth_is_parts(
    options: dict[str, Any], tmp_path: Path
) -> None:
    stack = np.random.default_rng(0).integers(0, 4000, (3, 5, 20, 30), np.uint16)
    tifffile.imwrite(tmp_path / "a.tif", stack, metadata={"axes": "ZCYX"}, **options)
    parts = reading.probe(tmp_path / "a.tif").parts
    assert [(part.key, part.channels) for part in parts] == [("page-1", 5), ("page-2", 5), ("page-3", 5)]
    assert np.array_equal(reading.read(tmp_path / "a.tif", "page-2"), stack[1].transpose(1, 2, 0))


def test_planes_of_colour_come_last(tmp_path: Path, picture: NDArray[np.uint8]) -> None:
    tifffile.imwrite(
        tmp_path / "a.tif", picture.transpose(2, 0, 1), photometric="rgb", planarconfig="separate"
    )
    assert np.array_equal(reading.read(tmp_path / "a.tif"), picture)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "CMYK", "LA", "F"])
def test_pillows_modes_are_understood(mode: str, tmp_path: Path, picture: NDArray[np.uint8]) -> None:
    image = Image.fromarray(picture).convert("L" if mode == "F" else "RGB").convert(mode)
    image.save(tmp_path / "a.tiff")
    (part,) = reading.probe(tmp_path / "a.tiff").parts
    array = reading.read(tmp_path / "a.tiff")
    expected = np.asarray(image.convert("L" if part.channels == 1 else "RGB"))
    assert array.shape == (part.height, part.width, part.channels)
    assert np.abs(array.squeeze().astype(int) - expected).max() <= 1


def test_white_stored_as_zero_is_shown_white(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((10, 10), np.uint8), photometric="miniswhite")
    assert reading.read(tmp_path / "a.tif").min() == 255


def test_a_page_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((10, 10), np.uint8))
    with pytest.raises(UnreadableError, match="no page 7"):
        reading.read(tmp_path / "a.tif", "page-7")


@pytest.mark.parametrize("options", [{}, {"tile": (32, 32)}, {"compression": "lzw", "rowsperstrip": 7}])
@pytest.mark.parametrize("planes", ["contig", "separate"])
def test_a_large_tiff_is_read_reduced_piece_by_piece(
    options: dict[str, Any], planes: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shrinking, "MAX_PIXELS", 1000)
    monkeypatch.setattr(shrinking, "LONG_SIDE_PX", 50)
    array = np.random.default_rng(0).integers(0, 60000, (80, 100, 3), np.uint16)
    stored = array if planes == "contig" else array.transpose(2, 0, 1)
    tifffile.imwrite(tmp_path / "a.tif", stored, photometric="rgb", planarconfig=planes, **options)
    expected = array.reshape(40, 2, 50, 2, 3).mean((1, 3))
    assert np.abs(reading.read(tmp_path / "a.tif", reduced=True) - expected).max() <= 0.51
