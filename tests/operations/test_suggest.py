"""What to label next, what looks alike, and what is in a folder before any label."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.operations.conftest import NUM_PICTURES
from tests.pictures import draw_pages
from tests.projects import copied, ids_of, label, new_project, quick, set_role, usable
from tests.running import refusal, result, run
from workbench.engine.downstream import typicality
from workbench.operations import clusters, embed, neighbours, pretrain, suggest
from workbench.operations.clusters import Clusters, ClustersResult
from workbench.operations.neighbours import Neighbours, NeighboursResult
from workbench.operations.suggest import Suggest, SuggestResult
from workbench.project import Project


@pytest.fixture
def project(tmp_path: Path, trained: Path) -> Path:
    """Sixteen pictures and a network."""
    return copied(trained, tmp_path)


def suggested(project: Path, count: int, out: Path | None = None) -> SuggestResult:
    """What to label next."""
    return result(suggest.job(Suggest(project=project, count=count, out=out)), SuggestResult)


def rows_in(path: Path) -> list[dict[str, str]]:
    """A table that was written."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_as_many_distinct_files_are_suggested_as_were_asked_for(project: Path) -> None:
    found = suggested(project, 5)
    assert len(set(found.files)) == len(found.samples) == 5


def test_the_first_suggestions_are_of_both_kinds(project: Path) -> None:
    assert {file[0] for file in suggested(project, 4).files} == {"a", "b"}


def test_the_table_has_the_column_file_best_first(project: Path, tmp_path: Path) -> None:
    found = suggested(project, 3, tmp_path / "s.csv")
    assert rows_in(tmp_path / "s.csv") == [{"file": file} for file in found.files]


def test_labelled_samples_the_check_set_and_the_reserve_are_never_suggested(project: Path) -> None:
    label(project, {"a00.png": "red", "b01.png": "blue"})
    set_role(project, "check", "a02.png", "b03.png")
    set_role(project, "reserve", "a04.png")
    others = set(usable(project)) - {"a00.png", "b01.png", "a02.png", "b03.png", "a04.png"}
    assert set(suggested(project, NUM_PICTURES).files) == others


def test_what_a_label_says_does_not_matter_only_that_it_is_there(project: Path) -> None:
    label(project, {"a00.png": "red", "b01.png": "blue"})
    before = suggested(project, 4).files
    label(project, {"a00.png": "blue", "b01.png": "green"})
    assert suggested(project, 4).files == before


def test_the_labels_of_the_check_set_do_not_guide_the_choice(project: Path) -> None:
    set_role(project, "check", "a00.png", "b01.png")
    before = suggested(project, 4).files
    label(project, {"a00.png": "red", "b01.png": "blue"})
    assert suggested(project, 4).files == before


def test_when_all_is_labelled_nothing_is_suggested(project: Path) -> None:
    label(project, dict.fromkeys(usable(project), "red"))
    assert suggested(project, 3).files == ()


def test_of_a_file_of_many_pages_one_is_suggested(tmp_path: Path) -> None:
    for name in "abcd":
        draw_pages(tmp_path / "data" / f"{name}.tif", *(f"{name}{page}" for page in range(3)))
    project = new_project(tmp_path / "project", tmp_path / "data")
    run(pretrain.job(quick(project, 1)))
    found = suggested(project, 4)
    assert sorted(found.files) == ["a.tif", "b.tif", "c.tif", "d.tif"]
    assert len(found.samples) == 4


def test_fewer_than_one_cannot_be_suggested(project: Path) -> None:
    assert refusal(suggest.job(Suggest(project=project, count=0))).what == "Nothing can be suggested."


def test_without_a_network_nothing_can_be_suggested(imported: Path) -> None:
    assert refusal(suggest.job(Suggest(project=imported))).todo == "Pretrain first, in step 2."


