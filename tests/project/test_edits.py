"""Every edit can be taken back, written down and read again."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.project.conftest import NUM_SAMPLES, enter_samples, make_empty
from tests.running import patient
from workbench.project import (
    AddClasses,
    Changes,
    Edit,
    Label,
    OrderClasses,
    Project,
    RemoveClasses,
    RenameClass,
    Role,
    SetLabels,
    SetRoles,
    Several,
    edits,
)

_State = tuple[dict[int, Label], tuple[str, ...], list[Role]]

_names = st.sampled_from(["cat", "dog", "a|b", "猫", 'a"b'])
_lists = st.lists(_names, max_size=4).map(tuple)
_ids = st.integers(1, NUM_SAMPLES)
_roles: st.SearchStrategy[Role] = st.sampled_from(["pool", "check", "reserve"])
_labels = st.one_of(
    _names.map(lambda name: Label(value=(name,), source="file")),
    st.lists(_names, min_size=2, max_size=3, unique=True).map(
        lambda names: Label(value=tuple(names), kind="classes")
    ),
    st.text(max_size=5).map(lambda text: Label(value=(text,), kind="text", source="guess")),
)
_one: st.SearchStrategy[Edit] = st.one_of(
    st.lists(st.tuples(_ids, st.none() | _labels), max_size=4).map(lambda x: SetLabels(labels=tuple(x))),
    _lists.map(lambda names: AddClasses(names=names)),
    _lists.map(lambda names: RemoveClasses(names=names)),
    st.tuples(_names, _names).map(lambda pair: RenameClass(old=pair[0], new=pair[1])),
    st.lists(st.tuples(_ids, _roles), max_size=4).map(lambda pairs: SetRoles(roles=tuple(pairs))),
)
_edits: st.SearchStrategy[Edit] = _one | st.lists(_one, max_size=3).map(lambda x: Several(edits=tuple(x)))
_few = settings(patient, max_examples=60)


def state_of(project: Project) -> _State:
    """All that edits change, but for the history."""
    roles = [sample.role for sample in project.samples.all()]
    return project.labels.all(), project.labels.classes(), roles


def make(project: Project, edit: Edit) -> Edit:
    """Make an edit past the history; gives its inverse as it comes back from text."""
    return edits.from_json(edit.apply(project.transaction()).inverse.to_json())


@pytest.fixture(scope="module")
def shared() -> Iterator[Project]:
    """One project for many examples."""
    with tempfile.TemporaryDirectory() as folder, make_empty(Path(folder)) as project:
        enter_samples(project)
        yield project


@contextmanager
def nothing_kept(project: Project) -> Iterator[None]:
    """What an example did is forgotten, however it ended."""
    try:
        yield
    finally:
        project.transaction().rollback()


@_few
@given(sequence=st.lists(_edits, max_size=6))
def test_taking_back_each_edit_leads_back_through_every_state(shared: Project, sequence: list[Edit]) -> None:
    with nothing_kept(shared):
        states, inverses = [], []
        for edit in sequence:
            states.append(state_of(shared))
            inverses.append(make(shared, edit))
        for inverse, state in zip(reversed(inverses), reversed(states), strict=True):
            make(shared, inverse)
            assert state_of(shared) == state


@_few
@given(sequence=st.lists(_one, max_size=4), seed=st.integers(0, 99))
def test_putting_the_classes_in_another_order_can_be_taken_back(
    shared: Project, sequence: list[Edit], seed: int
) -> None:
    with nothing_kept(shared):
        make(shared, Several(edits=tuple(sequence)))
        labels, classes, roles = before = state_of(shared)
        order = tuple(random.Random(seed).sample(classes, len(classes)))
        inverse = make(shared, OrderClasses(names=order))
        assert state_of(shared) == (labels, order, roles)
        make(shared, inverse)
        assert state_of(shared) == before


@patient
@given(edit=_edits)
def test_an_edit_is_the_same_after_it_was_written_down_and_read(edit: Edit) -> None:
    assert edits.from_json(edit.to_json()) == edit


@patient
@given(names=_lists)
def test_an_order_of_classes_is_the_same_after_it_was_written_down_and_read(names: tuple[str, ...]) -> None:
    assert edits.from_json(OrderClasses(names=names).to_json()) == OrderClasses(names=names)


def test_a_label_with_new_classes_puts_them_at_the_end_of_the_list(project: Project) -> None:
    project.apply(AddClasses(names=("cat",)), "")
    project.apply(SetLabels(labels=((1, Label(value=("dog", "cat"), kind="classes")),)), "")
    assert project.labels.classes() == ("cat", "dog")


def test_the_words_of_a_text_label_are_no_classes(project: Project) -> None:
    project.apply(SetLabels(labels=((1, Label(value=("a cat sits",), kind="text")),)), "")
    assert project.labels.classes() == ()


def test_removing_a_class_takes_it_out_of_the_labels_and_leaves_the_others(project: Project) -> None:
    both = Label(value=("cat", "dog"), kind="classes")
    project.apply(SetLabels(labels=((1, both), (2, Label(value=("cat",))))), "")
    project.apply(RemoveClasses(names=("cat",)), "")
    assert {sample: label.value for sample, label in project.labels.all().items()} == {1: ("dog",)}


def test_renaming_a_class_to_one_that_is_there_joins_the_two(project: Project) -> None:
    project.apply(SetLabels(labels=((1, Label(value=("cat",))), (2, Label(value=("kitten",))))), "")
    project.apply(RenameClass(old="kitten", new="cat"), "")
    assert [label.name for label in project.labels.all().values()] == ["cat", "cat"]
    assert project.labels.classes() == ("cat",)


def test_an_edit_says_which_labels_and_what_else_it_changed(project: Project) -> None:
    edit = Several(edits=(SetLabels(labels=((2, Label(value=("cat",))),)), SetRoles(roles=((3, "check"),))))
    assert project.apply(edit, "").changes == Changes(labels=frozenset({2}), classes=True, roles=True)


def test_an_edit_of_a_sample_that_is_not_there_changes_nothing(project: Project) -> None:
    before = state_of(project)
    labels = ((1, Label(value=("cat",))), (99, Label(value=("dog",))))
    with pytest.raises(sqlite3.IntegrityError):
        project.apply(SetLabels(labels=labels), "Label")
    assert state_of(project) == before
    assert project.history.undo_title is None
