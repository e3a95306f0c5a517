from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.pictures import draw_many
from tests.running import asked_at, refusal, result, run
from workbench.engine import checkpoint
from workbench.engine.downstream.candidates import Head
from workbench.engine.downstream.classifier import Classifier
from workbench.engine.downstream.selection import Choice, Trial
from workbench.engine.encoders import EncoderSpec, build
from workbench.jobs import Event, Notice, PhaseStarted, Stopped
from workbench.operations import import_folder, prepare
from workbench.operations.fine_tune import FineTune, FineTuneResult, Mode, job
from workbench.operations.labelled import labelled
from workbench.operations.scoring import ScoreRow, worth_of_pretraining
from workbench.project import Label, Project, SetLabels, SetRoles
from workbench.project.records import LabelKind

NUM = 48
QUICK = 0.02
"""Minutes: networks are passed over or trained for a few steps."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """48 pictures: a..png with red rows, b..png with blue columns; none has a label."""
    data = draw_many(tmp_path / "data", NUM)
    folder = tmp_path / "project"
    run(import_folder.new_job(import_folder.NewProject(folder=folder, data=data)))
    return folder


def _label(folder: Path, places: Sequence[int], *, role: str = "pool", name: str = "") -> None:
    with Project(folder, write=True) as opened:
        samples = [opened.samples.usable()[place] for place in places]
        labels = tuple((s.id, Label(value=(name or s.file[0],))) for s in samples)
        opened.apply(SetLabels(labels=labels), "Label")
        if role == "check":
            opened.apply(SetRoles(roles=tuple((s.id, "check") for s in samples)), "Check")


def _pretrained(folder: Path) -> str:
    """A run with an encoder, of random weights."""
    with Project(folder, write=True) as opened:
        layout = import_folder.layout_of(opened)
        torch.manual_seed(0)
        spec = EncoderSpec(name="small_residual", channels=layout.shape[2], size=layout.shape[0])
        name = opened.runs.add("simclr", "small_residual").name
        opened.run_folder(name).mkdir(parents=True)
        checkpoint.save_encoder(opened.run_folder(name), build(spec), layout=layout, modality="image")
    return name


def _tune(folder: Path, mode: Mode = "auto", minutes: float = QUICK) -> FineTuneResult:
    return result(job(FineTune(project=folder, mode=mode, minutes=minutes, device="cpu")), FineTuneResult)


def _few(number: int) -> list[int]:
    """Places of so many pictures of each kind: the a's come first in path order."""
    return [*range(number), *range(NUM // 2, NUM // 2 + number)]


def test_a_model_is_made_entered_and_says_the_right_thing_of_every_sample(project: Path) -> None:
    _label(project, _few(6))
    _pretrained(project)
    made = _tune(project)
    with Project(project) as opened:
        files = {s.id: s.file for s in opened.samples.usable()}
        said = {files[p.sample]: p.label for p in opened.models.predictions(made.model)}
        assert [m.name for m in opened.models.all()] == [made.model]
    assert len(said) == NUM
    assert sum(label == file[0] for file, label in said.items()) > 0.9 * NUM


def test_the_model_folder_predicts_without_the_project(project: Path) -> None:
    _label(project, _few(4))
    made = _tune(project, "classic")
    model = Classifier.load(project / "models" / made.model)
    with Project(project) as opened:
        rows = prepare.open_cache(opened, model.layout).gather(
            np.array([s.id for s in opened.samples.usable()])
        )
    names = [model.class_names[i] for i in model.predict(rows).argmax(axis=1)]
    assert names.count("a") == names.count("b") == NUM // 2


@pytest.mark.parametrize("mode", ["probe", "classic", "combined", "full", "scratch"])
def test_each_way_can_be_asked_for(mode: Mode, project: Path) -> None:
    _label(project, _few(4))
    _pretrained(project)
    assert _tune(project, mode).mode == mode


def test_without_a_run_auto_says_so_and_does_without(project: Path) -> None:
    _label(project, _few(6))
    events = run(job(FineTune(project=project, minutes=QUICK, device="cpu")))
    assert any(isinstance(e, Notice) and "no pretrained network" in e.text for e in events)


def test_without_a_run_a_probe_is_refused(project: Path) -> None:
    _label(project, _few(6))
    error = refusal(job(FineTune(project=project, mode="probe")))
    assert "no pretrained network" in error.what


def test_no_labels_are_refused(project: Path) -> None:
    assert "nothing to train on" in refusal(job(FineTune(project=project))).what


def test_one_class_is_refused(project: Path) -> None:
    _label(project, [0, 1, 2])
    assert "one class" in refusal(job(FineTune(project=project))).what


def test_labels_of_the_check_set_alone_are_refused(project: Path) -> None:
    _label(project, _few(3), role="check")
    assert "check set" in refusal(job(FineTune(project=project))).why


@pytest.mark.parametrize(("kind", "what"), [("classes", "cannot be trained on"), ("text", "no classes")])
def test_other_kinds_of_labels_are_refused_in_words(kind: LabelKind, what: str, project: Path) -> None:
    with Project(project, write=True) as opened:
        sample = opened.samples.usable()[0].id
        opened.apply(SetLabels(labels=((sample, Label(value=("a", "b"), kind=kind)),)), "Label")
    assert what in refusal(job(FineTune(project=project))).what


def test_texts_beside_classes_are_left_out(project: Path) -> None:
    _label(project, _few(3))
    with Project(project, write=True) as opened:
        before = labelled(opened)
        pool = next(s for s in opened.samples.usable(("pool",)) if opened.labels.of(s.id) is None)
        opened.apply(SetLabels(labels=((pool.id, Label(value=("a moth",), kind="text")),)), "Write")
        assert labelled(opened).train.tolist() == before.train.tolist()
        assert opened.labels.count_texts() == 1


def test_with_few_check_labels_it_cannot_tell_yet(project: Path) -> None:
    _label(project, _few(6))
    scores = _tune(project, "classic").scores
    assert scores.how == "cross-validation"
    assert scores.optimistic
    assert "Cannot tell yet" in scores.sentence


def test_one_label_a_class_gives_a_model_but_no_score(project: Path) -> None:
    _label(project, _few(1))
    _pretrained(project)
    made = _tune(project)
    assert (made.mode, made.scores.how, made.scores.balanced_accuracy) == ("combined", "none", None)


def test_the_check_set_alone_gives_the_score(project: Path) -> None:
    _label(project, _few(4))
    _label(project, [*range(8, 24), *range(32, 48)], role="check")
    scores = _tune(project, "classic").scores
    assert (scores.how, scores.num, scores.optimistic) == ("check set", 32, False)


def test_labels_of_the_check_set_change_the_score_and_never_the_model(project: Path) -> None:
    _label(project, _few(4))
    check = [*range(8, 24), *range(32, 48)]
    _label(project, check, role="check")
    right = _tune(project, "classic")
    _label(project, check, role="check", name="a")
    wrong = _tune(project, "classic")
    first, second = (Classifier.load(project / "models" / m.model).members[0].head for m in (right, wrong))
    np.testing.assert_array_equal(first.weight, second.weight)
    assert wrong.scores.accuracy == 0.5
    assert right.scores.accuracy == 1.0


def test_a_check_label_of_a_class_that_was_not_trained_counts_as_not_found(project: Path) -> None:
    _label(project, _few(4))
    _label(project, [*range(8, 24), *range(32, 46)], role="check")
    _label(project, [46, 47], role="check", name="zebra")
    scores = _tune(project, "classic").scores
    assert scores.balanced_accuracy == pytest.approx(2 / 3)


def test_held_out_predictions_are_listed_with_where_they_are_from(project: Path) -> None:
    _label(project, _few(5))
    _label(project, [12, 40], role="check")
    made = _tune(project, "classic")
    with (project / "models" / made.model / "held_out.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert sorted(row["from"] for row in rows) == ["check"] * 2 + ["cross-validation"] * 10


def test_the_same_labels_without_pretraining_stand_beside_it(project: Path) -> None:
    _label(project, _few(5))
    _pretrained(project)
    kinds = [row.kind for row in _tune(project, "probe").beside]
    assert kinds == ["classic", "raw pixels", "random network", "scratch"]


def test_without_a_run_nothing_is_said_of_what_pretraining_was_worth(project: Path) -> None:
    _label(project, _few(6))
    assert "retraining" not in _tune(project, "classic").sentence


def test_few_labels_on_texts_are_used_with_what_goes_together_in_the_pool(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    for number in range(24):
        kind = "ab"[number % 2]
        words = {"a": "rain and cold wind", "b": "salt and warm bread"}[kind]
        text = f"{words}, noted on day {number}"
        (tmp_path / "data" / f"{kind}{number:02d}.txt").write_text(text, encoding="utf-8")
    project = tmp_path / "project"
    run(import_folder.new_job(import_folder.NewProject(folder=project, data=tmp_path / "data")))
    _label(project, [0, 1, 12, 13])
    made = _tune(project, minutes=0.001)
    assert (made.mode, made.from_pool) == ("classic", True)
    assert "goes together among the unlabelled" in made.sentence
    model = Classifier.load(project / "models" / made.model)
    row = np.zeros((1, *model.layout.shape), np.uint8)
    row[0, :4] = np.frombuffer(b"wind", np.uint8)
    assert model.class_names[int(model.predict(row).argmax())] == "a"


def test_a_stop_leaves_earlier_models_as_they_were(project: Path) -> None:
    _label(project, _few(5))
    earlier = _tune(project, "classic").model
    with pytest.raises(Stopped):
        asked_at(job(FineTune(project=project, minutes=1)), _is_comparing)
    assert [path.name for path in (project / "models").iterdir()] == [earlier]


def _is_comparing(event: Event) -> bool:
    return isinstance(event, PhaseStarted) and event.phase.startswith("Comparing")


def test_the_same_seed_makes_the_same_model(project: Path) -> None:
    _label(project, _few(4))
    first, second = (Classifier.load(project / "models" / _tune(project, "classic").model) for _ in range(2))
    np.testing.assert_array_equal(first.members[0].head.weight, second.members[0].head.weight)


@pytest.mark.parametrize(
    ("own", "words"), [(0.9, "20 points above"), (0.705, "hardly helped"), (0.6, "70% rather than 60%")]
)
def test_it_says_honestly_what_pretraining_was_worth(own: float, words: str) -> None:
    way = Head.__new__(Head)
    way.kind = "combined"
    trial = Trial(
        candidate=way, score=None, places=np.zeros(0, np.int64), predicted=np.zeros(0, np.int64),
        confidence=np.zeros(0), seconds=0.0,
    )  # fmt: skip
    choice = Choice(best=trial, trials=(), sentence="")
    rows = (ScoreRow(kind="classic", balanced_accuracy=0.7, low=0.6, high=0.8),)
    assert words in worth_of_pretraining(choice, own, rows)
