"""Programs that tests start: none is waited for without a limit, and none outlives its test."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

LIMIT_SECONDS = 120
"""Well below `faulthandler_timeout`: the test that waits in vain fails by itself, and says for what."""


@contextmanager
def started(command: Sequence[str], *, cwd: Path | None = None) -> Iterator[subprocess.Popen[str]]:
    """A program with pipes to and from it, killed when the test is done with it.

    It is killed as well once it has run too long: reading from it ends then.
    """
    with subprocess.Popen(
        command, cwd=cwd, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        limit = threading.Timer(LIMIT_SECONDS, process.kill)
        limit.start()
        try:
            yield process
        finally:
            limit.cancel()
            process.kill()
