"""Writing on, teaching and asking by verbs, as scripts do it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Said, say
from tests.projects import copied
from tests.texts import project_that_writes, write_pairs


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that writes and, taught by a verb, answers."""
    folder = tmp_path_factory.mktemp("verbs")
    made = project_that_writes(folder)
    said = teach(made, write_pairs(folder / "pairs.csv"))
    assert (said.status, said.last["mode"], said.last["model"]) == (0, "answer", "0001-answer")
    assert said.last["scores"]["nearest"].keys() >= {"exact", "cer", "wer", "chrf"}
    return made


def teach(project: Path, pairs: Path) -> Said:
    words = ("--mode", "answer", "--pairs", pairs, "--minutes", 0.08, "--device", "cpu", "--json")
    return say("fine-tune", project, *words)


def test_write_ends_with_what_was_written_and_tells_it_before(project: Path) -> None:
    said = say("write", project, "--text", "The river", "--words", 5, "--seed", 1, "--json")
    assert said.status == 0
    assert said.last.keys() >= {"run", "text", "written", "words", "ended", "bits_per_letter", "perplexity"}
    told = [line["text"] for line in said.lines if line["event"] == "wrote"]
    assert told[-1] == "The river" + said.last["written"]


def test_without_json_only_the_text_is_printed(project: Path) -> None:
    said = say("write", project, "--text", "The river", "--words", 5)
    assert said.out.startswith("The river")
    assert "bits a letter" in said.out


def test_the_same_seed_writes_the_same(project: Path) -> None:
    first, again = (say("write", project, "--words", 6, "--seed", 4, "--json").last for _ in range(2))
    assert first["written"] == again["written"]


def test_ask_answers_a_project_and_a_model_folder(project: Path) -> None:
    for source in (project, project / "models" / "0001-answer"):
        said = say("ask", source, "--text", "what says the green moth", "--json")
        assert (said.status, said.last["model"]) == (0, "0001-answer")
        assert said.last["nearest"][0].keys() == {"question", "answer", "similarity"}


def test_asking_in_words_shows_the_nearest_questions(project: Path) -> None:
    said = say("ask", project, "--text", "what says the green moth")
    assert "sure of its words" in said.out
    assert "The nearest questions it was taught" in said.out


def test_predict_and_evaluate_speak_of_texts(project: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "a.txt").write_text("what says the moth")
    out, truth = tmp_path / "p.csv", tmp_path / "t.csv"
    truth.write_text("file,text\na.txt,light\n")
    assert say("predict", project, data, "--out", out, "--json").last["rows"] == 1
    with out.open(encoding="utf-8", newline="") as stream:
        assert next(csv.reader(stream)) == ["file", "text", "confidence", "problem"]
    said = say("evaluate", project, "--truth", truth, "--data", data, "--json")
    assert said.last.keys() >= {"exact", "cer", "wer", "chrf"}


@pytest.mark.parametrize(
    ("words", "status"),
    [(("--words", 0), 2), (("--temperature", 9), 2), (("--run", "0042-none"), 1)],
)
def test_what_cannot_be_written_is_said(words: tuple[object, ...], status: int, project: Path) -> None:
    said = say("write", project, *words)
    assert said.status == status
    assert said.err.strip()


def test_a_table_of_pairs_needs_the_mode(project: Path, tmp_path: Path) -> None:
    said = say("fine-tune", project, "--pairs", write_pairs(tmp_path / "p.csv"), "--json")
    assert (said.status, said.last["event"]) == (2, "failed")
    assert "--mode answer" in said.last["what"]


def test_labels_that_are_texts_point_to_the_mode(project: Path, tmp_path: Path) -> None:
    copy = copied(project, tmp_path)
    table = tmp_path / "labels.csv"
    table.write_text("file,text\nt00.txt,an answer\n")
    assert say("label", copy, "--from", table).status == 0
    said = say("fine-tune", copy, "--json")
    assert said.status == 1
    assert "answer" in said.last["todo"]
