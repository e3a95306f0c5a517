"""Features of texts without any learning from labels: which words and pairs of words occur, rare ones more.

TF-IDF: Spärck Jones 1972, "A Statistical Interpretation of Term Specificity"; Salton and Buckley 1988.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, count, repeat
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from workbench.engine.contracts import UInt8Array

MOST_TERMS = 16_384
FEWEST_TEXTS = 2
"""A term that occurs in fewer texts of the pool says nothing of others."""
_MOST_BYTES = 30_000_000
"""Of a large pool so much text is counted, which bounds time and memory."""
_UNKNOWN = 2**31 - 1
WITHOUT_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts that are written without spaces: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""

Indices = NDArray[np.int64]
_NONE: Indices = np.zeros(0, np.int64)


class WordFrequencies:
    """TF-IDF of the terms that occur in most texts of a pool, each text's numbers brought to length one.

    A term is a word or a sign such as "!" or an emoji, in lower case, or two that follow one another; in
    scripts without spaces a letter, or two. A term that occurs n times in a text, and in d of all N
    texts, has the number (1 + ln n) (1 + ln((1 + N) / (1 + d))).
    """

    def __init__(self, terms: Sequence[str], weights: NDArray[np.float32]) -> None:
        """terms: D of them, a space between the two of a pair; weights: (D,) float32."""
        self.terms = tuple(terms)
        self.weights = weights
        numbers: dict[str, int] = defaultdict(count(1).__next__)
        codes = np.array([_code(*(numbers[word] for word in term.split(" "))) for term in terms], np.int64)
        self._numbers = dict(numbers)
        self._order = np.argsort(codes)
        self._codes = codes[self._order]

    @classmethod
    def of(cls, chunks: Iterable[UInt8Array]) -> Self:
        """From the rows of a pool, (b, L) uint8 each, in any fair order: the first 30 MB are counted."""
        numbers: dict[str, int] = defaultdict(count(1).__next__)
        found: list[tuple[Indices, Indices]] = []
        num = size = 0
        for rows in chunks:
            num += len(rows)
            size += int(np.count_nonzero(rows))
            found = _together(
                [*found, _num_texts(*_occurrences(rows, lambda words: map(numbers.__getitem__, words)))]
            )
            if size >= _MOST_BYTES:
                break
        codes, texts = found[0] if found else (_NONE, _NONE)
        kept = np.argsort(-texts, kind="stable")[: min(MOST_TERMS, int((texts >= FEWEST_TEXTS).sum()))]
        weights = 1 + np.log((1 + num) / (1 + texts[kept]))
        words = ["", *numbers]
        return cls([_term(words, int(code)) for code in codes[kept]], weights.astype(np.float32))

    def features(self, rows: UInt8Array) -> sparse.csr_array[np.float32]:
        """(N, L) uint8 -> (N, D) float32, D at least one."""
        shape = (len(rows), max(1, len(self.terms)))
        owners, codes = _occurrences(rows, lambda words: map(self._numbers.get, words, repeat(_UNKNOWN)))
        at = np.minimum(np.searchsorted(self._codes, codes), max(0, len(self.terms) - 1))
        known = self._codes[at] == codes if len(self.terms) else np.zeros(len(codes), bool)
        found, times = np.unique(owners[known] * shape[1] + self._order[at[known]], return_counts=True)
        owner, place = np.divmod(found, shape[1])
        values = (1 + np.log(times)) * self.weights[place]
        lengths = np.sqrt(np.bincount(owner, values**2, minlength=len(rows)))
        starts = np.searchsorted(owner, np.arange(len(rows) + 1)).astype(np.int32)
        scaled = (values / lengths[owner]).astype(np.float32)
        return sparse.csr_array((scaled, place.astype(np.int32), starts), shape=shape)

    def state(self) -> Mapping[str, NDArray[Any]]:
        """terms: (n,) uint8, in UTF-8 with line breaks between; weights: (D,) float32."""
        content = "\n".join(self.terms).encode("utf-8", "surrogatepass")
        return {"terms": np.frombuffer(content, np.uint8).copy(), "weights": self.weights}

    @classmethod
    def load(cls, state: Mapping[str, NDArray[Any]]) -> Self:
        """What `state` gave; of nothing, which a model without them keeps, no words.

        Raises ValueError or KeyError when it is damaged.
        """
        if not state:
            return cls([], np.zeros(0, np.float32))
        terms = state["terms"].tobytes().decode("utf-8", "surrogatepass").split("\n")
        weights = state["weights"]
        terms = terms if len(weights) else []
        if len(set(terms)) != len(weights):
            raise ValueError("its words do not fit their weights")
        return cls(terms, weights)


def letter_shares(rows: UInt8Array) -> NDArray[np.float32]:
    """(N, L) uint8 texts -> (N, 256) float32 in [0, 1]: how often each byte occurs in a text, rooted."""
    owner = np.repeat(np.arange(len(rows), dtype=np.int64), rows.shape[1])
    counts = np.bincount(owner * 256 + rows.ravel(), minlength=256 * len(rows)).reshape(len(rows), 256)
    counts[:, 0] = 0
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    return np.asarray(np.sqrt(shares), dtype=np.float32)


def words_of(text: str) -> list[str]:
    """The words, signs and letters that terms are made of, in their order."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _word().findall(plain.lower())


