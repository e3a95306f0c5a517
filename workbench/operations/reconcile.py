"""Comparing a folder with what the project knows of it: unchanged, changed, moved, missing, new, copies.

Pure values in and out; a file is recognised by its path, and where that is gone, by its hash.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.operations.folder import Head
from workbench.project import SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """What the project's files should be now. New files have id 0; `copy_of` is settled by path."""

    files: tuple[SourceFile, ...]
    new: frozenset[str]
    changed: frozenset[str]
    moved: frozenset[str]
    missing: frozenset[str]
    copies: Mapping[str, str]
    """Path of each exact copy -> path of the file it is a copy of."""


def reconcile(known: Sequence[SourceFile], found: Mapping[str, Head]) -> Reconciled:
    """Match known files with the heads found, by path and then by hash."""
    free = dict(found)
    rows: list[SourceFile] = []
    new, changed, moved, missing = set[str](), set[str](), set[str](), set[str]()
    rest: list[SourceFile] = []
    for file in known:
        head = free.get(file.path)
        if head and head.hash == file.hash:
            rows.append(_updated(file, free.pop(file.path)))
        else:
            rest.append(file)
    by_hash = _paths_by_hash(free)
    # What is a sample goes first, so that its labels find the moved file before a mere copy does.
    for file in sorted(rest, key=lambda file: (file.copy_of is not None, file.path)):
        elsewhere = next((path for path in by_hash.get(file.hash, ()) if path in free), None)
        if elsewhere is not None and file.hash:
            moved.add(elsewhere)
            rows.append(_updated(file, free.pop(elsewhere)))
        elif file.path in free:
            changed.add(file.path)
            rows.append(_updated(file, free.pop(file.path)))
        else:
            missing.add(file.path)
            rows.append(replace(file, missing=True))
    for path, head in free.items():
        new.add(path)
        rows.append(_updated(SourceFile(path=path), head))
    rows, copies = _settle_copies(_inherited(rows))
    return Reconciled(
        files=tuple(sorted(rows, key=lambda file: file.path)),
        new=frozenset(new),
        changed=frozenset(changed),
        moved=frozenset(moved),
        missing=frozenset(missing),
        copies=copies,
    )


def _inherited(rows: Sequence[SourceFile]) -> list[SourceFile]:
    """Where a sample's own file is missing but a copy is left, the sample goes on with the copy."""
    heirs = {row.hash: row for row in rows if row.copy_of is not None and not row.missing}
    swapped: dict[int, SourceFile] = {}
    for row in rows:
        if row.missing and row.copy_of is None and row.hash in heirs:
            heir = heirs.pop(row.hash)
            swapped[row.id] = replace(_at(row, heir), missing=False)
            swapped[heir.id] = replace(_at(heir, row), missing=True)
    return [swapped.get(row.id, row) if row.id else row for row in rows]


def _updated(file: SourceFile, head: Head) -> SourceFile:
    verdict, reason = head.health.verdict, head.health.reason
    if file.id and file.hash == head.hash and verdict == "fine" and file.verdict in ("blank", "unreadable"):
        verdict, reason = file.verdict, file.reason  # what decoding it showed still holds
    return replace(
        file,
        path=head.file.path,
        size=head.file.size,
        mtime_ns=head.file.mtime_ns,
        hash=head.hash,
        verdict=verdict,
        reason=reason,
        missing=False,
    )


def _paths_by_hash(found: Mapping[str, Head]) -> dict[str, list[str]]:
    paths: dict[str, list[str]] = defaultdict(list)
    for path in sorted(found):
        paths[found[path].hash].append(path)
    return paths


def _settle_copies(rows: Iterable[SourceFile]) -> tuple[list[SourceFile], dict[str, str]]:
    """Of exact copies the first in path order is the sample; a row that has samples takes its place."""
    groups: dict[str, list[SourceFile]] = defaultdict(list)
    settled: list[SourceFile] = []
    for row in rows:
        if row.missing or not row.hash or row.verdict not in ("fine", "copy"):
            settled.append(replace(row, copy_of=None))
        else:
            groups[row.hash].append(replace(row, verdict="fine", reason=""))
    copies: dict[str, str] = {}
    for group in groups.values():
        group.sort(key=lambda row: row.path)
        owner = min(group, key=lambda row: (not (row.id and row.copy_of is None), row.path))
        first = group[0]
        if owner is not first:  # the sample keeps its labels and gets the first path
            group[group.index(owner)] = _at(first, owner)
            group[0] = _at(owner, first)
        settled.append(replace(group[0], copy_of=None))
        for row in group[1:]:
            copies[row.path] = group[0].path
            reason = f"It is an exact copy of {group[0].path}."
            settled.append(replace(row, verdict="copy", reason=reason))
    return settled, copies


def _at(row: SourceFile, place: SourceFile) -> SourceFile:
    return replace(row, path=place.path, size=place.size, mtime_ns=place.mtime_ns)
