"""Looks at what the tasks do to the person's own samples: for the cards that can be seen, one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QTimer

from workbench.app.pages.pretrain.choosing.setup_panel import SetupPanel
from workbench.app.session import Session
from workbench.jobs import Failed
from workbench.operations import tasks
from workbench.operations.tasks import Preview, PreviewResult

_SETTLED_MS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What a preview depends on."""

    task: str
    settings: tuple[tuple[str, str], ...]
    matters: tuple[str, ...]


class Previews(QObject):
    """Keeps every look it got; asks for the next one when the last is there and the cards have settled."""

    def __init__(self, session: Session, setup: SetupPanel) -> None:
        super().__init__(setup)
        self._session = session
        self._setup = setup
        self._got: dict[_Look, PreviewResult | Failed] = {}
        self._drawn: dict[str, PreviewResult | Failed] = {}
        self._asked: _Look | None = None
        self._settled = QTimer(self, interval=_SETTLED_MS, singleShot=True)
        self._settled.timeout.connect(self.show)
        setup.cards.section_shown.connect(self.show)
        setup.cards.task_chosen.connect(self.show)
        setup.matters.changed.connect(self.show)
        setup.advanced.changed.connect(self._settled.start)

    def forget(self) -> None:
        """Another project, or other samples."""
        self._got.clear()
        self._drawn.clear()

    def show(self) -> None:
        """Draw what is known of the cards that can be seen, and ask for one that is not."""
        if not self._session.has_project or not self._session.facts.samples:
            return
        wanted = [self._look(task) for task in self._setup.cards.shown]
        for look in wanted:
            if look in self._got:
                self._draw(look.task, self._got[look])
        missing = next((look for look in wanted if look not in self._got), None)
        if missing is not None and self._asked is None:
            self._asked = missing
            self._ask(missing)

    def _look(self, task: str) -> _Look:
        setup = self._setup
        return _Look(
            task=task,
            settings=setup.advanced.by_hand().settings if task == setup.cards.chosen else (),
            matters=setup.matters.chosen if setup.uses_views(task) else (),
        )

    def _ask(self, look: _Look) -> None:
        folder = self._session.project.folder
        arguments = Preview(project=folder, task=look.task, settings=look.settings, matters=look.matters)
        # Without `session.start`: a preview that is not possible yet is no error to tell of.
        running = self._session.jobs.start(tasks.preview_job(arguments))
        running.finished.connect(lambda result: self._keep(folder, look, cast(PreviewResult, result)))
        running.failed.connect(lambda failed: self._keep(folder, look, cast(Failed, failed)))
        running.ended.connect(self._on_ended)

    def _keep(self, folder: Path, look: _Look, answer: PreviewResult | Failed) -> None:
        if self._session.has_project and self._session.project.folder == folder:
            self._got[look] = answer

    def _on_ended(self) -> None:
        stopped = self._asked is not None and self._asked not in self._got
        self._asked = None
        if not stopped:
            self.show()

    def _draw(self, task: str, answer: PreviewResult | Failed) -> None:
        if self._drawn.get(task) is answer:
            return
        self._drawn[task] = answer
        card = self._setup.cards.cards[task]
        if isinstance(answer, Failed):
            card.show_waiting(f"{answer.what} {answer.why}")
        else:
            card.show_preview(answer.preview, answer.caution)
