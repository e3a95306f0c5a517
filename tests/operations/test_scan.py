"""What is in a folder, before anything is made of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.pictures import draw, draw_blank, draw_many, draw_pages
from tests.running import refusal, result
from workbench.jobs import CancelToken, Request, Stopped
from workbench.operations import scan
from workbench.operations.scan import Scan, ScanResult


def look(folder: Path) -> ScanResult:
    """Scan a folder."""
    return result(scan.job(Scan(folder=folder)), ScanResult)


def test_pictures_are_counted_and_other_files_are_not(tmp_path: Path) -> None:
    draw_many(tmp_path, 3)
    (tmp_path / "notes.txt").write_text("none")
    found = look(tmp_path)
    assert (found.modality, found.samples, found.files) == ("image", 3, 3)


def test_each_page_is_a_sample(tmp_path: Path) -> None:
    draw_pages(tmp_path / "pages.tiff", "a", "b", "c")
    found = look(tmp_path)
    assert (found.files, found.samples) == (1, 3)


def test_exact_copies_count_once_and_the_first_by_path_is_the_original(tmp_path: Path) -> None:
    draw(tmp_path / "m.png")
    shutil.copy(tmp_path / "m.png", tmp_path / "z.png")
    shutil.copy(tmp_path / "m.png", tmp_path / "b.png")
    found = look(tmp_path)
    assert found.samples == 1
    assert [(copy.file, copy.of) for copy in found.copies] == [("m.png", "b.png"), ("z.png", "b.png")]


def test_each_refused_file_has_a_reason_that_names_it_as_what_it_is(tmp_path: Path) -> None:
    draw(tmp_path / "fine.png")
    draw(tmp_path / "small.png", side=4)
    (tmp_path / "text.png").write_text("This is no picture.")
    (tmp_path / "empty.jpg").touch()
    reasons = {refused.file: refused.reason for refused in look(tmp_path).refused}
    assert sorted(reasons) == ["empty.jpg", "small.png", "text.png"]
    assert reasons["small.png"] == "The picture has only 4 x 4 pixels; 8 on each side are needed."
    assert all(reason.endswith(".") for reason in reasons.values())


def test_a_picture_of_600_megapixels_is_too_large_and_the_way_out_is_said(
    tmp_path: Path, large_png: Path
) -> None:
    draw(tmp_path / "fine.png")
    (tmp_path / "large.png").symlink_to(large_png)
    (refused,) = look(tmp_path).refused
    assert refused.file == "large.png"
    assert "600 megapixels" in refused.reason


def test_the_sub_folders_are_named_in_order(tmp_path: Path) -> None:
    for name in ("dogs/a.png", "cats/old/b.png", "c.png"):
        draw(tmp_path / name)
    assert look(tmp_path).sub_folders == ("cats", "dogs")


def test_more_samples_need_more_room(tmp_path: Path) -> None:
    draw_many(tmp_path, 2)
    few = look(tmp_path).cache_bytes
    draw_many(tmp_path, 6)
    assert look(tmp_path).cache_bytes == 3 * few


def test_nothing_is_written_beside_the_pictures(tmp_path: Path) -> None:
    draw_many(tmp_path, 2)
    draw_blank(tmp_path / "blank.png")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path, *tmp_path.rglob("*"))}
    look(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path, *tmp_path.rglob("*"))} == before


def test_an_empty_folder_is_refused_in_words(tmp_path: Path) -> None:
    error = refusal(scan.job(Scan(folder=tmp_path)))
    assert error.what == f"There is nothing to learn from in {tmp_path}."
    assert error.why.startswith("The folder is empty")


def test_a_folder_that_holds_nothing_of_the_wanted_kind_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    error = refusal(scan.job(Scan(folder=tmp_path, modality="image")))
    assert error.why == "It holds no pictures."


def test_a_stopped_scan_has_no_result(tmp_path: Path) -> None:
    draw_many(tmp_path, 2)
    token = CancelToken()
    token.ask(Request.STOP)
    with pytest.raises(Stopped):
        list(scan.job(Scan(folder=tmp_path)).body(token))
