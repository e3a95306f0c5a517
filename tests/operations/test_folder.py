"""Looking through a folder of the user's, whatever lies in it."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from tests.pictures import draw
from workbench.engine.modalities import WholeFiles, modalities
from workbench.jobs import CancelToken, Request, UserError, WordsError
from workbench.operations import folder
from workbench.operations.folder import FoundFile
from workbench.operations.parallel import Done, in_parallel

_NAMES = ["Übung 1.png", "b/猫.jpg", "b/with space/c;d,e.PNG", "ünter\tordner/x.webp"]


def paths(root: Path) -> list[str]:
    """What `walk` finds, by path."""
    return [file.path for file in folder.walk(root)]


def test_files_are_found_in_every_sub_folder_whatever_their_names(tmp_path: Path) -> None:
    for name in _NAMES:
        draw(tmp_path / name)
    assert paths(tmp_path) == sorted(_NAMES)


def test_a_found_file_has_its_size_and_time(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.png")
    status = path.stat()
    assert folder.walk(tmp_path) == [
        FoundFile(path="a.png", size=status.st_size, mtime_ns=status.st_mtime_ns)
    ]


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    for name in (".hidden.png", ".git/a.png", "b/.thumbnails/d.png", "b/c.png"):
        draw(tmp_path / name)
    assert paths(tmp_path) == ["b/c.png"]


def test_links_that_lead_in_a_circle_are_followed_once(tmp_path: Path) -> None:
    draw(tmp_path / "b" / "c.png")
    (tmp_path / "b" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self").symlink_to("self")
    assert paths(tmp_path) == ["b/c.png", "self"]


def test_a_link_to_a_folder_elsewhere_is_followed(tmp_path: Path) -> None:
    draw(tmp_path / "elsewhere" / "a.png")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert paths(tmp_path / "data") == ["link/a.png"]


def test_a_link_to_nowhere_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.png").symlink_to("nowhere")
    (found,) = folder.walk(tmp_path)
    head = folder.look_at(tmp_path, found, modalities.get("image"), WholeFiles())
    assert (head.health.verdict, head.health.reason) == (
        "unreadable",
        "The file cannot be opened: No such file or directory.",
    )


def test_pipes_and_sockets_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket.png"))
    assert paths(tmp_path) == []


def test_names_that_are_no_text_are_listed_each_under_its_own(tmp_path: Path) -> None:
    for name in (b"\xff.png", b"\xfe.png"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).touch()
    assert paths(tmp_path) == ["\\udcfe.png", "\\udcff.png"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"is not there\. It was moved, renamed, or is on a disk"):
        folder.walk(tmp_path / "nowhere")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        folder.walk(draw(tmp_path / "a.png"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0)
    try:
        with pytest.raises(UserError, match=r"cannot be read\. The system says: Permission denied"):
            folder.walk(tmp_path)
    finally:
        tmp_path.chmod(0o700)


def test_the_kind_of_data_is_found_by_the_suffixes(tmp_path: Path) -> None:
    draw(tmp_path / "a.PNG")
    draw(tmp_path / "b.jpg")
    (tmp_path / "notes.txt").touch()
    assert folder.detect(tmp_path, folder.walk(tmp_path)).name == "image"


@pytest.mark.parametrize(("name", "why"), [("", "is empty"), ("notes.xyz", "holds no file of a kind")])
def test_a_folder_without_anything_to_learn_from_is_said(tmp_path: Path, name: str, why: str) -> None:
    if name:
        (tmp_path / name).touch()
    with pytest.raises(UserError, match=f"There is nothing to learn from in .*{why}"):
        folder.detect(tmp_path, folder.walk(tmp_path))


def test_a_kind_of_data_that_nobody_knows_is_a_matter_of_words(tmp_path: Path) -> None:
    with pytest.raises(WordsError, match=r"There is no modality 'smell'\. There are: .*image"):
        folder.detect(tmp_path, [], "smell")


def test_work_in_parallel_gives_its_results_in_order() -> None:
    work = [(lambda i=i: i * i) for i in range(200)]
    *_, last = in_parallel(work, total=200, phase="", unit="", token=CancelToken())
    assert isinstance(last, Done)
    assert last.results == tuple(i * i for i in range(200))


def test_work_that_is_stopped_gives_what_was_done_without_a_gap() -> None:
    token = CancelToken()

    def work(index: int) -> int:
        if index == 70:
            token.ask(Request.STOP)
        return index

    jobs = [(lambda i=i: work(i)) for i in range(300)]
    *_, last = in_parallel(jobs, total=300, phase="", unit="", token=token)
    assert isinstance(last, Done)
    assert last.results == tuple(range(len(last.results)))
    assert len(last.results) < 300


def test_a_failure_in_the_work_comes_out() -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_parallel([lambda: 1 / 0], total=1, phase="", unit="", token=CancelToken()))
