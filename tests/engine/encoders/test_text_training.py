"""What is special in training an encoder of texts: bfloat16, weight decay, stops deep inside, going on."""

from __future__ import annotations

import torch

from tests.engine import tiny
from workbench.engine.encoders.text import TextEncoder
from workbench.engine.plan import Plan, optimizer
from workbench.engine.trainer import Trainer
from workbench.jobs import CancelToken, Request


def _encoder(trainer: Trainer) -> TextEncoder:
    encoder = trainer.task.encoder
    assert isinstance(encoder, TextEncoder)
    return encoder


def test_it_learns_in_bfloat16_with_weights_that_stay_exact() -> None:
    for task in ("missing_words", "next_word"):
        trainer = tiny.make_trainer(task, precision="bfloat16")
        assert all(trainer.try_step() for _ in range(3))
        assert {value.dtype for value in trainer.task.parameters()} == {torch.float32}
        assert all(value.isfinite().all() for value in trainer.task.parameters())


def test_what_it_says_in_bfloat16_is_nearly_the_same() -> None:
    encoder = _encoder(tiny.make_trainer("next_word")).eval()
    samples = tiny.random_batch("next_word").samples
    with torch.no_grad():
        exact = encoder(samples).pooled
        with torch.autocast("cpu", torch.bfloat16):
            rough = encoder(samples).pooled
    assert torch.cosine_similarity(exact, rough.float()).min() > 0.999


def test_tables_and_layers_are_decayed_and_norms_are_not() -> None:
    task = tiny.make_task("missing_words")
    decayed, plain = optimizer(task, Plan(batch=6, seed=0, learning_rate=0.1), tiny.CPU).param_groups
    names = {id(value): key for key, value in task.named_parameters()}
    assert "encoder.network.embeddings.tok_embeddings.weight" in {names[id(p)] for p in decayed["params"]}
    assert not [names[id(p)] for p in decayed["params"] if "norm" in names[id(p)]]
    assert plain["weight_decay"] == 0


def test_a_stop_deep_inside_its_network_undoes_the_step() -> None:
    token = CancelToken()
    trainer = tiny.make_trainer("next_word", token=token)
    trainer.try_step()
    before = tiny.saved(trainer)
    layers = [layer for layer in _encoder(trainer).network.modules() if isinstance(layer, torch.nn.Linear)]
    layers[9].register_forward_hook(lambda *_: token.ask(Request.STOP))
    with trainer.watching():
        assert not trainer.try_step()
    assert tiny.same(before, tiny.saved(trainer))


def test_a_state_saved_half_way_brings_the_vocabulary_along() -> None:
    trainer, resumed = tiny.make_trainer("next_word"), tiny.make_trainer("next_word", seed=1)
    other = _encoder(resumed)
    other.learn_input(lambda _most: (tiny.random_batch("next_word").samples[:1],))
    resumed.load_state_dict(tiny.saved(trainer))
    samples = tiny.random_batch("next_word").samples
    expected = [ids.tolist() for ids in _encoder(trainer).cut(samples)]
    assert [ids.tolist() for ids in other.cut(samples)] == expected


def test_the_memory_layout_for_pictures_does_not_trouble_it() -> None:
    trainer = tiny.make_trainer("missing_words")
    assert all(value.is_contiguous() for value in trainer.task.parameters())
    assert trainer.try_step()
