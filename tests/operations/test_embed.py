"""Every sample as the network sees it: in order, and made again when there is something new."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from tests.engine import tiny
from tests.operations.conftest import NUM_PICTURES
from tests.pictures import draw, draw_pages
from tests.projects import copied, new_project, quick, refresh, set_role
from tests.running import refusal, result, run
from workbench.engine import checkpoint
from workbench.engine.modalities import modalities
from workbench.jobs import PhaseStarted
from workbench.operations import embed, pretrain
from workbench.operations.embed import Embed, EmbedResult
from workbench.project import Project


@pytest.fixture
def own(tmp_path: Path, pictures: Path, trained: Path) -> Path:
    """The trained project over pictures that may be changed."""
    data = Path(shutil.copytree(pictures, tmp_path / "data"))
    project = copied(trained, tmp_path)
    refresh(project, data)
    return project


def embedded(project: Path, run_name: str = "") -> EmbedResult:
    """Embed all."""
    return result(embed.job(Embed(project=project, run=run_name, device="cpu")), EmbedResult)


def rows_of(project: Path) -> dict[str, NDArray[np.float32]]:
    """File -> embedding."""
    found = embedded(project)
    ids, rows = np.load(found.samples), np.load(found.embeddings)
    with Project(project) as opened:
        return {opened.samples.get(int(i)).file: row for i, row in zip(ids, rows, strict=True)}


def test_the_file_has_a_row_for_each_sample_and_their_files_in_the_same_order(
    trained: Path, tmp_path: Path
) -> None:
    result(embed.job(Embed(project=trained, out=tmp_path / "e.npz", device="cpu")), EmbedResult)
    with np.load(tmp_path / "e.npz", allow_pickle=False) as made:
        rows, files = made["embeddings"], list(made["files"])
    width = checkpoint.load_encoder(trained / "runs" / "0001-simclr").encoder.width
    assert (rows.shape, rows.dtype) == ((NUM_PICTURES, width), np.float32)
    expected = rows_of(trained)
    assert sorted(files) == sorted(expected)
    assert all((expected[file] == row).all() for file, row in zip(files, rows, strict=True))


def test_an_embedding_is_what_the_encoder_says_of_the_picture(trained: Path, pictures: Path) -> None:
    saved = checkpoint.load_encoder(trained / "runs" / "0001-simclr")
    decoded = tiny.decoded(modalities.get("image"), pictures / "b03.png", saved.layout)
    with torch.no_grad():
        samples = modalities.get("image").samples(torch.from_numpy(decoded.row[None].copy()))
        said = saved.encoder(samples).pooled[0].numpy()
    assert rows_of(trained)["b03.png"] == pytest.approx(said, abs=1e-4)


def test_embeddings_are_made_once(trained: Path) -> None:
    embedded(trained)
    again = run(embed.job(Embed(project=trained, device="cpu")))
    assert not [event for event in again if isinstance(event, PhaseStarted)]


def test_a_new_picture_gets_an_embedding(own: Path) -> None:
    embedded(own)
    draw(own.parent / "data" / "new.png")
    refresh(own)
    assert "new.png" in rows_of(own)


def test_a_changed_picture_gets_another_embedding_and_the_others_keep_theirs(own: Path) -> None:
    before = rows_of(own)
    draw(own.parent / "data" / "a00.png", seed="b quite other")
    refresh(own)
    after = rows_of(own)
    assert {file for file in before if not np.allclose(before[file], after[file], atol=1e-4)} == {"a00.png"}


def test_a_run_that_learnt_more_is_embedded_anew(own: Path) -> None:
    before = rows_of(own)
    run(pretrain.job(pretrain.Pretrain(project=own, resume="0001-simclr", steps=2)))
    assert not np.allclose(before["a00.png"], rows_of(own)["a00.png"])


def test_the_reserve_is_not_embedded(own: Path) -> None:
    set_role(own, "reserve", "a00.png")
    assert embedded(own).count == NUM_PICTURES - 1


def test_the_pages_of_a_file_are_told_apart(tmp_path: Path) -> None:
    draw_pages(tmp_path / "data" / "p.tif", "a", "b", "c")
    project = new_project(tmp_path / "project", tmp_path / "data")
    run(pretrain.job(dataclasses.replace(quick(project, 1), batch=3)))
    run(embed.job(Embed(project=project, out=tmp_path / "e.npz")))
    with np.load(tmp_path / "e.npz", allow_pickle=False) as made:
        assert len(set(made["files"])) == 3


def test_the_latest_run_is_taken_unless_one_is_named(own: Path) -> None:
    run(pretrain.job(quick(own, 1)))
    assert embedded(own).run == "0002-simclr"
    assert embedded(own, "0001-simclr").run == "0001-simclr"


def test_without_a_network_there_is_nothing_to_see_with(imported: Path) -> None:
    error = refusal(embed.job(Embed(project=imported)))
    assert error.what == "There is no pretrained network yet."


def test_a_run_that_is_not_there_is_said_with_those_there_are(trained: Path) -> None:
    error = refusal(embed.job(Embed(project=trained, run="0007-mae")))
    assert (error.why, error.todo) == ("There is no such run.", "Use one of: 0001-simclr.")


def test_a_damaged_encoder_is_said(own: Path) -> None:
    (own / "runs" / "0001-simclr" / "encoder.safetensors").write_bytes(b"damaged")
    assert "cannot be read" in refusal(embed.job(Embed(project=own))).what


def test_a_place_that_cannot_be_written_is_said(trained: Path, tmp_path: Path) -> None:
    error = refusal(embed.job(Embed(project=trained, out=tmp_path / "nowhere" / "e.npz")))
    assert error.what == f"e.npz could not be saved in {tmp_path / 'nowhere'}."


def test_the_file_gets_the_name_that_was_asked_for(trained: Path, tmp_path: Path) -> None:
    run(embed.job(Embed(project=trained, out=tmp_path / "embeddings")))
    assert [path.name for path in tmp_path.iterdir()] == ["embeddings"]
