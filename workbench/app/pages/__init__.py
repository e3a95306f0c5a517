"""The pages, in their order. A page's module is imported when it is first needed, not before."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from workbench.app.session import Facts, Session
from workbench.app.words import mark
from workbench.project import Changes


class Page(QWidget):
    """A widget made with its session: it emits intent, draws state, decides nothing.

    Four states are always drawn: empty, working, failed, full.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._stale = True
        session.changed.connect(self._on_changed)
        session.project_opened.connect(self.mark_stale)

    def refresh(self) -> None:
        """Draw the project's present state; called when the page is stale and visible."""
        raise NotImplementedError

    def concerns(self, changes: Changes) -> bool:
        """Whether these changes make the page stale; everything does unless a page knows better."""
        return True

    def mark_stale(self) -> None:
        """Refresh now when visible, else when next shown."""
        self._stale = True
        if self.isVisible():
            self._refresh_if_stale()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._refresh_if_stale()

    def _on_changed(self, changes: Changes) -> None:
        if self.concerns(changes):
            self.mark_stale()

    def _refresh_if_stale(self) -> None:
        if self._stale and self.session.has_project:
            self._stale = False
            self.refresh()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageInfo:
    """A step of the sidebar. `module` has a class `CLASS(session)` that is a `Page`."""

    name: str
    title: str
    module: str
    locked: Callable[[Facts], str]
    """Why the step cannot be done yet, in one sentence; "" when it can."""

    def make(self, session: Session) -> Page:
        """Import the page's module and make the page."""
        module = importlib.import_module(self.module)
        page: Page = module.make_page(session)
        return page


def _needs_samples(facts: Facts) -> str:
    return "" if facts.samples else mark("First add a folder with something to learn from, in step 1.")


def _needs_labels(facts: Facts) -> str:
    if facts.texts:
        return ""
    if facts.classes < 2:
        return mark("First label a few samples of at least two classes, in step 3.")
    return "" if facts.labels else mark("First label a few samples, in step 3.")


def _needs_something_to_look_at(facts: Facts) -> str:
    return "" if facts.writers else _needs_model(facts)


def _needs_model(facts: Facts) -> str:
    return "" if facts.models or facts.answering else mark("First make a model from your labels, in step 4.")


PAGES: tuple[PageInfo, ...] = (
    PageInfo(name="data", title=mark("Data"), module="workbench.app.pages.data", locked=lambda facts: ""),
    PageInfo(
        name="pretrain", title=mark("Pretrain"), module="workbench.app.pages.pretrain", locked=_needs_samples
    ),
    PageInfo(name="label", title=mark("Label"), module="workbench.app.pages.label", locked=_needs_samples),
    PageInfo(
        name="fine_tune",
        title=mark("Fine-tune"),
        module="workbench.app.pages.fine_tune",
        locked=_needs_labels,
    ),
    PageInfo(
        name="inspect",
        title=mark("Inspect"),
        module="workbench.app.pages.inspect",
        locked=_needs_something_to_look_at,
    ),
    PageInfo(name="use", title=mark("Use"), module="workbench.app.pages.use", locked=_needs_model),
)
