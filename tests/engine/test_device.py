from __future__ import annotations

import pytest
import torch

from workbench.engine import device as devices
from workbench.jobs import UserError

_CPU = torch.device("cpu")


def test_a_named_device_is_that_device() -> None:
    assert devices.choose("cpu") == _CPU


def test_auto_gives_a_device_that_computes() -> None:
    assert torch.ones(2, device=devices.choose()).sum() == 2


@pytest.mark.parametrize("name", ["abacus", "cuda:99", ""])
def test_a_device_that_is_not_there_is_refused_in_words(name: str) -> None:
    with pytest.raises(UserError, match="Use auto or cpu") as caught:
        devices.choose(name)
    assert "\n" not in str(caught.value)


def test_a_device_without_values_is_refused() -> None:
    with pytest.raises(UserError):
        devices.choose("meta")


def test_a_cpu_is_described_with_its_cores_and_why_it_is_used() -> None:
    info = devices.describe(_CPU)
    assert info.kind == "cpu"
    assert str(info.cores) in info.name
    assert info.reason.endswith(".")


def test_the_number_format_is_one_the_device_computes_in() -> None:
    dtype = devices.precision(_CPU)
    assert dtype in (torch.float32, torch.bfloat16)
    with torch.autocast("cpu", dtype, enabled=dtype != torch.float32):
        assert torch.nn.Linear(4, 4)(torch.ones(2, 4)).dtype == dtype


def test_the_speed_is_measured() -> None:
    assert 0.01 < devices.measured_speed(_CPU, seconds=0.01) < 1e6


def test_memory_in_use_is_some_of_all_there_is() -> None:
    assert 0 < devices.memory_in_use(_CPU) < devices.total_memory(_CPU)


def test_kernels_for_pictures_lie_channels_last_beside_kernels_for_videos() -> None:
    pictures, videos = torch.nn.Conv2d(3, 4, 3), torch.nn.Conv3d(3, 4, 3)
    before = pictures.weight.clone()
    devices.lay_out(torch.nn.Sequential(pictures, videos))
    assert pictures.weight.is_contiguous(memory_format=torch.channels_last)
    assert torch.equal(pictures.weight, before)
    assert videos.weight.is_contiguous()
