"""The pictures of a grid: bounded in memory, dropped when they are no longer wanted."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from workbench.app.widgets.thumbnails import Thumbnails
from workbench.engine.thumbnails import ThumbnailStore

BYTES_EACH = 16 * 16 * 4


@pytest.fixture
def store(tmp_path: Path) -> Path:
    stream = BytesIO()
    Image.new("RGB", (16, 16), (1, 2, 3)).save(stream, "PNG")
    path = tmp_path / "thumbnails.sqlite"
    with ThumbnailStore(path) as thumbnails:
        thumbnails.put_many({sample: stream.getvalue() for sample in range(40)} | {99: b"no picture"})
    return path


def test_no_more_than_so_many_bytes_are_kept(qtbot: QtBot, store: Path) -> None:
    thumbnails = Thumbnails(cache_bytes=10 * BYTES_EACH)
    thumbnails.open(store)
    thumbnails.want(range(40))
    qtbot.waitUntil(lambda: thumbnails.get(39) is not None)
    assert sum(thumbnails.get(sample) is not None for sample in range(40)) == 10
    thumbnails.deleteLater()


def test_what_was_looked_at_lately_is_kept_longest(qtbot: QtBot, store: Path) -> None:
    thumbnails = Thumbnails(cache_bytes=3 * BYTES_EACH)
    thumbnails.open(store)
    thumbnails.want([0, 1, 2])
    qtbot.waitUntil(lambda: thumbnails.get(2) is not None)
    assert thumbnails.get(0) is not None
    thumbnails.want([3])
    qtbot.waitUntil(lambda: thumbnails.get(3) is not None)
    assert thumbnails.get(0) is not None
    assert thumbnails.get(1) is None
    thumbnails.deleteLater()


def test_a_picture_that_cannot_be_decoded_is_missing(qtbot: QtBot, store: Path) -> None:
    thumbnails = Thumbnails()
    thumbnails.open(store)
    thumbnails.want([99, 1])
    qtbot.waitUntil(lambda: thumbnails.is_missing(99) and thumbnails.get(1) is not None)
    thumbnails.deleteLater()


def test_a_damaged_store_leaves_everything_missing(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "folder.sqlite").mkdir()
    thumbnails = Thumbnails()
    thumbnails.open(tmp_path / "folder.sqlite")
    thumbnails.want([1])
    qtbot.waitUntil(lambda: thumbnails.is_missing(1))
    thumbnails.deleteLater()


def test_another_store_has_pictures_of_its_own(qtbot: QtBot, store: Path, tmp_path: Path) -> None:
    thumbnails = Thumbnails()
    thumbnails.open(store)
    thumbnails.want([1])
    qtbot.waitUntil(lambda: thumbnails.get(1) is not None)
    thumbnails.open(tmp_path / "other.sqlite")
    assert thumbnails.get(1) is None
    thumbnails.deleteLater()
