"""What is in a folder, and projects made of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, cast

import typer

from workbench.cli.output import Output
from workbench.cli.program import Json, ModalityName, ProjectFolder, app


@app.command()
def scan(
    folder: Annotated[Path, typer.Argument(help="A folder of files.")],
    modality: ModalityName = "",
    json: Json = False,
) -> None:
    """Say what is in a folder; nothing is written."""
    from workbench.operations import scan as operation

    output = Output(as_json=json)
    result = cast(
        operation.ScanResult, output.run(operation.job(operation.Scan(folder=folder, modality=modality)))
    )
    lines = [
        f"{result.samples:,} samples in {result.files:,} files ({result.modality}).",
        f"The cache will need about {result.cache_bytes / 1e6:,.0f} MB at {result.picture_size} px.",
        *(f"refused  {refused.file}: {refused.reason}" for refused in result.refused),
        *(f"copy     {copy.file} of {copy.of}" for copy in result.copies),
    ]
    output.finish(result, "\n".join(lines))


@app.command()
def new(
    project: ProjectFolder,
    data: Annotated[Path, typer.Option(help="The folder of files; it is only read.")],
    modality: ModalityName = "",
    reserve: Annotated[
        float, typer.Option(help="Percent of the samples to set aside from everything.", min=0, max=90)
    ] = 0.0,
    labels_from_folders: Annotated[
        bool, typer.Option("--labels-from-folders", help="Sub-folder names are the labels.")
    ] = False,
    json: Json = False,
) -> None:
    """Make a project and import a folder."""
    from workbench.operations import import_folder as operation

    arguments = operation.NewProject(
        folder=project,
        data=data,
        modality=modality,
        labels_from_folders=labels_from_folders,
        reserve_percent=reserve,
    )
    output = Output(as_json=json)
    result = cast(operation.ImportResult, output.run(operation.new_job(arguments)))
    output.finish(result, _imported(result))


@app.command()
def refresh(
    project: ProjectFolder,
    data: Annotated[Path | None, typer.Option(help="Where the folder is now, when it was moved.")] = None,
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


def _imported(result: Any) -> str:
    refused = [f"refused  {refused.file}: {refused.reason}" for refused in result.refused]
    copies = f"{len(result.copies):,} exact copies; " if result.copies else ""
    head = (
        f"{result.samples:,} samples in {result.files:,} files; {copies}{result.new:,} new,"
        f" {result.changed:,} changed, {result.moved:,} moved, {result.missing:,} missing."
    )
    return "\n".join([head, *refused])
