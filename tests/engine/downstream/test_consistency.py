from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F

from workbench.engine.downstream import consistency


def test_only_what_is_sure_counts_over_the_whole_batch() -> None:
    plain = torch.tensor([[9.0, 0.0], [0.2, 0.0]])
    varied = torch.tensor([[0.5, 1.0], [3.0, 0.0]])
    expected = F.cross_entropy(varied[:1], torch.tensor([0])) / 2
    assert consistency.loss(plain, varied).item() == pytest.approx(expected.item())


def test_no_gradient_flows_through_what_it_is_asked_to_copy() -> None:
    plain = torch.tensor([[9.0, 0.0]], requires_grad=True)
    varied = torch.tensor([[0.0, 1.0]], requires_grad=True)
    consistency.loss(plain, varied).backward()  # type: ignore[no-untyped-call]
    assert plain.grad is None
    assert varied.grad is not None
