"""What a project's samples are called: in the words of its modality, "pictures" or "texts"."""

from __future__ import annotations

from workbench.app.widgets import figures
from workbench.app.words import tr
from workbench.engine.modalities import modalities
from workbench.project import Project


def many(project: Project) -> str:
    """More than one of its samples: "texts"."""
    return tr(modalities.get(project.description.modality).plural)


def counted(project: Project, number: int) -> str:
    """So many of its samples: "1 text", "12,408 texts"."""
    modality = modalities.get(project.description.modality)
    return figures.counted(number, tr(modality.noun), tr(modality.plural))
