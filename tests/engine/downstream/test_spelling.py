"""Letter by letter: the loss, the confidence, and texts that hardly fit."""

from __future__ import annotations

import itertools
import math

import pytest
import torch

from tests.engine.downstream.hearing import clips, hearing_encoder
from workbench.engine.contracts import Encoded
from workbench.engine.downstream.alphabet import Alphabet
from workbench.engine.downstream.spelling import SpellingNetwork, steps_needed
from workbench.engine.modalities import modalities

CPU = torch.device("cpu")


def network(finer: int = 1) -> SpellingNetwork:
    made = SpellingNetwork(hearing_encoder(), Alphabet(("a", "b")), finer=finer)
    made.eval()
    return made


def encoded(tokens: int = 3) -> Encoded:
    torch.manual_seed(1)
    mask = torch.ones(1, tokens, dtype=torch.bool)
    return Encoded(pooled=torch.zeros(1, 256), tokens=torch.randn(1, tokens, 256), mask=mask)


def test_the_loss_is_the_chance_of_all_paths_that_say_the_text() -> None:
    made = network()
    logs = made.logs(encoded())[0][0].detach()
    chance = sum(
        math.exp(sum(float(logs[step, letter]) for step, letter in enumerate(path)))
        for path in itertools.product(range(3), repeat=3)
        if [letter for letter, _ in itertools.groupby(path) if letter] == [1, 2]
    )
    assert float(made.loss(encoded(), ["ab"]).detach()) == pytest.approx(-math.log(chance) / 2, rel=1e-4)


def test_a_text_that_does_not_fit_costs_nothing() -> None:
    assert float(network().loss(encoded(), ["abababab"]).detach()) == 0.0


def test_finer_steps_hold_longer_texts() -> None:
    assert float(network(finer=3).loss(encoded(), ["abababab"]).detach()) > 0


def test_equal_neighbours_need_a_step_between_them() -> None:
    assert steps_needed([0, 0, 1]) == 4


def test_what_lies_behind_a_sound_changes_nothing() -> None:
    made, short = network(), encoded()
    padded = torch.nn.functional.pad(short.tokens, (0, 0, 0, 4), value=9.0)
    long = Encoded(pooled=short.pooled, tokens=padded, mask=torch.arange(7)[None] < 3)
    assert torch.allclose(made.logs(short)[0], made.logs(long)[0][:, :3], atol=1e-5)


@pytest.mark.parametrize("name", modalities.get("audio").encoders)
def test_every_encoder_of_sounds_can_be_spelt_from(name: str) -> None:
    own = clips(4)
    made = SpellingNetwork(hearing_encoder(name), Alphabet.of(own.texts))
    heard = made.encode(own.samples(range(4), CPU))
    torch.autograd.backward(made.loss(heard, own.texts))
    assert all(p.grad is not None and bool(torch.isfinite(p.grad).all()) for p in made.head)
    assert len(made.eval().say(heard, beam=3)) == 4
