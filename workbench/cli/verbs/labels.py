"""What to label, and labels from a table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from workbench.cli.output import Output
from workbench.cli.program import Json, ProjectFolder, RunName, app
from workbench.jobs import WordsError


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
        Path | None,
        typer.Option("--from", help="A CSV with the columns file (or, of one table, row) and label."),
    ] = None,
    column: Annotated[
        str, typer.Option(help="Instead: the column of the project's own tables that says the class.")
    ] = "",
    folders: Annotated[
        bool, typer.Option("--from-folders", help="Instead: the name of each file's sub-folder is its label.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="These labels only score; they are never trained on.")
    ] = False,
    json: Json = False,
) -> None:
    """Take labels from a table, from a column of the project's own tables, or from sub-folders."""
    from workbench.operations import label_column, label_file

    output = Output(as_json=json)
    if sum((table is not None, bool(column), folders)) != 1 or (check and table is None):
        output.call(_one_of_them)
    if table is not None:
        job = label_file.job(label_file.LabelFile(project=project, table=table, check=check))
    elif column:
        job = label_column.job(label_column.LabelColumn(project=project, column=column))
    else:
        job = label_file.job(label_file.LabelFolders(project=project))
    result = cast(label_file.LabelFileResult, output.run(job))
    output.finish(result, result.sentence)


def _one_of_them() -> None:
    raise WordsError(
        "Where are the labels?",
        "They come from a table (--from), which may be the check set (--check), from a column (--column), or"
        " from the names of sub-folders (--from-folders).",
        "Give one of the three.",
    )
