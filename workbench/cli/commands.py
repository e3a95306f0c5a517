"""The verbs. Each is one operation; torch is loaded when a verb runs, so that help comes at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, cast

import typer

from workbench.cli.output import Output
from workbench.jobs import WordsError

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
def tasks(modality: ModalityName = "image", json: Json = False) -> None:
    """List the pretext tasks, their settings and defaults."""
    from workbench.operations import folder
    from workbench.operations.tasks import TaskInfo, catalogue

    output = Output(as_json=json)
    found = cast(tuple[TaskInfo, ...], output.call(lambda: catalogue(folder.named(modality).name)))
    lines = []
    for task in found:
        lines += [f"{task.name}: {task.title}", f"  {task.summary}"]
        lines += [f"  --set {f.name}={f.default}  {f.info.label}. {f.info.help}" for f in task.fields]
    output.finish({"tasks": [_task(task) for task in found]}, "\n".join(lines))


@app.command()
def pretrain(
    project: ProjectFolder,
    task: Annotated[str, typer.Option(help="A pretext task; the recommended one if left out.")] = "",
    minutes: Annotated[float | None, typer.Option(help="Time budget, measuring included.", min=0.01)] = None,
    epochs: Annotated[int | None, typer.Option(help="Passes over the samples instead.", min=1)] = None,
    steps: Annotated[int | None, typer.Option(help="Steps instead.", min=1)] = None,
    device: Device = "auto",
    seed: Seed = 0,
    start: Annotated[str, typer.Option("--from", help="A run, or a weights file, to start from.")] = "",
    resume: Annotated[str, typer.Option(help="Go on with this run.")] = "",
    encoder: Annotated[str, typer.Option(help="An encoder, chosen by hand.")] = "",
    size: Annotated[int, typer.Option(help="Side of the pictures in pixels, chosen by hand.", min=0)] = 0,
    batch: Annotated[int, typer.Option(help="Samples a step, chosen by hand.", min=0)] = 0,
    set_: Annotated[list[str] | None, typer.Option("--set", help="name=value: a setting.")] = None,
    checkpoint_seconds: Annotated[float, typer.Option(hidden=True, min=0)] = 15.0,
    json: Json = False,
) -> None:
    """Learn from the unlabelled samples."""
    from workbench.operations import pretrain as operation

    output = Output(as_json=json)
    settings = cast(tuple[tuple[str, str], ...], output.call(lambda: tuple(_pairs(set_ or []))))
    arguments = operation.Pretrain(
        project=project,
        task=task,
        minutes=minutes,
        epochs=epochs,
        steps=steps,
        device=device,
        seed=seed,
        start=start,
        resume=resume,
        encoder=encoder,
        size=size,
        batch=batch,
        settings=settings,
        checkpoint_seconds=checkpoint_seconds,
    )
    result = cast(operation.PretrainResult, output.run(operation.job(arguments)))
    rate = f"{result.samples_per_second:,.0f} samples a second"
    output.finish(result, f"{result.run}: {result.steps:,} steps, {rate}. {result.sentence}")


@app.command()
def embed(
    project: ProjectFolder,
    out: Annotated[Path, typer.Option(help="An .npz file: embeddings (N, D) float32, and files.")],
    run: RunName = "",
    device: Device = "auto",
    json: Json = False,
) -> None:
    """Write every sample's embedding."""
    from workbench.operations import embed as operation

    output = Output(as_json=json)
    arguments = operation.Embed(project=project, run=run, device=device, out=out)
    result = cast(operation.EmbedResult, output.run(operation.job(arguments)))
    output.finish(result, f"{result.count:,} embeddings of {result.run} are in {out}.")


@app.command()
def clusters(
    project: ProjectFolder,
    out: Annotated[Path, typer.Option(help="A CSV: file, cluster, typicality.")],
    run: RunName = "",
    count: Annotated[int, typer.Option(help="How many groups; chosen by the number if left out.", min=0)] = 0,
    json: Json = False,
) -> None:
    """Group the samples that look alike, before any label."""
    from workbench.operations import clusters as operation

    output = Output(as_json=json)
    arguments = operation.Clusters(project=project, out=out, run=run, count=count)
    result = cast(operation.ClustersResult, output.run(operation.job(arguments)))
    output.finish(result, f"{result.samples:,} samples in {result.clusters:,} groups are in {out}.")


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
    table: Annotated[Path, typer.Option("--from", help="A CSV with the columns file and label.")],
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


