"""A small project of texts with a network that writes on, and questions to teach it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from tests.engine import tiny
from tests.projects import new_project
from workbench.engine.checkpoint import save_encoder
from workbench.engine.encoders.text import TextEncoder
from workbench.engine.modalities import modalities
from workbench.operations.import_folder import layout_of
from workbench.project import Project

PAIRS = tuple(
    (f"what says the {adjective} {who}", what)
    for adjective in ("green", "quick", "seven", "old", "red")
    for who, what in (("moth", "light"), ("river", "stone walks"), ("rain", "quick"))
)


def write_texts(folder: Path, number: int = 12) -> Path:
    """That many text files, t00.txt ..., each of a few sentences of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    draw = np.random.default_rng(0)
    for index in range(number):
        (folder / f"t{index:02d}.txt").write_text(tiny.random_text(draw), encoding="utf-8")
    return folder


def write_pairs(path: Path, pairs: Sequence[tuple[str, str]] = PAIRS) -> Path:
    """A table of questions and answers."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("prompt", "answer"), *pairs])
    return path


def project_that_writes(folder: Path) -> Path:
    """A project of texts with one run, whose network reads from left to right and has learnt nothing."""
    project = new_project(folder / "project", write_texts(folder / "texts"))
    with Project(project, write=True) as opened:
        torch.manual_seed(0)
        encoder = tiny.small_encoder(modalities.get("text"), "gpt_mini")
        assert isinstance(encoder, TextEncoder)
        run = opened.runs.add("next_word", "gpt_mini")
        opened.run_folder(run.name).mkdir(parents=True)
        save_encoder(opened.run_folder(run.name), encoder, layout=layout_of(opened), modality="text")
        opened.runs.change(run.name, state="finished", steps=1, planned_steps=1)
    return project
