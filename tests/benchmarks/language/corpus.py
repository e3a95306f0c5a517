"""A running text, or many short ones joined, as documents: most to learn from, the last of them held out."""

from __future__ import annotations

import hashlib
import random
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_HELD_SHARE = 0.1
_ORDER_SEED = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Documents to learn from, and those that only tell how well it was learnt."""

    learnt: tuple[str, ...]
    held: tuple[str, ...]

    @property
    def digest(self) -> str:
        """By which the same documents are known again."""
        content = "\0".join((*self.learnt, "\0", *self.held)).encode()
        return hashlib.sha256(content).hexdigest()[:12]


def read(data: Path, letters: int) -> Corpus:
    """Lines of a file in their order, or each text of a folder once, in a fixed random order, as documents.

    Each document has just so many letters or more, its parts on lines of their own; 0: each part is one.
    A folder's order may tell classes, and a text that is there twice could be learnt and held out.
    """
    parts = _lines(data) if data.is_file() else _texts(data)
    documents = _documents(parts, letters)
    left = (1 - _HELD_SHARE) * sum(map(len, documents))
    for number, document in enumerate(documents):
        left -= len(document)
        if left < 0:
            return Corpus(learnt=tuple(documents[:number]), held=tuple(documents[number:]))
    raise SystemExit(f"{data} holds no text.")


def write(documents: Sequence[str], folder: Path) -> None:
    """Each as a file of its own."""
    folder.mkdir(parents=True)
    for number, document in enumerate(documents):
        (folder / f"{number:06d}.txt").write_text(document, encoding="utf-8")


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in _content(path).split("\n") if line.strip()]


def _texts(folder: Path) -> list[str]:
    found = [_content(path).strip() for path in sorted(folder.rglob("*.txt"))]
    unique = [text for text in dict.fromkeys(found) if text]
    random.Random(_ORDER_SEED).shuffle(unique)
    return unique


def _content(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
    return unicodedata.normalize("NFC", text)  # as every vocabulary reads it


def _documents(parts: Sequence[str], letters: int) -> list[str]:
    documents: list[str] = []
    held: list[str] = []
    for part in parts:
        held.append(part)
        if sum(map(len, held)) + len(held) - 1 >= letters:
            documents.append("\n".join(held))
            held = []
    return [*documents, "\n".join(held)] if held else documents
