"""Models made of labels, and what they are worth."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from workbench.cli.output import Output
from workbench.cli.program import Device, Json, ModalityName, ModelName, ProjectFolder, RunName, Seed, app
from workbench.jobs import WordsError

if TYPE_CHECKING:
    from workbench.operations.answer import TeachResult
    from workbench.operations.evaluate import TextEvaluateResult
    from workbench.operations.write_down import WriteDownResult

_MODES = (
    "auto", "probe", "full", "scratch", "classic", "combined", "answer", "transcribe", "translate",
)  # fmt: skip


@app.command("fine-tune")
def fine_tune(
    project: ProjectFolder,
    run: RunName = "",
    mode: Annotated[str, typer.Option(help=f"{', '.join(_MODES[:-1])} or {_MODES[-1]}.")] = "auto",
    minutes: Annotated[
        float | None, typer.Option(help="Time budget; at most 3 minutes on a CPU if left out.", min=0.01)
    ] = None,
    pairs: Annotated[
        Path | None, typer.Option(help="With --mode answer: a CSV with the columns prompt and answer.")
    ] = None,
    seed: Seed = 0,
    device: Device = "auto",
    json: Json = False,
) -> None:
    """Train a model on all labels.

    Of sounds whose labels are texts it learns to write them: --mode transcribe in the language that is heard,
    translate in another, auto by what is best. With --mode answer, a network that writes on learns to answer.
    """
    from workbench.operations import answer, write_down
    from workbench.operations import fine_tune as operation

    output = Output(as_json=json)
    output.call(lambda: _one_of("mode", mode, _MODES))
    if mode == answer.MODE:
        teach = answer.Teach(project=project, run=run, pairs=pairs, minutes=minutes, seed=seed, device=device)
        _tell_taught(output, cast(answer.TeachResult, output.run(answer.job(teach))))
        return
    output.call(lambda: _no_pairs(pairs))
    if mode in write_down.MODES or (mode == "auto" and output.call(lambda: write_down.suits(project))):
        writing = write_down.WriteDown(
            project=project, run=run, mode=cast(Any, mode), minutes=minutes, seed=seed, device=device
        )
        _tell_written(output, cast(write_down.WriteDownResult, output.run(write_down.job(writing))))
        return
    arguments = operation.FineTune(
        project=project, run=run, mode=cast(Any, mode), minutes=minutes, seed=seed, device=device
    )
    result = cast(operation.FineTuneResult, output.run(operation.job(arguments)))
    beside = [
        f"  {row.kind}: {row.balanced_accuracy:.3f}"
        for row in result.beside
        if row.balanced_accuracy is not None
    ]
    lines = [f"{result.model} ({result.mode}), {result.labels:,} labels. {result.scores.sentence}"]
    lines += [result.sentence, *(["The same labels without pretraining:", *beside] if beside else [])]
    output.finish(result, "\n".join(lines))


def _tell_taught(output: Output, result: TeachResult) -> None:
    from workbench.operations.answer import LIMITS

    head = f"{result.model} ({result.mode}), {result.labels:,} questions and answers."
    output.finish(result, f"{head} {result.sentence}\n{LIMITS}")


def _tell_written(output: Output, result: WriteDownResult) -> None:
    lines = [f"{result.model} ({result.mode}), {result.labels:,} sounds with a text. {result.sentence}"]
    lines += [
        f"  {way.title}{f', {way.detail}' if way.detail else ''}: chrF {way.chrf.value:.3f}, word for word"
        f" {way.exact.value:.3f}, CER {way.cer.value:.3f}, WER {way.wer.value:.3f}"
        f"{' <- the model' if way.chosen else ''}"
        for way in result.ways
    ]
    output.finish(result, "\n".join([*lines, result.limits]))


def _no_pairs(pairs: Path | None) -> None:
    if pairs is not None:
        raise WordsError(
            "A table of questions and answers needs --mode answer.",
            "The other modes learn classes.",
            "Add --mode answer, or leave --pairs out.",
        )


@app.command()
def compare(
    project: ProjectFolder,
    run: RunName = "",
    minutes: Annotated[
        float | None, typer.Option(help="Time budget; at most 3 minutes on a CPU if left out.", min=0.01)
    ] = None,
    seeds: Annotated[int, typer.Option(help="How often the labels are dealt anew.", min=1)] = 3,
    device: Device = "auto",
    json: Json = False,
) -> None:
    """The proof: the same labels with and without pretraining."""
    from workbench.operations import compare as operation

    output = Output(as_json=json)
    arguments = operation.Compare(project=project, run=run, minutes=minutes, seeds=seeds, device=device)
    result = cast(operation.CompareResult, output.run(operation.job(arguments)))
    lines = [
        f"  {row.kind}: {row.balanced_accuracy:.3f}"
        for row in result.rows
        if row.balanced_accuracy is not None
    ]
    output.finish(result, "\n".join([result.verdict, *lines]))


@app.command()
def predict(
    source: Annotated[Path, typer.Argument(help="A project or a model folder.")],
    folder: Annotated[Path, typer.Argument(help="The folder of new files, or one file of texts.")],
    out: Annotated[
        Path, typer.Option(help="A CSV: file, label, confidence, problem, p:CLASS; or file, text.")
    ],
    model: ModelName = "",
    parts: Annotated[
        bool | None,
        typer.Option(
            "--parts/--no-parts",
            help="One row a page, paragraph, row of a table or clip; the default where one file is given.",
            show_default=False,
        ),
    ] = None,
    device: Device = "auto",
    json: Json = False,
) -> None:
    """Use a model on a folder: one row a file."""
    from workbench.operations import predict as operation

    output = Output(as_json=json)
    arguments = operation.Predict(
        source=source,
        folder=folder,
        out=out,
        model=model,
        parts=folder.is_file() if parts is None else parts,
        device=device,
    )
    result = cast(operation.PredictResult, output.run(operation.job(arguments)))
    output.finish(
        {"rows": result.rows, "problems": result.problems, "out": result.out, "counts": dict(result.counts)},
        f"{result.rows:,} rows, {result.problems:,} with a problem, are in {out}.",
    )


@app.command()
def evaluate(
    source: Annotated[Path, typer.Argument(help="A project or a model folder.")],
    truth: Annotated[
        Path, typer.Option(help="A CSV with the columns file (or, of one table, row) and label, or text.")
    ],
    data: Annotated[Path, typer.Option(help="The folder of the files, or one file of texts.")],
    model: ModelName = "",
    device: Device = "auto",
    json: Json = False,
) -> None:
    """Score a model on files whose truth is known."""
    from workbench.operations import evaluate as operation

    output = Output(as_json=json)
    arguments = operation.Evaluate(source=source, truth=truth, data=data, model=model, device=device)
    found = output.run(operation.job(arguments))
    if isinstance(found, operation.TextEvaluateResult):
        _tell_text_scores(output, found)
        return
    result = cast(operation.EvaluateResult, found)
    lines = [
        f"Balanced accuracy {result.balanced_accuracy:.3f} ({result.low:.3f} to {result.high:.3f}).",
        f"Accuracy {result.accuracy:.3f}, on {result.num:,} files.",
        *(f"  {c.name}: {c.recall:.3f} of {c.num:,}" for c in result.per_class),
    ]
    output.finish(result, "\n".join(lines))


def _tell_text_scores(output: Output, result: TextEvaluateResult) -> None:
    lines = [
        f"{result.exact:.3f} of {result.num:,} answers are word for word what was wanted.",
        f"Wrong letters (CER) {result.cer:.3f}, wrong words (WER) {result.wer:.3f}, chrF {result.chrf:.3f}.",
    ]
    output.finish(result, "\n".join(lines))


@app.command()
def report(
    project: ProjectFolder,
    out: Annotated[Path, typer.Option(help="An HTML file.")],
    json: Json = False,
) -> None:
    """Write what was done and what it is worth, in plain words."""
    from workbench.operations import report as operation

    output = Output(as_json=json)
    result = output.run(operation.job(operation.Report(project=project, out=out)))
    output.finish(result, f"The report is {out}.")


@app.command()
def demo(
    folder: Annotated[
        Path | None, typer.Argument(help="Where to work; ./workbench-demo if left out.")
    ] = None,
    modality: ModalityName = "image",
    minutes: Annotated[float, typer.Option(help="Time for pretraining.", min=0.05)] = 2.0,
    json: Json = False,
) -> None:
    """The whole journey on a bundled sample, end to end, with a report; needs no display."""
    from rich.console import Console
    from rich.table import Table

    from workbench.operations import demo as operation

    output = Output(as_json=json)
    place = folder or Path("workbench-demo")
    arguments = operation.Demo(folder=place, modality=modality, minutes=minutes)
    result = cast(operation.DemoResult, output.run(operation.job(arguments)))
    if not json:
        table = Table(title=result.title, caption=result.sentence)
        for name in ("what", "balanced accuracy", "95 % interval", "measured on"):
            table.add_column(name)
        for row in result.rows:
            interval = "" if row.low is None else f"{row.low:.3f} to {row.high:.3f}"
            score = "-" if row.balanced_accuracy is None else f"{row.balanced_accuracy:.3f}"
            table.add_row(row.what, score, interval, row.measured_on)
        Console().print(table)
    output.finish(result, f"The report is {result.report}.\nOpen the project: workbench {result.project}")


def _one_of(name: str, word: str, words: tuple[str, ...]) -> None:
    if word not in words:
        raise WordsError(
            f"The {name} cannot be {word!r}.", f"It is one of: {', '.join(words)}.", "Choose one."
        )
