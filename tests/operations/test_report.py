"""The report says what was done, with the figures, and shows every name as it is."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from tests.operations.conftest import LABELS, NUM_PICTURES
from tests.pictures import draw, draw_many
from tests.projects import copied, label, new_project
from tests.running import refusal, result
from workbench.operations import report
from workbench.operations.report import Report, ReportResult
from workbench.project import Project


def page(project: Path, out: Path) -> str:
    """The report's HTML."""
    assert result(report.job(Report(project=project, out=out)), ReportResult).out == out
    return out.read_text(encoding="utf-8")


def words(html: str) -> str:
    """What a person reads."""
    without_style = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", without_style)).split())


def test_the_counts_the_run_and_the_labels_are_in_it(modelled: Path, tmp_path: Path) -> None:
    said = words(page(modelled, tmp_path / "r.html"))
    assert f"{NUM_PICTURES} pictures can be learnt from, in {NUM_PICTURES} files" in said
    assert "0001-simclr simclr small_residual 3 finished" in said
    assert f"{len(LABELS)} labels" in said
    assert "red 6 blue 6" in said


def test_the_models_score_is_in_it_with_its_interval_and_chance(modelled: Path, tmp_path: Path) -> None:
    said = words(page(modelled, tmp_path / "r.html"))
    with Project(modelled) as project:
        (model,) = project.models.all()
    assert f"{model.scores['balanced_accuracy']:.2f} balanced accuracy" in said
    assert f"between {model.scores['low']:.2f} and {model.scores['high']:.2f}" in said
    assert str(model.scores["sentence"]) in said
    assert "guessing gives 0.50" in said


def test_a_project_without_anything_learnt_says_so(imported: Path, tmp_path: Path) -> None:
    said = words(page(imported, tmp_path / "r.html"))
    for sentence in ("Nothing was pretrained.", "Nothing was labelled.", "No model was made."):
        assert sentence in said


def test_refused_files_are_named_with_their_reason(tmp_path: Path) -> None:
    draw(tmp_path / "data" / "a.png")
    (tmp_path / "data" / "text.png").write_text("no picture")
    project = new_project(tmp_path / "project", tmp_path / "data")
    with Project(project) as opened:
        (refused,) = opened.samples.refused()
    assert f"text.png {refused.reason}" in words(page(project, tmp_path / "r.html"))


def test_names_that_look_like_html_are_shown_as_they_are(tmp_path: Path) -> None:
    data = draw_many(tmp_path / "data", 2)
    (data / "<i>.png").write_text("no picture")
    project = new_project(tmp_path / "<b>bold</b>".replace("/", "∕"), data)
    label(project, {"a00.png": "<script>alert(1)</script>"})
    html = page(project, tmp_path / "r.html")
    assert "<script" not in html
    assert "<b>bold" not in html
    assert "<i>" not in html
    assert "<script>alert(1)</script> 1" in words(html)


def test_the_page_needs_nothing_from_elsewhere(modelled: Path, tmp_path: Path) -> None:
    html = page(modelled, tmp_path / "r.html")
    assert not re.search(r"(src|href)\s*=|@import|url\(", html)


def test_a_report_that_cannot_be_written_is_said(modelled: Path, tmp_path: Path) -> None:
    error = refusal(report.job(Report(project=modelled, out=tmp_path / "no" / "r.html")))
    assert error.what == f"r.html could not be saved in {tmp_path / 'no'}."


@pytest.mark.parametrize("name", ["Vögel", "鳥"])
def test_names_of_any_language_are_kept(tmp_path: Path, modelled: Path, name: str) -> None:
    project = copied(modelled, tmp_path)
    label(project, {"a00.png": name})
    assert name in page(project, tmp_path / "r.html")
