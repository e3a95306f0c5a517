"""Making a project of a folder, and bringing it up to date with the folder later.

The folder is only read. Importing and refreshing are the same: what is there is compared with what
is known; labels stay with their samples, also when files were moved.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from workbench.engine.contracts import Health, Layout, Part
from workbench.jobs import CancelToken, Event, Finished, Job, Notice, UserError
from workbench.operations import copies, folder, label_column, label_file, prepare, reading, room
from workbench.operations.folder import Copy, FoundFile, Head, Note, Refused
from workbench.operations.parallel import Done
from workbench.operations.reconcile import Reconciled, reconcile
from workbench.project import NewSample, Project, Role, SetRoles, SourceFile
from workbench.project.project import ONLY_FILE

_NAMED = "named modality"
"""The state that says which one a person named, so that a refresh finds the same files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProject:
    """Make a project and import a folder, or one file of texts."""

    folder: Path
    data: Path
    modality: str = ""
    name: str = ""
    labels_from_folders: bool = False
    labels_column: str = ""
    """A column of the tables whose cells are the labels of their rows."""
    reserve_percent: float = 0.0
    """Share set aside from everything, pretraining too: of the files, or of the samples of a single one."""
    reading: tuple[tuple[str, str], ...] = ()
    """How files are cut into samples, where it was chosen by hand: (setting, value)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFolder:
    """Bring a project up to date with its folder."""

    project: Path
    data: Path | None = None
    """Where the folder, or the only file, is now, when it was moved."""
    reduced: tuple[str, ...] = ()
    """Too large files that shall be read reduced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What the folder holds now, and what is different from before."""

    project: Path
    modality: str
    files: int
    samples: int
    new: int
    changed: int
    missing: int
    moved: int
    refused: tuple[Refused, ...]
    copies: tuple[Copy, ...]
    """Of files, and of parts of files, such as rows."""
    near_copies: tuple[Copy, ...]
    """The same but for a few words; they are learnt from."""
    notes: tuple[Note, ...]
    stopped: bool
    labels: int = 0
    """Of a new project: those taken from sub-folders or from a column."""


def new_job(arguments: NewProject) -> Job:
    """The job that makes a project."""
    return Job(
        operation=__name__, arguments=arguments, title=f"Import {arguments.data.name}", resource="disk"
    )


def job(arguments: ImportFolder) -> Job:
    """The job that brings a project up to date."""
    return Job(
        operation=__name__, arguments=arguments, title=f"Refresh {arguments.project.name}", resource="disk"
    )


def run(arguments: NewProject | ImportFolder, token: CancelToken) -> Iterator[Event]:
    """Look at every file, compare, enter, decode. Stopped, it keeps what was read so far."""
    if isinstance(arguments, ImportFolder):
        with Project(arguments.project, write=True) as project:
            if arguments.data is not None:
                _move(project, arguments.data)
            yield from _import(project, arguments.reduced, token)
        return
    root, found = folder.find(arguments.data)
    modality = folder.detect(root, found, arguments.modality)
    root, files = folder.files_of(arguments.data, modality, named=bool(arguments.modality))
    if not files:
        raise UserError(
            f"There is nothing to learn from in {arguments.data}.",
            f"It holds no {modality.plural}.",
            "Choose another folder.",
        )
    proposal = reading.propose(root, files, modality)
    cut = reading.chosen(proposal, dict(arguments.reading))
    if arguments.labels_column:
        label_column.check_possible(modality)
        reading.chosen(proposal, {"column": arguments.labels_column})
    is_only_file = root != arguments.data
    with Project.create(
        arguments.folder, data=root, modality=modality.name, name=arguments.name, is_only_file=is_only_file
    ) as project:
        if is_only_file:
            project.set_state(ONLY_FILE, files[0].path)
        project.set_state(_NAMED, arguments.modality)
        reading.keep(project, cut)
        imported: ImportResult | None = None
        for event in _import(project, (), token):
            if isinstance(event, Finished):
                imported = cast(ImportResult, event.result)
            else:
                yield event
        assert imported is not None
        _set_aside(project, arguments.reserve_percent)
        if arguments.labels_from_folders:
            label_file.label_by_folders(project)
        if arguments.labels_column:
            yield from label_column.take_along(project, arguments.labels_column, token)
        yield Finished(result=replace(imported, labels=len(project.labels.all())))


def _move(project: Project, data: Path) -> None:
    """Look for the files elsewhere from now on: in a folder, or for the only one where that is given."""
    only = project.state(ONLY_FILE)
    is_that_folder = only and data.is_dir() and not (data / only).exists()
    if data.is_file() or is_that_folder:
        data = data.resolve()
        project.set_state(ONLY_FILE, data.name)
        data = data.parent
    folder.check_readable(data)
    project.describe(replace(project.description, data=data.resolve()))


def layout_of(project: Project, size: int | None = None) -> Layout:
    """The cache layout that the import settled on, or that of another size of sample."""
    modality = folder.named(project.description.modality)
    saved = project.state("layout")
    if saved and size is None:
        return Layout(shape=tuple(json.loads(saved)), dtype=modality.layout(()).dtype)
    parts = _parts(project)
    if size is not None:
        return modality.layout(parts, size)
    layout = room.fitting(modality, parts, shutil.disk_usage(project.cache).free)
    if parts:  # stopped before the first, the rest decides
        project.set_state("layout", json.dumps(layout.shape))
    return layout


def _parts(project: Project) -> list[Part]:
    samples = project.samples.usable(("pool", "check", "reserve"))
    return [Part(width=s.width, height=s.height, channels=s.channels) for s in samples]


def _import(project: Project, reduced: tuple[str, ...], token: CancelToken) -> Iterator[Event]:
    root = project.description.data
    modality = folder.named(project.description.modality)
    found = folder.walk(root, project.state(ONLY_FILE) or "")
    files = folder.of_kind(found, modality, named=bool(project.state(_NAMED)))
    known = [_read_reduced(file, reduced) for file in project.samples.files()]
    unchanged, suspects = _split(files, known)
    looked: tuple[Head, ...] = ()
    for event in folder.heads(root, suspects, modality, reading.of(project), token):
        if isinstance(event, Done):
            looked = cast(tuple[Head, ...], event.results)
        else:
            yield event
    accepted = {file.path for file in known if file.read_reduced}
    heads = {head.file.path: _accepted(head, accepted) for head in (*unchanged, *looked)}
    complete = len(heads) == len(files)
    if known and not complete:
        yield Finished(result=_result(project, reconcile(known, {}), stopped=True))
        return
    settled = reconcile(known, heads)
    changed = _enter(project, settled, heads)
    is_first = not project.state("layout")
    layout = layout_of(project)
    if is_first:
        yield from room.told(modality, _parts(project), layout)
    if changed:
        prepare.forget(project, changed)
    samples = project.samples.usable(("pool", "check", "reserve"))
    yield from prepare.prepare(project, modality, layout, samples, token)
    if looked or settled.missing or not copies.were_sought(project):
        yield from copies.find(project, modality, layout, token)
    if settled.missing:
        yield Notice(
            level="care",
            text=f"{len(settled.missing):,} files are missing; their labels are kept for when they return.",
        )
    yield Finished(result=_result(project, settled, stopped=token.stopping))


def _read_reduced(file: SourceFile, reduced: tuple[str, ...]) -> SourceFile:
    return replace(file, read_reduced=True) if file.path in reduced else file


def _split(files: list[FoundFile], known: list[SourceFile]) -> tuple[list[Head], list[FoundFile]]:
    """Heads that need no second look (same size and time as known), and the files that do."""
    by_path = {file.path: file for file in known}
    unchanged: list[Head] = []
    suspects: list[FoundFile] = []
    for file in files:
        old = by_path.get(file.path)
        same = old is not None and (old.size, old.mtime_ns) == (file.size, file.mtime_ns) and old.hash
        if old is None or not same or (old.read_reduced and old.verdict == "too large"):
            suspects.append(file)
        else:
            unchanged.append(Head(file=file, hash=old.hash, health=_known_health(old)))
    return unchanged, suspects


def _known_health(file: SourceFile) -> Health:
    verdict = "fine" if file.verdict == "copy" else file.verdict
    if verdict == "fine":
        return Health(note="" if file.verdict == "copy" else file.reason)
    return Health(verdict=verdict, reason=file.reason)


def _accepted(head: Head, accepted: set[str]) -> Head:
    """A too large file that the person wants read reduced is fine."""
    if head.health.verdict == "too large" and head.file.path in accepted:
        return replace(head, health=replace(head.health, verdict="fine", reason=""))
    return head


def _enter(project: Project, settled: Reconciled, heads: dict[str, Head]) -> list[int]:
    """Write the files and their samples; ids of samples whose content changed."""
    table = project.samples
    known = {file.id: file for file in table.files()}
    changed: list[int] = []
    with project.transaction():
        for file in settled.files:  # free all paths first, so that two files may swap theirs
            if file.id and known[file.id].path != file.path:
                table.update_file(replace(known[file.id], path=f"\0{file.id}"))
        ids: dict[str, int] = {}
        for file in settled.files:
            bare = file if file.missing else replace(file, copy_of=None)
            if file.id:
                table.update_file(bare)
            else:
                file = replace(file, id=table.add_file(bare))
            ids[file.path] = file.id
            if file.path in settled.changed:
                changed += [sample.id for sample in table.of_file(file.path)]
            if not file.missing and file.path not in settled.copies:
                _enter_samples(project, file, heads[file.path])
        by_path = {file.path: file for file in settled.files}
        for copy, first in settled.copies.items():
            table.update_file(replace(by_path[copy], id=ids[copy], copy_of=ids[first]))
    return changed


def _enter_samples(project: Project, file: SourceFile, head: Head) -> None:
    parts = head.health.parts
    if file.verdict == "fine" and parts:
        samples = [NewSample(part=p.key, width=p.width, height=p.height, channels=p.channels) for p in parts]
        project.samples.add_samples(file.id, samples)
        keys = {part.key for part in parts}
        for sample in project.samples.of_file(file.path):
            if sample.part not in keys:
                project.samples.judge(sample.id, "unreadable", "The file does not hold this part any more.")
    elif file.verdict != "fine":
        project.samples.judge_file(file.path, file.verdict, file.reason)


def _set_aside(project: Project, percent: float) -> None:
    if percent <= 0:
        return
    samples = project.samples.usable(("pool",))
    files = list(dict.fromkeys(sample.file for sample in samples))
    by_file = len(files) > 1  # parts of one file are alike and stay together, where there are others
    groups: list[str | int] = [*files] if by_file else [sample.id for sample in samples]
    chosen = set(random.Random(0).sample(groups, round(len(groups) * percent / 100)))
    reserve: Role = "reserve"
    roles = tuple(
        (sample.id, reserve) for sample in samples if (sample.file if by_file else sample.id) in chosen
    )
    project.apply(SetRoles(roles=roles), "Set samples aside")


def _result(project: Project, settled: Reconciled, *, stopped: bool) -> ImportResult:
    table = project.samples
    exact, near = copies.of(project)
    files = table.files()
    return ImportResult(
        project=project.folder,
        modality=project.description.modality,
        files=sum(not file.missing for file in files),
        samples=table.count(),
        new=0 if stopped and not settled.new else len(settled.new),
        changed=len(settled.changed),
        missing=0 if stopped else len(settled.missing),
        moved=len(settled.moved),
        refused=tuple(Refused(file=f.path, reason=f.reason) for f in table.refused()),
        copies=(*(Copy(file=file, of=of) for file, of in table.copies()), *exact),
        near_copies=near,
        notes=tuple(
            Note(file=f.path, text=f.reason)
            for f in files
            if f.verdict == "fine" and f.reason and not f.missing
        ),
        stopped=stopped,
    )
