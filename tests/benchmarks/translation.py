"""What a few hundred pairs of sounds and texts give: a network with and without pretraining, and the control.

    python -m tests.benchmarks.translation --data ../shared/data --work FOLDER [--minutes 10]

French words and phrases with English texts (speech_translation_fr_en): pairs of its train split are learnt
from, sounds of its test split are written down. All by the program's own operations: a project of the train
split, `pretrain` with the proposed task for --pretrain-minutes (as --minutes if left out), and the mode
"translate" for --minutes, once from that network and once from a fresh one. The control gives each test sound
the text of the most similar train sound; how it is most similar is chosen on held-out train pairs, as the
program does it. --mode transcribe learns the French texts instead, letter by letter. What is in --work is not
measured again; a pretraining that was cut off goes on.
"""

from __future__ import annotations

import argparse
import csv
import dataclasses
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from tests.benchmarks.quality.events import result
from workbench.engine.downstream import text_intervals
from workbench.engine.downstream.hearing import WayName
from workbench.engine.downstream.scores import Interval
from workbench.jobs import CancelToken
from workbench.operations import import_folder, label_file, predict, pretrain, write_down
from workbench.operations.run_settings import Pretrain
from workbench.operations.write_down import WriteDown, WriteDownResult, WriteMode
from workbench.project import Project

_SET = "speech_translation_fr_en"
_RESULTS = "translation.jsonl"
_COLUMNS: dict[WriteMode, str] = {"translate": "translation", "transcribe": "text"}
_NETWORKS: dict[WriteMode, WayName] = {"translate": "decoder", "transcribe": "letters"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One row: a way, with the pretrained network or without."""

    way: WayName
    pretrained: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """How near a way's texts came to those of the test split."""

    part: Part
    key: str
    """Mode, minutes, seed: another key is measured anew."""
    exact: Interval
    cer: Interval
    wer: Interval
    chrf: Interval
    held_out: float
    """What the program would have chosen by: on held-out train pairs."""
    steps: int
    detail: str
    seconds: float
    cpu_seconds: float
    load: float
    """How many programs wanted the processor, on average, when it ended."""
    examples: tuple[tuple[str, str], ...]
    """What was wanted and what was said, of the first test sounds."""


def main(argv: list[str] | None = None) -> int:
    """Measure what is not there, and print it."""
    given = _given(argv)
    torch.set_num_threads(given.threads)
    given.work.mkdir(parents=True, exist_ok=True)
    test = _prepared(given)
    print(f"{len(test):,} test sounds, mode {given.mode}, {given.minutes:g} minutes, seed {given.seed}\n")
    print(
        "| what | chrF (95 %) | word for word | CER | WER | held-out | steps | seconds | processor | load |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |", flush=True)
    found = []
    for part in _parts(given):
        known = next((m for m in _known(given.work) if (m.part, m.key) == (part, _key(given, part))), None)
        if known is None:
            known = _measure(given, part, test)
            with (given.work / _RESULTS).open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(dataclasses.asdict(known), ensure_ascii=False) + "\n")
        found.append(known)
        print(_line(known), flush=True)
    for pretrained in (True, False):
        best = max((m for m in found if m.part.pretrained == pretrained), key=lambda m: m.held_out)
        start = "with" if pretrained else "without"
        print(f"\nThe program's choice {start} pretraining: {_title(best.part)}, chrF {best.chrf.value:.3f}.")
    for known in found:
        print(
            f"\n{_title(known.part)}:",
            *(f"  {wanted}  ->  {said}" for wanted, said in known.examples),
            sep="\n",
        )
    return 0


def _parts(given: argparse.Namespace) -> list[Part]:
    network = _NETWORKS[given.mode]
    return [
        Part(way="nearest", pretrained=False),
        Part(way=network, pretrained=False),
        Part(way="nearest", pretrained=True),
        Part(way=network, pretrained=True),
    ]


def _prepared(given: argparse.Namespace) -> dict[str, str]:
    """A project of the train split with its texts; the test split's files and texts."""
    source = _unpacked(given.data, given.work)
    with (source / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    column = _COLUMNS[given.mode]
    for split in ("train", "test"):
        _copied(source, [row["file"] for row in rows if row["split"] == split], given.work / split)
    project = _project(given)
    if not _is_labelled(project):
        shutil.rmtree(project, ignore_errors=True)  # of a start that was cut off
        new = import_folder.NewProject(folder=project, data=given.work / "train", modality="audio")
        result(import_folder.run(new, CancelToken()))
        table = given.work / f"{given.mode}.csv"
        with table.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["file", "text"])
            writer.writerows([row["file"], row[column]] for row in rows if row["split"] == "train")
        result(label_file.run(label_file.LabelFile(project=project, table=table), CancelToken()))
    return {row["file"]: row[column] for row in rows if row["split"] == "test"}


def _is_labelled(project: Path) -> bool:
    if not project.is_dir():
        return False
    with Project(project) as opened:
        return opened.labels.count() > 0


