"""No test waits without a limit: one that waits in vain fails, and says for what."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

_TESTS = Path(__file__).parent
_LEAST_ARGUMENTS = {"join": 1, "communicate": 2}
"""Methods whose limit is the last of so many arguments."""
_MADE_FOR_HOURS = ("benchmarks", "shots")
_FILES = [
    path
    for path in sorted(_TESTS.rglob("*.py"))
    if path.relative_to(_TESTS).parts[0] not in _MADE_FOR_HOURS and path.name != "processes.py"
]


def _without_limit(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        call, limited = ast.unparse(node.func), any(word.arg == "timeout" for word in node.keywords)
        if call in ("subprocess.Popen", "subprocess.call", "subprocess.check_output"):
            yield f"line {node.lineno}: {call}; `tests.processes.started` has a limit"
        elif call == "subprocess.run" and not limited:
            yield f"line {node.lineno}: {call} without a timeout"
        elif len(node.args) < _LEAST_ARGUMENTS.get(node.func.attr, 0) and not limited:
            yield f"line {node.lineno}: {call} without a limit"


def test_every_wait_for_a_thread_or_a_process_has_a_limit() -> None:
    found = [
        f"{path.relative_to(_TESTS)}, {what}"
        for path in _FILES
        for what in _without_limit(path.read_text(encoding="utf-8"))
    ]
    assert not found


@pytest.mark.parametrize(
    "line",
    ["thread.join()", "subprocess.run(['x'])", "subprocess.Popen(['x'])", "program.communicate('word')"],
)
def test_a_wait_without_a_limit_is_seen(line: str) -> None:
    assert list(_without_limit(line))


@pytest.mark.parametrize("line", ["thread.join(10)", "''.join(words)", "subprocess.run(['x'], timeout=5)"])
def test_a_wait_with_a_limit_is_none(line: str) -> None:
    assert not list(_without_limit(line))
