from __future__ import annotations

from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from workbench.engine.modalities.image import reading

_UNDONE_BY = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize(
    "name", ["a.png", "b.PNG", "c.bmp", "d.Gif", "Überraschung äöü 图片.webp", "e.JPG", "f.jpeg"]
)
def test_every_promised_format_opens_with_any_suffix_case_and_name(
    name: str, tmp_path: Path, picture: NDArray[np.uint8]
) -> None:
    path = tmp_path / name
    Image.fromarray(picture).save(path, lossless=True, quality=95)
    error = np.abs(reading.read(path).astype(int) - picture)
    assert error.mean() < 8
    assert path.suffix.lower() in reading.SUFFIXES


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["a.png", "a.webp", "a.jpg", "a.tif"])
def test_every_orientation_comes_out_upright(
    name: str, orientation: int, tmp_path: Path, picture: NDArray[np.uint8]
) -> None:
    path = tmp_path / name
    turn = _UNDONE_BY[orientation]
    image = Image.fromarray(picture)
    turned = image if turn is None else image.transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"tiffinfo": {0x0112: orientation}} if name.endswith("tif") else {"exif": exif}
    turned.save(path, lossless=True, quality=100, subsampling=0, **options)
    array = reading.read(path)
    assert array.shape == picture.shape
    assert np.abs(array.astype(int) - picture).mean() < 2


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_the_head_promises_the_shape_that_reading_gives(
    mode: str, tmp_path: Path, picture: NDArray[np.uint8]
) -> None:
    grey = Image.fromarray(picture[:, :, 0].astype(np.uint16))
    image = grey if mode == "I;16" else Image.fromarray(picture).convert(mode)
    image.save(tmp_path / "a.png")
    (part,) = reading.probe(tmp_path / "a.png").parts
    assert reading.read(tmp_path / "a.png").shape == (part.height, part.width, part.channels)


def test_alpha_is_laid_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(tmp_path / "clear.png")
    Image.new("LA", (10, 10), (0, 128)).save(tmp_path / "half.png")
    assert reading.read(tmp_path / "clear.png").min() == 255
    half = reading.read(tmp_path / "half.png")
    assert half.shape == (10, 10, 1)
    assert abs(int(half[0, 0, 0]) - 127) <= 1


def test_the_clear_colour_of_a_palette_is_laid_on_white(tmp_path: Path) -> None:
    image = Image.new("P", (10, 10), 3)
    image.putpalette([0, 0, 0, 1, 1, 1, 2, 2, 2, 9, 9, 9])
    image.save(tmp_path / "a.png", transparency=3)
    assert reading.read(tmp_path / "a.png").tolist() == np.full((10, 10, 3), 255).tolist()


def test_inks_become_light(tmp_path: Path) -> None:
    Image.new("CMYK", (16, 16), (0, 255, 255, 0)).save(tmp_path / "red.jpg", quality=100)
    red = reading.read(tmp_path / "red.jpg")[8, 8].astype(int)
    assert red[0] > 200
    assert red[1:].max() < 60


def test_sixteen_bits_stay_sixteen_bits_in_grey_and_in_colour(tmp_path: Path) -> None:
    values = np.arange(16 * 16 * 3, dtype=np.uint16).reshape(16, 16, 3) * 83
    (tmp_path / "colour.png").write_bytes(imagecodecs.png_encode(values))
    (tmp_path / "grey.png").write_bytes(imagecodecs.png_encode(values[:, :, 0].copy()))
    assert np.array_equal(reading.read(tmp_path / "colour.png"), values)
    assert np.array_equal(reading.read(tmp_path / "grey.png"), values[:, :, :1])


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
def test_a_moving_picture_is_its_first_frame(suffix: str, tmp_path: Path) -> None:
    frames = [Image.new("RGB", (12, 12), colour) for colour in ("red", "blue", "green")]
    frames[0].save(tmp_path / f"a{suffix}", save_all=True, append_images=frames[1:], lossless=True)
    assert len(reading.probe(tmp_path / f"a{suffix}").parts) == 1
    assert reading.read(tmp_path / f"a{suffix}")[5, 5].tolist() == [255, 0, 0]


def test_a_jpeg_may_come_smaller_but_never_below_what_is_needed(
    tmp_path: Path, picture: NDArray[np.uint8]
) -> None:
    Image.fromarray(picture).resize((1600, 800)).save(tmp_path / "a.jpg")
    height, width, _ = reading.read(tmp_path / "a.jpg", at_least_px=128).shape
    assert (height, width) == (200, 400)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_a_picture_with_damaged_exif_is_taken_as_it_stands(
    tmp_path: Path, picture: NDArray[np.uint8]
) -> None:
    damaged = b"Exif\0\0II*\0\x08\0\0\0\xff\xff\x12\x01\x03\0garbage"
    Image.fromarray(picture).save(tmp_path / "a.jpg", exif=damaged)
    assert reading.probe(tmp_path / "a.jpg").verdict == "fine"
    assert reading.read(tmp_path / "a.jpg").shape == picture.shape
