"""The control: a network that guesses letter after letter, of the size and settings of nanoGPT's on a CPU.

Karpathy, nanoGPT (README, "I only have a macbook"): GPT-2's form with 4 layers of 4 heads, 128 wide, a
context of 64 letters, no dropout, 12 stretches a step, 2,000 steps; AdamW with 0.9 and 0.99, weight decay
0.1, clipping at 1, a warm-up of 100 steps to 1e-3 and a cosine down to 1e-4. On Shakespeare's works (1.1 MB)
it reaches a validation loss of 1.88 nats a letter in about three minutes. Written anew from that description
and from Radford et al. 2019 (GPT-2).
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

LAYERS, HEADS, WIDTH, CONTEXT, BATCH = 4, 4, 128, 64, 12
PUBLISHED_STEPS = 2000
PUBLISHED_NATS = 1.88
_PEAK, _LOWEST, _WARM_UP, _FIRST = 1e-3, 1e-4, 0.05, 0.01
_TRIED_STEPS = 10
_END = "\x04"
"""Stands behind every document and is guessed too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """What the training came to, and what the held-out documents cost, in nats, ends included.

    blocks: cut into stretches of 64, as nanoGPT measures; sliding: each letter from at least 32 before it.
    """

    steps: int
    seconds: float
    parameters: int
    blocks: float
    sliding: float


