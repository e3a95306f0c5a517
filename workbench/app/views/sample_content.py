"""A sample as it lies in its file: a picture's numbers, a text, a sound, read beside the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.engine.modalities import Content, modalities
from workbench.operations import reading
from workbench.operations.prepare import thumbnails_path
from workbench.project import Project, Sample


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A sample, where it lies, and how its file is cut into samples."""

    sample: Sample
    data: Path
    modality: str
    thumbnails: Path
    reading: Any
    """A value of the modality's reading settings."""

    @property
    def path(self) -> Path:
        """Its file; a project's data may be one large file."""
        return self.data if self.data.is_file() else self.data / self.sample.file


def shown(project: Project, sample: int) -> Shown:
    """What is needed to show a sample of an open project."""
    return Shown(
        sample=project.samples.get(sample),
        data=project.description.data,
        modality=project.description.modality,
        thumbnails=thumbnails_path(project),
        reading=reading.of(project),
    )


def read(of: Shown) -> Content:
    """The sample itself: a picture (H, W, C) in its own number type, a text, or a sound.

    Raises `UnreadableError` or OSError.
    """
    sample = of.sample
    return modalities.get(of.modality).read(of.path, sample.part, of.reading, reduced=sample.read_reduced)
