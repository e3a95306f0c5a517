"""What is in a folder, before anything is made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from workbench.engine import cache
from workbench.engine.modalities import Modality, Proposal
from workbench.jobs import CancelToken, Event, Finished, Job, UserError
from workbench.operations import folder, reading
from workbench.operations.folder import Copy, Done, Head, Refused
from workbench.operations.reconcile import reconcile


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """Look through a folder."""

    folder: Path
    modality: str = ""
    reading: tuple[tuple[str, str], ...] = ()
    """How files are cut into samples, where it was chosen by hand: (setting, value)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanResult:
    """What was found; `files` counts files of the modality, `samples` what can be learnt from."""

    folder: Path
    modality: str
    samples: int
    files: int
    refused: tuple[Refused, ...]
    copies: tuple[Copy, ...]
    cache_bytes: int
    """Disk that the decoded samples and their thumbnails will need, about."""
    picture_size: int
    sub_folders: tuple[str, ...]
    """First-level sub-folders, which may be classes."""
    reading: Any
    """How the files are cut into samples: a value of the modality's reading settings."""
    reason: str = ""
    """Why so, in one sentence; "" where there is no choice."""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Settings of it whose values depend on the files, such as the column of a table."""


_THUMBNAIL_BYTES = 4500


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
    root = arguments.folder
    found = folder.walk(root)
    modality = folder.detect(root, found, arguments.modality)
    files = folder.of_kind(found, modality)
    heads: tuple[Head, ...] = ()
    proposal = reading.propose(root, files, modality)
    cut = reading.chosen(proposal, dict(arguments.reading))
    for event in folder.heads(root, files, modality, cut, token):
        if isinstance(event, Done):
            heads = cast(tuple[Head, ...], event.results)
        else:
            yield event
    token.raise_if_stopping()
    if not heads:
        raise UserError(
            f"There is nothing to learn from in {root}.",
            f"It holds no {modality.plural}.",
            "Choose another folder.",
        )
    yield Finished(result=_result(root, modality, heads, proposal, cut))


def _result(
    root: Path, modality: Modality, heads: tuple[Head, ...], proposal: Proposal, cut: Any
) -> ScanResult:
    seen = reconcile((), {head.file.path: head for head in heads})
    parts = [
        part
        for head in heads
        if head.health.verdict == "fine" and head.file.path not in seen.copies
        for part in head.health.parts
    ]
    layout = modality.layout(parts)
    refused = (h for h in heads if h.health.verdict != "fine")
    return ScanResult(
        folder=root,
        modality=modality.name,
        samples=len(parts),
        files=len(heads),
        refused=tuple(Refused(file=h.file.path, reason=h.health.reason) for h in refused),
        copies=tuple(Copy(file=file, of=of) for file, of in sorted(seen.copies.items())),
        cache_bytes=cache.bytes_needed(len(parts), layout) + _THUMBNAIL_BYTES * len(parts),
        picture_size=layout.shape[0],
        sub_folders=tuple(sorted({h.file.path.split("/")[0] for h in heads if "/" in h.file.path})),
        reading=cut,
        reason=proposal.reason,
        choices=proposal.choices,
    )
