"""What one look at a learning network saw: an event, made every few seconds of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.engine.contracts import RowsPreview
from workbench.engine.monitors.verdict import Verdict
from workbench.jobs import Asked, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked(Event):
    """The encoder on fixed samples after `step` steps; nothing of it touches the training.

    values: "spread" (1 evenly spread, 0 all the same), "rank" (RankMe), "rank_share" (of the width),
    "alignment", "uniformity", "agreement" (neighbours under two views, 0 to 1). And means over the last
    fourth of the steps since the look before: "loss", "head_spread" (of what the task compares), and the
    task's own measures. "first_head_spread" is that of the first step.
    """

    step: int
    values: Mapping[str, float]
    strip: tuple[tuple[int, ...], ...]
    """Sample ids: each fixed sample, then its nearest neighbours, nearest first."""
    verdict: Verdict
    preview: RowsPreview | None = None
    """What the task answers on a few fixed samples by now; None where it has nothing to show."""
    progress: float = 0.0
    """Share of the schedule that was over, in [0, 1]."""
    num_samples: int = 0
    """How many fixed samples it was looked at with."""
    doubtful: bool = False
    """Whether any sign of a collapse was there, even if not for long enough to be called one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collapsing(Asked):
    """The network is going the wrong way. With `waits` the job holds until `CancelToken.reply`.

    The replies are "remedy", "ignore" and "stop".
    """

    step: int
    remedy: str
    numbers: Mapping[str, float] = field(default_factory=dict)
    kept_step: int | None = None
    """The step of the last good state, which "remedy" and "stop" go back to; None where there is none."""
