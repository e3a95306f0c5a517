"""A model that writes down what it hears, saved and loaded."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.engine.downstream.hearing import LAYOUT, hearing_encoder, spoken_rows
from workbench.engine.downstream.alphabet import Alphabet
from workbench.engine.downstream.nearest_clips import NearestClips, features
from workbench.engine.downstream.scribe import Scribe
from workbench.engine.downstream.spelling import SpellingNetwork
from workbench.engine.downstream.translating import TranslatingNetwork
from workbench.engine.modalities import modalities
from workbench.jobs import CancelToken, Request, Stopped, UserError

CPU = torch.device("cpu")
_TEXTS = ["abcd", "dad", "cbc"]
_WAYS = ("letters", "decoder", "nearest")


def scribe(way: str) -> Scribe:
    """One that has learnt nothing; the nearest by an encoder's tokens."""
    torch.manual_seed(2)
    encoder, alphabet = hearing_encoder(), Alphabet(tuple("abcd"))
    if way == "nearest":
        audio = modalities.get("audio")
        known = features("tokens", spoken_rows(_TEXTS), audio, encoder, CPU, CancelToken())
        nearest = NearestClips.of("tokens", known, _TEXTS, CancelToken())
        return Scribe(layout=LAYOUT, modality="audio", nearest=nearest, encoder=encoder)
    network = (
        SpellingNetwork(encoder, alphabet, finer=2)
        if way == "letters"
        else TranslatingNetwork(encoder, alphabet, longest=9, pace=0.5)
    )
    return Scribe(layout=LAYOUT, modality="audio", network=network, reading={"seconds": 5.0})


@pytest.mark.parametrize("way", _WAYS)
def test_what_is_loaded_writes_what_was_saved(way: str, tmp_path: Path) -> None:
    made, rows = scribe(way), spoken_rows(_TEXTS, 1)
    made.save(tmp_path)
    again = Scribe.load(tmp_path)
    assert (again.way, again.layout, dict(again.reading)) == (way, LAYOUT, dict(made.reading))
    before, after = (one.write_down(rows, CancelToken(), CPU) for one in (made, again))
    assert [said.text for said in before] == [said.text for said in after]


@pytest.mark.parametrize("way", _WAYS)
def test_silence_is_no_text_and_order_is_kept(way: str) -> None:
    rows = spoken_rows(["abcd", "dad", "cbc"], 1)
    rows[1] = 0
    made = scribe(way)
    said = made.write_down(rows, CancelToken(), CPU)
    assert (said[1].text, said[1].confidence) == ("", 0.0)
    assert said[::-1] == made.write_down(np.ascontiguousarray(rows[::-1]), CancelToken(), CPU)


@pytest.mark.parametrize("way", _WAYS)
def test_a_stop_is_heard(way: str) -> None:
    token = CancelToken()
    token.ask(Request.STOP)
    with pytest.raises(Stopped):
        scribe(way).write_down(spoken_rows(_TEXTS), token, CPU)


@pytest.mark.parametrize("damage", ["no weights", "no text", "another kind", "newer"])
def test_a_damaged_model_is_refused_in_a_sentence(damage: str, tmp_path: Path) -> None:
    scribe("nearest").save(tmp_path)
    description = tmp_path / "model.json"
    data = json.loads(description.read_text(encoding="utf-8"))
    if damage == "no weights":
        (tmp_path / "model.safetensors").write_bytes(b"")
    data["nearest"]["texts"] = [] if damage == "no text" else _TEXTS
    data["kind"] = "class" if damage == "another kind" else data["kind"]
    data["format"] = 99 if damage == "newer" else data["format"]
    description.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(UserError):
        Scribe.load(tmp_path)
