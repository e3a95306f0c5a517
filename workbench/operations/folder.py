"""Looking through a folder of the user's: which files, of which kind, and what their heads say."""

from __future__ import annotations

import hashlib
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from workbench.engine.contracts import Health
from workbench.engine.modalities import Modality, modalities
from workbench.jobs import CancelToken, Event, UserError, WordsError
from workbench.operations.parallel import in_parallel

_BESIDE = 0.25
"""What a file counts that may only lie beside others: a label table and a licence make no picture a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A file as it lies there: path relative to the folder, with "/"."""

    path: str
    size: int
    mtime_ns: int
    members: tuple[str, ...] = ()
    """Of a folder that is one file, such as one of numbered frames: the paths of what belongs to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A file with the hash of its whole content and what its head says."""

    file: FoundFile
    hash: str
    health: Health


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused(Event):
    """A file that is not learnt from, and why, in one sentence."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An exact copy, and the file it is a copy of."""

    file: str
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a person should know of a file that is learnt from, in one sentence."""

    file: str
    text: str


def find(data: Path) -> tuple[Path, list[FoundFile]]:
    """What a person means by a folder, or by one file: the folder, and its files or only that one."""
    return (data.parent, _one(data)) if data.is_file() else (data, walk(data))


def files_of(data: Path, modality: Modality, *, named: bool) -> tuple[Path, list[FoundFile]]:
    """The files of a kind in a folder, or that one file, and the folder they lie in; see `of_kind`.

    A folder that is itself one file lies in the folder above it.
    """
    root, found = find(data)
    files = of_kind(found, modality, named=named)
    if [file.path for file in files] == [""]:
        root = root.resolve()
        (whole,) = files
        members = tuple(f"{root.name}/{member}" for member in whole.members)
        return root.parent, [replace(whole, path=root.name, members=members)]
    return root, [file for file in files if file.path]


def walk(root: Path, only: str = "") -> list[FoundFile]:
    """Every file below a folder in path order; hidden ones are passed over, each folder entered once.

    With `only`, the file of that name at most, or what lies in the folder of that name. Raises `UserError`
    when the folder is not there or may not be read.
    """
    check_readable(root)
    if only and (root / only).is_dir():
        return [replace(file, path=f"{only}/{file.path}") for file in walk(root / only)]
    if only:
        return _one(root / only)
    found: list[FoundFile] = []
    entered: set[tuple[int, int]] = set()
    for folder, names, files in os.walk(root, followlinks=True):
        status = os.stat(folder)
        if (status.st_dev, status.st_ino) in entered:
            names.clear()  # a symbolic link led back here
            continue
        entered.add((status.st_dev, status.st_ino))
        names[:] = sorted(name for name in names if not name.startswith("."))
        found += _files_in(root, Path(folder), files)
    return sorted(found, key=lambda file: file.path)


def check_readable(root: Path) -> None:
    """Raise `UserError` when the folder is not there or may not be read."""
    try:
        os.scandir(root).close()
    except OSError as error:
        raise _unreadable_folder(root, error) from error


def detect(root: Path, files: Sequence[FoundFile], wanted: str = "") -> Modality:
    """The modality of the commonest kind of file; raises `UserError` on a tie or when there is none."""
    if wanted:
        return named(wanted)
    best = commonest(files)
    if not best:
        what = "is empty" if not files else "holds no file of a kind that can be learnt from"
        known = ", ".join(m.plural for m in modalities)
        raise UserError(
            f"There is nothing to learn from in {root}.",
            f"The folder {what} ({known} are looked for, in sub-folders too).",
            "Choose another folder.",
        )
    if len(best) > 1:
        raise UserError(
            f"It is not clear what to learn from in {root}.",
            f"It holds as many files of one kind as of another: {', '.join(sorted(best))}.",
            f"Choose one: --modality {best[0]}.",
        )
    return modalities.get(best[0])


def commonest(files: Sequence[FoundFile]) -> list[str]:
    """The modalities of which there are most files: several on a tie, none where no file is of any."""
    suffixes = Counter(os.path.splitext(file.path)[1].lower() for file in files)
    counts = {
        m.name: sum(suffixes[suffix] * (_BESIDE if suffix in m.beside else 1) for suffix in m.suffixes)
        for m in modalities
    }
    most = max(counts.values(), default=0.0)
    return [name for name, count in counts.items() if count == most] if most else []


def named(name: str) -> Modality:
    """The modality of that name; raises `UserError`."""
    try:
        return modalities.get(name)
    except KeyError:
        raise WordsError(
            f"There is no modality {name!r}.", f"There are: {', '.join(modalities.names())}.", "Choose one."
        ) from None


def of_kind(files: Iterable[FoundFile], modality: Modality, *, named: bool = False) -> list[FoundFile]:
    """The files whose suffix, in any case of letters, is one that the modality reads.

    Where a person named the modality, folders too that are one file of that kind together.
    """
    suffixes = modality.suffixes | modality.also
    by_path = {file.path: file for file in files}
    found = [f for f in by_path.values() if os.path.splitext(f.path)[1].lower() in suffixes]
    if not named:
        return found
    folders = modality.together(tuple(by_path))
    members = {path for inside in folders.values() for path in inside}
    found = [file for file in found if file.path not in members]
    found += [_together(path, [by_path[member] for member in inside]) for path, inside in folders.items()]
    return sorted(found, key=lambda file: file.path)


def kinds(files: Iterable[FoundFile]) -> Mapping[str, int]:
    """How many files of each modality there are, by their suffixes; not those that only lie beside others."""
    suffixes = Counter(os.path.splitext(file.path)[1].lower() for file in files)
    counts = {m.name: sum(suffixes[suffix] for suffix in m.suffixes - m.beside) for m in modalities}
    return {name: count for name, count in counts.items() if count}


def others(files: Sequence[FoundFile]) -> Mapping[str, int]:
    """Modalities that `kinds` leaves out and a person can ask for, and how much there is of each.

    Counted are files of another kind that hold such samples too, and folders that are one file together.
    """
    suffixes = Counter(os.path.splitext(file.path)[1].lower() for file in files)
    paths = tuple(file.path for file in files)
    known = kinds(files)
    counts = {
        m.name: sum(suffixes[suffix] for suffix in m.also) + len(m.together(paths))
        for m in modalities
        if m.name not in known
    }
    return {name: count for name, count in counts.items() if count}


def look_at(root: Path, file: FoundFile, modality: Modality, reading: Any) -> Head:
    """Hash a file and probe its head. A file that cannot be opened is unreadable, with the reason."""
    path = root / file.path
    try:
        digests = [_digest(root / member) for member in file.members or (file.path,)]
        whole = hashlib.blake2b("".join(digests).encode()).hexdigest() if file.members else digests[0]
        return Head(file=file, hash=whole[:32], health=modality.probe(path, reading))
    except OSError as error:
        reason = f"The file cannot be opened: {error.strerror or error}."
        return Head(file=file, hash="", health=Health(verdict="unreadable", reason=reason))


def heads(
    root: Path, files: Sequence[FoundFile], modality: Modality, reading: Any, token: CancelToken
) -> Iterator[Event]:
    """Look at every file's head; the last event is `Done[Head]`, of what was done when stopped."""
    phase = f"Looking at {modality.plural}"
    work = ((lambda file=file: look_at(root, file, modality, reading)) for file in files)
    yield from in_parallel(work, total=len(files), phase=phase, unit="files", token=token)


