"""Questions and answers from a table (CSV), and from a project's own texts whose labels are texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.engine.downstream.retrieval import Pair
from workbench.engine.modalities import UnreadableError
from workbench.jobs import UserError
from workbench.operations import folder, reading
from workbench.operations.table_lines import table_lines
from workbench.project import Project, Sample

_ASKED = ("instruction", "prompt", "question", "input")
_ANSWERED = ("answer", "response", "output", "completion", "reply")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """What there is to learn answers from. `check`: only scores, and is never learnt from."""

    pairs: tuple[Pair, ...]
    check: tuple[Pair, ...] = ()
    empty: int = 0
    """Lines without a question or without an answer."""


def read_table(path: Path) -> Pairs:
    """The pairs of a CSV; raises `UserError` where it has none.

    Understands the columns prompt, question, instruction and input, then answer, response, output,
    completion and reply; most encodings; commas, semicolons, tabs and any line ends. An instruction
    with an input beside it is asked with it.
    """
    lines = table_lines(path, "questions and answers", guesses_encoding=True)
    asked, answered = _columns(path, [name.strip().lower() for name in lines[0]] if lines else [])
    found = [
        Pair(prompt="\n".join(filter(None, (_cell(line, at) for at in asked))), answer=_cell(line, answered))
        for line in lines[1:]
        if any(cell.strip() for cell in line)
    ]
    pairs = tuple(dict.fromkeys(pair for pair in found if pair.prompt and pair.answer))
    if not pairs:
        raise UserError(
            f"{path.name} holds no questions and answers.",
            "Below its first line there is none with both.",
            "Write one question and its answer on each line.",
        )
    return Pairs(pairs=pairs, empty=sum(not (pair.prompt and pair.answer) for pair in found))


def of_project(project: Project) -> Pairs:
    """The project's own samples whose labels are texts: the sample is asked, the label answered.

    Empty where the samples are no texts.
    """
    labels = {sample: label for sample, label in project.labels.all().items() if label.kind == "text"}
    samples = [s for s in project.samples.usable(("pool", "check")) if s.id in labels]
    found = {
        role: tuple(
            Pair(prompt=text.strip(), answer=labels[sample.id].name.strip())
            for sample, text in _texts(project, [s for s in samples if s.role == role])
            if text.strip() and labels[sample.id].name.strip()
        )
        for role in ("pool", "check")
    }
    return Pairs(pairs=found["pool"], check=found["check"])


def _texts(project: Project, samples: Sequence[Sample]) -> list[tuple[Sample, str]]:
    """Each sample as it is, where that is a text."""
    root, modality, cut = (
        project.description.data, folder.named(project.description.modality), reading.of(project)
    )  # fmt: skip
    found = []
    for sample in samples:
        try:
            content = modality.read(root / sample.file, sample.part, cut)
        except (UnreadableError, OSError):
            continue  # gone or damaged since it was imported
        if isinstance(content, str):
            found.append((sample, content))
    return found


def _columns(path: Path, header: Sequence[str]) -> tuple[list[int], int]:
    """Where the questions stand (an instruction may have an input beside it), and the answers."""
    answered = next((name for name in _ANSWERED if name in header), None)
    asked = [name for name in _ASKED if name in header]
    if not asked or answered is None:
        names = ", ".join(name for name in header if name) or "nothing"
        missing = (
            "prompt and answer" if not asked and answered is None else "prompt" if not asked else "answer"
        )
        raise UserError(
            f"{path.name} is not a table of questions and answers.",
            f"Its first line must name the columns prompt and answer; it names {names}.",
            f"Add {missing} to that line, and try again. Question and answer, input and output,"
            " instruction and response are understood too.",
        )
    names_used = asked if asked[0] == "instruction" else asked[:1]
    return [header.index(name) for name in names_used], header.index(answered)


def _cell(line: Sequence[str], at: int) -> str:
    return line[at].replace("\0", " ").strip() if len(line) > at else ""
