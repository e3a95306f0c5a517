"""The one rule: app, cli -> operations -> (project | engine) -> jobs, and only the window knows Qt."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import LIMIT_SECONDS

_ROOT = Path(__file__).parents[1]
_WINDOW_LIBRARIES = ("PySide6", "shiboken6", "pyqtgraph", "superqt", "qtawesome", "qtpy")
_LEARNING_LIBRARIES = ("torch", "torchvision", "torchaudio", "timm")

_IMPORT_EVERYTHING_BUT = """
import importlib, importlib.abc, pkgutil, sys

room, *refused = sys.argv[1:]

class Refuse(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in refused:
            raise ImportError(f"{name} must not be imported here")

sys.meta_path.insert(0, Refuse())
package = importlib.import_module(room)
names = [room, *(found.name for found in pkgutil.walk_packages(package.__path__, room + "."))]
failed = False
for name in names:
    try:
        importlib.import_module(name)
    except ImportError as error:
        failed = True
        print(f"{name}: {error}")
print(len(names), "modules")
sys.exit(failed)
"""


def _import_room(room: str, *refused: str) -> None:
    """Import every module of a room in a fresh interpreter in which some libraries cannot be imported."""
    command = [sys.executable, "-c", _IMPORT_EVERYTHING_BUT, f"workbench.{room}", *refused]
    done = subprocess.run(
        command, cwd=_ROOT, capture_output=True, text=True, check=False, timeout=LIMIT_SECONDS
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("room", ["jobs", "engine", "project", "operations", "cli"])
def test_a_room_below_the_window_imports_without_qt(room: str) -> None:
    _import_room(room, *_WINDOW_LIBRARIES)


@pytest.mark.parametrize("room", ["jobs", "project"])
def test_jobs_and_project_import_without_torch(room: str) -> None:
    _import_room(room, *_WINDOW_LIBRARIES, *_LEARNING_LIBRARIES)


def test_an_import_that_is_refused_is_seen() -> None:
    with pytest.raises(AssertionError, match="torch must not be imported here"):
        _import_room("engine", "torch")


def _lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=LIMIT_SECONDS
    )


def test_the_contracts_between_the_rooms_hold() -> None:
    done = _lint_imports(_ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("engine/evil.py", "import workbench.project", "never upwards"),
        ("project/evil.py", "import workbench.engine", "never upwards"),
        ("jobs/evil.py", "import workbench.operations", "never upwards"),
        ("operations/evil.py", "import workbench.app", "never upwards"),
        ("operations/evil.py", "def late():\n    from PySide6 import QtCore", "imports Qt"),
        ("cli/evil.py", "import pyqtgraph", "imports Qt"),
        ("cli/evil.py", "import workbench.app", "never upwards"),
        ("project/evil.py", "import torch", "no torch"),
        ("app/pages/evil.py", "import workbench.app.pages.good", "never import pages"),
        ("attic.py", "", "never upwards"),
    ],
)
def test_an_import_against_the_rule_breaks_a_contract(
    tmp_path: Path, module: str, line: str, contract: str
) -> None:
    _copy_code(tmp_path)
    (tmp_path / "workbench/app/pages/good.py").touch()
    (tmp_path / "workbench" / module).write_text(line + "\n", encoding="utf-8")
    done = _lint_imports(tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert any(contract in row and row.endswith("BROKEN") for row in done.stdout.splitlines())


def _copy_code(to: Path) -> None:
    """Only the rooms and their first files: the contracts do not need the rest to be broken."""
    shutil.copy(_ROOT / "pyproject.toml", to)
    for room in ["jobs", "engine", "project", "operations", "app", "app/pages", "cli"]:
        (to / "workbench" / room).mkdir(parents=True, exist_ok=True)
        (to / "workbench" / room / "__init__.py").touch()
    (to / "workbench" / "__init__.py").touch()


def _modules_outside_the_window() -> list[Path]:
    package = _ROOT / "workbench"
    return [path for path in package.rglob("*.py") if path.relative_to(package).parts[0] != "app"]


def test_no_module_outside_the_window_names_qt_in_a_string() -> None:
    """An import by name, as in import_module("PySide6"), would be invisible to the contracts."""
    found = [
        f"{path.relative_to(_ROOT)}:{node.lineno} {node.value}"
        for path in _modules_outside_the_window()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.partition(".")[0] in _WINDOW_LIBRARIES
    ]
    assert not found
