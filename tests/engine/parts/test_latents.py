"""Hidden stretches of steps, and telling them apart."""

from __future__ import annotations

import math

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from workbench.engine.parts.latents import DrawnFrom, Hidden, Told, spans, tell_apart


def _mask(*numbers: int) -> Tensor:
    return torch.arange(max(numbers)) < torch.tensor(numbers)[:, None]


def _generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.7])
def test_about_the_wanted_share_is_hidden(share: float) -> None:
    hidden = spans(_mask(*[400] * 200), share, 8, _generator())
    assert float(hidden.float().mean()) == pytest.approx(share, abs=0.05)


def test_hidden_stretches_are_as_long_as_wanted_at_least() -> None:
    hidden = spans(_mask(*[60] * 50), 0.5, 7, _generator()).int()
    edges = F.pad(hidden, (1, 1)).diff(dim=1)
    lengths = (edges == -1).nonzero()[:, 1] - (edges == 1).nonzero()[:, 1]
    assert lengths.min() == 7


def test_nothing_behind_a_sound_is_hidden_and_something_of_each() -> None:
    mask = _mask(50, 20, 6, 2, 1)
    for seed in range(20):
        hidden = spans(mask, 0.5, 10, _generator(seed))
        assert not (hidden & ~mask).any()
        assert hidden.any(1).all()
        assert not (hidden == mask)[:4].all(1).any()


def test_hidden_steps_come_back_to_their_sounds() -> None:
    hidden = torch.tensor([[0, 1, 1, 0], [1, 0, 0, 0], [0, 0, 0, 1]], dtype=torch.bool)
    values = torch.arange(12.0).view(3, 4, 1)
    places = Hidden.of(hidden)
    assert places.take(values)[:, 0].tolist() == [1, 2, 4, 11]
    assert places.spread(places.take(values))[:, :, 0].tolist() == [[1, 2], [4, 0], [11, 0]]


def _told(answers: Tensor, targets: Tensor, codes: Tensor, most: int = 100) -> Told:
    places = Hidden.of(torch.ones(1, len(answers), dtype=torch.bool))
    return tell_apart(answers, targets, codes, places, most=most, temperature=0.1, generator=_generator())


def test_the_error_is_the_published_one() -> None:
    answers, targets, codes = torch.randn(3, 5, 8, generator=_generator())
    similar = F.cosine_similarity(answers[:, None], targets[None], dim=2) / 0.1
    expected = -similar.log_softmax(1).diagonal()
    torch.testing.assert_close(_told(answers, targets, codes).errors, expected)


def test_who_answers_with_the_target_is_right_and_chance_is_one_of_all() -> None:
    targets = torch.eye(5)
    told = _told(targets, targets, targets)
    assert told.right.all()
    assert told.chance.tolist() == pytest.approx([1 / 5] * 5)


def test_steps_of_the_same_code_are_not_told_apart() -> None:
    codes = torch.eye(5)[[0, 0, 1, 2, 3]]
    told = _told(codes, codes, codes)
    assert told.chance.tolist() == pytest.approx([1 / 4] * 2 + [1 / 5] * 3)
    assert told.right.all()


def test_one_code_alone_is_never_right_and_costs_nothing() -> None:
    codes = torch.ones(4, 3)
    told = _told(torch.randn(4, 3, generator=_generator()), codes, codes)
    assert not told.right.any()
    assert told.chance.tolist() == [1.0] * 4
    assert told.errors.tolist() == pytest.approx([0.0] * 4)


def test_no_more_others_are_compared_than_wanted() -> None:
    codes = torch.randn(40, 8, generator=_generator())
    assert _told(codes, codes, codes, most=7).chance.tolist() == pytest.approx([1 / 8] * 40)


def test_sounds_are_told_from_themselves_only() -> None:
    hidden = torch.tensor([[1, 1, 1], [1, 1, 0]], dtype=torch.bool)
    codes = torch.randn(5, 4, generator=_generator())
    told = tell_apart(codes, codes, codes, Hidden.of(hidden), most=9, temperature=0.1, generator=_generator())
    assert told.chance.tolist() == pytest.approx([1 / 3] * 3 + [1 / 2] * 2)


def test_a_librarys_gumbel_noise_comes_from_the_generator() -> None:
    drawn = []
    for seed, elsewhere in ((0, 0), (0, 1), (1, 0)):
        torch.manual_seed(elsewhere)
        with DrawnFrom(_generator(seed)):
            drawn.append(F.gumbel_softmax(torch.zeros(3, 50), hard=True))
    assert torch.equal(drawn[0], drawn[1])
    assert not torch.equal(drawn[0], drawn[2])


def test_its_noise_is_gumbels() -> None:
    with DrawnFrom(_generator()):
        noise = -torch.empty(20_000).exponential_().log()
    assert float(noise.mean()) == pytest.approx(0.5772, abs=0.03)
    assert float(noise.std()) == pytest.approx(math.pi / math.sqrt(6), abs=0.03)
