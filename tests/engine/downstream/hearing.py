"""The smallest things that hear: clips of tones that spell, and networks for them."""

from __future__ import annotations

import numpy as np
import torch

from tests.spoken import some_texts, tones
from workbench.engine.contracts import Layout, Rows
from workbench.engine.downstream.hearing_training import Clips
from workbench.engine.encoders import build
from workbench.engine.encoders.audio import SoundEncoder
from workbench.engine.modalities import modalities

LENGTH = 10_000
LAYOUT = Layout(shape=(LENGTH,), dtype="int16")


def spoken_rows(texts: list[str], seed: int = 0) -> Rows:
    """(N, T) int16 with zeros behind each."""
    rows, draw = np.zeros((len(texts), LENGTH), np.int16), np.random.default_rng(seed)
    for row, text in zip(rows, texts, strict=True):
        made = (tones(text, draw) * 32767).astype(np.int16)[:LENGTH]
        row[: len(made)] = made
    return rows


def clips(number: int = 16) -> Clips:
    """So many sounds of three to five letters."""
    texts = some_texts(number)
    rows = spoken_rows(texts)
    return Clips(
        modality=modalities.get("audio"), layout=LAYOUT, gather=lambda places: rows[places],
        rows=np.arange(number), texts=tuple(texts), num_pool=number,
    )  # fmt: skip


def hearing_encoder(name: str = "mel_residual") -> SoundEncoder:
    """A fresh encoder that has seen some tones."""
    modality = modalities.get("audio")
    torch.manual_seed(0)
    encoder = build(modality.spec(name, LAYOUT, 1))
    assert isinstance(encoder, SoundEncoder)
    samples = modality.samples(torch.from_numpy(spoken_rows(some_texts(8))))
    encoder.learn_input(lambda most: (samples[:most],))
    return encoder.eval()
