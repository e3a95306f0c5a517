"""The classic features of texts: words and groups of letters side by side, each with half the weight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from workbench.engine.contracts import UInt8Array
from workbench.engine.modalities.text.classic import WordFrequencies
from workbench.engine.modalities.text.letters import LetterGroups

_HALF = np.float32(np.sqrt(0.5))
_WORDS, _LETTERS = "words.", "letters."


class Wording:
    """What was seen of a pool's words and letters; a text's numbers have length one."""

    def __init__(self, words: WordFrequencies, letters: LetterGroups) -> None:
        self._words = words
        self._letters = letters

    @classmethod
    def of(cls, read: Callable[[], Iterable[UInt8Array]]) -> Self:
        """From the rows of a pool, which are read twice, (b, L) uint8 in each chunk."""
        return cls(WordFrequencies.of(read()), LetterGroups.of(read()))

    def features(self, rows: UInt8Array) -> sparse.csr_array[np.float32]:
        """(N, L) uint8 -> (N, D) float32."""
        found = [self._words.features(rows) * _HALF, self._letters.features(rows) * _HALF]
        return sparse.hstack(found, format="csr")

    def state(self) -> Mapping[str, NDArray[Any]]:
        """The states of both, each under its own name."""
        words = {_WORDS + name: value for name, value in self._words.state().items()}
        letters = {_LETTERS + name: value for name, value in self._letters.state().items()}
        return {**words, **letters}

    @classmethod
    def load(cls, state: Mapping[str, NDArray[Any]]) -> Self:
        """What `state` gave. Raises ValueError or KeyError when it is damaged."""
        return cls(WordFrequencies.load(_of(state, _WORDS)), LetterGroups.load(_of(state, _LETTERS)))


def _of(state: Mapping[str, NDArray[Any]], prefix: str) -> dict[str, NDArray[Any]]:
    return {name.removeprefix(prefix): value for name, value in state.items() if name.startswith(prefix)}
