"""Decoding once: what is there is not read again, what is not can be read later."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from tests.pictures import draw_many
from tests.projects import new_project, refresh, usable
from tests.running import refusal, run
from workbench.engine.cache import SampleCache
from workbench.engine.contracts import UInt8Array
from workbench.engine.thumbnails import ThumbnailStore
from workbench.jobs import Advanced, CancelToken, Event, Notice, PhaseStarted
from workbench.operations import import_folder, prepare
from workbench.operations.folder import named
from workbench.operations.import_folder import ImportFolder, NewProject, layout_of
from workbench.project import Project

_write = SampleCache.write


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return draw_many(tmp_path / "data", 6)


@pytest.fixture
def project(data: Path) -> Path:
    """Six pictures, decoded."""
    return new_project(data.parent / "project", data)


def prepared(folder: Path) -> list[Event]:
    """Decode what is not decoded yet."""
    with Project(folder, write=True) as project:
        samples = project.samples.usable()
        return list(prepare.prepare(project, named("image"), layout_of(project), samples, CancelToken()))


def test_what_was_decoded_is_not_decoded_again(project: Path) -> None:
    assert prepared(project) == []


def test_without_the_cache_everything_is_decoded_again_with_its_progress(project: Path) -> None:
    shutil.rmtree(project / "cache")
    events = prepared(project)
    assert events[0] == PhaseStarted(phase="Reading pictures", total=6, unit="pictures")
    (*_, last) = [event for event in events if isinstance(event, Advanced)]
    assert (last.done, last.total) == (6, 6)


def test_every_sample_has_a_thumbnail(project: Path) -> None:
    with Project(project) as opened, ThumbnailStore(prepare.thumbnails_path(opened)) as thumbnails:
        ids = opened.samples.usable_ids()
        assert set(thumbnails.get_many(ids)) == set(ids)


def test_a_file_that_is_gone_is_told_and_stays_a_sample_for_its_return(project: Path, data: Path) -> None:
    shutil.rmtree(project / "cache")
    (data / "a00.png").unlink()
    notices = [event for event in prepared(project) if isinstance(event, Notice)]
    assert [notice.text for notice in notices] == [
        "1 pictures were gone before they could be read. Refresh the list."
    ]
    assert len(usable(project)) == 6


def test_a_disk_that_is_full_while_decoding_is_said_and_a_refresh_goes_on(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: SampleCache, row: int, sample: UInt8Array) -> None:
        if row == 4:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        _write(self, row, sample)

    monkeypatch.setattr(SampleCache, "write", full)
    error = refusal(import_folder.new_job(NewProject(folder=data.parent / "project", data=data)))
    assert "could not be saved in" in error.what
    assert "No space left on device" in error.why
    monkeypatch.undo()
    assert refresh(data.parent / "project").samples == 6


def test_content_that_is_forgotten_is_decoded_anew(project: Path) -> None:
    with Project(project, write=True) as opened:
        ids = opened.samples.usable_ids()
        prepare.forget(opened, ids[:2])
        filled = prepare.open_cache(opened, layout_of(opened)).is_filled(np.array(ids))
    assert filled.tolist() == [False, False, True, True, True, True]
    run(import_folder.job(ImportFolder(project=project)))
    assert prepared(project) == []
