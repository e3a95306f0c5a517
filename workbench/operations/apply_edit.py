"""Make a large edit beside the window's thread; small ones are made at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.jobs import CancelToken, Event, Finished, Job, PhaseStarted
from workbench.project import Edit, Project


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyEdit:
    """An edit and the title under which it is undone."""

    project: Path
    edit: Edit
    title: str


def job(arguments: ApplyEdit) -> Job:
    """The job that does it."""
    return Job(operation=__name__, arguments=arguments, title=arguments.title, resource="disk")


def run(arguments: ApplyEdit, token: CancelToken) -> Iterator[Event]:
    """Apply the edit whole; the result is `Changes`."""
    token.raise_if_stopping()
    yield PhaseStarted(phase=arguments.title)
    with Project(arguments.project, write=True) as project:
        yield Finished(result=project.apply(arguments.edit, arguments.title).changes)
