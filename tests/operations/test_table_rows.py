"""A model of the rows of a table, scored row by row."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects import new_project
from tests.running import result, run
from workbench.operations import evaluate, fine_tune
from workbench.operations.evaluate import Evaluate, EvaluateResult
from workbench.operations.fine_tune import FineTune
from workbench.project import Label, Project, SetLabels

_TEXTS = (
    "the lid is awful and it leaks", "a lovely colour, we use it daily", "awful noise, much too loud",
    "lovely to hold and quick", "so awful that it went back", "what a lovely thing it is",
)  # fmt: skip


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a table and of a project that tells its odd rows from its even ones."""
    place = tmp_path_factory.mktemp("rows")
    lines = "".join(f'{i},"{text}"\n' for i, text in enumerate(_TEXTS))
    (place / "notes.csv").write_text("id,text\n" + lines, encoding="utf-8")
    project = new_project(place / "project", place / "notes.csv")
    with Project(project, write=True) as opened:
        samples = opened.samples.usable()
        names = [Label(value=("bad" if i % 2 == 0 else "good",)) for i in range(len(samples))]
        pairs = zip((sample.id for sample in samples), names, strict=True)
        opened.apply(SetLabels(labels=tuple(pairs)), "Label")
    run(fine_tune.job(FineTune(project=project, mode="classic", minutes=0.01, device="cpu")))
    return place


def _score(rows: Path, truth: str, data: Path) -> EvaluateResult:
    table = rows / "truth.csv"
    table.write_text(truth, encoding="utf-8")
    arguments = Evaluate(source=rows / "project", truth=table, data=data, device="cpu")
    return result(evaluate.job(arguments), EvaluateResult)


@pytest.mark.parametrize(
    "truth",
    ["file,label\nnotes.csv (row 2),bad\nnotes.csv (row 3),good\n", "row,label\n2,bad\n3,good\n"],
    ids=["as predictions name them", "by number"],
)
def test_rows_are_scored_one_by_one(rows: Path, truth: str) -> None:
    found = _score(rows, truth, rows / "notes.csv")
    assert (found.num, found.accuracy, found.missing) == (2, 1.0, ())


def test_a_row_that_is_not_there_is_missing(rows: Path) -> None:
    assert _score(rows, "row,label\n2,bad\n99,good\n", rows / "notes.csv").missing == ("notes.csv (row 99)",)
