from __future__ import annotations

import pytest
import torch
from scipy.special import logsumexp

from workbench.engine.parts import coming

_CPU = torch.device("cpu")


def _generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def _mask(*ends: int, num: int = 6) -> torch.Tensor:
    return torch.arange(num) < torch.tensor(ends)[:, None]


def _case() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Predictions of steps 2 and 3 in two sounds of 6 and 3 steps, beside moments 0 and 7 of the batch."""
    predicted = torch.randn(2, 2, 16, generator=_generator())
    heard = torch.randn(2, 6, 16, generator=_generator(1))
    return predicted, heard, _mask(6, 3), torch.tensor([2, 3]), torch.tensor([0, 7])


def test_it_looks_ahead_from_all_moments_after_which_something_comes() -> None:
    assert coming.moments(5, 2, 100, None, _CPU).tolist() == [0, 1, 2]
    assert not len(coming.moments(5, 9, 100, None, _CPU))


def test_of_too_many_moments_some_are_drawn() -> None:
    found = coming.moments(100, 2, 7, _generator(), _CPU).tolist()
    assert len(set(found)) == 7
    assert found == sorted(found)
    assert found != list(range(7))


def test_other_moments_are_real_ones_of_all_sounds() -> None:
    assert set(coming.others(_mask(2, 3), 200, _generator()).tolist()) == {0, 1, 6, 7, 8}


def test_the_loss_is_that_of_the_paper_computed_apart() -> None:
    predicted, heard, mask, then, negatives = _case()
    found = coming.info_nce(coming.scores(predicted, heard, mask, then, negatives))
    p, h = predicted.double().numpy() / 4, heard.double().numpy()
    expected = 0.0
    for sound, asked, true, own in ((0, 0, 2, range(6)), (0, 1, 3, range(6)), (1, 0, 2, range(3))):
        wrong = [h[sound, step] for step in own if step != true] + [h[0, 0], h[1, 1]]
        logits = [p[sound, asked] @ moment for moment in (h[sound, true], *wrong)]
        expected += float(logsumexp(logits)) - float(logits[0])
    assert found.item() == pytest.approx(expected, rel=1e-5)


def test_the_true_moment_is_no_negative_of_its_own() -> None:
    predicted, heard, mask, _, _ = _case()
    found = coming.scores(predicted, heard, mask, torch.tensor([0, 1]), torch.tensor([0, 7]))
    assert found[:, -2:].isinf().tolist() == [[True, False], [False, False], [False, False], [False, True]]


def test_who_guesses_is_right_once_in_as_many_times_as_there_are_choices() -> None:
    found = coming.chance(coming.scores(*_case()))
    assert found.tolist() == pytest.approx([1 / 8, 1 / 8, 1 / 5])


def test_the_one_with_the_highest_score_is_picked() -> None:
    found = coming.picked(torch.tensor([[2.0, 1.0, 0.0], [1.0, 2.0, 0.0], [1.0, 1.0, 1.0]]))
    assert found.tolist() == [1, 0, 0]


def test_scores_are_as_exact_within_autocast() -> None:
    case = _case()
    with torch.autocast("cpu", torch.bfloat16):
        found = coming.scores(*case)
    assert torch.equal(found, coming.scores(*case))
