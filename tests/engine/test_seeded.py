from __future__ import annotations

import threading

import pytest
import torch

from workbench.engine.seeded import seeded


def _weights(seed: int) -> torch.Tensor:
    with seeded(seed):
        return torch.nn.Linear(4, 4).weight.detach()


def test_the_weights_are_those_of_the_seed() -> None:
    first = _weights(1)
    torch.rand(3)
    assert torch.equal(_weights(1), first)
    assert not torch.equal(_weights(2), first)


def test_afterwards_the_global_generator_is_as_it_was() -> None:
    before = torch.get_rng_state()
    _weights(1)
    assert torch.equal(torch.get_rng_state(), before)


def test_afterwards_it_is_as_it_was_even_when_the_building_failed() -> None:
    before = torch.get_rng_state()
    with pytest.raises(ValueError, match="no"), seeded(1):
        raise ValueError("no")
    assert torch.equal(torch.get_rng_state(), before)


def test_it_can_be_used_within_itself() -> None:
    with seeded(1):
        torch.rand(1)
        inner = _weights(2)
        second = torch.rand(1)
    assert torch.equal(inner, _weights(2))
    with seeded(1):
        assert torch.equal(torch.rand(2)[1:], second)


def test_two_threads_that_build_at_once_do_not_mix() -> None:
    expected, made, within = _weights(1), [], threading.Event()

    def build() -> None:
        within.set()
        made.append(_weights(2))

    with seeded(1):
        thread = threading.Thread(target=build)
        thread.start()
        assert within.wait(10)
        weights = torch.nn.Linear(4, 4).weight.detach()
        assert not made
    thread.join(10)
    assert torch.equal(weights, expected)
    assert torch.equal(made[0], _weights(2))
