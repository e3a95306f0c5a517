"""What the sound output is given: as many channels and the rate that it takes, a part at a time."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from workbench.app.views import sound_card
from workbench.app.views.sound_card import Clip, NoSoundCardError, PortAudio

Fill = Callable[[NDArray[np.float32], int, Any, object], None]


class Library:
    """PortAudio as sounddevice shows it, with one output that takes 44,100 Hz and two channels only."""

    class PortAudioError(Exception):
        """As sounddevice has it."""

    def __init__(self, *, has_output: bool = True) -> None:
        self.has_output = has_output
        self.opened: dict[str, Any] = {}
        self.log: list[str] = []

    def query_devices(self, kind: str) -> dict[str, float]:
        if not self.has_output:
            raise self.PortAudioError("Error querying device -1")
        return {"max_output_channels": 2, "default_samplerate": 44_100.0}

    def check_output_settings(self, *, channels: int, dtype: str, samplerate: int) -> None:
        if samplerate != 44_100:
            raise self.PortAudioError("Invalid sample rate")

    def OutputStream(self, **settings: Any) -> SimpleNamespace:
        self.opened = settings
        log = self.log
        return SimpleNamespace(
            start=lambda: log.append("start"),
            abort=lambda ignore_errors: log.append("abort"),
            close=lambda ignore_errors: log.append("close"),
        )


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    library = Library()
    monkeypatch.setattr(sound_card, "_library", lambda: library)
    return library


def asked(library: Library, frames: int) -> NDArray[np.float32]:
    out = np.full((frames, library.opened["channels"]), 9, np.float32)
    times = SimpleNamespace(outputBufferDacTime=1.25, currentTime=1.0)
    library.opened["callback"](out, frames, times, None)
    return out


def ramp(num: int, channels: int = 1) -> Clip:
    values = np.linspace(0, 0.5, num, dtype=np.float32)
    return Clip(samples=np.repeat(values[:, None], channels, axis=1), rate_hz=44_100)


def test_one_channel_goes_to_both_ears(library: Library) -> None:
    PortAudio().play(ramp(100), 0.0)
    out = asked(library, 10)
    assert out[:, 0] == pytest.approx(np.linspace(0, 0.5, 100)[:10])
    assert np.array_equal(out[:, 0], out[:, 1])


def test_many_channels_are_mixed(library: Library) -> None:
    clip = Clip(samples=np.tile(np.array([0, 0.3, 0.6], np.float32), (50, 1)), rate_hz=44_100)
    PortAudio().play(clip, 0.0)
    assert asked(library, 4) == pytest.approx(0.3)


def test_numbers_of_16_bits_are_scaled(library: Library) -> None:
    PortAudio().play(Clip(samples=np.full(50, 16_384, np.int16), rate_hz=44_100), 0.0)
    assert asked(library, 4) == pytest.approx(0.5)


def test_another_rate_becomes_that_of_the_output(library: Library) -> None:
    at = np.arange(8000) / 8000
    tone = np.sin(2 * np.pi * 100 * at).astype(np.float32)
    PortAudio().play(Clip(samples=tone, rate_hz=8000), 0.0)
    out = asked(library, 44_100)[:, 0]
    expected = np.sin(2 * np.pi * 100 * np.arange(44_100) / 44_100)
    assert np.abs(out - expected)[2000:-2000].max() < 0.02


def test_it_begins_where_one_wants_and_is_silent_behind_the_end(library: Library) -> None:
    PortAudio().play(ramp(100), 90 / 44_100)
    out = asked(library, 20)[:, 0]
    assert out[:10] == pytest.approx(np.linspace(0, 0.5, 100)[90:])
    assert not out[10:].any()


def test_the_place_waits_until_the_first_part_is_heard(library: Library) -> None:
    playing = PortAudio().play(ramp(44_100), 0.5)
    assert playing.seconds() == 0.5
    asked(library, 20)
    assert playing.seconds() == pytest.approx(0.5, abs=0.2)


def test_closing_ends_it_at_once(library: Library) -> None:
    PortAudio().play(ramp(100), 0.0).close()
    assert library.log == ["start", "abort", "close"]


def test_no_output_is_a_sentence(library: Library) -> None:
    library.has_output = False
    with pytest.raises(NoSoundCardError, match="has no sound output"):
        PortAudio().play(ramp(100), 0.0)
