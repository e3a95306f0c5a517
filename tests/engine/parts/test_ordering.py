from __future__ import annotations

import itertools
import math

import pytest
import torch
from scipy.stats import kendalltau

from workbench.engine.parts.ordering import list_loss, pair_shares


def _scores(rows: int = 3, length: int = 4) -> torch.Tensor:
    return torch.randn(rows, length, generator=torch.Generator().manual_seed(4))


def _all(scores: torch.Tensor) -> torch.Tensor:
    return torch.ones_like(scores, dtype=torch.bool)


def _probability(scores: list[float], order: tuple[int, ...]) -> float:
    """Of an order of things, first to last, by Plackett and Luce: drawn one by one without return."""
    left, found = list(order), 1.0
    for thing in order:
        found *= math.exp(scores[thing]) / sum(math.exp(scores[one]) for one in left)
        left.remove(thing)
    return found


def test_the_loss_is_the_probability_of_drawing_the_order_one_by_one() -> None:
    scores = _scores(1, 4)
    order = (2, 0, 3, 1)
    places = torch.tensor([[order.index(thing) for thing in range(4)]])
    expected = -math.log(_probability(scores[0].tolist(), order)) / math.log(24)
    assert list_loss(scores, places, _all(scores)).item() == pytest.approx(expected, rel=1e-5)


def test_the_probabilities_of_all_orders_add_up_to_one() -> None:
    scores = _scores(1, 4).expand(24, 4)
    places = torch.tensor(list(itertools.permutations(range(4))))
    likelihoods = (-list_loss(scores, places, _all(scores)) * math.log(24)).exp()
    assert likelihoods.sum().item() == pytest.approx(1.0, rel=1e-5)


@pytest.mark.parametrize("number", [2, 3, 6])
def test_guessing_costs_one_however_many_there_are(number: int) -> None:
    scores = torch.zeros(1, 6)
    real = torch.arange(6)[None] < number
    assert list_loss(scores, torch.arange(6)[None], real).item() == pytest.approx(1.0, rel=1e-5)


def test_two_things_cost_the_cross_entropy_of_right_and_swapped() -> None:
    scores = _scores(3, 2)
    places = torch.tensor([[0, 1], [1, 0], [0, 1]])
    first = places.argmin(1)
    expected = torch.nn.functional.cross_entropy(scores, first, reduction="none") / math.log(2)
    torch.testing.assert_close(list_loss(scores, places, _all(scores)), expected)


def test_what_lies_behind_the_last_thing_changes_nothing() -> None:
    scores, places = _scores(1, 3), torch.tensor([[2, 0, 1]])
    longer = torch.cat([scores, torch.full((1, 2), 50.0)], 1)
    padded = torch.tensor([[2, 0, 1, 0, 0]])
    real = torch.arange(5)[None] < 3
    torch.testing.assert_close(list_loss(longer, padded, real), list_loss(scores, places, _all(scores)))


def test_a_single_thing_costs_nothing_and_has_a_gradient_of_nothing() -> None:
    scores = torch.tensor([[3.0, 1.0]], requires_grad=True)
    loss = list_loss(scores, torch.tensor([[0, 0]]), torch.tensor([[True, False]]))
    torch.autograd.backward(loss.sum())
    assert loss.item() == 0
    assert scores.grad is not None
    assert not scores.grad.any()


def test_the_pairs_by_hand() -> None:
    # True order a, b, c, d; the scores say b, a, c, d: one of six pairs is wrong.
    scores = torch.tensor([[3.0, 4.0, 2.0, 1.0]])
    share = pair_shares(scores, torch.arange(4)[None], _all(scores))
    assert share.item() == pytest.approx(5 / 6)


def test_twice_the_share_less_one_is_kendalls_tau_as_scipy_computes_it() -> None:
    scores = _scores(1, 6)
    places = torch.tensor([[3, 1, 5, 0, 2, 4]])
    tau = kendalltau(-scores[0].numpy(), places[0].numpy()).statistic
    assert 2 * pair_shares(scores, places, _all(scores)).item() - 1 == pytest.approx(tau)


def test_where_there_is_no_pair_there_is_no_share() -> None:
    share = pair_shares(torch.zeros(1, 2), torch.tensor([[0, 0]]), torch.tensor([[True, False]]))
    assert share.isnan().all()
