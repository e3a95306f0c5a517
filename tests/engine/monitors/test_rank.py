from __future__ import annotations

import numpy as np
import pytest
import torch

from workbench.engine.monitors.rank import rank


def _noise(number: int, width: int) -> torch.Tensor:
    return torch.randn(number, width, generator=torch.Generator().manual_seed(0), dtype=torch.float64)


def _orthogonal(number: int, width: int) -> torch.Tensor:
    basis: torch.Tensor = torch.linalg.qr(_noise(number, width)).Q
    return basis


def test_it_is_the_exponential_of_the_entropy_of_the_singular_values() -> None:
    values = _noise(40, 12)
    singular = np.linalg.svd(values.numpy(), compute_uv=False)
    shares = singular / singular.sum()
    assert rank(values).item() == pytest.approx(np.exp(-(shares * np.log(shares)).sum()), rel=1e-4)


@pytest.mark.parametrize("used", [1, 3, 16])
def test_directions_used_alike_are_counted(used: int) -> None:
    values = _orthogonal(50, 16)[:, :used] @ _orthogonal(16, 16)[:used]
    assert rank(values).item() == pytest.approx(used, rel=1e-3)


def test_a_weak_direction_counts_for_less_than_one() -> None:
    values = _orthogonal(50, 2) * torch.tensor([1.0, 0.05])
    assert 1 < rank(values).item() < 1.5


def test_neither_scale_nor_rotation_nor_order_counts() -> None:
    values = _noise(40, 8)
    changed = 30 * values.flip(0) @ _orthogonal(8, 8)
    assert rank(changed).item() == pytest.approx(rank(values).item(), rel=1e-6)


def test_embeddings_that_are_all_the_same_have_rank_one_and_zeros_none() -> None:
    assert rank(_noise(1, 8).expand(30, -1)).item() == pytest.approx(1, abs=1e-3)
    assert rank(torch.zeros(30, 8)).item() == 0


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float32])
def test_lower_precision_is_measured_in_float32_and_without_a_gradient(dtype: torch.dtype) -> None:
    measured = rank(_noise(40, 8).to(dtype).requires_grad_())
    assert measured.dtype == torch.float32
    assert not measured.requires_grad
    assert measured.item() == pytest.approx(rank(_noise(40, 8)).item(), rel=0.01)


def test_embeddings_that_are_no_numbers_have_no_rank() -> None:
    assert rank(torch.tensor([[1.0, float("inf")], [0.0, 1.0]])).isnan()
