"""Teaching networks to write down what they hear."""

from __future__ import annotations

import copy
from collections.abc import Iterator

import numpy as np
import pytest
import torch

from tests.engine.downstream.hearing import LAYOUT, clips, hearing_encoder
from workbench.engine.downstream.alphabet import Alphabet
from workbench.engine.downstream.hearing import HearingNetwork, covered
from workbench.engine.downstream.hearing_training import Learnt, Recipe, ends, teach, whole_views
from workbench.engine.downstream.spelling import SpellingNetwork
from workbench.engine.downstream.translating import TranslatingNetwork
from workbench.engine.modalities import modalities
from workbench.jobs import CancelToken, Event

CPU = torch.device("cpu")


def taught(network: HearingNetwork, recipe: Recipe, *, is_pretrained: bool = False) -> Learnt:
    came_to: list[Learnt] = []

    def run() -> Iterator[Event]:
        came_to.append((yield from course))

    course = teach(
        network, clips(), range(12), range(12, 16), seconds=1e6, seed=0, device=CPU, token=CancelToken(),
        phase="Learning", is_pretrained=is_pretrained, recipe=recipe,
    )  # fmt: skip
    list(run())
    return came_to[0]


def networks() -> list[HearingNetwork]:
    alphabet = Alphabet(tuple("abcd"))
    return [SpellingNetwork(hearing_encoder(), alphabet), TranslatingNetwork(hearing_encoder(), alphabet)]


@pytest.mark.parametrize("number", [0, 1])
def test_held_out_texts_become_likelier(number: int) -> None:
    network = networks()[number]
    own = clips()
    samples = own.samples(range(12, 16), CPU)
    before = float(network.eval().loss(network.encode(samples), own.texts[12:]).detach())
    learnt = taught(network, Recipe(epochs=15))
    after = float(network.loss(network.encode(samples), own.texts[12:]).detach())
    assert after == pytest.approx(learnt.loss, rel=1e-3)
    assert after < before


def test_while_the_head_learns_a_pretrained_encoder_waits() -> None:
    network = networks()[0]
    before = copy.deepcopy(network.encoder.state_dict())
    recipe = Recipe(epochs=1, encoder_rate=0.0, head_share=1.0)
    taught(network, recipe, is_pretrained=True)
    learnt = {name for name, _ in network.encoder.named_parameters()}
    assert all(torch.equal(before[name], network.encoder.state_dict()[name]) for name in learnt)


def test_variations_keep_all_of_a_sound() -> None:
    assert whole_views(modalities.get("audio"), LAYOUT).crop_low == 1.0


def test_zeros_behind_are_no_sound() -> None:
    rows = np.array([[0, 3, 0, 0], [1, 0, 0, 2], [0, 0, 0, 0]], np.int16)
    assert ends(rows).tolist() == [2, 4, 0]


def test_a_little_of_each_spectrogram_is_covered() -> None:
    mel, inside = torch.ones(8, 64, 100), torch.arange(100)[None] < torch.tensor([[80]] * 8)
    share = (covered(mel, inside, torch.Generator().manual_seed(0)) == 0).float().mean((1, 2))
    assert 0 < float(share.max()) <= 1 / 8 + 1 / 10
