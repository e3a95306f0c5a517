"""The pictures of a grid: bounded in memory, dropped when they are no longer wanted."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from tests.processes import LIMIT_SECONDS
from workbench.app.widgets.thumbnails import Thumbnails
from workbench.engine.thumbnails import ThumbnailStore

BYTES_EACH = 16 * 16 * 4

_DECODE_WHILE_WIDGETS_GO = """
import faulthandler, threading
from io import BytesIO
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from workbench.app.widgets.thumbnails import _decode

class Bell(QObject):
    rang = Signal()

def decode():
    for _ in range(30_000):
        assert _decode(stream.getvalue()) is not None

def make_and_destroy():
    top = Bell()
    for _ in range(20):
        child = Bell(top)
        child.rang.connect(top.rang)
        top.rang.connect(child.rang)
    top.deleteLater()

faulthandler.dump_traceback_later(60, exit=True)
app = QCoreApplication([])
stream = BytesIO()
Image.new("RGB", (16, 16)).save(stream, "PNG")
thread = threading.Thread(target=decode)
thread.start()
while thread.is_alive():
    make_and_destroy()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
"""
"""Qt holds an object's lock while it destroys it, and waits for Python's, which a decoder may hold."""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    stream = BytesIO()
    Image.new("RGB", (16, 16), (1, 2, 3)).save(stream, "PNG")
    path = tmp_path / "thumbnails.sqlite"
    with ThumbnailStore(path) as thumbnails:
        thumbnails.put_many({sample: stream.getvalue() for sample in range(40)} | {99: b"\x89PNG no picture"})
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


def test_what_was_read_before_forgetting_does_not_arrive_after_it(qtbot: QtBot, store: Path) -> None:
    thumbnails = Thumbnails()
    thumbnails.open(store)
    thumbnails.want([1])
    reader = thumbnails._reader._thread
    assert reader is not None
    reader.join(10)  # it has read, and nothing has been fetched from it: no event was handled meanwhile
    thumbnails.forget()
    qtbot.waitUntil(lambda: not thumbnails._timer.isActive())
    assert thumbnails.get(1) is None
    thumbnails.deleteLater()


def test_decoding_waits_for_nothing_that_the_window_holds() -> None:
    command = [sys.executable, "-c", _DECODE_WHILE_WIDGETS_GO]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LIMIT_SECONDS)
    assert done.returncode == 0, done.stderr
