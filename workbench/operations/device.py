"""The device in words, for the badge."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.engine import device as devices


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceInfo:
    """Name, memory, and why no graphics card is used."""

    name: str
    kind: str
    cores: int
    memory_used_mb: float
    memory_total_mb: float
    reason: str


def describe() -> DeviceInfo:
    """What the program would learn on now."""
    device = devices.choose()
    info = devices.describe(device)
    return DeviceInfo(
        name=info.name,
        kind=info.kind,
        cores=info.cores,
        memory_used_mb=devices.memory_in_use(device),
        memory_total_mb=devices.total_memory(device),
        reason=info.reason,
    )
