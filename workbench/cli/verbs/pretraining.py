"""Learning without labels, and what it can say before any label."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from workbench.cli.output import Output
from workbench.cli.program import Device, Json, ModalityName, ProjectFolder, RunName, Seed, app
from workbench.jobs import WordsError

Matters = Annotated[
    list[str] | None,
    typer.Option(
        "--matters", help="What views leave alone; `workbench tasks --modality M` lists what there is."
    ),
]


@app.command()
def tasks(modality: ModalityName = "image", json: Json = False) -> None:
    """List the pretext tasks, their settings and defaults."""
    from workbench.engine.contracts import Matter
    from workbench.operations import folder
    from workbench.operations.tasks import TaskInfo, catalogue
    from workbench.operations.tasks import matters as what_matters

    output = Output(as_json=json)
    found = cast(tuple[TaskInfo, ...], output.call(lambda: catalogue(folder.named(modality).name)))
    lines = []
    views = {task.view_strength: task.view_fields for task in found if task.view_fields}
    for task in found:
        lines += [f"{task.name}: {task.title}", f"  {task.summary}", *_options(task.own_fields)]
        lines += [f"  Its views are {task.view_strength}."] if task.view_fields else []
    for strength, fields in sorted(views.items(), reverse=True):
        lines += ["", f"Of {strength} views:", *_options(fields)]
    lines += [""]
    known = cast(tuple[Matter, ...], output.call(lambda: what_matters(folder.named(modality).name)))
    lines += [f"--matters {matter.name}  {matter.label}. {matter.help}" for matter in known]
    output.finish({"tasks": [_task(task) for task in found], "matters": known}, "\n".join(lines))


@app.command()
def pretrain(
    project: ProjectFolder,
    task: Annotated[str, typer.Option(help="A pretext task; the recommended one if left out.")] = "",
    minutes: Annotated[float | None, typer.Option(help="Time budget, measuring included.", min=0.01)] = None,
    epochs: Annotated[int | None, typer.Option(help="Passes over the samples instead.", min=1)] = None,
    steps: Annotated[int | None, typer.Option(help="Steps instead.", min=1)] = None,
    device: Device = "auto",
    seed: Seed = 0,
    start: Annotated[
        str, typer.Option("--from", help="A run or a weights file to go on from, or to imitate.")
    ] = "",
    resume: Annotated[str, typer.Option(help="Go on with this run.")] = "",
    encoder: Annotated[str, typer.Option(help="An encoder, chosen by hand.")] = "",
    size: Annotated[int, typer.Option(help="Side of the pictures in pixels, chosen by hand.", min=0)] = 0,
    batch: Annotated[int, typer.Option(help="Samples a step, chosen by hand.", min=0)] = 0,
    matters: Matters = None,
    learning_rate: Annotated[float, typer.Option(help="At its peak; 0: by the task and batch.", min=0)] = 0.0,
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
        matters=_apart(matters or []),
        learning_rate=learning_rate,
        settings=settings,
        checkpoint_seconds=checkpoint_seconds,
    )
    result = cast(operation.PretrainResult, output.run(operation.job(arguments)))
    rate = f"{result.samples_per_second:,.0f} samples a second"
    happened = "".join(f"{text}\n" for text in result.happened)
    output.finish(result, f"{happened}{result.run}: {result.steps:,} steps, {rate}. {result.sentence}")


@app.command()
def pilot(
    project: ProjectFolder,
    task: Annotated[list[str] | None, typer.Option("--task", help="A task to try; up to four times.")] = None,
    minutes: Annotated[float, typer.Option(help="For each task.", min=0.01)] = 1.0,
    planned_minutes: Annotated[float, typer.Option(help="How long the run will be.", min=0.01)] = 5.0,
    matters: Matters = None,
    device: Device = "auto",
    seed: Seed = 0,
    json: Json = False,
) -> None:
    """Try several pretext tasks for a minute each, and choose one."""
    from workbench.operations import pilot as operation

    output = Output(as_json=json)
    arguments = operation.Pilot(
        project=project,
        tasks=tuple(task or ()),
        minutes=minutes,
        planned_minutes=planned_minutes,
        matters=_apart(matters or []),
        device=device,
        seed=seed,
    )
    result = cast(operation.PilotResult, output.run(operation.job(arguments)))
    lines = [
        f"  {row.task}: {row.steps:,} {'step' if row.steps == 1 else 'steps'}"
        + (
            ""
            if row.score is None
            else f", a classifier on it {row.score:.3f} ({row.low:.3f} to {row.high:.3f})"
        )
        + f". {row.reason}"
        for row in result.rows
    ]
    output.finish(result, "\n".join([*lines, result.sentence]))


@app.command()
def runs(
    project: ProjectFolder,
    rename: Annotated[tuple[str, str] | None, typer.Option(help="RUN TITLE", metavar="RUN TITLE")] = None,
    tag: Annotated[
        tuple[str, str] | None, typer.Option(help="RUN and its tags, apart by commas", metavar="RUN TAGS")
    ] = None,
    delete: Annotated[str, typer.Option(help="A run; it can be brought back until --purge.")] = "",
    restore: Annotated[str, typer.Option(help="A deleted run.")] = "",
    purge: Annotated[bool, typer.Option("--purge", help="Remove deleted runs for good.")] = False,
    json: Json = False,
) -> None:
    """Name, tag, delete or bring back runs, and list them."""
    from workbench.operations import run_edits
    from workbench.project import Project

    output = Output(as_json=json)

    def changed() -> tuple[list[dict[str, Any]], list[str]]:
        with Project(project, write=bool(rename or tag or delete or restore or purge)) as opened:
            if rename:
                run_edits.rename(opened, *rename)
            if tag:
                run_edits.tag(opened, tag[0], tag[1].split(","))
            if delete:
                run_edits.delete(opened, delete)
            if restore:
                run_edits.restore(opened, restore)
            if purge:
                run_edits.purge(opened)
            return [_run(found) for found in opened.runs.all()], [r.name for r in run_edits.deleted(opened)]

    listed, deleted = cast(tuple[list[dict[str, Any]], list[str]], output.call(changed))
    lines = [
        f"{r['run']}  {r['title'] or '-'}  {r['task']}  {r['state']}  {r['steps']:,} steps" for r in listed
    ]
    output.finish(
        {"runs": listed, "deleted": deleted}, "\n".join([*lines, *(f"{r}  deleted" for r in deleted)])
    )


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


def _run(run: Any) -> dict[str, Any]:
    return {
        "run": run.name, "title": run.title, "tags": list(run.tags), "task": run.task,
        "state": run.state, "steps": run.steps, "verdict": run.verdict,
    }  # fmt: skip


def _options(fields: Iterable[Any]) -> list[str]:
    return [f"  --set {f.name}={f.default}  {f.info.label}. {f.info.help}" for f in fields]


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


def _apart(words: list[str]) -> tuple[str, ...]:
    """Said several times, or once with commas."""
    return tuple(part.strip() for word in words for part in word.split(",") if part.strip())


def _pairs(words: list[str]) -> list[tuple[str, str]]:
    pairs = []
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise WordsError(f"{word!r} is not a setting.", "It has no '='.", "Write --set name=value.")
        pairs.append((name.strip(), value.strip()))
    return pairs
