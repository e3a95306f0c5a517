"""Every figure that the project claims, measured again: all of them, or some by name.

python -m tests.benchmarks [name ...] [-- arguments of the one named]

Each is a module of this folder and runs in a process of its own, so that none disturbs the next.
"""

from __future__ import annotations

import pkgutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent
_WRONG_ARGUMENTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """How one benchmark ended."""

    name: str
    seconds: float
    status: int

    @property
    def words(self) -> str:
        if self.status == _WRONG_ARGUMENTS:
            return f"needs arguments: python -m tests.benchmarks.{self.name} --help"
        return "done" if self.status == 0 else f"failed ({self.status})"


def names() -> tuple[str, ...]:
    """The benchmarks there are: the folder listing."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules([str(_FOLDER)]) if m.name != "__main__"))


def main(argv: list[str] | None = None) -> int:
    """Run them one after the other and print a table; 1 when any failed."""
    words = sys.argv[1:] if argv is None else argv
    chosen, arguments = words, []
    if "--" in words:
        chosen, arguments = words[: words.index("--")], words[words.index("--") + 1 :]
    unknown = sorted(set(chosen) - set(names()))
    if unknown or (arguments and len(chosen) != 1):
        print(f"unknown: {', '.join(unknown)}" if unknown else "Arguments are for one benchmark, by name.")
        print(f"There are: {', '.join(names())}.")
        return _WRONG_ARGUMENTS
    outcomes = [_run(name, arguments) for name in chosen or names()]
    print("\nbenchmark        seconds   outcome")
    for outcome in outcomes:
        print(f"{outcome.name:16} {outcome.seconds:7.0f}   {outcome.words}")
    return int(any(outcome.status not in (0, _WRONG_ARGUMENTS) for outcome in outcomes))


def _run(name: str, arguments: list[str]) -> _Outcome:
    print(f"\n== {name} " + "=" * (60 - len(name)), flush=True)
    start = time.monotonic()
    command = [sys.executable, "-m", f"tests.benchmarks.{name}", *arguments]
    status = subprocess.run(command, cwd=_FOLDER.parents[1], check=False).returncode
    return _Outcome(name=name, seconds=time.monotonic() - start, status=status)


if __name__ == "__main__":
    sys.exit(main())
