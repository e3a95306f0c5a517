"""What an edit is: plain data that can be applied, says what it changed, and can be taken back."""

from __future__ import annotations

import abc
import json
import sqlite3
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is different now; pages that show it mark themselves stale."""

    labels: frozenset[int] = frozenset()
    """Samples whose label changed."""
    classes: bool = False
    roles: bool = False
    files: bool = False
    runs: bool = False
    models: bool = False

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            labels=self.labels | other.labels,
            classes=self.classes or other.classes,
            roles=self.roles or other.roles,
            files=self.files or other.files,
            runs=self.runs or other.runs,
            models=self.models or other.models,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What an edit changed, and the edit that undoes it."""

    changes: Changes
    inverse: Edit


class Edit(abc.ABC):
    """Plain data that can be applied to a project's database, saved as JSON and undone."""

    kind: ClassVar[str]

    @abc.abstractmethod
    def apply(self, database: sqlite3.Connection) -> Applied:
        """Make the change inside the caller's transaction."""

    @abc.abstractmethod
    def to_data(self) -> dict[str, Any]:
        """Everything but the kind, as JSON-ready data."""

    def to_json(self) -> str:
        """The edit as text; `from_json` gives it back."""
        return json.dumps({"kind": self.kind, **self.to_data()}, ensure_ascii=False)
