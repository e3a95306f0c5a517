"""A program that labels without end and says of each label that it was saved; to be killed.

python -m tests.operations.labelling PROJECT FIRST
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from workbench.project import Label, Project, SetLabels


def nth_edit(number: int, samples: Sequence[int]) -> tuple[tuple[int, Label | None], ...]:
    """What edit number so-and-so sets: two samples a time; every ninth edit takes labels away."""
    label = None if number % 9 == 8 else Label(value=(f"kind {number % 4}",))
    return tuple((samples[place % len(samples)], label) for place in (7 * number, 7 * number + 3))


def main(project: Path, first: int) -> None:
    """Apply edit after edit, printing the number of each once it is saved."""
    with Project(project, write=True) as opened:
        samples = opened.samples.usable_ids()
        for number in count(first):
            opened.apply(SetLabels(labels=nth_edit(number, samples)), f"Edit {number}")
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
