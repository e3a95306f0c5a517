"""What all folders in Hugging Face's format have in common."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.engine.weights import folders
from workbench.jobs import UserError


@pytest.mark.parametrize("content", ["", "{", "[1]", "3"])
def test_what_is_no_description_is_none(tmp_path: Path, content: str) -> None:
    path = tmp_path / "config.json"
    path.write_text(content, encoding="utf-8")
    assert folders.described(path) is None


def test_a_file_that_is_not_there_is_no_description(tmp_path: Path) -> None:
    assert folders.described(tmp_path / "config.json") is None


def test_a_description_says_nothing_of_code_or_of_one_computer() -> None:
    assert folders.plain({"hidden_size": 8, "auto_map": {}, "torch_dtype": "float16"}) == {"hidden_size": 8}


def test_numbers_of_few_bits_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        folders.check_not_quantised(tmp_path, {"quantization_config": {"bits": 4}})
    assert "quantised" in refused.value.why


def test_numbers_as_they_are_pass(tmp_path: Path) -> None:
    folders.check_not_quantised(tmp_path, {"torch_dtype": "float16"})
