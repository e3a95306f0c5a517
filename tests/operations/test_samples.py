"""The bundled samples, written out as ordinary folders."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from workbench.jobs import UserError
from workbench.operations import samples


def test_a_sample_is_a_folder_of_pictures_with_a_label_for_each_beside_it(tmp_path: Path) -> None:
    (folder,) = samples.write(tmp_path, "image")
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as stream:
        labelled = {row["file"] for row in csv.DictReader(stream)}
    pictures = {path.relative_to(folder).as_posix() for path in (folder / "pictures").iterdir()}
    assert labelled == pictures
    assert len(pictures) == 600


def test_files_that_are_there_are_left_alone(tmp_path: Path) -> None:
    folder = samples.write(tmp_path)[0]
    (folder / "labels.csv").write_text("mine", encoding="utf-8")
    samples.write(tmp_path)
    assert (folder / "labels.csv").read_text(encoding="utf-8") == "mine"


def test_a_kind_without_a_sample_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"sample for 'smell'\. There are samples for: audio, image, text"):
        samples.write(tmp_path, "smell")


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="could not be saved"):
        samples.write(tmp_path / "file")
