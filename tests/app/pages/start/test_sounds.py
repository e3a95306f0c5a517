"""From a folder of sounds to a project: whole files, or clips of a length that a person chooses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QWidget
from pytestqt.qtbot import QtBot

from tests.app.driving import click, find, text, type_over
from tests.app.frame.windows import open_window
from tests.app.tiny_sounds import write_sounds
from workbench.app import preferences
from workbench.app.main_window import MainWindow
from workbench.app.widgets.reading_words import reading_words
from workbench.operations import reading

LONG_MS = 60_000
RATE_HZ = 8000


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    preferences.set_projects_folder(tmp_path / "projects")
    with open_window(qtbot) as window:
        window.session.set_engine_ready()
        yield window


def scan(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    window.open_path(path)
    qtbot.waitUntil(find(window, QWidget, "import_folder").isVisible, timeout=LONG_MS)


def write_recording(path: Path, seconds: float, seed: int = 5) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    draw = np.random.default_rng(seed)
    soundfile.write(path, draw.normal(0, 0.1, round(seconds * RATE_HZ)), RATE_HZ)
    return path


def way(window: MainWindow) -> QComboBox:
    return find(window, QComboBox, "reading_seconds")


def length(window: MainWindow) -> QDoubleSpinBox:
    return find(window, QDoubleSpinBox, "reading_seconds_length")


def title_becomes(qtbot: QtBot, window: MainWindow, words: str) -> None:
    qtbot.waitUntil(lambda: text(window, "summary_title") == words, timeout=LONG_MS)


def test_short_sounds_are_kept_whole(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    write_sounds(tmp_path / "sounds", 6)
    scan(qtbot, window, tmp_path / "sounds")
    assert text(window, "summary_title") == "6 sounds can be learnt from"
    assert text(window, "summary_facts") == "They last 3.0 s in all."
    assert way(window).currentText() == "each file whole"
    assert not length(window).isVisible()


def test_a_long_recording_is_cut_and_its_length_can_be_chosen(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    scan(qtbot, window, write_recording(tmp_path / "forest" / "night.wav", 30.0))
    assert text(window, "summary_title") == "6 sounds can be learnt from"
    assert length(window).value() == 5.0
    type_over(length(window), "10")
    title_becomes(qtbot, window, "3 sounds can be learnt from")
    assert length(window).value() == 10.0


def test_whole_files_and_clips_by_hand(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    for number in range(2):
        write_recording(tmp_path / "birds" / f"{number}.wav", 10.0, number)
    scan(qtbot, window, tmp_path / "birds")
    title_becomes(qtbot, window, "2 sounds can be learnt from")
    way(window).setCurrentIndex(1)
    title_becomes(qtbot, window, "4 sounds can be learnt from")
    way(window).setCurrentIndex(0)
    title_becomes(qtbot, window, "2 sounds can be learnt from")


def test_the_chosen_length_is_the_projects(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    scan(qtbot, window, write_recording(tmp_path / "forest" / "night.wav", 30.0))
    type_over(length(window), "10")
    title_becomes(qtbot, window, "3 sounds can be learnt from")
    qtbot.waitUntil(find(window, QWidget, "import_folder").isVisible, timeout=LONG_MS)
    click(window, "import_folder")
    qtbot.waitUntil(lambda: window.session.has_project, timeout=LONG_MS)
    assert reading_words(reading.of(window.session.project)) == "Clip length: 10 s"
