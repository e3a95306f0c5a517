"""Where the learning runs, how fast that is, and why not somewhere faster."""

from __future__ import annotations

import os
import platform
import time
from dataclasses import dataclass

import psutil
import torch
from torch import nn

from workbench.jobs import UserError


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceInfo:
    """A device in words, for badges and reports."""

    kind: str
    """"cpu", "cuda" or "mps"."""
    name: str
    cores: int
    reason: str
    """Why no graphics card is used; "" when one is."""


def choose(name: str = "auto") -> torch.device:
    """The device of that name, or the fastest there is for "auto".

    Raises `UserError` when a named device is not there.
    """
    if name == "auto":
        return torch.device(_fastest())
    try:
        device = torch.device(name)
        torch.ones(1, device=device).item()
    except (RuntimeError, AssertionError) as error:
        raise UserError(
            f"The device {name!r} cannot be used.", str(error).split("\n")[0], "Use auto or cpu."
        ) from error
    return device


def describe(device: torch.device | None = None) -> DeviceInfo:
    """Name, cores and the reason of a device."""
    device = device or choose()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if device.type == "cuda":
        return DeviceInfo(kind="cuda", name=torch.cuda.get_device_name(device), cores=cores, reason="")
    if device.type == "mps":
        return DeviceInfo(kind="mps", name=f"{platform.machine()} graphics", cores=cores, reason="")
    name = f"CPU, {cores} {'core' if cores == 1 else 'cores'}"
    return DeviceInfo(kind="cpu", name=name, cores=cores, reason=_why_no_gpu())


def precision(device: torch.device) -> torch.dtype:
    """The number format to compute in: bfloat16 where the device is faster with it."""
    if device.type == "cuda" and torch.cuda.is_bf16_supported(including_emulation=False):
        return torch.bfloat16
    if device.type == "cpu" and _has_matrix_unit():
        return torch.bfloat16
    return torch.float32


def measured_speed(device: torch.device, seconds: float = 0.4) -> float:
    """Multiply-adds a second of a small training step, in units of 1e9 (GMAC/s), forward and backward.

    A 3x3 convolution of 64 channels stands for the networks used here.
    """
    layer = nn.Conv2d(64, 64, 3, padding=1).to(device).to(memory_format=torch.channels_last)
    samples = torch.randn(32, 64, 16, 16, device=device).to(memory_format=torch.channels_last)
    macs = 32 * 16 * 16 * 64 * 64 * 9
    count, start = 0, 0.0
    while count < 3 or time.perf_counter() - start < seconds:
        if count == 2:
            synchronize(device)
            start = time.perf_counter()
        with torch.autocast(device.type, precision(device), enabled=precision(device) != torch.float32):
            layer(samples).square().mean().backward()
        count += 1
    synchronize(device)
    return (count - 2) * macs / 1e9 / max(time.perf_counter() - start, 1e-6)


def lay_out(module: nn.Module) -> None:
    """Lay kernels for pictures out as convolutions read them fastest, channels last.

    `Module.to` would refuse a module that also holds kernels for videos; those stay as they are.
    """
    for tensor in (*module.parameters(), *module.buffers()):
        if tensor.ndim == 4:
            tensor.data = tensor.data.contiguous(memory_format=torch.channels_last)


def synchronize(device: torch.device) -> None:
    """Wait until the device has done what it was given."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    elif device.type == "mps":
        torch.mps.synchronize()


def memory_in_use(device: torch.device) -> float:
    """Megabytes the program holds on the device (on a CPU: its resident memory)."""
    if device.type == "cuda":
        return torch.cuda.memory_allocated(device) / 1e6
    if device.type == "mps":
        return torch.mps.current_allocated_memory() / 1e6
    return float(psutil.Process().memory_info().rss) / 1e6


def total_memory(device: torch.device) -> float:
    """Megabytes the device has in all."""
    if device.type == "cuda":
        return torch.cuda.get_device_properties(device).total_memory / 1e6
    return psutil.virtual_memory().total / 1e6


def free_memory(device: torch.device) -> float:
    """Megabytes of the device that nothing uses now."""
    if device.type == "cuda":
        return torch.cuda.mem_get_info(device)[0] / 1e6
    return psutil.virtual_memory().available / 1e6


def _has_matrix_unit() -> bool:
    """Whether the CPU multiplies bfloat16 in hardware (AMX): about 1.7 times float32 there."""
    capabilities: dict[str, object] = getattr(torch.cpu, "get_capabilities", dict)()
    return bool(capabilities.get("amx_bf16", False))


def _fastest() -> str:
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def _why_no_gpu() -> str:
    if torch.cuda.is_available() or torch.backends.mps.is_available():
        return "The CPU was asked for."
    if torch.version.cuda is None:
        return "This installation has no support for graphics cards."
    return "No graphics card with a working NVIDIA driver was found."