@pytest.mark.parametrize("what", ["suggest", "clusters"])
def test_a_table_that_cannot_be_written_is_said(project: Path, tmp_path: Path, what: str) -> None:
    out = tmp_path / "nowhere" / "s.csv"
    job = (
        suggest.job(Suggest(project=project, count=2, out=out))
        if what == "suggest"
        else clusters.job(Clusters(project=project, out=out))
    )
    assert refusal(job).what == f"s.csv could not be saved in {out.parent}."


def test_neighbours_come_most_alike_first_and_the_sample_is_not_among_them(project: Path) -> None:
    with Project(project) as opened:
        ids = ids_of(opened)
    job = neighbours.job(Neighbours(project=project, sample=ids["a00.png"], count=4, labelled_only=False))
    found = result(job, NeighboursResult)
    alike = [item.similarity for item in found.items]
    assert alike == sorted(alike, reverse=True)
    assert len(found.items) == 4
    assert "a00.png" not in {item.file for item in found.items}


def test_similarity_is_the_cosine_of_the_embeddings(project: Path) -> None:
    with Project(project) as opened:
        ids = ids_of(opened)
    job = neighbours.job(Neighbours(project=project, sample=ids["a00.png"], count=1, labelled_only=False))
    (item,) = result(job, NeighboursResult).items
    with Project(project) as opened:
        made = embed.stored(opened, "0001-simclr")
    assert made is not None
    rows = {int(i): row for i, row in zip(made.ids, made.rows, strict=True)}
    one, other = rows[ids["a00.png"]], rows[item.sample]
    assert item.similarity == pytest.approx(
        one @ other / np.linalg.norm(one) / np.linalg.norm(other), abs=1e-5
    )


def test_only_labelled_neighbours_are_shown_and_none_of_the_check_set(project: Path) -> None:
    label(project, {"a02.png": "red", "b03.png": "blue", "b05.png": "blue"})
    set_role(project, "check", "b05.png")
    with Project(project) as opened:
        sample = ids_of(opened)["a00.png"]
    items = result(neighbours.job(Neighbours(project=project, sample=sample)), NeighboursResult).items
    assert {(item.file, item.label) for item in items} == {("a02.png", "red"), ("b03.png", "blue")}


def test_a_sample_that_is_not_there_has_no_neighbours(project: Path) -> None:
    assert result(neighbours.job(Neighbours(project=project, sample=999)), NeighboursResult).items == ()


def test_every_sample_is_in_one_cluster_the_most_typical_first(project: Path, tmp_path: Path) -> None:
    job = clusters.job(Clusters(project=project, out=tmp_path / "c.csv", count=3))
    found = result(job, ClustersResult)
    rows = rows_in(tmp_path / "c.csv")
    assert (found.samples, found.clusters) == (NUM_PICTURES, 3)
    assert sorted(row["file"] for row in rows) == sorted(usable(project))
    order = [(int(row["cluster"]), -float(row["typicality"])) for row in rows]
    assert order == sorted(order)


def test_more_clusters_than_samples_are_as_many_as_there_are_samples(project: Path, tmp_path: Path) -> None:
    job = clusters.job(Clusters(project=project, out=tmp_path / "c.csv", count=99))
    assert result(job, ClustersResult).clusters == NUM_PICTURES


def test_of_texts_what_goes_together_guides_the_choice_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "texts").mkdir()
    for number in range(12):
        text = (
            f"the moth number {number} flies at night" if number % 2 else f"rain of {number} mm on the roof"
        )
        (tmp_path / "texts" / f"{number:02}.txt").write_text(text, encoding="utf-8")
    project = new_project(tmp_path / "project", tmp_path / "texts")
    learn = pretrain.Pretrain(project=project, task="missing_words", steps=1, batch=4, device="cpu")
    run(pretrain.job(learn))
    widths: list[int] = []
    choose = typicality.suggest

    def noting(rows: NDArray[np.float32], taken: NDArray[np.int64], count: int) -> NDArray[np.int64]:
        widths.append(rows.shape[1])
        return choose(rows, taken, count)

    monkeypatch.setattr(typicality, "suggest", noting)
    assert len(suggested(project, 4).samples) == 4
    assert widths[0] > 128  # the width of the embedding
