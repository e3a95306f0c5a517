"""What fifty labels are worth: Fashion-MNIST, through the program's own operations, part by part.

    python -m tests.benchmarks.fashion SET --work FOLDER [--seeds 5] [--minutes 3] [--out results.jsonl]

SET is the unzipped folder or the zip: pictures and a manifest.csv (file, class, split). The unlabelled
train split is imported and pretrained on; the program chooses 50 samples, which get their labels from
the manifest; `auto` makes the model; the test split is new files that nothing else ever saw. A line is
written for each seed and way, and a line that is there is not measured again.

Ways, each a balanced accuracy on the test split:
  program         pretraining, chosen labels, and whatever `auto` decided
  probe, combined, combined + pool, full, classic, scratch      the chosen labels, by that way
  random: ...     the same ways, with five random labels a class
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import time
import zipfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from tests.engine import tiny
from workbench.engine.checkpoint import load_encoder
from workbench.engine.contracts import UInt8Array
from workbench.engine.downstream import assembly, scores
from workbench.engine.downstream.candidates import Candidate
from workbench.engine.downstream.classifier import Classifier
from workbench.engine.downstream.full import Recipe
from workbench.engine.downstream.networks import Network
from workbench.engine.downstream.problem import Problem
from workbench.engine.modalities import modalities
from workbench.jobs import CancelToken, Event, Finished
from workbench.operations import fine_tune, import_folder, prepare, pretrain, suggest
from workbench.project import Label, Project, SetLabels

NUM_LABELS = 50
Truth = dict[str, str]
T = TypeVar("T")


def main() -> None:
    """Measure what is not measured yet, then print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("set", type=Path, help="the folder or zip with manifest.csv")
    parser.add_argument("--work", type=Path, required=True, help="an empty folder to work in")
    parser.add_argument("--out", type=Path, help="JSON lines; default: results.jsonl in --work")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--minutes", type=float, default=3.0, help="of pretraining")
    parser.add_argument("--steps", type=int, help="of pretraining, instead of minutes")
    parser.add_argument("--labels", type=int, default=NUM_LABELS, help="in all, chosen by the program")
    parser.add_argument("--threads", type=int, default=0, help="of torch; 0: as it is")
    given = parser.parse_args()
    if given.threads:
        torch.set_num_threads(given.threads)
    given.work.mkdir(parents=True, exist_ok=True)
    out: Path = given.out or given.work / "results.jsonl"
    data, truth, test = split(given.set, given.work)
    for seed in range(given.seeds):
        for line in measured(given, data, truth, test, seed, _done(out, seed)):
            with out.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps({"seed": seed, **line}) + "\n")
            print(json.dumps({"seed": seed, **line}), flush=True)
    table(out)


