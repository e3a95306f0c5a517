"""Texts from what is heard at each step, beside all paths written out."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from numpy.typing import NDArray

from workbench.engine.downstream.ctc_search import beam_search, best_path


def random_logs(seed: int, steps: int = 5, letters: int = 2) -> NDArray[np.float32]:
    draw = np.random.default_rng(seed).dirichlet(np.full(1 + letters, 0.6), steps)
    return np.log(draw).astype(np.float32)


def all_texts(logs: NDArray[np.float32]) -> dict[tuple[int, ...], float]:
    """The chance of every text, over every path there is."""
    found: dict[tuple[int, ...], float] = {}
    for path in itertools.product(range(logs.shape[1]), repeat=len(logs)):
        text = tuple(letter - 1 for letter, _ in itertools.groupby(path) if letter)
        chance = math.exp(sum(float(logs[step, letter]) for step, letter in enumerate(path)))
        found[text] = found.get(text, 0.0) + chance
    return found


@pytest.mark.parametrize("seed", range(6))
def test_a_wide_beam_finds_the_likeliest_text_and_its_chance(seed: int) -> None:
    logs = random_logs(seed)
    texts = all_texts(logs)
    letters, chance = beam_search(logs, beam=100)
    assert tuple(letters) == max(texts, key=lambda text: texts[text])
    assert math.exp(chance) == pytest.approx(texts[tuple(letters)], rel=1e-3)


def test_the_best_path_drops_repeats_and_blanks() -> None:
    logs = np.full((5, 3), -9.0, np.float32)
    for step, letter in enumerate((1, 1, 0, 1, 2)):
        logs[step, letter] = -0.1
    letters, chance = best_path(logs)
    assert letters == [0, 0, 1]
    assert chance == pytest.approx(-0.5)


def test_paths_of_one_text_count_together() -> None:
    logs = np.log(np.array([[0.4, 0.35, 0.25]] * 2, np.float32))
    assert best_path(logs)[0] == []
    assert beam_search(logs)[0] == [0]


def test_what_usually_follows_can_decide() -> None:
    logs = np.log(np.array([[0.02, 0.5, 0.48]], np.float32))
    usual = np.log(np.array([0.1, 0.9]))
    assert beam_search(logs, next_letter=lambda _: usual, weight=1.0)[0] == [1]
    assert beam_search(logs, next_letter=lambda _: usual, weight=0.0)[0] == [0]


def test_nothing_heard_is_no_text() -> None:
    assert best_path(np.zeros((0, 3), np.float32)) == ([], 0.0)
