"""A file is written whole: when the disk refuses, what was there before is untouched."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import LIMIT_SECONDS
from workbench.jobs import UserError
from workbench.project import files


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "out.json"
    files.write_json(path, {"name": "Jürgen 鳥", "numbers": [1, 2.5, None]})
    return path


def full(*_: object) -> None:
    """The disk is full."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_plain_data_comes_back(saved: Path) -> None:
    assert files.read_json(saved) == {"name": "Jürgen 鳥", "numbers": [1, 2.5, None]}


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_content_and_nothing_beside_it(
    saved: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    before = saved.read_bytes()
    monkeypatch.setattr(os, call, full)
    with pytest.raises(UserError):
        files.write_json(saved, {"name": "new"})
    assert (saved.read_bytes(), list(saved.parent.iterdir())) == (before, [saved])


def test_a_full_disk_is_said_with_what_to_do(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError) as caught:
        files.write_json(saved, {})
    assert caught.value.what == f"out.json could not be saved in {saved.parent}."
    assert "No space left on device" in caught.value.why
    assert "MB are free there" in caught.value.why
    assert caught.value.todo.startswith("What was saved before is untouched.")


def test_a_file_that_the_system_cuts_short_leaves_the_old_content(saved: Path) -> None:
    before = saved.read_bytes()
    program = (
        "import resource, signal, sys; from pathlib import Path; from workbench.project import files;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (999, 999));"
        "files.write_json(Path(sys.argv[1]), 'x' * 5000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(saved)],
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT_SECONDS,
    )
    assert "UserError: out.json could not be saved" in done.stderr
    assert (saved.read_bytes(), list(saved.parent.iterdir())) == (before, [saved])


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"out\.json could not be saved in .*nowhere"):
        files.write_json(tmp_path / "nowhere" / "out.json", {})


def test_a_damaged_file_is_said_to_be_so(saved: Path) -> None:
    saved.write_text('{"name": ', encoding="utf-8")
    with pytest.raises(UserError, match=r"out\.json cannot be read"):
        files.read_json(saved)
