from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.engine import tiny
from workbench.engine import batches
from workbench.engine.batches import BatchPlan, BatchSource, mixed, reader
from workbench.engine.contracts import Layout, UInt8Array
from workbench.engine.modalities import modalities

_LAYOUT = Layout(shape=(8, 8, 3))


def _source(
    rows: NDArray[np.int64],
    *,
    batch: int = 4,
    seed: int = 0,
    gather: Callable[[NDArray[np.int64]], UInt8Array] | None = None,
    hold: bool | None = None,
) -> BatchSource:
    """Samples of which each is filled with its own number."""

    def own_number(places: NDArray[np.int64]) -> UInt8Array:
        return np.broadcast_to(places[:, None, None, None], (len(places), *_LAYOUT.shape)).astype(np.uint8)

    modality = modalities.get("image")
    return BatchSource(
        modality=modality,
        gather=gather or own_number,
        rows=rows,
        plan=BatchPlan(batch=batch, views=2, seed=seed),
        view_settings=modality.default_views(_LAYOUT),
        device=tiny.CPU,
        hold=hold,
    )


def _order(source: BatchSource, epoch: int) -> list[int]:
    steps = range(epoch * source.steps_an_epoch, (epoch + 1) * source.steps_an_epoch)
    return [int(row) for step in steps for row in source.batch(step).rows]


@given(
    number=st.integers(2, 40), batch=st.integers(2, 12), seed=st.integers(0, 2**31), epoch=st.integers(0, 3)
)
def test_within_an_epoch_no_sample_comes_twice(number: int, batch: int, seed: int, epoch: int) -> None:
    rows = np.arange(100, 100 + number)
    order = _order(_source(rows, batch=batch, seed=seed), epoch)
    assert len(order) == min(number, number // batch * batch or number)
    assert len(set(order)) == len(order)
    assert set(order) <= set(rows.tolist())


def test_an_epoch_of_whole_batches_is_a_permutation() -> None:
    assert sorted(_order(_source(np.arange(12)), 5)) == list(range(12))


def test_every_epoch_and_every_seed_has_an_order_of_its_own() -> None:
    source, other = _source(np.arange(12)), _source(np.arange(12), seed=1)
    orders = {tuple(_order(source, 0)), tuple(_order(source, 1)), tuple(_order(other, 0))}
    assert len(orders) == 3


def test_a_batch_depends_on_its_step_alone() -> None:
    source = _source(np.arange(12))
    straight = [source.batch(step) for step in range(8)]
    for step in (7, 0, 3, 3):
        again = source.batch(step)
        assert torch.equal(again.rows, straight[step].rows)
        assert all(map(torch.equal, again.views, straight[step].views))


def test_what_a_task_draws_depends_on_the_seed_and_the_step_alone() -> None:
    source, other = _source(np.arange(12)), _source(np.arange(12), seed=1)
    kept = source.batch(0)
    steps = [source.batch(1), other.batch(0), source.batch(0), kept]
    drawn = [torch.rand(3, generator=batch.generator) for batch in steps]
    assert torch.equal(drawn[2], drawn[3])
    assert not any(torch.equal(values, drawn[3]) for values in drawn[:2])


def test_samples_are_those_of_their_rows() -> None:
    batch = _source(np.array([3, 9, 200, 41])).batch(0)
    assert torch.equal((batch.samples[:, 0, 0, 0] * 255).round().long(), batch.rows)


def test_two_views_of_a_batch_differ() -> None:
    rows = tiny.random_rows(_LAYOUT, 4)
    first, second = _source(np.arange(4), gather=lambda places: rows[places]).batch(0).views
    assert not torch.equal(first, second)


def test_fewer_samples_than_a_batch_are_all_in_every_batch() -> None:
    source = _source(np.arange(3), batch=64)
    assert source.steps_an_epoch == 1
    assert sorted(source.batch(5).rows.tolist()) == [0, 1, 2]


def test_what_fits_into_memory_is_read_once() -> None:
    asked: list[int] = []
    rows = tiny.random_rows(_LAYOUT, 12)

    def gather(places: NDArray[np.int64]) -> UInt8Array:
        asked.append(len(places))
        return rows[places]

    source = _source(np.arange(12), gather=gather)
    before = len(asked)
    source.batch(0)
    source.batch(7)
    assert len(asked) == before


def test_what_does_not_fit_is_read_batch_by_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_SHARE_OF_MEMORY", 0.0)
    assert _source(np.arange(12)).streams


@pytest.mark.parametrize("steps", [range(9), (4, 0, 4, 2)])
def test_what_is_read_batch_by_batch_is_the_same(steps: Iterable[int]) -> None:
    held, streamed = _source(np.arange(12), hold=True), _source(np.arange(12), hold=False)
    for step in steps:
        one, other = held.batch(step), streamed.batch(step)
        assert torch.equal(one.rows, other.rows)
        assert all(map(torch.equal, one.views, other.views))
    streamed.close()


def test_waiting_counts_reading_and_not_the_views(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = itertools.count()
    monkeypatch.setattr("workbench.engine.batches.time.perf_counter", lambda: float(next(ticks)))
    source = _source(np.arange(12))
    source.batch(0)
    source.batch(1)
    assert source.waited_seconds == 2.0  # one tick from the start of reading to its end, twice


@given(seed=st.integers(0, 2**40), step=st.integers(0, 2**40))
def test_a_mixed_seed_fits_63_bits_and_differs_by_step_and_seed(seed: int, step: int) -> None:
    assert 0 <= mixed(seed, step) < 2**63
    assert len({mixed(seed, step), mixed(seed, step + 1), mixed(seed + 1, step)}) == 3


def test_who_reads_some_samples_and_stops_early_has_seen_some_from_all_over() -> None:
    rows = np.arange(4_000)
    read = reader(
        modalities.get("text"), lambda places: (places[:, None] // 1_000 + 1).astype(np.uint8), rows
    )
    first, *rest = read(1_000_000)
    assert set(first.flatten().tolist()) == {1, 2, 3, 4}
    assert len(first) + sum(map(len, rest)) == 4_000
    assert sum(map(len, read(1_500))) <= 1_500
