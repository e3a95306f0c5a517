"""Clips a second: our trainer beside transformers' own wav2vec 2.0 of the same configuration in a plain loop.

    python -m tests.benchmarks.wav2vec [--encoder wav2vec_mini] [--seconds 1] [--device cpu] [--threads 1]

Ours: the real trainer, its batches and its task. Theirs: tests/benchmarks/speed/plain_sounds.py, a
Wav2Vec2ForPreTraining. Both hear the very same sounds (tones and noise, each of its own length) in the same
batches, with as much hidden and as many negatives, in turns in one run; medians of the turns.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time

import numpy as np
import torch

from tests.benchmarks.speed.plain_sounds import PlainSoundLoop
from tests.engine import tiny
from workbench.engine import device as devices
from workbench.engine.batches import BatchPlan, BatchSource, Order
from workbench.engine.contracts import Layout
from workbench.engine.encoders import build
from workbench.engine.encoders.audio import RATE_HZ, WaveEncoder
from workbench.engine.modalities import modalities
from workbench.engine.plan import Plan
from workbench.engine.pretext.wav2vec import Wav2Vec, Wav2VecSettings
from workbench.engine.trainer import Trainer
from workbench.jobs import CancelToken

_WARM = 2
_GOAL = 1.0
_NUM_SOUNDS = 512


class Race:
    """Ours and theirs over the same sounds; each goes on where its last turn ended."""

    def __init__(self, given: argparse.Namespace, device: torch.device) -> None:
        length = round(given.seconds * RATE_HZ)
        self._rows = tiny.random_sounds(np.random.default_rng(0), _NUM_SOUNDS, length)
        self._batch: int = given.batch
        self._device = device
        plan = BatchPlan(batch=given.batch, views=0, seed=0)
        self._order = Order(_NUM_SOUNDS, plan)
        modality = modalities.get("audio")
        torch.manual_seed(0)
        encoder = build(modality.spec(given.encoder, Layout(shape=(length,), dtype="int16")))
        assert isinstance(encoder, WaveEncoder)
        self._theirs = PlainSoundLoop(Wav2Vec(encoder, Wav2VecSettings()), self._rows, device)
        self._ours = Trainer(
            task=Wav2Vec(encoder, Wav2VecSettings()),
            source=BatchSource(
                modality=modality,
                gather=lambda places: self._rows[places],
                rows=np.arange(_NUM_SOUNDS),
                plan=plan,
                view_settings=modality.view_settings(),
                device=device,
            ),
            plan=Plan(batch=given.batch, seed=0, learning_rate=1e-3),
            steps=1,
            device=device,
            token=CancelToken(),
        )
        self._their_step = 0

    def ours(self, steps: int) -> float:
        """Clips a second of so many steps of the real trainer."""
        self._ours.extend(steps)
        devices.synchronize(self._device)
        start = time.perf_counter()
        for _ in self._ours.run():
            pass
        devices.synchronize(self._device)
        return steps * self._batch / (time.perf_counter() - start)

    def theirs(self, steps: int) -> float:
        """Clips a second of so many steps of the plain loop."""
        batches = [self._order.places(self._their_step + step).tolist() for step in range(steps)]
        self._their_step += steps
        devices.synchronize(self._device)
        start = time.perf_counter()
        self._theirs.run(batches)
        devices.synchronize(self._device)
        return steps * self._batch / (time.perf_counter() - start)


def main(argv: list[str] | None = None) -> int:
    """Both in turns, and the line."""
    given = _given(argv)
    torch.set_num_threads(given.threads)
    device = devices.choose(given.device)
    print(
        f"{devices.describe(device).name}, {given.threads} threads, float32; {given.encoder},"
        f" sounds of {0.75 * given.seconds:g} to {given.seconds:g} s, {given.batch} a step; load {_load()}"
    )
    race = Race(given, device)
    race.ours(_WARM)
    race.theirs(_WARM)
    ours, theirs = [], []
    for _ in range(given.repeats):
        ours.append(race.ours(given.steps))
        theirs.append(race.theirs(given.steps))
    times = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    print(f"\nMedians of {given.repeats} turns of {given.steps} steps each; load {_load()}\n")
    print("| ours, clips/s | plain loop, clips/s | times the plain loop |\n| --- | --- | --- |")
    print(
        f"| {_span(ours)} | {_span(theirs)} | {times:.2f}{'' if round(times, 2) >= _GOAL else ' !'} |"
        f"\n\nGoal: at least {_GOAL:g}. Below it: !."
    )
    return 0


def _span(values: list[float]) -> str:
    return f"{statistics.median(values):,.1f} ({min(values):,.1f} to {max(values):,.1f})"


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def _given(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--encoder", default="wav2vec_mini")
    parser.add_argument("--seconds", type=float, default=1.0, help="of the longest sound")
    parser.add_argument("--batch", type=int, default=32, help="sounds a step")
    parser.add_argument("--threads", type=int, default=1, help="of torch, for both")
    parser.add_argument("--steps", type=int, default=4, help="in each turn")
    parser.add_argument("--repeats", type=int, default=5)
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
