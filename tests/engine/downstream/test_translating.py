"""A decoder that looks at the whole sound: its loss, its search, its bounds."""

from __future__ import annotations

import itertools

import pytest
import torch
from torch import Tensor

from tests.engine.downstream.hearing import clips, hearing_encoder
from workbench.engine.contracts import Encoded
from workbench.engine.downstream.alphabet import Alphabet
from workbench.engine.downstream.translating import TranslatingNetwork
from workbench.engine.modalities import modalities

CPU = torch.device("cpu")


def network(longest: int = 4, pace: float = 100.0) -> TranslatingNetwork:
    torch.manual_seed(3)
    made = TranslatingNetwork(hearing_encoder(), Alphabet(("a", "b")), longest=longest, pace=pace)
    made.eval()
    with torch.no_grad():
        made.leave.weight.mul_(8)  # as sure of itself as if it had learnt
        made.leave.bias[1] = 1.0
    return made


def encoded(number: int = 1, tokens: int = 3) -> Encoded:
    torch.manual_seed(number)
    mask = torch.ones(number, tokens, dtype=torch.bool)
    return Encoded(pooled=torch.zeros(number, 256), tokens=torch.randn(number, tokens, 256), mask=mask)


def cost(made: TranslatingNetwork, heard: Encoded, text: str) -> float:
    """Nats of the text and its end."""
    with torch.no_grad():
        return float(made.loss(heard, [text])) * (len(text) + 1)


def test_a_wide_beam_finds_what_is_likeliest_over_its_length() -> None:
    made, heard = network(longest=3), encoded()
    texts = ["".join(t) for n in range(4) for t in itertools.product("ab", repeat=n)]
    # At its longest it must end, which then costs nothing.
    ends = {t: made_end(made, heard, t) if len(t) == 3 else 0.0 for t in texts}
    best = min(texts, key=lambda t: (cost(made, heard, t) - ends[t]) / (len(t) + 1) ** 0.8)
    assert made.say(heard, beam=4)[0].text == best


def made_end(made: TranslatingNetwork, heard: Encoded, text: str) -> float:
    """Nats of the end alone: what the text costs beyond its letters."""
    return -float(logs_after(made, heard, text)[1])


@torch.no_grad()
def logs_after(made: TranslatingNetwork, heard: Encoded, text: str) -> Tensor:
    given = torch.tensor([[0, *(2 + number for number in made.alphabet.numbers(text))]])
    out = made.decoder(input_ids=given, encoder_hidden_states=made.remember(heard), use_cache=False)
    logs: Tensor = made.leave(out.last_hidden_state[0, -1]).log_softmax(0)
    return logs


def test_the_confidence_is_the_mean_chance_of_what_was_written() -> None:
    made, heard = network(), encoded()
    said = made.say(heard, beam=1)[0]
    written = [*(2 + n for n in made.alphabet.numbers(said.text)), 1]
    chances = [float(logs_after(made, heard, said.text[:n])[i].exp()) for n, i in enumerate(written)]
    if len(said.text) == made.longest:
        chances[-1] = 1.0  # it had to end
    assert said.confidence == pytest.approx(sum(chances) / len(chances), rel=1e-3)


def test_sounds_together_say_what_they_say_alone() -> None:
    made, both = network(), encoded(2)
    alone = [
        made.say(
            Encoded(pooled=both.pooled[i : i + 1], tokens=both.tokens[i : i + 1], mask=both.mask[:1]), beam=3
        )
        for i in range(2)
    ]
    assert [said.text for said in made.say(both, beam=3)] == [one[0].text for one in alone]


def test_it_never_writes_longer_texts_than_it_may() -> None:
    made = network(longest=30, pace=0.0)
    with torch.no_grad():
        made.leave.bias[1] = -50.0  # it would never end
    assert len(made.say(encoded(), beam=2)[0].text) == 10


def test_what_lies_behind_a_sound_changes_nothing() -> None:
    made, short = network(), encoded()
    padded = torch.nn.functional.pad(short.tokens, (0, 0, 0, 4), value=9.0)
    long = Encoded(pooled=short.pooled, tokens=padded, mask=torch.arange(7)[None] < 3)
    assert cost(made, short, "ab") == pytest.approx(cost(made, long, "ab"), rel=1e-4)


@pytest.mark.parametrize("name", modalities.get("audio").encoders)
def test_every_encoder_of_sounds_can_be_translated_from(name: str) -> None:
    own = clips(4)
    made = TranslatingNetwork(hearing_encoder(name), Alphabet.of(own.texts), longest=8)
    heard = made.encode(own.samples(range(4), CPU))
    torch.autograd.backward(made.loss(heard, own.texts))
    assert made.enter.weight.grad is not None
    assert bool(torch.isfinite(made.enter.weight.grad).all())
    assert len(made.eval().say(heard, beam=2)) == 4
