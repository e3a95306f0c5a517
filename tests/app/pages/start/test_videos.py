"""From a folder that holds several kinds of files to a project of one of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QDoubleSpinBox, QWidget
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text, type_over
from tests.app.frame.windows import open_window
from tests.app.tiny_project import draw_pictures
from tests.videos import make_many
from workbench.app import preferences
from workbench.app.main_window import MainWindow
from workbench.app.pages.start.summary import Summary

LONG_MS = 60_000


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    preferences.set_projects_folder(tmp_path / "projects")
    with open_window(qtbot) as window:
        window.session.set_engine_ready()
        yield window


def scan(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    window.open_path(path)
    qtbot.waitUntil(find(window, QWidget, "import_folder").isVisible, timeout=LONG_MS)


def title_becomes(qtbot: QtBot, window: MainWindow, words: str) -> None:
    qtbot.waitUntil(lambda: text(window, "summary_title") == words, timeout=LONG_MS)
    qtbot.waitUntil(find(window, QWidget, "import_folder").isVisible, timeout=LONG_MS)


def mixed(folder: Path, pictures: int, videos: int) -> Path:
    draw_pictures(folder / "pictures", pictures)
    make_many(folder / "videos", videos)
    return folder


def choices(window: MainWindow) -> list[str]:
    buttons = find(window, QWidget, "kind_choice").findChildren(QAbstractButton)
    return [f"{button.text()}{'!' if button.isChecked() else ''}" for button in buttons]


def test_a_folder_of_videos_is_videos(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    scan(qtbot, window, make_many(tmp_path / "videos", 3))
    assert text(window, "summary_title") == "3 videos can be learnt from"


def test_of_several_kinds_the_commonest_is_taken_and_a_person_is_asked(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    scan(qtbot, window, mixed(tmp_path / "both", 4, 2))
    assert text(window, "summary_title") == "4 pictures can be learnt from"
    assert choices(window)[:2] == ["4 pictures!", "2 videos"]


def test_the_other_kind_is_looked_for_and_imported(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    scan(qtbot, window, mixed(tmp_path / "both", 4, 2))
    click(window, "kind_video")
    title_becomes(qtbot, window, "2 videos can be learnt from")
    click(window, "import_folder")
    qtbot.waitUntil(lambda: window.session.has_project, timeout=LONG_MS)
    assert window.session.project.description.modality == "video"


def test_as_many_of_each_is_no_error(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    scan(qtbot, window, mixed(tmp_path / "both", 3, 3))
    assert text(window, "summary_title") == "3 pictures can be learnt from"
    click(window, "import_folder")
    qtbot.waitUntil(lambda: window.session.has_project, timeout=LONG_MS)
    assert window.session.project.description.modality == "image"


def test_folders_of_numbered_pictures_are_taken_for_videos_when_a_person_says_so(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        draw_pictures(tmp_path / "frames" / name, 6)
    scan(qtbot, window, tmp_path / "frames")
    assert text(window, "summary_title").endswith("pictures can be learnt from")
    click(window, "kind_video")
    qtbot.waitUntil(lambda: "video" in text(window, "summary_title"), timeout=LONG_MS)
    assert choices(window)[1] == "videos!"


def test_how_many_frames_a_second_is_a_number(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    scan(qtbot, window, make_many(tmp_path / "videos", 3))
    box = find(window, QDoubleSpinBox, "reading_rate")
    assert box.accessibleName() == "Frames a second"
    assert box.value() == _rate(window)
    type_over(box, "4")
    qtbot.waitUntil(lambda: _rate(window) == 4.0, timeout=LONG_MS)


def _rate(window: MainWindow) -> float:
    """As the folder was looked through last."""
    found = find(window, Summary, "").found
    assert found is not None
    return float(found.reading.rate)


def test_a_folder_of_one_kind_asks_nothing(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    draw_pictures(tmp_path / "pictures", 2)
    scan(qtbot, window, tmp_path / "pictures")
    assert not find(window, QWidget, "kind_choice").isVisible()
