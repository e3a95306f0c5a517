"""Using a model that writes down what it hears on files: the texts of a file's clips, joined in order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

from workbench.engine import device as devices
from workbench.engine.downstream.hearing import Said
from workbench.engine.downstream.scribe import Scribe
from workbench.jobs import CancelToken, Event, UserError
from workbench.operations import folder
from workbench.operations.answer_files import TextRow
from workbench.operations.parallel import Done
from workbench.operations.read_files import Read, read_all

_READING = "Writing down"


def texts(
    scribe: Scribe, data: Path, token: CancelToken, parts: bool = False, device: str = "auto"
) -> Iterator[Event]:
    """Read every file of a folder, or one file, and write it down; the last event is `Done[TextRow]`.

    One row a file, or with `parts` one row a clip. Raises `Stopped`.
    """
    modality = folder.named(scribe.modality)
    root, found = folder.files_of(data, modality, named=True)
    if not found:
        raise UserError(
            f"There is nothing to predict in {data}.",
            f"It holds no {modality.plural}.",
            "Choose another folder.",
        )
    place = devices.choose(device)
    groups: dict[str, list[tuple[str, Said | None]]] = {}
    for event in read_all(root, found, modality, scribe.layout, scribe.reading, token, phase=_READING):
        if not isinstance(event, Done):
            yield event
            continue
        for read, said in _said(scribe, event.results, token, place):
            name = f"{read.file} ({read.key})" if parts and read.key else read.file
            groups.setdefault(name, []).append((read.problem, said))
    yield Done(results=tuple(_row(name, group) for name, group in groups.items()))


def _said(
    scribe: Scribe, reads: tuple[Read, ...], token: CancelToken, place: torch.device
) -> Iterator[tuple[Read, Said | None]]:
    """Each part and what it says; None of an unreadable one."""
    rows = [read.row for read in reads if read.row is not None]
    said = iter(scribe.write_down(np.stack(rows), token, place) if rows else [])
    for read in reads:
        yield read, None if read.row is None else next(said)


def _row(name: str, group: list[tuple[str, Said | None]]) -> TextRow:
    """The texts in order; the confidence is the mean over those that say something."""
    known = [said for _, said in group if said is not None]
    problem = next((problem for problem, _ in group if problem), "")
    if not known:
        return TextRow(file=name, problem=problem, is_known=False)
    heard = [said for said in known if said.text]
    return TextRow(
        file=name,
        text=" ".join(said.text for said in heard),
        confidence=sum(said.confidence for said in heard) / max(1, len(heard)),
        problem=problem,
    )
