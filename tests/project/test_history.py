"""Undo and redo live in the project and survive its closing; what was said of a sample is never lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.project.conftest import enter_samples, make_empty
from tests.running import patient
from workbench.project import Label, Project, SetLabels, SetRoles


def label(project: Project, sample: int, name: str) -> None:
    """Label one sample."""
    project.apply(SetLabels(labels=((sample, Label(value=(name,))),)), f"Label {name}")


def names(project: Project) -> dict[int, str]:
    """Sample -> label."""
    return {sample: found.name for sample, found in project.labels.all().items()}


def test_undo_and_redo_survive_closing_and_opening(project: Project) -> None:
    label(project, 1, "cat")
    label(project, 1, "dog")
    project.undo()
    project.close()
    with Project(project.folder, write=True) as again:
        assert (again.history.undo_title, again.history.redo_title) == ("Label cat", "Label dog")
        again.redo()
        assert names(again) == {1: "dog"}


def test_undo_takes_back_one_edit_after_the_other_down_to_none(project: Project) -> None:
    label(project, 1, "cat")
    label(project, 2, "dog")
    seen = []
    while project.undo():
        seen.append(names(project))
    assert seen == [{1: "cat"}, {}]


def test_a_new_edit_forgets_what_could_be_redone(project: Project) -> None:
    label(project, 1, "cat")
    project.undo()
    label(project, 2, "dog")
    assert project.redo() is None
    assert names(project) == {2: "dog"}


def test_with_nothing_to_take_back_undo_says_so(project: Project) -> None:
    assert project.undo() is None
    assert project.history.undo_title is None


def test_undo_says_what_it_changed(project: Project) -> None:
    label(project, 4, "cat")
    changes = project.undo()
    assert changes is not None
    assert (changes.labels, changes.classes) == (frozenset({4}), True)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with make_empty(tmp_path_factory.mktemp("history")) as project:
        enter_samples(project)
        return project.folder


def move(project: Project, place: int, what: str) -> None:
    """One of the things a person does, by its name."""
    match what:
        case "label":
            label(project, place % 6 + 1, f"class {place % 3}")
        case "role":
            project.apply(SetRoles(roles=((place % 6 + 1, "check"),)), "")
        case "undo":
            project.undo()
        case "redo":
            project.redo()


def whole(project: Project) -> tuple[object, ...]:
    """All that edits change."""
    return names(project), project.labels.classes(), [sample.role for sample in project.samples.all()]


def times(replay: Callable[[], object]) -> int:
    """How often something could be undone, or redone."""
    return sum(1 for _ in iter(replay, None))


@settings(patient, max_examples=25)
@given(moves=st.lists(st.sampled_from(["label", "role", "undo", "redo"]), max_size=14))
def test_redoing_all_that_was_undone_leads_to_where_it_was(shared: Path, moves: list[str]) -> None:
    with Project(shared, write=True) as project:
        start = whole(project)
        for place, what in enumerate(moves):
            move(project, place, what)
        times(project.redo)
        end = whole(project)
        undone = times(project.undo)
        assert (whole(project), times(project.redo), whole(project)) == (start, undone, end)
        times(project.undo)


def test_the_history_of_a_label_only_grows(project: Project) -> None:
    lengths = []
    for what in ("label", "label", "undo", "redo", "undo", "undo"):
        move(project, 0, what)
        lengths.append(len(project.labels.history(1)))
    assert lengths == [1, 2, 3, 4, 5, 6]


def test_the_history_of_a_label_says_what_it_was_and_when_it_was_taken_away(project: Project) -> None:
    label(project, 1, "cat")
    project.apply(SetLabels(labels=((1, None),)), "Clear")
    said = [event.label.name if event.label else None for event in project.labels.history(1)]
    assert said == ["cat", None]


def test_the_past_of_a_label_is_never_rewritten(project: Project) -> None:
    label(project, 1, "cat")
    before = project.labels.history(1)
    label(project, 1, "dog")
    project.undo()
    assert project.labels.history(1)[:1] == before


def test_a_label_keeps_its_source_and_gets_its_time(project: Project) -> None:
    project.apply(SetLabels(labels=((1, Label(value=("cat",), source="guess")),)), "")
    found = project.labels.of(1)
    assert found is not None
    assert found.source == "guess"
    assert found.time.endswith("+00:00")
