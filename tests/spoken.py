"""A small project of sounds that spell: every letter is a tone, so that texts can be learnt fast."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import soundfile
import torch
from numpy.typing import NDArray

from tests.projects import new_project
from tests.running import result
from workbench.engine.checkpoint import save_encoder
from workbench.engine.encoders import build
from workbench.engine.modalities import modalities
from workbench.operations import label_file
from workbench.operations.import_folder import layout_of
from workbench.operations.label_file import LabelFile, LabelFileResult
from workbench.project import Project

RATE_HZ = 16_000
_PITCH_HZ = {"a": 300.0, "b": 700.0, "c": 1500.0, "d": 3100.0, " ": 0.0}
_LETTER_SECONDS = 0.12


def tones(text: str, draw: np.random.Generator) -> NDArray[np.float32]:
    """(T,) float32: a tone for each letter, a short gap behind each, and a little noise."""
    at = np.arange(round(_LETTER_SECONDS * RATE_HZ)) / RATE_HZ
    fade = np.minimum(1, 8 * np.minimum(at, at[::-1]) / _LETTER_SECONDS)
    parts = [0.3 * fade * np.sin(2 * np.pi * _PITCH_HZ[letter] * at) for letter in text]
    made = np.concatenate(parts)
    return (made + draw.normal(0, 0.003, len(made))).astype(np.float32)


def some_texts(number: int, seed: int = 0) -> list[str]:
    """So many texts of three to five letters."""
    draw = np.random.default_rng(seed)
    return ["".join(draw.choice(list("abcd"), draw.integers(3, 6))) for _ in range(number)]


def write_spoken(folder: Path, texts: Mapping[str, str], seed: int = 0) -> Path:
    """The sound of each text, by the file's name."""
    folder.mkdir(parents=True, exist_ok=True)
    draw = np.random.default_rng(seed)
    for name, text in texts.items():
        soundfile.write(folder / name, tones(text, draw), RATE_HZ)
    return folder


def write_table(path: Path, texts: Mapping[str, str]) -> Path:
    """A table of files and their texts."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("file", "text"), *texts.items()])
    return path


def label_from(project: Path, texts: Mapping[str, str], *, check: bool = False) -> LabelFileResult:
    """Take these texts as labels, as a person would: from a table."""
    table = write_table(project.parent / "texts.csv", texts)
    return result(label_file.job(LabelFile(project=project, table=table, check=check)), LabelFileResult)


def spoken_project(folder: Path, texts: Mapping[str, str]) -> Path:
    """A project of these sounds, labelled with their texts."""
    project = new_project(folder / "project", write_spoken(folder / "sounds", texts))
    label_from(project, texts)
    return project


def add_run(project: Path) -> str:
    """A finished run whose network has learnt nothing; its name."""
    with Project(project, write=True) as opened:
        layout, audio = layout_of(opened), modalities.get("audio")
        torch.manual_seed(0)
        encoder = build(audio.spec("mel_residual", layout))
        run = opened.runs.add("clip_contrast", "mel_residual")
        opened.run_folder(run.name).mkdir(parents=True)
        save_encoder(opened.run_folder(run.name), encoder, layout=layout, modality="audio")
        opened.runs.change(run.name, state="finished", steps=1, planned_steps=1)
        return run.name