def _occurrences(
    rows: UInt8Array, numbered: Callable[[Iterable[str]], Iterable[int]]
) -> tuple[Indices, Indices]:
    """Every word and pair in texts (N, L): whose it is and its code, (n,) int64 each."""
    words = [words_of(row.tobytes().rstrip(b"\0").decode("utf-8", "ignore")) for row in rows]
    singles = np.fromiter(numbered(chain.from_iterable(words)), np.int64)
    owners = np.repeat(np.arange(len(rows)), [len(each) for each in words])
    within = owners[:-1] == owners[1:]
    pairs = (singles[:-1] << 32 | singles[1:])[within]
    return np.concatenate([owners, owners[:-1][within]]), np.concatenate([singles, pairs])


def _num_texts(owners: Indices, codes: Indices) -> tuple[Indices, Indices]:
    """Each code that occurs, in order, and in how many texts."""
    order = np.lexsort((codes, owners))
    owners, codes = owners[order], codes[order]
    is_first = np.ones(len(codes), bool)
    is_first[1:] = (owners[1:] != owners[:-1]) | (codes[1:] != codes[:-1])
    return np.unique(codes[is_first], return_counts=True)


def _together(found: list[tuple[Indices, Indices]]) -> list[tuple[Indices, Indices]]:
    """The same counts in one pair of arrays."""
    codes, places = np.unique(np.concatenate([codes for codes, _ in found]), return_inverse=True)
    texts = np.bincount(places, np.concatenate([texts for _, texts in found]), minlength=len(codes))
    return [(codes, texts.astype(np.int64))]


def _code(first: int, second: int = 0) -> int:
    return first << 32 | second if second else first


def _term(words: Sequence[str], code: int) -> str:
    first, second = code >> 32, code & 0xFFFFFFFF
    return f"{words[first]} {words[second]}" if first else words[second]


@functools.cache
def _word() -> re.Pattern[str]:
    """A letter of a script without spaces; a word; or any other sign.

    Python's own idea of a word breaks at the signs of vowels that stand above and below letters.
    """
    marks = "".join(
        re.escape(chr(code)) for code in range(0x300, 0x1100) if unicodedata.category(chr(code))[0] == "M"
    )
    letters = rf"[^\W{WITHOUT_SPACES}]+"
    return re.compile(rf"{letters}(?:[{marks}]+(?:{letters})?)*|[{WITHOUT_SPACES}][{marks}]*|[^\w\s{marks}]")
