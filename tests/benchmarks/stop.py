"""From asking a training to stop until it has stopped and saved: at random moments, at 32 and 96 pixels.

python -m tests.benchmarks.stop [--stops N] [--batch N] [--threads N] [--sizes 32 96]
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from workbench.jobs import CancelToken, Finished, Job, Measured, Request
from workbench.operations import import_folder, pretrain
from workbench.operations.import_folder import NewProject

_GOAL_SECONDS = 0.5
_STEPS_BEFORE = 2


def main(argv: list[str] | None = None) -> None:
    """Print median and worst for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--stops", type=int, default=20)
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--sizes", type=int, nargs="+", default=[32, 96])
    parser.add_argument("--device", default="cpu")
    given = parser.parse_args(argv)
    torch.set_num_threads(given.threads)
    dice = random.Random(0)
    with tempfile.TemporaryDirectory() as folder:
        project = _project(Path(folder), given.batch)
        for size in given.sizes:
            arguments = pretrain.Pretrain(
                project=project, steps=100_000, batch=given.batch, size=size, device=given.device,
                encoder="small_residual",
            )  # fmt: skip
            seconds = [_stopped(pretrain.job(arguments), dice) for _ in range(given.stops)]
            middle, worst = statistics.median(seconds), max(seconds)
            print(
                f"{size:3} px, batch {given.batch}, Stop to stopped: median {middle:.2f} s,"
                f" worst of {given.stops} {worst:.2f} s (at most {_GOAL_SECONDS})",
                flush=True,
            )


def _project(folder: Path, number: int) -> Path:
    """A project of so many pictures of noise."""
    generator = np.random.default_rng(0)
    (folder / "pictures").mkdir()
    for index in range(number):
        pixels = generator.integers(0, 256, (96, 96, 3), np.uint8)
        Image.fromarray(pixels).save(folder / "pictures" / f"{index:04}.png")
    arguments = NewProject(folder=folder / "project", data=folder / "pictures")
    for _ in import_folder.new_job(arguments).body(CancelToken()):
        pass
    return folder / "project"


def _stopped(job: Job, dice: random.Random) -> float:
    """Seconds from the request, within two steps' time after some first steps, to the job's end."""
    token = CancelToken()
    asked: list[float] = []

    def ask() -> None:
        asked.append(time.perf_counter())
        token.ask(Request.STOP)

    timer: threading.Timer | None = None
    before = 0.0
    for event in job.body(token):
        now = time.perf_counter()
        if isinstance(event, Measured) and event.step == _STEPS_BEFORE:
            timer = threading.Timer(dice.uniform(0, 2 * (now - before)), ask)
            timer.start()
        elif isinstance(event, Measured):
            before = now
        elif isinstance(event, Finished):
            assert timer is not None
            timer.join()
            return now - asked[0]
    raise AssertionError("the job ended without a result")


if __name__ == "__main__":
    main()
