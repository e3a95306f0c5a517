"""What is in a folder, before anything is made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, cast

import numpy as np

from workbench.engine.contracts import Decoded, Rows
from workbench.engine.modalities import Modality, Proposal, UnreadableError
from workbench.jobs import Advanced, CancelToken, Event, Finished, Job, PhaseStarted, UserError
from workbench.operations import copies, folder, reading, room
from workbench.operations.copies import Alike, Comparison
from workbench.operations.folder import Copy, Head, Note, Refused
from workbench.operations.parallel import Done
from workbench.operations.reconcile import reconcile


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """Look through a folder, or one file of texts."""

    folder: Path
    modality: str = ""
    reading: tuple[tuple[str, str], ...] = ()
    """How files are cut into samples, where it was chosen by hand: (setting, value)."""
    asks: bool = False
    """Whether a person can choose another kind of data: as much of one as of another is no error then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanResult:
    """What was found; `files` counts files of the modality, `samples` what can be learnt from."""

    folder: Path
    modality: str
    samples: int
    files: int
    refused: tuple[Refused, ...]
    copies: tuple[Copy, ...]
    """Of files, and of parts of files, such as rows."""
    near_copies: tuple[Copy, ...]
    """The same but for a few words; they are learnt from."""
    notes: tuple[Note, ...]
    cache_bytes: int
    """Disk that the decoded samples and their thumbnails will need, about."""
    picture_size: int
    """Of a prepared picture or frame its side in pixels."""
    sub_folders: tuple[str, ...]
    """First-level sub-folders, which may be classes."""
    reading: Any
    """How the files are cut into samples: a value of the modality's reading settings."""
    reason: str = ""
    """Why so, in one sentence; "" where there is no choice."""
    in_all: str = ""
    """How long the samples last together, in words; "" where they are not of time."""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Settings of it whose values depend on the files, such as the column of a table."""
    wanted: str = ""
    """The modality as the person named it; "" where the commonest kind of file decided."""
    kinds: Mapping[str, int] = field(default_factory=dict)
    """How many files of each modality are in the folder, by their suffixes, whichever is imported."""
    others: Mapping[str, int] = field(default_factory=dict)
    """Modalities besides `kinds` that can be asked for, and how many files or folders hold such samples."""
    least_bytes: int = 0
    """Disk that is needed where there is too little for `cache_bytes`: samples are then prepared smaller."""


_AT_ONCE = 512
_MOST_COMPARED_BYTES = 500_000_000
"""Of samples' content; of more, copies among them are only looked for when they have been imported."""


def job(arguments: Scan) -> Job:
    """The job that does it."""
    return Job(
        operation=__name__,
        arguments=arguments,
        title=f"Look through {arguments.folder.name}",
        resource="disk",
    )


def run(arguments: Scan, token: CancelToken) -> Iterator[Event]:
    """Look at every file's head; nothing is written."""
    root, found = folder.find(arguments.folder)
    wanted = arguments.modality
    if arguments.asks and not wanted and len(equal := folder.commonest(found)) > 1:
        wanted = equal[0]
    modality = folder.detect(root, found, wanted)
    root, files = folder.files_of(arguments.folder, modality, named=bool(wanted))
    proposal = reading.propose(root, files, modality)
    cut = reading.chosen(proposal, dict(arguments.reading))
    heads: tuple[Head, ...] = ()
    for event in folder.heads(root, files, modality, cut, token):
        if isinstance(event, Done):
            heads = cast(tuple[Head, ...], event.results)
        else:
            yield event
    token.raise_if_stopping()
    if not heads:
        raise UserError(
            f"There is nothing to learn from in {arguments.folder}.",
            f"It holds no {modality.plural}.",
            "Choose another folder.",
        )
    look = _Look(root, modality, cut, heads)
    alike = Alike()
    for event in look.compared(token):
        if isinstance(event, Done):
            (alike,) = event.results
        else:
            yield event
    yield Finished(
        result=replace(
            _result(arguments.folder, look, alike, proposal),
            wanted=wanted,
            kinds=folder.kinds(found),
            others=folder.others(found),
        )
    )


