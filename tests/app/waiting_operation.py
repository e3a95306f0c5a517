"""An operation that waits until it is asked to stop; for tests of what happens around a job."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from workbench.jobs import CancelToken, Event, PhaseStarted, Stopped

_LOOK_SECONDS = 0.01


def run(arguments: object, token: CancelToken) -> Iterator[Event]:
    """One phase without an end."""
    yield PhaseStarted(phase="Waiting")
    while not token.stopping:
        threading.Event().wait(_LOOK_SECONDS)
    raise Stopped
