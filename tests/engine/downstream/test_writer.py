from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from tests.engine import tiny
from workbench.engine.downstream.retrieval import Pair
from workbench.engine.downstream.writer import Writer, kind_of
from workbench.engine.encoders.text import TextEncoder
from workbench.engine.modalities import modalities
from workbench.jobs import UserError

PAIRS = (Pair(prompt='the "moth",\nsays', answer="light"), Pair(prompt="rain", answer="walks"))


@pytest.fixture
def writer() -> Writer:
    torch.manual_seed(0)
    modality = modalities.get("text")
    encoder = tiny.small_encoder(modality, "gpt_mini")
    assert isinstance(encoder, TextEncoder)
    layout = tiny.small_layout(modality)
    return Writer(encoder=encoder.eval(), pairs=PAIRS, layout=layout, modality="text", words=7)


def test_a_saved_model_answers_the_same(writer: Writer, tmp_path: Path) -> None:
    writer.save(tmp_path / "model")
    read = Writer.load(tmp_path / "model")
    assert read.whole_answer("the moth") == writer.whole_answer("the moth")
    assert (read.pairs, read.words, read.layout) == (PAIRS, 7, writer.layout)


def test_its_folder_says_that_its_output_is_text(writer: Writer, tmp_path: Path) -> None:
    writer.save(tmp_path)
    assert kind_of(tmp_path) == "text"


def test_an_answer_has_no_space_before_it_and_is_not_too_long(writer: Writer) -> None:
    found = writer.whole_answer("the moth")
    assert found.text == found.text.strip()
    assert 0 < len(found.text.split()) <= 7
    assert 0 < found.probability <= 1


def test_the_seed_decides_a_bold_answer(writer: Writer) -> None:
    first, again, other = (
        [g.text for g in writer.answer("rain", temperature=1.5, seed=seed)][-1] for seed in (1, 1, 2)
    )
    assert first == again != other


def test_a_damaged_folder_is_refused_in_words(writer: Writer, tmp_path: Path) -> None:
    writer.save(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"nothing")
    with pytest.raises(UserError, match="cannot be read"):
        Writer.load(tmp_path)


def test_a_model_of_classes_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "model.json").write_text(json.dumps({"format": 1, "classes": ["a"]}))
    with pytest.raises(UserError, match="does not answer"):
        Writer.load(tmp_path)
