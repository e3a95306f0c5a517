"""Writing files whole: a reader sees the old content or the new, never half of it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from workbench.jobs import UserError


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a temporary file beside `path`, flush it to disk, and rename it over `path`.

    Raises `UserError` when the disk is full or refuses; `path` is then what it was before.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        write(temporary)
        with temporary.open("rb+") as stream:
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def write_json(path: Path, content: Any) -> None:
    """Write plain data as indented UTF-8 JSON, whole or not at all."""
    text = json.dumps(content, indent=2, ensure_ascii=False, default=str)
    write_whole(path, lambda temporary: _write_text(temporary, text + "\n"))


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def read_json(path: Path) -> Any:
    """Plain data from a JSON file; raises `UserError` when it is damaged."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(
            f"{path.name} cannot be read.", f"{error}.", "Restore it from a backup, or start anew."
        ) from error


def cannot_write(path: Path, error: OSError | sqlite3.Error) -> UserError:
    """The sentence for a write that the disk refused."""
    free = _free_bytes(path.parent)
    room = "" if free is None else f" {free / 1e6:,.0f} MB are free there."
    return UserError(
        f"{path.name} could not be saved in {path.parent}.",
        f"The disk says: {getattr(error, 'strerror', None) or error}.{room}",
        "What was saved before is untouched. Make room, then go on from there.",
    )


def _free_bytes(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None
