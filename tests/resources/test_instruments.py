"""The bundled sounds are complete, unlabelled by their names, and come with their licence."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

import pytest
import soundfile


@pytest.fixture
def instruments() -> Iterator[Path]:
    with as_file(files("workbench") / "resources" / "samples" / "instruments") as folder:
        yield folder


def test_five_kinds_have_the_same_number_of_sounds(instruments: Path) -> None:
    with (instruments / "labels.csv").open(encoding="utf-8", newline="") as stream:
        labels = {row["file"]: row["label"] for row in csv.DictReader(stream)}
    assert set(Counter(labels.values()).values()) == {24}
    there = {path.relative_to(instruments).as_posix() for path in (instruments / "sounds").iterdir()}
    assert labels.keys() == there


def test_their_names_tell_nothing(instruments: Path) -> None:
    assert all(path.stem.isdigit() for path in (instruments / "sounds").iterdir())


def test_each_sounds_up_to_a_second(instruments: Path) -> None:
    lengths = [soundfile.info(path).duration for path in (instruments / "sounds").iterdir()]
    assert min(lengths) > 0.1
    assert max(lengths) < 1.01


def test_they_take_two_megabytes_and_bring_their_licence(instruments: Path) -> None:
    assert sum(path.stat().st_size for path in instruments.rglob("*") if path.is_file()) < 2e6
    assert "Frank Wen" in (instruments / "LICENSE.txt").read_text(encoding="utf-8")
