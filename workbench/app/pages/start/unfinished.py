"""Whether a project was left in the middle of learning."""

from __future__ import annotations

import sqlite3

from workbench.app.recent import RecentProject
from workbench.jobs import UserError
from workbench.project import Project


def unfinished_project(recent: tuple[RecentProject, ...]) -> RecentProject | None:
    """The newest project that can be opened, if its last run was interrupted."""
    for entry in recent:
        if entry.problem:
            continue
        return entry if _is_unfinished(entry) else None
    return None


def _is_unfinished(entry: RecentProject) -> bool:
    try:
        with Project(entry.folder) as project:
            runs = project.runs.all()
            return bool(runs) and runs[-1].state in ("running", "paused")
    except (UserError, OSError, sqlite3.Error):
        return False
