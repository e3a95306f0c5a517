"""Odd picture files, made where they are needed."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

_LARGE_WIDTH, _LARGE_HEIGHT = 25_000, 24_000


@pytest.fixture
def picture() -> NDArray[np.uint8]:
    """A smooth picture (24, 36, 3) without symmetry: every turn and flip of it differs."""
    y, x = np.mgrid[0:24, 0:36]
    return np.stack([x * 7, y * 10, (x + y) * 4], axis=2).astype(np.uint8)


@pytest.fixture(scope="session")
def large_png(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A grey PNG of 600 megapixels in less than a megabyte; its lower half is white."""
    path = tmp_path_factory.mktemp("large") / "large.png"
    head = struct.pack(">IIBBBBB", _LARGE_WIDTH, _LARGE_HEIGHT, 8, 0, 0, 0, 0)
    deflate = zlib.compressobj(1)
    with path.open("wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head))
        for grey in (b"\x40", b"\xff"):
            rows = (b"\0" + grey * _LARGE_WIDTH) * 100
            for _ in range(_LARGE_HEIGHT // 200):
                file.write(_chunk(b"IDAT", deflate.compress(rows)))
        file.write(_chunk(b"IDAT", deflate.flush()) + _chunk(b"IEND", b""))
    return path


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
