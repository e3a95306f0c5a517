from __future__ import annotations

import pytest
import torch
from scipy.special import logsumexp

from workbench.engine.parts import coming


def _generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def _mask(*ends: int, num: int = 10) -> torch.Tensor:
    return torch.arange(num) < torch.tensor(ends)[:, None]


def test_pairs_are_all_that_lie_within_one_sound() -> None:
    found = coming.pairs(_mask(4, 2), 2, 100, None)
    assert found.now.tolist() == [0, 1]
    assert found.then.tolist() == [2, 3]


def test_pairs_of_the_second_sound_are_numbered_behind_the_first() -> None:
    found = coming.pairs(_mask(1, 3), 1, 100, None)
    assert found.now.tolist() == [10, 11]


def test_farther_ahead_than_the_sounds_are_long_there_are_no_pairs() -> None:
    assert not len(coming.pairs(_mask(4, 2), 12, 100, None).now)


def test_of_too_many_pairs_some_are_drawn() -> None:
    mask = _mask(10, 10)
    found = coming.pairs(mask, 1, 7, _generator())
    assert len(found.now) == 7
    assert set(found.now.tolist()) <= set(coming.pairs(mask, 1, 100, None).now.tolist())


def test_other_moments_are_real_ones_of_all_sounds() -> None:
    drawn = set(coming.others(_mask(2, 3), 200, _generator()).tolist())
    assert drawn == {0, 1, 10, 11, 12}


def test_the_loss_is_that_of_the_paper_computed_apart() -> None:
    predicted, heard = (
        torch.randn(5, 16, generator=_generator()),
        torch.randn(20, 16, generator=_generator(1)),
    )
    then, negatives = torch.arange(5), torch.arange(10, 20)
    loss = coming.info_nce(coming.scores(predicted, heard, then, negatives))
    p, h = predicted.double().numpy() / 4, heard.double().numpy()
    expected = sum(
        logsumexp([p[i] @ h[i], *(p[i] @ h[j] for j in range(10, 20))]) - p[i] @ h[i] for i in range(5)
    )
    assert loss.item() == pytest.approx(float(expected), rel=1e-5)


def test_the_true_moment_is_no_negative_of_its_own() -> None:
    moments = torch.eye(4)
    found = coming.scores(moments[:2], moments, torch.tensor([0, 1]), torch.tensor([1, 2]))
    assert found.isinf().tolist() == [[False, False, False], [False, True, False]]


def test_the_one_with_the_highest_score_is_picked() -> None:
    found = coming.picked(torch.tensor([[2.0, 1.0, 0.0], [1.0, 2.0, 0.0], [1.0, 1.0, 1.0]]))
    assert found.tolist() == [1, 0, 0]


def test_scores_are_as_exact_within_autocast() -> None:
    moments = torch.randn(6, 16, generator=_generator())
    ask = (moments[:2], moments, torch.tensor([2, 3]), torch.tensor([4, 5]))
    with torch.autocast("cpu", torch.bfloat16):
        found = coming.scores(*ask)
    assert torch.equal(found, coming.scores(*ask))
