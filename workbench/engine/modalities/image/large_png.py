"""Reading a PNG of any size in strips of bounded memory.

Pillow and libpng's simple interface need the whole picture in memory. PNG's filters only ever look
at the row above (W3C PNG, section 9), so a strip of filtered rows becomes a small PNG of its own when
the row above is put before it: a decoder in C then undoes the filters.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import imagecodecs
import numpy as np
from numpy.typing import NDArray

from workbench.engine.contracts import UInt8Array
from workbench.engine.modalities import UnreadableError
from workbench.engine.modalities.image.damage import ENDS_EARLY
from workbench.engine.modalities.image.pixels import over_white
from workbench.engine.modalities.image.shrinking import BoxMean, factor_for

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_STRIP_BYTES = 16_000_000
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
# Bytes a pixel -> colour type and bit depth of a strip's own PNG: filters see bytes, not colours.
_AS_BYTES = {1: (0, 8), 2: (4, 8), 3: (2, 8), 4: (6, 8), 6: (2, 16), 8: (6, 16)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    width: int
    height: int
    depth: int
    colour: int
    palette: UInt8Array
    """(256, 4) red, green, blue, alpha."""

    @property
    def row_bytes(self) -> int:
        return (self.width * self.depth * _CHANNELS[self.colour] + 7) // 8

    @property
    def pixel_bytes(self) -> int:
        return max(1, self.depth * _CHANNELS[self.colour] // 8)


def read_reduced(path: Path) -> NDArray[Any] | None:
    """(h, w, C) with the longer side within `LONG_SIDE_PX`; None for interlaced files.

    About 200 MB whatever the file's size. Raises `UnreadableError`, or a decoder's own error.
    """
    with path.open("rb") as file:
        file.seek(len(_SIGNATURE))
        head = _read_head(file)
        if head is None:
            return None
        mean: BoxMean | None = None
        y = 0
        pixels = np.zeros((0, 0, 1), np.uint8)
        for rows in _strips(file, head):
            pixels = _pixels(rows, head)
            if mean is None:
                mean = BoxMean(head.width, head.height, pixels.shape[2], factor_for(head.width, head.height))
            mean.add(pixels, y)
            y += len(pixels)
    if mean is None or y < head.height:
        raise UnreadableError(ENDS_EARLY)
    return mean.result(pixels.dtype)


def _read_head(file: IO[bytes]) -> _Head | None:
    """Read up to the first IDAT chunk, whose length and name are left unread."""
    palette = np.full((256, 4), 255, np.uint8)
    width = height = depth = colour = 0
    while True:
        length, name = struct.unpack(">I4s", file.read(8))
        if name == b"IDAT":
            file.seek(-8, 1)
            return _Head(width=width, height=height, depth=depth, colour=colour, palette=palette)
        data = file.read(length)
        if name == b"IHDR":
            width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", data)
            if interlaced:
                return None
        elif name == b"PLTE":
            palette[: length // 3, :3] = np.frombuffer(data, np.uint8).reshape(-1, 3)
        elif name == b"tRNS" and colour == 3:
            palette[:length, 3] = np.frombuffer(data, np.uint8)
        file.seek(4, 1)


def _strips(file: IO[bytes], head: _Head) -> Iterator[UInt8Array]:
    """The picture's rows with their filters undone, (h, row_bytes) at a time."""
    row = 1 + head.row_bytes
    strip_bytes = max(1, _STRIP_BYTES // row) * row
    above = bytes(head.row_bytes)
    waiting = bytearray()
    left = head.height
    for piece in _inflated(file, strip_bytes):
        waiting += piece
        num_rows = min(len(waiting) // row, left)
        if not num_rows:
            continue
        rows = _unfiltered(above, bytes(waiting[: num_rows * row]), num_rows, head)
        del waiting[: num_rows * row]
        above = rows[-1].tobytes()
        left -= num_rows
        yield rows


def _inflated(file: IO[bytes], max_bytes: int) -> Iterator[bytes]:
    inflate = zlib.decompressobj()
    while (chunk := file.read(8)) and len(chunk) == 8:
        length, name = struct.unpack(">I4s", chunk)
        if name != b"IDAT":
            return
        while length > 0 and (data := file.read(min(length, 1 << 20))):
            length -= len(data)
            while data:
                yield inflate.decompress(data, max_bytes)
                data = inflate.unconsumed_tail
        file.seek(4, 1)
    raise UnreadableError(ENDS_EARLY)


def _unfiltered(above: bytes, filtered: bytes, num_rows: int, head: _Head) -> UInt8Array:
    colour, depth = _AS_BYTES[head.pixel_bytes]
    size = struct.pack(">IIBBBBB", head.row_bytes // head.pixel_bytes, num_rows + 1, depth, colour, 0, 0, 0)
    data = zlib.compress(b"\0" + above + filtered, 0)
    small = _SIGNATURE + _chunk(b"IHDR", size) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")
    decoded: NDArray[Any] = imagecodecs.png_decode(small)
    if depth == 16:
        decoded = decoded.astype(">u2")
    return np.ascontiguousarray(decoded[1:]).view(np.uint8).reshape(num_rows, head.row_bytes)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _pixels(rows: UInt8Array, head: _Head) -> NDArray[Any]:
    """Bytes (h, row_bytes) -> (h, W, C) uint8 or uint16, palette and alpha resolved."""
    if head.depth < 8:
        bits = np.unpackbits(rows, axis=1).reshape(len(rows), -1, head.depth)
        weights = 1 << np.arange(head.depth - 1, -1, -1, dtype=np.uint8)
        pixels: NDArray[Any] = (bits @ weights)[:, : head.width, None]
        if head.colour == 0:
            pixels = (pixels * (255 // (2**head.depth - 1))).astype(np.uint8)
    else:
        deep = rows.view(">u2").astype(np.uint16) if head.depth == 16 else rows
        pixels = deep.reshape(len(rows), head.width, -1)
    if head.colour == 3:
        coloured = head.palette[pixels[..., 0]]
        return coloured[..., :3] if head.palette[:, 3].min() == 255 else over_white(coloured)
    return over_white(pixels) if head.colour in (4, 6) else pixels
