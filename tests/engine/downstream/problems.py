"""Small real problems: stripes or texts to tell apart, some with labels, and a tiny encoder."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray

from workbench.engine.contracts import Layout, UInt8Array
from workbench.engine.downstream import assembly
from workbench.engine.downstream.problem import Problem
from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.modalities import modalities
from workbench.jobs import CancelToken, Event

T = TypeVar("T")
SIDE = 16


def pictures(number: int, seed: int = 0) -> tuple[UInt8Array, NDArray[np.int64]]:
    """(N, 16, 16, 1) uint8 of noise with rows (class 0) or columns (class 1) on it, and the classes."""
    generator = np.random.default_rng(seed)
    rows = generator.integers(0, 120, (number, SIDE, SIDE, 1), dtype=np.uint8)
    classes = np.arange(number, dtype=np.int64) % 2
    rows[classes == 0, ::4] += 120
    rows[classes == 1, :, ::4] += 120
    return rows, classes


def problem(
    *, number: int = 60, labels: int = 12, pretrained: bool = True, token: CancelToken | None = None
) -> Problem:
    """Rows and columns; the first samples have labels."""
    rows, classes = pictures(number)
    torch.manual_seed(0)
    encoder = build(EncoderSpec(name="small_residual", channels=1, size=SIDE)).eval()
    return returned(
        assembly.assemble(
            modality=modalities.get("image"), layout=Layout(shape=(SIDE, SIDE, 1)),
            gather=lambda places: rows[places], encoder=encoder if pretrained else None,
            rows=np.arange(number), labelled=np.arange(labels), classes=classes[:labels], num_classes=2,
            device=torch.device("cpu"), token=token or CancelToken(),
        )
    )  # fmt: skip


_COMMON = ("the", "was", "and", "we", "then", "it", "a", "there", "so", "on", "film", "evening")
_TELLING = (("awful", "boring", "dull", "weak"), ("lovely", "funny", "clever", "warm"))


def texts(number: int, seed: int = 0) -> tuple[UInt8Array, NDArray[np.int64]]:
    """(N, 64) uint8 texts of common words, one of them telling which class they are of, and the classes."""
    generator = np.random.default_rng(seed)
    classes = np.arange(number, dtype=np.int64) % 2
    rows = np.zeros((number, 64), np.uint8)
    for row, kind in zip(rows, classes, strict=True):
        words = [*generator.choice(_COMMON, 6), str(generator.choice(_TELLING[kind]))]
        content = " ".join(generator.permutation(words)).encode()[:64]
        row[: len(content)] = np.frombuffer(content, np.uint8)
    return rows, classes


def text_problem(*, number: int = 80, labels: int = 32, pretrained: bool = True) -> Problem:
    """Texts that speak well or ill; the first have labels."""
    rows, classes = texts(number)
    modality, layout = modalities.get("text"), Layout(shape=(64,))
    encoder = None
    if pretrained:
        torch.manual_seed(0)
        encoder = build(modality.spec("text_mini", layout, rows.size)).eval()
        encoder.learn_input(lambda most: [torch.from_numpy(rows)])
    return returned(
        assembly.assemble(
            modality=modality, layout=layout, gather=lambda places: rows[places],
            encoder=encoder, rows=np.arange(number), labelled=np.arange(labels), classes=classes[:labels],
            num_classes=2, device=torch.device("cpu"), token=CancelToken(),
        )
    )  # fmt: skip


def stopping(given: Problem) -> tuple[Problem, CancelToken]:
    """The same problem with a token of its own."""
    token = CancelToken()
    return replace(given, token=token), token


def returned(events: Generator[Event, None, T]) -> T:
    """What a generator of events comes to."""
    while True:
        try:
            next(events)
        except StopIteration as end:
            value: T = end.value
            return value


def blobs(number: int, centres: int, seed: int = 0) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Well separated clouds of points (N, 8) float32 and which cloud each is in."""
    generator = np.random.default_rng(seed)
    classes = np.arange(number, dtype=np.int64) % centres
    directions = np.eye(max(8, centres))[:centres] * 10
    return (directions[classes] + generator.normal(size=(number, directions.shape[1]))).astype(
        np.float32
    ), classes
