"""Projects of videos: clips, folders of numbered frames, and how much disk they take."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests import pictures, videos
from tests.projects import refresh
from tests.running import outcome, result, run
from workbench.engine.contracts import Layout
from workbench.jobs import Advanced, CancelToken, Notice, Request
from workbench.operations import folder, import_folder, room, scan
from workbench.operations.import_folder import ImportResult, NewProject
from workbench.operations.scan import Scan, ScanResult
from workbench.project import Project


def _frames(path: Path, seed: int = 0, number: int = 4) -> Path:
    path.mkdir(parents=True)
    for place, frame in enumerate(videos.square(number, seed=seed)):
        Image.fromarray(frame).save(path / f"{place:03d}.png")
    return path


def _new(data: Path, modality: str = "", **chosen: str) -> ImportResult:
    arguments = NewProject(
        folder=data.parent / "project", data=data, modality=modality, reading=tuple(chosen.items())
    )
    return result(import_folder.new_job(arguments), ImportResult)


def _titles(project: Path) -> list[str]:
    with Project(project) as opened:
        return sorted(sample.title for sample in opened.samples.all())


def _looked(data: Path, modality: str = "") -> ScanResult:
    return result(scan.job(Scan(folder=data, modality=modality)), ScanResult)


def test_a_folder_of_videos_is_imported_and_a_long_one_cut(tmp_path: Path) -> None:
    data = videos.make_many(tmp_path / "data", 2)
    videos.make(data / "long.mp4", videos.square(60), rate=12)
    imported = _new(data, seconds="2")
    assert (imported.modality, imported.files) == ("video", 3)
    assert _titles(imported.project) == [
        "left01.mp4", "long.mp4 (0.0-2.0)", "long.mp4 (2.0-4.0)", "long.mp4 (4.0-5.0)", "right00.mp4",
    ]  # fmt: skip


def test_folders_of_frames_are_pictures_until_videos_are_asked_for(tmp_path: Path) -> None:
    _frames(tmp_path / "data" / "walk")
    _frames(tmp_path / "data" / "run", 1)
    assert (_looked(tmp_path / "data").modality, _looked(tmp_path / "data").samples) == ("image", 8)
    asked = _looked(tmp_path / "data", "video")
    assert (asked.modality, asked.samples, asked.wanted) == ("video", 2, "video")


def test_a_folder_of_frames_is_a_file_of_that_name_and_labels_come_from_the_folder_above(
    tmp_path: Path,
) -> None:
    _frames(tmp_path / "data" / "fast" / "walk")
    _frames(tmp_path / "data" / "slow" / "walk", 1)
    arguments = NewProject(
        folder=tmp_path / "project", data=tmp_path / "data", modality="video", labels_from_folders=True
    )
    imported = result(import_folder.new_job(arguments), ImportResult)
    assert _titles(imported.project) == ["fast/walk", "slow/walk"]
    with Project(imported.project) as project:
        labels = {label.value[0] for label in project.labels.all().values()}
    assert labels == {"fast", "slow"}


def test_a_folder_that_holds_the_frames_itself_is_one_video(tmp_path: Path) -> None:
    imported = _new(_frames(tmp_path / "walk"), "video")
    assert _titles(imported.project) == ["walk"]
    assert refresh(imported.project).samples == 1


def test_such_a_folder_that_was_moved_is_found_again(tmp_path: Path) -> None:
    imported = _new(_frames(tmp_path / "walk"), "video")
    (tmp_path / "walk").rename(tmp_path / "stroll")
    again = result(
        import_folder.job(import_folder.ImportFolder(project=imported.project, data=tmp_path / "stroll")),
        ImportResult,
    )
    assert (again.moved, again.missing) == (1, 0)
    assert _titles(imported.project) == ["stroll"]


def test_a_refresh_still_takes_folders_for_videos_and_sees_a_frame_that_changed(tmp_path: Path) -> None:
    _frames(tmp_path / "data" / "walk")
    imported = _new(tmp_path / "data", "video")
    _frames(tmp_path / "data" / "run", 1)
    Image.fromarray(np.full((48, 64, 3), 200, np.uint8)).save(tmp_path / "data" / "walk" / "002.png")
    again = refresh(imported.project)
    assert (again.new, again.changed, again.samples) == (1, 1, 2)


def test_two_folders_of_the_same_pictures_count_once(tmp_path: Path) -> None:
    _frames(tmp_path / "data" / "a")
    shutil.copytree(tmp_path / "data" / "a", tmp_path / "data" / "b")
    assert [(copy.file, copy.of) for copy in _new(tmp_path / "data", "video").copies] == [("b", "a")]


def test_of_a_mixed_folder_the_commonest_is_taken_and_all_kinds_are_counted(tmp_path: Path) -> None:
    data = videos.make_many(tmp_path / "data", 2)
    pictures.draw_many(data / "stills", 3)
    (data / "labels.csv").write_text("file,class\n")
    found = _looked(data)
    assert (found.modality, found.samples, found.wanted) == ("image", 3, "")
    assert found.kinds == {"image": 3, "video": 2}
    assert _looked(data, "video").samples == 2


def test_what_was_found_names_the_side_of_a_frame_and_the_disk_it_takes(tmp_path: Path) -> None:
    found = _looked(videos.make_many(tmp_path / "data", 2, frames=12, side=96))
    assert found.picture_size == 64
    assert found.least_bytes < found.cache_bytes
    assert found.cache_bytes == pytest.approx(2 * 12 * 64 * 64 * 3 * 1.08, rel=0.01)


def test_much_disk_is_told_of_before_anything_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = videos.make_many(tmp_path / "data", 2, side=96)
    monkeypatch.setattr(room, "_WORTH_TELLING_BYTES", 1000)
    events = run(import_folder.new_job(NewProject(folder=tmp_path / "project", data=data)))
    told = [place for place, event in enumerate(events) if isinstance(event, Notice)]
    reading = next(p for p, e in enumerate(events) if getattr(e, "phase", "") == "Reading videos")
    notice = events[told[0]]
    assert isinstance(notice, Notice)
    assert notice.text == "The decoded videos will take about 1 MB of the disk."
    assert told[0] < reading


def test_where_the_disk_would_be_half_filled_videos_are_prepared_smaller_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = videos.make_many(tmp_path / "data", 4, side=96)
    usual = room.bytes_needed(4, Layout(shape=(12, 64, 64, 3)))
    usage = shutil.disk_usage(data)._replace(free=round(1.5 * usual))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    events = run(import_folder.new_job(NewProject(folder=tmp_path / "project", data=data)))
    (notice,) = [event for event in events if isinstance(event, Notice)]
    assert notice.level == "care"
    assert "They are prepared at 48 px instead" in notice.text
    with Project(outcome(events, ImportResult).project) as project:
        assert import_folder.layout_of(project).shape == (12, 48, 48, 3)


def test_a_chosen_size_keeps_the_number_of_frames(tmp_path: Path) -> None:
    imported = _new(videos.make_many(tmp_path / "data", 2, side=96))
    with Project(imported.project) as project:
        assert import_folder.layout_of(project, 32).shape == (12, 32, 32, 3)


def test_an_import_of_a_long_file_that_was_stopped_goes_on_later_and_tells_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.operations.prepare._KEPT_AFTER_SECONDS", 0.0)
    data = tmp_path / "data"
    videos.make(data / "long.mp4", videos.square(400), rate=10)
    new = import_folder.new_job(
        NewProject(folder=tmp_path / "project", data=data, reading=(("seconds", "0.2"), ("rate", "10")))
    )
    token = CancelToken()
    for event in new.body(token):
        if getattr(event, "phase", "") == "Reading videos":
            token.ask(Request.STOP)
    again = run(import_folder.job(import_folder.ImportFolder(project=tmp_path / "project")))
    assert outcome(again, ImportResult).samples == 200
    assert any(isinstance(event, Advanced) and event.done == event.total for event in again)


def test_a_folder_that_is_one_file_has_its_members_and_their_size(tmp_path: Path) -> None:
    _frames(tmp_path / "data" / "walk", number=3)
    _, (found,) = folder.files_of(tmp_path / "data", folder.named("video"), named=True)
    assert found.path == "walk"
    assert found.members == ("walk/000.png", "walk/001.png", "walk/002.png")
    assert found.size == sum(path.stat().st_size for path in (tmp_path / "data" / "walk").iterdir())
