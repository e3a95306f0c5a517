"""Text taken out of files that hold much else, kept as UTF-8 while it is needed."""

from __future__ import annotations

import itertools
import tempfile
import weakref
from collections.abc import Iterable
from pathlib import Path

from workbench.engine.modalities.text.files.sources import TextSource

_IN_MEMORY = 262_144
_numbers = itertools.count()
_folder: tempfile.TemporaryDirectory[str] | None = None


def kept(words: Iterable[str]) -> TextSource:
    """All of the words as a source: a short text in memory, a long one in a file that goes with it."""
    held = bytearray()
    stream = None
    path: Path | None = None
    try:
        for text in words:
            held += text.encode("utf-8", "replace")
            if len(held) > _IN_MEMORY:
                if stream is None:
                    path = _new_path()
                    stream = path.open("wb")
                stream.write(held)
                held.clear()
        if stream is None:
            return TextSource(encoding="utf-8", content=bytes(held))
        stream.write(held)
    except BaseException:
        if path is not None and stream is not None:
            stream.close()
            _remove(path)
        raise
    finally:
        if stream is not None:
            stream.close()
    source = TextSource(encoding="utf-8", path=path)
    assert path is not None
    weakref.finalize(source, _remove, path)
    return source


def _new_path() -> Path:
    global _folder  # noqa: PLW0603 - made once, and only where it is needed
    if _folder is None:
        _folder = tempfile.TemporaryDirectory(prefix="workbench-texts-")
    return Path(_folder.name) / f"{next(_numbers)}.txt"


def _remove(path: Path) -> None:
    """Remove a file; one that is still open (on Windows) goes with the folder."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
