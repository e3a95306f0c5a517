"""Write on: a beginning is continued by a network that has learnt to predict the next word."""

from __future__ import annotations

import math
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import torch

from workbench.engine import device as devices
from workbench.engine.checkpoint import load_encoder
from workbench.engine.downstream.writing import Grown, Manner, cost, num_words, write_on
from workbench.engine.encoders.text import TextEncoder
from workbench.jobs import CancelToken, Event, Finished, Job, PhaseStarted, UserError, WordsError, Wrote
from workbench.operations.writers import writers
from workbench.project import Project

NEWS_SECONDS = 0.1
MOST_WORDS = 1000
HOTTEST = 2.0
PHASE = "Writing on"


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOn:
    """Continue a text; `run`: the network, "" the latest that can write on."""

    project: Path
    text: str = ""
    run: str = ""
    words: int = 60
    temperature: float = 0.8
    """0: always the likeliest word; above 1: bold."""
    seed: int = 0
    device: str = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOnResult:
    """The beginning, what was written behind it, and what the beginning costs the network."""

    run: str
    text: str
    written: str
    words: int
    ended: Literal["end", "length", "stopped"]
    seconds: float
    tokens_per_second: float
    bits_per_letter: float | None
    """Of the beginning; None where it is empty."""
    bits_per_byte: float | None
    perplexity: float | None
    sentence: str
    """What the beginning costs, in words; "" where it is empty."""


def job(arguments: WriteOn) -> Job:
    """The job that does it."""
    return Job(operation=__name__, arguments=arguments, title="Write on", resource="accelerator")


def run(arguments: WriteOn, token: CancelToken) -> Iterator[Event]:
    """Write, telling the text about ten times a second. Stopped, what was written so far is the result."""
    check_manner(arguments.words, arguments.temperature)
    yield PhaseStarted(phase=PHASE)
    with Project(arguments.project) as project:
        name = run_that_writes(project, arguments.run)
        encoder = load_encoder(project.run_folder(name)).encoder
    assert isinstance(encoder, TextEncoder)
    encoder.to(devices.choose(arguments.device))
    spent = cost(encoder, arguments.text.rstrip())
    manner = Manner(words=arguments.words, temperature=arguments.temperature)
    generator = torch.Generator().manual_seed(arguments.seed)
    started = time.monotonic()
    last = yield from told(write_on(encoder, arguments.text, manner, generator), token, arguments.text)
    seconds = time.monotonic() - started
    yield Finished(
        result=WriteOnResult(
            run=name,
            text=arguments.text,
            written=last.text,
            words=num_words(last.text),
            ended=last.ended or "stopped",
            seconds=seconds,
            tokens_per_second=last.tokens / max(seconds, 1e-6),
            bits_per_letter=spent.bits_per_letter if spent else None,
            bits_per_byte=spent.bits_per_byte if spent else None,
            perplexity=spent.perplexity if spent else None,
            sentence=(
                f"This beginning costs the network {spent.bits_per_letter:.1f} bits a letter:"
                " the fewer, the better it could foresee it."
                if spent
                else ""
            ),
        )
    )


def told(steps: Iterator[Grown], token: CancelToken, beginning: str = "") -> Generator[Event, None, Grown]:
    """Tell what has been written about ten times a second, and at the end; a stop ends it at once.

    Used with `yield from`, it gives the last of the steps.
    """
    last = Grown(text="", tokens=0, probability=0.0)
    news = -math.inf
    for last in steps:
        token.wait_while_paused()
        if token.stopping:
            break
        if time.monotonic() - news >= NEWS_SECONDS:
            news = time.monotonic()
            yield Wrote(text=beginning + last.text)
    yield Wrote(text=beginning + last.text)
    return last


def check_manner(words: int, temperature: float) -> None:
    """Raises `WordsError` for a length or a temperature that cannot be."""
    if not 1 <= words <= MOST_WORDS:
        raise WordsError(
            f"It cannot write {words:,} words.", f"1 to {MOST_WORDS:,} can be.", "Choose another length."
        )
    if not 0 <= temperature <= HOTTEST:
        raise WordsError(
            f"The temperature cannot be {temperature:g}.",
            "0 is always the likeliest word, 1 as the network believes, 2 the boldest.",
            "Choose one from 0 to 2.",
        )


def run_that_writes(project: Project, name: str = "") -> str:
    """The run of that name, or the latest whose network can write on; raises `UserError`."""
    usable = writers(project)
    if name and name not in usable:
        there = any(run.name == name for run in project.runs.all())
        raise UserError(
            f"The run {name!r} cannot write on.",
            "Its network has not learnt to predict the next word." if there else "There is no such run.",
            f"Use one of: {', '.join(usable)}." if usable else "Pretrain with “Say the next word”.",
        )
    if not usable:
        raise UserError(
            "There is no network yet that can write on.",
            "None has learnt to predict the next word.",
            "Pretrain with “Say the next word” (next_word), in step 2.",
        )
    return name or usable[-1]
