from __future__ import annotations

import math

import pytest
import torch

from workbench.engine.parts import surprise


def test_the_error_of_a_token_is_the_logarithm_of_its_share_each_counted_once_more() -> None:
    frequencies = surprise.Frequencies(4)
    frequencies.note(torch.tensor([1, 1, 1, 2]))
    found = frequencies.errors(torch.tensor([0, 1, 2]))
    torch.testing.assert_close(found, -torch.tensor([1 / 8, 4 / 8, 2 / 8]).log())


def test_before_anything_was_counted_all_tokens_are_as_likely() -> None:
    assert surprise.Frequencies(10).errors(torch.tensor([3])).item() == pytest.approx(math.log(10))


def test_their_mean_error_is_the_entropy_of_what_was_counted() -> None:
    ids = torch.multinomial(
        torch.tensor([0.5, 0.3, 0.2]), 60_000, True, generator=torch.Generator().manual_seed(0)
    )
    frequencies = surprise.Frequencies(3)
    frequencies.note(ids)
    entropy = torch.distributions.Categorical(torch.tensor([0.5, 0.3, 0.2])).entropy()  # type: ignore[no-untyped-call]
    assert frequencies.errors(ids).mean().item() == pytest.approx(entropy.item(), abs=0.01)


def test_who_knows_as_much_as_the_counts_has_no_skill_and_who_errs_half_as_much_has_half() -> None:
    plain = torch.tensor([2.0, 4.0])
    assert surprise.metrics(plain, plain)["skill"].item() == 0
    found = surprise.metrics(plain / 2, plain)
    assert found["skill"].item() == pytest.approx(0.5)
    assert found["perplexity"].item() == pytest.approx(math.exp(1.5))
    assert found["baseline"].item() == pytest.approx(math.exp(3))


def test_where_nothing_was_asked_the_numbers_are_still_numbers() -> None:
    found = surprise.metrics(torch.zeros(0), torch.zeros(0))
    assert all(value.isfinite() for value in found.values())
