"""What the program would choose, asked as a job: it measures the device, so nothing else may train then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.app.words import tr
from workbench.jobs import CancelToken, Event, Finished, Job
from workbench.operations import recommend
from workbench.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommend:
    """For which project and how many minutes."""

    project: Path
    minutes: float


def job(arguments: Recommend) -> Job:
    """The job whose result is a `Recommendation`."""
    return Job(
        operation=__name__, arguments=arguments, title=tr("Measure this device"), resource="accelerator"
    )


def run(arguments: Recommend, token: CancelToken) -> Iterator[Event]:
    """Ask, unless a stop was asked first."""
    token.raise_if_stopping()
    with Project(arguments.project) as project:
        yield Finished(result=recommend.recommend(project, arguments.minutes))
