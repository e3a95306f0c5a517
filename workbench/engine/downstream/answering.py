"""Teaching a network that writes on to answer: ChatGPT's recipe in small.

It reads question and answer behind one another and learns to predict the answer's tokens, and only those.
Ouyang et al. 2022, "Training language models to follow instructions with human feedback", step 1 (supervised
fine-tuning on demonstrations); Radford et al. 2018, "Improving Language Understanding by Generative
Pre-Training", section 3.3 (questions and answers joined by tokens of their own).
"""

from __future__ import annotations

import copy
import functools
import math
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from workbench.engine import device as devices
from workbench.engine.downstream.retrieval import Pair
from workbench.engine.downstream.writing import ids_of
from workbench.engine.encoders.text import TextEncoder
from workbench.engine.interrupting import watching
from workbench.jobs import Advanced, CancelToken, Event, Measured, PhaseStarted

PHASE = "Learning to answer"
_ASK, _ANSWER = "\nQ: ", "\nA: "
"""Where a vocabulary from elsewhere has no tokens of its own for them."""
_SHARE_OF_PROMPT = 0.5
"""Of the context: a longer prompt is cut at its beginning where its answer would not fit."""
_ASKED = 3 / 4
"""Of the context: the most that a question takes when nothing is known of its answer."""
_MOST_HELD = 200
_WARM = 0.05
_WIDTH = 128
_LOOKS = 20
_PATIENCE = 4
_NEWS_SECONDS = 0.25
Asked = tuple[list[int], int]
"""All tokens of a pair, and how many of them are the question's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a network is taught."""

    epochs: int = 20
    """At most: it ends sooner when held-out pairs no longer become likelier."""
    batch: int = 16
    rate: float = 1e-3
    """Peak learning rate (AdamW) of a network 128 wide, after a twentieth of warm-up; a cosine to zero."""
    weight_decay: float = 1e-2


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """A taught network, and what held-out answers cost it before and after, in bits per byte."""

    encoder: TextEncoder
    steps: int
    before: float
    after: float


class Form:
    """How questions and answers are put to a network: [BOS] [ASK] prompt [ANSWER] answer [EOS]."""

    def __init__(self, encoder: TextEncoder) -> None:
        self._vocabulary = encoder.vocabulary
        self._size = encoder.spec.size
        special = encoder.vocabulary.special
        self._ask = [special.ask] if special.ask >= 0 else ids_of(encoder.vocabulary, _ASK)
        self._answer = [special.answer] if special.answer >= 0 else ids_of(encoder.vocabulary, _ANSWER)

    def question(self, prompt: str, *, room: int | None = None) -> list[int]:
        """All that stands before the answer. A prompt longer than `room` tokens keeps its end."""
        room = int(self._size * _ASKED) if room is None else room
        prompt_ids = ids_of(self._vocabulary, prompt.strip())[-max(1, room) :]
        return [self._vocabulary.special.bos, *self._ask, *prompt_ids, *self._answer]

    def pair(self, pair: Pair) -> Asked:
        """All tokens, at most the context, and how many of them are the question's."""
        answer = [*ids_of(self._vocabulary, pair.answer.strip()), self._vocabulary.special.eos]
        marks = len(self.question("", room=1))
        room = max(int(self._size * _SHARE_OF_PROMPT), self._size - len(answer))
        question = self.question(pair.prompt, room=room - marks)
        return [*question, *answer][: self._size], len(question)


