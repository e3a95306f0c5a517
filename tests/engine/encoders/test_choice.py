from __future__ import annotations

import pytest
import torch

from workbench.engine import device as devices
from workbench.engine.encoders import choice, encoders

_CPU = torch.device("cpu")


@pytest.mark.parametrize(
    ("gigamacs_a_second", "expected"), [(5.0, "small_residual"), (500.0, "resnet18"), (5e4, "resnet50")]
)
def test_a_faster_device_gets_a_larger_network(
    gigamacs_a_second: float, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "measured_speed", lambda _: gigamacs_a_second)
    chosen = choice.choose(channels=3, size=32, num_samples=2000, seconds=600, device=_CPU)
    assert chosen.name == expected


def test_more_samples_in_the_same_time_get_a_smaller_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "measured_speed", lambda _: 500.0)
    few, many = (
        choice.choose(channels=3, size=32, num_samples=number, seconds=600, device=_CPU).name
        for number in (2000, 2_000_000)
    )
    assert (few, many) == ("resnet18", "small_residual")


def test_the_reason_names_the_choice_and_ends_as_a_sentence() -> None:
    chosen = choice.choose(channels=3, size=32, num_samples=10, seconds=1, device=_CPU)
    assert chosen.name in encoders.names()
    assert chosen.reason.startswith(chosen.name)
    assert chosen.reason.endswith(".")
