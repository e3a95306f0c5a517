"""Next word on about 1 MB of text, beside a network that guesses letters on the very same text.

    python -m tests.benchmarks.next_word --data FILE_OR_FOLDER --work FOLDER [--minutes 3]

The last tenth of the documents is held out and never written where the program could read it. The program:
its own operations, a new project of the others and `pretrain --task next_word`. The control: a network of
nanoGPT's size and settings (tests/benchmarks/language/letters.py), once for the same time and once for the
2,000 steps of nanoGPT's published run. Said are bits a letter of the held-out documents, all their tokens
and ends counted, over their number of letters. What is in --work is not measured again.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch

from tests.benchmarks.language import corpus, costs, letters
from tests.benchmarks.language.corpus import Corpus
from tests.benchmarks.quality.events import result
from workbench.engine import device as devices
from workbench.engine.checkpoint import load_encoder
from workbench.engine.encoders.text import TextEncoder
from workbench.jobs import CancelToken
from workbench.operations import import_folder, pretrain
from workbench.operations.run_settings import RunSettings
from workbench.project import Project

_RESULTS = "next_word.jsonl"
PROGRAM, SAME_TIME, PUBLISHED = "the program", "letters, same time", "letters, 2,000 steps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One network's training, and what the held-out documents cost it."""

    part: str
    key: str
    """Text, minutes and settings: another key is measured anew."""
    nats: float
    """Of all held-out documents, ends included."""
    steps: int
    seconds: float
    """By the clock, of the training."""
    cpu_seconds: float
    """Of all threads, in the training and the measuring."""
    load: float
    """How many programs wanted the processor, on average, when it ended."""
    words: str
    """The network and the settings."""


def main(argv: list[str] | None = None) -> int:
    """Measure what is not there, and print it."""
    given = _given(argv)
    text = corpus.read(given.data, given.document)
    given.work.mkdir(parents=True, exist_ok=True)
    _print_text(given, text)
    ways: dict[str, Callable[[argparse.Namespace, Corpus], Measured]] = {
        PROGRAM: _program,
        SAME_TIME: lambda given, text: _letters(given, text, SAME_TIME, given.minutes * 60),
        PUBLISHED: lambda given, text: _letters(given, text, PUBLISHED, None),
    }
    print("\n| network | bits a letter | bits a byte | steps | seconds | of processor | load | what it is |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |", flush=True)
    for part, measure in ways.items():
        known = next(
            (m for m in _known(given.work) if (m.part, m.key) == (part, _key(given, text, part))), None
        )
        if known is None:
            known = measure(given, text)
            with (given.work / _RESULTS).open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(dataclasses.asdict(known)) + "\n")
        print(_line(known, text), flush=True)
    print(
        f"\nnanoGPT's published run on Shakespeare's works (another text, 1.1 MB, about 3 minutes):"
        f" {letters.PUBLISHED_NATS} nats, {letters.PUBLISHED_NATS / math.log(2):.2f} bits, a letter."
    )
    return 0


def _program(given: argparse.Namespace, text: Corpus) -> Measured:
    """As a person would: a project of the documents to learn from, and a run of so many minutes."""
    folder = given.work / "program"
    shutil.rmtree(folder, ignore_errors=True)  # of a run that was cut off
    corpus.write(text.learnt, folder / "texts")
    new = import_folder.NewProject(
        folder=folder / "project", data=folder / "texts", modality="text", reading=(("unit", "document"),)
    )
    result(import_folder.run(new, CancelToken()))
    torch.set_num_threads(given.threads)
    learn = pretrain.Pretrain(
        project=folder / "project", task="next_word", minutes=given.minutes, device="cpu", seed=given.seed,
        batch=given.batch,
    )  # fmt: skip
    cpu, started = time.process_time(), time.perf_counter()
    learnt = result(pretrain.run(learn, CancelToken()))
    seconds = time.perf_counter() - started
    assert isinstance(learnt, pretrain.PretrainResult)
    with Project(folder / "project") as project:
        run = project.run_folder(learnt.run)
    settings, encoder = RunSettings.load(run), load_encoder(run).encoder
    assert isinstance(encoder, TextEncoder)
    cost = costs.cost(encoder, text.held)
    return Measured(
        part=PROGRAM, key=_key(given, text, PROGRAM), nats=cost.nats, steps=learnt.steps, seconds=seconds,
        cpu_seconds=time.process_time() - cpu, load=_load(),
        words=(
            f"{learnt.encoder}, context {encoder.spec.size}, {len(encoder.vocabulary):,} tokens"
            f" (perplexity {math.exp(cost.nats / cost.tokens):.0f}), {_size(encoder) / 1e6:.1f} M weights,"
            f" {settings.batch} documents a step, {settings.threads} threads; {learnt.verdict}"
        ),
    )  # fmt: skip


