"""Using a model on new files: one row a file, whatever the file is like."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from tests.operations.conftest import LABELS
from tests.pictures import draw, draw_blank, draw_many, draw_pages, truncate
from tests.projects import copied
from tests.running import asked_at, refusal, result
from workbench.jobs import PhaseStarted, Stopped
from workbench.operations import predict, read_files
from workbench.operations.predict import Predict, PredictResult


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one file of each kind."""
    folder = tmp_path_factory.mktemp("odd")
    draw(folder / "a.png")
    draw(folder / "b.png")
    shutil.copy(folder / "a.png", folder / "copy of a.png")
    draw_blank(folder / "blank.png")
    draw(folder / "deep" / "tiny 猫.png", side=3)
    draw_pages(folder / "pages.tif", "b1", "b2", "b3")
    truncate(draw(folder / "cut.jpg", side=64))
    (folder / "text.png").write_text("no picture")
    (folder / "notes.txt").write_text("not looked at")
    return folder


@pytest.fixture(scope="module")
def rows(modelled: Path, odd: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """File -> its row in the table."""
    return table_of(modelled, odd, tmp_path_factory.mktemp("out") / "p.csv")


def predicted(source: Path, folder: Path, out: Path, *, parts: bool = False) -> PredictResult:
    """Use a model."""
    job = predict.job(Predict(source=source, folder=folder, out=out, parts=parts, device="cpu"))
    return result(job, PredictResult)


def table_of(source: Path, folder: Path, out: Path, *, parts: bool = False) -> dict[str, dict[str, str]]:
    """File -> its row in the table; no file has two."""
    predicted(source, folder, out, parts=parts)
    with out.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    found = {line["file"]: line for line in lines}
    assert len(found) == len(lines)
    return found


def test_each_file_of_the_kind_has_one_row(rows: dict[str, dict[str, str]]) -> None:
    assert sorted(rows) == [
        "a.png", "b.png", "blank.png", "copy of a.png", "cut.jpg", "deep/tiny 猫.png", "pages.tif",
        "text.png",
    ]  # fmt: skip


def test_the_columns_are_those_of_the_contract_in_class_order(rows: dict[str, dict[str, str]]) -> None:
    assert list(rows["a.png"]) == ["file", "label", "confidence", "problem", "p:red", "p:blue"]


def test_new_pictures_get_the_class_that_they_look_like(rows: dict[str, dict[str, str]]) -> None:
    assert (rows["a.png"]["label"], rows["b.png"]["label"]) == ("red", "blue")
    assert rows["pages.tif"]["label"] == "blue"


@pytest.mark.parametrize("file", ["a.png", "blank.png", "deep/tiny 猫.png", "pages.tif"])
def test_the_confidence_is_the_largest_probability_and_they_sum_to_one(
    rows: dict[str, dict[str, str]], file: str
) -> None:
    row = rows[file]
    chances = {"red": float(row["p:red"]), "blue": float(row["p:blue"])}
    assert sum(chances.values()) == pytest.approx(1, abs=1e-5)
    assert float(row["confidence"]) == max(chances.values()) == chances[row["label"]]


def test_a_copy_is_predicted_like_its_original(rows: dict[str, dict[str, str]]) -> None:
    assert {**rows["copy of a.png"], "file": ""} == {**rows["a.png"], "file": ""}


@pytest.mark.parametrize("file", ["blank.png", "deep/tiny 猫.png"])
def test_a_blank_or_tiny_file_has_a_label_and_a_problem(rows: dict[str, dict[str, str]], file: str) -> None:
    assert rows[file]["label"] in ("red", "blue")
    assert rows[file]["problem"].endswith(".")


@pytest.mark.parametrize("file", ["text.png", "cut.jpg"])
def test_an_unreadable_file_has_no_label_and_a_problem(rows: dict[str, dict[str, str]], file: str) -> None:
    row = rows[file]
    assert {row[name] for name in ("label", "confidence", "p:red", "p:blue")} == {""}
    assert row["problem"].endswith(".")


def test_a_good_file_has_no_problem(rows: dict[str, dict[str, str]]) -> None:
    assert {rows[file]["problem"] for file in ("a.png", "b.png", "pages.tif")} == {""}


def test_a_file_of_pages_gets_the_mean_of_them_and_each_page_a_row_when_asked_for(
    modelled: Path, odd: Path, rows: dict[str, dict[str, str]], tmp_path: Path
) -> None:
    parts = table_of(modelled, odd, tmp_path / "p.csv", parts=True)
    pages = [row for file, row in parts.items() if file.startswith("pages.tif (")]
    assert len(pages) == 3
    assert "pages.tif" not in parts
    mean = sum(float(page["p:blue"]) for page in pages) / 3
    assert float(rows["pages.tif"]["p:blue"]) == pytest.approx(mean, abs=1e-5)


def test_the_result_counts_rows_problems_and_classes(modelled: Path, odd: Path, tmp_path: Path) -> None:
    found = predicted(modelled, odd, tmp_path / "p.csv")
    counts = dict(found.counts)
    assert (found.rows, found.problems, list(counts)) == (8, 4, ["red", "blue"])
    assert sum(counts.values()) == 6
    assert [row.file for row in found.preview][:2] == ["a.png", "b.png"]


def test_a_model_folder_is_enough_without_its_project(
    modelled: Path, odd: Path, rows: dict[str, dict[str, str]], tmp_path: Path
) -> None:
    (model,) = (modelled / "models").iterdir()
    alone = Path(shutil.copytree(model, tmp_path / "alone"))
    assert table_of(alone, odd, tmp_path / "p.csv") == rows


def test_labels_of_the_project_are_learnt(modelled: Path, pictures: Path, tmp_path: Path) -> None:
    said = table_of(modelled, pictures, tmp_path / "p.csv")
    assert {file: said[file]["label"] for file in LABELS} == LABELS


def test_a_stopped_prediction_writes_nothing(modelled: Path, odd: Path, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("before", encoding="utf-8")
    job = predict.job(Predict(source=modelled, folder=odd, out=tmp_path / "p.csv"))
    with pytest.raises(Stopped):
        asked_at(job, lambda event: isinstance(event, PhaseStarted))
    assert (tmp_path / "p.csv").read_text(encoding="utf-8") == "before"


def test_more_files_than_are_read_at_once_keep_their_order(
    modelled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = draw_many(tmp_path / "data", 10)
    whole = table_of(modelled, data, tmp_path / "p.csv")
    monkeypatch.setattr(read_files, "CHUNK", 3)
    assert list(table_of(modelled, data, tmp_path / "q.csv").items()) == list(whole.items())


def test_a_place_that_cannot_be_written_is_said(modelled: Path, odd: Path, tmp_path: Path) -> None:
    error = refusal(predict.job(Predict(source=modelled, folder=odd, out=tmp_path / "no" / "p.csv")))
    assert error.what == f"p.csv could not be saved in {tmp_path / 'no'}."


def test_a_folder_without_anything_to_predict_is_said(modelled: Path, tmp_path: Path) -> None:
    error = refusal(predict.job(Predict(source=modelled, folder=tmp_path, out=tmp_path / "p.csv")))
    assert (error.what, error.why) == (f"There is nothing to predict in {tmp_path}.", "It holds no pictures.")


def test_without_a_model_there_is_nothing_to_predict_with(trained: Path, odd: Path, tmp_path: Path) -> None:
    error = refusal(predict.job(Predict(source=trained, folder=odd, out=tmp_path / "p.csv")))
    assert error.what == "There is no model to use."


def test_a_model_that_is_not_there_is_said(modelled: Path, odd: Path, tmp_path: Path) -> None:
    job = predict.job(Predict(source=modelled, folder=odd, out=tmp_path / "p.csv", model="0009-full"))
    assert refusal(job).why == "There is no model '0009-full'."


def test_a_damaged_model_is_said(modelled: Path, odd: Path, tmp_path: Path) -> None:
    project = copied(modelled, tmp_path)
    (model,) = (project / "models").iterdir()
    (model / "model.safetensors").write_bytes(b"damaged")
    job = predict.job(Predict(source=project, folder=odd, out=tmp_path / "p.csv"))
    assert "cannot be read" in refusal(job).what
    assert not (tmp_path / "p.csv").exists()


def test_a_folder_that_is_neither_project_nor_model_is_said(odd: Path, tmp_path: Path) -> None:
    error = refusal(predict.job(Predict(source=tmp_path, folder=odd, out=tmp_path / "p.csv")))
    assert error.what == f"{tmp_path} is not a project."
