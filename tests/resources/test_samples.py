"""The bundled pictures are complete, unlabelled by their layout, and come with their licence."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from importlib.resources import as_file, files
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image


@pytest.fixture
def clothes() -> Path:
    with as_file(files("workbench") / "resources" / "samples" / "clothes") as folder:
        return folder


@pytest.fixture
def labels(clothes: Path) -> dict[str, str]:
    with (clothes / "labels.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row["label"] for row in csv.DictReader(file)}


def test_there_are_600_pictures_and_all_are_different(clothes: Path) -> None:
    contents = {hashlib.sha256(path.read_bytes()).digest() for path in (clothes / "pictures").iterdir()}
    assert len(contents) == 600


def test_each_of_the_ten_classes_has_sixty_labels(labels: dict[str, str]) -> None:
    counts = Counter(labels.values())
    assert len(counts) == 10
    assert set(counts.values()) == {60}


def test_the_labels_name_exactly_the_pictures(clothes: Path, labels: dict[str, str]) -> None:
    assert set(labels) == {path.relative_to(clothes).as_posix() for path in (clothes / "pictures").iterdir()}


def test_neither_folders_nor_order_tell_the_class(clothes: Path, labels: dict[str, str]) -> None:
    assert all(path.suffix == ".png" for path in (clothes / "pictures").iterdir())
    in_order = [label for _, label in sorted(labels.items())]
    same_as_next = sum(one == other for one, other in pairwise(in_order))
    assert same_as_next < 100  # sorted by class there would be 590, at random about 60


def test_every_picture_opens(clothes: Path) -> None:
    for path in (clothes / "pictures").iterdir():
        with Image.open(path) as picture:
            picture.load()
            assert picture.size == (28, 28)


def test_the_licence_lies_beside_the_pictures(clothes: Path) -> None:
    text = (clothes / "LICENSE.txt").read_text(encoding="utf-8")
    assert "MIT" in text
    assert "Zalando SE" in text
