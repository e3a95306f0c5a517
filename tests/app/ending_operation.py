"""An operation that ends at once; for tests of what happens around a job."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.jobs import CancelToken, Event, Finished


def run(arguments: object, token: CancelToken) -> Iterator[Event]:
    """Nothing is done."""
    yield Finished(result=None)
