"""A project without pictures: six samples entered by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.project import NewSample, Project, SourceFile

NUM_SAMPLES = 6


def make_empty(folder: Path) -> Project:
    """A project over an empty folder, open for writing."""
    data = folder / "data"
    data.mkdir(exist_ok=True)
    return Project.create(folder / "project", data=data, modality="image", name="Birds")


def enter_samples(project: Project, number: int = NUM_SAMPLES) -> None:
    """Enter files a0.png, a1.png ... with one sample each: ids 1, 2 ..."""
    with project.transaction():
        for index in range(number):
            file = SourceFile(path=f"a{index}.png", size=9, mtime_ns=5, hash=f"hash{index}")
            project.samples.add_file(file, [NewSample(width=20, height=20, channels=3)])


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Six samples, no labels, open for writing."""
    with make_empty(tmp_path) as made:
        enter_samples(made)
        yield made
