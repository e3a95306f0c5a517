"""Videos on the command line: how long clips are, and how many frames of a second are looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import say
from tests.videos import make, make_many, square


@pytest.fixture
def videos(tmp_path: Path) -> Path:
    folder = tmp_path / "videos"
    make(folder / "long.mp4", square(120))
    return folder


def test_a_scan_says_how_to_choose_otherwise(videos: Path) -> None:
    assert "Choose otherwise with --seconds and --rate." in say("scan", videos).out


def test_clips_and_frames_are_as_was_chosen(videos: Path) -> None:
    found = say("scan", videos, "--seconds", "5", "--rate", "4", "--json").last
    assert found["samples"] == 2
    assert found["reading"] == {"seconds": 5.0, "rate": 4.0}


def test_a_rate_that_cannot_be_is_refused(videos: Path) -> None:
    assert say("scan", videos, "--rate", "0").status == 2


def test_a_prediction_of_each_clip_names_its_place(videos: Path, tmp_path: Path) -> None:
    make_many(videos, 4, frames=24)
    project, out = tmp_path / "project", tmp_path / "clips.csv"
    say("new", project, "--data", videos, "--seconds", "2")
    table = tmp_path / "labels.csv"
    table.write_text("file,label\nright00.mp4,right\nleft01.mp4,left\nright02.mp4,right\nleft03.mp4,left\n")
    say("label", project, "--from", table)
    say("fine-tune", project, "--mode", "classic", "--minutes", "0.02")
    say("predict", project, videos, "--out", out, "--parts")
    assert "2.0-4.0" in out.read_text("utf-8")
