"""Importing a folder: all readable samples, reasons for the rest, and not a byte of it changed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from tests.pictures import draw, draw_blank, draw_many, draw_pages, truncate
from tests.projects import new_project, refresh, usable
from tests.running import asked_at, outcome, refusal, result
from workbench.jobs import Advanced, Event, PhaseStarted
from workbench.operations import import_folder, prepare
from workbench.operations.import_folder import ImportResult, NewProject, layout_of
from workbench.project import Project


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Six pictures, to be changed at will."""
    return draw_many(tmp_path / "data", 6)


def imported(data: Path) -> ImportResult:
    """Import a folder into a project beside it."""
    job = import_folder.new_job(NewProject(folder=data.parent / "project", data=data))
    return result(job, ImportResult)


def refused(found: ImportResult) -> dict[str, str]:
    """File -> reason."""
    return {entry.file: entry.reason for entry in found.refused}


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Time and content of all there is."""
    return {
        str(path): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in (folder, *folder.rglob("*"))
    }


def test_every_readable_picture_becomes_a_sample(data: Path) -> None:
    found = imported(data)
    assert (found.files, found.samples, found.new, found.stopped) == (6, 6, 6, False)
    assert usable(found.project) == ["a00.png", "a02.png", "a04.png", "b01.png", "b03.png", "b05.png"]


def test_samples_are_decoded_once_into_the_cache_with_a_thumbnail(data: Path) -> None:
    with Project(imported(data).project) as project:
        ids = np.array(project.samples.usable_ids())
        assert prepare.open_cache(project, layout_of(project)).is_filled(ids).all()
        assert prepare.thumbnails_path(project).exists()


def test_the_data_folder_is_the_same_afterwards_byte_for_byte(data: Path) -> None:
    (data / "text.png").write_text("no picture")
    truncate(draw(data / "cut.jpg", side=64))
    before = snapshot(data)
    imported(data)
    refresh(data.parent / "project")
    assert snapshot(data) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_data_folder_is_enough(data: Path) -> None:
    data.chmod(0o500)
    assert imported(data).samples == 6


def test_each_bad_file_is_refused_with_its_own_reason_and_the_rest_is_taken(data: Path) -> None:
    draw_blank(data / "blank.png")
    truncate(draw(data / "cut.jpg", side=64), keep=0.7)
    (data / "text.png").write_text("This is text.")
    (data / "text.jpg").write_text("This is text.")
    draw(data / "small.png", side=4)
    found = imported(data)
    assert found.samples == 6
    assert sorted(refused(found)) == ["blank.png", "cut.jpg", "small.png", "text.jpg", "text.png"]
    assert refused(found)["blank.png"] == "The picture is of one colour all over."
    assert all(reason.endswith(".") and len(reason) > 15 for reason in refused(found).values())


def test_a_folder_of_the_same_picture_only_is_one_sample(tmp_path: Path) -> None:
    draw(tmp_path / "data" / "a.png")
    for name in "bcd":
        shutil.copy(tmp_path / "data" / "a.png", tmp_path / "data" / f"{name}.png")
    found = imported(tmp_path / "data")
    assert found.samples == 1
    assert [copy.of for copy in found.copies] == ["a.png"] * 3


def test_one_picture_is_a_project(tmp_path: Path) -> None:
    draw(tmp_path / "data" / "a.png")
    assert imported(tmp_path / "data").samples == 1


def test_an_empty_folder_makes_no_project(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    error = refusal(import_folder.new_job(NewProject(folder=tmp_path / "project", data=tmp_path / "data")))
    assert error.what == f"There is nothing to learn from in {tmp_path / 'data'}."
    assert not (tmp_path / "project").exists()


def test_a_folder_of_unreadable_files_only_is_a_project_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.png").write_text("text")
    found = imported(tmp_path / "data")
    assert (found.samples, list(refused(found))) == (0, ["a.png"])


def test_a_second_project_in_the_same_folder_is_refused_and_the_first_is_untouched(data: Path) -> None:
    project = imported(data).project
    before = snapshot(project)
    error = refusal(import_folder.new_job(NewProject(folder=project, data=data)))
    assert error.what == f"There is already a project in {project}."
    assert snapshot(project) == before


def test_names_of_any_language_and_links_in_a_circle_are_no_trouble(tmp_path: Path) -> None:
    for name in ("Übung 1.PNG", "b/猫 'x'.png"):
        draw(tmp_path / "data" / name)
    (tmp_path / "data" / "b" / "up").symlink_to(tmp_path / "data", target_is_directory=True)
    project = imported(tmp_path / "data").project
    assert usable(project) == ["b/猫 'x'.png", "Übung 1.PNG"]


def test_each_page_of_a_tiff_is_a_sample(tmp_path: Path) -> None:
    draw_pages(tmp_path / "data" / "pages.tif", "a", "b", "c")
    with Project(imported(tmp_path / "data").project) as project:
        titles = [sample.title for sample in project.samples.usable()]
    assert len(set(titles)) == 3


@pytest.mark.parametrize("moment", ["at once", "in the middle"])
def test_a_stopped_import_keeps_what_was_read_and_a_refresh_takes_the_rest(
    tmp_path: Path, moment: str
) -> None:
    data = draw_many(tmp_path / "data", 200)
    job = import_folder.new_job(NewProject(folder=tmp_path / "project", data=data))
    middle = (Advanced,) if moment == "in the middle" else (PhaseStarted,)
    stopped = outcome(asked_at(job, lambda event: isinstance(event, middle)), ImportResult)
    assert stopped.stopped
    assert refresh(stopped.project).samples == 200
    with Project(stopped.project) as project:
        assert layout_of(project).shape == (32, 32, 3)


def test_a_stop_while_decoding_keeps_every_file_that_was_found(tmp_path: Path) -> None:
    data = draw_many(tmp_path / "data", 8)

    def decoding(event: Event) -> bool:
        return isinstance(event, PhaseStarted) and event.phase == "Reading pictures"

    job = import_folder.new_job(NewProject(folder=tmp_path / "project", data=data))
    stopped = outcome(asked_at(job, decoding), ImportResult)
    assert (stopped.stopped, stopped.samples) == (True, 8)


def test_a_reserve_is_set_aside_from_everything(data: Path) -> None:
    project = new_project(data.parent / "project", data, reserve_percent=50)
    with Project(project) as opened:
        assert len(opened.samples.usable(("reserve",))) == 3
        assert len(opened.samples.usable()) == 3


def test_a_reserve_is_of_whole_files(tmp_path: Path) -> None:
    for name in "abcd":
        draw_pages(tmp_path / "data" / f"{name}.tif", *(f"{name}{page}" for page in range(4)))
    with Project(new_project(tmp_path / "project", tmp_path / "data", reserve_percent=50)) as project:
        files = [{s.file for s in project.samples.usable((role,))} for role in ("pool", "reserve")]
    assert len(files[0]) == len(files[1]) == 2
    assert not files[0] & files[1]


def test_a_full_disk_is_said_before_anything_is_decoded(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(data)._replace(free=10)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    error = refusal(import_folder.new_job(NewProject(folder=data.parent / "project", data=data)))
    assert error.what == "The disk has too little room for the decoded samples."
    assert "0 MB are free" in error.why
