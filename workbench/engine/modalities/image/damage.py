"""What can go wrong inside a picture file, and the plain sentence for it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import UnidentifiedImageError

from workbench.engine.modalities import UnreadableError

ENDS_EARLY = "The file ends too early: a part of the picture is missing."
DAMAGED = "The file is damaged: its picture data make no sense."
NOT_A_PICTURE = "The content is not a picture, whatever the file is called."

# Decoders meet nonsense at any place and let nearly any built-in error through. tifffile's own error is
# a ValueError, the codecs' are RuntimeErrors. Warning: where warnings are made errors (tests).
DAMAGE: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    Warning,
    struct.error,
    zlib.error,
)
_EARLY_WORDS = (
    "truncated",
    "incomplete",
    "ends",
    "not enough",
    "end of file",
    "eof",
    "too short",
    "failed to read",
)
_HEADS = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn whatever a decoder raises into `UnreadableError` with a sentence for the person."""
    try:
        yield
    except UnreadableError:
        raise
    except DAMAGE as error:
        raise UnreadableError(_sentence(error, path)) from error


def head_of(path: Path, num_bytes: int = 16) -> bytes:
    """The first bytes of a file; raises `UnreadableError` when it is empty, OSError when closed to us."""
    with path.open("rb") as file:
        head = file.read(num_bytes)
    if not head:
        raise UnreadableError("The file is empty.")
    return head


def _sentence(error: Exception, path: Path) -> str:
    match error:
        case FileNotFoundError():
            return "The file is no longer there."
        case PermissionError():
            return "The file may not be read by this user account."
        case IsADirectoryError():
            return "This is a folder, not a picture."
        case MemoryError():
            return "The picture does not fit into the memory that is free."
        case UnidentifiedImageError():
            return _unidentified(path)
        case OSError() if error.errno is not None:
            return f"The file cannot be read: {error.strerror}."
    text = str(error).lower()
    early = isinstance(error, EOFError) or any(word in text for word in _EARLY_WORDS)
    return ENDS_EARLY if early or _is_short_riff(path) else DAMAGED


def _is_short_riff(path: Path) -> bool:
    """Whether a WebP is shorter than its head says: its decoder gives no reason for anything."""
    head = head_of(path)
    return (
        head[:4] == b"RIFF"
        and len(head) >= 8
        and path.stat().st_size < 8 + int.from_bytes(head[4:8], "little")
    )


def _unidentified(path: Path) -> str:
    known = head_of(path).startswith(_HEADS)
    return ENDS_EARLY if known else NOT_A_PICTURE
