"""From sounds to their texts, as a person would: type some, teach, correct, and use it on new files."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton

from tests.app.driving import type_over
from tests.app.sink import Sink
from tests.journeys.test_first_model import ALT, Person, shown_words
from tests.spoken import some_texts, write_spoken
from workbench.app.pages.inspect.heard.table import HeardTable
from workbench.app.widgets.sample_grid import SampleGrid
from workbench.operations import write_down

CTRL = Qt.KeyboardModifier.ControlModifier
TEXTS = {f"s{index:02d}.wav": text for index, text in enumerate(some_texts(14))}


def test_from_sounds_to_their_texts(
    person: Person, sink: Sink, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_down, "SECONDS_ON_A_CPU", 3.0)
    import_sounds(person, tmp_path / "sounds")
    type_texts(person, sink)
    teach(person)
    correct(person)
    predict(person, tmp_path)


def import_sounds(person: Person, folder: Path) -> None:
    write_spoken(folder, TEXTS)
    person.drop(folder)
    person.click("import_folder")
    person.wait_for("count_fine")


def type_texts(person: Person, sink: Sink) -> None:
    """Twelve, one of them heard first; one is undone, and typed again."""
    person.click("step_label")
    person.wait_for("sample_grid")
    person.wait(lambda: len(person.find(SampleGrid, "sample_grid").ids) > 0)
    person.click("label_kind_texts")
    person.press(Qt.Key.Key_N)
    person.wait_for("play")
    person.press(Qt.Key.Key_Space, CTRL)
    person.wait(lambda: len(sink.taken) == 1)
    for _ in range(12):
        person.type(TEXTS[person.find(QLabel, "sample_file").text()])
    person.wait(lambda: labels(person) == "12 labels")
    person.press(Qt.Key.Key_Z, CTRL)
    person.wait(lambda: labels(person) == "11 labels")
    person.press(Qt.Key.Key_Y, CTRL)
    person.wait(lambda: labels(person) == "12 labels")


def labels(person: Person) -> str:
    words = person.find(QPushButton, "step_label").accessibleName()
    return next(
        (part.strip() for part in words.split(",") if "label" in part and part.strip()[0].isdigit()), ""
    )


def teach(person: Person) -> None:
    person.click("make_model")
    person.click("text_start")
    person.wait(lambda: "1 model" in person.find(QPushButton, "step_fine_tune").accessibleName())
    person.wait(lambda: "word for word" in shown_words(person))


def correct(person: Person) -> None:
    person.click("heard_look")
    person.wait_for("heard_texts")
    person.wait(lambda: person.find(HeardTable, "heard_texts").current is not None)
    person.wait(person.find(HeardTable, "heard_texts").hasFocus)
    person.press(Qt.Key.Key_Return)
    field = person.find(QPlainTextEdit, "heard_text")
    assert field.hasFocus()
    field.selectAll()
    person.type("abba")
    person.wait(lambda: "abba" in shown_texts(person))


def shown_texts(person: Person) -> list[str]:
    model = person.find(HeardTable, "heard_texts").model()
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def predict(person: Person, tmp_path: Path) -> None:
    write_spoken(tmp_path / "new", {"n1.wav": "abc", "n2.wav": "dab"})
    person.press(Qt.Key.Key_6, ALT)
    person.wait_for("use_drop")
    person.drop(tmp_path / "new", "use_drop")
    out = tmp_path / "out.csv"
    type_over(person.find(QLineEdit, "use_out"), str(out))
    person.click("predict")
    person.wait(out.exists)
    with out.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["file"] for row in rows] == ["n1.wav", "n2.wav"]
    assert list(rows[0]) == ["file", "text", "confidence", "problem"]
