"""How a running job is asked to pause, finish early, stop or be discarded."""

from __future__ import annotations

import enum
import threading


class Request(enum.IntEnum):
    """What a person asks of a running job; a later, stronger request replaces a weaker one."""

    NONE = 0
    FINISH = 1
    """Cool down and end well: at most a tenth more of the time already spent."""
    STOP = 2
    """End at the last completed step, within half a second, and keep what is usable."""
    DISCARD = 3
    """Stop, and throw the result away."""


class Stopped(Exception):
    """Raised inside a step to leave it at once when STOP or DISCARD was asked."""


class CancelToken:
    """Thread-safe: the window's thread asks, the working thread looks."""

    def __init__(self) -> None:
        self._request = Request.NONE
        self._lock = threading.Lock()
        self._running = threading.Event()
        self._running.set()
        self._reply = ""

    def ask(self, request: Request) -> None:
        """Record a request; it never becomes weaker. A stop also wakes a paused job."""
        with self._lock:
            self._request = max(self._request, request)
            if request is not Request.NONE:
                self._running.set()

    def pause(self) -> None:
        """Hold the job at its next step until `resume` or a request."""
        with self._lock:  # A request between the look and the hold would find nobody to wake.
            if self._request is Request.NONE:
                self._running.clear()

    def resume(self) -> None:
        """Let a paused job go on."""
        self._running.set()

    def reply(self, word: str) -> None:
        """Answer what a paused job asked, and let it go on."""
        with self._lock:
            self._reply = word
        self._running.set()

    def take_reply(self) -> str:
        """The answer given since it was last taken; "" when there is none."""
        with self._lock:
            word, self._reply = self._reply, ""
        return word

    @property
    def request(self) -> Request:
        """The strongest request so far."""
        return self._request

    @property
    def paused(self) -> bool:
        """Whether the job is being held."""
        return not self._running.is_set()

    @property
    def stopping(self) -> bool:
        """Whether the job must end at the last completed step."""
        return self._request >= Request.STOP

    def wait_while_paused(self, timeout_seconds: float | None = None) -> bool:
        """Block while paused; True when the job may go on."""
        return self._running.wait(timeout_seconds)

    def raise_if_stopping(self) -> None:
        """Leave the present step at once when a stop was asked."""
        if self.stopping:
            raise Stopped
