from __future__ import annotations

import numpy as np

from workbench.engine.contracts import UInt8Array
from workbench.engine.modalities.text.occlusions import occlusions


def _row(text: str, length: int = 96) -> UInt8Array:
    row = np.zeros(length, np.uint8)
    content = text.encode()[:length]
    row[: len(content)] = np.frombuffer(content, np.uint8)
    return row


def _texts(rows: UInt8Array) -> list[str]:
    return [row.tobytes().rstrip(b"\0").decode() for row in rows]


def test_each_variant_lacks_one_word() -> None:
    found = occlusions(_row("Not bad, really"), 64)
    assert _texts(found.variants) == ["bad, really", "Not really", "Not bad, "]
    assert found.names == ("Not", "bad", "really")


def test_a_long_text_is_cut_into_stretches_of_words() -> None:
    found = occlusions(_row("a b c d e f g h i j"), 4)
    assert found.names == ("a b c", "d e f", "g h", "i j")


def test_the_pieces_joined_are_the_text() -> None:
    text = "  Two  words\nand 東京 too! "
    assert "".join(occlusions(_row(text), 64).pieces) == text


def test_languages_without_spaces_are_cut_into_letters() -> None:
    assert occlusions(_row("東京へ"), 64).names == ("東", "京", "へ")


def test_half_a_letter_at_the_end_is_no_piece() -> None:
    assert occlusions(_row("ab é", 4), 64).pieces == ("ab ",)


def test_very_long_texts_have_fewer_variants() -> None:
    found = occlusions(_row("word " * 3000, 16_384), 64)
    assert len(found.variants) == 16


def test_faint_words_are_not_marked() -> None:
    preview = occlusions(_row("so very good"), 64).preview(np.array([0.01, -0.5, 1.0], np.float32))
    assert [(span.text, span.mark) for span in preview.spans if span.text.strip()] == [
        ("so", ""), ("very", "against"), ("good", "for"),
    ]  # fmt: skip