def _together(path: str, members: Sequence[FoundFile]) -> FoundFile:
    """A folder as one file: as large as all in it, as new as the newest."""
    return FoundFile(
        path=path,
        size=sum(member.size for member in members),
        mtime_ns=max(member.mtime_ns for member in members),
        members=tuple(member.path for member in members),
    )


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "blake2b").hexdigest()


def _one(path: Path) -> list[FoundFile]:
    return list(_files_in(path.parent, path.parent, [path.name])) if path.exists() else []


def _files_in(root: Path, folder: Path, names: Iterable[str]) -> Iterator[FoundFile]:
    for name in names:
        if name.startswith("."):
            continue
        path = folder / name
        try:
            status = path.stat()
        except OSError:
            status = None  # a link to nowhere: it is listed, and refused when it is looked at
        if status and not stat.S_ISREG(status.st_mode):
            continue  # opening a pipe would wait for ever
        # A name that is no text is listed, each under its own, and refused when it is looked at.
        relative = path.relative_to(root).as_posix().encode("utf-8", "backslashreplace").decode("utf-8")
        yield FoundFile(
            path=relative,
            size=status.st_size if status else 0,
            mtime_ns=status.st_mtime_ns if status else 0,
        )


def _unreadable_folder(root: Path, error: OSError) -> UserError:
    if isinstance(error, FileNotFoundError):
        return UserError(
            f"The folder {root} is not there.",
            "It was moved, renamed, or is on a disk that is not connected.",
            "Connect the disk, or choose where the folder is now.",
        )
    return UserError(
        f"The folder {root} cannot be read.",
        f"The system says: {error.strerror or error}.",
        "Allow reading it, or choose another folder.",
    )
