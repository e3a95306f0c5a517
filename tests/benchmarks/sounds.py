"""Sounds on one core: spectrograms, views, and reading files beside the bare library.

    python -m tests.benchmarks.sounds [--data FOLDER] [--repeats 7]

Spectrograms: log-mel features of clips, in seconds of sound a second (real time = 1; goal 200).
Views: one of each of 256 clips of a second, as contrastive tasks ask for and as gentle as the others do.
Reading: what `decode` does with each file (the row; and with its small picture), beside reading it whole with
soundfile and changing its rate with torchaudio. All in one process with one torch thread, in turns; medians
of processor time, which is real time on a core that nobody else uses.
Without --data, recordings are made: 60 s of noise and tones at 44.1 kHz in two channels.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile
import torch
import torchaudio.functional

from workbench.engine.contracts import ViewStrength
from workbench.engine.encoders.audio.features import RATE_HZ, LogMel
from workbench.engine.modalities import modalities
from workbench.engine.modalities.audio import AudioReading, views
from workbench.engine.modalities.audio.files.judging import Peaks
from workbench.engine.modalities.audio.files.opened import open_sound
from workbench.engine.modalities.audio.files.tape import Tape

_GOAL = 200.0
_CLIP_SECONDS = 5.0
_MODALITY = modalities.get("audio")


def main(argv: list[str] | None = None) -> int:
    """Measure and print; 1 when the goal for spectrograms is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, help="a folder of sound files; made if left out")
    parser.add_argument("--repeats", type=int, default=7)
    given = parser.parse_args(argv)
    torch.set_num_threads(1)
    speed = _spectrograms(given.repeats)
    print(f"log-mel spectrograms   {speed:8.0f} x real time on one core (goal {_GOAL:.0f})")
    strengths: tuple[ViewStrength, ...] = ("strong", "gentle")
    for strength in strengths:
        print(
            f"{strength + ' views':22} {1000 * _views(strength, given.repeats):8.0f} ms for 256 clips of 1 s"
        )
    with tempfile.TemporaryDirectory() as folder:
        paths = _files(given.data) if given.data else _made(Path(folder))
        _race(paths, given.repeats)
    return int(speed < _GOAL)


def _spectrograms(repeats: int) -> float:
    """Seconds of sound a second, in batches of 64 clips of 1 s."""
    samples = torch.randn(64, RATE_HZ).mul_(0.1)
    log_mel = LogMel().eval()
    with torch.inference_mode():
        seconds = _median(lambda: log_mel(samples), repeats)
    return len(samples) / seconds


def _views(strength: ViewStrength, repeats: int) -> float:
    """Seconds for a view of each of a batch."""
    samples = torch.randn(256, RATE_HZ).mul_(0.1)
    settings, generator = views.default(strength), torch.Generator().manual_seed(0)
    return _median(lambda: views.views(samples, generator, settings), repeats)


def _race(paths: list[Path], repeats: int) -> None:
    """Each way over all files, in turns."""
    ways = {
        "soundfile + resample": _bare,
        "ours, rows only": _rows,
        "ours, with pictures": _decode,
    }
    length = sum(_seconds(path) for path in paths)
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(repeats):
        for name, way in ways.items():
            start = time.process_time()
            for path in paths:
                way(path)
            taken[name].append(time.process_time() - start)
    print(
        f"\n{len(paths)} files, {length:,.0f} s of sound; clips of {_CLIP_SECONDS:g} s where they are longer"
    )
    bare = statistics.median(taken["soundfile + resample"])
    for name, seconds in taken.items():
        median = statistics.median(seconds)
        print(f"{name:22} {length / median:8.0f} x real time   {bare / median:5.2f} of the bare reading")


def _bare(path: Path) -> None:
    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    mono = torch.from_numpy(samples.mean(1))
    (torchaudio.functional.resample(mono, rate, RATE_HZ) * 32_767).round().to(torch.int16)


def _rows(path: Path) -> None:
    with open_sound(path) as opened:
        tape = Tape(opened)
        step = round(_CLIP_SECONDS * RATE_HZ)
        for start in range(0, opened.measure() * RATE_HZ // opened.rate_hz, step):
            (tape.stretch(start, start + step, Peaks()) * 32_767).round().astype(np.int16)


def _decode(path: Path) -> None:
    reading = AudioReading(seconds=_CLIP_SECONDS)
    parts = _MODALITY.probe(path, reading).parts
    layout = _MODALITY.layout(parts)
    for _ in _MODALITY.decode(path, [part.key for part in parts], layout, reading):
        pass


def _seconds(path: Path) -> float:
    return sum(part.width for part in _MODALITY.probe(path, AudioReading()).parts) / RATE_HZ


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".wav", ".flac", ".ogg"))


def _made(folder: Path) -> list[Path]:
    """A minute of noise and tones in three formats."""
    draw = np.random.default_rng(0)
    at = np.arange(60 * 44_100)[:, None] / 44_100
    samples = (0.2 * np.sin(2 * np.pi * 440 * at) + draw.normal(0, 0.05, (len(at), 2))).astype(np.float32)
    paths = [folder / name for name in ("a.wav", "a.flac", "a.ogg")]
    for path in paths:
        with soundfile.SoundFile(path, "w", 44_100, 2) as file:
            for second in range(60):  # libsndfile crashes over a long Ogg in one piece
                file.write(samples[second * 44_100 : (second + 1) * 44_100])
    return paths


def _median(work: Callable[[], object], repeats: int) -> float:
    work()
    taken = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


if __name__ == "__main__":
    sys.exit(main())
