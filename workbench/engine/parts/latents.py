"""Steps of sounds that are hidden in stretches, and told apart from the other hidden ones.

Baevski, Zhou, Mohamed & Auli 2020, "wav2vec 2.0", sections 3.1 and 3.2, equation 3.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Generator, Tensor
from torch.utils._python_dispatch import TorchDispatchMode

_SAME = 1 - 1e-4
"""Of the cosine between two chosen codes, from which on they are one."""


def spans(mask: Tensor, share: float, length: int, generator: Generator | None) -> Tensor:
    """Which steps are hidden, about `share` of the real ones (B, N) bool, in stretches: (B, N) bool.

    Stretches are `length` steps, or half of a sound that has fewer than twice as many; they may overlap,
    and every sound has at least one.
    """
    real = mask.sum(1, keepdim=True)
    long = (real // 2).clamp(1, length)
    wanted = -math.log1p(-share) * real / long  # so many that by chance leave 1 - share uncovered
    place = torch.arange(mask.shape[1], device=mask.device)[None]
    draws = torch.rand((2, *mask.shape), generator=generator, device=mask.device)
    most = torch.where(real < 4 * length, (real - 1) // long, real)  # something is left to hear
    number = (wanted + draws[1, :, :1]).floor().minimum(most).clamp_min(1)
    order = draws[0].masked_fill(place > real - long, 2.0).argsort(1).argsort(1)
    begun = ((order < number) & (place <= real - long)).cumsum(1)
    before = begun.gather(1, (place - long).clamp_min(0).expand_as(begun))
    return begun > before.masked_fill(place < long, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """The hidden steps of sounds beside one another.

    at: (n,) int64 their places in the flattened (B * N); row, column: (n,) int64, of which sound each is, and
    the how-manieth of it; shape: (B, M), with M the most that a sound has.
    """

    at: Tensor
    row: Tensor
    column: Tensor
    shape: tuple[int, int]

    @classmethod
    def of(cls, hidden: Tensor) -> Hidden:
        """From (B, N) bool."""
        at = hidden.flatten().nonzero()[:, 0]
        row = at // hidden.shape[1]
        column = (hidden.cumsum(1) - 1).flatten()[at]
        return cls(at=at, row=row, column=column, shape=(len(hidden), int(hidden.sum(1).max())))

    def take(self, values: Tensor) -> Tensor:
        """(B, N, C) -> (n, C)."""
        return values.flatten(0, 1)[self.at]

    def spread(self, values: Tensor) -> Tensor:
        """(n, C) -> (B, M, C), 0 where a sound has fewer."""
        out = values.new_zeros(*self.shape, values.shape[1])
        return out.index_put((self.row, self.column), values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How well hidden steps are told apart from others of their sound.

    errors: (n,) float32, cross-entropy in nats; right: (n,) bool, the true one is the most similar;
    chance: (n,) float32, how likely a guess is right.
    """

    errors: Tensor
    right: Tensor
    chance: Tensor


def tell_apart(
    answers: Tensor, targets: Tensor, codes: Tensor, places: Hidden, *,
    most: int, temperature: float, generator: Generator | None,
) -> Told:  # fmt: skip
    """Each answer (n, P) beside its own target (n, P) and those of other hidden steps of the same sound.

    Beside at most `most` others, drawn from `generator`; those with the same code (n, D) as its own are none.
    """
    with torch.autocast(answers.device.type, enabled=False):
        given, wanted = (places.spread(F.normalize(some.float(), dim=1)) for some in (answers, targets))
        similar = (given @ wanted.transpose(1, 2)) / temperature  # (B, M, M)
        with torch.no_grad():
            others = _others(codes, places, most, generator)  # (B, M, M)
            own = torch.eye(places.shape[1], dtype=torch.bool, device=others.device)
        logits = similar.masked_fill(~(others | own), -torch.inf)[places.row, places.column]  # (n, M)
        errors = F.cross_entropy(logits, places.column, reduction="none")
    with torch.no_grad():
        number = others.sum(2)[places.row, places.column]
        true = logits.gather(1, places.column[:, None])
        best = logits.scatter(1, places.column[:, None], -torch.inf).amax(1, keepdim=True)
        right = ((true > best) & (number[:, None] > 0))[:, 0]
    return Told(errors=errors, right=right, chance=1 / (number + 1.0))


def _others(codes: Tensor, places: Hidden, most: int, generator: Generator | None) -> Tensor:
    """Which steps each is to be told from: (B, M, M) bool."""
    known = places.spread(F.normalize(codes.detach().float(), dim=1))
    others = known @ known.transpose(1, 2) < _SAME
    real = places.spread(torch.ones_like(codes[:, :1], dtype=torch.float32))[:, :, 0] > 0
    others &= real[:, None] & real[:, :, None]
    if places.shape[1] - 1 > most:
        draws = torch.rand(others.shape, generator=generator, device=others.device)
        draws = draws.masked_fill(~others, 2.0)
        others &= draws <= draws.kthvalue(most, 2, keepdim=True).values
    return others


class DrawnFrom(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Within it this thread's exponential draws, such as a library's Gumbel noise, come from a generator.

    They are then the same whatever other threads draw meanwhile.
    """

    def __init__(self, generator: Generator | None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._generator = generator

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        given = dict(kwargs or {})
        if func is torch.ops.aten.exponential_.default:
            given["generator"] = self._generator
        return func(*args, **given)
