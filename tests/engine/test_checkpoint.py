from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from tests.engine import tiny
from tests.processes import LIMIT_SECONDS
from workbench.engine import checkpoint
from workbench.engine.contracts import Layout
from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.encoders.small_residual import SmallResidual
from workbench.jobs import UserError

_FILES = (checkpoint.STATE, checkpoint.WEIGHTS, checkpoint.DESCRIPTION)


@pytest.fixture
def run_folder(tmp_path: Path) -> Path:
    """A folder with a state and an encoder."""
    folder = tmp_path / "0001-simclr"
    folder.mkdir()
    encoder = build(EncoderSpec(name="small_residual", channels=1, size=32))
    checkpoint.save_encoder(folder, encoder, layout=Layout(shape=(32, 32, 1)), modality="image")
    checkpoint.save_state(folder, {"step": 3, "weights": torch.arange(1000.0)})
    return folder


def _load(folder: Path, file: str) -> object:
    if file == checkpoint.STATE:
        return checkpoint.load_state(folder, tiny.CPU)
    return checkpoint.load_encoder(folder)


def test_a_state_comes_back_as_it_was(run_folder: Path) -> None:
    state = checkpoint.load_state(run_folder, tiny.CPU)
    assert state is not None
    assert state["step"] == 3
    assert torch.equal(state["weights"], torch.arange(1000.0))


def test_before_the_first_checkpoint_there_is_none(tmp_path: Path) -> None:
    assert checkpoint.load_state(tmp_path, tiny.CPU) is None


def test_an_encoder_comes_back_on_the_cpu_and_does_not_learn(run_folder: Path) -> None:
    saved = checkpoint.load_encoder(run_folder)
    assert not saved.encoder.training
    assert saved.encoder.mean.device == tiny.CPU
    assert (saved.layout, saved.modality) == (Layout(shape=(32, 32, 1)), "image")


