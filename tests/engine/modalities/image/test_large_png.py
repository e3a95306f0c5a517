from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.processes import LIMIT_SECONDS
from workbench.engine.modalities import UnreadableError
from workbench.engine.modalities.image import large_png as reader
from workbench.engine.modalities.image import reading, shrinking

_PEAK = """
import resource, sys
from pathlib import Path
from workbench.engine.modalities.image import reading
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before = peak()
array = reading.read(Path(sys.argv[1]), reduced=True)
print(array.shape, array[0, 0], array[-1, -1], (peak() - before) // 1024)
"""


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_strips_give_what_pillow_gives(
    mode: str, tmp_path: Path, picture: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_STRIP_BYTES", 300)
    Image.fromarray(picture).convert(mode).save(tmp_path / "a.png")
    array = reader.read_reduced(tmp_path / "a.png")
    assert array is not None
    assert np.array_equal(array, reading.read(tmp_path / "a.png"))


@pytest.mark.parametrize("channels", [1, 3])
def test_strips_keep_sixteen_bits(channels: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_STRIP_BYTES", 300)
    values = np.random.default_rng(0).integers(0, 65536, (20, 30, channels), np.uint16)
    (tmp_path / "a.png").write_bytes(imagecodecs.png_encode(values.squeeze()))
    assert np.array_equal(np.asarray(reader.read_reduced(tmp_path / "a.png")), values)


@pytest.mark.parametrize("num_colours", [2, 4, 16])
def test_strips_resolve_small_palettes(num_colours: int, tmp_path: Path, picture: NDArray[np.uint8]) -> None:
    image = Image.fromarray(picture).quantize(num_colours)
    image.save(tmp_path / "a.png", bits=num_colours.bit_length() // 2 + (num_colours == 16) * 2 or 1)
    assert np.array_equal(
        np.asarray(reader.read_reduced(tmp_path / "a.png")), reading.read(tmp_path / "a.png")
    )


def test_a_png_that_ends_early_is_unreadable(tmp_path: Path, picture: NDArray[np.uint8]) -> None:
    Image.fromarray(picture).save(tmp_path / "a.png")
    data = (tmp_path / "a.png").read_bytes()
    (tmp_path / "a.png").write_bytes(data[: len(data) // 2])
    with pytest.raises(UnreadableError, match="ends too early"):
        reader.read_reduced(tmp_path / "a.png")


def test_600_megapixels_are_read_reduced_in_little_memory(large_png: Path) -> None:
    command = [sys.executable, "-c", _PEAK, str(large_png)]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=LIMIT_SECONDS).stdout
    shape, rest = said.split(") ")
    assert shape == "(3429, 3572, 1"
    assert rest.startswith("[64] [255] ")
    assert int(rest.split()[-1]) < 600  # MB; a quarter of what Pillow needs for it in colour


@pytest.mark.parametrize("suffix", ["jpg", "webp", "bmp", "gif"])
def test_other_large_pictures_are_read_reduced_too(
    suffix: str, tmp_path: Path, picture: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shrinking, "MAX_PIXELS", 1000)
    monkeypatch.setattr(shrinking, "LONG_SIDE_PX", 60)
    large = Image.fromarray(picture).resize((240, 160), Image.Resampling.BILINEAR)
    large.save(tmp_path / f"a.{suffix}")
    array = reading.read(tmp_path / f"a.{suffix}", reduced=True)
    assert array.shape == (40, 60, 3)
    assert np.abs(array.astype(int) - np.asarray(large.resize((60, 40), Image.Resampling.BOX))).mean() < 12
