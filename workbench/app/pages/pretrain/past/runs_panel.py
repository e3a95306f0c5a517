"""All runs of the project, newest first: to look at, to compare, to name, to go on with, to delete."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.app import theme
from workbench.app.pages.pretrain.past.deleted_line import DeletedLine
from workbench.app.pages.pretrain.past.line_ask import LineAsk
from workbench.app.pages.pretrain.past.runs_table import RunsTable
from workbench.app.words import tr
from workbench.operations.run_facts import RunFacts
from workbench.project import Run


class RunsPanel(QWidget):
    """The table and what can be done with the chosen runs."""

    runs_chosen = Signal()
    resume_clicked = Signal(str)
    duplicate_clicked = Signal(str)
    renamed = Signal(str, str)
    """(run, title)"""
    tagged = Signal(tuple, str)
    """(runs, tags separated by commas)"""
    delete_clicked = Signal(tuple)
    purge_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("runs")
        self._runs: dict[str, Run] = {}
        self._titles: dict[str, str] = {}
        self._modality = "image"
        self._running = ""
        self._asked_for = ""
        self.table = RunsTable(self)
        self.ask = LineAsk("run_text")
        self.deleted = DeletedLine()
        self._hint = QLabel(self)
        self._hint.setObjectName("runs_hint")
        self._hint.setProperty("role", "caption")
        self._buttons = self._make_buttons()
        self._lay_out()
        self.table.runs_chosen.connect(self._on_runs_chosen)
        self.table.rename_wanted.connect(self._on_rename_clicked)
        self.table.delete_wanted.connect(self._on_delete_clicked)
        self.ask.given.connect(self._on_text_given)
        self.deleted.confirmed.connect(self.purge_clicked)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Names of the chosen runs, newest first."""
        return self.table.chosen

    def name_tasks(self, titles: Mapping[str, str], modality: str) -> None:
        """The short titles of the tasks by their names, and what they learn from, from now on."""
        self._titles, self._modality = dict(titles), modality

    def show_runs(self, runs: Sequence[Run], facts: Mapping[str, RunFacts], running: str) -> None:
        """Draw these runs, given oldest first; the chosen ones stay chosen."""
        self._runs = {run.name: run for run in reversed(runs)}
        self._running = running
        self.table.show_runs(list(self._runs.values()), facts, running, self._titles, self._modality)
        self._draw_buttons()

    def choose(self, *names: str) -> None:
        """Choose runs; none without names."""
        self.table.choose(names)

    def _make_buttons(self) -> dict[str, QPushButton]:
        return {
            "resume": self._button(
                "resume",
                tr("Resume"),
                tr("Go on with the chosen run where it was stopped or cut off"),
                lambda: self.resume_clicked.emit(self.chosen[0]),
            ),
            "rename": self._button(
                "rename_run",
                tr("Rename"),
                tr("Give the chosen run a name of yours (F2)"),
                self._on_rename_clicked,
            ),
            "tag": self._button(
                "tag_run",
                tr("Tags"),
                tr("Give the chosen runs tags, to find them again"),
                self._on_tag_clicked,
            ),
            "duplicate": self._button(
                "duplicate_run",
                tr("Same settings again"),
                tr("Fill in above what the chosen run was made with, to start another like it"),
                lambda: self.duplicate_clicked.emit(self.chosen[0]),
            ),
            "delete": self._button(
                "delete_run",
                tr("Delete"),
                tr("Delete the chosen runs (Del); Undo brings them back"),
                self._on_delete_clicked,
            ),
        }

    def _lay_out(self) -> None:
        heading = QLabel(tr("Runs so far"), self)
        heading.setProperty("role", "section")
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addStretch()
        top.addWidget(self._hint)
        actions = QHBoxLayout()
        actions.setSpacing(theme.SPACE)
        for button in self._buttons.values():
            actions.addWidget(button)
        actions.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(top)
        column.addWidget(self.table)
        column.addLayout(actions)
        column.addWidget(self.ask)
        column.addWidget(self.deleted)

    def _draw_buttons(self) -> None:
        chosen = [self._runs[name] for name in self.chosen if name in self._runs]
        learning = any(run.name == self._running for run in chosen)
        one = chosen[0] if len(chosen) == 1 else None
        can_resume = one is not None and not self._running and one.can_go_on
        self._buttons["resume"].setEnabled(can_resume)
        for name in ("rename", "duplicate"):
            self._buttons[name].setEnabled(one is not None)
        self._buttons["tag"].setEnabled(bool(chosen))
        self._buttons["delete"].setEnabled(bool(chosen) and not learning)
        self._hint.setText(
            tr("{number} chosen, compared below").format(number=len(chosen))
            if len(chosen) > 1
            else tr("Check two or more to compare them")
        )

    def _on_runs_chosen(self) -> None:
        self.ask.hide()
        self._draw_buttons()
        self.runs_chosen.emit()

    def _on_rename_clicked(self) -> None:
        run = self._runs[self.chosen[0]]
        self._asked_for = "name"
        self.ask.ask(tr("Name of {run}").format(run=run.name), run.shown_name, run.name)

    def _on_tag_clicked(self) -> None:
        self._asked_for = "tags"
        tags = dict.fromkeys(tag for name in self.chosen for tag in self._runs[name].tags)
        question = tr("Tags of {run}") if len(self.chosen) == 1 else tr("Tags of the chosen runs")
        self.ask.ask(
            question.format(run=self._runs[self.chosen[0]].shown_name),
            ", ".join(tags),
            tr("separated by commas"),
        )

    def _on_text_given(self, text: str) -> None:
        self.table.setFocus()
        if self._asked_for == "name" and len(self.chosen) == 1:
            run = self._runs[self.chosen[0]]
            if text.strip() != run.shown_name:
                self.renamed.emit(run.name, text)
        elif self._asked_for == "tags" and self.chosen:
            self.tagged.emit(self.chosen, text)

    def _on_delete_clicked(self) -> None:
        if self._running not in self.chosen:
            self.table.setFocus()  # the button can no longer be used, and the keys would go elsewhere
            self.delete_clicked.emit(self.chosen)

    def _button(self, name: str, text: str, tip: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setToolTip(tip)
        button.clicked.connect(lambda _=False: act())
        return button
