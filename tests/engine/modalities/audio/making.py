"""Small recordings for the tests: a rising tone in any format, rate and number of channels."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import av
import numpy as np
import soundfile
from numpy.typing import NDArray

from workbench.engine.contracts import Decoded, Layout
from workbench.engine.modalities import modalities
from workbench.engine.modalities.audio import AudioReading

MODALITY = modalities.get("audio")
Codec = Literal["aac", "wmav2"]


def rising(seconds: float, rate: int = 16_000, channels: int = 1) -> NDArray[np.float32]:
    """A tone that rises by 100 Hz a second from 300 Hz on, (T, C): each moment of it sounds otherwise."""
    at = np.arange(round(seconds * rate)) / rate
    tone = (0.4 * np.sin(2 * np.pi * (300 * at + 50 * at**2))).astype(np.float32)
    return np.repeat(tone[:, None], channels, axis=1)


def write(path: Path, seconds: float = 2.0, rate: int = 16_000, channels: int = 1, **how: Any) -> Path:
    """That tone as libsndfile writes it."""
    samples = rising(seconds, rate, channels)
    with soundfile.SoundFile(path, "w", rate, channels, **how) as file:
        for start in range(0, len(samples), rate):  # libsndfile crashes over a long Ogg in one piece
            file.write(samples[start : start + rate])
    return path


def encode(path: Path, codec: Codec, format_: str, seconds: float = 2.0) -> Path:
    """That tone as FFmpeg writes it, at 44.1 kHz in two channels."""
    samples = rising(seconds, 44_100, 2).T.copy()
    with av.open(str(path), "w", format=format_) as container:
        stream = container.add_stream(codec, rate=44_100)
        stream.codec_context.layout = "stereo"
        stream.bit_rate = 128_000
        frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts = 44_100, 0
        fifo = av.AudioFifo()
        fifo.write(frame)
        while (some := fifo.read(1024 if codec == "aac" else 2048, partial=True)) is not None:
            container.mux(stream.encode(some))
        container.mux(stream.encode(None))
    return path


def cut_off(path: Path, share: float = 0.6) -> Path:
    """The file without its end."""
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    return path


def decoded(path: Path, *parts: str, seconds: float = 2.0) -> list[Decoded]:
    """These parts of a file, or the whole, which all must be readable."""
    layout = Layout(shape=(round(seconds * 16_000),), dtype="int16")
    found = list(MODALITY.decode(path, parts or ("",), layout, AudioReading()))
    assert all(isinstance(one, Decoded) for one in found), found
    return [one for one in found if isinstance(one, Decoded)]


def correlation(row: NDArray[np.int16], wanted: NDArray[np.float32]) -> float:
    """How alike a row and samples of the same rate are, beginning together: 1 where they are the same."""
    length = min(len(row), len(wanted))
    return float(np.corrcoef(row[:length], wanted[:length])[0, 1])
