from __future__ import annotations

from pathlib import Path

import pytest

from tests.operations.test_fine_tune import _few, _label, _pretrained, project
from tests.running import refusal, result
from workbench.operations.compare import Compare, CompareResult, job

__all__ = ["project"]
KINDS = [
    "self-supervised", "self-supervised and classic features", "classic features", "random features",
    "clusters", "scratch", "self-supervised, whole network",
]  # fmt: skip


def _compare(folder: Path) -> CompareResult:
    return result(job(Compare(project=folder, minutes=0.02, seeds=2, device="cpu")), CompareResult)


def test_every_way_stands_beside_the_others(project: Path) -> None:
    _label(project, _few(6))
    _pretrained(project)
    compared = _compare(project)
    assert [row.kind for row in compared.rows] == KINDS
    assert all(row.balanced_accuracy is not None for row in compared.rows[:5])
    assert (compared.how, compared.num) == ("cross-validation", 12)
    assert "take it as a hint" in compared.verdict


def test_a_check_set_judges_when_it_is_large_enough(project: Path) -> None:
    _label(project, _few(4))
    _label(project, [*range(8, 24), *range(32, 48)], role="check")
    _pretrained(project)
    compared = _compare(project)
    assert (compared.how, compared.num) == ("check set", 32)


def test_one_label_a_class_compares_nothing_and_says_so(project: Path) -> None:
    _label(project, _few(1))
    _pretrained(project)
    compared = _compare(project)
    assert {row.balanced_accuracy for row in compared.rows} == {None}
    assert "Too few labels" in compared.verdict


@pytest.mark.parametrize("labels", [0, 3])
def test_without_labels_or_a_run_it_is_refused_in_words(labels: int, project: Path) -> None:
    _label(project, _few(labels))
    assert refusal(job(Compare(project=project))).todo
