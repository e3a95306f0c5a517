"""The smallest real things that training needs: random samples, a batch, a task, a trainer."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import torch

from workbench.engine.batches import BatchPlan, BatchSource
from workbench.engine.contracts import Batch, Cell, Decoded, Layout, Part, PicturePreview, Rows, UInt8Array
from workbench.engine.encoders import Encoder, EncoderSpec, PictureEncoder, build
from workbench.engine.modalities import Modality, UnreadableError, modalities
from workbench.engine.plan import Plan
from workbench.engine.pretext import PretextTask, pretext_tasks
from workbench.engine.trainer import Trainer
from workbench.jobs import CancelToken

CPU = torch.device("cpu")
_WORDS = (
    "moth",
    "river",
    "green",
    "light",
    "seldom",
    "under",
    "the",
    "walks",
    "seven",
    "stone",
    "quick",
    "rain",
)


def modality_of(task_name: str) -> Modality:
    """The first kind of data that a task is for."""
    return modalities.get(pretext_tasks.get(task_name).modalities[0])


def random_rows(layout: Layout, number: int, seed: int = 0) -> Rows:
    """That many cache rows of random content: pictures, or where a row has one axis, texts of sentences."""
    draw = np.random.default_rng(seed)
    if layout.dtype == "int16":
        return random_sounds(draw, number, layout.shape[0])
    if len(layout.shape) > 1:
        return draw.integers(0, 256, (number, *layout.shape), np.uint8)
    rows = np.zeros((number, *layout.shape), np.uint8)
    for row in rows:
        content = random_text(draw).encode()[: layout.shape[0]]
        row[: len(content)] = np.frombuffer(content, np.uint8)
    return rows


def random_sounds(draw: np.random.Generator, number: int, length: int) -> Rows:
    """Sounds (N, T) int16 of a few tones and some noise, each of its own length, zeros behind."""
    at = np.arange(length) / 16_000
    tones = draw.uniform(100, 4000, (number, 3, 1))
    made = np.sin(2 * np.pi * tones * at).sum(1) * 4000 + draw.normal(0, 300, (number, length))
    ends = draw.integers(length * 3 // 4, length + 1, (number, 1))
    return np.where(np.arange(length) < ends, made, 0).astype(np.int16)


def random_text(draw: np.random.Generator, sentences: int = 4) -> str:
    """Sentences of random words, each with a capital and a full stop."""
    spoken = [" ".join(draw.choice(_WORDS, draw.integers(3, 6))) for _ in range(sentences)]
    return " ".join(f"{words.capitalize()}." for words in spoken)


def small_layout(modality: Modality, channels: int = 3) -> Layout:
    """The layout of small samples; pictures with so many channels."""
    width = {"image": 32, "text": 200, "audio": 8_000, "video": 1_000}[modality.name]
    channels = 6 if modality.name == "video" else channels  # frames
    return modality.layout([Part(width=width, height=32, channels=channels)])


def decoded(
    modality: Modality,
    path: Path,
    layout: Layout,
    part: str = "",
    *,
    reduced: bool = False,
    reading: Any = None,
) -> Decoded:
    """One part of a file, read so or as the modality usually does; raises `UnreadableError`."""
    how = reading or modality.reading()
    (found,) = modality.decode(path, [part], layout, how, reduced=reduced)
    if isinstance(found, UnreadableError):
        raise found
    return found


def small_encoder(modality: Modality, name: str, channels: int = 3) -> Encoder:
    """An encoder of that name that has seen a few random samples."""
    layout = small_layout(modality, channels)
    encoder = build(modality.spec(name, layout, 1))
    samples = modality.samples(torch.from_numpy(random_rows(layout, 12)))
    if not modality.sizes:
        encoder.learn_input(lambda most: (samples[:most],))
    return encoder


def picture_encoder(name: str = "small_residual", *, size: int = 32, channels: int = 3) -> PictureEncoder:
    """A fresh encoder of pictures."""
    encoder = build(EncoderSpec(name=name, channels=channels, size=size))
    assert isinstance(encoder, PictureEncoder)
    return encoder


def pixels(cell: Cell) -> UInt8Array:
    """What is drawn in a cell that must be a picture: (H, W, 3) uint8."""
    assert isinstance(cell, PicturePreview)
    return cell.pixels


def source(
    task_name: str, *, number: int = 12, batch: int = 6, channels: int = 3, seed: int = 0
) -> BatchSource:
    """Batches of random samples, varied as training varies them."""
    modality = modality_of(task_name)
    layout = small_layout(modality, channels)
    rows = random_rows(layout, number)
    return BatchSource(
        modality=modality,
        gather=lambda places: rows[places],
        rows=np.arange(number),
        plan=BatchPlan(batch=batch, views=pretext_tasks.get(task_name).views_per_sample, seed=seed),
        view_settings=modality.default_views(layout, pretext_tasks.get(task_name).view_strength),
        device=CPU,
    )


def random_batch(task_name: str, number: int = 6, channels: int = 3) -> Batch:
    """One batch of so many random samples."""
    return source(task_name, number=number, batch=number, channels=channels).batch(0)


def encoder_name(task_class: type[PretextTask]) -> str:
    """The smallest encoder that a task can train."""
    fallbacks = modalities.get(task_class.modalities[0]).fallbacks
    return (task_class.preferred_encoders or fallbacks)[-1]


def make_task(task_name: str, *, channels: int = 3, seed: int = 0, settings: Any = None) -> PretextTask:
    """A task on its smallest encoder, its weights decided by the seed."""
    task_class = pretext_tasks.get(task_name)
    torch.manual_seed(seed)
    encoder = small_encoder(modality_of(task_name), encoder_name(task_class), channels)
    return task_class(encoder, settings or task_class.Settings())


def make_trainer(
    task_name: str = "simclr",
    *,
    steps: int = 4,
    seed: int = 0,
    checkpoint_seconds: float = 1e9,
    precision: str = "float32",
    token: CancelToken | None = None,
) -> Trainer:
    """A trainer at its first step; the same arguments give the same curve."""
    plan = Plan(
        batch=6, seed=seed, learning_rate=2e-3, precision=precision, checkpoint_seconds=checkpoint_seconds
    )
    return Trainer(
        task=make_task(task_name, seed=seed),
        source=source(task_name, seed=seed),
        plan=plan,
        steps=steps,
        device=CPU,
        token=token or CancelToken(),
    )


def saved(trainer: Trainer) -> dict[str, Any]:
    """A trainer's state as a checkpoint keeps it: through bytes, and apart from the trainer."""
    content = io.BytesIO()
    torch.save(trainer.state_dict(), content)
    content.seek(0)
    state: dict[str, Any] = torch.load(content, weights_only=True)
    return state


def same(first: Any, second: Any) -> bool:
    """Whether two states are alike bit for bit."""
    if isinstance(first, torch.Tensor):
        return isinstance(second, torch.Tensor) and torch.equal(first, second)
    if isinstance(first, dict):
        return first.keys() == second.keys() and all(same(first[key], second[key]) for key in first)
    if isinstance(first, list | tuple):
        return len(first) == len(second) and all(map(same, first, second))
    return bool(first == second)
