"""Comparing a folder with what the project knows of it: unchanged, changed, moved, missing, new, copies.

Pure values in and out; a file is recognised by its path, and where that is gone, by its hash.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.operations.folder import Head
from workbench.project import SourceFile

_JUDGED = ("blank", "unreadable")
"""What decoding may show of a file whose head is fine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """What the project's files should be now. New files have id 0; `copies` says what `copy_of` is."""

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
    known = _handed_on(known, found)
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
    left: list[SourceFile] = []
    # What is a sample goes first, so that its labels find the moved file before a mere copy does.
    for file in sorted(rest, key=lambda file: (file.copy_of is not None, file.path)):
        elsewhere = next((path for path in by_hash.get(file.hash, ()) if path in free), None)
        if elsewhere is not None and file.hash:
            moved.add(elsewhere)
            rows.append(_updated(file, free.pop(elsewhere)))
        else:
            left.append(file)
    for file in left:  # only now: a file that took the place of another one is not that one, changed
        if file.path in free:
            changed.add(file.path)
            rows.append(_updated(file, free.pop(file.path)))
        else:
            missing.add(file.path)
            rows.append(replace(file, missing=True))
    for path, head in free.items():
        new.add(path)
        rows.append(_updated(SourceFile(path=path), head))
    contents = {file.id: file.hash for file in known}
    rows, copies = _settle_copies(rows, frozenset(row.id for row in rows if contents.get(row.id) == row.hash))
    taken = {row.path for row in rows if not row.missing}
    rows = [_displaced(row) if row.missing and row.path in taken else row for row in rows]
    return Reconciled(
        files=tuple(sorted(rows, key=lambda file: file.path)),
        new=frozenset(new),
        changed=frozenset(changed),
        moved=frozenset(moved),
        missing=frozenset(missing),
        copies=copies,
    )


def _handed_on(known: Sequence[SourceFile], found: Mapping[str, Head]) -> list[SourceFile]:
    """Where a sample's own file is gone or changed but a copy is left, the sample goes on with the copy."""

    def stays(file: SourceFile) -> bool:
        return file.path in found and found[file.path].hash == file.hash

    heirs = {file.copy_of: file for file in reversed(known) if file.copy_of and stays(file)}
    swapped: dict[int, SourceFile] = {}
    for file in known:
        heir = heirs.get(file.id)
        if heir is not None and heir.hash == file.hash and not stays(file):
            swapped[file.id], swapped[heir.id] = _at(file, heir), _at(heir, file)
    return [swapped.get(file.id, file) for file in known]


def _displaced(row: SourceFile) -> SourceFile:
    """A missing file whose place another one took waits under a name of its own; its hash finds it again."""
    return replace(row, path=f"{row.path} (missing, {row.id})")


def _updated(file: SourceFile, head: Head) -> SourceFile:
    verdict, reason = head.health.verdict, head.health.reason or head.health.note
    if file.id and file.hash == head.hash and verdict == "fine":
        is_noted = file.verdict == "fine" and file.reason.startswith(reason)
        if file.verdict in _JUDGED or is_noted:  # what decoding it showed still holds
            verdict, reason = file.verdict, file.reason
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


def _settle_copies(
    rows: Iterable[SourceFile], unchanged: frozenset[int]
) -> tuple[list[SourceFile], dict[str, str]]:
    """Of exact copies the first in path order is the sample; a row that has samples takes its place.

    A missing file stays what it was, so that on its return it does not take the sample's place.
    """
    groups: dict[str, list[SourceFile]] = defaultdict(list)
    settled: list[SourceFile] = []
    for row in rows:
        if row.missing:
            settled.append(row)
        elif row.hash and row.verdict in ("fine", "copy", *_JUDGED):
            groups[row.hash].append(row)
        else:
            settled.append(replace(row, copy_of=None))
    copies: dict[str, str] = {}
    for group in groups.values():
        if all(row.verdict in _JUDGED for row in group):  # each is refused for its own reason
            settled += [replace(row, copy_of=None) for row in group]
            continue
        group.sort(key=lambda row: row.path)
        owner = min(group, key=lambda row: _claim(row, unchanged))
        first = group[0]
        if owner is not first:  # the sample keeps its labels and gets the first path
            group[group.index(owner)] = _at(first, owner)
            group[0] = _at(owner, first)
        settled.append(_as_sample(group[0]))
        for row in group[1:]:
            copies[row.path] = group[0].path
            reason = f"It is an exact copy of {group[0].path}."
            settled.append(replace(row, verdict="copy", reason=reason))
    return settled, copies


def _claim(row: SourceFile, unchanged: frozenset[int]) -> tuple[bool, bool, bool, str]:
    """Whose samples a content has: smallest first. What decoding showed of one holds for all."""
    has_samples = bool(row.id) and row.copy_of is None
    return row.verdict not in _JUDGED, not has_samples, row.id not in unchanged, row.path


def _as_sample(row: SourceFile) -> SourceFile:
    row = replace(row, copy_of=None)
    return replace(row, verdict="fine", reason="") if row.verdict == "copy" else row


def _at(row: SourceFile, place: SourceFile) -> SourceFile:
    return replace(row, path=place.path, size=place.size, mtime_ns=place.mtime_ns)
