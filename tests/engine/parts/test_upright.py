from __future__ import annotations

import torch
from torch import Tensor

from workbench.engine.parts import upright


def _noise(number: int, seed: int = 0, size: int = 32) -> Tensor:
    return torch.rand(number, 3, size, size, generator=torch.Generator().manual_seed(seed))


def _skies(number: int = 60) -> Tensor:
    """Lighter above, under much noise."""
    light = torch.linspace(1, 0, 32).view(1, 1, 32, 1)
    return 0.3 * light + 0.7 * _noise(number)


def _discs(number: int) -> Tensor:
    """Light discs anywhere on a dark ground: parts differ, no side is up."""
    draws = torch.rand(3, number, 1, 1, generator=torch.Generator().manual_seed(1))
    down, across = torch.meshgrid(torch.arange(48.0), torch.arange(48.0), indexing="ij")
    middle = 12 + 24 * draws[:2]
    far = (down - middle[0]).square() + (across - middle[1]).square()
    return (far < (4 + 8 * draws[2]).square()).float().unsqueeze(1)


def test_turns_of_pictures_with_a_sky_are_told() -> None:
    told = upright.turns(_skies())
    assert told is not None
    assert told.accuracy > 0.95
    assert not told.is_chance


def test_turns_of_noise_are_guessed() -> None:
    told = upright.turns(_noise(200))
    assert told is not None
    assert told.is_chance
    assert abs(told.accuracy - told.chance) < 4 * told.error


def test_turns_of_discs_anywhere_are_guessed() -> None:
    told = upright.turns(_discs(200))
    assert told is not None
    assert told.is_chance


def test_at_most_one_of_twenty_sets_of_noise_seems_to_have_an_up() -> None:
    told = [upright.turns(_noise(60, seed, size=12)) for seed in range(20)]
    assert sum(one is not None and not one.is_chance for one in told) <= 1


def test_pictures_with_a_sky_that_were_turned_anyhow_have_no_up() -> None:
    turns = torch.randint(4, (200,), generator=torch.Generator().manual_seed(2))
    turned = [sky.rot90(int(turn), (1, 2)) for sky, turn in zip(_skies(200), turns, strict=True)]
    told = upright.turns(torch.stack(turned))
    assert told is not None
    assert told.is_chance


def test_the_place_of_a_part_is_told_where_parts_differ() -> None:
    told = upright.places(_discs(200))
    assert told is not None
    assert not told.is_chance


def test_the_place_of_a_part_of_noise_is_guessed() -> None:
    told = upright.places(_noise(200))
    assert told is not None
    assert told.chance == 1 / 9
    assert told.is_chance


def test_too_few_pictures_say_nothing() -> None:
    assert upright.turns(_noise(6)) is None
    assert upright.places(_noise(6)) is None


def test_the_channels_and_a_large_number_of_pictures_do_not_matter() -> None:
    few, many = _skies(500), _skies(500).repeat_interleave(3, 0)[:, :1]
    told = upright.turns(many)
    assert told is not None
    assert told == upright.turns(few[:, :1])


def test_it_draws_from_no_generator_that_training_uses() -> None:
    torch.manual_seed(3)
    expected = torch.rand(1)
    torch.manual_seed(3)
    upright.turns(_noise(30))
    assert torch.equal(torch.rand(1), expected)