@pytest.mark.parametrize("file", _FILES)
@pytest.mark.parametrize("damage", ["empty", "half", "garbage", "zeros", "middle"])
def test_a_damaged_file_is_refused_in_a_sentence(run_folder: Path, file: str, damage: str) -> None:
    path = run_folder / file
    content = path.read_bytes()
    damaged = {
        "empty": b"",
        "half": content[: len(content) // 2],
        "garbage": b"abcdefgh" * 40,
        "zeros": bytes(len(content)),
        "middle": content[:10] + b"\xff" * 200 + content[210:],
    }
    path.write_bytes(damaged[damage])
    with pytest.raises(UserError, match="cannot be read") as caught:
        _load(run_folder, file)
    assert caught.value.todo


@pytest.mark.parametrize("file", [checkpoint.WEIGHTS, checkpoint.DESCRIPTION])
def test_a_missing_file_is_refused_in_a_sentence(run_folder: Path, file: str) -> None:
    (run_folder / file).unlink()
    with pytest.raises(UserError, match="cannot be read"):
        checkpoint.load_encoder(run_folder)


@pytest.mark.parametrize(
    "description",
    [[], {}, {"spec": {"name": "unheard_of", "channels": 1, "size": 32}}, {"spec": {"colour": "red"}}],
)
def test_a_description_of_something_else_is_refused_in_a_sentence(
    run_folder: Path, description: object
) -> None:
    (run_folder / checkpoint.DESCRIPTION).write_text(json.dumps(description), "utf-8")
    with pytest.raises(UserError, match="cannot be read"):
        checkpoint.load_encoder(run_folder)


def test_a_description_without_a_layout_is_refused_in_a_sentence(run_folder: Path) -> None:
    path = run_folder / checkpoint.DESCRIPTION
    content = json.loads(path.read_text("utf-8"))
    del content["layout"]
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(UserError, match="cannot be read"):
        checkpoint.load_encoder(run_folder)


class _Trap:
    """What a pickle can do to the person who opens it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (str(self._path),)


@pytest.mark.parametrize("how", ["torch", "pickle"])
def test_a_pickle_in_place_of_a_state_is_never_run(run_folder: Path, how: str) -> None:
    trap = run_folder / "sprung"
    path = run_folder / checkpoint.STATE
    if how == "torch":
        torch.save({"step": 1, "trap": _Trap(trap)}, path)
    else:
        path.write_bytes(pickle.dumps(_Trap(trap)))
    with pytest.raises(UserError, match="cannot be read"):
        checkpoint.load_state(run_folder, tiny.CPU)
    assert not trap.exists()


def test_a_pickle_in_place_of_weights_is_never_run(run_folder: Path) -> None:
    trap = run_folder / "sprung"
    torch.save({"trap": _Trap(trap)}, run_folder / checkpoint.WEIGHTS)
    with pytest.raises(UserError, match="cannot be read"):
        checkpoint.load_encoder(run_folder)
    assert not trap.exists()


@pytest.mark.parametrize("error", [OSError, RuntimeError, ValueError])
def test_a_write_that_breaks_off_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, error: type[Exception]
) -> None:
    path = tmp_path / "file"
    path.write_text("old", "utf-8")

    def break_off(temporary: Path) -> None:
        temporary.write_text("half of the n", "utf-8")
        raise error("no space left")

    with pytest.raises((OSError, ValueError)):
        checkpoint.replace(path, break_off)
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_torchs_words_for_a_full_disk_are_an_error_of_the_system(tmp_path: Path) -> None:
    def refuse(_: Path) -> None:
        raise RuntimeError("write failed")

    with pytest.raises(OSError, match="write failed"):
        checkpoint.replace(tmp_path / "file", refuse)


def test_a_reader_sees_the_old_file_while_the_new_one_is_written(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old", "utf-8")
    seen = []

    def write(temporary: Path) -> None:
        temporary.write_text("half", "utf-8")
        seen.append(path.read_text("utf-8"))
        temporary.write_text("new", "utf-8")

    checkpoint.replace(path, write)
    assert (seen, path.read_text("utf-8")) == (["old"], "new")


def test_the_description_is_there_before_the_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    replace = checkpoint.replace

    def noted(path: Path, write: Callable[[Path], object]) -> None:
        order.append(path.name)
        replace(path, write)

    monkeypatch.setattr(checkpoint, "replace", noted)
    encoder = build(EncoderSpec(name="small_residual", channels=1, size=32))
    checkpoint.save_encoder(tmp_path, encoder, layout=Layout(shape=(32, 32, 1)), modality="image")
    assert order == [checkpoint.DESCRIPTION, checkpoint.WEIGHTS]


def test_what_a_killed_program_left_half_written_is_swept_away(run_folder: Path) -> None:
    (run_folder / ".state.pt.4711.tmp").write_bytes(b"half")
    checkpoint.sweep(run_folder)
    assert {path.name for path in run_folder.iterdir()} == set(_FILES)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the dying programs are forks")
@pytest.mark.parametrize(("how", "old"), [("first", 0), ("again", 1)])
def test_killed_at_any_moment_of_saving_everything_is_old_or_new(how: str, old: int, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.engine.dying", str(tmp_path), how]
    ran = subprocess.run(
        command,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT_SECONDS,
    )
    versions = [json.loads(line) for line in ran.stdout.splitlines()]
    assert ran.returncode == 0, ran.stderr
    assert len(versions) == 3 * 4 + 1  # three files; before and after a flush and a renaming; alive
    assert versions == sorted(versions)
    assert {(state, encoder) for state, encoder in versions} == {(old, old), (2, old), (2, 2)}


class _Native(SmallResidual):
    """With a format of its own, in one file, or a disk that is full."""

    native = "other"
    is_full = False

    def save_native(self, folder: Path) -> None:
        (folder / "model").write_text(str(self.width), encoding="utf-8")
        if self.is_full:
            raise OSError("No space left on device")


def test_an_encoder_is_written_for_other_programs_too(tmp_path: Path) -> None:
    for width in (8, 9):
        encoder = _Native(EncoderSpec(name="small_residual", channels=1, size=32))
        encoder.width = width
        checkpoint.save_native(tmp_path, encoder)
        assert [path.name for path in tmp_path.iterdir()] == ["other"]
        assert (tmp_path / "other" / "model").read_text(encoding="utf-8") == str(width)


def test_what_was_written_for_other_programs_stays_when_the_disk_is_full(tmp_path: Path) -> None:
    encoder = _Native(EncoderSpec(name="small_residual", channels=1, size=32))
    checkpoint.save_native(tmp_path, encoder)
    encoder.width, encoder.is_full = 3, True
    with pytest.raises(OSError, match="No space"):
        checkpoint.save_native(tmp_path, encoder)
    assert (tmp_path / "other" / "model").read_text(encoding="utf-8") != "3"
    assert [path.name for path in tmp_path.iterdir()] == ["other"]


def test_an_encoder_without_another_format_is_not_written_twice(tmp_path: Path) -> None:
    checkpoint.save_native(tmp_path, build(EncoderSpec(name="small_residual", channels=1, size=32)))
    assert not list(tmp_path.iterdir())


def test_folders_that_were_left_half_written_are_swept_too(run_folder: Path) -> None:
    (run_folder / ".other.9.tmp").mkdir()
    (run_folder / ".other.9.tmp" / "model").touch()
    checkpoint.sweep(run_folder)
    assert not (run_folder / ".other.9.tmp").exists()
