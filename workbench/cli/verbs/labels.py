"""What to label, and labels from a table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from workbench.cli.output import Output
from workbench.cli.program import Json, ProjectFolder, RunName, app


@app.command()
def suggest(
    project: ProjectFolder,
    count: Annotated[int, typer.Option(help="How many.", min=1)],
    run: RunName = "",
    out: Annotated[Path | None, typer.Option(help="A CSV with the column file.")] = None,
    json: Json = False,
) -> None:
    """Say what to label next, best first."""
    from workbench.operations import suggest as operation

    output = Output(as_json=json)
    arguments = operation.Suggest(project=project, run=run, count=count, out=out)
    result = cast(operation.SuggestResult, output.run(operation.job(arguments)))
    output.finish(result, "\n".join(result.files))


@app.command()
def label(
    project: ProjectFolder,
    table: Annotated[
        Path, typer.Option("--from", help="A CSV with the columns file (or, of one table, row) and label.")
    ],
    check: Annotated[
        bool, typer.Option("--check", help="These labels only score; they are never trained on.")
    ] = False,
    json: Json = False,
) -> None:
    """Take labels from a table."""
    from workbench.operations import label_file as operation

    output = Output(as_json=json)
    arguments = operation.LabelFile(project=project, table=table, check=check)
    result = cast(operation.LabelFileResult, output.run(operation.job(arguments)))
    output.finish(result, result.sentence)
