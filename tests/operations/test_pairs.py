"""Questions and answers, in whatever table people have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.engine.downstream.retrieval import Pair
from workbench.jobs import UserError
from workbench.operations.pairs import read_table

FERN = Pair(prompt="Wie oft gießen?", answer="Zweimal, grün halten.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_any_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    rows = (
        'prompt,answer\nWie oft gießen?,"Zweimal, grün halten."\nWarum ist das Moos so trüb?,Schöne Grüße!\n'
    )
    path.write_bytes(rows.encode(encoding))
    assert read_table(path).pairs[0] == FERN


@pytest.mark.parametrize(
    "head",
    ["question,answer", "input,output", "Prompt, Response", "instruction,response", "id,question,answer"],
)
def test_usual_names_of_columns_are_understood(head: str, tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text(f"{head}\n{'7,' if head.startswith('id') else ''}why,because\n")
    assert read_table(path).pairs == (Pair(prompt="why", answer="because"),)


def test_an_instruction_is_asked_with_its_input(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("instruction,input,output\nTranslate,moth,Motte\nGreet,,Hello\n")
    assert [pair.prompt for pair in read_table(path).pairs] == ["Translate\nmoth", "Greet"]


@pytest.mark.parametrize("sign", [";", "\t"])
def test_other_signs_between_columns_are_understood(sign: str, tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text(f"prompt{sign}answer\r\nwhy{sign}because, yes\r\n")
    assert read_table(path).pairs == (Pair(prompt="why", answer="because, yes"),)


def test_lines_without_question_or_answer_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("prompt,answer\na,b\n,c\nd,\ne\n\na,b\n")
    found = read_table(path)
    assert (len(found.pairs), found.empty) == (1, 3)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("file,label\na,b\n", "it names file, label"),
        ("prompt,label\na,b\n", "Add answer"),
        ("", "it names nothing"),
        ("prompt,answer\n", "none with both"),
        ('prompt,answer\na,b\nc,"d\ne,f\ng,h\n', "quotation mark"),
    ],
)
def test_what_is_missing_is_said(content: str, what: str, tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text(content)
    with pytest.raises(UserError, match=what):
        read_table(path)


def test_a_table_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        read_table(tmp_path / "none.csv")
