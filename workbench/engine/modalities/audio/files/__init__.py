"""Files of sound: what is in them, how they are cut into clips, and their samples at 16 kHz."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import torch
import torchaudio.functional

from workbench.engine.contracts import Decoded, Health, Layout, Part, Sound
from workbench.engine.modalities import Proposal, UnreadableError
from workbench.engine.modalities.audio import pictures
from workbench.engine.settings import setting

RATE_HZ = 16_000
SUFFIXES = frozenset(
    {".wav", ".flac", ".ogg", ".oga", ".mp3", ".m4a", ".aac", ".opus", ".aif", ".aiff", ".aifc", ".wma"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioReading:
    """How files of sound are cut into samples."""

    seconds: float = setting(
        0.0,
        label="Clip length",
        help="Longer files are cut into clips of this length; 0 keeps every file whole.",
        low=0.0,
        high=30.0,
        unit="s",
    )


def propose(paths: Sequence[Path]) -> Proposal:
    """Whole files where nearly all are short."""
    return Proposal(reading=AudioReading())


def probe(path: Path, reading: AudioReading) -> Health:
    """Look at a file's head."""
    try:
        with soundfile.SoundFile(path) as opened:
            width = opened.frames * RATE_HZ // opened.samplerate
            part = Part(width=width, height=opened.samplerate, channels=opened.channels)
    except (OSError, soundfile.SoundFileError):
        return Health(verdict="unreadable", reason="This is no sound that can be read.")
    return Health(parts=(part,))


def decode(
    path: Path, parts: Sequence[str], layout: Layout, reading: AudioReading
) -> Iterator[Decoded | UnreadableError]:
    """Each part as a row (T,) int16 at 16 kHz, zeros behind."""
    for _ in parts:
        sound = read(path, "", reading)
        mono = torch.from_numpy(sound.samples.mean(1))
        mono = torchaudio.functional.resample(mono, sound.rate_hz, RATE_HZ)
        values = (mono.clamp(-1, 1) * 32767).round().to(torch.int16).numpy()[: layout.shape[0]]
        row = np.zeros(layout.shape, np.int16)
        row[: len(values)] = values
        blank = not values.any()
        yield Decoded(
            row=row,
            thumbnail=pictures.thumbnail(row),
            verdict="blank" if blank else "fine",
            reason="It holds only silence." if blank else "",
        )


def read(path: Path, part: str, reading: AudioReading) -> Sound:
    """A part as it is in its file."""
    try:
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (OSError, soundfile.SoundFileError) as error:
        raise UnreadableError("This is no sound that can be read.") from error
    return Sound(samples=samples, rate_hz=rate)
