"""What can be done to runs that are there: name them, tag them, delete them, bring them back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.jobs import CancelToken, Event, Finished, Job, PhaseStarted, UserError, WordsError
from workbench.operations import starting_points
from workbench.operations.prepare import EMBEDDINGS
from workbench.project import ChangeRuns, Changes, Project, Run, RunChange

_LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Purge:
    """Remove the files of all deleted runs for good, but of the one that learns just now."""

    project: Path
    learning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged:
    """Runs that are gone for good, and the bytes they took."""

    runs: tuple[str, ...] = ()
    size: int = 0
    kept: tuple[str, ...] = ()
    """Why others are kept, a sentence each."""


def rename(project: Project, run: str, title: str) -> Changes:
    """Give a run a title; "" takes it away. Raises `UserError`."""
    return project.apply(renaming(project, run, title), f"Rename {run}").changes


def tag(project: Project, run: str, tags: Sequence[str]) -> Changes:
    """Give a run exactly these tags. Raises `UserError`."""
    return project.apply(tagging(project, [run], tags), f"Tag {run}").changes


def delete(project: Project, run: str, learning: str = "") -> Changes:
    """Delete a run; it can be brought back until `purge`. Raises `UserError` for the one that learns."""
    return project.apply(deletion(project, [run], learning), f"Delete {run}").changes


def renaming(project: Project, run: str, title: str) -> ChangeRuns:
    """The edit of `rename`, for who applies it in its own words."""
    found = _known(project, run)
    return ChangeRuns(runs=(RunChange(run=found.name, title=cleaned_title(title)),))


def tagging(project: Project, runs: Sequence[str], tags: Sequence[str]) -> ChangeRuns:
    """The edit that gives all these runs exactly these tags."""
    found = [_known(project, run).name for run in runs]
    return ChangeRuns(runs=tuple(RunChange(run=name, tags=cleaned_tags(tags)) for name in found))


def deletion(project: Project, runs: Sequence[str], learning: str = "") -> ChangeRuns:
    """The edit that deletes these runs.

    `learning` is the run that learns just now. What the project says of a run's state is no proof: it is
    "running" too after its program was killed.
    """
    found = [_known(project, run).name for run in runs]
    if learning in found:
        raise UserError(f"{learning} cannot be deleted.", "It is learning at the moment.", "Stop it first.")
    return ChangeRuns(runs=tuple(RunChange(run=name, deleted=True) for name in found))


def restore(project: Project, run: str) -> Changes:
    """Bring a deleted run back. Raises `UserError`."""
    names = [found.name for found in deleted(project)]
    if run not in names:
        raise WordsError(
            f"There is no deleted run {run!r}.",
            f"There are: {', '.join(names) or 'none'}.",
            "Name one of them.",
        )
    return project.apply(ChangeRuns(runs=(RunChange(run=run, deleted=False),)), f"Bring back {run}").changes


def purge(project: Project, learning: str = "") -> Purged:
    """Remove the files of all deleted runs for good.

    Kept are those of the run that learns just now, and of those that a run with steps left to do starts
    from or imitates: it could not go on without them.
    """
    needed = starting_points.needed(project)
    sizes = {found.name: _size(project.run_folder(found.name)) for found in deleted(project)}
    names = project.runs.purge(keep={learning, *needed})
    for name in names:
        shutil.rmtree(project.run_folder(name), ignore_errors=True)
        for path in (project.cache / EMBEDDINGS).glob(f"{name}-*.npy"):
            path.unlink(missing_ok=True)
    kept = [f"{name} is kept: {needed[name]} needs it to go on." for name in sizes if name in needed]
    return Purged(runs=tuple(names), size=sum(sizes[name] for name in names), kept=tuple(kept))


def purge_job(arguments: Purge) -> Job:
    """The job that purges."""
    title = "Remove deleted runs for good"
    return Job(operation=__name__, arguments=arguments, title=title, resource="disk")


def run(arguments: Purge, token: CancelToken) -> Iterator[Event]:
    """Remove them; the result is `Purged`."""
    token.raise_if_stopping()
    yield PhaseStarted(phase="Removing deleted runs")
    with Project(arguments.project, write=True) as project:
        yield Finished(result=purge(project, arguments.learning))


def deleted(project: Project) -> list[Run]:
    """The deleted runs, oldest first."""
    return [found for found in project.runs.all(deleted=True) if found.deleted]


def deleted_size(project: Project) -> int:
    """Bytes that the files of deleted runs take."""
    return sum(_size(project.run_folder(found.name)) for found in deleted(project))


def cleaned_title(title: str) -> str:
    """A title on one line, of at most 80 characters."""
    return " ".join(title.split())[:_LONGEST_TITLE].strip()


def cleaned_tags(tags: Sequence[str]) -> tuple[str, ...]:
    """Tags without commas, spaces around them, empty ones and doubles, in their order."""
    parts = (" ".join(part.split()) for text in tags for part in text.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def _known(project: Project, name: str) -> Run:
    found = project.runs.get(name)
    if found is None:
        known = ", ".join(other.name for other in project.runs.all()) or "none"
        raise WordsError(f"There is no run {name!r}.", f"There are: {known}.", "Name one of them.")
    return found


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
