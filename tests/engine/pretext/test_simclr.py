from __future__ import annotations

import math

import pytest
import torch
from lightly.loss import NTXentLoss

from tests.engine import tiny
from workbench.engine.parts.contrast import nt_xent


def _projections(batch: int, width: int = 16) -> torch.Tensor:
    return torch.randn(2 * batch, width, generator=torch.Generator().manual_seed(batch))


@pytest.mark.parametrize("temperature", [0.07, 0.2, 0.5, 1.0])
@pytest.mark.parametrize("batch", [2, 3, 64])
def test_the_loss_is_that_of_lightly(temperature: float, batch: int) -> None:
    projected = _projections(batch)
    expected = NTXentLoss(temperature)(*projected.chunk(2))
    assert nt_xent(projected, temperature).item() == pytest.approx(expected.item(), rel=1e-5)


@pytest.mark.parametrize("temperature", [0.07, 0.5])
def test_the_gradient_is_that_of_lightly(temperature: float) -> None:
    ours, theirs = _projections(8).requires_grad_(), _projections(8).requires_grad_()
    torch.autograd.backward(nt_xent(ours, temperature))
    torch.autograd.backward(NTXentLoss(temperature)(*theirs.chunk(2)))
    assert ours.grad is not None
    torch.testing.assert_close(ours.grad, theirs.grad, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("temperature", [0.25, 1.0])
def test_two_samples_at_right_angles_by_hand(temperature: float) -> None:
    # Each view: its partner at similarity 1, the two views of the other sample at 0.
    projected = torch.tensor([[2.0, 0.0], [0.0, 5.0], [1.0, 0.0], [0.0, 0.1]])
    near = math.exp(1 / temperature)
    assert nt_xent(projected, temperature).item() == pytest.approx(-math.log(near / (near + 2)), rel=1e-5)


def test_only_directions_count() -> None:
    projected = _projections(4)
    lengths = torch.tensor([0.1, 1, 10, 100, 3, 7, 0.5, 2])[:, None]
    torch.testing.assert_close(nt_xent(projected * lengths, 0.2), nt_xent(projected, 0.2))


def test_the_order_of_samples_does_not_count() -> None:
    first, second = _projections(5).chunk(2)
    order = torch.tensor([3, 0, 4, 1, 2])
    shuffled = torch.cat([first[order], second[order]])
    torch.testing.assert_close(nt_xent(shuffled, 0.2), nt_xent(torch.cat([first, second]), 0.2))


def test_partners_that_agree_cost_less_than_strangers() -> None:
    first = _projections(6).chunk(2)[0]
    agreeing = nt_xent(torch.cat([first, first]), 0.2)
    assert agreeing < nt_xent(torch.cat([first, first.roll(1, 0)]), 0.2)


def test_the_loss_is_as_exact_within_autocast() -> None:
    projected = _projections(32)
    with torch.autocast("cpu", torch.bfloat16):
        loss = nt_xent(projected, 0.05)
    assert torch.equal(loss, nt_xent(projected, 0.05))


def test_a_view_is_drawn_beside_its_sample() -> None:
    batch = tiny.random_batch("simclr", number=2)
    rows = tiny.make_task("simclr").preview(batch).rows
    assert [picture.caption for picture in rows[0]] == ["Your picture", "One view", "The other view"]
    expected = (batch.samples[1].permute(1, 2, 0) * 255).round().byte().numpy()
    assert (tiny.pixels(rows[1][0]) == expected).all()
