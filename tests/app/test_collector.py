from __future__ import annotations

import gc
import weakref

from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from workbench.app import collector as module
from workbench.app.collector import Collector


class _Cycle:
    """What only the cyclic collector can find; remembers nothing else."""

    def __init__(self) -> None:
        self.itself = self


def test_while_it_lives_no_thread_collects_by_itself(qtbot: QtBot) -> None:
    parent = QObject()
    Collector(parent)
    assert not gc.isenabled()
    with qtbot.waitSignal(parent.destroyed):
        parent.deleteLater()
    assert gc.isenabled()


def test_cycles_are_collected_on_the_thread_of_the_window(qtbot: QtBot) -> None:
    parent = QObject()
    collector = Collector(parent)
    threads: list[QThread] = []
    cycle = _Cycle()
    weakref.finalize(cycle, lambda: threads.append(QThread.currentThread()))
    del cycle
    collector._beats = module._BEATS_A_FULL_COLLECTION - 1
    qtbot.waitUntil(lambda: bool(threads))
    assert threads == [parent.thread()]
    parent.deleteLater()


def test_what_was_loaded_before_is_left_out(qtbot: QtBot) -> None:
    parent = QObject()
    before = gc.get_freeze_count()
    Collector(parent).settle()
    assert gc.get_freeze_count() > before
    parent.deleteLater()
