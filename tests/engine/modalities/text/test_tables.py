"""Rows of tables are read however they are written, and no row is lost where quoting is broken."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.modalities.text.making import TEXT, look, reading, refused, texts, written
from tests.running import patient
from workbench.engine.modalities.text.files.opened import source_of, table_of

_LONG = "this is a rather long text"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_delimiters_and_marks_are_found(delimiter: str, mark: str, tmp_path: Path) -> None:
    rows = [["id", "text"], *([str(i), f"{_LONG} {i}"] for i in range(5))]
    path = written(tmp_path / "a.csv", mark + "\r\n".join(map(delimiter.join, rows)))
    assert texts(path, "row") == [f"{_LONG} {i}" for i in range(5)]


@patient
@given(
    st.lists(
        st.tuples(
            st.integers(0, 99).map(str),
            st.text(alphabet='ab ,;"\n\té猫', max_size=12).map(lambda t: f"{_LONG} {t}"),
        ),
        min_size=2,
        max_size=8,
    )
)
def test_quoted_cells_come_back_whole(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerows([("number", "text"), *rows])
    path = written(tmp_path_factory.mktemp("tables") / "a.csv", stream.getvalue())
    assert texts(path, "row", "text") == [text.strip() for _, text in rows]


def test_rows_count_as_in_a_spreadsheet_and_empty_cells_are_no_samples(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", f"id,text\n1,{_LONG} one\n2,\n\n3,{_LONG} two\n")
    assert [part.key for part in look(path, "row").parts] == ["row 2", "row 5"]


def test_a_table_without_a_header_has_numbered_columns(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "\n".join(f"{i},{_LONG} {i}" for i in range(4)))
    table, _ = table_of(path, source_of(path))
    assert (table.names, table.column) == (("column 1", "column 2"), "column 2")
    assert len(texts(path, "row")) == 4


def test_a_quotation_mark_that_is_never_closed_takes_no_other_row_along(tmp_path: Path) -> None:
    rows = [f'{i},"{_LONG} {i}"' for i in range(30)]
    rows[7] = f'7,"{_LONG} open'
    path = written(tmp_path / "a.csv", "id,text\n" + "\n".join(rows))
    found = texts(path, "row")
    assert len(found) == 30
    assert found[7] == f"{_LONG} open"
    assert found[8] == f"{_LONG} 8"


def test_delimiters_in_an_unquoted_text_stay_in_it(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.csv", f"text,label\n{_LONG}, well, good,pos\n{_LONG} again,neg\n{_LONG}, no,pos\n"
    )
    assert texts(path, "row") == [f"{_LONG}, well, good", f"{_LONG} again", f"{_LONG}, no"]
    assert texts(path, "row", "label") == ["pos", "neg", "pos"]


def test_short_rows_and_zero_bytes_are_borne(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", f"id,text,more\n1,{_LONG}\0 a,x\n2\n3,{_LONG} b,y\n4,{_LONG} c,z\n")
    assert texts(path, "row") == [f"{_LONG} a", f"{_LONG} b", f"{_LONG} c"]


def test_marks_with_a_backslash_before_them_are_understood(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", f'id,text\n1,"{_LONG} \\"so\\", she said"\n2,"{_LONG}"\n')
    assert texts(path, "row")[0] == f'{_LONG} "so", she said'


def test_a_single_column_may_hold_commas(tmp_path: Path) -> None:
    lines = [f"{_LONG}, {'and, ' * (i % 3)}{i}" for i in range(9)]
    assert texts(written(tmp_path / "a.csv", "\n".join(lines)), "row") == lines


def test_a_column_that_is_not_there_is_said_with_those_that_are(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", f"id,text\n1,{_LONG}\n2,{_LONG} b\n")
    assert refused(path, "row", "review") == "It has no column “review”; its columns are: id, text."


def test_a_table_that_lists_files_beside_it_is_one_of_labels(tmp_path: Path) -> None:
    written(tmp_path / "one.txt", "words")
    written(tmp_path / "two.txt", "words")
    path = written(tmp_path / "labels.csv", "file,label\none.txt,good\ntwo.txt,bad\n")
    assert "table of labels" in refused(path)


def test_lines_of_json_are_rows_and_broken_ones_are_passed_over(tmp_path: Path) -> None:
    lines = ['{"id": 1, "text": "first text"}', "{broken", "", '{"id": 2, "text": "second \\ud800 text"}']
    path = written(tmp_path / "a.jsonl", "\n".join(lines))
    assert [part.key for part in look(path, "row", "text").parts] == ["row 1", "row 4"]
    decoded = list(TEXT.decode(path, ["row 4"], TEXT.layout([]), reading("row", "text")))
    assert getattr(decoded[0], "thumbnail") == b"second ? text"  # noqa: B009 - an error has none


def test_rows_without_text_are_counted_and_said(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", f"id,text\n1,{_LONG} one\n2,\n\n3, \n4\n5,{_LONG} two\n,\n")
    assert look(path, "row").note == "3 rows hold no text and were left out, the first is row 3."


def test_lines_that_are_no_json_are_counted_and_said(tmp_path: Path) -> None:
    lines = ['{"text": "first text"}', "{broken", "", '{"text": "second text"}', "more {", '{"text": null}']
    note = look(written(tmp_path / "a.jsonl", "\n".join(lines)), "row").note
    assert note == (
        "2 lines are no valid JSON and were left out, the first is line 2."
        " 1 row holds no text and was left out (row 6)."
    )


def test_lines_that_are_no_objects_are_said_where_a_column_is_read(tmp_path: Path) -> None:
    lines = ['{"body": "first of the texts"}', '"bare"', '{"body": "second of the texts"}']
    note = look(written(tmp_path / "a.jsonl", "\n".join(lines)), "row").note
    assert note == "1 line is no JSON object and was left out (line 2)."


def test_lines_that_are_bare_texts_are_read(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", '"one bare text"\n"another one"\n')
    assert texts(path, "row") == ["one bare text", "another one"]
    assert not look(path, "row").note


def test_texts_within_lists_and_objects_are_found(tmp_path: Path) -> None:
    line = (
        '{"meta": {"title": "a title"}, "turns": [{"who": "A", "says": "hello"}, {"who": "B", "says": "oh"}]}'
    )
    path = written(tmp_path / "a.ndjson", line)
    assert texts(path, "row", "meta.title") == ["a title"]
    assert texts(path, "row", "turns") == ["A\nhello\nB\noh"]


def test_a_table_is_cut_into_rows_and_these_into_sentences(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.csv", "id,text\n1,One is here. Two is there.\n2,Three is nowhere to be seen.\n"
    )
    assert [part.key for part in look(path, "sentence").parts] == ["row 2", "row 2 (2)", "row 3"]
    assert texts(path, "document") == ["One is here. Two is there.", "Three is nowhere to be seen."]


def test_cells_of_several_paragraphs_are_cut_at_blank_lines(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", 'id,text\n1,"One is here.\nSo it is.\n\nTwo is there."\n2,Three.\n')
    assert [part.key for part in look(path, "paragraph").parts] == ["row 2", "row 2 (2)", "row 3"]
    assert texts(path, "paragraph") == ["One is here.\nSo it is.", "Two is there.", "Three."]


def test_each_long_line_of_a_cell_is_a_paragraph_as_in_a_file(tmp_path: Path) -> None:
    line = "a line that goes on and on until nobody would break it here " * 2
    path = written(tmp_path / "a.jsonl", f'{{"text": "{line}one.\\n{line}two."}}\n')
    assert texts(path, "paragraph") == [f"{line}one.", f"{line}two."]