def _letters(given: argparse.Namespace, text: Corpus, part: str, seconds: float | None) -> Measured:
    """The control; the better of its two measures counts."""
    cpu = time.process_time()
    threads = sorted({1, given.threads})
    made = letters.train(text.learnt, text.held, seconds=seconds, seed=given.seed, threads=threads)
    count = _letters_of(text)
    return Measured(
        part=part, key=_key(given, text, part), nats=min(made.blocks, made.sliding), steps=made.steps,
        seconds=made.seconds, cpu_seconds=time.process_time() - cpu, load=_load(),
        words=(
            f"GPT-2's form, context {letters.CONTEXT} letters, {made.parameters / 1e6:.1f} M weights;"
            f" as nanoGPT measures {made.blocks / math.log(2) / count:.3f}, sliding"
            f" {made.sliding / math.log(2) / count:.3f}"
        ),
    )  # fmt: skip


def _line(measured: Measured, text: Corpus) -> str:
    bits = measured.nats / math.log(2)
    num_bytes = sum(len(document.encode()) for document in text.held)
    return (
        f"| {measured.part} | {bits / _letters_of(text):.3f} | {bits / num_bytes:.3f} | {measured.steps:,}"
        f" | {measured.seconds:.0f} | {measured.cpu_seconds:.0f} | {measured.load:.1f} | {measured.words} |"
    )


def _print_text(given: argparse.Namespace, text: Corpus) -> None:
    count = sum(map(len, text.learnt))
    joined = "its lines" if given.data.is_file() else "its texts, each once, in a fixed random order,"
    print(
        f"{devices.describe(torch.device('cpu')).name}; {given.data.name}: {joined} joined to documents of"
        f" at least {given.document:,} letters; learnt from {len(text.learnt):,} documents"
        f" ({count / 1e6:.3f} M letters), held out {len(text.held):,} ({_letters_of(text):,} letters);"
        f" {given.minutes:g} minutes, seed {given.seed}"
    )


def _letters_of(text: Corpus) -> int:
    return sum(map(len, text.held))


def _size(encoder: TextEncoder) -> int:
    return sum(weight.numel() for weight in encoder.parameters())


def _key(given: argparse.Namespace, text: Corpus, part: str) -> str:
    minutes = "" if part == PUBLISHED else f"{given.minutes:g}"
    batch = f"{given.batch}" if part == PROGRAM else ""
    return " ".join((text.digest, minutes, f"{given.seed}", batch, f"{given.threads}"))


def _known(work: Path) -> Iterator[Measured]:
    path = work / _RESULTS
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            yield Measured(**json.loads(line))


def _load() -> float:
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def _given(argv: list[str] | None) -> argparse.Namespace:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="a text file, or a folder of them")
    parser.add_argument("--work", type=Path, required=True, help="a folder to work in")
    parser.add_argument("--minutes", type=float, default=3.0, help="of training")
    parser.add_argument("--document", type=int, default=1000, help="letters of a document; 0: as they are")
    parser.add_argument("--batch", type=int, default=0, help="documents a step; 0: as the program chooses")
    parser.add_argument("--threads", type=int, default=cores, help="at most")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
