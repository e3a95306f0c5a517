from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch

from tests.engine import tiny
from workbench.engine.contracts import Batch
from workbench.engine.pretext.jigsaw import _PREVIEW_SEED, Jigsaw, JigsawSettings, most_different, rearranged


def _numbered(size: int, tiles: int = 3) -> torch.Tensor:
    """A picture whose pixels say which tile they are of: (1, 1, S, S)."""
    place = (torch.arange(size) * tiles // size).clamp_max(tiles - 1)
    return (place[:, None] * tiles + place).float()[None, None]


def _distances(orders: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> list[int]:
    return [int((one != other).sum()) for one, other in itertools.combinations(orders, 2)]


def test_the_permutations_are_different_permutations() -> None:
    orders = most_different(9, 30)
    assert orders.shape == (30, 9)
    assert len({tuple(order) for order in orders}) == 30
    assert all(sorted(order) == list(range(9)) for order in orders)


def test_the_permutations_differ_far_more_than_random_ones() -> None:
    random = np.stack([np.random.default_rng(seed).permutation(9) for seed in range(30)])
    assert min(_distances(most_different(9, 30))) >= 7
    assert min(_distances(random)) < 7


def test_the_next_permutation_is_the_farthest_one_as_all_of_four_places_show() -> None:
    every = [np.array(order) for order in itertools.permutations(range(4))]
    orders = most_different(4, 5)
    for number in range(1, 5):
        reached = min(int((orders[number] != other).sum()) for other in orders[:number])
        best = max(min(int((order != other).sum()) for other in orders[:number]) for order in every)
        assert reached == best


def test_no_more_permutations_are_made_than_there_are() -> None:
    task = tiny.make_task("jigsaw", settings=JigsawSettings(tiles=2, permutations=200))
    assert task.permutations.shape == (24, 4)


@pytest.mark.parametrize("size", [9, 31, 32, 48, 64])
def test_every_place_gets_the_tile_that_the_order_says(size: int) -> None:
    order = torch.from_numpy(most_different(9, 12)[7:8])
    ground = torch.full((1, 1, size, size), -1.0)
    moved = rearranged(_numbered(size), order, 3, torch.zeros(1, 9, 2, dtype=torch.int64), 1, ground)
    middles = [(2 * place + 1) * size // 6 for place in range(3)]
    seen = [int(moved[0, 0, row, column]) for row in middles for column in middles]
    assert seen == order[0].tolist()


def test_tiles_moved_back_give_the_picture() -> None:
    picture = torch.rand(2, 3, 30, 30, generator=torch.Generator().manual_seed(0))
    orders = torch.from_numpy(most_different(9, 12)[[4, 9]])
    assert torch.equal(rearranged(rearranged(picture, orders, 3), orders.argsort(1), 3), picture)


def test_the_gap_keeps_edges_of_neighbouring_tiles_apart() -> None:
    picture = torch.arange(30.0).expand(1, 1, 30, 30)  # each column has its own value
    same = torch.arange(9)[None]
    offsets = torch.zeros(1, 9, 2, dtype=torch.int64)
    offsets[0, 1] = 2
    moved = rearranged(picture, same, 3, offsets, 2, torch.full_like(picture, -1))
    row = moved[0, 0, 4].tolist()
    assert row[:12] == [-1, 0, 1, 2, 3, 4, 5, 6, 7, -1, -1, 12]


def test_every_sample_has_its_own_order() -> None:
    task = tiny.make_task("jigsaw")
    assert isinstance(task, Jigsaw)
    picture = _numbered(32).expand(6, 3, 32, 32) / 9
    shuffled = task._shuffled(picture, torch.arange(6), torch.Generator().manual_seed(0))
    assert len({tuple(one.flatten().tolist()) for one in shuffled}) == 6


@pytest.mark.parametrize("right", [True, False])
def test_a_trained_network_puts_the_tiles_where_it_thinks_they_belong(
    right: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = tiny.make_task("jigsaw", channels=1, settings=JigsawSettings(permutations=2)).eval()
    kinds = torch.randint(2, (4,), generator=torch.Generator().manual_seed(_PREVIEW_SEED))
    monkeypatch.setattr(task, "_answers", lambda _: torch.eye(2)[kinds if right else 1 - kinds])
    pictures = _numbered(32).expand(4, 1, 32, 32) / 9
    batch = Batch(samples=pictures, views=(pictures,), rows=torch.arange(4))
    with torch.no_grad():
        rows = task.preview(batch, trained=True).rows
    for own, _, together in rows:
        middles = np.ix_([5, 16, 27], [5, 16, 27])
        assert (tiny.pixels(together)[middles] == tiny.pixels(own)[middles]).all() == right
        assert together.caption == f"As it puts them: {'right' if right else 'wrong'}"


def test_it_warns_of_pictures_that_look_alike_in_all_parts_and_of_no_others() -> None:
    noise = torch.rand(100, 3, 24, 24, generator=torch.Generator().manual_seed(1))
    assert "alike" in Jigsaw.caution(noise)
    vignette = torch.hann_window(24).outer(torch.hann_window(24))
    assert Jigsaw.caution(noise * vignette) == ""
