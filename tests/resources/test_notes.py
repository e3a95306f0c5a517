"""The bundled notes are complete, unlabelled by their layout, and come with their licence."""

from __future__ import annotations

import csv
from collections import Counter
from importlib.resources import as_file, files
from itertools import pairwise
from pathlib import Path

import pytest

from workbench.engine.modalities.text.sentences import sentences


@pytest.fixture
def notes() -> Path:
    with as_file(files("workbench") / "resources" / "samples" / "notes") as folder:
        return folder


@pytest.fixture
def labels(notes: Path) -> dict[str, str]:
    with (notes / "labels.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row["label"] for row in csv.DictReader(file)}


@pytest.fixture
def texts(notes: Path) -> list[str]:
    return [path.read_text(encoding="utf-8").strip() for path in sorted((notes / "texts").iterdir())]


def test_there_are_300_notes_and_all_are_different(texts: list[str]) -> None:
    assert len(set(texts)) == len(texts) == 300


def test_each_of_the_six_kinds_has_fifty_notes(labels: dict[str, str]) -> None:
    counts = Counter(labels.values())
    assert len(counts) == 6
    assert set(counts.values()) == {50}


def test_the_labels_name_exactly_the_notes(notes: Path, labels: dict[str, str]) -> None:
    assert set(labels) == {path.relative_to(notes).as_posix() for path in (notes / "texts").iterdir()}


def test_the_order_does_not_tell_the_kind(labels: dict[str, str]) -> None:
    in_order = [label for _, label in sorted(labels.items())]
    assert sum(one == other for one, other in pairwise(in_order)) < 90  # sorted there would be 294


def test_nearly_every_note_has_sentences_to_put_in_order(texts: list[str]) -> None:
    assert sum(len(sentences(text)) > 1 for text in texts) > 250
    assert max(len(text) for text in texts) < 250


def test_the_licence_lies_beside_the_notes_and_is_no_text_to_learn_from(notes: Path) -> None:
    assert "MIT License" in (notes / "LICENSE").read_text(encoding="utf-8")
