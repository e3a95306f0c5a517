"""What a model that writes down sounds is worth: its figures, the ways tried, and what it wrote."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from workbench.app import theme
from workbench.app.pages.fine_tune.hearing.words import HeardReport, Tried, figure_heads
from workbench.app.pages.fine_tune.score_rows import ScoreRows
from workbench.app.widgets.plain_table import PlainTable
from workbench.app.widgets.tone import set_look
from workbench.app.words import tr
from workbench.operations.heard_scores import LIMITS
from workbench.operations.said_texts import SaidRow

_SHOWN = 6
_NEAREST = 2


class HeardCard(QFrame):
    """One model's report."""

    look_clicked = Signal()
    again_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("heard_result")
        self.setProperty("role", "card")
        self._name = self._label("heard_name", "caption")
        self._headline = self._label("heard_headline", "section")
        self._optimistic = self._label("heard_optimistic", "muted")
        self._optimistic.setProperty("tone", "care")
        self._optimistic.setText(
            tr("! optimistic: the same texts said when to stop and which way is best, as there are few")
        )
        self._sentence = self._label("heard_sentence", "")
        self._rows = ScoreRows("heard_figures", tr("How near it came, and where each figure probably lies"))
        heads = (tr("Way"), tr("Taken"), *figure_heads())
        title = tr("All ways that were tried, on the same texts")
        self._ways = PlainTable("heard_ways", title, heads, stretched=0)
        self._ways.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        heads = (tr("Wanted"), tr("It wrote"), tr("Most similar known sound"))
        title = tr("Some of the texts that it was not taught")
        self._examples = PlainTable("heard_examples", title, heads, even=True, most_rows=_SHOWN)
        self._examples.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._examples_head = self._label("heard_examples_head", "")
        self._examples_head.setText(title)
        self._examples_head.setStyleSheet("font-weight: 600")
        self._limits = self._label("heard_limits", "muted")
        self._limits.setText(tr(LIMITS))
        self._make_buttons()
        self._lay_out()

    def show_report(self, name: str, report: HeardReport, *, is_new: bool) -> None:
        """Draw a model's report; a new one is where the page's primary button is."""
        words = tr("{model}: how its texts compare with texts that it was not taught")
        self._name.setText(words.format(model=name))
        self._headline.setText(report.headline)
        set_look(self._headline, "tone", "care" if report.nearest_won else "")
        self._optimistic.setVisible(report.optimistic)
        self._sentence.setText(tr(report.sentence))
        self._rows.show_rows(report.rows)
        self._ways.show_rows([_way_texts(way) for way in report.ways])
        self.again.setVisible(is_new)
        set_look(self.look, "role", "primary" if is_new else "")

    def show_examples(self, rows: Sequence[SaidRow]) -> None:
        """Draw what it wrote of sounds whose texts it had not seen: from all through, not only good ones."""
        self._examples.setColumnHidden(_NEAREST, all(row.said == row.nearest for row in rows))
        chosen = rows[:: max(1, len(rows) // _SHOWN)][:_SHOWN]
        self._examples.show_rows([(row.wanted, row.said, row.nearest) for row in chosen])
        for widget in (self._examples, self._examples_head):
            widget.setVisible(bool(chosen))

    def _label(self, name: str, role: str) -> QLabel:
        label = QLabel(self, wordWrap=True)
        label.setObjectName(name)
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _make_buttons(self) -> None:
        self.look = QPushButton(tr("Look at its texts"), self)
        self.look.setToolTip(tr("Go to step 5: every text beside the wanted one, to hear and to correct"))
        self.again = QPushButton(tr("Teach again"), self)
        self.again.setToolTip(tr("Make another model, with other settings or more texts"))
        for name, button in (("heard_look", self.look), ("heard_again", self.again)):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
        self.look.clicked.connect(self.look_clicked)
        self.again.clicked.connect(self.again_clicked)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.again)
        buttons.addWidget(self.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.SPACE] * 4)
        column.setSpacing(theme.SPACE)
        for widget in (
            self._name, self._headline, self._sentence, self._optimistic, self._rows, self._ways,
            self._examples_head, self._examples, self._limits,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addLayout(buttons)


def _way_texts(way: Tried) -> tuple[str, ...]:
    title = tr("{way}, {detail}").format(way=way.title, detail=way.detail) if way.detail else way.title
    return title, tr("the model") if way.chosen else "", *way.figures
