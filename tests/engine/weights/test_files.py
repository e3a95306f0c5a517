"""Files that are not weights, or more than weights, are refused; none of them is run."""

from __future__ import annotations

from pathlib import Path

import pytest
import safetensors.torch
import torch

from workbench.engine.weights import identify
from workbench.engine.weights.files import read
from workbench.jobs import UserError

_STATE = {"a.weight": torch.arange(6.0).reshape(2, 3)}


def _refusal(path: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        identify(path)
    assert all(part.endswith(".") for part in caught.value.args)
    return caught.value


def _cut(path: Path, keep: int) -> None:
    path.write_bytes(path.read_bytes()[:keep])


@pytest.mark.parametrize("zipped", [True, False])
def test_tensors_of_both_file_forms_of_torch_are_read(zipped: bool, tmp_path: Path) -> None:
    torch.save({"model": _STATE, "epoch": 2}, tmp_path / "a.pth", _use_new_zipfile_serialization=zipped)
    assert torch.equal(read(tmp_path / "a.pth")["model.a.weight"], _STATE["a.weight"])


@pytest.mark.parametrize("zipped", [True, False])
def test_a_file_with_a_whole_model_is_refused(zipped: bool, tmp_path: Path) -> None:
    torch.save(torch.nn.Linear(2, 2), tmp_path / "a.pth", _use_new_zipfile_serialization=zipped)
    error = _refusal(tmp_path / "a.pth")
    assert "program objects" in error.why
    assert "state_dict" in error.todo


class _Command:
    """Reading it as a pickle would write a file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self._path,)


def test_a_command_hidden_in_a_file_is_not_run(tmp_path: Path) -> None:
    torch.save({"a": torch.ones(1), "b": _Command(tmp_path / "ran")}, tmp_path / "a.pth")
    assert "program objects" in _refusal(tmp_path / "a.pth").why
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("keep", [0, 5, 60])
@pytest.mark.parametrize("name", ["a.safetensors", "a.pth"])
def test_a_file_that_was_cut_off_is_refused(name: str, keep: int, tmp_path: Path) -> None:
    path = tmp_path / name
    if path.suffix == ".pth":
        torch.save(_STATE, path)
    else:
        safetensors.torch.save_file(_STATE, path)
    _cut(path, keep)
    assert "damaged" in _refusal(path).why


def test_a_safetensors_file_that_lacks_its_last_numbers_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.safetensors"
    safetensors.torch.save_file(_STATE, path)
    _cut(path, path.stat().st_size - 4)
    assert "damaged" in _refusal(path).why


def test_a_picture_that_is_called_weights_is_refused(tmp_path: Path) -> None:
    for name in ("a.safetensors", "b.pt"):
        (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
        assert "damaged" in _refusal(tmp_path / name).why


def test_a_pointer_to_a_large_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.safetensors").write_text("version https://git-lfs.github.com/spec/v1\n", encoding="utf-8")
    assert "pointer" in _refusal(tmp_path / "a.safetensors").why


def test_another_kind_of_file_is_refused_by_its_ending(tmp_path: Path) -> None:
    (tmp_path / "a.onnx").write_bytes(b"x")
    assert ".safetensors" in _refusal(tmp_path / "a.onnx").why


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "no such file" in _refusal(tmp_path / "a.safetensors").why


def test_a_folder_without_weights_is_told(tmp_path: Path) -> None:
    assert "model.safetensors" in _refusal(tmp_path).why


def test_weights_of_this_program_without_their_description_are_told(tmp_path: Path) -> None:
    safetensors.torch.save_file(_STATE, tmp_path / "encoder.safetensors")
    assert "encoder.json" in _refusal(tmp_path / "encoder.safetensors").why


def test_a_file_without_any_tensor_is_refused(tmp_path: Path) -> None:
    torch.save({"epoch": 3}, tmp_path / "a.pth")
    assert "no ResNet" in _refusal(tmp_path / "a.pth").why
