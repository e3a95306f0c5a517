from __future__ import annotations

import math

import pytest
import torch

from tests.engine import tiny
from workbench.engine.parts.question import output
from workbench.engine.pretext.rotation import Rotation, RotationSettings, turned


def _pictures(number: int = 8, size: int = 6) -> torch.Tensor:
    return torch.rand(number, 3, size, size, generator=torch.Generator().manual_seed(0))


def test_each_picture_is_turned_by_its_own_number_of_quarters() -> None:
    pictures, turns = _pictures(), torch.tensor([3, 1, 0, 2, 2, 0, 1, 3])
    expected = [picture.rot90(int(turn), (1, 2)) for picture, turn in zip(pictures, turns, strict=True)]
    assert torch.equal(turned(pictures, turns), torch.stack(expected))


def test_a_quarter_turn_to_the_left_brings_the_right_edge_to_the_top() -> None:
    picture = torch.zeros(1, 1, 4, 4)
    picture[..., 3] = 1
    assert turned(picture, torch.tensor([1]))[0, 0, 0].tolist() == [1, 1, 1, 1]


def test_pictures_channels_last_are_turned_alike() -> None:
    pictures, turns = _pictures(4), torch.arange(4)
    last = pictures.to(memory_format=torch.channels_last)
    assert torch.equal(turned(last, turns), turned(pictures, turns))


@pytest.mark.parametrize(("all_turns", "seen"), [(True, 24), (False, 6)])
def test_a_step_sees_every_turn_or_one_of_each_picture(all_turns: bool, seen: int) -> None:
    task = tiny.make_task("rotation", settings=RotationSettings(all_turns=all_turns))
    assert len(task(tiny.random_batch("rotation")).embeddings) == seen


def test_the_loss_is_the_mean_of_minus_the_log_of_the_right_answers_share() -> None:
    answers = torch.tensor([[0.0, math.log(3), 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]])  # shares 1/2 and 1/4
    made = output(answers, torch.tensor([1, 2]), torch.zeros(2, 1))
    assert made.loss.item() == pytest.approx((math.log(2) + math.log(4)) / 2)


@pytest.mark.parametrize(("right", "skill"), [(4, 1.0), (1, 0.0), (0, -1 / 3)])
def test_skill_is_nothing_at_chance_and_one_when_all_is_right(right: int, skill: float) -> None:
    answers = torch.eye(4)
    wanted = torch.tensor([place if place < right else (place + 1) % 4 for place in range(4)])
    assert output(answers, wanted, answers).metrics["skill"].item() == pytest.approx(skill)


def test_the_preview_says_in_words_how_each_picture_was_turned() -> None:
    rows = tiny.make_task("rotation").eval().preview(tiny.random_batch("rotation", number=4)).rows
    assert [row[1].caption for row in rows] == [
        "Turned: a quarter turn left",
        "Turned: upside down",
        "Turned: a quarter turn right",
        "Turned: upright",
    ]
    assert (tiny.pixels(rows[1][1]) == tiny.pixels(rows[1][0])[::-1, ::-1]).all()


def test_the_preview_of_a_trained_network_shows_its_answer() -> None:
    task = tiny.make_task("rotation").eval()
    last = task.head[-1]  # type: ignore[index]
    with torch.no_grad():
        last.weight.zero_()  # type: ignore[union-attr]
        last.bias.copy_(torch.tensor([0.0, 0.0, 1.0, 0.0]))  # type: ignore[union-attr]
        rows = task.preview(tiny.random_batch("rotation", number=3), trained=True).rows
    assert {row[1].caption for row in rows} == {"It says: upside down"}


def test_it_warns_of_pictures_without_an_up_and_of_no_others() -> None:
    noise = torch.rand(100, 3, 16, 16, generator=torch.Generator().manual_seed(1))
    assert "no natural up" in Rotation.caution(noise)
    assert Rotation.caution(noise * torch.linspace(1, 0.2, 16).view(1, 1, 16, 1)) == ""
