"""From a folder with one long video to predictions, as a person would: only mouse and keyboard."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QPushButton, QSpinBox

from tests.app.driving import type_over
from tests.app.tiny_project import draw_pictures
from tests.journeys.test_first_model import ALT, Person, shown_words
from tests.videos import make, square
from workbench.app.views.timeline import Timeline
from workbench.app.views.video_view import VideoView
from workbench.app.widgets.sample_grid import SampleGrid

RATE = 8.0
STRETCHES = ("right", "left", "right", "left")
CLIPS_EACH = 3
NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


def test_from_a_long_video_to_predictions(person: Person, tmp_path: Path) -> None:
    import_videos(person, tmp_path / "mixed")
    pretrain(person)
    label_in_stretches(person)
    fine_tune(person)
    look_over_time(person)
    predict(person, tmp_path)


def write_long(path: Path) -> Path:
    """Twelve seconds: a square moves right for three, left for three, and again."""
    frames = [
        square(CLIPS_EACH * round(RATE), way=way, width=48, height=48, seed=place)
        for place, way in enumerate(STRETCHES)
    ]
    return make(path, np.concatenate(frames), rate=RATE)


def import_videos(person: Person, folder: Path) -> None:
    """Pictures lie beside it: the window asks."""
    write_long(folder / "long.mp4")
    draw_pictures(folder, 3)
    person.drop(folder)
    person.wait_for("kind_video")
    person.click("kind_video")
    person.wait_for("reading_seconds")
    cut_into_seconds(person)
    person.click("import_folder")
    person.wait_for("count_fine")


def cut_into_seconds(person: Person) -> None:
    if person.find(QComboBox, "reading_seconds").currentText() == "each file whole":
        person.find(QComboBox, "reading_seconds").setFocus()
        person.press(Qt.Key.Key_Down)
    length = "reading_seconds_length"
    person.wait_for(length)
    type_over(person.find(QDoubleSpinBox, length), "1")
    person.wait(lambda: "12 videos can be learnt from" in shown_words(person))


def pretrain(person: Person) -> None:
    person.click("go_to_pretrain")
    person.click("budget_own")
    type_over(person.find(QSpinBox, "budget_minutes"), "1")
    person.click("start")
    person.wait(lambda: " a second" in shown_words(person))
    person.wait_for("job_finish")
    person.click("job_finish")
    person.click("label_next")


def label_in_stretches(person: Person) -> None:
    """Play one; then mark each stretch of the file, and label it with one key."""
    person.wait_for("sample_grid")
    person.wait(lambda: len(person.find(SampleGrid, "sample_grid").ids) > 0)
    for name in ("right", "left"):
        person.press(Qt.Key.Key_N)
        person.type(name)
    person.wait_for("play_video")
    person.press(Qt.Key.Key_Space)
    person.wait(lambda: person.find(VideoView, "sample_video").frame > 0)
    line = person.find(Timeline, "label_timeline")
    for stretch, key in ((0, Qt.Key.Key_1), (1, Qt.Key.Key_2)):
        rows = (stretch * CLIPS_EACH, (stretch + 1) * CLIPS_EACH - 1)
        begin, end = (line.area_of(line.clips[row].sample).center().toPoint() for row in rows)
        QTest.mousePress(line, LEFT, NONE, begin)
        QTest.mouseMove(line, end)
        QTest.mouseRelease(line, LEFT, NONE, end)
        person.press(key)
    person.wait(lambda: "6 labels" in person.find(QPushButton, "step_label").accessibleName())


def fine_tune(person: Person) -> None:
    person.press(Qt.Key.Key_4, ALT)
    person.click("mode_probe")
    type_over(person.find(QSpinBox, "minutes"), "1")
    person.click("start")
    person.wait(lambda: "1 model" in person.find(QPushButton, "step_fine_tune").accessibleName())


def look_over_time(person: Person) -> None:
    person.click("step_inspect")
    person.wait(lambda: "over time" in shown_words(person))
    line = person.find(Timeline, "inspect_timeline")
    last = line.clips[-1]
    QTest.mouseClick(line, LEFT, NONE, line.area_of(last.sample).center().toPoint())
    person.wait(lambda: "long.mp4 (11.0-12.0)" in shown_words(person))
    person.wait(lambda: "spoke most for" in shown_words(person) or "spoke for" in shown_words(person))


def predict(person: Person, tmp_path: Path) -> None:
    write_long(tmp_path / "new" / "new.mp4")
    person.click("step_use")
    person.wait_for("use_drop")
    person.drop(tmp_path / "new", "use_drop")
    person.wait(person.find(QCheckBox, "use_parts").isChecked)
    out = tmp_path / "out.csv"
    type_over(person.find(QLineEdit, "use_out"), str(out))
    person.click("predict")
    person.wait_for("predict_timeline")
    assert len(person.find(Timeline, "predict_timeline").clips) == len(STRETCHES) * CLIPS_EACH
    with out.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["file"] for row in rows][:2] == ["new.mp4 (0.0-1.0)", "new.mp4 (1.0-2.0)"]
    assert {row["label"] for row in rows} <= {"right", "left"}
