"""The letters of a file, a stretch at a time, from any place that was passed before."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

_STRETCH = 32_768
"""Bytes read at a time."""


class Place(NamedTuple):
    """A place between two letters: where a stretch begins, the decoder's state there, letters behind it."""

    offset: int
    state: tuple[bytes, int] | None = None
    skip: int = 0

    def after(self, letters: int) -> Place:
        """The place so many letters on."""
        return Place(self.offset, self.state, self.skip + letters)


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class TextSource:
    """Bytes that are text: a file, or text that was taken out of one and is kept in memory."""

    encoding: str
    path: Path | None = None
    content: bytes = b""
    start: int = 0
    """Bytes before the text."""

    def open(self) -> BinaryIO:
        return io.BytesIO(self.content) if self.path is None else self.path.open("rb")

    @property
    def beginning(self) -> Place:
        return Place(self.start)


def stretches(source: TextSource, place: Place | None = None) -> Iterator[tuple[Place, str]]:
    r"""Letters from a place on, a few ten thousand at a time, each stretch with its own place.

    Line ends become "\n", zero bytes are left out, and what cannot be decoded becomes U+FFFD.
    """
    place = source.beginning if place is None else place
    decoder = io.IncrementalNewlineDecoder(
        codecs.getincrementaldecoder(source.encoding)(errors="replace"), translate=True
    )
    skip = place.skip
    with source.open() as stream:
        stream.seek(place.offset)
        if place.state is not None:  # a state that was not asked for crashes the codecs of ISO 2022
            decoder.setstate(place.state)
        while True:
            at = Place(stream.tell(), decoder.getstate())
            content = stream.read(_STRETCH)
            text = decoder.decode(content, final=not content).replace("\0", "")
            if len(text) > skip:
                yield at.after(skip), text[skip:]
            skip = max(0, skip - len(text))
            if not content:
                return


def head(source: TextSource, letters: int) -> str:
    """The first letters of a source."""
    found: list[str] = []
    missing = letters
    for _, text in stretches(source):
        found.append(text)
        missing -= len(text)
        if missing <= 0:
            break
    return "".join(found)[:letters]
