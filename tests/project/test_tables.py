"""What is written into a project is read back the same, also by another connection."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project.conftest import make_empty
from workbench.project import (
    Label,
    Model,
    NewSample,
    Prediction,
    Project,
    Sample,
    SetLabels,
    SetRoles,
    SourceFile,
)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Project]:
    with make_empty(tmp_path) as project:
        yield project


def usable(project: Project) -> list[str]:
    """Files of the samples that can be learnt from."""
    return [sample.file for sample in project.samples.usable()]


def test_a_file_with_all_its_columns_comes_back(empty: Project) -> None:
    file = SourceFile(
        path="süß/猫 1.png", size=2**40, mtime_ns=1_700_000_000_000_000_001, hash="abc", verdict="too large",
        reason="It is too large.", missing=True, read_reduced=True,
    )  # fmt: skip
    with empty.transaction():
        identity = empty.samples.add_file(file)
    with Project(empty.folder) as reader:
        assert reader.samples.file("süß/猫 1.png") == dataclasses.replace(file, id=identity)


def test_a_sample_with_all_its_columns_comes_back(empty: Project) -> None:
    with empty.transaction():
        empty.samples.add_file(
            SourceFile(path="a.tif", read_reduced=True),
            [NewSample(part="page 2", width=20, height=10, channels=4)],
        )
        empty.samples.judge(1, "blank", "It is blank.")
    assert empty.samples.get(1) == Sample(
        id=1, file="a.tif", part="page 2", width=20, height=10, channels=4, verdict="blank",
        reason="It is blank.", read_reduced=True,
    )  # fmt: skip


def test_samples_entered_again_keep_their_ids_and_labels_and_get_the_new_size(project: Project) -> None:
    project.apply(SetLabels(labels=((2, Label(value=("cat",))),)), "")
    with project.transaction():
        project.samples.add_samples(2, [NewSample(width=99, height=20, channels=1)])
    assert (project.samples.get(2).width, project.samples.count()) == (99, 6)
    assert list(project.labels.all()) == [2]


@pytest.mark.parametrize("change", [{"verdict": "unreadable"}, {"missing": True}, {"copy_of": 1}])
def test_files_that_cannot_be_learnt_from_give_no_samples(
    project: Project, change: dict[str, object]
) -> None:
    file = project.samples.file("a3.png")
    assert file is not None
    with project.transaction():
        project.samples.update_file(dataclasses.replace(file, **change))  # type: ignore[arg-type]
        if "verdict" in change:
            project.samples.judge_file("a3.png", "unreadable", "Damaged.")
    assert usable(project) == ["a0.png", "a1.png", "a2.png", "a4.png", "a5.png"]
    assert project.samples.count() == 5


def test_roles_choose_among_the_usable_samples(project: Project) -> None:
    project.apply(SetRoles(roles=((1, "reserve"), (2, "check"))), "")
    chosen = {role: project.samples.usable_ids((role,)) for role in ("pool", "check", "reserve")}
    assert chosen == {"pool": [3, 4, 5, 6], "check": [2], "reserve": [1]}


def test_how_much_there_is_to_learn_from_is_told_without_the_reserve(project: Project) -> None:
    before = project.samples.total_width()
    project.apply(SetRoles(roles=((1, "reserve"), (2, "check"))), "")
    assert project.samples.total_width() == before - project.samples.get(1).width


def test_a_label_on_a_copy_goes_to_the_first(project: Project) -> None:
    with project.transaction():
        project.samples.add_file(SourceFile(path="z.png", verdict="copy", copy_of=3))
    assert [sample.id for sample in project.samples.of_file("z.png")] == [3]
    assert project.samples.copies() == [("z.png", "a2.png")]


def test_a_file_that_nobody_knows_has_no_samples(project: Project) -> None:
    assert project.samples.of_file("nowhere.png") == []
    with pytest.raises(KeyError):
        project.samples.get(99)


def test_refused_files_are_listed_with_their_reason_and_copies_are_not_among_them(project: Project) -> None:
    with project.transaction():
        project.samples.add_file(SourceFile(path="z.png", verdict="copy", copy_of=1))
        project.samples.judge_file("a4.png", "blank", "It is of one colour.")
    assert [(file.path, file.reason) for file in project.samples.refused()] == [
        ("a4.png", "It is of one colour.")
    ]


def test_a_cache_needs_a_row_for_the_largest_id(project: Project) -> None:
    assert project.samples.num_rows() == 7


def test_runs_come_back_in_order_with_numbered_names(project: Project) -> None:
    project.runs.add("simclr", "resnet18", 10)
    project.runs.add("mae", "vit_small", 20)
    assert [(run.name, run.state, run.planned_steps) for run in project.runs.all()] == [
        ("0001-simclr", "running", 10),
        ("0002-mae", "running", 20),
    ]


def test_the_name_of_a_discarded_run_is_not_given_again(project: Project) -> None:
    project.runs.add("simclr", "resnet18")
    project.runs.remove("0001-simclr")
    assert project.runs.add("simclr", "resnet18").name == "0002-simclr"


def test_a_change_of_a_run_leaves_what_was_not_given(project: Project) -> None:
    before = project.runs.add("simclr", "resnet18", 10)
    project.runs.change(before.name, state="finished", steps=10, verdict="done")
    assert project.runs.get(before.name) == dataclasses.replace(
        before, state="finished", steps=10, verdict="done"
    )


def test_a_run_with_steps_left_can_go_on(project: Project) -> None:
    run = project.runs.add("simclr", "small_residual", 9)
    stopped = dataclasses.replace(run, state="stopped", steps=3)
    assert stopped.can_go_on
    assert not dataclasses.replace(stopped, steps=9).can_go_on
    assert not dataclasses.replace(stopped, state="collapsed").can_go_on


def test_a_model_comes_back_with_its_scores_and_predictions(project: Project) -> None:
    said = [
        Prediction(sample=2, label="dog", confidence=0.75),
        Prediction(sample=1, label="cat", confidence=1.0),
    ]
    scores = {"accuracy": 0.5, "low": None, "beside": [{"kind": "classic"}]}
    model = Model(name="0001-probe", run="", mode="probe", labels=4, scores=scores)
    added = project.models.add(model, said)
    assert project.models.get("0001-probe") == added
    assert project.models.predictions("0001-probe") == said[::-1]


def test_a_model_whose_predictions_cannot_be_entered_is_not_listed(project: Project) -> None:
    import sqlite3

    model = Model(name="0001-probe", run="", mode="probe", labels=4)
    with pytest.raises(sqlite3.IntegrityError):
        project.models.add(model, [Prediction(sample=99, label="cat", confidence=1.0)])
    assert project.models.all() == []


def test_a_remembered_word_is_there_after_opening_again(project: Project) -> None:
    project.set_state("page", "label")
    project.set_state("page", "inspect")
    with Project(project.folder) as reader:
        assert (reader.state("page"), reader.state("none", "start")) == ("inspect", "start")


def test_several_writes_in_a_transaction_are_made_whole_or_not_at_all(project: Project) -> None:
    def fail() -> None:
        with project.transaction():
            project.samples.judge(1, "blank", "")
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    assert project.samples.get(1).verdict == "fine"
