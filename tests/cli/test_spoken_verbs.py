"""Texts from sounds by verbs, as scripts do it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Said, say
from tests.projects import copied, new_project
from tests.spoken import some_texts, write_spoken, write_table

_TEXTS = {f"s{i:02d}.wav": text for i, text in enumerate(some_texts(16))}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of sounds, labelled by a verb from a table of texts. Copy it before changing it."""
    made = tmp_path_factory.mktemp("spoken")
    project = new_project(made / "project", write_spoken(made / "sounds", _TEXTS))
    said = say("label", project, "--from", write_table(made / "texts.csv", _TEXTS), "--json")
    assert (said.status, said.last["labelled"]) == (0, len(_TEXTS))
    return made


def tuned(project: Path, mode: str, *words: str) -> Said:
    return say("fine-tune", project, "--mode", mode, "--minutes", 0.02, "--device", "cpu", *words)


@pytest.mark.parametrize("mode", ["transcribe", "translate"])
def test_a_mode_makes_a_model_that_predicts_and_is_scored(folder: Path, tmp_path: Path, mode: str) -> None:
    project, out = copied(folder / "project", tmp_path), tmp_path / "said.csv"
    made = tuned(project, mode, "--json")
    assert (made.status, made.last["model"], made.last["mode"]) == (0, f"0001-{mode}", mode)
    assert made.last["scores"]["chrf"].keys() == {"value", "low", "high"}
    assert {"way", "labels", "ways", "sentence", "limits", "examples"} <= made.last.keys()
    assert say("predict", project, folder / "sounds", "--out", out, "--json").last["rows"] == len(_TEXTS)
    assert out.read_text(encoding="utf-8").startswith("file,text,confidence,problem")
    truth = ("--truth", folder / "texts.csv", "--data", folder / "sounds")
    scored = say("evaluate", project, *truth, "--json").last
    assert scored.keys() >= {"exact", "cer", "wer", "chrf", "num", "missing"}


def test_labels_that_are_texts_need_no_mode(folder: Path, tmp_path: Path) -> None:
    made = tuned(copied(folder / "project", tmp_path), "auto")
    assert made.status == 0
    assert "sounds with a text" in made.out
    assert "<- the model" in made.out
    assert "From a few hundred pairs" in made.out


def test_too_few_texts_are_one_sentence_and_exit_status_1(tmp_path: Path) -> None:
    texts = {"one.wav": "abc"}
    project = new_project(tmp_path / "project", write_spoken(tmp_path / "sounds", texts))
    say("label", project, "--from", write_table(tmp_path / "texts.csv", texts))
    said = tuned(project, "translate", "--json")
    assert (said.status, said.last["event"]) == (1, "failed")
    assert "There is one pair" in said.last["why"]
