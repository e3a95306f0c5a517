from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import torch

from tests.engine.downstream.problems import pictures
from workbench.engine.embedding import embed
from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.modalities import modalities
from workbench.jobs import Advanced, CancelToken, Event, Request, Stopped

ROWS, _ = pictures(10)
ENCODER = build(EncoderSpec(name="small_residual", channels=1, size=16))


def _embed(out: np.ndarray, rows: np.ndarray, token: CancelToken | None = None) -> Iterator[Event]:
    return embed(
        ENCODER, modalities.get("image"), lambda places: ROWS[places], rows, out=out,
        device=torch.device("cpu"), token=token or CancelToken(), batch=4,
    )  # fmt: skip


def test_embeddings_are_in_the_order_asked_for() -> None:
    out, backwards = (np.zeros((10, ENCODER.width), np.float32) for _ in range(2))
    list(_embed(out, np.arange(10)))
    list(_embed(backwards, np.arange(10)[::-1].copy()))
    np.testing.assert_allclose(out, backwards[::-1], atol=1e-5)


def test_a_sample_is_embedded_alike_whatever_stands_beside_it() -> None:
    ENCODER.train()
    alone, among = np.zeros((1, ENCODER.width), np.float32), np.zeros((10, ENCODER.width), np.float32)
    list(_embed(alone, np.array([3])))
    list(_embed(among, np.arange(10)))
    np.testing.assert_allclose(alone[0], among[3], atol=1e-5)
    assert ENCODER.training


def test_the_last_news_is_that_all_is_done() -> None:
    last = list(_embed(np.zeros((10, ENCODER.width), np.float32), np.arange(10)))[-1]
    assert isinstance(last, Advanced)
    assert (last.done, last.total) == (10, 10)


def test_a_stop_ends_it_between_two_batches() -> None:
    token = CancelToken()
    out = np.zeros((10, ENCODER.width), np.float32)
    events = _embed(out, np.arange(10), token)
    next(events)
    next(events)
    token.ask(Request.STOP)
    with pytest.raises(Stopped):
        next(events)
    assert not out[4:].any()
