"""Which tubes are hidden, and how they are drawn."""

from __future__ import annotations

import pytest
import torch

from tests.engine import tiny
from workbench.engine.encoders import build
from workbench.engine.encoders.video import TubeEncoder
from workbench.engine.modalities import modalities
from workbench.engine.parts import skill, tube_filling

_GRID = (4, 8, 8)


def _drawn(ratio: float, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(seed)
    return tube_filling.random_tubes(torch.zeros(5, 1), _GRID, ratio, generator)


def _encoder() -> TubeEncoder:
    video = modalities.get("video")
    encoder = build(video.spec("tube_mini", tiny.small_layout(video)))
    assert isinstance(encoder, TubeEncoder)
    return encoder


@pytest.mark.parametrize(("ratio", "seen"), [(0.9, 6), (0.75, 16), (0.1, 58)])
def test_the_share_that_is_asked_for_is_hidden_at_each_time(ratio: float, seen: int) -> None:
    visible, hidden = _drawn(ratio)
    assert visible.shape == (5, 4 * seen)
    assert hidden.shape == (5, 4 * (64 - seen))


def test_every_tube_is_either_visible_or_hidden() -> None:
    both = torch.cat(_drawn(0.9), 1).sort(1).values
    assert torch.equal(both, torch.arange(256).expand(5, -1))


def test_the_same_places_are_hidden_at_all_times() -> None:
    _, hidden = _drawn(0.9)
    by_time = hidden.view(5, 4, -1)
    assert torch.equal(by_time % 64, by_time[:, :1].expand_as(by_time) % 64)
    assert torch.equal(by_time // 64, torch.arange(4)[None, :, None].expand_as(by_time))


def test_each_video_and_each_step_hides_other_places() -> None:
    first, second = _drawn(0.9)[1], _drawn(0.9, seed=1)[1]
    assert not torch.equal(first[0].sort().values, first[1].sort().values)
    assert not torch.equal(first.sort(1).values, second.sort(1).values)


def test_some_of_the_places_are_a_share_of_them_each_once() -> None:
    places = _drawn(0.9)[1]
    chosen = tube_filling.some(places, 0.5, torch.Generator().manual_seed(0))
    assert chosen.shape == (5, places.shape[1] // 2)
    for mine, all_of_it in zip(chosen.tolist(), places.tolist(), strict=True):
        assert len(set(mine)) == len(mine)
        assert set(mine) <= set(all_of_it)


def test_hidden_tubes_are_covered_at_their_places() -> None:
    encoder = _encoder()
    covered = tube_filling.covered(torch.tensor([[0, 9, 64, 73]]), encoder)
    assert covered.shape == (1, 1, 1, 32, 32)
    assert covered.sum() == 2 * 16
    assert covered[0, 0, 0, :4, :4].all()
    assert covered[0, 0, 0, 4:8, 4:8].all()


@torch.no_grad()
def test_the_decoder_answers_each_tube_alike_in_whatever_order_they_are_asked() -> None:
    encoder = _encoder()
    decoder = tube_filling.TubeDecoder(encoder, 48, 2).eval()
    visible, wanted = torch.arange(6)[None], torch.arange(6, 20)[None]
    tokens, order = torch.randn(1, 6, encoder.width), torch.randperm(14)
    straight = decoder(tokens, visible, wanted, (3, 8, 8))
    shuffled = decoder(tokens, visible, wanted[:, order], (3, 8, 8))
    assert straight.shape == (1, 14, 2 * 4 * 4 * 3)
    torch.testing.assert_close(shuffled, straight[:, order])


@torch.no_grad()
def test_the_decoder_is_told_which_tube_it_draws() -> None:
    encoder = _encoder()
    decoder = tube_filling.TubeDecoder(encoder, 48, 2).eval()
    drawn = decoder(
        torch.randn(1, 2, encoder.width), torch.tensor([[0, 1]]), torch.tensor([[2, 66]]), (3, 8, 8)
    )
    assert not torch.allclose(drawn[:, 0], drawn[:, 1], atol=1e-3)


def test_where_all_are_drawn_the_mean_error_is_that_of_pictures() -> None:
    values = torch.rand(5, 7, 3)
    places = torch.arange(7).expand(5, -1)
    expected = skill.mean_errors(values).mean()
    torch.testing.assert_close(tube_filling.mean_error(values, places), expected)


def test_a_place_that_one_sample_has_is_answered_with_nought() -> None:
    values, places = torch.tensor([[[3.0]], [[1.0]]]), torch.tensor([[0], [4]])
    assert tube_filling.mean_error(values, places) == 5
