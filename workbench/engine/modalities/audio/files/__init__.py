"""Files of sound: what is in them, how they are cut into clips, and their samples at 16 kHz."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from workbench.engine.contracts import Decoded, Health, Layout, Sound
from workbench.engine.modalities import UnreadableError
from workbench.engine.modalities.audio import pictures
from workbench.engine.modalities.audio.files import clips, kinds
from workbench.engine.modalities.audio.files.judging import SILENT, Peaks, is_silent
from workbench.engine.modalities.audio.files.opened import open_sound
from workbench.engine.modalities.audio.files.promises import missing_end
from workbench.engine.modalities.audio.files.proposing import propose
from workbench.engine.modalities.audio.files.reading import (
    ALSO,
    LONGEST_CLIP,
    RATE_HZ,
    SUFFIXES,
    AudioReading,
)
from workbench.engine.modalities.audio.files.tape import Tape

_SHORTEST_SECONDS = 0.025
_SHOWN_SECONDS = 120.0
_MOST_SHOWN = 1 << 25
"""Values that a viewer gets, of all channels together."""
_MUCH_CUT_SECONDS = 1.0
_WHOLE = (0.0, LONGEST_CLIP)
_GONE = "The file does not hold this part any more."
_FULL_SCALE = 32768


def probe(path: Path, reading: AudioReading) -> Health:
    """The clips of a file, with what should be known of it. Never raises for bad content."""
    try:
        with open_sound(path) as opened:
            frames = opened.measure()
            seconds = frames / opened.rate_hz
            if seconds < _SHORTEST_SECONDS:
                return _too_short(frames, seconds)
            notes = [kinds.wrong_name(path, opened.kind), missing_end(path, opened, frames)]
            if not reading.seconds and seconds > LONGEST_CLIP:
                notes.append(
                    f"Only its first {LONGEST_CLIP:g} s are learnt from; cut into clips, all of it would be."
                )
            parts = clips.parts(seconds, opened.rate_hz, opened.channels, reading)
    except UnreadableError as error:
        return Health(verdict="unreadable", reason=str(error))
    except OSError as error:
        return Health(verdict="unreadable", reason=f"The file cannot be read: {error.strerror or error}.")
    return Health(parts=parts, note=" ".join(note for note in notes if note))


def decode(
    path: Path, parts: Sequence[str], layout: Layout, reading: AudioReading
) -> Iterator[Decoded | UnreadableError]:
    """Each part as a row (T,) int16 at 16 kHz, zeros behind; clips in their order are read in one go.

    Raises `UnreadableError`.
    """
    try:
        with open_sound(path) as opened:
            tape = Tape(opened)
            for part in parts:
                place = clips.place_of(part) if part else _WHOLE
                yield UnreadableError(_GONE) if place is None else _decoded(tape, *place, layout)
    except OSError as error:
        raise UnreadableError(f"The file cannot be read: {error.strerror or error}.") from error


def read(path: Path, part: str, reading: AudioReading) -> Sound:
    """A part as it is in its file, of long ones the first two minutes. Raises `UnreadableError`."""
    place = clips.place_of(part) if part else (0.0, _SHOWN_SECONDS)
    if place is None:
        raise UnreadableError(_GONE)
    try:
        with open_sound(path) as opened:
            start, stop = (round(seconds * opened.rate_hz) for seconds in place)
            most = min(round(_SHOWN_SECONDS * opened.rate_hz), _MOST_SHOWN // opened.channels)
            samples = opened.read(start, min(stop - start, most))
            rate = opened.rate_hz
    except OSError as error:
        raise UnreadableError(f"The file cannot be read: {error.strerror or error}.") from error
    if not len(samples):
        raise UnreadableError(_GONE)
    samples = np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)
    return Sound(samples=samples / max(1.0, float(np.abs(samples).max())), rate_hz=rate)


def _decoded(tape: Tape, start: float, end: float, layout: Layout) -> Decoded | UnreadableError:
    """From `start` to `end`, in seconds, cut to the layout's length."""
    first, length = round(start * RATE_HZ), layout.shape[0]
    wanted = round(end * RATE_HZ) - first
    peaks = Peaks()
    samples = tape.stretch(first, first + min(wanted, length), peaks)
    if not len(samples):
        return UnreadableError(_GONE)
    values = np.round(peaks.to_full_scale(samples) * _FULL_SCALE)
    values = np.clip(values, -_FULL_SCALE, _FULL_SCALE - 1).astype(np.int16)
    row = np.zeros(layout.shape, np.int16)
    row[: len(values)] = values
    thumbnail = pictures.thumbnail(row)
    if is_silent(samples):
        return Decoded(row=row, thumbnail=thumbnail, verdict="blank", reason=SILENT)
    return Decoded(row=row, thumbnail=thumbnail, note=peaks.note())


def _too_short(frames: int, seconds: float) -> Health:
    if not frames:
        return Health(verdict="blank", reason="It holds no sound: its length is nought.")
    least = round(1000 * _SHORTEST_SECONDS)
    return Health(
        verdict="too small", reason=f"It lasts {1000 * seconds:.0f} ms; at least {least} ms are needed."
    )


__all__ = ["ALSO", "RATE_HZ", "SUFFIXES", "AudioReading", "decode", "probe", "propose", "read"]
