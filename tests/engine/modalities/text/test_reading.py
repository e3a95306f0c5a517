"""A file's samples: the same however they are asked for, within bounds, with nothing lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.modalities.text.making import ALL, TEXT, look, reading, texts, written
from tests.running import patient
from workbench.engine.contracts import Decoded, Layout
from workbench.engine.modalities import UnreadableError
from workbench.engine.modalities.text import files, text_of
from workbench.engine.modalities.text.files import opened

_UNITS = st.sampled_from(["document", "paragraph", "sentence", "row"])
_TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cc"]) | st.sampled_from(". \n\n!"), max_size=200)


def _decoded(path: Path, keys: list[str], unit: str) -> list[str]:
    found = TEXT.decode(path, keys, Layout(shape=(ALL,)), reading(unit))
    return [text_of(one.row) if isinstance(one, Decoded) else str(one) for one in found]


@patient
@given(_TEXTS, _UNITS, st.sampled_from([".txt", ".md", ".html", ".csv", ".tsv", ".jsonl", ".eml"]))
def test_any_text_gets_samples_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, text: str, unit: str, suffix: str
) -> None:
    path = written(tmp_path_factory.mktemp("any") / f"a{suffix}", text)
    health = look(path, unit)
    keys = [part.key for part in health.parts]
    assert len(set(keys)) == len(keys)
    assert keys or health.reason.endswith(".")
    for part, kept in zip(health.parts, _decoded(path, keys, unit) if keys else [], strict=True):
        assert kept.strip()
        assert len(kept.encode()) == part.width


@patient
@given(_TEXTS, _UNITS, st.data())
def test_parts_come_in_the_order_in_which_they_are_asked_for(
    tmp_path_factory: pytest.TempPathFactory, text: str, unit: str, data: st.DataObject
) -> None:
    path = written(tmp_path_factory.mktemp("order") / "a.txt", text)
    keys = [part.key for part in look(path, unit).parts]
    every = dict(zip(keys, _decoded(path, keys, unit), strict=True))
    asked = data.draw(st.lists(st.sampled_from(keys), max_size=8)) if keys else []
    assert _decoded(path, asked, unit) == [every[key] for key in asked]


@pytest.mark.parametrize("unit", ["paragraph", "sentence", "row"])
def test_a_late_part_is_read_without_those_before_it(unit: str, tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", "".join(f"This is number {i}.\n\n" for i in range(5_000)))
    last = look(path, unit).parts[-1]
    file = opened.open_file(path, reading(unit))
    first_read = next(file.cuts(5_000))
    assert first_read.number > 4_800
    assert TEXT.read(path, last.key, reading(unit)) == "This is number 4999."


@pytest.mark.parametrize("part", ["", "row 99", "paragraph 99", "paragraph 2 (2)", "nonsense"])
def test_a_part_that_is_not_there_is_said_and_others_are_read(part: str, tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", "One.\n\nTwo.\n\nThree.")
    found = list(TEXT.decode(path, [part, "paragraph 3"], TEXT.layout([]), reading("paragraph")))
    assert isinstance(found[0], UnreadableError)
    assert str(found[0]) == "The file does not hold this part any more."
    assert isinstance(found[1], Decoded)


def test_a_file_that_changed_is_read_anew(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", "One.")
    assert texts(path) == ["One."]
    written(path, "Something else.")
    assert texts(path) == ["Something else."]


def test_of_a_long_document_the_beginning_is_kept_and_that_is_said(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", "word " * 10_000)
    health = look(path)
    assert health.parts[0].width == 49_999
    assert "first 16 KB" in health.note
    assert len(_decoded(path, [""], "document")[0]) == ALL


def test_one_long_line_becomes_pieces_of_4000_bytes_that_lose_nothing(tmp_path: Path) -> None:
    words = [f"word{i}" for i in range(20_000)]
    path = written(tmp_path / "a.txt", " ".join(words))
    health = look(path, "paragraph")
    assert max(part.width for part in health.parts) <= 4_000
    assert " ".join(texts(path, "paragraph")).split() == words


def test_more_texts_than_a_million_are_left_out_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_PARTS", 5)
    health = look(written(tmp_path / "a.txt", "line\n" * 9), "row")
    assert len(health.parts) == 5
    assert health.note == "Only its first 5 texts are taken."


def test_a_letter_that_a_row_cuts_through_is_left_out(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", "猫" * 50)
    (found,) = TEXT.decode(path, [""], Layout(shape=(64,)), reading("document"))
    assert isinstance(found, Decoded)
    assert text_of(found.row) == "猫" * 21
    assert np.count_nonzero(found.row) == 64


@pytest.mark.parametrize("text", ["שלום עולם", "مرحبا بالعالم", "👩‍👩‍👧 🇩🇪 😀", "e\u0301 \u202eabc\u202c"])
def test_letters_from_right_to_left_and_signs_of_several_parts_stay_as_they_are(
    text: str, tmp_path: Path
) -> None:
    assert texts(written(tmp_path / "a.txt", text)) == [text]


def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    assert look(tmp_path / "gone.txt").reason == "The file cannot be opened: No such file or directory."
