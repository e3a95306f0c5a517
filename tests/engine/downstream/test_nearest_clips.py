"""The text of the known sound that is most alike."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from tests.engine.downstream.hearing import hearing_encoder, spoken_rows
from workbench.engine.downstream.nearest_clips import Floats, Likeness, NearestClips, features
from workbench.engine.modalities import modalities
from workbench.jobs import CancelToken, Request, Stopped

_TEXTS = ["abcd", "dad", "cbc", "aab", "dddbd"]
_EVERY: tuple[Likeness, ...] = ("spectra", "warped", "embedding", "tokens")


def of(likeness: Likeness, texts: list[str], seed: int, token: CancelToken | None = None) -> list[Floats]:
    rows = spoken_rows(texts, seed)
    device, audio = torch.device("cpu"), modalities.get("audio")
    return features(likeness, rows, audio, hearing_encoder(), device, token or CancelToken())


@pytest.mark.parametrize("likeness", _EVERY)
def test_the_very_same_is_the_nearest(likeness: Likeness) -> None:
    known = NearestClips.of(likeness, of(likeness, _TEXTS, 0), _TEXTS, CancelToken())
    assert [known.say(one, CancelToken()).text for one in of(likeness, _TEXTS, 0)] == _TEXTS


@pytest.mark.parametrize("likeness", ["spectra", "warped", "tokens"])
def test_the_same_said_again_is_the_nearest(likeness: Likeness) -> None:
    known = NearestClips.of(likeness, of(likeness, _TEXTS, 0), _TEXTS, CancelToken())
    assert [known.say(one, CancelToken()).text for one in of(likeness, _TEXTS, 1)] == _TEXTS


@pytest.mark.parametrize("likeness", _EVERY)
def test_what_is_saved_says_the_same(likeness: Likeness) -> None:
    known = NearestClips.of(likeness, of(likeness, _TEXTS, 0), _TEXTS, CancelToken())
    again = NearestClips.load(likeness, known.tensors(), _TEXTS)
    (asked,) = of(likeness, ["cbd"], 1)
    assert again.say(asked, CancelToken()).text == known.say(asked, CancelToken()).text
    assert again.say(asked, CancelToken()).confidence == pytest.approx(
        known.say(asked, CancelToken()).confidence, abs=0.02
    )


def test_it_is_surer_of_the_very_same_than_of_another() -> None:
    known = NearestClips.of("warped", of("warped", _TEXTS, 0), _TEXTS, CancelToken())
    same, other = of("warped", _TEXTS[:1], 0)[0], of("warped", ["caca"], 1)[0]
    assert known.say(same, CancelToken()).confidence > 0.9 > known.say(other, CancelToken()).confidence


def test_a_stop_is_heard_while_sounds_are_compared() -> None:
    token = CancelToken()
    token.ask(Request.STOP)
    with pytest.raises(Stopped):
        of("warped", _TEXTS, 0, token)


def test_one_known_sound_is_enough() -> None:
    known = NearestClips.of("spectra", of("spectra", ["ab"], 0), ["ab"], CancelToken())
    assert known.say(of("spectra", ["dcd"], 0)[0], CancelToken()).text == "ab"


def test_a_stop_is_heard_while_steps_are_warped() -> None:
    known = NearestClips.of("warped", of("warped", _TEXTS, 0), _TEXTS, CancelToken())
    token = CancelToken()
    token.ask(Request.STOP)
    with pytest.raises(Stopped):
        known.say(known.features[0], token)


def test_a_long_sound_has_longer_steps() -> None:
    audio, rows = modalities.get("audio"), np.tile(spoken_rows(["abcd"])[:, :7000], (1, 40))
    (made,) = features("warped", rows, audio, None, torch.device("cpu"), CancelToken())
    assert made.shape == (150, 19)
