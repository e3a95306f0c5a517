"""Texts that a network writes: it goes on from a beginning, learns to answer, and answers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from workbench.cli.output import Output
from workbench.cli.program import Device, Json, ModelName, ProjectFolder, RunName, Seed, app

Temperature = Annotated[
    float, typer.Option(help="0: always the likeliest word; 1: as it believes; 2: the boldest.")
]


@app.command()
def write(
    project: ProjectFolder,
    text: Annotated[str, typer.Option(help="The beginning; empty: it begins by itself.")] = "",
    run: RunName = "",
    words: Annotated[int, typer.Option(help="The most words to write.")] = 60,
    temperature: Temperature = 0.8,
    seed: Seed = 0,
    device: Device = "auto",
    json: Json = False,
) -> None:
    """Write on: continue a text with a network that has learnt to say the next word."""
    from workbench.operations import write_on as operation

    output = Output(as_json=json)
    arguments = operation.WriteOn(
        project=project, text=text, run=run, words=words, temperature=temperature, seed=seed, device=device
    )
    result = cast(operation.WriteOnResult, output.run(operation.job(arguments)))
    output.finish(result, f"{result.text}{result.written}\n\n{result.sentence}".rstrip())


@app.command()
def ask(
    source: Annotated[Path, typer.Argument(help="A project or a model folder.")],
    text: Annotated[str, typer.Option(help="The question.")],
    model: ModelName = "",
    words: Annotated[
        int | None, typer.Option(help="The most words; as its longest taught answer if left out.")
    ] = None,
    temperature: Temperature = 0.0,
    seed: Seed = 0,
    device: Device = "auto",
    json: Json = False,
) -> None:
    """Ask a model that was taught to answer (fine-tune --mode answer)."""
    from workbench.operations import answer as operation

    output = Output(as_json=json)
    arguments = operation.Ask(
        source=source, text=text, model=model, words=words, temperature=temperature, seed=seed, device=device
    )
    result = cast(operation.AskResult, output.run(operation.job(arguments)))
    lines = [
        result.answer,
        "",
        f"{round(100 * result.confidence)} % sure of its words. {result.note}".rstrip(),
    ]
    if result.nearest:
        lines.append("The nearest questions it was taught:")
        lines += [f"  {near.similarity:.2f}  {near.question}  ->  {near.answer}" for near in result.nearest]
    output.finish(result, "\n".join(lines))
