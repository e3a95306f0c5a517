"""Looks at runs that never were: each value from its start to its end, in equal steps."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.engine.monitors.sight import Sight

Ends = float | tuple[float, float]
HEALTHY: dict[str, Ends] = {"spread": (0.15, 0.55), "rank": (18.0, 55.0), "agreement": (0.2, 0.5)}


def sights(
    values: Mapping[str, Ends] | None = None, number: int = 8, *, progress: float = 1.0
) -> list[Sight]:
    """A healthy encoder's looks until `progress`, the first on the random network, with these values."""
    values, seen = values or {}, []
    for place in range(number):
        share = place / max(1, number - 1)
        now = {name: _between(ends, share) for name, ends in {**HEALTHY, **values}.items()}
        if place == 0:
            now = {name: now[name] for name in HEALTHY}
        elif "head_spread" in now:
            now["first_head_spread"] = _between(values["head_spread"], 0)
        seen.append(Sight(step=100 * place, progress=progress * share, values=now))
    return seen


def _between(ends: Ends, share: float) -> float:
    first, last = ends if isinstance(ends, tuple) else (ends, ends)
    return first + share * (last - first)
