"""How soon the grid of thumbnails is there, and how smoothly it scrolls: 100,000 and 1,000,000 rows.

Run it with `python -m tests.benchmarks.grid`. Thumbnails come from real stores of 100,000 pictures and of
as many texts on disk; the million shows each of them ten times. "busy" is the time of the window's thread
alone, which other programs on the machine do not lengthen.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from workbench.app.application import SWITCH_SECONDS
from workbench.app.widgets.sample_grid import Mark, SampleGrid
from workbench.engine.thumbnails import ThumbnailStore

NUM_PICTURES = 100_000
NUM_SCROLLS = 400


def main() -> None:
    """Print a table."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    sys.setswitchinterval(SWITCH_SECONDS)  # as the program does
    with tempfile.TemporaryDirectory() as folder:
        heads = (
            "      rows  first paint  scroll p50  scroll p99   (busy)  jump p99   resize  select all   (ms)"
        )
        for name, kinds in (("pictures", _pictures()), ("texts", _texts())):
            store = Path(folder) / f"{name}.sqlite"
            _fill(store, kinds)
            print(name)
            print(heads)
            for num in (100_000, 1_000_000):
                ids = np.tile(np.arange(NUM_PICTURES, dtype=np.int64), num // NUM_PICTURES)
                print(_measured(application, ids, store))


def _pictures() -> list[bytes]:
    generator = np.random.default_rng(0)
    return [_encoded(generator.integers(0, 256, (64, 64, 3), dtype=np.uint8)) for _ in range(64)]


def _texts() -> list[bytes]:
    """400 letters each, as the import keeps them, in several scripts."""
    words = [
        "the",
        "moth",
        "sat",
        "on",
        "a",
        "damp",
        "wall",
        "until",
        "dusk;",
        "ночь",
        "тёплая;",
        "שלום",
        "😀",
    ]
    picked = np.random.default_rng(0).integers(0, len(words), (64, 90))
    return [" ".join(words[word] for word in line)[:400].encode() for line in picked]


def _fill(path: Path, kinds: list[bytes]) -> None:
    with ThumbnailStore(path) as store:
        store.put_many((sample, kinds[sample % len(kinds)]) for sample in range(NUM_PICTURES))


def _encoded(pixels: NDArray[np.uint8]) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", quality=85)
    return stream.getvalue()


def _measured(application: QApplication, ids: NDArray[np.int64], store: Path) -> str:
    grid = SampleGrid()
    grid.resize(1072, 752)
    grid.set_captions(lambda sample: f"{sample:06d}.png")
    grid.set_marks(
        {sample: Mark(text="moth", class_index=sample % 9) for sample in range(0, NUM_PICTURES, 7)}
    )

    def first() -> None:
        grid.set_source(ids, store)
        grid.show()
        application.processEvents()
        grid.viewport().repaint()

    first_paint = _ms(first)
    bar = grid.verticalScrollBar()
    small = [_scrolled(application, grid, bar.value() + bar.singleStep()) for _ in range(NUM_SCROLLS)]
    places = np.random.default_rng(1).integers(0, bar.maximum(), NUM_SCROLLS // 4).tolist()
    jumps = [_scrolled(application, grid, place) for place in places]
    resize = max(_ms(partial(_resized, grid, width)) for width in range(900, 1100, 20))
    chosen = _ms(lambda: _select_all(grid))
    grid.close()
    grid.deleteLater()
    application.processEvents()
    (wall_50, wall_99), (_, busy_99) = (np.percentile(side, [50, 99]) for side in zip(*small, strict=True))
    jump_99 = np.percentile([wall for wall, _ in jumps], 99)
    return (
        f"{len(ids):>10,} {first_paint:>12.1f} {wall_50:>11.1f} {wall_99:>11.1f} {busy_99:>10.1f} "
        f"{jump_99:>9.1f} {resize:>8.1f} {chosen:>11.1f}"
    )


def _scrolled(application: QApplication, grid: SampleGrid, place: int) -> tuple[float, float]:
    """One step with the pictures that arrive meanwhile: (wall, processor) ms of the window's thread."""
    start = time.thread_time()

    def step() -> None:
        grid.verticalScrollBar().setValue(place)
        application.processEvents()

    wall = _ms(step)
    return wall, 1000 * (time.thread_time() - start)


def _resized(grid: SampleGrid, width: int) -> None:
    grid.resize(width, 752)
    grid.viewport().repaint()


def _select_all(grid: SampleGrid) -> None:
    QTest.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    grid.viewport().repaint()


def _ms(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    main()
