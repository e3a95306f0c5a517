"""The JSON lines that scripts build on: cli.md is a contract."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from tests.cli.conftest import NUM_PICTURES, Journey, say

_KEYS = {
    "scan": {"modality", "samples", "files", "refused", "copies"},
    "new": {"samples", "files", "refused", "copies"},
    "refresh": {"new", "changed", "missing", "moved"},
    "tasks": {"tasks"},
    "pretrain": {
        "run", "task", "encoder", "steps", "samples_per_second", "data_wait_fraction", "verdict",
    },
    "embed": {"run", "count"},
    "clusters": {"samples", "clusters"},
    "suggest": {"files"},
    "label": {"labelled", "unknown"},
    "fine-tune": {"model", "mode", "scores"},
    "compare": {"rows", "verdict"},
    "predict": {"rows", "problems"},
    "evaluate": {"accuracy", "balanced_accuracy", "per_class", "confusion", "calibration"},
    "report": {"out"},
    "info": {"samples", "labels", "classes", "runs", "models"},
    "samples": {"folders"},
}  # fmt: skip


@pytest.mark.parametrize("verb", _KEYS)
def test_a_verb_that_worked_exits_with_0_and_its_last_line_is_finished(journey: Journey, verb: str) -> None:
    said = journey.said[verb]
    assert (said.status, said.last["event"]) == (0, "finished")
    assert said.last.keys() >= _KEYS[verb] | {"seconds"}


@pytest.mark.parametrize("verb", _KEYS)
def test_every_line_has_an_event_and_the_seconds_since_the_start(journey: Journey, verb: str) -> None:
    lines = journey.said[verb].lines
    assert all(isinstance(line["event"], str) for line in lines)
    seconds = [line["seconds"] for line in lines]
    assert seconds == sorted(seconds)
    assert [line["event"] for line in lines].count("finished") == 1


def test_scan_names_refused_files_and_copies(journey: Journey) -> None:
    last = journey.said["scan"].last
    assert (last["modality"], last["samples"], last["files"]) == ("image", NUM_PICTURES, NUM_PICTURES + 2)
    assert last["copies"] == [{"file": "copy of a00.png", "of": "a00.png"}]
    (refused,) = last["refused"]
    assert refused.keys() == {"file", "reason"}
    assert refused["file"] == "text.png"


def test_info_lists_runs_and_models(journey: Journey) -> None:
    last = journey.said["info"].last
    assert (last["samples"], last["labels"], last["classes"]) == (NUM_PICTURES, 12, {"red": 6, "blue": 6})
    assert last["runs"] == [{"run": "0001-simclr", "task": "simclr", "state": "finished", "steps": 3}]
    (model,) = last["models"]
    assert model.keys() == {"model", "run", "mode", "labels"}
    assert (model["model"], model["mode"], model["labels"]) == ("0001-classic", "classic", 12)


def test_pretrain_says_each_step_and_what_it_came_to(journey: Journey) -> None:
    lines = journey.said["pretrain"].lines
    measured = [line for line in lines if line["event"] == "measured"]
    assert [line["step"] for line in measured] == [1, 2, 3]
    assert {"loss", "learning_rate", "spread", "samples_per_second"} <= measured[0]["values"].keys()
    assert (lines[-1]["run"], lines[-1]["encoder"], lines[-1]["steps"]) == (
        "0001-simclr",
        "small_residual",
        3,
    )


def test_embed_writes_arrays_of_rows_and_files(journey: Journey) -> None:
    with np.load(journey.folder / "e.npz", allow_pickle=False) as made:
        assert made["embeddings"].dtype == np.float32
        assert len(made["embeddings"]) == len(made["files"]) == NUM_PICTURES


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("c.csv", ["file", "cluster", "typicality"]),
        ("s.csv", ["file"]),
        ("p.csv", ["file", "label", "confidence", "problem", "p:red", "p:blue"]),
    ],
)
def test_tables_have_the_columns_of_the_contract(journey: Journey, name: str, columns: list[str]) -> None:
    with (journey.folder / name).open(encoding="utf-8", newline="") as stream:
        assert next(csv.reader(stream)) == columns


def test_suggest_says_what_it_wrote(journey: Journey) -> None:
    with (journey.folder / "s.csv").open(encoding="utf-8", newline="") as stream:
        written = [row["file"] for row in csv.DictReader(stream)]
    assert journey.said["suggest"].last["files"] == written
    assert len(set(written)) == 4


def test_predict_has_a_row_for_every_file(journey: Journey) -> None:
    with (journey.folder / "p.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == journey.said["predict"].last["rows"] == NUM_PICTURES + 2
    assert journey.said["predict"].last["problems"] == 1


def test_evaluate_has_a_line_for_each_class(journey: Journey) -> None:
    last = journey.said["evaluate"].last
    assert [entry["name"] for entry in last["per_class"]] == ["red", "blue"]
    assert np.shape(last["confusion"]) == (2, 2)
    assert 0 <= last["calibration"] <= 1


def test_fine_tune_says_how_the_scores_were_estimated(journey: Journey) -> None:
    scores = journey.said["fine-tune"].last["scores"]
    assert scores.keys() >= {"balanced_accuracy", "low", "high", "how", "optimistic", "sentence"}
    assert scores["how"] == "cross-validation"


def test_compare_has_a_row_with_an_interval_for_each_way(journey: Journey) -> None:
    rows = journey.said["compare"].last["rows"]
    assert len({row["kind"] for row in rows}) == len(rows) > 2
    assert all(row.keys() == {"kind", "balanced_accuracy", "low", "high"} for row in rows)


def test_tasks_have_settings_with_defaults(journey: Journey) -> None:
    tasks = {task["name"]: task for task in journey.said["tasks"].last["tasks"]}
    settings = {entry["name"]: entry["default"] for entry in tasks["simclr"]["settings"]}
    assert settings["temperature"] > 0


@pytest.mark.parametrize(
    "words",
    [
        ("info", "{nowhere}"),
        ("scan", "{nowhere}"),
        ("predict", "{nowhere}", "{nowhere}", "--out", "{nowhere}/p"),
    ],
    ids=lambda words: words[0],
)
def test_a_verb_that_failed_exits_with_1_says_so_in_its_last_line_and_in_one_sentence(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    said = say(*(word.format(nowhere=tmp_path / "nowhere") for word in words), "--json")
    assert said.status == 1
    assert said.last["event"] == "failed"
    assert all(said.last[part] for part in ("what", "why", "todo"))
    assert said.err == f"{said.last['what']} {said.last['why']} {said.last['todo']}\n"


@pytest.mark.parametrize(
    "words",
    [
        ("pretrain", "{project}", "--task", "nonsense"),
        ("pretrain", "{project}", "--set", "temperature"),
        ("pretrain", "{project}", "--set", "nonsense=1"),
        ("pretrain", "{project}", "--encoder", "nonsense"),
        ("fine-tune", "{project}", "--mode", "nonsense"),
        ("scan", "{project}", "--modality", "nonsense"),
    ],
    ids=lambda words: " ".join(words[2:]),
)
def test_words_that_mean_nothing_exit_with_2_and_a_sentence(journey: Journey, words: tuple[str, ...]) -> None:
    said = say(*(word.format(project=journey.project) for word in words), "--json")
    assert (said.status, said.last["event"]) == (2, "failed")
    assert "Traceback" not in said.err


@pytest.mark.parametrize("words", [("nonsense",), ("scan",), ("suggest", "p"), ("scan", "p", "--nonsense")])
def test_a_verb_said_wrongly_exits_with_2(words: tuple[str, ...]) -> None:
    assert say(*words).status == 2


def test_without_json_people_read_a_sentence_and_no_braces(journey: Journey) -> None:
    said = say("info", journey.project)
    assert said.out.startswith(f"my project: {NUM_PICTURES} samples of ")
    assert "run    0001-simclr  simclr  finished  3 steps" in said.out
    assert "{" not in said.out


def test_a_number_that_is_none_is_null_in_json(journey: Journey) -> None:
    def refuse(name: str) -> object:
        raise AssertionError(name)

    for said in journey.said.values():
        for line in said.out.splitlines():
            json.loads(line, parse_constant=refuse)
