"""The files of one run: its measures line by line, which samples it learns from, its checkpoints."""

from __future__ import annotations

import contextlib
import functools
import json
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.engine import checkpoint
from workbench.engine.monitors.looked import Looked
from workbench.engine.monitors.record import as_line, from_line
from workbench.engine.trainer import Trainer
from workbench.jobs import Measured, UserError
from workbench.operations.run_settings import RunSettings

METRICS = "metrics.jsonl"
LOOKS = "looks.jsonl"
_SAMPLES = "samples.npy"


class RunFiles:
    """Reads and writes a run's folder. Writing raises OSError; what was there before stays whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lines: list[str] = []

    def note(self, measured: Measured) -> None:
        """Keep a measurement for the next `flush`."""
        self._lines.append(json.dumps({"step": measured.step, **measured.values}))

    def flush(self) -> None:
        """Append the measurements kept so far: all of them, or none when the disk is full."""
        if self._lines:
            self._append(METRICS, "\n".join(self._lines) + "\n")
            self._lines.clear()

    def _append(self, name: str, text: str) -> None:
        path = self.folder / name
        size = path.stat().st_size if path.exists() else 0
        try:
            with path.open("a", encoding="utf-8") as stream:
                stream.write(text)
        except OSError:
            os.truncate(path, size)
            raise

    def note_look(self, looked: Looked) -> None:
        """Append what a look saw. Raises OSError."""
        self._append(LOOKS, as_line(looked) + "\n")

    def looks(self) -> list[Looked]:
        """What earlier looks saw, oldest first."""
        return [from_line(line) for line in self.lines(LOOKS)]

    def measured(self) -> list[Measured]:
        """All measurements on disk, oldest first."""
        records = [json.loads(line) for line in self.lines()]
        return [Measured(step=record.pop("step"), values=record) for record in records]

    def checkpoint(self, trainer: Trainer, settings: RunSettings, *, is_proven: bool) -> None:
        """Save all that the next step depends on, then the encoder as it is.

        is_proven: what was saved before has proved good since, and is kept to go back to.
        """
        self.flush()
        if is_proven:
            checkpoint.keep_good(self.folder)
        checkpoint.save_state(self.folder, trainer.state_dict())
        self.save_encoder(trainer, settings)

    def save_encoder(self, trainer: Trainer, settings: RunSettings) -> None:
        """Save the encoder for use."""
        checkpoint.save_encoder(
            self.folder, trainer.task.encoder, layout=settings.cache_layout, modality=settings.modality
        )

    def forget_after(self, step: int) -> None:
        """Drop measurements of steps that will be done again, and what a kill left half written."""
        checkpoint.sweep(self.folder)
        for name in (METRICS, LOOKS):
            kept = [line for line in self.lines(name) if json.loads(line)["step"] <= step]
            text = "".join(line + "\n" for line in kept)
            checkpoint.replace(self.folder / name, functools.partial(_write_text, text=text))

    def lines(self, name: str = METRICS) -> Iterator[str]:
        """The records of a file; what a kill or a full disk cut off is passed over."""
        path = self.folder / name
        if not path.exists():
            return
        for line in path.read_text(encoding="utf-8").splitlines():
            with contextlib.suppress(ValueError):
                if isinstance(json.loads(line), dict):
                    yield line

    def column(self, name: str) -> list[float]:
        """One measure by step."""
        return [json.loads(line)[name] for line in self.lines()]

    def save_samples(self, ids: NDArray[np.int64]) -> None:
        """Freeze which samples the run learns from."""
        checkpoint.replace(self.folder / _SAMPLES, lambda path: _write_array(path, ids))

    def samples(self) -> NDArray[np.int64]:
        """The samples the run learns from, (N,) int64; raises `UserError` when they cannot be read."""
        try:
            ids: NDArray[np.int64] = np.load(self.folder / _SAMPLES, allow_pickle=False)
        except (OSError, EOFError, ValueError) as error:
            raise UserError(
                f"The list of samples of {self.folder.name} cannot be read.",
                f"{_SAMPLES} is missing or damaged.",
                "Start a new run.",
            ) from error
        return ids


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _write_array(path: Path, array: NDArray[np.int64]) -> None:
    with path.open("wb") as stream:  # given a name, numpy would add its own suffix
        np.save(stream, array)
