"""Labels from a table (CSV), or from the names of sub-folders when the person says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.jobs import CancelToken, Event, Finished, Job, PhaseStarted, UserError
from workbench.operations.named_samples import NamedSamples
from workbench.operations.table_lines import table_lines
from workbench.project import Edit, Label, Project, SetLabels, SetRoles, Several

_PARTS = ("row", "line", "paragraph", "sentence")
"""Columns that hold the numbers of parts, where there is no column of files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelFile:
    """Take labels from a table with the columns file and label, or file and text.

    What `file` may say is in `NamedSamples`; of a project of one table, a column `row` does instead.
    """

    project: Path
    table: Path
    check: bool = False
    """These labels are the check set: they score and calibrate, and are never trained on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelFolders:
    """Take the name of each sample's sub-folder as its label."""

    project: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelFileResult:
    """What was taken, and what was not."""

    labelled: int
    unknown: tuple[str, ...]
    """Files the project does not know, or that cannot be learnt from."""
    duplicates: tuple[str, ...]
    """Files named more than once; the last line counts."""
    empty: int
    """Lines without a label."""
    sentence: str


def job(arguments: LabelFile | LabelFolders) -> Job:
    """The job that does it."""
    return Job(operation=__name__, arguments=arguments, title="Take labels", resource="disk")


def run(arguments: LabelFile | LabelFolders, token: CancelToken) -> Iterator[Event]:
    """Read, match and set the labels in one edit, which can be undone."""
    yield PhaseStarted(phase="Taking labels")
    with Project(arguments.project, write=True) as project:
        if isinstance(arguments, LabelFolders):
            yield Finished(result=label_by_folders(project))
        else:
            rows, duplicates, kind = read_table(arguments.table)
            yield Finished(result=_label(project, rows, duplicates, kind, arguments.check))


def label_by_folders(project: Project) -> LabelFileResult:
    """The innermost sub-folder's name labels what can be learnt from; files at the top get none."""
    labels = tuple(
        (sample.id, Label(value=(sample.file.split("/")[-2],), source="folder"))
        for sample in project.samples.usable(("pool", "check", "reserve"))
        if "/" in sample.file
    )
    if not labels:
        raise UserError(
            "No label was taken.", "The files are in no sub-folders.", "Label in step 3, or from a table."
        )
    project.apply(SetLabels(labels=labels), f"Label {len(labels):,} by sub-folder")
    return LabelFileResult(
        labelled=len(labels),
        unknown=(),
        duplicates=(),
        empty=0,
        sentence=f"{len(labels):,} samples were labelled by their sub-folders.",
    )


def read_table(path: Path) -> tuple[dict[str, str], tuple[str, ...], str]:
    """File -> label of a CSV, the files named twice, and "class" or "text".

    Understands a byte-order mark, commas, semicolons and tabs, and any line ends. Without a column of files,
    one of numbers names parts of the only file there is: "row 17".
    """
    lines = table_lines(path, "labels")
    header = [name.strip().lower() for name in lines[0]] if lines else []
    column = next((name for name in ("label", "class", "text") if name in header), None)
    named = next((name for name in ("file", *_PARTS) if name in header), None)
    if named is None or column is None:
        found = ", ".join(header) or "nothing"
        raise UserError(
            f"{path.name} is not a table of labels.",
            f"Its first line must name the columns file and label (or file and text); it names {found}.",
            "Add that line, and try again. Of a project of one table, row and label will do.",
        )
    at, value = header.index(named), header.index(column)
    rows: dict[str, str] = {}
    duplicates: list[str] = []
    for line in lines[1:]:
        if len(line) <= at or not line[at].strip():
            continue
        file = line[at].strip().replace("\\", "/").removeprefix("./")
        file = f"{named} {file}" if named in _PARTS and file.isdigit() else file
        if file in rows:
            duplicates.append(file)
        rows[file] = line[value].strip() if len(line) > value else ""
    return rows, tuple(dict.fromkeys(duplicates)), "text" if column == "text" else "class"


def _label(
    project: Project, rows: dict[str, str], duplicates: tuple[str, ...], kind: str, check: bool
) -> LabelFileResult:
    labels: dict[int, Label] = {}
    unknown: list[str] = []
    empty = 0
    known = NamedSamples(project)
    for file, value in rows.items():
        samples = known.find(file)
        if not samples:
            unknown.append(file)
        elif not (label := parsed(value, kind)):
            empty += 1
        else:
            labels |= {sample.id: label for sample in samples}
    if not labels:
        raise UserError(
            "No label was taken.",
            f"None of the {len(rows):,} files in the table is a sample of this project"
            + (f", for example {unknown[0]}." if unknown else " with a label."),
            "File names must be as in the data folder, with sub-folders: animals/frog.jpg."
            " Parts of files are named as in predictions: notes.csv (row 17).",
        )
    edits: tuple[Edit, ...] = (SetLabels(labels=tuple(labels.items())),)
    if check:
        edits = (SetRoles(roles=tuple((sample, "check") for sample in labels)), *edits)
    project.apply(Several(edits=edits), f"Label {len(labels):,} from a table")
    return LabelFileResult(
        labelled=len(labels),
        unknown=tuple(unknown),
        duplicates=duplicates,
        empty=empty,
        sentence=_sentence(len(labels), unknown, duplicates, empty),
    )


def parsed(value: str, kind: str) -> Label | None:
    """A cell as a label; several classes are joined by "|", and an empty cell is none."""
    if kind == "text":
        return Label(value=(value,), kind="text", source="file") if value else None
    names = tuple(dict.fromkeys(name.strip() for name in value.split("|") if name.strip()))
    if not names:
        return None
    return Label(value=names, kind="classes" if len(names) > 1 else "class", source="file")


def _sentence(labelled: int, unknown: list[str], duplicates: tuple[str, ...], empty: int) -> str:
    words = [f"{labelled:,} samples were labelled."]
    if unknown:
        words.append(f"{len(unknown):,} files are not in this project, for example {unknown[0]}.")
    if duplicates:
        words.append(f"{len(duplicates):,} files were named more than once; the last line counts.")
    if empty:
        words.append(f"{empty:,} lines had no label.")
    return " ".join(words)
