"""New files are read in bounded pieces, in order, with every part of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.engine.contracts import Layout
from workbench.engine.modalities import modalities
from workbench.jobs import Advanced, CancelToken
from workbench.operations import folder, read_files
from workbench.operations.parallel import Done
from workbench.operations.read_files import Read

_TEXT = modalities.get("text")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A table of 700 rows between two short texts, and a file that is none."""
    rows = "".join(f"{i},a text that is long enough {i}\n" for i in range(700))
    (tmp_path / "b.csv").write_text("id,text\n" + rows, encoding="utf-8")
    (tmp_path / "a.txt").write_text("first", encoding="utf-8")
    (tmp_path / "c.txt").write_text("last", encoding="utf-8")
    (tmp_path / "d.txt").write_bytes(bytes(range(256)))
    return tmp_path


def _chunks(data: Path) -> list[tuple[Read, ...]]:
    events = read_files.read_all(
        data,
        folder.walk(data),
        _TEXT,
        Layout(shape=(64,)),
        {"unit": "row", "column": "text"},
        CancelToken(),
        phase="x",
    )
    return [event.results for event in events if isinstance(event, Done)]


def test_every_part_comes_once_and_in_order(data: Path) -> None:
    parts = [(read.file, read.key) for chunk in _chunks(data) for read in chunk]
    rows = [("b.csv", f"row {number}") for number in range(2, 702)]
    assert parts == [("a.txt", "line 1"), *rows, ("c.txt", "line 1"), ("d.txt", "")]


def test_a_large_file_comes_in_pieces(data: Path) -> None:
    assert max(map(len, _chunks(data))) <= read_files.CHUNK + 256
    assert len(_chunks(data)) > 1


def test_a_file_that_cannot_be_read_has_a_problem_and_no_row(data: Path) -> None:
    last = _chunks(data)[-1][-1]
    assert last.row is None
    assert last.problem == "It is not a text: it holds bytes that stand for no letters."


def test_of_a_large_file_there_is_news(data: Path) -> None:
    events = read_files.read_all(
        data, folder.walk(data), _TEXT, Layout(shape=(64,)), {"unit": "row"}, CancelToken(), phase="x"
    )
    news = [event.done for event in events if isinstance(event, Advanced) and event.unit == "texts"]
    assert news[-1] == 702