class LetterNetwork(nn.Module):
    """Letters (B, T) int64 -> how likely each letter comes next: (B, T, V)."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.letters = nn.Embedding(size, WIDTH)
        self.places = nn.Embedding(CONTEXT, WIDTH)
        self.blocks = nn.ModuleList(_Block() for _ in range(LAYERS))
        self.norm = nn.LayerNorm(WIDTH, bias=False)
        for name, weight in self.named_parameters():
            if weight.ndim > 1:
                deep = name.endswith("out.weight")
                nn.init.normal_(weight, std=0.02 / (math.sqrt(2 * LAYERS) if deep else 1))

    def forward(self, letters: Tensor) -> Tensor:
        """One pass; the table of letters is the output table too."""
        made = self.letters(letters) + self.places.weight[: letters.shape[1]]
        for block in self.blocks:
            made = block(made)
        return F.linear(self.norm(made), self.letters.weight)


class _Block(nn.Module):
    """Attention to what is before, then two layers, each added to what came in."""

    def __init__(self) -> None:
        super().__init__()
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH, bias=False) for _ in range(2))
        self.attention = nn.Linear(WIDTH, 3 * WIDTH, bias=False)
        self.attention_out = nn.Linear(WIDTH, WIDTH, bias=False)
        self.wide = nn.Linear(WIDTH, 4 * WIDTH, bias=False)
        self.wide_out = nn.Linear(4 * WIDTH, WIDTH, bias=False)

    def forward(self, made: Tensor) -> Tensor:
        shape = (*made.shape[:2], HEADS, WIDTH // HEADS)
        query, key, value = (
            part.view(shape).transpose(1, 2) for part in self.attention(self.norms[0](made)).chunk(3, -1)
        )
        seen = F.scaled_dot_product_attention(query, key, value, is_causal=True)
        made = made + self.attention_out(seen.transpose(1, 2).flatten(2))
        out: Tensor = made + self.wide_out(F.gelu(self.wide(self.norms[1](made))))
        return out


def train(
    learnt: Sequence[str], held: Sequence[str], *, seconds: float | None, seed: int, threads: Sequence[int]
) -> Trained:
    """Train for so long, or for 2,000 steps, with the fastest number of threads, and measure.

    The letters of both are known, as in nanoGPT. The time includes finding the number of threads.
    """
    table = {letter: number for number, letter in enumerate(sorted({*"".join((*learnt, *held)), _END}))}
    stream, ahead = _stream(learnt, table), _stream(held, table)
    torch.manual_seed(seed)
    network = LetterNetwork(len(table))
    started = time.perf_counter()
    torch.set_num_threads(_fastest(stream, len(table), threads))
    trainer = _Training(network, stream, seed)
    while (done := _progress(trainer.steps, started, seconds)) < 1:
        trainer.step(done)
    spent = time.perf_counter() - started
    network.eval()
    return Trained(
        steps=trainer.steps,
        seconds=spent,
        parameters=sum(weight.numel() for weight in network.parameters()),
        blocks=_nats(network, ahead, CONTEXT),
        sliding=_nats(network, ahead, CONTEXT // 2),
    )


class _Training:
    """Steps at random stretches of the stream."""

    def __init__(self, network: LetterNetwork, stream: Tensor, seed: int) -> None:
        self.steps = 0
        self._network = network
        self._stream = stream
        self._generator = torch.Generator().manual_seed(seed)
        matrices = [weight for weight in network.parameters() if weight.ndim > 1]
        others = [weight for weight in network.parameters() if weight.ndim == 1]
        self._optimizer = torch.optim.AdamW(
            [{"params": matrices, "weight_decay": 0.1}, {"params": others, "weight_decay": 0.0}],
            betas=(0.9, 0.99),
            fused=True,
        )

    def step(self, done: float) -> None:
        """One, at the rate for that share of the training."""
        starts = torch.randint(len(self._stream) - CONTEXT, (BATCH, 1), generator=self._generator)
        rows = self._stream[starts + torch.arange(CONTEXT + 1)]
        loss = F.cross_entropy(self._network(rows[:, :-1]).flatten(0, 1), rows[:, 1:].flatten())
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(self._network.parameters(), 1.0)
        for group in self._optimizer.param_groups:
            group["lr"] = rate(done)
        self._optimizer.step()
        self._optimizer.zero_grad()
        self.steps += 1


def rate(done: float) -> float:
    """The learning rate after that share of the training."""
    if done < _WARM_UP:
        return _PEAK * max(done / _WARM_UP, _FIRST)
    share = (done - _WARM_UP) / (1 - _WARM_UP)
    return _LOWEST + 0.5 * (1 + math.cos(math.pi * share)) * (_PEAK - _LOWEST)


def _progress(steps: int, started: float, seconds: float | None) -> float:
    """By the clock where a time was given, so that a busy machine changes no schedule; else by steps."""
    if seconds is None:
        return steps / PUBLISHED_STEPS
    return (time.perf_counter() - started) / seconds


def _fastest(stream: Tensor, size: int, threads: Sequence[int]) -> int:
    """As the program does: where other programs keep the cores busy, fewer threads are faster."""
    times = {number: _tried(_Training(LetterNetwork(size), stream, 0), number) for number in threads}
    return min(times, key=lambda number: times[number])


def _tried(training: _Training, threads: int) -> float:
    """Seconds of some steps with so many threads; the first does not count."""
    torch.set_num_threads(threads)
    training.step(0.0)
    start = time.perf_counter()
    for _ in range(_TRIED_STEPS):
        training.step(0.0)
    return time.perf_counter() - start


def _stream(documents: Sequence[str], table: dict[str, int]) -> Tensor:
    """All letters one after the other, (n,) int64; the first is an end, from which the next is guessed."""
    text = _END + "".join(document + _END for document in documents)
    return torch.tensor([table[letter] for letter in text])


@torch.inference_mode()
def _nats(network: LetterNetwork, stream: Tensor, stride: int) -> float:
    """The cost of all letters but the first, each guessed once, the context moved by `stride`."""
    total, guessed = 0.0, 0  # guessed: of the letters behind the first
    while guessed < len(stream) - 1:
        start = max(0, guessed + stride - CONTEXT)
        row = stream[start : min(len(stream), start + CONTEXT + 1)]
        errors = F.cross_entropy(network(row[None, :-1])[0], row[1:], reduction="none")
        total += float(errors[guessed - start :].double().sum())
        guessed = start + len(row) - 1
    return total
