"""What is said of runs can be taken back, written down and read again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.project.conftest import make_empty
from tests.running import patient
from workbench.project import ChangeRuns, Changes, Project, Run, RunChange, edits

_NAMES = ("0001-simclr", "0002-mae")
_changes = st.builds(
    RunChange,
    run=st.sampled_from([*_NAMES, "0009-gone"]),
    title=st.none() | st.text(max_size=5),
    tags=st.none() | st.lists(st.text(max_size=4), max_size=3).map(tuple),
    deleted=st.none() | st.booleans(),
)
_edits = st.lists(_changes, max_size=4).map(lambda runs: ChangeRuns(runs=tuple(runs)))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Two runs, for many examples that are forgotten again."""
    with make_empty(tmp_path_factory.mktemp("runs")) as project:
        for task in ("simclr", "mae"):
            project.runs.add(task, "resnet18")
        yield project


def _runs(project: Project) -> list[Run]:
    return project.runs.all(deleted=True)


@patient
@given(first=_edits, second=_edits)
def test_taking_back_each_edit_leads_back_through_every_state(
    shared: Project, first: ChangeRuns, second: ChangeRuns
) -> None:
    try:
        states, inverses = [], []
        for edit in (first, second):
            states.append(_runs(shared))
            inverses.append(edit.apply(shared.transaction()).inverse.to_json())
        for inverse, state in zip(reversed(inverses), reversed(states), strict=True):
            edits.from_json(inverse).apply(shared.transaction())
            assert _runs(shared) == state
    finally:
        shared.transaction().rollback()


@patient
@given(edit=_edits)
def test_an_edit_is_the_same_after_it_was_written_down_and_read(edit: ChangeRuns) -> None:
    assert edits.from_json(edit.to_json()) == edit


def test_deleted_runs_are_left_out_unless_they_are_asked_for(project: Project) -> None:
    project.runs.add("simclr", "resnet18")
    edit = ChangeRuns(runs=(RunChange(run="0001-simclr", deleted=True),))
    assert project.apply(edit, "Delete").changes == Changes(runs=True)
    assert project.runs.all() == []
    assert project.runs.get("0001-simclr") is None
    assert [run.name for run in project.runs.all(deleted=True)] == ["0001-simclr"]


def test_a_run_that_is_gone_for_good_is_passed_over(project: Project) -> None:
    edit = ChangeRuns(runs=(RunChange(run="0001-simclr", title="x"),))
    assert project.apply(edit, "Rename").changes == Changes()
