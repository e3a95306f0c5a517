"""Whether weights fit is told by their files, before they are read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import safetensors.torch
import torch
import transformers

from tests.engine.weights import folders
from workbench.engine import device as devices
from workbench.engine.weights import check_room
from workbench.engine.weights.room import count
from workbench.jobs import UserError

_CPU = torch.device("cpu")
_NUMBERS = 250_000


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """A file of 250,000 numbers, which take 4 MB to be trained and 3 MB to be loaded."""
    path = tmp_path / "a.safetensors"
    safetensors.torch.save_file({"a": torch.zeros(500, 500, dtype=torch.float16)}, path)
    return path


def _free(monkeypatch: pytest.MonkeyPatch, megabytes: float) -> None:
    monkeypatch.setattr(devices, "free_memory", lambda device: megabytes)


def test_the_numbers_of_a_folder_are_those_of_its_network(tmp_path: Path) -> None:
    head: Any = transformers.AutoModelForMaskedLM
    network = head.from_config(folders.config("bert"))
    assert count(folders.written(tmp_path / "bert", "bert", model=network)) == network.num_parameters()


def test_numbers_in_files_of_torch_count_as_their_description_says(tmp_path: Path) -> None:
    torch.save({"a": torch.zeros(100, 100, dtype=torch.float16)}, tmp_path / "pytorch_model.bin")
    (tmp_path / "config.json").write_text(json.dumps({"torch_dtype": "float16"}))
    assert 10_000 <= count(tmp_path) < 11_000


def test_what_is_not_there_counts_nothing(tmp_path: Path) -> None:
    assert count(tmp_path / "nowhere") == count(tmp_path) == 0


def test_weights_that_cannot_be_trained_in_memory_are_refused(
    weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _free(monkeypatch, 3.0)
    with pytest.raises(UserError) as caught:
        check_room(weights, _CPU, is_trained=True)
    assert caught.value.what == "a.safetensors is too large for this computer."
    assert caught.value.why == "Its 250,000 weights need about 4 MB of memory here, and 3 MB are free."


def test_to_be_imitated_less_memory_will_do(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _free(monkeypatch, 3.9)
    assert check_room(weights, _CPU, is_trained=False) != ""


def test_where_it_is_tight_care_is_advised(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _free(monkeypatch, 5.0)
    assert check_room(weights, _CPU, is_trained=True).startswith(
        "a.safetensors nearly fills the memory: it needs about 4 MB of the 5 MB that are free."
    )


def test_where_there_is_room_nothing_is_said(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _free(monkeypatch, 50.0)
    assert check_room(weights, _CPU, is_trained=True) == ""


@pytest.mark.parametrize(("on_card", "beside"), [(3.0, 50.0), (50.0, 2.0)])
def test_for_a_graphics_card_both_memories_count(
    weights: Path, monkeypatch: pytest.MonkeyPatch, on_card: float, beside: float
) -> None:
    monkeypatch.setattr(devices, "free_memory", lambda at: on_card if at.type == "cuda" else beside)
    with pytest.raises(UserError) as caught:
        check_room(weights, torch.device("cuda"), is_trained=True)
    assert ("on the graphics card" in caught.value.why) == (on_card < beside)
