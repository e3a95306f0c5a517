"""A text is read on from any place as if it had been read from its beginning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.running import patient
from workbench.engine.modalities.text.files import pieces, sources
from workbench.engine.modalities.text.files.lines import lines
from workbench.engine.modalities.text.files.sources import TextSource

_ENCODINGS = ("utf-8", "utf-16-le", "cp932", "iso2022_jp", "gb18030")
_LETTERS = st.text(alphabet="ab é。猫\n\r\0", max_size=60)


@pytest.fixture(autouse=True, scope="module")
def _short_stretches() -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources, "_STRETCH", 7)
        yield


def _source(text: str, encoding: str) -> TextSource:
    return TextSource(encoding=encoding, content=text.encode(encoding, "replace"))


def _plain(source: TextSource) -> str:
    text = source.content.decode(source.encoding)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


@patient
@given(_LETTERS, st.sampled_from(_ENCODINGS))
def test_stretches_joined_are_the_text(text: str, encoding: str) -> None:
    source = _source(text, encoding)
    assert "".join(found for _, found in sources.stretches(source)) == _plain(source)


@patient
@given(_LETTERS, st.sampled_from(_ENCODINGS), st.integers(3, 30))
def test_lines_from_the_place_of_any_are_the_rest(text: str, encoding: str, longest: int) -> None:
    source = _source(text, encoding)
    found = list(lines(source, longest=longest))
    for number, (place, _) in enumerate(found):
        assert [line for _, line in lines(source, place, longest=longest)] == [
            line for _, line in found[number:]
        ]


@patient
@given(_LETTERS, st.integers(3, 30))
def test_no_line_is_too_long_and_no_letter_is_lost(text: str, longest: int) -> None:
    source = _source(text, "utf-8")
    found = [line for _, line in lines(source, longest=longest)]
    assert all(len(line) <= longest for line in found)
    assert "".join(found) == _plain(source).replace("\n", "")


@patient
@given(_LETTERS, st.booleans())
def test_paragraphs_from_the_place_of_any_are_the_rest(text: str, by_line: bool) -> None:
    source = _source(text, "utf-8")
    found = list(pieces.paragraphs(source, by_line=by_line))
    for number, (place, _) in enumerate(found):
        rest = [paragraph for _, paragraph in pieces.paragraphs(source, place, by_line=by_line)]
        assert rest == [paragraph for _, paragraph in found[number:]]


@patient
@given(st.text(alphabet="ab. 猫😀\n", max_size=300), st.sampled_from(["paragraph", "sentence"]))
def test_pieces_are_short_and_lose_nothing_but_blanks(text: str, unit: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "LONGEST_PIECE", 40)
        found = pieces.pieces(text, unit)
    assert all(len(piece.encode()) <= 40 for piece in found)
    assert "".join("".join(found).split()) == "".join(text.split())
