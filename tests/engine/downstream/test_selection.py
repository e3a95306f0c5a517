from __future__ import annotations

import dataclasses
from collections.abc import Generator, Sequence

import numpy as np
import pytest

from tests.engine.downstream.problems import blobs, problem, returned
from workbench.engine.downstream import assembly, selection
from workbench.engine.downstream.candidates import Candidate, Head, Logits, PooledHead
from workbench.engine.downstream.classifier import Member
from workbench.engine.downstream.controls import ClusterVote
from workbench.engine.downstream.folds import Fold, folds
from workbench.engine.downstream.full import TooSlowError
from workbench.engine.downstream.problem import Problem
from workbench.jobs import Event


class Fixed(Candidate):
    """Right on a fixed share of the labels, whatever it is trained on."""

    def __init__(self, given: Problem, kind: str, share: float, *, costly: bool = False) -> None:
        super().__init__(given)
        self.kind = self.title = kind
        self.share = share
        self.costly = costly  # type: ignore[misc]
        self.folds_seen = 0

    def held_out(self, parts: Sequence[Fold]) -> Generator[Event, None, list[Logits]]:
        yield from ()
        self.folds_seen = len(parts)
        if self.share < 0:
            raise TooSlowError
        right = np.arange(len(self.problem.classes)) < self.share * len(self.problem.classes)
        said = np.where(right, self.problem.classes, 1 - self.problem.classes)
        return [np.eye(2)[said[part.held]] * 3 for part in parts]

    def deliver(self) -> Generator[Event, None, tuple[Member, ...]]:
        raise NotImplementedError


def _choice(*shares: float) -> selection.Choice:
    given = problem(labels=40)
    ways = [Fixed(given, f"way {i}", share) for i, share in enumerate(shares)]
    return returned(selection.choose(ways, ways[0], seconds=60))


def test_what_is_clearly_better_is_chosen() -> None:
    assert _choice(0.5, 0.9, 0.6).best.candidate.kind == "way 1"


def test_the_usual_way_stays_when_others_do_as_well() -> None:
    given = problem(labels=40)
    ways = [Fixed(given, f"way {i}", 0.8) for i in range(3)]
    choice = returned(selection.choose(ways, ways[2], seconds=60))
    assert choice.best.candidate.kind == "way 2"


def test_of_two_that_are_as_much_better_the_simpler_is_chosen() -> None:
    assert _choice(0.5, 0.9, 0.9).best.candidate.kind == "way 1"


def test_a_way_that_takes_too_long_is_passed_over_and_said_so() -> None:
    choice = _choice(0.6, -1)
    assert choice.best.candidate.kind == "way 0"
    assert "Not tried, for want of time: way 1" in choice.sentence


def test_the_score_is_the_share_of_held_out_labels_found() -> None:
    score = _choice(0.75, 0.5).best.score
    assert score is not None
    assert score.value == pytest.approx(0.75)
    assert score.low < 0.75 < score.high


def test_one_label_a_class_is_decided_by_what_usually_serves_best() -> None:
    given = problem(labels=2)
    ways = assembly.candidates(given, "auto", 10.0)
    choice = returned(selection.choose(ways, assembly.usual(ways), seconds=10))
    assert choice.best.score is None
    assert choice.best.candidate.kind == "combined"
    assert "too few labels" in choice.sentence


def test_networks_are_tried_on_one_repeat_only() -> None:
    given = problem(labels=40)
    ways = [Fixed(given, "cheap", 0.5), Fixed(given, "network", 0.5, costly=True)]
    returned(selection.choose(ways, ways[0], seconds=60))
    assert (ways[0].folds_seen, ways[1].folds_seen) == (50, 5)


def test_what_builds_on_a_way_that_lost_is_not_tried() -> None:
    given = problem(labels=40)
    first, lost, built = (Fixed(given, name, share) for name, share in (("a", 0.9), ("b", 0.5), ("c", 1.0)))
    built.builds_on = "b"
    choice = returned(selection.choose([first, lost, built], first, seconds=60))
    assert [trial.candidate.kind for trial in choice.trials] == ["a", "b"]


def test_auto_tries_what_the_problem_allows() -> None:
    kinds = [way.kind for way in assembly.candidates(problem(), "auto", 10.0)]
    assert kinds == ["classic", "probe", "combined", "combined + pool", "full", "full + pool"]
    without = [way.kind for way in assembly.candidates(problem(pretrained=False), "auto", 10.0)]
    assert without == ["classic", "classic + pool", "scratch", "scratch + pool"]


def test_spread_labels_are_scored_without_the_label_that_is_held_out() -> None:
    given = problem(labels=20)
    flipped = given.classes.copy()
    flipped[0] = 1 - flipped[0]
    part = [Fold(train=np.arange(1, 20), held=np.array([0]))]
    way = PooledHead(given, ("classic",))
    (first,) = returned(way.held_out(part))
    given.classes[:] = flipped
    (second,) = returned(way.held_out(part))
    np.testing.assert_array_equal(first, second)


def test_the_head_that_learnt_spread_labels_tells_rows_from_columns() -> None:
    given = problem()
    (member,) = returned(PooledHead(given, ("classic",)).deliver())
    logits = member.logits(given.features)
    assert (logits.argmax(axis=1) == np.arange(60) % 2).mean() > 0.9


def test_every_control_gives_a_score() -> None:
    given = problem()
    for control in (*assembly.controls(given)[:3], ClusterVote(given)):
        parts = folds(given.classes, num_folds=3)
        trial = returned(selection.attempt(control, parts))
        assert trial.score is not None


def test_a_head_in_a_fold_never_sees_the_held_out_label() -> None:
    given = problem(labels=20)
    part = [Fold(train=np.arange(1, 20), held=np.array([0]))]
    (first,) = returned(Head(given, ("classic",)).held_out(part))
    given.classes[0] = 1 - given.classes[0]
    (second,) = returned(Head(given, ("classic",)).held_out(part))
    np.testing.assert_allclose(first, second)


def test_clusters_are_named_by_the_labels_in_them_and_by_no_other() -> None:
    values, clouds = blobs(60, 2)
    given = dataclasses.replace(problem(labels=20), features={"embedding": values, "classic": values})
    assert (clouds[:20] == given.classes).all()
    part = [Fold(train=np.arange(4), held=np.arange(4, 20))]
    (logits,) = returned(ClusterVote(given).held_out(part))
    assert (logits.argmax(axis=1) == clouds[4:20]).all()


def test_scoring_on_the_check_set_trains_on_all_labels_and_adds_only_unlabelled_samples() -> None:
    given = problem(number=60, labels=12)
    joined, fold = returned(assembly.with_check(given, np.array([50, 51]), np.array([0, 1])))
    np.testing.assert_array_equal(joined.rows[joined.labelled[fold.held]], [50, 51])
    np.testing.assert_array_equal(joined.labelled[fold.train], given.labelled)
    after, before = (np.asarray(each.features["classic"]) for each in (joined, given))
    np.testing.assert_allclose(after[60], before[50], atol=1e-6)


def test_a_way_without_a_margin_is_believed_at_any_gain() -> None:
    given = problem(labels=40)
    usual, slightly = Fixed(given, "usual", 0.5), Fixed(given, "slightly", 0.525)
    slightly.margin = 1.5
    assert returned(selection.choose([usual, slightly], usual, seconds=60)).best.candidate is usual
    slightly.margin = 0.0
    assert returned(selection.choose([usual, slightly], usual, seconds=60)).best.candidate is slightly
