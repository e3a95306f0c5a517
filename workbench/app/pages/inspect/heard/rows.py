"""A model's texts as rows that can be filtered and sorted. No widgets."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.app.widgets import figures
from workbench.app.words import tr
from workbench.engine.downstream import text_scores
from workbench.operations.said_texts import SaidRow, SaidTexts


class TextOrder(enum.Enum):
    """Which texts come first."""

    LEAST_SURE = "least sure"
    MOST_WRONG = "most wrong"
    FILE = "file"


class TextFilter(enum.Enum):
    """Which texts are listed."""

    ANY = "any"
    UNSEEN = "unseen"
    WITH = "with"
    WITHOUT = "without"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardRow:
    """One sound: what the model wrote of it, and how far that is from its text."""

    said: SaidRow
    wrong: float | None
    """Wrong letters over those wanted (CER); None without a text."""


class HeardRows:
    """All of a model's texts; a label that changes changes its row."""

    def __init__(self, found: SaidTexts) -> None:
        self.model = found.model
        self._rows = {row.sample: _row(row) for row in found.rows}

    def put_text(self, sample: int, text: str) -> None:
        """Its label is another text now; "" for none."""
        row = self._rows.get(sample)
        if row is not None:
            self._rows[sample] = _row(replace(row.said, wanted=text))

    def row(self, sample: int) -> HeardRow:
        """What is known of a sound."""
        return self._rows[sample]

    def listed(self, which: TextFilter, order: TextOrder) -> tuple[HeardRow, ...]:
        """Those that are wanted, in the wanted order; what was not written down comes last."""
        rows = [row for row in self._rows.values() if _passes(row.said, which)]
        if order is TextOrder.LEAST_SURE:
            rows.sort(key=lambda row: (not row.said.is_written, row.said.confidence))
        elif order is TextOrder.MOST_WRONG:
            rows.sort(key=lambda row: (row.wrong is None, -(row.wrong or 0.0)))
        else:
            rows.sort(key=lambda row: row.said.file)
        return tuple(rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, sample: int) -> bool:
        return sample in self._rows

    @property
    def num_different(self) -> int:
        """How many are not word for word as wanted."""
        return sum(bool(row.wrong) for row in self._rows.values())


def cells(row: HeardRow) -> tuple[str, ...]:
    """A row as the table shows it."""
    said = row.said
    wrong = "" if row.wrong is None else figures.percent(min(1.0, row.wrong))
    sure = figures.percent(said.confidence) if said.is_written else ""
    return said.file.rsplit("/", 1)[-1], said.wanted, said_words(said), sure, wrong


def said_words(row: SaidRow) -> str:
    """What it wrote, or why there is nothing."""
    if row.said:
        return row.said
    return tr("(nothing)") if row.is_written else tr("(not written down yet)")


def heads() -> Sequence[str]:
    """The columns of the table."""
    return tr("File"), tr("Wanted"), tr("It wrote"), tr("Sure"), tr("Wrong")


def _row(said: SaidRow) -> HeardRow:
    if not said.wanted or not said.is_written:
        return HeardRow(said=said, wrong=None)
    wanted, own = (" ".join(text.split()) for text in (said.wanted, said.said))
    return HeardRow(said=said, wrong=text_scores.edits(wanted, own) / max(1, len(wanted)))


def _passes(row: SaidRow, which: TextFilter) -> bool:
    return {
        TextFilter.ANY: True,
        TextFilter.UNSEEN: bool(row.held_out),
        TextFilter.WITH: bool(row.wanted),
        TextFilter.WITHOUT: not row.wanted,
    }[which]
