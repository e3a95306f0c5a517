"""The program that all verbs register at, and the options that several share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="workbench",
    help="Learn from unlabelled data, label a few samples, fine-tune, and use the model; all offline.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

ProjectFolder = Annotated[Path, typer.Argument(help="The project's folder.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line on standard output.")]
ModalityName = Annotated[str, typer.Option("--modality", help="The kind of data, such as image.")]
RunName = Annotated[str, typer.Option("--run", help="A run in runs/; if left out, the latest.")]
ModelName = Annotated[str, typer.Option("--model", help="A model in models/; the latest if left out.")]
Device = Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")]
Seed = Annotated[int, typer.Option(help="The same seed gives the same result on a CPU.", min=0)]
