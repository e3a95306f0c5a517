from __future__ import annotations

import contextlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import tifffile
from numpy.typing import NDArray
from PIL import Image

from workbench.engine.modalities import UnreadableError
from workbench.engine.modalities.image import damage, reading


@pytest.mark.parametrize("name", ["a.png", "b.jpg", "c.tif", "d.webp"])
def test_a_text_file_is_not_a_picture_whatever_it_is_called(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("Dear diary, today I learnt from unlabelled data.")
    health = reading.probe(tmp_path / name)
    assert (health.verdict, health.reason) == ("unreadable", damage.NOT_A_PICTURE)
    with pytest.raises(UnreadableError, match="not a picture"):
        reading.read(tmp_path / name)


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    (tmp_path / "a.png").touch()
    assert reading.probe(tmp_path / "a.png").reason == "The file is empty."


def test_a_missing_file_and_a_folder_are_unreadable(tmp_path: Path) -> None:
    assert "no longer there" in reading.probe(tmp_path / "gone.png").reason
    assert "folder" in reading.probe(tmp_path).reason


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_closed_to_this_account_is_unreadable(tmp_path: Path, picture: NDArray[np.uint8]) -> None:
    Image.fromarray(picture).save(tmp_path / "a.png")
    (tmp_path / "a.png").chmod(0)
    assert "may not be read" in reading.probe(tmp_path / "a.png").reason


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.gif", "a.bmp", "a.webp", "plain.tif", "packed.tif"])
@pytest.mark.parametrize("share", [0.5, 0.9])
def test_a_truncated_file_ends_too_early(name: str, share: float, tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)
    path = tmp_path / name
    if path.suffix == ".tif":
        tifffile.imwrite(path, noise, compression="lzw" if name == "packed.tif" else None, photometric="rgb")
    else:
        Image.fromarray(noise).save(path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(UnreadableError, match="ends too early"):
        reading.read(path)


@pytest.mark.parametrize("suffix", ["jpg", "png", "gif", "bmp", "webp", "tif"])
@pytest.mark.filterwarnings("ignore")
def test_damage_anywhere_raises_nothing_but_unreadable(suffix: str, tmp_path: Path) -> None:
    generator = np.random.default_rng(0)
    path = tmp_path / f"a.{suffix}"
    Image.fromarray(generator.integers(0, 256, (16, 16, 3), np.uint8)).save(path)
    whole = np.frombuffer(path.read_bytes(), np.uint8)
    for _ in range(60):
        data = whole.copy()
        data[generator.integers(0, min(len(data), 200), 4)] = generator.integers(0, 256, 4)
        path.write_bytes(data.tobytes()[: generator.integers(1, len(data) + 1)])
        reading.probe(path)
        with contextlib.suppress(UnreadableError):
            reading.read(path)


def test_pictures_below_eight_pixels_are_too_small(tmp_path: Path) -> None:
    Image.new("L", (7, 100)).save(tmp_path / "a.png")
    health = reading.probe(tmp_path / "a.png")
    assert health.verdict == "too small"
    assert "7 x 100" in health.reason


def test_the_content_decides_not_the_suffix(tmp_path: Path, picture: NDArray[np.uint8]) -> None:
    tifffile.imwrite(tmp_path / "a.png", picture, photometric="rgb")
    Image.fromarray(picture).save(tmp_path / "b.tif", "PNG")
    assert np.array_equal(reading.read(tmp_path / "a.png"), reading.read(tmp_path / "b.tif"))


def test_a_huge_picture_is_judged_at_once_and_refused_unless_reduced(large_png: Path) -> None:
    health = reading.probe(large_png)
    assert health.verdict == "too large"
    assert "600 megapixels" in health.reason
    with pytest.raises(UnreadableError, match="read reduced"):
        reading.read(large_png)


def test_many_threads_read_the_same_as_one(tmp_path: Path, picture: NDArray[np.uint8]) -> None:
    paths = [tmp_path / f"{number}.{suffix}" for number in range(8) for suffix in ("png", "tif", "gif")]
    for path in paths:
        Image.fromarray(picture).save(path)
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(reading.read, paths))
    assert all(np.array_equal(reading.read(path), array) for path, array in zip(paths, together, strict=True))
