"""Bringing a project up to date: labels stay with what they were said of."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.pictures import draw, draw_blank, draw_many, draw_pages
from tests.projects import label, labels_of, new_project, refresh, usable
from tests.running import asked_at, outcome, refusal, run
from workbench.engine.contracts import Layout
from workbench.engine.modalities import modalities
from workbench.engine.modalities.image import shrinking
from workbench.jobs import CancelToken, Notice, PhaseStarted
from workbench.operations import import_folder, prepare
from workbench.operations.import_folder import ImportFolder, ImportResult, layout_of
from workbench.project import Project


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Four pictures, to be changed at will."""
    return draw_many(tmp_path / "data", 4)


@pytest.fixture
def project(data: Path) -> Path:
    """A project of them with two labels."""
    made = new_project(data.parent / "project", data)
    label(made, {"a00.png": "red", "b01.png": "blue"})
    return made


def pixels_of(project: Path, file: str) -> NDArray[np.uint8]:
    """A sample as it is in the cache."""
    with Project(project) as opened:
        (sample,) = opened.samples.of_file(file)
        store = prepare.open_cache(opened, layout_of(opened))
        assert store.is_filled(np.array([sample.id])).all()
        return np.asarray(store.gather(np.array([sample.id]))[0])


def counts(found: ImportResult) -> tuple[int, int, int, int]:
    """New, changed, moved and missing files."""
    return found.new, found.changed, found.moved, found.missing


def test_an_unchanged_folder_has_no_news(project: Path) -> None:
    assert counts(refresh(project)) == (0, 0, 0, 0)


def test_a_new_file_becomes_a_sample(project: Path, data: Path) -> None:
    draw(data / "c.png")
    found = refresh(project)
    assert (counts(found), found.samples) == ((1, 0, 0, 0), 5)


def test_a_moved_file_keeps_its_label(project: Path, data: Path) -> None:
    (data / "sub").mkdir()
    (data / "a00.png").rename(data / "sub" / "new name.png")
    assert counts(refresh(project)) == (0, 0, 1, 0)
    assert labels_of(project) == {"sub/new name.png": "red", "b01.png": "blue"}


def test_two_files_that_swap_names_swap_their_labels(project: Path, data: Path) -> None:
    (data / "a00.png").rename(data / "between")
    (data / "b01.png").rename(data / "a00.png")
    (data / "between").rename(data / "b01.png")
    assert counts(refresh(project)) == (0, 0, 2, 0)
    assert labels_of(project) == {"b01.png": "red", "a00.png": "blue"}


def test_a_file_that_took_the_name_of_a_removed_one_keeps_its_own_label(project: Path, data: Path) -> None:
    (data / "b01.png").rename(data / "a00.png")
    refresh(project)
    with Project(project) as opened:
        (sample,) = opened.samples.of_file("a00.png")
        found = opened.labels.of(sample.id)
    assert found is not None
    assert found.name == "blue"
    assert counts(refresh(project)) == (0, 0, 0, 1)


def test_a_file_that_another_one_took_the_place_of_gets_its_label_back_when_it_returns(
    project: Path, data: Path
) -> None:
    (data / "a00.png").rename(data.parent / "away.png")
    (data / "b01.png").rename(data / "a00.png")
    refresh(project)
    (data.parent / "away.png").rename(data / "back.png")
    assert counts(refresh(project)) == (0, 0, 1, 0)
    assert labels_of(project) == {"back.png": "red", "a00.png": "blue"}


def test_a_changed_file_keeps_its_label_and_is_decoded_anew(project: Path, data: Path) -> None:
    before = pixels_of(project, "a00.png")
    draw(data / "a00.png", seed="b other")
    assert counts(refresh(project)) == (0, 1, 0, 0)
    assert labels_of(project)["a00.png"] == "red"
    assert (pixels_of(project, "a00.png") != before).any()


def test_a_changed_file_is_decoded_anew_for_every_size(project: Path, data: Path) -> None:
    large = Layout(shape=(48, 48, 3))
    with Project(project, write=True) as opened:
        wanted = opened.samples.usable()
        list(prepare.prepare(opened, modalities.get("image"), large, wanted, CancelToken()))
        draw(data / "a00.png", seed="b other")
        refresh(project)
        filled = prepare.open_cache(opened, large).is_filled(np.array([sample.id for sample in wanted]))
    assert list(filled) == [sample.file != "a00.png" for sample in wanted]


def test_a_missing_file_is_no_sample_and_its_label_waits_for_its_return(project: Path, data: Path) -> None:
    (data / "a00.png").rename(data.parent / "away.png")
    found = refresh(project)
    assert (counts(found), usable(project)) == ((0, 0, 0, 1), ["a02.png", "b01.png", "b03.png"])
    (data.parent / "away.png").rename(data / "a00.png")
    refresh(project)
    assert len(usable(project)) == 4
    assert labels_of(project)["a00.png"] == "red"


