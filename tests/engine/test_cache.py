from __future__ import annotations

import mmap
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.processes import LIMIT_SECONDS
from workbench.engine.cache import SampleCache, bytes_needed
from workbench.engine.contracts import Layout, UInt8Array

_LAYOUT = Layout(shape=(4, 4, 3))
_NAME = "samples-4x4x3.u8"


def _sample(value: int) -> UInt8Array:
    return np.full(_LAYOUT.shape, value, np.uint8)


def _rows(*rows: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(rows, np.int64)


def test_what_was_written_is_there_after_opening_again(tmp_path: Path) -> None:
    cache = SampleCache.open(tmp_path, _LAYOUT, 10)
    for row in (1, 7):
        cache.write(row, _sample(row))
    cache.flush()
    again = SampleCache.open(tmp_path, _LAYOUT, 10)
    assert again.is_filled(_rows(0, 1, 7, 9)).tolist() == [False, True, True, False]
    assert again.gather(_rows(7, 1, 7))[:, 0, 0, 0].tolist() == [7, 1, 7]


@given(order=st.lists(st.integers(0, 19), max_size=40))
def test_rows_are_gathered_in_the_order_asked_for(
    order: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    cache = SampleCache.open(tmp_path_factory.mktemp("cache"), _LAYOUT, 20)
    for row in range(20):
        cache.write(row, _sample(row * 3))
    gathered = cache.gather(np.array(order, np.int64))
    assert gathered.shape == (len(order), *_LAYOUT.shape)
    assert gathered[:, 0, 0, 0].tolist() == [row * 3 for row in order]


@pytest.mark.skipif(not hasattr(mmap.mmap, "madvise"), reason="this system takes no advice")
def test_rows_are_gathered_where_the_system_refuses_advice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mmap, "MADV_WILLNEED", 9999)
    cache = SampleCache.open(tmp_path, _LAYOUT, 3)
    cache.write(1, _sample(1))
    assert cache.gather(_rows(1, 0))[:, 0, 0, 0].tolist() == [1, 0]


def test_growing_keeps_the_rows(tmp_path: Path) -> None:
    cache = SampleCache.open(tmp_path, _LAYOUT, 2)
    cache.write(1, _sample(9))
    cache.flush()
    grown = SampleCache.open(tmp_path, _LAYOUT, 1000)
    assert len(grown) == 1000
    assert grown.is_filled(_rows(0, 1, 999, 1000, -1)).tolist() == [False, True, False, False, False]
    assert len(SampleCache.open(tmp_path, _LAYOUT, 3)) == 1000


def test_a_row_counts_only_after_its_data_are_on_the_disk(tmp_path: Path) -> None:
    now = [0.0]
    cache = SampleCache.open(tmp_path, _LAYOUT, 4, clock=lambda: now[0])
    marks = tmp_path / f"{_NAME}.filled"
    cache.write(0, _sample(1))
    assert marks.read_bytes() == b"\0\0\0\0"
    now[0] = 6.0
    cache.write(2, _sample(1))
    assert marks.read_bytes() == b"\1\0\1\0"


@pytest.mark.parametrize("ending", ["", ".filled"])
@pytest.mark.parametrize("damage", ["shorten", "lengthen", "remove"])
def test_a_file_of_a_wrong_length_is_started_anew(ending: str, damage: str, tmp_path: Path) -> None:
    cache = SampleCache.open(tmp_path, _LAYOUT, 10)
    cache.write(0, _sample(5))
    cache.flush()
    path = tmp_path / f"{_NAME}{ending}"
    if damage == "remove":
        path.unlink()
    else:
        os.truncate(path, path.stat().st_size + (7 if damage == "lengthen" else -7))
    again = SampleCache.open(tmp_path, _LAYOUT, 10)
    assert not again.is_filled(np.arange(10)).any()
    assert again.array.max() == 0


@pytest.mark.parametrize("text", ["", "{", "[]", '{"rows": "many"}', '{"rows": 10, "version": 99}'])
def test_a_description_that_does_not_fit_starts_anew(text: str, tmp_path: Path) -> None:
    SampleCache.open(tmp_path, _LAYOUT, 10).write(0, _sample(5))
    (tmp_path / f"{_NAME}.json").write_text(text)
    assert SampleCache.open(tmp_path, _LAYOUT, 10).array.max() == 0


def test_layouts_lie_side_by_side(tmp_path: Path) -> None:
    first = SampleCache.open(tmp_path, _LAYOUT, 2)
    other = SampleCache.open(tmp_path, Layout(shape=(4, 4, 1)), 2)
    first.write(0, _sample(5))
    assert other.array.max() == 0
    assert (tmp_path / "samples-4x4x1.u8").exists()


def test_a_sample_of_another_shape_is_refused(tmp_path: Path) -> None:
    cache = SampleCache.open(tmp_path, _LAYOUT, 2)
    with pytest.raises(ValueError, match="a row is"):
        cache.write(0, np.zeros((4, 4, 1), np.uint8))
    with pytest.raises(IndexError):
        cache.write(2, _sample(1))
    assert not cache.is_filled(_rows(0, 1)).any()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_is_an_error_and_the_row_stays_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = SampleCache.open(tmp_path, _LAYOUT, 2)
    full = os.open("/dev/full", os.O_RDWR)
    monkeypatch.setattr(cache, "_file", full)
    with pytest.raises(OSError, match="No space left"):
        cache.write(0, _sample(1))
    os.close(full)
    assert not cache.is_filled(_rows(0))[0]


def test_a_closed_cache_writes_into_nobody_elses_file(tmp_path: Path) -> None:
    cache = SampleCache.open(tmp_path, _LAYOUT, 2)
    cache.close()
    cache.close()
    with pytest.raises(ValueError, match="closed"):
        cache.write(0, _sample(1))


def test_the_array_is_read_only(tmp_path: Path) -> None:
    array = SampleCache.open(tmp_path, _LAYOUT, 2).array
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 1


def test_forgotten_rows_are_decoded_again(tmp_path: Path) -> None:
    cache = SampleCache.open(tmp_path, _LAYOUT, 3)
    for row in range(3):
        cache.write(row, _sample(5))
    cache.forget(_rows(1))
    for seen in (cache, SampleCache.open(tmp_path, _LAYOUT, 3)):
        assert seen.is_filled(np.arange(3)).tolist() == [True, False, True]


def test_many_threads_may_write(tmp_path: Path) -> None:
    cache = SampleCache.open(tmp_path, _LAYOUT, 500)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda row: cache.write(row, _sample(row % 251)), range(500)))
    cache.flush()
    assert SampleCache.open(tmp_path, _LAYOUT, 500).is_filled(np.arange(500)).all()
    assert cache.array[:, 0, 0, 0].tolist() == [row % 251 for row in range(500)]


def test_an_empty_cache_takes_hardly_any_disk(tmp_path: Path) -> None:
    layout = Layout(shape=(64, 64, 3))
    SampleCache.open(tmp_path, layout, 100_000)
    blocks = sum(path.stat().st_blocks for path in tmp_path.iterdir())
    assert blocks * 512 < 1_000_000
    assert bytes_needed(100_000, layout) == 100_000 * (64 * 64 * 3 + 1)


def test_neither_cache_nor_thumbnails_bring_torch() -> None:
    code = "import workbench.engine.cache, workbench.engine.thumbnails, sys; sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=LIMIT_SECONDS)
