"""From a folder of sounds to predictions, as a person would: only what is seen, only mouse and keyboard."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QSpinBox

from tests.app.driving import type_over
from tests.app.sink import Sink
from tests.app.tiny_sounds import write_sounds
from tests.journeys.test_first_model import ALT, Person, shown_words
from workbench.app.widgets.sample_grid import SampleGrid


def test_from_a_folder_of_sounds_to_predictions(person: Person, sink: Sink, tmp_path: Path) -> None:
    import_sounds(person, tmp_path / "sounds")
    pretrain(person)
    label_by_ear(person, sink)
    fine_tune(person)
    hear_why(person, sink)
    predict(person, tmp_path)


def import_sounds(person: Person, folder: Path) -> None:
    write_sounds(folder, 24)
    person.drop(folder)
    person.wait_for("import_folder")
    assert person.find(QLabel, "summary_title").text() == "24 sounds can be learnt from"
    person.click("import_folder")
    person.wait_for("count_fine")


def pretrain(person: Person) -> None:
    person.click("go_to_pretrain")
    person.click("budget_own")
    type_over(person.find(QSpinBox, "budget_minutes"), "1")
    person.click("start")
    person.wait(lambda: " a second" in shown_words(person))
    person.wait_for("job_finish")
    person.click("job_finish")
    person.click("label_next")


def label_by_ear(person: Person, sink: Sink) -> None:
    person.wait_for("sample_grid")
    person.wait(lambda: len(person.find(SampleGrid, "sample_grid").ids) > 0)
    for name in ("tone", "noise"):
        person.press(Qt.Key.Key_N)
        person.type(name)
    for number in range(8):
        person.wait_for("play")
        person.press(Qt.Key.Key_Space)
        person.wait(heard_more_than(sink, number))
        is_tone = person.find(QLabel, "sample_file").text().startswith("t")
        person.press(Qt.Key.Key_1 if is_tone else Qt.Key.Key_2)
    person.wait(lambda: "8 labels" in person.find(QPushButton, "step_label").accessibleName())
    person.wait(lambda: sink.is_silent)


def heard_more_than(sink: Sink, number: int) -> Callable[[], bool]:
    return lambda: len(sink.taken) > number


def fine_tune(person: Person) -> None:
    person.press(Qt.Key.Key_4, ALT)
    person.click("mode_probe")
    type_over(person.find(QSpinBox, "minutes"), "1")
    person.click("start")
    person.wait(lambda: "1 model" in person.find(QPushButton, "step_fine_tune").accessibleName())


def hear_why(person: Person, sink: Sink) -> None:
    person.click("step_inspect")
    person.wait(lambda: "speaks for it" in shown_words(person))
    before = len(sink.taken)
    person.click("hear_both")
    person.wait(heard_more_than(sink, before))
    sink.now += 1
    person.wait(heard_more_than(sink, before + 1))
    person.press(Qt.Key.Key_2, ALT)
    person.wait(lambda: sink.is_silent)


def predict(person: Person, tmp_path: Path) -> None:
    write_sounds(tmp_path / "new", 6)
    person.click("step_use")
    person.wait_for("use_drop")
    person.drop(tmp_path / "new", "use_drop")
    out = tmp_path / "out.csv"
    type_over(person.find(QLineEdit, "use_out"), str(out))
    person.click("predict")
    person.wait_for("predict_again")
    with out.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    right = sum(row["label"] == {"t": "tone", "n": "noise"}[row["file"][0]] for row in rows)
    assert right >= 5
