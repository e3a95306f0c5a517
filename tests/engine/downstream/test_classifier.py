from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from tests.engine.downstream.problems import pictures, problem, returned
from workbench.engine.contracts import Layout
from workbench.engine.downstream.candidates import Head
from workbench.engine.downstream.classifier import Classifier
from workbench.engine.downstream.features import Source
from workbench.jobs import UserError


def _classifier(*sources: Source) -> Classifier:
    given = problem()
    members = returned(Head(given, sources).deliver())
    return Classifier(
        members=members, class_names=("rows", "columns"), layout=given.layout, modality="image",
        classic=given.classic,        temperature=1.7, threshold=0.8,
    )  # fmt: skip


@pytest.mark.parametrize("sources", [("classic",), ("embedding",), ("embedding", "classic")])
def test_a_saved_model_says_the_same_bit_for_bit(sources: tuple[Source, ...], tmp_path: Path) -> None:
    model = _classifier(*sources)
    rows, _ = pictures(20, seed=1)
    model.save(tmp_path / "model")
    read = Classifier.load(tmp_path / "model")
    np.testing.assert_array_equal(read.predict(rows), model.predict(rows))
    assert (read.class_names, read.temperature, read.threshold) == (model.class_names, 1.7, 0.8)
    assert read.layout == Layout(shape=(16, 16, 1))


def test_probabilities_sum_to_one_and_name_the_right_class() -> None:
    rows, classes = pictures(40, seed=1)
    found = _classifier("classic").predict(rows)
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-5)
    assert (found.argmax(axis=1) == classes).mean() > 0.9


def test_no_rows_give_no_predictions() -> None:
    assert _classifier("classic").predict(np.zeros((0, 16, 16, 1), np.uint8)).shape == (0, 2)


def test_a_damaged_model_is_refused_in_words(tmp_path: Path) -> None:
    model = _classifier("classic")
    model.save(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"nothing")
    with pytest.raises(UserError, match="cannot be read"):
        Classifier.load(tmp_path)


def test_a_model_of_a_newer_program_is_refused_in_words(tmp_path: Path) -> None:
    _classifier("classic").save(tmp_path)
    text = (tmp_path / "model.json").read_text()
    (tmp_path / "model.json").write_text(text.replace('"format": 1', '"format": 99'))
    with pytest.raises(UserError, match="newer version"):
        Classifier.load(tmp_path)


def test_the_pretrained_encoder_is_not_changed_by_a_probe() -> None:
    given = problem()
    assert given.encoder is not None
    before = {name: value.clone() for name, value in given.encoder.state_dict().items()}
    returned(Head(given, ("embedding",)).deliver())
    after = given.encoder.state_dict()
    assert all(torch.equal(before[name], after[name]) for name in before)
