"""Which samples are clips of one long file: of recordings as of videos."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from tests.app.page_session import page_session
from workbench.app.session import Session
from workbench.app.views.clips_of_file import ClipsOfFile
from workbench.jobs import CancelToken
from workbench.operations import import_folder
from workbench.operations.import_folder import NewProject

__all__ = ["page_session"]
RATE_HZ = 8000


@pytest.fixture
def session(page_session: Session, tmp_path: Path) -> Session:
    """A recording of six seconds in clips of two, and one of a second."""
    data, project = tmp_path / "sounds", tmp_path / "project"
    data.mkdir()
    draw = np.random.default_rng(3)
    for name, seconds in (("long.wav", 6), ("short.wav", 1)):
        soundfile.write(data / name, draw.normal(0, 0.1, seconds * RATE_HZ), RATE_HZ)
    arguments = NewProject(folder=project, data=data, modality="audio", reading=(("seconds", "2"),))
    for _ in import_folder.new_job(arguments).body(CancelToken()):
        pass
    assert page_session.open_project(project)
    return page_session


@pytest.fixture
def clips(session: Session) -> ClipsOfFile:
    return ClipsOfFile(session, QObject(session))


def test_the_clips_of_a_recording_are_found_in_their_order(
    qtbot: QtBot, session: Session, clips: ClipsOfFile
) -> None:
    samples = session.project.samples.of_file("long.wav")
    with qtbot.waitSignal(clips.found):
        clips.want(samples[1])
    assert [(clip.sample, clip.start_seconds, clip.end_seconds) for clip in clips.clips] == [
        (sample.id, 2.0 * place, 2.0 * place + 2) for place, sample in enumerate(samples)
    ]


def test_a_file_that_is_one_sample_has_none(qtbot: QtBot, session: Session, clips: ClipsOfFile) -> None:
    with qtbot.waitSignal(clips.found):
        clips.want(session.project.samples.of_file("long.wav")[0])
    clips.want(session.project.samples.of_file("short.wav")[0])
    assert clips.clips == ()
