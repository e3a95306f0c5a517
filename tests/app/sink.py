"""A sound output without a device: it takes a clip's samples as its clock goes on, as a device does."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from workbench.app.views.sound_card import Clip


@dataclass
class Running:
    """A clip in the sink."""

    clip: Clip
    start_seconds: float
    sink: Sink
    begun: float
    is_closed: bool = False

    def seconds(self) -> float:
        return self.start_seconds + self.sink.now - self.begun

    def close(self) -> None:
        self.is_closed = True


@dataclass
class Sink:
    """Its clock stands still until a test moves it."""

    now: float = 0.0
    taken: list[Running] = field(default_factory=list)
    may_open: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.may_open.set()

    def play(self, clip: Clip, start_seconds: float) -> Running:
        assert self.may_open.wait(10)
        running = Running(clip, start_seconds, self, self.now)
        self.taken.append(running)
        return running

    @property
    def heard(self) -> Running:
        """The one clip that is played now."""
        (running,) = [running for running in self.taken if not running.is_closed]
        return running

    @property
    def is_silent(self) -> bool:
        return all(running.is_closed for running in self.taken)
