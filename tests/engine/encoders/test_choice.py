from __future__ import annotations

import pytest
import torch

from workbench.engine import device as devices
from workbench.engine.encoders import EncoderSpec, choice
from workbench.engine.modalities import modalities

_FALLBACKS = modalities.get("image").fallbacks
_CPU = torch.device("cpu")


def _chosen(name: str, *, num_samples: int = 2000, seconds: float = 600) -> choice.EncoderChoice:
    specs = [EncoderSpec(name=each, channels=3, size=32) for each in choice.downwards(name, _FALLBACKS)]
    return choice.choose(specs, num_samples=num_samples, seconds=seconds, device=_CPU)


@pytest.mark.parametrize(
    ("gigamacs_a_second", "expected"), [(5.0, "small_residual"), (500.0, "resnet18"), (5e4, "resnet50")]
)
def test_a_slower_device_gets_a_smaller_network_than_preferred(
    gigamacs_a_second: float, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "measured_speed", lambda _: gigamacs_a_second)
    assert _chosen("resnet50").name == expected


def test_more_samples_in_the_same_time_get_a_smaller_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "measured_speed", lambda _: 500.0)
    few, many = (_chosen("resnet18", num_samples=number).name for number in (2000, 2_000_000))
    assert (few, many) == ("resnet18", "small_residual")


def test_few_samples_are_no_reason_for_a_network_that_takes_few_steps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(devices, "measured_speed", lambda _: 10.0)
    assert _chosen("resnet50", num_samples=12).name == "small_residual"


def test_no_larger_network_than_the_preferred_is_chosen_however_fast_the_device(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(devices, "measured_speed", lambda _: 1e9)
    assert _chosen("small_residual", num_samples=10).name == "small_residual"


def test_a_preferred_transformer_that_is_fast_enough_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "measured_speed", lambda _: 1e9)
    assert _chosen("vit_small").name == "vit_small"


def test_the_reason_names_the_choice_and_ends_as_a_sentence() -> None:
    chosen = _chosen("small_residual", num_samples=10, seconds=1)
    assert chosen.name in chosen.reason
    assert chosen.reason.endswith(".")


@pytest.mark.parametrize(
    ("num_samples", "said"),
    [
        (100, "each sample about 300 times"),
        (30_000, "each sample about once"),
        (300_000, "about 10 of 100 samples"),
        (10**9, "about 1 of 100 samples"),
    ],
)
def test_the_reason_says_how_often_samples_are_seen(
    num_samples: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "measured_speed", lambda _: 2.0)
    monkeypatch.setattr(choice, "gigamacs", lambda _: 0.01)
    assert f" sees {said} in the time there is." in _chosen("small_residual", num_samples=num_samples).reason
