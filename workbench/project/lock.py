"""One writer a project: a lock of the operating system, released by death."""

from __future__ import annotations

import json
import os
import platform
from pathlib import Path

from filelock import FileLock, Timeout

from workbench.jobs import UserError


class WriterLock:
    """Held by one process; within that process it may be taken again (a job beside the window)."""

    def __init__(self, folder: Path) -> None:
        self._holder = folder / "writer.json"
        self._lock = FileLock(folder / "writer.lock", is_singleton=True, thread_local=False)

    def take(self) -> bool:
        """Take the lock at once; True when this process did not hold it yet.

        Raises `UserError` naming the process that holds it.
        """
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise UserError(
                "This project is being used elsewhere.",
                f"{self._holder_words()} is writing to it.",
                "Close it there, or wait until it is done.",
            ) from error
        first: bool = self._lock.lock_counter == 1
        if first:
            self._holder.write_text(
                json.dumps({"process": os.getpid(), "computer": platform.node()}), encoding="utf-8"
            )
        return first

    @property
    def held(self) -> bool:
        """Whether any process, this one too, is writing now."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return True
        held: bool = self._lock.lock_counter > 1
        self._lock.release()
        return held

    def release(self) -> None:
        """Give it back; the last release within the process lets others in."""
        if self._lock.lock_counter == 1:
            self._holder.unlink(missing_ok=True)
        self._lock.release()

    def _holder_words(self) -> str:
        try:
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
            return f"Process {holder['process']} on {holder['computer']}"
        except (OSError, ValueError, KeyError):
            return "Another process"
