"""Sounds on the command line: how long clips are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import say
from tests.engine.modalities.audio import making


@pytest.fixture
def sounds(tmp_path: Path) -> Path:
    folder = tmp_path / "sounds"
    folder.mkdir()
    making.write(folder / "long.flac", 21.0, 8_000)
    return folder


def test_a_scan_proposes_clips_says_why_and_how_to_choose(sounds: Path) -> None:
    said = say("scan", sounds)
    assert "4 samples in 1 file (audio)." in said.out
    assert "is cut into clips of 5 s. Choose otherwise with --seconds." in said.out


def test_clips_are_as_long_as_was_chosen(sounds: Path) -> None:
    assert say("scan", sounds, "--seconds", "2", "--json").last["samples"] == 11
    assert (
        say("new", sounds.parent / "project", "--data", sounds, "--seconds", "0", "--json").last["samples"]
        == 1
    )


def test_texts_have_no_seconds(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One. Two.", encoding="utf-8")
    assert say("scan", tmp_path, "--seconds", "2").status == 2
