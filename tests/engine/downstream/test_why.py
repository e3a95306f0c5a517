from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from tests.engine.downstream.problems import problem, returned, text_problem
from workbench.engine.contracts import TextPreview
from workbench.engine.downstream import why
from workbench.engine.downstream.candidates import Candidate, Head
from workbench.engine.downstream.classifier import Classifier
from workbench.engine.downstream.full import Recipe
from workbench.engine.downstream.networks import Network
from workbench.engine.downstream.problem import Problem
from workbench.engine.downstream.why import Why
from workbench.jobs import CancelToken, Request, Stopped

CPU = torch.device("cpu")


def _row(text: str) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    row = np.zeros(64, np.uint8)
    row[: len(text)] = np.frombuffer(text.encode(), np.uint8)
    return row


def _model(given: Problem, way: Candidate) -> Classifier:
    return Classifier(
        members=returned(way.deliver()), class_names=("bad", "good"), layout=given.layout,
        modality=given.modality.name, classic=given.classic,
    )  # fmt: skip


def _why(text: str) -> Why:
    given = text_problem(pretrained=False)
    found = returned(
        why.why(_model(given, Head(given, ("classic",))), _row(text), device=CPU, token=CancelToken())
    )
    assert found is not None
    return found


def test_the_word_that_tells_speaks_for_the_class() -> None:
    found = _why("the evening was awful and we")
    assert found.predicted == "bad"
    assert max(found.parts, key=lambda part: part.weight).name == "awful"


def test_a_word_of_the_other_class_speaks_against() -> None:
    found = _why("awful boring dull but then clever")
    assert min(found.parts, key=lambda part: part.weight).name == "clever"
    assert min(part.weight for part in found.parts) < 0


def test_the_preview_is_the_text_with_its_words_marked() -> None:
    found = _why("the evening was awful and we")
    assert isinstance(found.preview, TextPreview)
    assert found.preview.text == "the evening was awful and we"
    assert [span.text for span in found.preview.spans if span.mark == "for" and span.weight == 1] == ["awful"]


def test_every_kind_of_model_can_be_asked() -> None:
    given = text_problem()
    network = Network(given, pretrained=True)
    network.recipe = Recipe(steps=2, batch=4)
    for way in (Head(given, ("embedding", "classic")), network):
        found = returned(why.why(_model(given, way), _row("so dull"), device=CPU, token=CancelToken()))
        assert found is not None
        assert [part.name for part in found.parts] == ["so", "dull"]


def test_pictures_have_no_such_parts_yet() -> None:
    given = problem()
    model = _model(given, Head(given, ("classic",)))
    assert returned(why.why(model, given.gather(np.array([0]))[0], device=CPU, token=CancelToken())) is None


def test_a_text_of_no_word_has_no_parts() -> None:
    assert _why("").parts == ()


def test_a_stop_ends_between_two_batches() -> None:
    given, token = text_problem(pretrained=False), CancelToken()
    model = _model(given, Head(given, ("classic",)))
    token.ask(Request.STOP)
    with pytest.raises(Stopped):
        returned(why.why(model, _row("so dull"), device=CPU, token=token))


def test_the_log_odds_of_even_chances_are_nought() -> None:
    said = np.log([[0.5, 0.25, 0.25], [0.8, 0.1, 0.1]])
    np.testing.assert_allclose(why.log_odds(said, 0), [0, np.log(4)], atol=1e-9)


def test_slight_changes_stay_faint_and_strong_ones_fill_the_range() -> None:
    assert why.scaled(np.array([0.05, -0.1])).max() == pytest.approx(0.1)
    assert why.scaled(np.array([4.0, -2.0])).tolist() == [1.0, -0.5]


def test_the_temperature_counts() -> None:
    given = text_problem(pretrained=False)
    model = _model(given, Head(given, ("classic",)))
    cool = dataclasses.replace(model, temperature=100.0)
    row, token = _row("awful"), CancelToken()
    sure, unsure = (returned(why.why(m, row, device=CPU, token=token)) for m in (model, cool))
    assert sure is not None
    assert unsure is not None
    assert sure.probability > unsure.probability