@app.command("fine-tune")
def fine_tune(
    project: ProjectFolder,
    run: RunName = "",
    mode: Annotated[str, typer.Option(help="auto, probe, full, scratch, classic or combined.")] = "auto",
    minutes: Annotated[
        float | None, typer.Option(help="Time budget; at most 3 minutes on a CPU if left out.", min=0.01)
    ] = None,
    seed: Seed = 0,
    device: Device = "auto",
    json: Json = False,
) -> None:
    """Train a model on all labels."""
    from workbench.operations import fine_tune as operation

    output = Output(as_json=json)
    output.call(lambda: _one_of("mode", mode, ("auto", "probe", "full", "scratch", "classic", "combined")))
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
    folder: Annotated[Path, typer.Argument(help="The folder of new files.")],
    out: Annotated[Path, typer.Option(help="A CSV: file, label, confidence, problem, p:CLASS.")],
    model: ModelName = "",
    parts: Annotated[bool, typer.Option("--parts", help="One row a page or clip.")] = False,
    device: Device = "auto",
    json: Json = False,
) -> None:
    """Use a model on a folder: one row a file."""
    from workbench.operations import predict as operation

    output = Output(as_json=json)
    arguments = operation.Predict(
        source=source, folder=folder, out=out, model=model, parts=parts, device=device
    )
    result = cast(operation.PredictResult, output.run(operation.job(arguments)))
    output.finish(
        {"rows": result.rows, "problems": result.problems, "out": result.out, "counts": dict(result.counts)},
        f"{result.rows:,} rows, {result.problems:,} with a problem, are in {out}.",
    )


@app.command()
def evaluate(
    source: Annotated[Path, typer.Argument(help="A project or a model folder.")],
    truth: Annotated[Path, typer.Option(help="A CSV with the columns file and label.")],
    data: Annotated[Path, typer.Option(help="The folder of the files.")],
    model: ModelName = "",
    device: Device = "auto",
    json: Json = False,
) -> None:
    """Score a model on files whose truth is known."""
    from workbench.operations import evaluate as operation

    output = Output(as_json=json)
    arguments = operation.Evaluate(source=source, truth=truth, data=data, model=model, device=device)
    result = cast(operation.EvaluateResult, output.run(operation.job(arguments)))
    lines = [
        f"Balanced accuracy {result.balanced_accuracy:.3f} ({result.low:.3f} to {result.high:.3f}).",
        f"Accuracy {result.accuracy:.3f}, on {result.num:,} files.",
        *(f"  {c.name}: {c.recall:.3f} of {c.num:,}" for c in result.per_class),
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


def _imported(result: Any) -> str:
    refused = [f"refused  {refused.file}: {refused.reason}" for refused in result.refused]
    copies = f"{len(result.copies):,} exact copies; " if result.copies else ""
    head = (
        f"{result.samples:,} samples in {result.files:,} files; {copies}{result.new:,} new,"
        f" {result.changed:,} changed, {result.moved:,} moved, {result.missing:,} missing."
    )
    return "\n".join([head, *refused])


def _task(task: Any) -> dict[str, Any]:
    return {
        "name": task.name,
        "title": task.title,
        "summary": task.summary,
        "family": task.family,
        "settings": [
            {"name": f.name, "type": f.type.__name__, "default": f.default, "info": f.info}
            for f in task.fields
        ],
    }


def _pairs(words: list[str]) -> list[tuple[str, str]]:
    pairs = []
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise WordsError(f"{word!r} is not a setting.", "It has no '='.", "Write --set name=value.")
        pairs.append((name.strip(), value.strip()))
    return pairs


def _one_of(name: str, word: str, words: tuple[str, ...]) -> None:
    if word not in words:
        raise WordsError(
            f"The {name} cannot be {word!r}.", f"It is one of: {', '.join(words)}.", "Choose one."
        )
