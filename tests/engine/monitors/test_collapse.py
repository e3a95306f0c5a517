from __future__ import annotations

import pytest

from tests.engine.monitors.sights import sights
from workbench.engine.monitors.collapse import collapse, signs
from workbench.engine.monitors.sight import Sight
from workbench.engine.pretext import Measure

_ENTROPY = Measure(name="entropy", label="Indecision", help="High is bad.", bad_above=0.9)
_VARIETY = Measure(name="variety", label="Variety", help="Low is bad.", bad_below=0.2)


def _names(last: Sight, start: Sight, *measures: Measure) -> set[str]:
    return set(signs(last, start, measures))


@pytest.mark.parametrize(
    ("values", "sign"),
    [
        ({"head_spread": (0.8, 0.07)}, "head_spread"),
        ({"spread": (0.15, 0.02)}, "spread"),
        ({"rank": (18.0, 1.3)}, "rank"),
        ({"agreement": (0.2, 0.08)}, "agreement"),
        ({"entropy": (0.5, 0.97)}, "entropy"),
        ({"variety": (0.5, 0.1)}, "variety"),
    ],
)
def test_each_way_to_collapse_has_its_sign(values: dict[str, tuple[float, float]], sign: str) -> None:
    seen = sights(values)
    assert _names(seen[-1], seen[0], _ENTROPY, _VARIETY) == {sign}


@pytest.mark.parametrize(
    "values",
    [
        {"head_spread": (0.8, 0.95)},
        {"head_spread": (0.27, 0.19)},  # DINO's
        {"spread": (0.136, 0.087)},  # batch norm's statistics alone
        {"rank": (4.3, 2.7)},  # a transformer's
        {"agreement": (0.20, 0.16)},
        {"agreement": (0.04, 0.01)},
        {"entropy": 0.85, "variety": 0.3},
    ],
)
def test_what_healthy_networks_do_is_no_sign(values: dict[str, float | tuple[float, float]]) -> None:
    seen = sights(values)
    assert not _names(seen[-1], seen[0], _ENTROPY, _VARIETY)


def test_encoders_whose_features_are_close_together_from_the_start_are_not_blamed() -> None:
    seen = sights({"spread": (0.03, 0.02), "rank": (1.4, 1.3), "head_spread": (0.05, 0.04)})
    assert not _names(seen[-1], seen[0])


def test_a_sign_must_last_three_looks() -> None:
    seen = sights({"head_spread": 0.9}, 9)
    fallen = [_with(sight, head_spread=0.03) for sight in seen[-3:]]
    assert collapse([*seen[:6], *fallen], (), ended=False)
    assert not collapse([*seen[:6], *fallen[:2]], (), ended=False)
    assert not collapse([*seen[:6], fallen[0], seen[-1], fallen[0], seen[-1]], (), ended=False)


def test_different_signs_after_each_other_are_no_collapse() -> None:
    seen = sights({"head_spread": 0.9}, 9)
    fallen = [_with(seen[-3], head_spread=0.03), _with(seen[-2], rank=1.1), _with(seen[-1], head_spread=0.03)]
    assert not collapse([*seen[:6], *fallen], (), ended=False)


def test_what_was_bad_from_the_start_has_a_quarter_of_the_time_to_become_good() -> None:
    assert not collapse(sights({"entropy": 1.0}, progress=0.2), [_ENTROPY], ended=False)
    assert collapse(sights({"entropy": 1.0}, progress=0.3), [_ENTROPY], ended=False)


def test_at_the_end_two_looks_must_do_or_the_only_one() -> None:
    seen = sights({"head_spread": 0.9})
    fallen = [_with(sight, head_spread=0.03) for sight in seen]
    assert collapse([*seen[:-2], *fallen[-2:]], (), ended=True)
    assert not collapse([*seen[:-1], fallen[-1]], (), ended=True)
    assert collapse([seen[0], fallen[-1]], (), ended=True)


def test_one_look_is_too_few() -> None:
    assert not collapse(sights(number=1), (), ended=True)
    assert not collapse([], (), ended=True)


def _with(sight: Sight, **values: float) -> Sight:
    return Sight(step=sight.step, progress=sight.progress, values={**sight.values, **values})


def test_a_task_that_cannot_collapse_is_judged_by_its_own_measures_alone() -> None:
    fallen = sights({"spread": 0.01, "entropy": 1.0})
    fallen[0] = sights()[0]
    assert collapse(fallen, (), ended=False)
    assert not collapse(fallen, (), ended=False, can=False)
    assert collapse(fallen, [_ENTROPY], ended=False, can=False)
