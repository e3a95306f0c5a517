from __future__ import annotations

import pytest
import torch

from workbench.engine.monitors.spread import spread


def _noise(number: int, width: int) -> torch.Tensor:
    return torch.randn(number, width, generator=torch.Generator().manual_seed(0))


@pytest.mark.parametrize("width", [8, 128])
def test_embeddings_all_over_the_sphere_have_a_spread_of_one(width: int) -> None:
    assert spread(_noise(4000, width)).item() == pytest.approx(1, abs=0.02)


def test_embeddings_that_are_all_the_same_have_none() -> None:
    assert spread(_noise(1, 32).expand(50, -1)).item() == pytest.approx(0, abs=1e-6)


def test_embeddings_close_together_have_hardly_any() -> None:
    close = 10 + 0.1 * _noise(100, 32)
    assert spread(close) < 0.1


def test_half_the_dimensions_unused_shows() -> None:
    halved = torch.cat([_noise(4000, 16), torch.zeros(4000, 16)], dim=1)
    assert spread(halved).item() == pytest.approx(0.5**0.5, abs=0.02)


def test_length_does_not_count() -> None:
    embeddings = _noise(50, 16)
    torch.testing.assert_close(spread(embeddings * 40), spread(embeddings))


def test_one_sample_or_zeros_have_no_spread() -> None:
    assert spread(_noise(1, 16)) == 0
    assert spread(torch.zeros(4, 16)) == 0


def test_it_is_a_measure_and_no_part_of_the_loss() -> None:
    measured = spread(_noise(4, 8).to(torch.bfloat16).requires_grad_())
    assert not measured.requires_grad
    assert measured.dtype == torch.float32
