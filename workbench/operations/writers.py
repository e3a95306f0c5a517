"""Which runs can write on. Needs no torch: the window asks before it is loaded."""

from __future__ import annotations

import json

from workbench.project import Project

_WEIGHTS, _DESCRIPTION = "encoder.safetensors", "encoder.json"


def writers(project: Project) -> tuple[str, ...]:
    """The runs whose network reads from left to right, oldest first."""
    return tuple(run.name for run in project.runs.all() if _writes(project, run.name))


def _writes(project: Project, run: str) -> bool:
    folder = project.run_folder(run)
    try:
        description = json.loads((folder / _DESCRIPTION).read_text(encoding="utf-8"))
        return bool(description.get("is_causal")) and (folder / _WEIGHTS).is_file()
    except (OSError, ValueError, AttributeError):
        return False
