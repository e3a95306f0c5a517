"""Which samples a name in a table means: a file, or a part of one as predictions and suggestions name it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workbench.operations import copies
from workbench.project import Project, Role, Sample

_ROLES: tuple[Role, ...] = ("pool", "check", "reserve")


class NamedSamples:
    """Looks names up in a project.

    "letters/a.txt" means every sample of the file, "notes.csv (row 17)" one of them; in a project of a single
    file "row 17" alone will do. A copy means the one it is a copy of.
    """

    def __init__(self, project: Project) -> None:
        self._table = project.samples
        self._root = project.description.data
        self._usable = set(project.samples.usable_ids(_ROLES))
        self._firsts = copies.firsts(project)
        files = [file.path for file in project.samples.files() if not file.missing]
        self._only = files[0] if len(files) == 1 else ""

    def find(self, name: str) -> list[Sample]:
        """The samples of that name that can be learnt from; none where there is none."""
        for known in dict.fromkeys((name, _inside(self._root, name))):
            if found := self._table.of_file(known):
                return [sample for sample in found if sample.id in self._usable]
            for file, part in self._split(known):
                if (sample := self._table.of_part(file, part)) is not None:
                    sample = self._table.get(self._firsts.get(sample.id, sample.id))
                    return [sample] if sample.id in self._usable else []
        return []

    def _split(self, name: str) -> Iterator[tuple[str, str]]:
        """Every way to read it as a file and a part; names of files hold brackets too."""
        if name.endswith(")"):
            start = name.find(" (")
            while start > 0:
                yield name[:start], name[start + 2 : -1]
                start = name.find(" (", start + 1)
        if self._only:
            yield self._only, name


def _inside(root: Path, file: str) -> str:
    """A name as people write it, whole or from the folder above on, as it is within the data folder."""
    if Path(file).is_absolute() and Path(file).is_relative_to(root):
        return Path(file).relative_to(root).as_posix()
    return file.removeprefix(f"{root.name}/")