def teach(
    encoder: TextEncoder,
    pairs: Sequence[Pair],
    held: Sequence[Pair],
    *,
    seconds: float,
    seed: int,
    device: torch.device,
    token: CancelToken,
    recipe: Recipe | None = None,
) -> Generator[Event, None, Taught]:
    """Teach a copy of a causal network these pairs; the state that fits `held` best is given back.

    Raises `Stopped` inside a step.
    """
    recipe = recipe or Recipe()
    network = copy.deepcopy(encoder).to(device)
    form = Form(network)
    learnt = [form.pair(pair) for pair in pairs]
    epoch = max(1, -(-len(learnt) // recipe.batch))
    planned = recipe.epochs * epoch
    between_looks = max(epoch // 2, planned // _LOOKS, 1)
    yield PhaseStarted(phase=PHASE, total=planned, unit="steps")
    best = _Best(network, held)
    rate = recipe.rate * math.sqrt(_WIDTH / network.width)
    optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=recipe.weight_decay)
    batches = _batches(learnt, recipe.batch, seed)
    step, progress = 0, 0.0
    started = news = time.monotonic()
    with watching(network, token):
        while progress < 1 and best.worse < _PATIENCE:
            token.wait_while_paused()
            token.raise_if_stopping()
            _set_rate(optimizer, rate, progress)
            loss = _step(network, optimizer, next(batches))
            step += 1
            now = time.monotonic()
            progress = max(step / planned, (now - started) / max(seconds, 1e-6))
            is_last = progress >= 1
            if now - news > _NEWS_SECONDS or is_last:
                news = now
                yield Measured(step=step, values={"loss": loss})
                yield _advanced(step, planned, now - started, seconds)
            if step % between_looks == 0 or is_last:
                best.look(step)
    return best.taught()


class _Best:
    """The state of a network that fits held-out pairs best; without any, the last one looked at."""

    def __init__(self, network: TextEncoder, held: Sequence[Pair]) -> None:
        self._network = network
        self._held = list(held)[:_MOST_HELD]
        self._before = self._bits = bits_per_byte(network, self._held)
        self._state = _state(network)
        self._step = 0
        self.worse = 0
        """Looks in a row that found nothing better."""

    def look(self, step: int) -> None:
        """Keep the network's present state where it is better."""
        bits = bits_per_byte(self._network, self._held)
        if bits < self._bits or not self._held:
            self._bits, self._step, self._state, self.worse = bits, step, _state(self._network), 0
        else:
            self.worse += 1

    def taught(self) -> Taught:
        """The network, brought back to that state."""
        self._network.load_state_dict(self._state)
        encoder = self._network.eval()
        return Taught(encoder=encoder, steps=self._step, before=self._before, after=self._bits)


def _batches(learnt: Sequence[Asked], batch: int, seed: int) -> Iterator[list[Asked]]:
    """All pairs in a new order each time round, without end."""
    order = np.random.default_rng([seed, 5])
    while learnt:
        turn = order.permutation(len(learnt)).tolist()
        for first in range(0, len(turn), batch):
            yield [learnt[i] for i in turn[first : first + batch]]


@torch.inference_mode()
def bits_per_byte(encoder: TextEncoder, pairs: Sequence[Pair]) -> float:
    """What the answers cost when the questions are known, their ends included; 0 of no pairs.

    Of an answer longer than the context only what was read of it counts, in nats and in bytes.
    """
    form, training = Form(encoder), encoder.training
    encoder.eval()
    nats = num_bytes = 0.0
    for first in range(0, len(pairs), 16):
        some = pairs[first : first + 16]
        batch = [form.pair(pair) for pair in some]
        nats += float(_loss(encoder, batch, reduction="sum"))
        num_bytes += sum(map(functools.partial(_bytes_read, encoder), some, batch))
    encoder.train(training)
    return nats / math.log(2) / max(1.0, num_bytes)


def _bytes_read(encoder: TextEncoder, pair: Pair, asked: Asked) -> float:
    """How many bytes of a pair's answer its tokens stand for, of which a long one lacks the last."""
    content = pair.answer.strip()
    lengths = encoder.vocabulary.num_bytes()
    ids, num_asked = asked
    read, whole = lengths[ids[num_asked:]].sum(), lengths[ids_of(encoder.vocabulary, content)].sum()
    return len(content.encode()) * min(1.0, float(read) / max(1, int(whole)))


def _step(network: TextEncoder, optimizer: torch.optim.Optimizer, batch: Sequence[Asked]) -> float:
    network.train()
    loss = _loss(network, batch, reduction="mean")
    optimizer.zero_grad(set_to_none=True)
    torch.autograd.backward(loss)
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return float(loss.detach())


def _loss(network: TextEncoder, batch: Sequence[Asked], *, reduction: str) -> Tensor:
    """The nats of the answers' tokens, their ends included; of nothing else."""
    device = network.embedding.device
    length = max(len(ids) for ids, _ in batch)
    ids = torch.full((len(batch), length), network.vocabulary.special.pad)
    told = torch.zeros(len(batch), length, dtype=torch.bool)
    mask = torch.zeros(len(batch), length, dtype=torch.bool)
    for row, (numbers, num_asked) in enumerate(batch):
        ids[row, : len(numbers)] = torch.tensor(numbers)
        told[row, num_asked : len(numbers)] = True
        mask[row, : len(numbers)] = True
    ids, told, mask = ids.clamp_min(0).to(device), told.to(device), mask.to(device)
    dtype = devices.precision(device)
    with torch.autocast(device.type, dtype, enabled=dtype != torch.float32):
        hidden = network.run(ids[:, :-1], mask[:, :-1])[told[:, 1:]]  # (n, D)
        logits = F.linear(hidden, network.embedding)
    return F.cross_entropy(logits.float(), ids[:, 1:][told[:, 1:]], reduction=reduction)


def _state(network: TextEncoder) -> dict[str, Tensor]:
    return {name: value.detach().clone() for name, value in network.state_dict().items()}


def _set_rate(optimizer: torch.optim.Optimizer, rate: float, progress: float) -> None:
    """Progress in [0, 1): by the steps, or by the time where that is nearer to its end."""
    falling = max(0.0, (progress - _WARM) / (1 - _WARM))
    now = rate * min(1.0, (progress + _WARM / 10) / _WARM) * 0.5 * (1 + math.cos(math.pi * falling))
    for group in optimizer.param_groups:
        group["lr"] = now


def _advanced(done: int, total: int, seconds: float, most: float) -> Advanced:
    rate = done / max(seconds, 1e-6)
    left = max(0.0, min((total - done) / rate, most - seconds))
    return Advanced(phase=PHASE, done=done, total=total, unit="steps", rate=rate, seconds_left=left)


__all__ = ["Form", "Pair", "Recipe", "Taught", "bits_per_byte", "teach"]
