from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.engine.thumbnails import ThumbnailStore


@given(batches=st.lists(st.dictionaries(st.integers(0, 50), st.binary(max_size=50)), max_size=5))
def test_the_last_thumbnail_put_is_the_one_that_is_there(
    batches: list[dict[int, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    expected: dict[int, bytes] = {}
    with ThumbnailStore(tmp_path_factory.mktemp("store") / "thumbnails.sqlite") as store:
        for batch in batches:
            store.put_many(batch)
            expected |= batch
        assert store.get_many(range(60)) == expected


def test_thumbnails_are_there_after_opening_again(tmp_path: Path) -> None:
    with ThumbnailStore(tmp_path / "deep" / "a.sqlite") as store:
        store.put_many([(3, b"three")])
    with ThumbnailStore(tmp_path / "deep" / "a.sqlite") as store:
        assert store.get(3) == b"three"
        assert store.get(4) is None


def test_thousands_can_be_asked_for_at_once(tmp_path: Path) -> None:
    with ThumbnailStore(tmp_path / "a.sqlite") as store:
        store.put_many((number, b"x") for number in range(5000))
        assert len(store.get_many(range(10_000))) == 5000


def test_threads_write_and_read_together(tmp_path: Path) -> None:
    with ThumbnailStore(tmp_path / "a.sqlite") as store:

        def work(number: int) -> bytes | None:
            store.put_many({number: bytes([number])})
            return store.get(number)

        with ThreadPoolExecutor(6) as pool:
            assert list(pool.map(work, range(60))) == [bytes([number]) for number in range(60)]
        assert len(store.get_many(range(60))) == 60


@pytest.mark.parametrize("content", [b"this is no database, but long enough to look at" * 40, b""])
def test_a_damaged_file_is_started_anew(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").write_bytes(content)
    with ThumbnailStore(tmp_path / "a.sqlite") as store:
        store.put_many({1: b"one"})
        assert store.get(1) == b"one"