def split(source: Path, work: Path) -> tuple[Path, Truth, list[Path]]:
    """The train split as a folder of links, every file's class, and the files of the test split."""
    if source.suffix == ".zip":
        unzipped = work / "set"
        if not unzipped.exists():
            with zipfile.ZipFile(source) as archive:
                archive.extractall(unzipped)
        source = next(unzipped.rglob("manifest.csv")).parent
    with (source / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    train = work / "train"
    if not train.exists():
        making = work / "train.making"
        shutil.rmtree(making, ignore_errors=True)
        for row in rows:
            if row["split"] == "train":
                link = making / row["file"]
                link.parent.mkdir(parents=True, exist_ok=True)
                os.link(source / row["file"], link)
        making.rename(train)
    truth = {row["file"]: row["class"] for row in rows}
    return train, truth, [source / row["file"] for row in rows if row["split"] == "test"]


def measured(
    given: argparse.Namespace, data: Path, truth: Truth, test: list[Path], seed: int, done: set[str]
) -> Iterator[dict[str, object]]:
    """One line for each way of this seed that is not in `done`."""
    project = given.work / f"project-{seed}"
    prepared(given, project, data, truth, seed)
    rows, answers = test_rows(project, test, truth)
    if "program" not in done:
        yield program(project, rows, answers, seed)
    for name, problem in (("", chosen(project, truth, seed)), ("random: ", at_random(project, truth, seed))):
        ways: list[Candidate] = [w for w in assembly.candidates(problem, "auto", 300.0) if not w.builds_on]
        ways += [*assembly.candidates(problem, "scratch", 600.0), patient(problem)]
        for way in ways:
            if name + way.kind not in done:
                yield {"way": name + way.kind, **scored(problem, way, rows, answers)}
        if name + "raw pixels" not in done:
            yield {"way": name + "raw pixels", **raw_pixels(problem, rows, answers)}


def prepared(given: argparse.Namespace, project: Path, data: Path, truth: Truth, seed: int) -> None:
    """Import, pretrain, choose and label, unless that was done."""
    mark = project / "prepared"
    if mark.exists():
        return
    shutil.rmtree(project, ignore_errors=True)
    result(import_folder.run(import_folder.NewProject(folder=project, data=data), CancelToken()))
    minutes = None if given.steps else given.minutes
    learn = pretrain.Pretrain(project=project, minutes=minutes, steps=given.steps, seed=seed)
    learnt = result(pretrain.run(learn, CancelToken()))
    ask = suggest.Suggest(project=project, count=given.labels)
    found = result(suggest.run(ask, CancelToken()))
    assert isinstance(found, suggest.SuggestResult)
    with Project(project, write=True) as opened:
        files = {s.id: s.file for s in opened.samples.usable(("pool",))}
        labels = tuple((s, Label(value=(truth[files[s]],), source="file")) for s in found.samples)
        opened.apply(SetLabels(labels=labels), "Label")
    mark.write_text(str(learnt), encoding="utf-8")


def program(project: Path, rows: UInt8Array, answers: list[str], seed: int) -> dict[str, object]:
    """The model that the program itself makes."""
    started = time.monotonic()
    made = result(fine_tune.run(fine_tune.FineTune(project=project, seed=seed), CancelToken()))
    assert isinstance(made, fine_tune.FineTuneResult)
    model = Classifier.load(project / "models" / made.model)
    best = model.predict(rows).argmax(axis=1)
    return {
        "way": "program",
        "balanced_accuracy": balanced(answers, [model.class_names[i] for i in best]),
        "mode": made.mode + (" + pool" if made.from_pool else ""),
        "estimate": made.scores.balanced_accuracy,
        "candidates": {row.kind: row.balanced_accuracy for row in made.candidates},
        "minutes": (time.monotonic() - started) / 60,
    }


def scored(problem: Problem, way: Candidate, rows: UInt8Array, answers: list[str]) -> dict[str, object]:
    """One way, trained on all labels of the problem."""
    names = tuple(str(name) for name in np.unique(answers))
    members = result_of(way.deliver())
    model = Classifier(
        members=members, class_names=names, layout=problem.layout, modality=problem.modality.name,
        classic=problem.classic,
    )  # fmt: skip
    best = model.predict(rows).argmax(axis=1)
    return {"balanced_accuracy": balanced(answers, [names[i] for i in best])}


def patient(problem: Problem) -> Candidate:
    """Supervised from scratch with three times the steps: the stronger of what was tried for this control."""
    way = Network(problem, pretrained=False)
    way.recipe = Recipe(steps=600)
    way.kind = "scratch, 600 steps"
    return way


def raw_pixels(problem: Problem, rows: UInt8Array, answers: list[str]) -> dict[str, object]:
    """Logistic regression on the pixels as they are, the better of three strengths (told by the test set,
    in its favour)."""
    names = np.unique(answers)
    values = problem.gather(problem.rows[problem.labelled]).reshape(len(problem.labelled), -1) / 255
    best = 0.0
    for strength in (0.01, 0.1, 1.0):
        model = LogisticRegression(C=strength, class_weight="balanced", max_iter=1000)
        model.fit(values, problem.classes)
        predicted = model.predict(rows.reshape(len(rows), -1) / 255)
        best = max(best, balanced(answers, [str(names[i]) for i in predicted]))
    return {"balanced_accuracy": best}


def chosen(project: Path, truth: Truth, seed: int) -> Problem:
    """The problem with the labels that the program asked for."""
    with Project(project) as opened:
        labelled = sorted(opened.labels.all())
    return _problem(project, truth, np.array(labelled, dtype=np.int64), seed)


def at_random(project: Path, truth: Truth, seed: int) -> Problem:
    """The problem with five random labels of each class."""
    draw = np.random.default_rng(seed)
    with Project(project) as opened:
        samples = opened.samples.usable(("pool",))
    ids = np.array([sample.id for sample in samples])
    classes = np.array([truth[sample.file] for sample in samples])
    each = NUM_LABELS // len(np.unique(classes))
    picked = [draw.choice(ids[classes == name], each, replace=False) for name in np.unique(classes)]
    return _problem(project, truth, np.sort(np.concatenate(picked)), seed)


def _problem(project: Path, truth: Truth, labelled: NDArray[np.int64], seed: int) -> Problem:
    modality = modalities.get("image")
    with Project(project) as opened:
        samples = opened.samples.usable(("pool",))
        run = next(r.name for r in reversed(opened.runs.all()))
        saved = load_encoder(opened.run_folder(run))
        gather = prepare.open_cache(opened, saved.layout).gather
    ids = np.array([sample.id for sample in samples], dtype=np.int64)
    names = {name: i for i, name in enumerate(sorted(set(truth.values())))}
    number = {sample.id: names[truth[sample.file]] for sample in samples}
    return result_of(
        assembly.assemble(
            modality=modality, layout=saved.layout, gather=gather, encoder=saved.encoder, rows=ids,
            labelled=np.searchsorted(ids, labelled), num_classes=len(names), seed=seed,
            classes=np.array([number[int(i)] for i in labelled], dtype=np.int64),
            device=torch.device("cpu"), token=CancelToken(),
        )
    )  # fmt: skip


def test_rows(project: Path, test: list[Path], truth: Truth) -> tuple[UInt8Array, list[str]]:
    """The test split as cache rows, and its classes."""
    modality = modalities.get("image")
    with Project(project) as opened:
        run = next(r.name for r in reversed(opened.runs.all()))
        layout = load_encoder(opened.run_folder(run)).layout
    rows = np.stack([tiny.decoded(modality, path, layout).row for path in test])
    return rows, [truth[f"{path.parent.name}/{path.name}"] for path in test]


def balanced(answers: list[str], predicted: list[str]) -> float:
    """Balanced accuracy of names."""
    names = {name: i for i, name in enumerate(sorted(set(answers) | set(predicted)))}
    truth = np.array([names[name] for name in answers], dtype=np.int64)
    return scores.balanced_accuracy(truth, np.array([names[name] for name in predicted], dtype=np.int64))


def result(events: Iterator[Event]) -> object:
    """What the last event of a job says."""
    last: object = None
    for event in events:
        if isinstance(event, Finished):
            last = event.result
    return last


def result_of(events: Generator[Event, None, T]) -> T:
    """What a generator of events returns."""
    while True:
        try:
            next(events)
        except StopIteration as end:
            value: T = end.value
            return value


def table(out: Path) -> None:
    """Print each way's mean over the seeds and its spread."""
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    for way in dict.fromkeys(line["way"] for line in lines):
        values = [line["balanced_accuracy"] for line in lines if line["way"] == way]
        print(f"{way:32s} {np.mean(values):.3f}  ({np.std(values):.3f} over {len(values)} seeds)")


def _done(out: Path, seed: int) -> set[str]:
    if not out.exists():
        return set()
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    return {line["way"] for line in lines if line["seed"] == seed}


if __name__ == "__main__":
    main()
