from __future__ import annotations

import pytest

from tests.engine.monitors.sights import Ends, sights
from workbench.engine.monitors.moves import moves, outlook
from workbench.engine.monitors.sight import Sight


def _moves(values: dict[str, Ends]) -> bool:
    return any(move.enough for move in moves(sights(values)))


def test_neighbours_that_stay_move_it_and_a_falling_loss_alone_does_not() -> None:
    assert not _moves({"loss": (5.0, 3.0), "agreement": 0.2})  # two networks that agree on saying nothing
    assert _moves({"loss": 5.0, "agreement": (0.2, 0.3)})
    assert _moves({"loss": (0.8, 4.0), "agreement": (0.2, 0.3)})  # against a moving teacher


def test_a_network_that_had_learnt_before_moves_by_its_loss() -> None:
    assert _moves({"loss": (5.0, 3.0), "agreement": 0.45})
    assert not _moves({"loss": (5.0, 3.0), "agreement": (0.45, 0.3)})


def test_nothing_else_is_a_move() -> None:
    assert not _moves(
        {"loss": (5.43, 5.39), "agreement": (0.2, 0.16), "rank": (18.0, 110.0), "spread": (0.1, 0.4)}
    )


@pytest.mark.parametrize(
    ("skill", "enough"),
    [
        ((0.0, 0.6), True),
        ((0.0, 0.03), True),
        ((-0.97, -0.09), True),  # restoring, from far below what it is given
        ((-0.47, -0.37), False),
        (0.01, False),
        (1.0, False),
    ],
)
def test_where_a_task_has_a_skill_it_decides_alone(skill: Ends, enough: bool) -> None:
    assert _moves({"skill": skill, "loss": (0.8, 0.6)}) == enough


def test_the_words_have_the_numbers() -> None:
    words = [move.words for move in moves(sights({"loss": (5.0, 3.0)}, 40))]
    assert words == [
        "the loss fell from 4.95 to 3.03, which alone is no sign of learning",
        "two variations of a sample share 50 % of their neighbours (20 % at the start)",
    ]


def _levelling(*, until: float, number: int = 20) -> list[Sight]:
    """Improves evenly until that share of the run, and then no more."""
    seen = sights({"loss": (5.0, 3.0)}, number)
    return [
        Sight(step=s.step, progress=s.progress, values=seen[min(i, int(until * number))].values)
        for i, s in enumerate(seen)
    ]


def test_a_run_that_levelled_off_needs_no_more_time() -> None:
    assert "add little" in outlook(_levelling(until=0.5))
    assert "still improving" in outlook(_levelling(until=1))


def test_a_run_with_too_few_looks_is_not_judged_by_its_end() -> None:
    assert outlook(sights({"loss": (5.0, 3.0)}, 2)) == ""
