from __future__ import annotations

import math
from collections.abc import Generator

import pytest
import torch

from tests.engine import tiny
from workbench.engine.downstream.answering import Form, Recipe, Taught, bits_per_byte, teach
from workbench.engine.downstream.retrieval import Pair
from workbench.engine.encoders.text import TextEncoder
from workbench.engine.encoders.text.vocabulary import Special, Vocabulary
from workbench.engine.modalities import modalities
from workbench.jobs import CancelToken, Event, Request, Stopped

PAIRS = tuple(
    Pair(prompt=f"what says the {who}", answer=what)
    for who, what in (("moth", "green light"), ("river", "seven stone"), ("rain", "quick walks"))
    for _ in range(4)
)


@pytest.fixture
def encoder() -> TextEncoder:
    torch.manual_seed(0)
    made = tiny.small_encoder(modalities.get("text"), "gpt_mini")
    assert isinstance(made, TextEncoder)
    return made.eval()


def taught(
    encoder: TextEncoder, *, seed: int = 0, epochs: int = 20, token: CancelToken | None = None
) -> Taught:
    recipe = Recipe(epochs=epochs, batch=6, rate=3e-3)
    return returned(
        teach(
            encoder, PAIRS, PAIRS[::4], seconds=60, seed=seed, device=tiny.CPU,
            token=token or CancelToken(), recipe=recipe,
        )
    )  # fmt: skip


def returned(steps: Generator[Event, None, Taught]) -> Taught:
    try:
        while True:
            next(steps)
    except StopIteration as end:
        found: Taught = end.value
        return found


def test_a_pair_is_question_and_answer_behind_their_signs(encoder: TextEncoder) -> None:
    ids, num_asked = Form(encoder).pair(Pair(prompt="the moth", answer="light"))
    special = encoder.vocabulary.special
    assert ids[:2] == [special.bos, special.ask]
    assert ids[num_asked - 1] == special.answer
    assert encoder.vocabulary.text(ids[:num_asked]).strip() == "the moth"
    assert encoder.vocabulary.text(ids[num_asked:]).strip() == "light"
    assert ids[-1] == special.eos


def test_a_vocabulary_without_such_signs_gets_plain_ones(encoder: TextEncoder) -> None:
    encoder.vocabulary = Vocabulary(encoder.vocabulary.tokenizer, Special(ask=-1, answer=-1))
    ids, num_asked = Form(encoder).pair(Pair(prompt="the moth", answer="light"))
    assert encoder.vocabulary.text(ids[:num_asked]).split() == ["Q:", "the", "moth", "A:"]


def test_a_prompt_longer_than_the_context_keeps_its_end(encoder: TextEncoder) -> None:
    ids, num_asked = Form(encoder).pair(Pair(prompt="stone " * 500 + "rain", answer="light"))
    assert len(ids) <= encoder.spec.size
    assert encoder.vocabulary.text(ids[:num_asked]).endswith("rain")
    assert encoder.vocabulary.text(ids[num_asked:]).strip() == "light"


def test_the_cost_is_that_of_the_answers_tokens_only(encoder: TextEncoder) -> None:
    pair = Pair(prompt="the moth", answer="green light")
    ids, num_asked = Form(encoder).pair(pair)
    whole = torch.tensor([ids])
    with torch.no_grad():
        hidden = encoder.run(whole, torch.ones_like(whole, dtype=torch.bool))[0]
        chances = torch.log_softmax(hidden @ encoder.embedding.T, 1)
    nats = -sum(float(chances[at - 1, ids[at]]) for at in range(num_asked, len(ids)))
    assert bits_per_byte(encoder, [pair]) == pytest.approx(nats / math.log(2) / 11, rel=1e-4)


def test_a_long_prompt_takes_all_the_room_that_its_answer_leaves(encoder: TextEncoder) -> None:
    ids, _ = Form(encoder).pair(Pair(prompt="stone " * 500, answer="light"))
    assert len(ids) == encoder.spec.size


def test_of_an_answer_longer_than_the_context_only_the_bytes_that_were_read_count(
    encoder: TextEncoder,
) -> None:
    whole, longer = (bits_per_byte(encoder, [Pair(prompt="moth", answer="light " * n)]) for n in (200, 2000))
    assert longer == pytest.approx(whole, rel=1e-3)


def test_pairs_of_different_lengths_do_not_disturb_each_other(encoder: TextEncoder) -> None:
    short, long = Pair(prompt="a", answer="moth"), Pair(prompt="stone " * 30, answer="rain " * 20)
    alone = [bits_per_byte(encoder, [pair]) * len(pair.answer.strip()) for pair in (short, long)]
    together = bits_per_byte(encoder, [short, long]) * sum(len(p.answer.strip()) for p in (short, long))
    assert together == pytest.approx(sum(alone), rel=1e-4)


def test_what_is_taught_becomes_likely_and_the_given_network_stays(encoder: TextEncoder) -> None:
    before = {name: value.clone() for name, value in encoder.state_dict().items()}
    made = taught(encoder)
    assert made.after < 0.3 * made.before
    assert all(torch.equal(value, before[name]) for name, value in encoder.state_dict().items())


def test_the_same_seed_teaches_the_same(encoder: TextEncoder) -> None:
    first, again = taught(encoder, epochs=2), taught(encoder, epochs=2)
    assert torch.equal(first.encoder.embedding, again.encoder.embedding)


def test_it_keeps_the_best_state_and_ends_when_nothing_gets_better(encoder: TextEncoder) -> None:
    unlike = [Pair(prompt="zzz", answer="Quite another thing, 12345!")]
    steps = teach(
        encoder, PAIRS, unlike, seconds=60, seed=0, device=tiny.CPU, token=CancelToken(),
        recipe=Recipe(epochs=200, batch=6, rate=3e-3),
    )  # fmt: skip
    made = returned(steps)
    assert made.after <= made.before
    assert made.after == pytest.approx(bits_per_byte(made.encoder, unlike))
    assert made.steps < 200


def test_stop_ends_it_inside_a_step(encoder: TextEncoder) -> None:
    token = CancelToken()
    token.ask(Request.STOP)
    with pytest.raises(Stopped):
        taught(encoder, token=token)
