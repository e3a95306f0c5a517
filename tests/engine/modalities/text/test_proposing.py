"""How files would be cut into samples is proposed from what they hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.modalities.text.making import TEXT, written
from workbench.engine.modalities import Proposal

_SHORT = "A short text about a plant that wants water."


def _proposed(*paths: Path) -> Proposal:
    return TEXT.propose(paths)


def test_many_short_files_are_documents(tmp_path: Path) -> None:
    found = _proposed(*(written(tmp_path / f"{i}.txt", _SHORT) for i in range(30)))
    assert found.reading.unit == "document"
    assert found.reason.endswith(".")


def test_a_book_is_cut_into_paragraphs(tmp_path: Path) -> None:
    assert _proposed(written(tmp_path / "book.txt", f"{_SHORT}\n\n" * 900)).reading.unit == "paragraph"


def test_a_text_in_wrapped_lines_is_no_list_of_texts(tmp_path: Path) -> None:
    line = "the quick brown fox jumps over the lazy dog and does not stop at all\n"
    assert _proposed(written(tmp_path / "book.txt", line * 900)).reading.unit == "paragraph"


def test_a_file_of_one_text_a_line_is_cut_into_lines(tmp_path: Path) -> None:
    lines = "".join(f"{'Very ' * (i % 9)}good film number {i}.\n" for i in range(60))
    found = _proposed(written(tmp_path / "reviews.txt", lines))
    assert found.reading.unit == "row"
    assert "Each line" in found.reason


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_of_a_table_the_column_with_the_longest_varied_texts_is_read(suffix: str, tmp_path: Path) -> None:
    alike, varied = "the same long words in each and every row of it", "a text that is number"
    if suffix == ".csv":
        content = "id,note,review\n" + "".join(f"{i},{alike},{varied} {i}\n" for i in range(30))
    else:
        content = "".join(f'{{"id": {i}, "note": "{alike}", "review": "{varied} {i}"}}\n' for i in range(30))
    found = _proposed(written(tmp_path / f"a{suffix}", content))
    assert (found.reading.unit, found.reading.column) == ("row", "review")
    assert found.choices == {"column": ("id", "note", "review")}


def test_addresses_are_no_texts(tmp_path: Path) -> None:
    rows = "".join(f"https://example.org/a/very/long/address/{i:040d},good film {i}\n" for i in range(20))
    assert _proposed(written(tmp_path / "a.csv", "link,said\n" + rows)).reading.column == "said"


def test_a_table_of_labels_beside_texts_does_not_decide(tmp_path: Path) -> None:
    paths = [written(tmp_path / f"{i}.txt", _SHORT) for i in range(2)]
    table = written(tmp_path / "labels.csv", "file,label\n0.txt,a\n1.txt,b\n")
    assert _proposed(table, *paths).reading.unit == "document"


def test_files_that_cannot_be_read_bring_no_proposal_down(tmp_path: Path) -> None:
    paths = [
        written(tmp_path / f"a{suffix}", bytes(range(256))) for suffix in (".csv", ".txt", ".pdf", ".docx")
    ]
    assert _proposed(*paths, tmp_path / "gone.txt").reading.unit == "document"
