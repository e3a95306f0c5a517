"""Running the program's own operations to their end."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import TypeVar

from workbench.jobs import Event, Finished

T = TypeVar("T")


def result(events: Iterable[Event]) -> object:
    """What a job's last event carries."""
    found = [event.result for event in events if isinstance(event, Finished)]
    return found[-1]


def result_of(events: Generator[Event, None, T]) -> T:
    """What a generator of events returns."""
    while True:
        try:
            next(events)
        except StopIteration as end:
            value: T = end.value
            return value
