"""The letters that a set of texts is written with, as numbers; and what of a text is learnt."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property


def plain(text: str) -> str:
    """A text as it is learnt: composed letters (NFC), single spaces, no control signs, no ends of lines."""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in composed)
    return " ".join(kept.split())


@dataclass(frozen=True)
class Alphabet:
    """Letters with the numbers 0, 1, 2 ... in their order."""

    letters: tuple[str, ...]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Alphabet:
        """All letters that occur, sorted."""
        return cls(letters=tuple(sorted(set().union(*texts))))

    def __len__(self) -> int:
        return len(self.letters)

    def numbers(self, text: str) -> list[int]:
        """A text's letters; those it does not have are left out."""
        return [self._number[letter] for letter in text if letter in self._number]

    def text(self, numbers: Iterable[int]) -> str:
        """The text of these letters."""
        return "".join(self.letters[number] for number in numbers)

    def unseen(self, texts: Sequence[str]) -> tuple[str, ...]:
        """The letters of these texts that it does not have, sorted."""
        return tuple(sorted(set().union(*texts) - set(self.letters)))

    @cached_property
    def _number(self) -> dict[str, int]:
        return {letter: number for number, letter in enumerate(self.letters)}
