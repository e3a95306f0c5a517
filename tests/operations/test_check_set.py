"""Drawing the check set: at random, and never what is labelled or set aside."""

from __future__ import annotations

from pathlib import Path

from tests.projects import copied, ids_of, label, set_role
from workbench.operations import check_set
from workbench.project import Project


def test_the_check_set_is_drawn_from_unlabelled_samples_of_the_pool(tmp_path: Path, imported: Path) -> None:
    project = copied(imported, tmp_path)
    label(project, {"a00.png": "red"})
    set_role(project, "reserve", "b01.png")
    with Project(project) as opened:
        drawn = check_set.draw(opened)
        ids = ids_of(opened)
    assert set(drawn) == set(ids.values()) - {ids["a00.png"], ids["b01.png"]}


def test_the_same_seed_draws_the_same_samples_and_another_one_others(imported: Path) -> None:
    with Project(imported) as project:
        first, again, other = (check_set.draw(project, 5, seed) for seed in (1, 1, 2))
    assert first == again != other
    assert len(set(first)) == 5


def test_the_drawn_samples_score_and_are_no_longer_in_the_pool(tmp_path: Path, imported: Path) -> None:
    with Project(copied(imported, tmp_path), write=True) as project:
        drawn = check_set.draw(project, 4)
        project.apply(check_set.edit(drawn), "Draw")
        assert set(project.samples.usable_ids(("check",))) == set(drawn)
        assert not set(project.samples.usable_ids(("pool",))) & set(drawn)
