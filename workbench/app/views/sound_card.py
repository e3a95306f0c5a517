"""Where sounds go: the computer's sound output through PortAudio, or nowhere, on time all the same.

sounddevice is imported when a sound is first played, not before: it takes a while, and the library
behind it may be missing.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from workbench.app.words import tr

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FULL_SCALE = 32768.0
_MOST_CHANNELS = 2

Clock = Callable[[], float]
"""Seconds that only go on."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clip:
    """A sound to play: (T,) int16, or (T, C) float32 in [-1, 1]. Each is one of its own, like no other."""

    samples: NDArray[Any]
    rate_hz: int

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / self.rate_hz


class NoSoundCardError(Exception):
    """Nothing can be heard on this computer; the text says so in a plain sentence."""


class Playing(Protocol):
    """A clip that is being played."""

    def seconds(self) -> float:
        """What is heard now, in seconds from the beginning of the clip; it may go on behind the end."""
        ...

    def close(self) -> None:
        """End it at once. May wait for the device: not for the window's thread."""
        ...


class SoundCard(Protocol):
    """Plays clips."""

    def play(self, clip: Clip, start_seconds: float) -> Playing:
        """Begin to play. May wait for the device: not for the window's thread.

        Raises `NoSoundCardError` where nothing can be heard.
        """
        ...


class Silence:
    """A clip that goes by unheard."""

    def __init__(self, start_seconds: float, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._begun = clock() - start_seconds

    def seconds(self) -> float:
        """See `Playing`."""
        return self._clock() - self._begun

    def close(self) -> None:
        """See `Playing`."""


class PortAudio:
    """The computer's sound output. PortAudio opens and closes one stream at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def play(self, clip: Clip, start_seconds: float) -> Playing:
        """See `SoundCard`."""
        with self._lock:
            library = _library()
            try:
                device = library.query_devices(kind="output")
                channels = min(_MOST_CHANNELS, int(device["max_output_channels"]))
                rate = _rate(library, clip.rate_hz, channels, float(device["default_samplerate"]))
                stream = _Stream(library, _prepared(clip, channels, rate), rate, start_seconds, self._lock)
            except library.PortAudioError as error:
                raise NoSoundCardError(_no_output()) from error
        return stream


class _Stream:
    """Gives PortAudio what comes next whenever it asks, on its own thread; silence behind the end."""

    def __init__(
        self,
        library: Any,
        samples: NDArray[np.float32],
        rate: int,
        start_seconds: float,
        lock: threading.Lock,
    ) -> None:
        self._samples = samples
        self._start = start_seconds
        self._next = round(start_seconds * rate)
        self._begun: float | None = None
        self._lock = lock
        self._stream = library.OutputStream(
            samplerate=rate, channels=samples.shape[1], dtype="float32", callback=self._fill
        )
        self._stream.start()

    def seconds(self) -> float:
        """See `Playing`."""
        if self._begun is None:
            return self._start
        return self._start + max(0.0, time.monotonic() - self._begun)

    def close(self) -> None:
        """See `Playing`."""
        with self._lock:
            self._stream.abort(ignore_errors=True)
            self._stream.close(ignore_errors=True)

    def _fill(self, out: NDArray[np.float32], frames: int, times: Any, _status: object) -> None:
        if self._begun is None:
            delay = times.outputBufferDacTime - times.currentTime
            self._begun = time.monotonic() + max(0.0, delay)
        part = self._samples[self._next : self._next + frames]
        out[: len(part)] = part
        out[len(part) :] = 0
        self._next += len(part)


def _library() -> Any:
    """Sounddevice. Raises `NoSoundCardError` where the library behind it is not installed."""
    try:
        import sounddevice
    except OSError as error:
        raise NoSoundCardError(
            tr("The sound library PortAudio is not installed, so sounds are shown but not played.")
        ) from error
    return sounddevice


def _no_output() -> str:
    return tr("This computer has no sound output, so sounds are shown but not played.")


def _rate(library: Any, wanted: int, channels: int, usual: float) -> int:
    """The clip's own rate where the output takes it, else the output's usual one."""
    try:
        library.check_output_settings(channels=channels, dtype="float32", samplerate=wanted)
    except library.PortAudioError:
        return round(usual)
    return wanted


def _prepared(clip: Clip, channels: int, rate: int) -> NDArray[np.float32]:
    """A clip as the output takes it: (T, channels) float32 at this rate."""
    import numpy as np

    values = clip.samples.astype(np.float32) / (_FULL_SCALE if clip.samples.dtype.kind == "i" else 1.0)
    values = values.reshape(len(values), -1)
    if values.shape[1] != channels:
        values = np.repeat(values.mean(1, keepdims=True), channels, axis=1)
    if rate != clip.rate_hz:
        import torch
        import torchaudio.functional

        whole = torch.from_numpy(np.ascontiguousarray(values.T))
        values = torchaudio.functional.resample(whole, clip.rate_hz, rate).numpy().T
    made: NDArray[np.float32] = np.clip(values, -1, 1)
    return made
