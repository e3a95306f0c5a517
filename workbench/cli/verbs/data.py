"""What is in a folder, and projects made of it."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from workbench.cli.output import Output, plain
from workbench.cli.program import Json, ModalityName, ProjectFolder, app

Unit = Annotated[
    str,
    typer.Option(
        "--unit",
        help="Of texts, what one sample is: document, paragraph, sentence or row; proposed if left out.",
    ),
]
Column = Annotated[
    str,
    typer.Option("--column", help="Of a table of texts: the column that holds them; proposed if left out."),
]
Seconds = Annotated[
    float | None,
    typer.Option(
        "--seconds",
        help="Of sounds and videos: how long the clips are that longer files are cut into, 0 for whole files;"
        " proposed if left out.",
        min=0.0,
        max=60.0,
    ),
]
Rate = Annotated[
    float | None,
    typer.Option(
        "--rate",
        help="Of videos: how many frames of each second are looked at; proposed if left out.",
        min=0.1,
        max=30.0,
    ),
]
_SHOWN = 20
"""Copies and notes that people are told one by one."""


@app.command()
def scan(
    folder: Annotated[Path, typer.Argument(help="A folder of files, or one file of texts.")],
    modality: ModalityName = "",
    unit: Unit = "",
    column: Column = "",
    seconds: Seconds = None,
    rate: Rate = None,
    json: Json = False,
) -> None:
    """Say what is in a folder; nothing is written."""
    from workbench.engine.modalities import modalities
    from workbench.operations import scan as operation

    output = Output(as_json=json)
    arguments = operation.Scan(
        folder=folder, modality=modality, reading=_reading(unit, column, seconds, rate)
    )
    result = cast(operation.ScanResult, output.run(operation.job(arguments)))
    size = f" at {result.picture_size} px" if modalities.get(result.modality).sizes else ""
    lines = [
        f"{result.samples:,} samples in {_files(result.files)} ({result.modality}).",
        *([f"{result.reason} {_otherwise(result.reading)}"] if result.reason else []),
        f"The cache will need about {result.cache_bytes / 1e6:,.0f} MB{size}.",
        *(f"refused  {refused.file}: {refused.reason}" for refused in result.refused),
        *_told(result),
    ]
    read = plain(result.reading)
    words = {"unit": read.get("unit", ""), "column": read.get("column", "")}
    columns = list(result.choices.get("column", ()))
    output.finish({**plain(result), **words, "columns": columns}, "\n".join(lines))


@app.command()
def new(
    project: ProjectFolder,
    data: Annotated[Path, typer.Option(help="The folder of files, or one file of texts; it is only read.")],
    modality: ModalityName = "",
    unit: Unit = "",
    column: Column = "",
    seconds: Seconds = None,
    rate: Rate = None,
    reserve: Annotated[
        float, typer.Option(help="Percent of the samples to set aside from everything.", min=0, max=90)
    ] = 0.0,
    labels_from_folders: Annotated[
        bool, typer.Option("--labels-from-folders", help="Sub-folder names are the labels.")
    ] = False,
    labels_column: Annotated[
        str, typer.Option(help="Of a table: the column that says which class each row is.")
    ] = "",
    json: Json = False,
) -> None:
    """Make a project and import a folder."""
    from workbench.operations import import_folder as operation

    arguments = operation.NewProject(
        folder=project,
        data=data,
        modality=modality,
        labels_from_folders=labels_from_folders,
        labels_column=labels_column,
        reserve_percent=reserve,
        reading=_reading(unit, column, seconds, rate),
    )
    output = Output(as_json=json)
    result = cast(operation.ImportResult, output.run(operation.new_job(arguments)))
    output.finish(result, _imported(result))


@app.command()
def refresh(
    project: ProjectFolder,
    data: Annotated[
        Path | None, typer.Option(help="Where the folder or file is now, when it was moved.")
    ] = None,
    reduced: Annotated[list[str] | None, typer.Option(help="A too large file to read reduced.")] = None,
    json: Json = False,
) -> None:
    """Find new, changed, missing and moved files; labels are kept."""
    from workbench.operations import import_folder as operation

    arguments = operation.ImportFolder(project=project, data=data, reduced=tuple(reduced or ()))
    output = Output(as_json=json)
    result = cast(operation.ImportResult, output.run(operation.job(arguments)))
    output.finish(result, _imported(result))


@app.command()
def info(project: ProjectFolder, json: Json = False) -> None:
    """Say what a project holds; works while it is being written to."""
    from workbench.operations.info import Info
    from workbench.operations.info import info as read

    output = Output(as_json=json)
    result = cast(Info, output.call(lambda: read(project)))
    classes = ", ".join(f"{name} {count:,}" for name, count in result.classes.items()) or "none"
    lines = [
        f"{result.name}: {result.samples:,} samples of {result.data} ({result.modality}).",
        f"{result.labels:,} labels, {result.check_labels:,} of them in the check set. Classes: {classes}.",
        *(f"run    {run.run}  {run.task}  {run.state}  {run.steps:,} steps" for run in result.runs),
        *(f"model  {m.model}  {m.mode}  {m.labels:,} labels  from {m.run or '-'}" for m in result.models),
    ]
    output.finish(result, "\n".join(lines))


@app.command()
def samples(
    folder: Annotated[Path, typer.Argument(help="Where to write the sample folders.")],
    modality: ModalityName = "",
    json: Json = False,
) -> None:
    """Write the bundled sample folders, with a labels.csv for each."""
    from workbench.operations.samples import write

    output = Output(as_json=json)
    written = cast(tuple[Path, ...], output.call(lambda: write(folder, modality)))
    output.finish({"folders": list(written)}, "\n".join(str(path) for path in written))


def _reading(
    unit: str, column: str, seconds: float | None, rate: float | None
) -> tuple[tuple[str, str], ...]:
    """What was chosen about cutting files into samples; a column alone means rows."""
    numbers = {"seconds": seconds, "rate": rate}
    chosen = {"unit": unit or ("row" if column else ""), "column": column}
    chosen |= {name: f"{number:g}" for name, number in numbers.items() if number is not None}
    return tuple((name, word) for name, word in chosen.items() if word)


def _otherwise(reading: Any) -> str:
    """How to cut the files otherwise: the options of the kind's settings."""
    names = " and ".join(f"--{field.name}" for field in dataclasses.fields(reading))
    return f"Choose otherwise with {names}."


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number:,} files"


def _imported(result: Any) -> str:
    refused = [f"refused  {refused.file}: {refused.reason}" for refused in result.refused]
    copies = f"{len(result.copies):,} exact copies; " if result.copies else ""
    head = (
        f"{result.samples:,} samples in {_files(result.files)}; {copies}{result.new:,} new,"
        f" {result.changed:,} changed, {result.moved:,} moved, {result.missing:,} missing."
    )
    return "\n".join([head, *refused, *_told(result)])


def _told(result: Any) -> list[str]:
    """Copies, near copies and notes, the first of each."""
    return [
        *_some([f"copy     {copy.file} of {copy.of}" for copy in result.copies]),
        *_some([f"near     {copy.file} is nearly {copy.of}" for copy in result.near_copies]),
        *_some([f"note     {note.file}: {note.text}" for note in result.notes]),
    ]


def _some(lines: list[str]) -> list[str]:
    more = len(lines) - _SHOWN
    return lines if more <= 0 else [*lines[:_SHOWN], f"         and {more:,} more"]
