"""The sets that quality is measured on: an unlabelled folder, its classes kept aside, and a test split."""

from __future__ import annotations

import csv
import dataclasses
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_CUT_SEED = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What a set holds, and how many random files of each split are used; 0: all."""

    modality: str = "image"
    train: int = 0
    test: int = 0


SETS: Mapping[str, Cut] = {
    "fashion_mnist": Cut(train=4_000, test=2_000),
    "tuxpaint_stamps": Cut(),
    "movie_sentiment": Cut(modality="text"),
    "snippet_source": Cut(modality="text"),
    "instruments": Cut(modality="audio"),
    "keywords_espeak": Cut(modality="audio"),
    "photo_motion": Cut(modality="video"),
}
_QUICK_TRAIN, _QUICK_TEST = 300, 150
"""For a look at whether everything works; the figures mean nothing."""


def of_kind(modality: str) -> tuple[str, ...]:
    """The sets of one kind of data."""
    return tuple(name for name, cut in SETS.items() if cut.modality == modality)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSet:
    """Where a set lies, and what only scoring and a person's labels may know of it."""

    name: str
    work: Path
    """Where everything measured on it goes."""
    train: Path
    """The folder that is imported; sub-folders are the classes, which no step looks at."""
    test: tuple[Path, ...]
    answers: NDArray[np.int64]
    """The class of each test file, (T,) in [0, K)."""
    classes: tuple[str, ...]
    modality: str

    @property
    def project(self) -> Path:
        """The project made of the train folder."""
        return self.work / "project"

    def class_of(self, file: str) -> int:
        """The class of a train file, named as the project names it."""
        return self.classes.index(Path(file).parts[0])


def opened(name: str, data: Path, work: Path, *, quick: bool = False) -> LabelledSet:
    """The set from DATA/NAME.zip or the folder DATA/NAME, with its train split copied to `work`.

    Splits are those of its manifest, so that nothing of one group is in both.
    """
    cut = dataclasses.replace(SETS[name], train=_QUICK_TRAIN, test=_QUICK_TEST) if quick else SETS[name]
    folder = work / name
    source = _unpacked(data, name, folder)
    with (source / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    train = _some([row["file"] for row in rows if row["split"] == "train"], cut.train)
    test = _some([row["file"] for row in rows if row["split"] == "test"], cut.test)
    classes = tuple(sorted({row["class"] for row in rows}))
    known = {row["file"]: classes.index(row["class"]) for row in rows}
    assert all(Path(file).parts[0] == classes[known[file]] for file in train)
    return LabelledSet(
        name=name,
        work=folder,
        train=_copied(source, train, folder / "train"),
        test=tuple(source / file for file in test),
        answers=np.array([known[file] for file in test], dtype=np.int64),
        classes=classes,
        modality=cut.modality,
    )


def _unpacked(data: Path, name: str, folder: Path) -> Path:
    if (data / name / "manifest.csv").is_file():
        return data / name
    unzipped = folder / "set"
    if not unzipped.exists():
        making = folder / "set.making"
        shutil.rmtree(making, ignore_errors=True)
        with zipfile.ZipFile(data / f"{name}.zip") as archive:
            archive.extractall(making)
        making.rename(unzipped)
    return next(unzipped.rglob("manifest.csv")).parent


def _some(files: list[str], count: int) -> list[str]:
    if not count or count >= len(files):
        return files
    chosen = np.random.default_rng(_CUT_SEED).permutation(len(files))[:count]
    return [files[i] for i in np.sort(chosen)]


def _copied(source: Path, files: list[str], target: Path) -> Path:
    if not target.exists():
        making = target.with_suffix(".making")
        shutil.rmtree(making, ignore_errors=True)
        for file in files:
            copy = making / file
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / file, copy)
        making.rename(target)
    return target
