"""How often a model is right, against figures worked out by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from tests.operations.conftest import LABELS
from tests.running import outcome, refusal, result, run
from workbench.jobs import Notice
from workbench.operations import evaluate, predict
from workbench.operations.evaluate import ClassResult, Evaluate, EvaluateResult

# The model says "red" of a00, a02 ... and "blue" of b01, b03 ... (test_predict holds it to that). Of three
# that are truly red it finds two, of two that are truly blue one, and of one green none.
_TRUTH = "file,label\na00.png,red\na02.png,red\nb01.png,red\nb03.png,blue\na04.png,blue\nb05.png,green\n"


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    path = tmp_path / "truth.csv"
    path.write_text(_TRUTH, encoding="utf-8")
    return path


def score(project: Path, truth: Path, pictures: Path) -> EvaluateResult:
    """Score a project's model."""
    job = evaluate.job(Evaluate(source=project, truth=truth, data=pictures, device="cpu"))
    return result(job, EvaluateResult)


def test_the_figures_are_those_worked_out_by_hand(modelled: Path, truth: Path, pictures: Path) -> None:
    found = score(modelled, truth, pictures)
    assert found.num == 6
    assert found.accuracy == pytest.approx(3 / 6)
    assert found.balanced_accuracy == pytest.approx((2 / 3 + 1 / 2 + 0) / 3)
    assert found.low < found.balanced_accuracy < found.high


def test_each_class_has_its_number_and_recall(modelled: Path, truth: Path, pictures: Path) -> None:
    assert score(modelled, truth, pictures).per_class == (
        ClassResult(name="red", num=3, recall=2 / 3),
        ClassResult(name="blue", num=2, recall=0.5),
        ClassResult(name="green", num=1, recall=0.0),
    )


def test_the_confusion_has_the_truth_by_row(modelled: Path, truth: Path, pictures: Path) -> None:
    found = score(modelled, truth, pictures)
    assert found.classes == ("red", "blue", "green")
    assert found.confusion == ((2, 1, 0), (1, 1, 0), (0, 1, 0))


def test_calibration_is_the_mean_gap_between_confidence_and_being_right(
    modelled: Path, pictures: Path, tmp_path: Path
) -> None:
    truth = tmp_path / "truth.csv"
    truth.write_text("file,label\na00.png,red\nb01.png,red\n", encoding="utf-8")
    result(
        predict.job(predict.Predict(source=modelled, folder=pictures, out=tmp_path / "p.csv")),
        predict.PredictResult,
    )
    with (tmp_path / "p.csv").open(encoding="utf-8", newline="") as stream:
        said = {row["file"]: float(row["confidence"]) for row in csv.DictReader(stream)}
    sure, wrong = said["a00.png"], said["b01.png"]
    same_bin = int(sure * 15) == int(wrong * 15)
    by_hand = abs(0.5 - (sure + wrong) / 2) if same_bin else ((1 - sure) + wrong) / 2
    assert score(modelled, truth, pictures).calibration == pytest.approx(by_hand, abs=1e-4)


def test_files_that_are_not_there_count_as_wrong_and_are_said(
    modelled: Path, pictures: Path, tmp_path: Path
) -> None:
    truth = tmp_path / "truth.csv"
    truth.write_text("file,label\na00.png,red\nnowhere.png,red\n", encoding="utf-8")
    events = run(evaluate.job(Evaluate(source=modelled, truth=truth, data=pictures)))
    found = outcome(events, EvaluateResult)
    assert (found.accuracy, found.missing) == (0.5, ("nowhere.png",))
    assert any(isinstance(event, Notice) and "1 files of the table" in event.text for event in events)


def test_files_without_a_line_in_the_table_are_left_out(
    modelled: Path, pictures: Path, tmp_path: Path
) -> None:
    truth = tmp_path / "truth.csv"
    truth.write_text("file,label\na00.png,red\nb01.png,\n", encoding="utf-8")
    assert score(modelled, truth, pictures).num == 1


def test_a_perfect_model_scores_one_and_the_interval_admits_that_it_may_be_luck(
    modelled: Path, pictures: Path, tmp_path: Path
) -> None:
    truth = tmp_path / "truth.csv"
    lines = [f"{file},{name}\n" for file, name in LABELS.items()]
    truth.write_text("file,label\n" + "".join(lines), encoding="utf-8")
    found = score(modelled, truth, pictures)
    assert (found.accuracy, found.balanced_accuracy, found.high) == (1, 1, 1)
    assert found.low < 0.95
    assert np.array(found.confusion).trace() == len(LABELS)


def test_a_table_without_labels_is_refused_in_words(modelled: Path, pictures: Path, tmp_path: Path) -> None:
    truth = tmp_path / "truth.csv"
    truth.write_text("file,label\na00.png,\n", encoding="utf-8")
    error = refusal(evaluate.job(Evaluate(source=modelled, truth=truth, data=pictures)))
    assert error.what == "truth.csv holds no labels."
