"""The learning rate over a run: it depends on the step alone, so a resumed run repeats it exactly."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Linear warm-up, then a half cosine down to zero (Loshchilov & Hutter 2017), over one stretch.

    `first` and `steps` say which steps the stretch covers; a cool-down falls linearly from `start_rate`.
    """

    first: int
    steps: int
    peak_rate: float
    warmup: float = 0.05
    """Share of the stretch that warms up."""
    cooling: bool = False
    begun: float = 0.0
    """Share of the run that was over when a cool-down took its rest's place."""

    @property
    def end(self) -> int:
        """The step at which the stretch is over."""
        return self.first + self.steps

    def progress(self, step: int) -> float:
        """Share of the run that is done before `step`, in [0, 1]; a cool-down goes on where it began."""
        return self.begun + (1 - self.begun) * self._done(step)

    def rate(self, step: int) -> float:
        """Learning rate of `step`, counted from 0."""
        if self.cooling:
            return self.peak_rate * (1.0 - self._done(step))
        warm = max(1.0, self.warmup * self.steps)
        done = step - self.first
        if done < warm:
            return self.peak_rate * (done + 1) / (warm + 1)
        share = (done - warm) / max(1.0, self.steps - warm)
        return self.peak_rate * 0.5 * (1.0 + math.cos(math.pi * min(1.0, share)))

    def cool_down(self, step: int) -> Schedule:
        """The stretch that ends well from `step` on: at most a tenth of what was done, at least a step."""
        left = max(0, self.end - step)
        return Schedule(
            first=step,
            steps=min(left, max(1, (step - self.first) // 10)),
            peak_rate=self.rate(step),
            cooling=True,
            begun=self.progress(step),
        )

    def _done(self, step: int) -> float:
        return min(1.0, max(0.0, (step - self.first) / max(1, self.steps)))
