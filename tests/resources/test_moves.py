"""The bundled videos are complete, unlabelled by their names, and come with their licence."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

import av
import pytest


@pytest.fixture
def moves() -> Iterator[Path]:
    with as_file(files("workbench") / "resources" / "samples" / "moves") as folder:
        yield folder


def test_eight_kinds_have_the_same_number_of_videos(moves: Path) -> None:
    with (moves / "labels.csv").open(encoding="utf-8", newline="") as stream:
        labels = {row["file"]: row["label"] for row in csv.DictReader(stream)}
    assert list(Counter(labels.values()).values()) == [14] * 8
    there = {path.relative_to(moves).as_posix() for path in (moves / "videos").iterdir()}
    assert labels.keys() == there


def test_their_names_tell_nothing(moves: Path) -> None:
    assert all(path.stem.isdigit() for path in (moves / "videos").iterdir())


def test_each_has_two_seconds_of_frames(moves: Path) -> None:
    for path in (moves / "videos").iterdir():
        with av.open(str(path)) as container:
            assert sum(1 for _ in container.decode(video=0)) == 24


def test_they_take_two_megabytes_and_bring_their_licence(moves: Path) -> None:
    assert sum(path.stat().st_size for path in moves.rglob("*") if path.is_file()) < 2e6
    assert "CC0" in (moves / "LICENSE.txt").read_text(encoding="utf-8")
