"""Every option of a verb changes what the verb does."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import QUICK, Journey, Said, say
from tests.pictures import draw, draw_many, draw_pages
from tests.projects import labels_of
from workbench.engine.modalities.image import shrinking
from workbench.operations.run_settings import RunSettings
from workbench.project import Project


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Four pictures in two folders."""
    for name in ("cats/a.png", "cats/b.png", "dogs/c.png", "dogs/d.png"):
        draw(tmp_path / "data" / name)
    return tmp_path / "data"


@pytest.fixture
def project(data: Path) -> Path:
    """A project of them."""
    return made(data)


def made(data: Path, *options: object) -> Path:
    """Make a project with options."""
    project = data.parent / "project"
    assert say("new", project, "--data", data, *options).status == 0
    return project


def pretrained(project: Path, *options: object) -> RunSettings:
    """What a run froze."""
    said = say("pretrain", project, "--steps", 1, *QUICK, *options, "--json")
    assert said.status == 0, said.err
    return RunSettings.load(project / "runs" / said.last["run"])


def with_model(journey: Journey, verb: str, *words: object) -> Said:
    """A verb on the project of the journey."""
    return say(verb, journey.project, *words, "--json")


def test_new_reserves_a_share_of_the_files(data: Path) -> None:
    with Project(made(data, "--reserve", 50)) as project:
        assert len(project.samples.usable(("reserve",))) == 2


def test_new_takes_labels_from_sub_folders_only_when_asked_to(data: Path, project: Path) -> None:
    assert labels_of(project) == {}
    shutil.rmtree(project)
    assert labels_of(made(data, "--labels-from-folders"))["dogs/c.png"] == "dogs"


def test_new_takes_the_kind_of_data_that_is_named(data: Path) -> None:
    assert say("new", data.parent / "p", "--data", data, "--modality", "smell").status == 2
    assert say("new", data.parent / "p", "--data", data, "--modality", "image").status == 0


def test_refresh_looks_where_the_folder_is_now(data: Path, project: Path) -> None:
    data.rename(data.parent / "moved")
    assert say("refresh", project).status == 1
    said = say("refresh", project, "--data", data.parent / "moved", "--json")
    assert (said.status, said.last["missing"]) == (0, 0)


def test_refresh_reads_a_too_large_file_reduced_when_it_is_named(
    data: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shrinking, "MAX_PIXELS", 1000)
    draw(data / "large.png", side=64)
    assert [entry["file"] for entry in say("refresh", project, "--json").last["refused"]] == ["large.png"]
    assert say("refresh", project, "--reduced", "large.png", "--json").last["refused"] == []


def test_label_puts_a_tables_samples_into_the_check_set_when_asked_to(project: Path, tmp_path: Path) -> None:
    (tmp_path / "l.csv").write_text("file,label\ncats/a.png,cat\n", encoding="utf-8")
    say("label", project, "--from", tmp_path / "l.csv", "--check")
    assert say("info", project, "--json").last["check_labels"] == 1


@pytest.mark.parametrize(
    ("options", "name", "value"),
    [
        (("--seed", 7), "seed", 7),
        (("--batch", 3), "batch", 3),
        (("--size", 48), "layout", (48, 48, 3)),
        (("--encoder", "resnet18"), "encoder", "resnet18"),
        (("--task", "simclr"), "task", "simclr"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_pretrain_does_as_its_option_says(
    project: Path, options: tuple[object, ...], name: str, value: object
) -> None:
    assert getattr(pretrained(project, *options), name) == value


def test_pretrain_sets_what_is_set(project: Path) -> None:
    settings = pretrained(project, "--set", "temperature=0.9", "--set", "grey_probability = 1")
    assert (settings.task_settings["temperature"], settings.view_settings["grey_probability"]) == (0.9, 1)


def test_pretrain_starts_from_another_run(project: Path) -> None:
    pretrained(project)
    assert pretrained(project, "--from", "0001-simclr").start == "0001-simclr"


def test_pretrain_counts_epochs(project: Path) -> None:
    said = say("pretrain", project, "--epochs", 2, "--encoder", "small_residual", "--batch", 2, "--json")
    assert said.last["steps"] == 4


@pytest.mark.parametrize("verb", ["embed", "clusters", "suggest"])
def test_a_run_that_is_named_is_taken_and_one_that_is_not_there_is_refused(
    journey: Journey, tmp_path: Path, verb: str
) -> None:
    words = ("--count", 2) if verb == "suggest" else ("--out", tmp_path / "out.npz")
    assert with_model(journey, verb, *words, "--run", "0001-simclr").last["run"] == "0001-simclr"
    said = with_model(journey, verb, *words, "--run", "0009-mae")
    assert (said.status, said.last["what"]) == (1, "The run '0009-mae' cannot be used.")


def test_clusters_makes_as_many_groups_as_are_asked_for(journey: Journey, tmp_path: Path) -> None:
    said = with_model(journey, "clusters", "--out", tmp_path / "c.csv", "--count", 5)
    assert said.last["clusters"] == 5


def test_predict_writes_a_row_for_each_page_when_asked_to(journey: Journey, tmp_path: Path) -> None:
    draw_pages(tmp_path / "new" / "p.tif", "a", "b", "c")
    rows = []
    for options in ((), ("--parts",)):
        with_model(journey, "predict", tmp_path / "new", "--out", tmp_path / "p.csv", *options)
        with (tmp_path / "p.csv").open(encoding="utf-8", newline="") as stream:
            rows.append(len(list(csv.DictReader(stream))))
    assert rows == [1, 3]


@pytest.mark.parametrize("verb", ["predict", "evaluate"])
def test_a_model_that_is_not_there_is_refused(journey: Journey, tmp_path: Path, verb: str) -> None:
    words = {
        "predict": (journey.data, "--out", tmp_path / "p.csv"),
        "evaluate": ("--truth", journey.folder / "labels.csv", "--data", journey.data),
    }[verb]
    assert with_model(journey, verb, *words, "--model", "0001-classic").status == 0
    assert with_model(journey, verb, *words, "--model", "0009-full").status == 1


@pytest.mark.parametrize("verb", ["predict", "evaluate", "embed"])
def test_a_device_that_is_not_there_is_refused(journey: Journey, tmp_path: Path, verb: str) -> None:
    words = {
        "predict": (journey.data, "--out", tmp_path / "p.csv"),
        "evaluate": ("--truth", journey.folder / "labels.csv", "--data", journey.data),
        "embed": ("--out", tmp_path / "e.npz"),
    }[verb]
    assert with_model(journey, verb, *words, "--device", "abacus").status == 1


def test_names_with_spaces_and_of_any_language_go_through_every_verb(tmp_path: Path) -> None:
    data = draw_many(tmp_path / "meine Bilder 鳥", 3)
    draw(data / "Ünter ordner" / "ä ö.png")
    assert say("new", tmp_path / "mein Projekt", "--data", data).status == 0
    (tmp_path / "l.csv").write_text("file,label\nÜnter ordner/ä ö.png,grün\n", encoding="utf-8")
    said = say("label", tmp_path / "mein Projekt", "--from", tmp_path / "l.csv", "--json")
    assert said.last["labelled"] == 1
    assert labels_of(tmp_path / "mein Projekt") == {"Ünter ordner/ä ö.png": "grün"}
