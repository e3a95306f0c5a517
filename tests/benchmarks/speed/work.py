"""How much a step computes, how fast the device could, and how much memory it takes."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

import psutil
import torch
from torch.utils.flop_counter import FlopCounterMode

from workbench.engine import device as devices
from workbench.engine.trainer import Trainer

_REPEATS = 7
_SIDES = {"cuda": 8192}
_SIDE = 1536
_CLEAR, _STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")


def flops_of_step(trainer: Trainer) -> int:
    """Floating-point operations of one whole step, by its products and convolutions.

    Attention on a CPU is not counted: a few hundredths of what small patches need.
    """
    with FlopCounterMode(display=False) as counter:
        trainer.try_step()
    return int(counter.get_total_flops())


def product_flops(device: torch.device, precision: torch.dtype) -> float:
    """Operations a second of a large matrix product in that precision; the median of some."""
    side = _SIDES.get(device.type, _SIDE)
    one = torch.randn(side, side, device=device, dtype=precision)
    seconds = []
    for _ in range(_REPEATS + 1):
        devices.synchronize(device)
        start = time.perf_counter()
        one @ one
        devices.synchronize(device)
        seconds.append(time.perf_counter() - start)
    return 2 * side**3 / statistics.median(seconds[1:])


def forget_peak(device: torch.device) -> None:
    """Count the peak from here."""
    if device.type == "cuda":
        torch.cuda.reset_peak_memory_stats(device)
    elif _CLEAR.exists():
        _CLEAR.write_text("5")


def peak_megabytes(device: torch.device) -> float:
    """The most memory in use since `forget_peak`: on a card its own, else that of the whole program."""
    if device.type == "cuda":
        return torch.cuda.max_memory_allocated(device) / 1e6
    if _CLEAR.exists():
        line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e6
    return float(psutil.Process().memory_info().rss) / 1e6
