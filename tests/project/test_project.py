"""Making, opening and describing a project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.project.conftest import make_empty
from workbench.jobs import UserError
from workbench.project import Description, Project


def test_a_new_project_says_what_it_was_told(tmp_path: Path) -> None:
    with make_empty(tmp_path) as project:
        assert project.description == Description(name="Birds", modality="image", data=tmp_path / "data")


def test_a_new_project_has_the_folders_of_the_design(tmp_path: Path) -> None:
    with make_empty(tmp_path) as project:
        names = {path.name for path in project.folder.iterdir() if path.suffix not in (".lock", "")}
        folders = {path.name for path in project.folder.iterdir() if path.is_dir()}
    assert {"project.json", "workbench.sqlite"} <= names
    assert folders == {"cache", "runs", "models"}


def test_a_project_is_never_overwritten(tmp_path: Path) -> None:
    make_empty(tmp_path).close()
    with pytest.raises(UserError, match="There is already a project"):
        make_empty(tmp_path)


@pytest.mark.parametrize("place", ["data", "data/inside"])
def test_a_project_inside_the_data_folder_is_refused_and_nothing_is_written_there(
    tmp_path: Path, place: str
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    with pytest.raises(UserError, match="cannot be inside the folder of data"):
        Project.create(tmp_path / place, data=data, modality="image")
    assert list(data.iterdir()) == []


def test_a_folder_without_a_project_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"is not a project\. There is no project\.json in it\."):
        Project(tmp_path)


def test_a_damaged_description_is_named(project: Project) -> None:
    (project.folder / "project.json").write_text("{half", encoding="utf-8")
    with pytest.raises(UserError, match=r"project\.json cannot be read"):
        Project(project.folder)


def test_a_new_data_folder_is_remembered(project: Project, tmp_path: Path) -> None:
    project.describe(Description(name="Birds", modality="image", data=tmp_path / "moved"))
    with Project(project.folder) as reader:
        assert reader.description.data == tmp_path / "moved"


def test_a_description_keeps_names_readable_in_the_file(project: Project, tmp_path: Path) -> None:
    project.describe(Description(name="Vögel 鳥", modality="image", data=tmp_path))
    content = json.loads((project.folder / "project.json").read_text(encoding="utf-8"))
    assert content["name"] == "Vögel 鳥"
    assert "鳥" in (project.folder / "project.json").read_text(encoding="utf-8")


def test_a_run_that_was_cut_off_is_stopped_when_the_project_is_opened_again(project: Project) -> None:
    project.runs.add("simclr", "resnet18", 10)
    project.close()
    with Project(project.folder, write=True) as again:
        assert [run.state for run in again.runs.all()] == ["stopped"]


def test_a_running_run_goes_on_running_when_the_same_program_opens_the_project_once_more(
    project: Project,
) -> None:
    project.runs.add("simclr", "resnet18", 10)
    with Project(project.folder, write=True) as beside:
        assert [run.state for run in beside.runs.all()] == ["running"]


def test_a_deleted_cache_folder_is_made_again(project: Project) -> None:
    project.cache.rmdir()
    assert project.cache.is_dir()
