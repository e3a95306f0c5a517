"""Teaching a network to answer, asking it, and using it on files."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from tests.projects import copied, ids_of, set_role
from tests.running import asked_at, outcome, refusal, result
from tests.texts import PAIRS, project_that_writes, write_pairs
from workbench.engine.downstream.classifier import Classifier
from workbench.engine.downstream.retrieval import Pair
from workbench.engine.downstream.text_scores import score
from workbench.engine.downstream.writer import Writer
from workbench.jobs import Advanced, Stopped, UserError, Wrote
from workbench.operations import answer, answer_scores, evaluate, inspect, predict, report
from workbench.operations.answer import Ask, AskResult, Teach, TeachResult
from workbench.operations.answer_scores import split
from workbench.operations.evaluate import Evaluate, TextEvaluateResult
from workbench.operations.info import info
from workbench.operations.pairs import Pairs
from workbench.operations.predict import Predict, PredictResult
from workbench.operations.report import Report, ReportResult
from workbench.project import Label, Project, SetLabels


@pytest.fixture(scope="module")
def writes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose network writes on. Copy it before changing it."""
    return project_that_writes(tmp_path_factory.mktemp("writes"))


@pytest.fixture(scope="module")
def taught(writes: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a model that answers. Copy it before changing it."""
    folder = tmp_path_factory.mktemp("taught")
    project = copied(writes, folder)
    teach(project, write_pairs(folder / "pairs.csv"))
    return project


def teach(project: Path, pairs: Path | None = None) -> TeachResult:
    arguments = Teach(project=project, pairs=pairs, minutes=0.08, device="cpu")
    return result(answer.job(arguments), TeachResult)


def label_with_texts(project: Path, number: int, check: int = 0) -> None:
    """The first texts are answered by their own names; the last of them are the check set."""
    with Project(project, write=True) as opened:
        found = list(ids_of(opened).items())[:number]
        labels = tuple((i, Label(value=(f"this is {name}",), kind="text")) for name, i in found)
        opened.apply(SetLabels(labels=labels), "Label")
    if check:
        set_role(project, "check", *[name for name, _ in found[-check:]])


def test_a_table_teaches_and_the_control_stands_beside(writes: Path, tmp_path: Path) -> None:
    made = teach(copied(writes, tmp_path), write_pairs(tmp_path / "pairs.csv"))
    assert (made.model, made.mode, made.labels) == ("0001-answer", "answer", len(PAIRS) - 3)
    assert made.scores.bits_after < made.scores.bits_before
    assert (made.scores.num, made.scores.how, made.scores.optimistic) == (3, "held out", True)
    assert made.scores.nearest.num == 3
    assert "looking answers up" in made.sentence.lower()


def test_the_sentence_says_so_when_looking_up_is_better(taught: Path) -> None:
    with Project(taught) as project:
        (model,) = project.models.all()
    scores = answer_scores.AnswerScores(
        num=3, how="held out", optimistic=False, bits_before=3, bits_after=2,
        answered=score(["abc"], ["xyz"]),
        nearest=score(["abc"], ["abc"]), sentence="",
    )  # fmt: skip
    assert "Looking answers up is better here" in answer_scores.worth(scores)
    assert model.writes


def test_labels_that_are_texts_teach_too(writes: Path, tmp_path: Path) -> None:
    project = copied(writes, tmp_path)
    label_with_texts(project, 11)
    assert teach(project).labels == 8


def test_the_check_set_only_scores(writes: Path, tmp_path: Path) -> None:
    project = copied(writes, tmp_path)
    label_with_texts(project, 12, check=2)
    made = teach(project)
    assert (made.scores.num, made.scores.how, made.scores.optimistic) == (2, "check set", False)
    pairs = Writer.load(project / "models" / made.model).pairs
    assert not {"this is t10.txt", "this is t11.txt"} & {pair.answer for pair in pairs}


def test_the_same_question_is_on_one_side_only() -> None:
    pairs = tuple(Pair(prompt=f"Q {n % 30}", answer=str(n)) for n in range(90))
    parts = split(Pairs(pairs=pairs), seed=0)
    learnt, held = ({pair.prompt for pair in side} for side in (parts.learnt, (*parts.stop, *parts.scored)))
    assert len(held) == 3
    assert not learnt & held


def test_with_many_held_out_those_that_score_say_not_when_to_stop() -> None:
    pairs = tuple(Pair(prompt=f"Q {n}", answer=str(n)) for n in range(300))
    parts = split(Pairs(pairs=pairs), seed=0)
    assert not parts.is_optimistic
    assert not set(parts.stop) & set(parts.scored)
    assert len(parts.stop) + len(parts.scored) == 30


def test_too_few_pairs_are_refused(writes: Path, tmp_path: Path) -> None:
    table = write_pairs(tmp_path / "pairs.csv", PAIRS[:4])
    assert "too few" in refusal(answer.job(Teach(project=writes, pairs=table))).what


def test_one_question_with_many_answers_cannot_be_held_out(writes: Path, tmp_path: Path) -> None:
    pairs = tuple(("What says the moth?", f"answer {n}") for n in range(12))
    table = write_pairs(tmp_path / "pairs.csv", pairs)
    assert "There are 1 different" in refusal(answer.job(Teach(project=writes, pairs=table))).why


def test_without_table_and_labels_it_says_what_is_missing(writes: Path) -> None:
    assert "columns prompt and answer" in refusal(answer.job(Teach(project=writes))).todo


def test_stopped_it_leaves_nothing(writes: Path, tmp_path: Path) -> None:
    project = copied(writes, tmp_path)
    arguments = Teach(project=project, pairs=write_pairs(tmp_path / "pairs.csv"), device="cpu")
    with pytest.raises(Stopped):
        asked_at(answer.job(arguments), lambda event: isinstance(event, Advanced))
    with Project(project) as opened:
        assert opened.models.all() == []
    assert list((project / "models").iterdir()) == []


def test_an_answer_comes_with_its_confidence_and_the_nearest_questions(taught: Path) -> None:
    made = result(answer.job(Ask(source=taught, text="what says the green moth?")), AskResult)
    assert made.answer
    assert 0 < made.confidence <= 1
    assert "moth" in made.nearest[0].question
    assert made.nearest[0].similarity >= made.nearest[-1].similarity


def test_a_question_like_nothing_taught_gets_a_word_of_care(taught: Path) -> None:
    near = result(answer.job(Ask(source=taught, text="what says the old moth")), AskResult)
    far = result(answer.job(Ask(source=taught, text="¿Cuántos kilómetros?")), AskResult)
    assert not near.note
    assert "made up" in far.note


def test_an_answer_grows_and_can_be_stopped(taught: Path) -> None:
    job = answer.job(Ask(source=taught, text="what", words=300, temperature=2.0))
    made = outcome(asked_at(job, lambda event: isinstance(event, Wrote)), AskResult)
    assert made.ended == "stopped"


def test_a_model_folder_answers_without_its_project(taught: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(taught / "models" / "0001-answer", folder)
    assert result(answer.job(Ask(source=folder, text="what says the rain")), AskResult).answer


def test_an_empty_question_is_refused(taught: Path) -> None:
    assert "Nothing was asked" in refusal(answer.job(Ask(source=taught, text="  "))).what


def test_a_project_without_such_a_model_says_so(writes: Path) -> None:
    assert "no model" in refusal(answer.job(Ask(source=writes, text="why"))).what


def test_a_folder_of_files_is_answered_one_row_a_file(taught: Path, tmp_path: Path) -> None:
    data = tmp_path / "new"
    data.mkdir()
    (data / "a.txt").write_text("what says the moth")
    (data / "empty.txt").write_text("")
    out = tmp_path / "out.csv"
    made = result(predict.job(Predict(source=taught, folder=data, out=out)), PredictResult)
    with out.open(encoding="utf-8", newline="") as stream:
        rows = {row["file"]: row for row in csv.DictReader(stream)}
    assert list(rows["a.txt"]) == ["file", "text", "confidence", "problem"]
    assert rows["a.txt"]["text"]
    assert (rows["empty.txt"]["text"], bool(rows["empty.txt"]["problem"])) == ("", True)
    assert (made.rows, made.problems, made.counts) == (2, 1, ())


def test_answers_are_scored_against_a_table(taught: Path, tmp_path: Path) -> None:
    data = tmp_path / "new"
    data.mkdir()
    (data / "a.txt").write_text("what says the moth")
    said = result(predict.job(Predict(source=taught, folder=data, out=tmp_path / "o.csv")), PredictResult)
    truth = tmp_path / "truth.csv"
    truth.write_text(f"file,text\na.txt,{said.preview[0].label}\ngone.txt,something\n")
    made = result(evaluate.job(Evaluate(source=taught, truth=truth, data=data)), TextEvaluateResult)
    assert (made.num, made.exact, made.missing) == (2, 0.5, ("gone.txt",))
    assert 0 < made.cer < 1
    assert 0 < made.chrf < 1


def test_such_a_model_tells_no_classes_apart(taught: Path) -> None:
    with pytest.raises(UserError, match="answers in words"):
        Classifier.load(taught / "models" / "0001-answer")
    with Project(taught) as project, pytest.raises(UserError, match="no model"):
        inspect.load(project)
    with Project(taught) as project, pytest.raises(UserError, match="says no class"):
        inspect.load(project, "0001-answer")


def test_it_is_listed_and_reported(taught: Path, tmp_path: Path) -> None:
    (model,) = info(taught).models
    assert (model.model, model.mode, model.run) == ("0001-answer", "answer", "0001-next_word")
    page = result(report.job(Report(project=taught, out=tmp_path / "r.html")), ReportResult).out
    assert "0001-answer" in page.read_text(encoding="utf-8")
