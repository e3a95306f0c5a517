"""What tests of operations stand on: made once, copied before it is changed."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from tests.pictures import draw_many
from tests.projects import copied, label, new_project, quick
from tests.running import run
from workbench.operations import fine_tune, pretrain

NUM_PICTURES = 16
LABELS = {f"{'ab'[index % 2]}{index:02d}.png": ("red", "blue")[index % 2] for index in range(12)}


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixteen pictures of two kinds, a00.png, b01.png ...; only to be read."""
    return draw_many(tmp_path_factory.mktemp("pictures"), NUM_PICTURES)


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory, pictures: Path) -> Path:
    """A project of these pictures. Copy it before changing it."""
    return new_project(tmp_path_factory.mktemp("imported") / "project", pictures)


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory, imported: Path) -> Path:
    """The project with a network that has learnt three steps. Copy it before changing it."""
    project = copied(imported, tmp_path_factory.mktemp("trained"))
    run(pretrain.job(quick(project)))
    return project


@pytest.fixture(scope="session")
def modelled(tmp_path_factory: pytest.TempPathFactory, trained: Path) -> Path:
    """With twelve labels, red and blue, and a model of them. Copy it before changing it."""
    project = copied(trained, tmp_path_factory.mktemp("modelled"))
    label(project, LABELS)
    arguments = fine_tune.FineTune(project=project, mode="classic", minutes=0.01, device="cpu")
    run(fine_tune.job(arguments))
    return project


@pytest.fixture(scope="session")
def large_png(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A grey PNG of 600 megapixels in less than a megabyte."""
    path = tmp_path_factory.mktemp("large") / "large.png"
    head = struct.pack(">IIBBBBB", 25_000, 24_000, 8, 0, 0, 0, 0)
    deflate = zlib.compressobj(1)
    rows = (b"\0" + b"\x40" * 25_000) * 100
    with path.open("wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head))
        for _ in range(240):
            file.write(_chunk(b"IDAT", deflate.compress(rows)))
        file.write(_chunk(b"IDAT", deflate.flush()) + _chunk(b"IEND", b""))
    return path


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
