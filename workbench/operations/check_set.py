"""The check set: randomly drawn samples whose labels only score and calibrate."""

from __future__ import annotations

import random

from workbench.project import Edit, Project, SetRoles

ENOUGH = 30
"""Below so many check labels the program says that it cannot tell yet."""


def draw(project: Project, count: int = ENOUGH, seed: int = 0) -> tuple[int, ...]:
    """Ids of `count` unlabelled samples of the pool, drawn at random; fewer when there are fewer."""
    labels = project.labels.all()
    free = [sample.id for sample in project.samples.usable(("pool",)) if sample.id not in labels]
    return tuple(random.Random(seed).sample(sorted(free), min(count, len(free))))


def edit(samples: tuple[int, ...]) -> Edit:
    """The edit that makes them the check set's."""
    return SetRoles(roles=tuple((sample, "check") for sample in samples))
