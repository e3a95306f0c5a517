"""Using a model that answers in words on files: each file is asked, and its answer written down."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from workbench.engine import device as devices
from workbench.engine.downstream.text_scores import TextScores, score
from workbench.engine.downstream.writer import Writer
from workbench.engine.downstream.writing import Grown
from workbench.jobs import Advanced, CancelToken, Event, PhaseStarted, UserError
from workbench.operations import folder
from workbench.operations.parallel import Done
from workbench.operations.read_files import Read, read_all

_ANSWER = "Answering"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """One line of the table; an unreadable file has no text and a problem."""

    file: str
    text: str = ""
    confidence: float = 0.0
    """The mean chance of the answer's tokens, in [0, 1]."""
    problem: str = ""
    is_known: bool = True
    beginning: str = ""
    """Of the text that was asked about."""


def answers(
    writer: Writer, root: Path, token: CancelToken, parts: bool = False, device: str = "auto"
) -> Iterator[Event]:
    """Read every file of a folder and ask the model; the last event is `Done[TextRow]`. Raises `Stopped`.

    One row a file, the answers to its parts below one another; or with `parts` one row a part.
    """
    modality = folder.named(writer.modality)
    data = root
    root, found = folder.files_of(data, modality, named=True)
    if not found:
        raise UserError(
            f"There is nothing to predict in {data}.",
            f"It holds no {modality.plural}.",
            "Choose another folder.",
        )
    reads: list[Read] = []
    for event in read_all(root, found, modality, writer.layout, writer.reading, token, phase="Reading"):
        if isinstance(event, Done):
            reads.extend(map(_trimmed, event.results))
        else:
            yield event
    writer.encoder.to(devices.choose(device))
    yield PhaseStarted(phase=_ANSWER, total=len(reads), unit=modality.plural)
    groups: dict[str, list[tuple[Read, Grown | None]]] = {}
    for done, read in enumerate(reads, 1):
        token.wait_while_paused()
        token.raise_if_stopping()
        name = f"{read.file} ({read.key})" if parts and read.key else read.file
        groups.setdefault(name, []).append((read, None if read.row is None else _asked(writer, read)))
        yield Advanced(phase=_ANSWER, done=done, total=len(reads), unit=modality.plural)
    yield Done(results=tuple(_row(name, group) for name, group in groups.items()))


def write_table(path: Path, rows: list[TextRow]) -> None:
    """file,text,confidence,problem in UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["file", "text", "confidence", "problem"])
        for row in rows:
            confidence = f"{row.confidence:.6f}" if row.is_known else ""
            table.writerow([row.file, row.text, confidence, row.problem])


def scored(truth: dict[str, str], rows: dict[str, TextRow]) -> tuple[TextScores, tuple[str, ...]]:
    """How near the answers come to the texts of the table, and its files that are not there or unreadable.

    Those count as nothing answered.
    """
    files = sorted(truth)
    missing = tuple(file for file in files if file not in rows or not rows[file].is_known)
    said = [rows[file].text if file in rows else "" for file in files]
    return score([truth[file] for file in files], said), missing


def _trimmed(read: Read) -> Read:
    """The same without the empty end of its row: there may be a great many."""
    if read.row is None:
        return read
    return replace(read, row=np.frombuffer(read.row.tobytes().rstrip(b"\0"), np.uint8))


def _asked(writer: Writer, read: Read) -> Grown:
    assert read.row is not None
    return writer.whole_answer(read.row.tobytes().decode("utf-8", "ignore"))


def _row(name: str, group: list[tuple[Read, Grown | None]]) -> TextRow:
    known = [grown for _, grown in group if grown is not None]
    problem = next((read.problem for read, _ in group if read.problem), "")
    if not known:
        return TextRow(file=name, problem=problem, is_known=False)
    return TextRow(
        file=name,
        text="\n".join(grown.text for grown in known),
        confidence=sum(grown.probability for grown in known) / len(known),
        problem=problem,
        beginning=group[0][0].beginning,
    )
