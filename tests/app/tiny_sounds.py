"""A real project of a few tones and noises, for pages to work on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile

from workbench.jobs import CancelToken
from workbench.operations import import_folder
from workbench.operations.import_folder import NewProject

RATE_HZ = 16_000
SECONDS = 0.5


def names(number: int) -> list[str]:
    """Of so many files: of two kinds by turns, tones ("t...") and noise ("n...")."""
    return [f"{'tn'[index % 2]}{index:03d}.wav" for index in range(number)]


def write_sounds(folder: Path, number: int = 24) -> None:
    """Tones and noise, no two alike."""
    folder.mkdir(parents=True, exist_ok=True)
    draw = np.random.default_rng(7)
    at = np.arange(round(SECONDS * RATE_HZ)) / RATE_HZ
    for index, name in enumerate(names(number)):
        tone = np.sin(2 * np.pi * (200 + 40 * index) * at) * np.exp(-4 * at)
        made = tone if name[0] == "t" else draw.normal(0, 0.3, len(at)) * np.exp(-(2 + index / 8) * at)
        soundfile.write(folder / name, 0.5 * np.clip(made, -1, 1), RATE_HZ, subtype="PCM_16")


def make_sound_project(folder: Path, number: int = 24) -> Path:
    """Write sounds, import them, and return the project's folder; it is closed again."""
    data, project = folder / "sounds", folder / "project"
    write_sounds(data, number)
    for _ in import_folder.new_job(NewProject(folder=project, data=data)).body(CancelToken()):
        pass
    return project
