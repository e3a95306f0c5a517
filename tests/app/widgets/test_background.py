"""Short work beside the window's thread."""

from __future__ import annotations

import threading

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from workbench.app.widgets.background import in_background
from workbench.jobs import UserError


def test_work_is_done_elsewhere_and_its_value_arrives_here(qtbot: QtBot) -> None:
    owner = QObject()
    threads: list[threading.Thread] = []

    def work() -> int:
        threads.append(threading.current_thread())
        return 42

    values: list[int] = []

    def done(value: int) -> None:
        threads.append(threading.current_thread())
        values.append(value)

    in_background(owner, work, done)
    qtbot.waitUntil(lambda: values == [42])
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_what_could_not_be_read_is_passed_over(qtbot: QtBot) -> None:
    owner = QObject()

    def fail() -> int:
        raise UserError("The project is gone.", "", "")

    values: list[int] = []
    in_background(owner, fail, values.append)
    in_background(owner, lambda: 2, values.append)
    qtbot.waitUntil(lambda: bool(values))
    qtbot.waitUntil(lambda: not owner.children())
    assert values == [2]


def test_nobody_is_told_when_the_owner_is_gone(qtbot: QtBot) -> None:
    owner, go_on = QObject(), threading.Event()
    values: list[bool] = []
    in_background(owner, go_on.wait, values.append)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)
    go_on.set()
    other = QObject()
    others: list[int] = []
    in_background(other, lambda: 1, others.append)
    qtbot.waitUntil(lambda: others == [1])
    assert values == []
