"""The whole journey by verbs, once, each with --json; and what each said."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.pictures import draw_many
from workbench.cli import app

NUM_PICTURES = 16
QUICK = ("--encoder", "small_residual", "--batch", "4", "--device", "cpu")


@dataclass(frozen=True, slots=True)
class Said:
    """What a verb wrote, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Standard output as one JSON object a line."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def last(self) -> dict[str, Any]:
        """The last of them."""
        return self.lines[-1]


def say(*words: object) -> Said:
    """Run a verb here."""
    done = CliRunner().invoke(app, [str(word) for word in words])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Said(done.exit_code, done.stdout, done.stderr)


@dataclass(frozen=True, slots=True)
class Journey:
    """Where everything is, and what each verb said with --json."""

    folder: Path
    said: dict[str, Said]

    @property
    def project(self) -> Path:
        return self.folder / "my project"

    @property
    def data(self) -> Path:
        return self.folder / "data"


@pytest.fixture(scope="session")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Journey:
    """Every verb from scan to report, in the order of a person's work."""
    folder = tmp_path_factory.mktemp("journey")
    made = Journey(folder, {})
    project, data = made.project, draw_many(made.data, NUM_PICTURES)
    (data / "text.png").write_text("no picture")
    (data / "copy of a00.png").write_bytes((data / "a00.png").read_bytes())
    table = folder / "labels.csv"
    names = [f"{'ab'[i % 2]}{i:02d}.png,{('red', 'blue')[i % 2]}\n" for i in range(12)]
    table.write_text("file,label\n" + "".join(names), encoding="utf-8")
    verbs: Sequence[tuple[object, ...]] = (
        ("scan", data),
        ("new", project, "--data", data),
        ("refresh", project),
        ("tasks",),
        ("pretrain", project, "--steps", 3, *QUICK),
        ("embed", project, "--out", folder / "e.npz"),
        ("clusters", project, "--out", folder / "c.csv"),
        ("suggest", project, "--count", 4, "--out", folder / "s.csv"),
        ("label", project, "--from", table),
        ("fine-tune", project, "--mode", "classic", "--minutes", 0.01, "--device", "cpu"),
        ("compare", project, "--minutes", 0.01, "--seeds", 1, "--device", "cpu"),
        ("predict", project, data, "--out", folder / "p.csv"),
        ("evaluate", project, "--truth", table, "--data", data),
        ("report", project, "--out", folder / "r.html"),
        ("info", project),
        ("samples", folder / "samples"),
    )
    for verb, *words in verbs:
        made.said[str(verb)] = say(verb, *words, "--json")
    return made
