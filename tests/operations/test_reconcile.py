"""Comparing a folder with what is known of it: a sample follows its content, and no file is lost."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.running import patient
from workbench.engine.contracts import Health
from workbench.operations.folder import FoundFile, Head
from workbench.operations.reconcile import Reconciled, reconcile
from workbench.project import SourceFile

_contents = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("1234"), max_size=6)


def folder(contents: dict[str, str]) -> dict[str, Head]:
    """A folder's heads; `contents` gives each file's hash."""
    return {
        path: Head(file=FoundFile(path=path, size=1, mtime_ns=0), hash=content, health=Health())
        for path, content in contents.items()
    }


def entered(settled: Reconciled) -> list[SourceFile]:
    """The rows as the project keeps them: new ones get an id, copies point to their first."""
    last = max((row.id for row in settled.files), default=0)
    rows = []
    for row in settled.files:
        last += not row.id
        rows.append(row if row.id else replace(row, id=last))
    ids = {row.path: row.id for row in rows if not row.missing}
    first = {path: ids[of] for path, of in settled.copies.items()}
    return [row if row.missing else replace(row, copy_of=first.get(row.path)) for row in rows]


def known(contents: dict[str, str]) -> list[SourceFile]:
    """What a project knows after importing a folder."""
    return entered(reconcile((), folder(contents)))


def owners(rows: list[SourceFile]) -> dict[str, SourceFile]:
    """Content -> the row that is its sample."""
    return {row.hash: row for row in rows if row.copy_of is None and not row.missing}


def row_at(rows: list[SourceFile], path: str) -> SourceFile:
    """The present file of that path."""
    (row,) = [row for row in rows if row.path == path and not row.missing]
    return row


@patient
@given(_contents, _contents)
def test_what_is_present_is_what_was_found(before: dict[str, str], after: dict[str, str]) -> None:
    rows = entered(reconcile(known(before), folder(after)))
    assert {row.path: row.hash for row in rows if not row.missing} == after


@patient
@given(_contents, _contents)
def test_each_content_has_one_sample_and_it_is_the_first_by_path(
    before: dict[str, str], after: dict[str, str]
) -> None:
    rows = entered(reconcile(known(before), folder(after)))
    first = {content: min(p for p in after if after[p] == content) for content in after.values()}
    assert {content: row.path for content, row in owners(rows).items()} == first


@patient
@given(_contents, _contents)
def test_a_content_that_is_still_there_keeps_its_sample_wherever_it_went(
    before: dict[str, str], after: dict[str, str]
) -> None:
    old, new = owners(known(before)), owners(entered(reconcile(known(before), folder(after))))
    for content in set(old) & set(new):
        assert new[content].id == old[content].id


@patient
@given(_contents, _contents)
def test_no_row_is_ever_dropped_or_doubled(before: dict[str, str], after: dict[str, str]) -> None:
    start = known(before)
    rows = entered(reconcile(start, folder(after)))
    assert len({row.id for row in rows}) == len(rows)
    assert {row.id for row in start} <= {row.id for row in rows}


@patient
@given(_contents, _contents)
def test_no_two_rows_have_the_same_path(before: dict[str, str], after: dict[str, str]) -> None:
    rows = entered(reconcile(known(before), folder(after)))
    assert len({row.path for row in rows}) == len(rows)


@patient
@given(_contents, st.sets(st.sampled_from("abcdef")), _contents)
def test_a_folder_that_comes_back_as_it_was_has_its_samples_back(
    before: dict[str, str], gone: set[str], added: dict[str, str]
) -> None:
    start = known(before)
    between = {path: content for path, content in (added | before).items() if path not in gone}
    away = entered(reconcile(start, folder(between)))
    back = entered(reconcile(away, folder(before)))
    for content, row in owners(start).items():
        assert owners(back)[content].id == row.id


@patient
@given(_contents)
def test_an_unchanged_folder_has_no_news(contents: dict[str, str]) -> None:
    start = known(contents)
    settled = reconcile(start, folder(contents))
    assert not (settled.new | settled.changed | settled.moved | settled.missing)
    assert entered(settled) == start


def test_a_moved_file_keeps_its_row() -> None:
    start = known({"a": "1"})
    settled = reconcile(start, folder({"b": "1"}))
    assert settled.moved == {"b"}
    assert row_at(entered(settled), "b").id == start[0].id


def test_two_files_that_swap_names_swap_their_rows() -> None:
    start = known({"a": "1", "b": "2"})
    rows = entered(reconcile(start, folder({"a": "2", "b": "1"})))
    assert (row_at(rows, "a").id, row_at(rows, "b").id) == (start[1].id, start[0].id)


def test_a_changed_file_keeps_its_row_and_is_said_to_be_changed() -> None:
    start = known({"a": "1"})
    settled = reconcile(start, folder({"a": "2"}))
    assert settled.changed == {"a"}
    assert not settled.new | settled.missing
    assert row_at(entered(settled), "a").id == start[0].id


def test_the_sample_of_a_removed_original_goes_on_with_its_copy() -> None:
    start = known({"a": "1", "b": "1"})
    rows = entered(reconcile(start, folder({"b": "1"})))
    assert row_at(rows, "b").id == start[0].id
    assert [row.path for row in rows if row.missing] == ["a"]


def test_a_copy_that_is_found_before_the_original_becomes_the_path_of_the_sample() -> None:
    start = known({"m": "1"})
    settled = reconcile(start, folder({"a": "1", "m": "1"}))
    assert settled.copies == {"m": "a"}
    assert row_at(entered(settled), "a").id == start[0].id


def test_the_sample_of_a_changed_original_goes_on_with_its_copy() -> None:
    start = known({"a": "1", "b": "1"})
    settled = reconcile(start, folder({"a": "2", "b": "1"}))
    assert settled.changed == {"a"}
    assert row_at(entered(settled), "b").id == start[0].id


def test_a_file_that_took_the_place_of_a_removed_one_is_not_taken_for_that_one_changed() -> None:
    start = known({"a": "1", "b": "2"})
    rows = entered(reconcile(start, folder({"a": "2"})))
    assert row_at(rows, "a").id == start[1].id
    assert [row.id for row in rows if row.missing] == [start[0].id]


def test_an_original_that_comes_back_does_not_take_the_sample_from_its_copy() -> None:
    start = known({"a": "1", "b": "1"})
    away = entered(reconcile(start, folder({"b": "1"})))
    back = reconcile(away, folder({"a": "1", "b": "1"}))
    assert back.copies == {"b": "a"}
    assert row_at(entered(back), "a").id == start[0].id


def test_a_file_that_becomes_the_copy_of_another_does_not_take_its_sample() -> None:
    start = known({"a": "1", "b": "2"})
    rows = entered(reconcile(start, folder({"a": "2", "b": "2"})))
    assert owners(rows)["2"].id == start[1].id


def test_a_copy_of_a_file_that_decoding_refused_stays_a_copy() -> None:
    first, copy = known({"a": "1", "b": "1"})
    start = [replace(first, verdict="blank", reason="It is of one colour."), copy]
    settled = reconcile(start, folder({"a": "1", "b": "1"}))
    assert settled.copies == {"b": "a"}
    assert [row.verdict for row in settled.files] == ["blank", "copy"]


def test_files_that_could_not_be_read_are_no_copies_of_each_other() -> None:
    unreadable = Health(verdict="unreadable", reason="Damaged.")
    heads = {
        path: replace(head, hash="", health=unreadable) for path, head in folder({"a": "", "b": ""}).items()
    }
    settled = reconcile((), heads)
    assert not settled.copies
    assert {row.verdict for row in settled.files} == {"unreadable"}


def test_what_decoding_showed_still_holds_for_an_unchanged_file() -> None:
    start = [replace(row, verdict="blank", reason="It is of one colour.") for row in known({"a": "1"})]
    (row,) = reconcile(start, folder({"a": "1"})).files
    assert (row.verdict, row.reason) == ("blank", "It is of one colour.")


def test_a_changed_file_is_judged_anew() -> None:
    start = [replace(row, verdict="blank", reason="It is of one colour.") for row in known({"a": "1"})]
    (row,) = reconcile(start, folder({"a": "2"})).files
    assert (row.verdict, row.reason) == ("fine", "")
