"""What the fine-tuning page says, worked out without a window."""

from __future__ import annotations

import pytest

from workbench.app.pages.fine_tune import sentences
from workbench.app.pages.fine_tune.counts import ClassCount
from workbench.app.pages.fine_tune.sentences import Row
from workbench.engine.modalities import Modality, modalities
from workbench.project import Model


def _model(how: str = "check set", *, value: float | None = 0.834, optimistic: bool = False) -> Model:
    beside = [{"kind": "scratch", "balanced_accuracy": 0.7, "low": 0.6, "high": 0.8}]
    candidates = [{"kind": "probe + pool", "balanced_accuracy": None, "low": None, "high": None}]
    scores = {
        "balanced_accuracy": value,
        "low": 0.75,
        "high": 0.9,
        "how": how,
        "optimistic": optimistic,
        "sentence": "On 52 check samples.",
        "sentence_of_choice": "Because.",
        "beside": beside,
        "candidates": candidates,
    }
    return Model(name="0001-probe", run="0001-simclr", mode="probe", labels=1_052, scores=scores)


def test_the_title_has_the_persons_own_number() -> None:
    assert sentences.title(52) == "Teach it your classes with 52 labels (fine-tuning)"
    assert sentences.title(1) == "Teach it your classes with 1 label (fine-tuning)"


def test_a_score_from_the_check_set_is_the_headline() -> None:
    report = sentences.report(_model())
    assert (report.headline, report.can_tell) == ("83 %", True)
    assert report.score.words == "83 % (75 to 90 %)"
    assert report.choice == "Because."


@pytest.mark.parametrize(("how", "value"), [("cross-validation", 0.9), ("none", None)])
def test_without_a_check_set_one_cannot_tell_yet(how: str, value: float | None) -> None:
    report = sentences.report(_model(how, value=value))
    assert (report.headline, report.can_tell) == ("Cannot tell yet", False)


def test_an_estimate_on_suggested_labels_is_marked_optimistic() -> None:
    assert sentences.report(_model("cross-validation", optimistic=True)).optimistic
    assert not sentences.report(_model()).optimistic


def test_other_ways_stand_beside_in_words() -> None:
    report = sentences.report(_model())
    assert [(row.title, row.words) for row in report.beside] == [("From scratch", "70 % (60 to 80 %)")]
    assert [(row.title, row.words) for row in report.candidates] == [
        ("Linear probe, with unlabelled samples", "cannot tell")
    ]


def test_a_model_of_an_older_version_without_scores_is_still_shown() -> None:
    report = sentences.report(Model(name="0001-probe", run="", mode="probe", labels=9))
    assert report.headline == "Cannot tell yet"
    assert report.beside == ()


def test_a_models_line_tells_way_labels_and_score() -> None:
    line = sentences.model_texts(_model())
    assert line == ("0001-probe", "Linear probe", "1,052", "83 % (75 to 90 %)", "0001-simclr")


@pytest.mark.parametrize("modality", list(modalities), ids=lambda modality: modality.name)
def test_the_simplest_numbers_of_every_kind_of_data_have_a_title(modality: Modality) -> None:
    assert sentences.kind_words(modality.plain_name)[0].isupper()


def test_a_score_without_an_interval_is_a_number_alone() -> None:
    assert Row(title="", value=0.5, low=None, high=None).words == "50 %"


def test_few_check_labels_are_told_with_what_they_are_for() -> None:
    few = sentences.labels_line([ClassCount(name="a", train=5, check=2)])
    assert few == "5 labels to learn from, 2 in the check set. With 30 check labels the score can be trusted."
    assert sentences.labels_line([ClassCount(name="a", train=5, check=30)]).endswith("check set.")
