"""What the sidebar says of each step, worked out from the facts of the project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbench.app.pages import PageInfo
from workbench.app.session import Facts
from workbench.app.widgets import figures
from workbench.app.words import tr

Kind = Literal["open", "working", "waiting", "done", "locked"]

_WORKING = {
    "workbench.operations.import_folder": "data",
    "workbench.operations.pretrain": "pretrain",
    "workbench.operations.fine_tune": "fine_tune",
    "workbench.operations.write_down": "fine_tune",
    "workbench.operations.predict": "use",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepState:
    """A step's state as a kind (drawn as a glyph), a word, and why it is locked ("" when it is not)."""

    kind: Kind
    word: str
    reason: str = ""


def state_of(
    info: PageInfo, facts: Facts, operations: tuple[str, ...], waiting: tuple[str, ...] = ()
) -> StepState:
    """The state of a step while these operations run, some of them waiting for an answer."""
    reason = info.locked(facts)
    if reason:
        return StepState(kind="locked", word=tr("locked"), reason=tr(reason))
    if info.name in {_WORKING.get(operation) for operation in waiting}:
        return StepState(kind="waiting", word=tr("waits"))
    if info.name in {_WORKING.get(operation) for operation in operations}:
        return StepState(kind="working", word=tr("working"))
    count = _count(info.name, facts)
    if count:
        return StepState(kind="done", word=count)
    return StepState(kind="open", word=tr("ready"))


def _count(page: str, facts: Facts) -> str:
    number, one, many = {
        "data": (facts.samples, tr("sample"), tr("samples")),
        "pretrain": (facts.encoders, tr("run"), tr("runs")),
        "label": (facts.labels, tr("label"), tr("labels")),
        "fine_tune": (facts.models, tr("model"), tr("models")),
    }.get(page, (0, "", ""))
    return figures.counted(number, one, many) if number else ""


def step_that_unlocks(page: str, facts: Facts) -> str:
    """The page to go to when `page` is locked."""
    if not facts.samples:
        return "data"
    if page in {"inspect", "use"} and (facts.texts or (facts.labels and facts.classes > 1)):
        return "fine_tune"
    return "label"
