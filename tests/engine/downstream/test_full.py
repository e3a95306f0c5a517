from __future__ import annotations

import dataclasses
import time

import numpy as np
import pytest
import torch

from tests.engine.downstream.problems import problem, returned, stopping, text_problem
from workbench.engine.downstream import full
from workbench.engine.downstream.classifier import Member
from workbench.engine.downstream.full import Recipe, TooSlowError
from workbench.engine.downstream.headed import HeadedNetwork
from workbench.engine.downstream.networks import Network
from workbench.engine.downstream.problem import Problem
from workbench.engine.interrupting import watching
from workbench.jobs import Advanced, Request, Stopped

QUICK = Recipe(steps=12, batch=16)


def _run(given: Problem, recipe: Recipe = QUICK, **limits: object) -> Member:
    encoder = full.fresh_encoder(given)
    targets = full.labels_only(given)
    return returned(
        full.train(given, encoder, None, targets, recipe=recipe, phase="x", **limits)  # type: ignore[arg-type]
    )


def test_it_learns_to_tell_rows_from_columns() -> None:
    given = problem()
    member = _run(given, Recipe(steps=60, batch=16))
    logits = Network(given, pretrained=False)._logits(member, np.arange(20, 60))
    assert (logits.argmax(axis=1) == np.arange(20, 60) % 2).mean() > 0.9


def test_the_pretrained_encoder_stays_as_it_was() -> None:
    given = problem()
    assert given.encoder is not None
    before = [p.clone() for p in given.encoder.state_dict().values()]
    returned(Network(given, pretrained=True, seconds=0.01).deliver())
    assert all(map(torch.equal, before, given.encoder.state_dict().values()))


def test_the_same_seed_trains_the_same_network() -> None:
    first, second = (_run(problem()) for _ in range(2))
    np.testing.assert_array_equal(first.head.weight, second.head.weight)


def test_making_and_training_a_network_leaves_the_random_numbers_of_others_alone() -> None:
    given = problem()
    before = torch.get_rng_state()
    _run(given, Recipe(steps=1, batch=4))
    assert torch.equal(torch.get_rng_state(), before)


def test_before_the_first_step_the_head_says_what_the_probe_said() -> None:
    given = problem()
    way = Network(given, pretrained=True)
    block, probe = way._start(np.arange(12))
    assert given.encoder is not None
    network = HeadedNetwork(given.encoder, (block, probe), 2).eval()
    samples = given.modality.samples(torch.from_numpy(given.gather(given.rows[:5])))
    with torch.inference_mode():
        found = network(samples).numpy()
    embedding = {"embedding": given.features["embedding"][:5]}
    np.testing.assert_allclose(found, probe.logits(block.apply(embedding)), atol=1e-4)  # type: ignore[arg-type]


def test_a_stop_ends_inside_a_step() -> None:
    given, token = stopping(problem())
    encoder = full.fresh_encoder(given)
    events = full.train(given, encoder, None, full.labels_only(given), recipe=QUICK, phase="x")
    next(events)
    token.ask(Request.STOP)
    with pytest.raises(Stopped):
        list(events)


def test_a_stop_is_seen_in_the_middle_of_the_forward_pass() -> None:
    given, token = stopping(problem())
    encoder = full.fresh_encoder(given)
    encoder.register_forward_pre_hook(lambda *_: token.ask(Request.STOP))
    with watching(encoder, token), pytest.raises(Stopped):
        encoder(torch.zeros(2, 1, 16, 16))


def test_what_would_take_too_long_is_said_so_early() -> None:
    started = time.monotonic()
    with pytest.raises(TooSlowError):
        _run(problem(), Recipe(steps=100_000, batch=16), seconds=1.0)
    assert time.monotonic() - started < 10


def test_the_final_training_is_shortened_to_fit() -> None:
    given = problem()
    encoder = full.fresh_encoder(given)
    recipe = Recipe(steps=100_000, batch=8)
    events = full.train(
        given, encoder, None, full.labels_only(given), recipe=recipe, phase="x", seconds=0.5, shorten=True
    )
    last = [event for event in events if isinstance(event, Advanced)][-1]
    assert last.done == last.total
    assert 20 <= last.done < 100_000


def test_each_class_weighs_the_same_in_all() -> None:
    given = problem(labels=11)
    targets = full.labels_only(given)
    sums = [targets.weights[given.classes == number].sum() for number in range(2)]
    assert sums[0] == pytest.approx(sums[1])


def test_learning_from_the_pool_changes_what_is_learnt() -> None:
    without, with_pool = (_run(problem(), Recipe(steps=12, batch=16, unlabelled=n)) for n in (0, 16))
    assert not np.allclose(without.head.weight, with_pool.head.weight)


def test_texts_of_any_length_are_learnt_from_with_and_without_labels() -> None:
    given = text_problem(number=24, labels=8)
    assert given.encoder is not None
    recipe = Recipe(steps=3, batch=4, unlabelled=4)
    member = returned(
        full.train(given, given.encoder, None, full.labels_only(given), recipe=recipe, phase="x")
    )
    assert np.isfinite(Network(given, pretrained=True)._logits(member, np.arange(24))).all()


def test_a_fresh_network_for_texts_learns_their_vocabulary() -> None:
    fresh = full.fresh_encoder(text_problem(number=24, labels=8, pretrained=False))
    assert len(fresh.vocabulary) > 263  # type: ignore[arg-type]


def test_a_network_from_elsewhere_is_trained_more_slowly() -> None:
    given = problem()
    assert given.encoder is not None
    assert full.suited(full.FINE_TUNING, given.encoder) == full.FINE_TUNING
    given.encoder.spec = dataclasses.replace(given.encoder.spec, config="{}")
    assert Network(given, pretrained=True).recipe.rate < full.FINE_TUNING.rate
    assert Network(given, pretrained=False).recipe == full.FROM_SCRATCH
