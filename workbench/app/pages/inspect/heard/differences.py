"""Where a text differs from the wanted one, as spans that stand out. No widgets.

Words are aligned first; where one word stands for another that is much like it, their letters are.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from workbench.engine.contracts import Mark, Span

_ALIKE = 0.5
"""Words less alike than this are different words, not the same one spelt wrong."""


def compared(wanted: str, said: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """(wanted, said): what was missed is "changed" in the first; right and wrong words in the second."""
    left, right = wanted.split(), said.split()
    spans: tuple[list[Span], list[Span]] = ([], [])
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            _put(spans[0], left[a:b], "")
            _put(spans[1], right[c:d], "right")
        elif kind == "replace" and b - a == d - c:
            for one, other in zip(left[a:b], right[c:d], strict=True):
                _put_words(spans, one, other)
        else:
            _put(spans[0], left[a:b], "changed")
            _put(spans[1], right[c:d], "wrong")
    return tuple(spans[0]), tuple(spans[1])


def _put(spans: list[Span], words: Sequence[str], mark: Mark) -> None:
    if words:
        _gap(spans)
        spans.append(Span(text=" ".join(words), mark=mark))


def _put_words(spans: tuple[list[Span], list[Span]], wanted: str, said: str) -> None:
    """One word beside the one that was said for it: letter by letter where they are alike."""
    matcher = SequenceMatcher(None, wanted, said, autojunk=False)
    if matcher.ratio() < _ALIKE:
        _put(spans[0], [wanted], "changed")
        _put(spans[1], [said], "wrong")
        return
    for side in spans:
        _gap(side)
    for kind, a, b, c, d in matcher.get_opcodes():
        same = kind == "equal"
        if b > a:
            spans[0].append(Span(text=wanted[a:b], mark="" if same else "changed"))
        if d > c:
            spans[1].append(Span(text=said[c:d], mark="right" if same else "wrong"))


def _gap(spans: list[Span]) -> None:
    if spans:
        spans.append(Span(text=" "))
