"""The projects that were opened lately, newest first."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from workbench.app.preferences import settings
from workbench.app.words import tr

_KEY = "recent_projects"
_MOST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentProject:
    """A remembered project; `problem` says in words why it cannot be opened, "" when it can."""

    folder: Path
    name: str
    problem: str = ""


def remember(folder: Path, name: str) -> None:
    """Put a project first."""
    kept = [entry for entry in _read() if entry[0] != str(folder)]
    settings().setValue(_KEY, json.dumps([(str(folder), name), *kept][:_MOST]))


def forget(folder: Path) -> None:
    """Take a project off the list; the project itself stays where it is."""
    settings().setValue(_KEY, json.dumps([entry for entry in _read() if entry[0] != str(folder)]))


def recent_projects() -> tuple[RecentProject, ...]:
    """All that are remembered, those that are gone too."""
    return tuple(
        RecentProject(folder=Path(folder), name=name, problem=_problem(Path(folder)))
        for folder, name in _read()
    )


def _problem(folder: Path) -> str:
    if not folder.exists():
        return tr("The folder is not there: it was moved or deleted, or its disk is not connected.")
    if not (folder / "project.json").is_file():
        return tr("The folder is there, but there is no project in it any more.")
    return ""


def _read() -> list[tuple[str, str]]:
    try:
        entries = json.loads(str(settings().value(_KEY, "[]")))
        return [(str(folder), str(name)) for folder, name in entries]
    except (ValueError, TypeError):
        return []
