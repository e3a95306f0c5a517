"""How fast every pretext task learns: beside ready-made views, beside lightly, beside what the device can.

    python -m tests.benchmarks.throughput [--tasks simclr,mae] [--device cpu|cuda] [--size 32] [--workers N]
    python -m tests.benchmarks.throughput --streaming FOLDER [--gigabytes 4]

For each task: samples a second; the share of that with views that lie ready on the device; the share of the
time spent waiting for rows; model FLOP utilisation, which is the step's products and convolutions against
a matrix product measured in the same precision; peak memory; and lightly's implementation of the
method with the same network and heads, where it has one (tests/benchmarks/speed/theirs.py). They take turns
in one run, and medians count. lightly's pictures lie in memory already: it reads and decodes nothing.
--streaming measures waiting for rows that must come from the disk.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from tests.benchmarks.speed import rates, streaming
from tests.benchmarks.speed.rates import Rates
from tests.benchmarks.speed.setup import Setup, encoder_for, tasks
from workbench.engine import device as devices

_GOAL_SHARE = 0.95
_GOALS = {("cuda", 32, "resnet18"): 2.0, ("cuda", 224, "resnet18"): 2.5, ("cuda", 224, "resnet50"): 1.2}
_GOAL_ON_CPU = 1.0


def main(argv: list[str] | None = None) -> int:
    """Measure task by task and print the table."""
    given = _given(argv)
    torch.set_num_threads(given.threads)
    device = devices.choose(given.device)
    found = []
    for task in given.tasks.split(",") if given.tasks else tasks():
        setup = _setup(given, task, device)
        if given.streaming:
            streaming.measure(setup, given.streaming, given.gigabytes)
            continue
        found.append(rates.measured(setup))
        print(_line(found[-1]), flush=True)
    if found:
        _print(found)
    return 0


def _line(found: Rates) -> str:
    spans = [
        f"{name} {statistics.median(values):,.0f} ({min(values):,.0f} to {max(values):,.0f})"
        for name, values in (("ours", found.ours), ("ready", found.ready), ("lightly", found.lightly))
        if values
    ]
    return f"{found.setup.task}: samples a second: {', '.join(spans)}"


def _print(found: Sequence[Rates]) -> None:
    setup = found[0].setup
    print(
        f"\n{devices.describe(setup.device).name}, {torch.get_num_threads()} threads,"
        f" {str(setup.precision).removeprefix('torch.')}, {setup.size} px, batch {setup.batch}, medians of"
        f" {setup.repeats} turns of {setup.steps} steps; lightly {setup.workers} workers;"
        f" matrix product {found[0].product_flops / 1e9:,.0f} GFLOP/s\n"
    )
    print("| task | encoder | samples/s | of ready views | waiting | FLOP use | peak MB | times lightly |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for one in found:
        print(
            f"| {one.setup.task} | {one.setup.encoder} | {statistics.median(one.ours):,.0f}"
            f" | {_mark(one.share, _GOAL_SHARE)} | {100 * one.waiting:.1f} %"
            f" | {100 * one.utilisation:.0f} % | {one.peak_megabytes:,.0f} | {_against(one)} |"
        )
    print(f"\nGoals: at least {_GOAL_SHARE} of ready views; {_words_of_goal(setup)}. Below it: !.")


def _against(found: Rates) -> str:
    times = found.times_lightly
    if times is None:
        return "-"
    fed = statistics.median(found.lightly) >= 0.95 * statistics.median(found.ready)
    return _mark(times, _goal(found.setup)) + (" (its workers feed the device to its limit)" if fed else "")


def _goal(setup: Setup) -> float:
    if setup.device.type == "cpu":
        return _GOAL_ON_CPU
    return _GOALS.get((setup.device.type, setup.size, setup.encoder), 1.0)


def _words_of_goal(setup: Setup) -> str:
    if setup.device.type == "cpu":
        return "never slower than lightly"
    return f"at least {_goal(setup):g} times lightly"


def _mark(value: float, goal: float) -> str:
    return f"{value:.2f}" + ("" if round(value, 2) >= goal else " !")


def _setup(given: argparse.Namespace, task: str, device: torch.device) -> Setup:
    on_cpu = device.type == "cpu"
    return Setup(
        task=task,
        device=device,
        encoder=encoder_for(task, device, given.encoder),
        batch=given.batch,
        size=given.size,
        workers=given.workers if given.workers is not None else given.threads if on_cpu else 16,
        steps=given.steps or (10 if on_cpu else 100),
        repeats=given.repeats,
    )


def _given(argv: list[str] | None) -> argparse.Namespace:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--tasks", default="", help="with commas; default: every registered one")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--encoder", default="", help="small_residual on a CPU, resnet18 on a graphics card")
    parser.add_argument("--size", type=int, default=32, help="in pixels")
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument("--threads", type=int, default=cores, help="of torch, for all three")
    parser.add_argument("--workers", type=int, help="of the DataLoader: the threads, or 16 on a card")
    parser.add_argument("--steps", type=int, help="in each turn: 10, or 100 on a card")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--streaming", type=Path, help="a folder to write rows to, and learn from")
    parser.add_argument("--gigabytes", type=float, default=4.0, help="of rows, for --streaming")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