class _Look:
    """The files that were looked at, and the samples in those that can be learnt from."""

    def __init__(self, root: Path, modality: Modality, reading: Any, heads: Sequence[Head]) -> None:
        self._root = root
        self.heads = heads
        self.modality = modality
        self.reading = reading
        self.copies = reconcile((), {head.file.path: head for head in heads}).copies
        self.fine = [
            head for head in heads if head.health.verdict == "fine" and head.file.path not in self.copies
        ]
        self.samples = sum(len(head.health.parts) for head in self.fine)
        self.layout = modality.layout([part for head in self.fine for part in head.health.parts])
        self.titles: list[str] = []
        """Of the samples that were compared."""

    @property
    def _is_too_much(self) -> bool:
        amount = sum(part.width for head in self.fine for part in head.health.parts)
        return amount * np.dtype(self.layout.dtype).itemsize > _MOST_COMPARED_BYTES

    def compared(self, token: CancelToken) -> Iterator[Event]:
        """Read all samples and compare them, where their kind is; the last event is `Done[Alike]`."""
        if not copies.are_compared(self.modality, self.layout) or self._is_too_much:
            return
        comparison = Comparison(self.modality)
        phase, unit = "Looking for copies", self.modality.plural
        yield PhaseStarted(phase=phase, total=self.samples, unit=unit)
        read = self._read()
        while some := list(islice(read, _AT_ONCE)):
            token.raise_if_stopping()
            comparison.add(np.stack([row for _, _, row in some]), [width for _, width, _ in some])
            self.titles += [title for title, _, _ in some]
            yield Advanced(phase=phase, done=len(self.titles), total=self.samples, unit=unit)
        yield Done(results=(comparison.result(),))

    def _read(self) -> Iterator[tuple[str, int, Rows]]:
        """Title, width and row of each sample; those that cannot be read are refused at the import."""
        for head in self.fine:
            path, parts = self._root / head.file.path, head.health.parts
            try:
                found = self.modality.decode(path, [part.key for part in parts], self.layout, self.reading)
                for part, decoded in zip(parts, found, strict=True):
                    if isinstance(decoded, Decoded):
                        title = f"{head.file.path} ({part.key})" if part.key else head.file.path
                        yield title, part.width, decoded.row
            except UnreadableError:
                continue


def _result(folder: Path, look: _Look, alike: Alike, proposal: Proposal) -> ScanResult:
    samples = look.samples - len(alike.exact)
    files = [Copy(file=file, of=of) for file, of in sorted(look.copies.items())]
    refused = [head for head in look.heads if head.health.verdict != "fine"]
    paths = [head.file.path for head in look.heads]
    parts = [part for head in look.fine for part in head.health.parts]
    return ScanResult(
        folder=folder,
        modality=look.modality.name,
        samples=samples,
        files=len(look.heads),
        refused=tuple(Refused(file=head.file.path, reason=head.health.reason) for head in refused),
        copies=(*files, *_named(alike.exact, look.titles)),
        near_copies=_named(alike.near, look.titles),
        notes=tuple(Note(file=h.file.path, text=h.health.note) for h in look.fine if h.health.note),
        cache_bytes=room.bytes_needed(samples, look.layout),
        least_bytes=room.bytes_needed(samples, room.smallest(look.modality, parts)),
        picture_size=look.layout.shape[-2] if len(look.layout.shape) > 1 else look.layout.shape[0],
        sub_folders=tuple(sorted({path.split("/")[0] for path in paths if "/" in path})),
        reading=look.reading,
        reason=proposal.reason,
        in_all=look.modality.in_all(parts),
        choices=proposal.choices,
    )


def _named(pairs: Sequence[tuple[int, int]], titles: Sequence[str]) -> tuple[Copy, ...]:
    return tuple(Copy(file=titles[copy], of=titles[first]) for copy, first in pairs[: copies.MOST_LISTED])
