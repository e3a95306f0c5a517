"""Fingerprints are alike where texts are."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.engine.alike import LENGTH
from workbench.engine.contracts import UInt8Array
from workbench.engine.modalities.text.fingerprints import fingerprints

_TEXT = " ".join(f"word{i}" for i in range(60))


def _rows(*texts: str) -> UInt8Array:
    rows = np.zeros((len(texts), 2_000), np.uint8)
    for row, text in zip(rows, texts, strict=True):
        row[: len(text.encode())] = np.frombuffer(text.encode(), np.uint8)
    return rows


def _share(first: str, second: str) -> float:
    found = fingerprints(_rows(first, second))
    return float((found[0] == found[1]).mean())


def test_texts_that_differ_in_capitals_and_signs_alone_have_the_same() -> None:
    assert _share(_TEXT, _TEXT.upper().replace(" ", ",  ")) == 1.0


def test_the_share_of_equal_values_is_about_the_share_of_threes_in_common() -> None:
    changed = _TEXT.replace("word30", "other")  # 55 of 61 threes
    assert _share(_TEXT, changed) == pytest.approx(55 / 61, abs=0.12)


def test_different_texts_have_hardly_a_value_in_common() -> None:
    assert _share(_TEXT, _TEXT.replace("word", "thing")) < 0.05


def test_a_text_without_spaces_is_compared_letter_by_letter() -> None:
    text = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗い所で泣いていた。"
    assert _share(text, text.replace("薄暗い", "明るい")) > 0.6


def test_short_and_empty_texts_have_zeros() -> None:
    assert not fingerprints(_rows("", "four words are few")).any()
    assert fingerprints(_rows()).shape == (0, LENGTH)
