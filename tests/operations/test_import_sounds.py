"""Projects of sounds: clips of long recordings, and what reading them showed among the notes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.engine.modalities.audio import making
from tests.projects import refresh
from tests.running import result
from workbench.operations import import_folder, scan
from workbench.operations.import_folder import ImportResult, NewProject
from workbench.operations.scan import Scan, ScanResult
from workbench.project import Project

_CLIPPED = "Its loudest moments are cut off flat (clipping): it was recorded too loudly."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A short sound; 11 s of which the middle is silent; one that is clipped and has a wrong name."""
    folder = tmp_path / "data"
    folder.mkdir()
    making.write(folder / "short.wav", 1.0)
    night = making.rising(11.0)
    night[4 * 16_000 : 8 * 16_000] = 0
    soundfile.write(folder / "night.flac", night, 16_000)
    loud = np.clip(making.rising(9.0) * 5, -1, 1)
    soundfile.write(folder / "loud.flac", loud, 16_000, format="WAV")
    return folder


def _new(data: Path, **chosen: str) -> ImportResult:
    arguments = NewProject(folder=data.parent / "project", data=data, reading=tuple(chosen.items()))
    return result(import_folder.new_job(arguments), ImportResult)


def test_a_long_recording_is_cut_into_clips_and_the_silent_one_left_out(data: Path) -> None:
    imported = _new(data, seconds="4")
    with Project(imported.project) as project:
        found = {sample.title: sample.verdict for sample in project.samples.all()}
    assert found["short.wav"] == "fine"
    assert found["night.flac (0.0-4.0)"] == "fine"
    assert found["night.flac (4.0-8.0)"] == "blank"
    assert found["night.flac (8.0-11.0)"] == "fine"


def test_a_look_through_tells_what_heads_show_and_an_import_what_decoding_shows_too(data: Path) -> None:
    scanned = result(scan.job(Scan(folder=data)), ScanResult)
    assert [(note.file, note.text) for note in scanned.notes] == [
        ("loud.flac", "It is named .flac and is a WAV.")
    ]
    (note,) = _new(data, seconds="3").notes
    assert (note.file, note.text) == ("loud.flac", f"It is named .flac and is a WAV. {_CLIPPED}")


def test_notes_stay_when_the_folder_is_looked_at_again(data: Path) -> None:
    imported = _new(data)
    os.utime(data / "loud.flac", ns=(1, 1))
    assert refresh(imported.project).notes == imported.notes


def test_notes_are_not_said_twice_when_the_cache_is_made_again(data: Path) -> None:
    imported = _new(data)
    shutil.rmtree(imported.project / "cache")
    assert refresh(imported.project).notes == imported.notes


def test_a_note_goes_with_the_content_it_was_about(data: Path) -> None:
    imported = _new(data)
    making.write(data / "loud.flac", 2.0)
    assert refresh(imported.project).notes == ()


def test_the_same_recording_in_two_formats_counts_once_and_a_softer_one_is_a_near_copy(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    draw = np.random.default_rng(0)
    pieces = [np.sin(np.arange(1_600) * draw.uniform(0.1, 2, (3, 1))).sum(0) / 5 for _ in range(20)]
    sound = (20_000 * np.concatenate(pieces) + draw.normal(0, 20, 32_000)).astype(np.int16)
    soundfile.write(folder / "a.flac", sound, 16_000)
    soundfile.write(folder / "b.wav", sound, 16_000)
    soundfile.write(folder / "softer.wav", sound // 3, 16_000)
    imported = _new(folder)
    assert [(copy.file, copy.of) for copy in imported.copies] == [("b.wav", "a.flac")]
    assert [(copy.file, copy.of) for copy in imported.near_copies] == [("softer.wav", "a.flac")]
    assert imported.samples == 2


def test_a_look_through_compares_no_more_than_is_quickly_read(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    soundfile.write(data / "again.wav", *soundfile.read(data / "night.flac"))
    assert result(scan.job(Scan(folder=data)), ScanResult).copies
    monkeypatch.setattr(scan, "_MOST_COMPARED_BYTES", 100_000)
    assert not result(scan.job(Scan(folder=data)), ScanResult).copies


def test_the_sound_of_videos_is_read_where_a_person_names_sounds(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    making.encode(folder / "speech.mp4", "aac", "mp4")
    (refused,) = result(scan.job(Scan(folder=folder)), ScanResult).refused
    assert refused.reason == "It holds only sound, no pictures; it can be learnt from as a sound."
    assert result(scan.job(Scan(folder=folder, modality="audio")), ScanResult).samples == 1
