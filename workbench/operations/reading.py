"""How a project's files are cut into samples: proposed from the files, chosen by a person, kept."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from workbench.engine import settings as setting
from workbench.engine.modalities import Modality, Proposal, modalities
from workbench.jobs import WordsError
from workbench.operations.folder import FoundFile
from workbench.project import Project

_STATE = "reading"
_LOOKED_AT = 50


def propose(root: Path, files: Sequence[FoundFile], modality: Modality) -> Proposal:
    """What a few dozen of the files, spread over all, suggest."""
    some = files[:: max(1, -(-len(files) // _LOOKED_AT))]
    return modality.propose([root / file.path for file in some])


def chosen(proposal: Proposal, given: Mapping[str, str]) -> Any:
    """The proposal with what was chosen by hand; raises `WordsError` for what cannot be."""
    words = {name: text for name, text in given.items() if text}
    for name, text in words.items():
        possible = proposal.choices.get(name)
        if possible is not None and text not in possible:
            raise WordsError(
                f"There is no {name} “{text}” in the files.",
                f"There are: {', '.join(possible[:20])}.",
                "Choose one of them.",
            )
    return setting.changed(proposal.reading, words)


def of(project: Project) -> Any:
    """The project's; the modality's usual one where nothing was kept."""
    return load(modalities.get(project.description.modality), json.loads(project.state(_STATE) or "{}"))


def load(modality: Modality, saved: Mapping[str, Any]) -> Any:
    """Reading settings from what `as_data` gave."""
    known = {field.name for field in setting.describe(modality.reading)}
    return modality.reading(**{name: value for name, value in saved.items() if name in known})


def as_data(reading: Any) -> dict[str, Any]:
    """Reading settings as plain data."""
    return dataclasses.asdict(reading)


def keep(project: Project, reading: Any) -> None:
    """Remember them in the project."""
    project.set_state(_STATE, json.dumps(as_data(reading)))
