"""All that decides a run, frozen before its first step: from it the run can be repeated bit for bit."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from workbench.engine.contracts import Layout
from workbench.engine.encoders import EncoderSpec
from workbench.engine.plan import Plan, scaled_rate
from workbench.engine.pretext import PretextTask, pretext_tasks
from workbench.jobs import UserError, WordsError
from workbench.project import files

FILE = "settings.json"
CHECKPOINT_SECONDS = 15.0
_FROM_ELSEWHERE = 0.1
"""Of the learning rate: networks that others trained for long forget at a rate made for small new ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pretrain:
    """What to learn, how long, and what is chosen by hand; "" and 0 leave the choice to the program."""

    project: Path
    task: str = ""
    minutes: float | None = None
    epochs: int | None = None
    steps: int | None = None
    device: str = "auto"
    seed: int = 0
    start: str = ""
    """A run, or a weights file on this computer: to go on from, or for some tasks to imitate."""
    resume: str = ""
    encoder: str = ""
    size: int = 0
    batch: int = 0
    matters: tuple[str, ...] = ()
    """What views leave alone, such as "colour"; see `tasks.matters`."""
    learning_rate: float = 0.0
    settings: tuple[tuple[str, str], ...] = ()
    asks: bool = False
    """Somebody is there to answer: on a collapse it waits for a reply instead of trying the remedy."""
    checkpoint_seconds: float = CHECKPOINT_SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """What settings.json says of a run."""

    task: str
    task_settings: Mapping[str, Any]
    view_settings: Mapping[str, Any]
    modality: str
    encoder: str
    layout: tuple[int, ...]
    batch: int
    learning_rate: float
    weight_decay: float
    precision: str
    seed: int
    steps: int
    minutes: float | None
    device: str
    threads: int
    num_samples: int
    start: str = ""
    """The run or weights it started from, or imitates."""
    matters: tuple[str, ...] = ()
    parts: int = 1
    """In how many parts a batch is learnt from, where it does not fit the memory whole."""
    happened: tuple[str, ...] = ()
    """What went wrong on the way and what was done about it, in words, oldest first."""
    reason: str = ""
    """Why this encoder and size, in words."""
    input: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """What else the encoder is built from: see `EncoderSpec`."""
    checkpoint_seconds: float = CHECKPOINT_SECONDS
    """At most so much training is lost when the program is killed; 0: one step."""

    dtype: str = "uint8"
    """Of a number of the cache rows, whose shape is `layout`."""

    worth: float = 1.0
    """For how many usual samples each counts in a step; see `recommend.worth`."""

    @property
    def usual_rate(self) -> float:
        """The learning rate that suits its task and batch; for a network from elsewhere a tenth of it."""
        rate = scaled_rate(self.task_class.base_rate, self.batch * self.worth)
        return rate * (_FROM_ELSEWHERE if self.spec.config else 1)

    @property
    def spec(self) -> EncoderSpec:
        """How to build the encoder."""
        if not self.input:  # a run of pictures from before there was anything else
            return EncoderSpec(name=self.encoder, channels=self.layout[2], size=self.layout[0])
        return EncoderSpec(name=self.encoder, **self.input)

    @property
    def cache_layout(self) -> Layout:
        """The cache rows it learns from."""
        return Layout(shape=self.layout, dtype=self.dtype)

    @property
    def plan(self) -> Plan:
        """How it trains."""
        return Plan(
            batch=self.batch,
            seed=self.seed,
            learning_rate=self.learning_rate,
            weight_decay=self.weight_decay,
            precision=self.precision,
            checkpoint_seconds=self.checkpoint_seconds,
            parts=self.parts,
        )

    @property
    def task_class(self) -> type[PretextTask]:
        """The pretext task."""
        return pretext_tasks.get(self.task)

    def save(self, folder: Path) -> None:
        """Write settings.json, whole."""
        files.write_json(folder / FILE, dataclasses.asdict(self))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read settings.json; raises `UserError` when it is missing or damaged."""
        content = files.read_json(folder / FILE)
        try:
            lists = {name: tuple(content.get(name, ())) for name in ("layout", "matters", "happened")}
            return cls(**{**content, **lists})
        except (TypeError, KeyError) as error:
            raise UserError(
                f"The settings of {folder.name} cannot be read.", str(error), "Start a new run."
            ) from error


def named_task(name: str) -> type[PretextTask]:
    """The pretext task of that name; raises `UserError`."""
    try:
        return pretext_tasks.get(name)
    except KeyError:
        raise WordsError(
            f"There is no pretext task {name!r}.",
            f"There are: {', '.join(pretext_tasks.names())}.",
            "Run `workbench tasks` to see them.",
        ) from None