def test_missing_files_are_said_in_a_notice(project: Path, data: Path) -> None:
    (data / "a00.png").unlink()
    events = run(import_folder.job(ImportFolder(project=project)))
    notices = [event.text for event in events if isinstance(event, Notice)]
    assert notices == ["1 files are missing; their labels are kept for when they return."]


def test_a_removed_original_hands_its_label_to_its_copy(project: Path, data: Path) -> None:
    shutil.copy(data / "a00.png", data / "copy.png")
    refresh(project)
    (data / "a00.png").unlink()
    refresh(project)
    assert labels_of(project) == {"copy.png": "red", "b01.png": "blue"}


def test_a_changed_original_leaves_its_label_with_its_copy_and_both_are_samples(
    project: Path, data: Path
) -> None:
    shutil.copy(data / "a00.png", data / "copy.png")
    refresh(project)
    draw(data / "a00.png", seed="b other")
    assert refresh(project).samples == 5
    assert labels_of(project) == {"copy.png": "red", "b01.png": "blue"}


def test_a_copy_of_a_blank_picture_stays_a_copy(project: Path, data: Path) -> None:
    draw_blank(data / "blank.png")
    shutil.copy(data / "blank.png", data / "copy of it.png")
    for _ in range(2):
        found = refresh(project)
        assert [copy.file for copy in found.copies] == ["copy of it.png"]
        assert [refused.file for refused in found.refused] == ["blank.png"]


def test_a_file_that_became_unreadable_and_whole_again_keeps_its_label(project: Path, data: Path) -> None:
    content = (data / "a00.png").read_bytes()
    (data / "a00.png").write_bytes(b"damaged")
    found = refresh(project)
    assert [refused.file for refused in found.refused] == ["a00.png"]
    (data / "a00.png").write_bytes(content)
    assert refresh(project).samples == 4
    assert labels_of(project)["a00.png"] == "red"


def test_pages_that_are_gone_are_no_samples_any_more(tmp_path: Path) -> None:
    draw_pages(tmp_path / "data" / "p.tif", "a", "b", "c")
    project = new_project(tmp_path / "project", tmp_path / "data")
    draw_pages(tmp_path / "data" / "p.tif", "a", "b")
    assert refresh(project).samples == 2
    draw(tmp_path / "data" / "p.tif", seed="a")
    assert refresh(project).samples == 1
    draw_pages(tmp_path / "data" / "p.tif", "a", "b", "c")
    assert refresh(project).samples == 3


def test_a_folder_that_moved_is_found_where_it_is_said_to_be(project: Path, data: Path) -> None:
    data.rename(data.parent / "moved")
    error = refusal(import_folder.job(ImportFolder(project=project)))
    assert error.what == f"The folder {data} is not there."
    assert counts(refresh(project, data.parent / "moved")) == (0, 0, 0, 0)
    assert labels_of(project) == {"a00.png": "red", "b01.png": "blue"}


def test_a_folder_that_is_not_there_leaves_the_project_as_it_was(project: Path, data: Path) -> None:
    data.rename(data.parent / "moved")
    refusal(import_folder.job(ImportFolder(project=project)))
    assert len(usable(project)) == 4


def test_a_wrong_new_place_is_not_remembered(project: Path, data: Path) -> None:
    refusal(import_folder.job(ImportFolder(project=project, data=data.parent / "nowhere")))
    with Project(project) as opened:
        assert opened.description.data == data


def test_a_stopped_refresh_changes_nothing(project: Path, data: Path) -> None:
    draw(data / "new.png")
    (data / "a00.png").unlink()
    job = import_folder.job(ImportFolder(project=project))
    found = outcome(asked_at(job, lambda event: isinstance(event, PhaseStarted)), ImportResult)
    assert (found.stopped, counts(found)) == (True, (0, 0, 0, 0))
    assert len(usable(project)) == 4


def test_a_deleted_cache_is_made_again(project: Path) -> None:
    before = pixels_of(project, "a00.png")
    shutil.rmtree(project / "cache")
    refresh(project)
    assert (pixels_of(project, "a00.png") == before).all()


def test_a_too_large_picture_is_read_reduced_when_the_person_says_so(
    project: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shrinking, "MAX_PIXELS", 1000)
    draw(data / "large.png", side=64)
    (refused,) = refresh(project).refused
    assert refused.file == "large.png"
    found = refresh(project, reduced=("large.png",))
    assert (found.refused, found.samples) == ((), 5)
    assert refresh(project).samples == 5
