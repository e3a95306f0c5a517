from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import numpy as np
import pytest

from workbench.engine.prefetch import AHEAD, Places, Prefetch

_SECONDS = 20


class _Disk:
    """Content that says which places were asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self._read_one = threading.Condition()

    def read(self, places: Places) -> Places:
        with self._read_one:
            self.asked.append(int(places[0]))
            self._read_one.notify_all()
        return places * 10

    def wait_for(self, step: int) -> bool:
        with self._read_one:
            return self._read_one.wait_for(lambda: step in self.asked, _SECONDS)


def _places(step: int) -> Places:
    return np.array([step, step + 100])


@pytest.fixture
def disk() -> _Disk:
    return _Disk()


@pytest.fixture
def ahead(disk: _Disk) -> Iterator[Prefetch]:
    made = Prefetch(places=_places, read=disk.read)
    yield made
    made.close()


def _readers() -> list[str]:
    return [t.name for t in threading.enumerate() if t.name.startswith("prefetch")]


@pytest.mark.parametrize("steps", [(0, 1, 2, 3), (5, 5, 4), (0, 9, 1, 8)])
def test_a_step_gets_its_own_rows_in_whatever_order_steps_come(
    ahead: Prefetch, steps: tuple[int, ...]
) -> None:
    for step in steps:
        fetched = ahead.get(step)
        assert fetched.places.tolist() == [step, step + 100]
        assert fetched.content.tolist() == [step * 10, step * 10 + 1000]


def test_nothing_runs_before_the_first_step_is_asked_for(ahead: Prefetch) -> None:
    assert not _readers()


def test_the_next_steps_are_read_before_they_are_asked_for(disk: _Disk, ahead: Prefetch) -> None:
    ahead.get(5)
    assert disk.wait_for(5 + AHEAD)


def test_no_step_is_read_twice_when_steps_follow_each_other(disk: _Disk, ahead: Prefetch) -> None:
    for step in range(20):
        ahead.get(step)
    assert disk.asked[:20] == list(range(20))


def test_only_so_many_steps_are_read_ahead(disk: _Disk, ahead: Prefetch) -> None:
    ahead.get(5)
    disk.wait_for(5 + AHEAD)
    ahead.close()
    assert disk.asked == list(range(5, 5 + AHEAD + 1))


def test_what_reading_raises_is_raised_by_the_step_that_needs_it() -> None:
    def read(places: Places) -> Places:
        if places[0] == 2:
            raise OSError("the disk was unplugged")
        return places

    ahead = Prefetch(places=_places, read=read)
    ahead.get(0)
    ahead.get(1)
    with pytest.raises(OSError, match="unplugged"):
        ahead.get(2)
    ahead.close()


def test_closing_ends_the_thread(ahead: Prefetch) -> None:
    ahead.get(0)
    ahead.close()
    assert not _readers()


def test_after_closing_a_step_can_still_be_asked_for(ahead: Prefetch) -> None:
    ahead.get(0)
    ahead.close()
    assert ahead.get(1).content[0] == 10


def test_the_thread_ends_with_the_one_who_held_it() -> None:
    ahead = Prefetch(places=_places, read=lambda places: places)
    ahead.get(0)
    threads = [t for t in threading.enumerate() if t.name.startswith("prefetch")]
    del ahead
    gc.collect()
    for thread in threads:
        thread.join(_SECONDS)
    assert threads
    assert not any(thread.is_alive() for thread in threads)
