"""The wheel, installed away from the checkout, brings its resources along."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import LIMIT_SECONDS

_ROOT = Path(__file__).parents[1]

_LOOK = """
import json
from importlib.metadata import distribution
from importlib.resources import files
import workbench

resources = files("workbench") / "resources"
clothes = resources / "samples" / "clothes"
print(json.dumps({
    "package": workbench.__file__,
    "resources": str(resources),
    "pictures": len(list((clothes / "pictures").iterdir())),
    "labels": len((clothes / "labels.csv").read_text(encoding="utf-8").splitlines()) - 1,
    "licence": (clothes / "LICENSE.txt").read_text(encoding="utf-8"),
    "scripts": [script.name for script in distribution("ssl-workbench").entry_points],
}))
"""


def _run(*command: str, cwd: Path, **environment: str) -> str:
    done = subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT_SECONDS,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the built wheel's contents and nothing else."""
    built, target = tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("elsewhere")
    python = sys.executable
    _run(python, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(built), cwd=_ROOT)
    (wheel,) = built.glob("*.whl")
    install = ["-m", "pip", "install", "--no-deps", "--no-index", "--target", str(target)]
    _run(python, *install, str(wheel), cwd=built)
    return target


@pytest.fixture(scope="module")
def seen(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What the installed program sees of itself from another folder."""
    text = _run(sys.executable, "-c", _LOOK, cwd=tmp_path_factory.mktemp("cwd"), PYTHONPATH=str(installed))
    return dict(json.loads(text))


def test_the_installed_program_is_the_one_that_was_looked_at(
    installed: Path, seen: dict[str, object]
) -> None:
    assert Path(str(seen["package"])).is_relative_to(installed)
    assert Path(str(seen["resources"])).is_relative_to(installed)


def test_the_wheel_holds_every_resource_of_the_checkout(installed: Path) -> None:
    assert _files(installed / "workbench/resources") == _files(_ROOT / "workbench/resources")


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_wheel_holds_the_samples_and_their_licence(seen: dict[str, object]) -> None:
    assert seen["pictures"] == seen["labels"] == 600
    assert "Zalando SE" in str(seen["licence"])


def test_the_wheel_holds_our_own_licence_and_no_tests(installed: Path) -> None:
    assert list(installed.glob("ssl_workbench-*.dist-info/licenses/LICENSE"))
    assert not (installed / "tests").exists()


def test_the_wheel_brings_the_command(seen: dict[str, object]) -> None:
    assert seen["scripts"] == ["workbench"]
