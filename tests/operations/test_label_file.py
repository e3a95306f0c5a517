"""Labels from a table however it was saved, and from sub-folders."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.pictures import draw, draw_pages
from tests.projects import copied, labels_of, new_project, set_role
from tests.running import refusal, result
from workbench.operations import label_file
from workbench.operations.label_file import LabelFile, LabelFileResult, LabelFolders
from workbench.project import Project

_PLAIN = "file,label\na00.png,red\nb01.png,blau und grün\n"
_BOTH = {"a00.png": "red", "b01.png": "blau und grün"}
_FORMS = {
    "plain": _PLAIN.encode(),
    "a byte-order mark": _PLAIN.encode("utf-8-sig"),
    "semicolons": _PLAIN.replace(",", ";").encode(),
    "tabs": _PLAIN.replace(",", "\t").encode(),
    "Windows line ends": _PLAIN.replace("\n", "\r\n").encode(),
    "old Mac line ends": _PLAIN.replace("\n", "\r").encode(),
    "UTF-16": _PLAIN.encode("utf-16"),
    "Western Windows letters": _PLAIN.encode("cp1252"),
    "no last line end": _PLAIN.rstrip().encode(),
    "blank lines": _PLAIN.replace("\n", "\n\n").encode(),
    "quotes": 'file,label\n"a00.png","red"\n"b01.png","blau und grün"\n'.encode(),
    "other columns": "id,label,file,note\n1,red,a00.png,x\n2,blau und grün,b01.png,\n".encode(),
    "large letters": _PLAIN.replace("file,label", " File , LABEL ").encode(),
    "Windows paths": _PLAIN.replace("b01", ".\\b01").encode(),
}


@pytest.fixture
def project(tmp_path: Path, imported: Path) -> Path:
    return copied(imported, tmp_path)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "labels.csv"


def take(project: Path, table: Path, text: str | bytes, *, check: bool = False) -> LabelFileResult:
    """Write a table and take its labels."""
    table.write_bytes(text if isinstance(text, bytes) else text.encode())
    job = label_file.job(LabelFile(project=project, table=table, check=check))
    return result(job, LabelFileResult)


def refuse(project: Path, table: Path, text: str | bytes) -> str:
    """The sentence about a table that cannot be used; nothing may have been labelled."""
    table.write_bytes(text if isinstance(text, bytes) else text.encode())
    error = refusal(label_file.job(LabelFile(project=project, table=table)))
    assert labels_of(project) == {}
    return str(error)


@pytest.mark.parametrize("form", _FORMS)
def test_a_table_is_understood_in_the_form(form: str, project: Path, table: Path) -> None:
    take(project, table, _FORMS[form])
    assert labels_of(project) == _BOTH


def test_unknown_files_are_reported_and_the_rest_is_taken(project: Path, table: Path) -> None:
    taken = take(project, table, _PLAIN + "nowhere.png,red\nb/a00.png,red\n")
    assert (taken.labelled, taken.unknown) == (2, ("nowhere.png", "b/a00.png"))
    assert "2 files are not in this project, for example nowhere.png." in taken.sentence
    assert labels_of(project) == _BOTH


def test_of_a_file_named_twice_the_last_line_counts_and_it_is_said(project: Path, table: Path) -> None:
    taken = take(project, table, "file,label\na00.png,blue\na00.png,green\na00.png,red\n")
    assert (taken.labelled, taken.duplicates) == (1, ("a00.png",))
    assert "1 files were named more than once; the last line counts." in taken.sentence
    assert labels_of(project) == {"a00.png": "red"}


@pytest.mark.parametrize("empty", ["", "   ", "|", " | "])
def test_a_line_without_a_label_is_counted_and_labels_nothing(project: Path, table: Path, empty: str) -> None:
    taken = take(project, table, f"file,label\na00.png,red\nb01.png,{empty}\n")
    assert (taken.labelled, taken.empty) == (1, 1)
    assert labels_of(project) == {"a00.png": "red"}


def test_a_short_line_is_a_line_without_a_label(project: Path, table: Path) -> None:
    assert take(project, table, "file,label\na00.png,red\nb01.png\n").empty == 1


def test_several_classes_are_joined_by_a_bar(project: Path, table: Path) -> None:
    take(project, table, "file,label\na00.png,red | striped|red\n")
    with Project(project) as opened:
        (label,) = opened.labels.all().values()
    assert (label.kind, label.value, label.source) == ("classes", ("red", "striped"), "file")


def test_a_column_of_texts_gives_texts_and_no_classes(project: Path, table: Path) -> None:
    take(project, table, 'file,text\na00.png,"Red, and | striped"\n')
    with Project(project) as opened:
        (label,) = opened.labels.all().values()
        assert (label.kind, label.value) == ("text", ("Red, and | striped",))
        assert opened.labels.classes() == ()


def test_labels_of_the_check_set_are_for_scoring_only(project: Path, table: Path) -> None:
    take(project, table, _PLAIN, check=True)
    with Project(project) as opened:
        assert [sample.file for sample in opened.samples.usable(("check",))] == ["a00.png", "b01.png"]


def test_a_table_is_one_edit_that_is_taken_back_at_once(project: Path, table: Path) -> None:
    take(project, table, _PLAIN, check=True)
    with Project(project, write=True) as opened:
        opened.undo()
        assert opened.samples.usable(("check",)) == []
        assert (opened.labels.all(), opened.labels.classes()) == ({}, ())


def test_a_label_on_a_copy_goes_to_the_first_and_counts_once(tmp_path: Path, table: Path) -> None:
    draw(tmp_path / "data" / "a.png")
    shutil.copy(tmp_path / "data" / "a.png", tmp_path / "data" / "copy.png")
    project = new_project(tmp_path / "project", tmp_path / "data")
    taken = take(project, table, "file,label\na.png,red\ncopy.png,red\n")
    assert (taken.labelled, labels_of(project)) == (1, {"a.png": "red"})


def test_a_label_on_a_file_goes_to_each_of_its_pages(tmp_path: Path, table: Path) -> None:
    draw_pages(tmp_path / "data" / "p.tif", "a", "b")
    project = new_project(tmp_path / "project", tmp_path / "data")
    assert take(project, table, "file,label\np.tif,red\n").labelled == 2


def test_a_table_without_the_right_columns_says_which_it_has(project: Path, table: Path) -> None:
    said = refuse(project, table, "name,kind\na00.png,red\n")
    assert said.startswith("labels.csv is not a table of labels.")
    assert "it names name, kind." in said


def test_a_table_of_unknown_files_only_is_refused_with_an_example(project: Path, table: Path) -> None:
    said = refuse(project, table, "file,label\nx.png,red\ny.png,red\n")
    assert "None of the 2 files in the table is a sample of this project, for example x.png." in said


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", bytes(range(256)) * 9, b'file,label\na00.png,"' + b"x" * 200_000, b"\xff\xfe\x00"],
    ids=["nothing", "a line end", "bytes", "a long quote without end", "half a UTF-16 letter"],
)
def test_what_is_no_table_is_said_to_be_none(project: Path, table: Path, content: bytes) -> None:
    assert refuse(project, table, content).startswith("labels.csv is not a table of labels.")


def test_a_quotation_mark_that_is_never_closed_takes_no_lines_along(project: Path, table: Path) -> None:
    said = refuse(project, table, 'file,label\na00.png,"red\nb01.png,blue\n')
    assert "perhaps a quotation mark is not closed" in said


def test_behind_another_slip_of_quoting_an_open_mark_is_still_found(project: Path, table: Path) -> None:
    said = refuse(project, table, 'file,label\n"a00.png" ,red\nb01.png,"blue\nb02.png,blue\n')
    assert "perhaps a quotation mark is not closed" in said


def test_other_slips_of_quoting_are_forgiven(project: Path, table: Path) -> None:
    take(project, table, 'file,label\n"a00.png" ,red\n')
    assert labels_of(project) == {"a00.png": "red"}


def test_a_table_that_is_not_there_is_said(project: Path, table: Path) -> None:
    error = refusal(label_file.job(LabelFile(project=project, table=table)))
    assert str(error).startswith("labels.csv cannot be read. The system says: No such file or directory.")


def test_sub_folders_are_labels_when_the_person_says_so(tmp_path: Path) -> None:
    for name in ("cats/a.png", "cats/old/b.png", "c.png"):
        draw(tmp_path / "data" / name)
    project = new_project(tmp_path / "project", tmp_path / "data")
    assert labels_of(project) == {}
    taken = result(label_file.job(LabelFolders(project=project)), LabelFileResult)
    assert taken.labelled == 2
    assert labels_of(project) == {"cats/a.png": "cats", "cats/old/b.png": "old"}


def test_sub_folders_label_no_part_that_is_not_learnt_from(tmp_path: Path) -> None:
    for name in ("tea", "rain"):
        (tmp_path / "data" / name).mkdir(parents=True)
        rows = f"text\nwhat there is to say of {name}\nthe same words in both of them\n"
        (tmp_path / "data" / name / "a.csv").write_text(rows)
    project = new_project(tmp_path / "project", tmp_path / "data")
    assert result(label_file.job(LabelFolders(project=project)), LabelFileResult).labelled == 3


def test_without_sub_folders_there_are_no_labels_to_take(project: Path) -> None:
    error = refusal(label_file.job(LabelFolders(project=project)))
    assert error.why == "The files are in no sub-folders."


def test_a_refused_file_gets_no_label(tmp_path: Path, table: Path) -> None:
    draw(tmp_path / "data" / "a.png")
    (tmp_path / "data" / "text.png").write_text("no picture")
    project = new_project(tmp_path / "project", tmp_path / "data")
    assert take(project, table, "file,label\na.png,red\ntext.png,red\n").unknown == ("text.png",)


def test_a_reserved_sample_keeps_its_role_when_it_is_labelled(project: Path, table: Path) -> None:
    set_role(project, "reserve", "a00.png")
    take(project, table, _PLAIN)
    with Project(project) as opened:
        assert [sample.file for sample in opened.samples.usable(("reserve",))] == ["a00.png"]