def _measure(given: argparse.Namespace, part: Part, test: dict[str, str]) -> Measured:
    """Teach as a person would, write the test split down, and score it."""
    project = _project(given)
    if part.pretrained:
        _pretrained(given, project)
    cpu, started = time.process_time(), time.perf_counter()
    arguments = WriteDown(
        project=project, mode=given.mode, way=part.way, from_scratch=not part.pretrained,
        minutes=given.minutes, seed=given.seed, device="cpu",
    )  # fmt: skip
    made = result(write_down.run(arguments, CancelToken()))
    assert isinstance(made, WriteDownResult)
    seconds = time.perf_counter() - started
    out = given.work / f"{made.model}.csv"
    use = predict.Predict(source=project, folder=given.work / "test", out=out, model=made.model, device="cpu")
    result(predict.run(use, CancelToken()))
    with out.open(encoding="utf-8", newline="") as stream:
        said = {row["file"]: row["text"] for row in csv.DictReader(stream)}
    pairs = [(wanted, said.get(file, "")) for file, wanted in sorted(test.items())]
    found = text_intervals.score([wanted for wanted, _ in pairs], [text for _, text in pairs])
    way = next(way for way in made.ways if way.chosen)
    return Measured(
        part=part, key=_key(given, part), exact=found.exact, cer=found.cer, wer=found.wer, chrf=found.chrf,
        held_out=way.value, steps=made.steps, detail=way.detail, seconds=seconds,
        cpu_seconds=time.process_time() - cpu, load=os.getloadavg()[0],
        examples=tuple(pairs[:: max(1, len(pairs) // 8)]),
    )  # fmt: skip


def _pretrained(given: argparse.Namespace, project: Path) -> None:
    """The proposed task on the train sounds, for so many minutes; once, and taken up where it was cut off."""
    with Project(project) as opened:
        runs = opened.runs.all()
    if runs and runs[-1].state == "finished":
        return
    minutes = given.pretrain_minutes
    learn = Pretrain(
        project=project, task=given.task, minutes=minutes, device="cpu", seed=given.seed,
        resume=runs[-1].name if runs else "",
    )  # fmt: skip
    result(pretrain.run(learn, CancelToken()))


def _project(given: argparse.Namespace) -> Path:
    name = f"project-{given.mode}-{given.pretrain_minutes:g}-{given.seed}" + (
        f"-{given.task}" if given.task else ""
    )
    return Path(given.work / name)


def _key(given: argparse.Namespace, part: Part) -> str:
    learnt = f", pretrained {given.pretrain_minutes:g} {given.task}" if part.pretrained else ""
    return f"{given.mode}, {given.minutes:g} minutes, seed {given.seed}{learnt}"


def _known(work: Path) -> Iterator[Measured]:
    path = work / _RESULTS
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        data: dict[str, Any] = json.loads(line)
        data |= {name: Interval(**data[name]) for name in ("exact", "cer", "wer", "chrf")}
        data["examples"] = tuple((wanted, said) for wanted, said in data["examples"])
        yield Measured(**{**data, "part": Part(**data["part"])})


def _line(m: Measured) -> str:
    exact = f"{m.exact.value:.3f} ({m.exact.low:.3f} to {m.exact.high:.3f})"
    return (
        f"| {_title(m.part)}{f', {m.detail}' if m.detail else ''} | {m.chrf.value:.3f} ({m.chrf.low:.3f} to"
        f" {m.chrf.high:.3f}) | {exact} | {m.cer.value:.3f} | {m.wer.value:.3f} | {m.held_out:.3f}"
        f" | {m.steps:,} | {m.seconds:.0f} | {m.cpu_seconds:.0f} | {m.load:.1f} |"
    )


def _title(part: Part) -> str:
    start = "pretrained" if part.pretrained else "from scratch"
    if part.way == "nearest":
        return (
            "nearest known sound, pretrained network" if part.pretrained else "nearest known sound (control)"
        )
    return f"network ({part.way}), {start}"


def _unpacked(data: Path, work: Path) -> Path:
    if (data / _SET).is_dir():
        return next((data / _SET).rglob("manifest.csv")).parent
    unzipped = work / "set"
    if not unzipped.exists():
        making = work / "set.making"
        shutil.rmtree(making, ignore_errors=True)
        shutil.unpack_archive(data / f"{_SET}.zip", making)
        making.rename(unzipped)
    return next(unzipped.rglob("manifest.csv")).parent


def _copied(source: Path, files: Sequence[str], target: Path) -> None:
    if target.exists():
        return
    making = target.with_suffix(".making")
    shutil.rmtree(making, ignore_errors=True)
    for file in files:
        copy = making / file
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / file, copy)
    making.rename(target)


def _given(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="a folder with the set, or its zip file")
    parser.add_argument("--work", type=Path, required=True, help="where projects and results go")
    parser.add_argument("--minutes", type=float, default=10.0, help="for teaching, each time")
    parser.add_argument("--pretrain-minutes", type=float, default=None, help="as --minutes if left out")
    parser.add_argument("--mode", choices=list(_COLUMNS), default="translate")
    parser.add_argument("--task", default="", help="a pretext task; the proposed one if left out")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 2)
    given = parser.parse_args(argv)
    if given.pretrain_minutes is None:
        given.pretrain_minutes = given.minutes
    return given


if __name__ == "__main__":
    sys.exit(main())
