from __future__ import annotations

import math

import pytest
import torch
from scipy.special import logsumexp

from workbench.engine.parts.contrast import info_nce


def _pairs(batch: int, width: int = 16) -> tuple[torch.Tensor, torch.Tensor]:
    both = torch.randn(2, batch, width, generator=torch.Generator().manual_seed(batch))
    return both[0], both[1]


@pytest.mark.parametrize("temperature", [0.07, 0.2, 1.0])
@pytest.mark.parametrize("batch", [2, 64])
def test_the_loss_is_that_of_the_paper_computed_apart(temperature: float, batch: int) -> None:
    queries, keys = _pairs(batch)
    q, k = (values.double().numpy() for values in (queries, keys))
    q, k = ((values.T / (values**2).sum(1) ** 0.5).T for values in (q, k))
    logits = q @ k.T / temperature
    expected = 2 * temperature * (logsumexp(logits, axis=1) - logits.diagonal()).mean()
    assert info_nce(queries, keys, temperature).item() == pytest.approx(expected, rel=1e-5)


def test_further_negatives_count_as_those_of_the_batch_do() -> None:
    queries, keys = torch.eye(4)[:1], torch.eye(4)[:1]
    loss = info_nce(queries, keys, 0.5, more=torch.eye(4)[1:])
    assert loss.item() == pytest.approx(-math.log(math.exp(2) / (math.exp(2) + 3)), rel=1e-5)


def test_a_masked_negative_does_not_count() -> None:
    queries, keys = _pairs(5)
    masked = torch.ones(5, 3, dtype=torch.bool)
    with_masked = info_nce(queries, keys, 0.2, more=torch.randn(3, 16), masked=masked)
    assert torch.equal(with_masked, info_nce(queries, keys, 0.2))


def test_only_the_masked_query_is_spared() -> None:
    queries, keys = torch.eye(3)[:2], torch.eye(3)[:2]
    masked = torch.tensor([[True], [False]])
    loss = info_nce(queries, keys, 1.0, more=queries[:1], masked=masked)
    e = math.e
    expected = -(math.log(e / (e + 1)) + math.log(e / (e + 1 + 1)))
    assert loss.item() == pytest.approx(expected, rel=1e-5)


def test_the_loss_is_as_exact_within_autocast() -> None:
    queries, keys = _pairs(32)
    with torch.autocast("cpu", torch.bfloat16):
        loss = info_nce(queries, keys, 0.05, more=keys)
    assert torch.equal(loss, info_nce(queries, keys, 0.05, more=keys))
