"""Teaching a network to write down what it hears: its head first, then all of it, as long as it helps.

Baevski et al. 2020, "wav2vec 2.0", section 4.3 (the encoder waits while a fresh head learns); Park et al.
2019, "SpecAugment" (stretches of the spectrogram are covered).
"""

from __future__ import annotations

import dataclasses
import math
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Generator as Draws
from torch import Tensor, nn

from workbench.engine.batches import mixed
from workbench.engine.contracts import Encoded, Layout
from workbench.engine.downstream.hearing import HearingNetwork
from workbench.engine.embedding import Gather
from workbench.engine.encoders.audio import RATE_HZ
from workbench.engine.interrupting import watching
from workbench.engine.modalities import Modality
from workbench.jobs import Advanced, CancelToken, Event, Measured, PhaseStarted

Indices = NDArray[np.int64]
_WARM = 0.05
_LOOKS = 24
_NEWS_SECONDS = 0.25
_SECONDS_A_BATCH = 64.0
_SORTED = 8
"""Batches whose clips are dealt by length: the shorter ones need no zeros up to the longest."""
_MOST_HELD_TOKENS = 100_000_000
_ROOM = 1.12
_WHOLE = {"crop_low": 1.0, "speed_change": 0.1, "noise": 0.03}
"""Of the views' settings: variations that keep every word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clips:
    """Sounds and their texts. rows: (N,) int64, cache rows; the first `num_pool` may be learnt from."""

    modality: Modality
    layout: Layout
    gather: Gather
    rows: Indices
    texts: tuple[str, ...]
    num_pool: int

    def samples(self, places: Sequence[int], device: torch.device) -> Tensor:
        """(B, T) float32, without the zeros behind the longest."""
        rows = np.ascontiguousarray(self.gather(self.rows[np.asarray(places, np.int64)]))
        longest = max(1, int(ends(rows).max(initial=1)))
        return self.modality.samples(torch.from_numpy(rows[:, :longest].copy()).to(device))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a network is taught."""

    epochs: int = 60
    """At most: it ends sooner when held-out texts no longer become likelier."""
    batch: int = 16
    rate: float = 2e-3
    """Peak learning rate of the head (AdamW), after a twentieth of warm-up; a cosine to zero."""
    encoder_rate: float = 5e-4
    weight_decay: float = 1e-2
    patience: int = 6
    head_share: float = 0.2
    """Of the time in which only the head learns, where the encoder was pretrained."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What teaching came to: steps until the best state, and nats a letter of held-out texts there."""

    steps: int
    loss: float


def ends(rows: NDArray[Any]) -> Indices:
    """How many samples of each row come before the zeros behind it: (B, T) -> (B,) int64."""
    heard = rows != 0
    return np.where(heard.any(1), rows.shape[1] - heard[:, ::-1].argmax(1), 0).astype(np.int64)


def teach(
    network: HearingNetwork,
    clips: Clips,
    learnt: Sequence[int],
    held: Sequence[int],
    *,
    seconds: float,
    seed: int,
    device: torch.device,
    token: CancelToken,
    phase: str,
    is_pretrained: bool,
    recipe: Recipe | None = None,
) -> Generator[Event, None, Learnt]:
    """Teach a network in place; it ends in the state that finds the `held` texts likeliest.

    Raises `Stopped` inside a step.
    """
    course = _Course(network.to(device), clips, learnt, held, recipe or Recipe(), seed, device, token, phase)
    with watching(network, token):
        if is_pretrained:
            yield from course.run(seconds * course.recipe.head_share, head_only=True)
        yield from course.run(seconds - course.seconds, head_only=False)
    network.load_state_dict(course.kept)
    network.eval()
    return Learnt(steps=course.best_step, loss=course.best)


class _Course:
    """The state of teaching, over its stages."""

    def __init__(
        self,
        network: HearingNetwork,
        clips: Clips,
        learnt: Sequence[int],
        held: Sequence[int],
        recipe: Recipe,
        seed: int,
        device: torch.device,
        token: CancelToken,
        phase: str,
    ) -> None:
        self.network, self.clips, self.recipe = network, clips, recipe
        self.learnt, self.held = list(learnt), list(held)
        self.device, self.token, self.phase = device, token, phase
        self.best, self.best_step, self.step = math.inf, 0, 0
        self.seconds = 0.0
        self.kept = _state(network)
        self._order = np.random.default_rng([seed, 8])
        self._draws = Draws(device=device).manual_seed(mixed(seed, 9))
        self._views = whole_views(clips.modality, clips.layout)
        self._lengths = _lengths(clips, [*self.learnt, *self.held])

    def run(self, seconds: float, *, head_only: bool) -> Iterator[Event]:
        """One stage: until its steps or seconds are over, or held-out texts have long become no likelier."""
        started = news = time.monotonic()
        batch = self._batch_size()
        epoch = max(1, -(-len(self.learnt) // batch))
        planned = self.recipe.epochs * epoch
        yield PhaseStarted(phase=self.phase, total=100, unit="% of the time")
        self.network.requires_grad_(True)
        if head_only:
            self.network.encoder.requires_grad_(False)
        tokens = _Tokens(self, head_only)
        optimizer = self._optimizer(head_only)
        peaks = [float(group["lr"]) for group in optimizer.param_groups]
        done, worse, progress = 0, 0, 0.0
        waiting: list[list[int]] = []
        while progress < 1 and worse < self.recipe.patience:
            self.token.wait_while_paused()
            self.token.raise_if_stopping()
            waiting = waiting or self._batches(batch)
            chosen = waiting.pop()
            _set_rates(optimizer, peaks, progress)
            loss = self._learn(optimizer, tokens, chosen)
            done += 1
            self.step += 1
            now = time.monotonic()
            progress = max(done / planned, (now - started) / max(seconds, 1e-6))
            if now - news > _NEWS_SECONDS or progress >= 1:
                news = now
                yield Measured(step=self.step, values={"loss": loss})
                yield self._advanced(progress, now - started, seconds)
            if done % max(epoch, planned // _LOOKS) == 0 or progress >= 1:
                worse = 0 if self._look(tokens) else worse + 1
        self.seconds += time.monotonic() - started

    def varied(self, samples: Tensor) -> Tensor:
        """Each sound a bit faster or slower, louder or softer; nothing of it is lost."""
        room = round(samples.shape[1] * _ROOM)
        padded = nn.functional.pad(samples, (0, room - samples.shape[1]))
        return self.clips.modality.views(padded, self._draws, self._views)

    def _learn(self, optimizer: torch.optim.Optimizer, tokens: _Tokens, chosen: list[int]) -> float:
        self.network.train()
        encoded = tokens.of(chosen, self._draws)
        loss = self.network.loss(encoded, [self.clips.texts[place] for place in chosen])
        optimizer.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        optimizer.step()
        return float(loss.detach())

    @torch.no_grad()
    def _look(self, tokens: _Tokens) -> bool:
        """Whether the held-out texts have never been likelier; then this state is kept."""
        self.network.eval()
        total = 0.0
        for first in range(0, len(self.held), self.recipe.batch):
            some = self.held[first : first + self.recipe.batch]
            loss = self.network.loss(tokens.of(some, None), [self.clips.texts[place] for place in some])
            total += float(loss) * len(some)
        mean = total / max(1, len(self.held))
        if mean >= self.best and self.held:
            return False
        self.best, self.best_step, self.kept = mean, self.step, _state(self.network)
        return True

    def _batch_size(self) -> int:
        seconds = float(np.mean([self._lengths[place] for place in self.learnt])) / RATE_HZ
        fitting = max(2, int(_SECONDS_A_BATCH / max(seconds, 1e-3)))
        return max(1, min(self.recipe.batch, fitting, -(-len(self.learnt) // 4)))

    def _batches(self, size: int) -> list[list[int]]:
        """All learnt clips in a new order, those of a batch about as long as each other."""
        order = [self.learnt[i] for i in self._order.permutation(len(self.learnt))]
        batches: list[list[int]] = []
        for first in range(0, len(order), _SORTED * size):
            some = sorted(order[first : first + _SORTED * size], key=lambda place: self._lengths[place])
            batches += [some[at : at + size] for at in range(0, len(some), size)]
        return [batches[i] for i in self._order.permutation(len(batches))]

    def _optimizer(self, head_only: bool) -> torch.optim.Optimizer:
        groups: list[dict[str, Any]] = [{"params": self.network.head, "lr": self.recipe.rate}]
        if not head_only:
            groups.append({"params": list(self.network.encoder.parameters()), "lr": self.recipe.encoder_rate})
        return torch.optim.AdamW(groups, weight_decay=self.recipe.weight_decay)

    def _advanced(self, progress: float, seconds: float, most: float) -> Advanced:
        left = max(0.0, min(seconds * (1 - progress) / max(progress, 1e-6), most - seconds))
        done = min(100, round(100 * progress))
        return Advanced(phase=self.phase, done=done, total=100, unit="% of the time", seconds_left=left)


class _Tokens:
    """What the encoder makes of clips: made anew each time, or once while it does not learn."""

    def __init__(self, course: _Course, head_only: bool) -> None:
        self._course = course
        self._head_only = head_only
        self._known: dict[int, tuple[Tensor, Tensor]] = {}
        self._held = 0

    def of(self, places: list[int], draws: Draws | None) -> Encoded:
        """Tokens of these clips; with draws of variations of them."""
        course = self._course
        network = course.network
        if not self._head_only:
            samples = course.clips.samples(places, course.device)
            return network.encode(samples if draws is None else course.varied(samples), draws)
        was_training = network.training
        network.encoder.eval()
        missing = [place for place in places if place not in self._known]
        made: dict[int, tuple[Tensor, Tensor]] = {}
        if missing:
            with torch.no_grad():
                encoded = network.encode(course.clips.samples(missing, course.device), None)
            for i, place in enumerate(missing):
                count = max(1, int(encoded.mask[i].sum()))
                made[place] = (encoded.tokens[i, :count].clone(), encoded.pooled[i].clone())
                if self._held < _MOST_HELD_TOKENS:
                    self._held += made[place][0].numel()
                    self._known[place] = made[place]
        network.encoder.train(was_training)
        return _together([self._known.get(place) or made[place] for place in places])


def _together(parts: Sequence[tuple[Tensor, Tensor]]) -> Encoded:
    longest = max(len(tokens) for tokens, _ in parts)
    first = parts[0][0]
    tokens = first.new_zeros(len(parts), longest, first.shape[1])
    mask = torch.zeros(len(parts), longest, dtype=torch.bool, device=first.device)
    for i, (own, _) in enumerate(parts):
        tokens[i, : len(own)] = own
        mask[i, : len(own)] = True
    return Encoded(pooled=torch.stack([pooled for _, pooled in parts]), tokens=tokens, mask=mask)


def whole_views(modality: Modality, layout: Layout) -> Any:
    """View settings that keep every word."""
    settings = modality.default_views(layout, "gentle")
    known = {field.name for field in dataclasses.fields(settings)}
    return dataclasses.replace(
        settings, **{name: value for name, value in _WHOLE.items() if name in known}
    )  # fmt: skip


def _lengths(clips: Clips, places: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for first in range(0, len(places), 64):
        some = list(places[first : first + 64])
        found |= dict(zip(some, ends(clips.gather(clips.rows[some])).tolist(), strict=True))
    return found


def _state(network: nn.Module) -> dict[str, Tensor]:
    return {name: value.detach().clone() for name, value in network.state_dict().items()}


def _set_rates(optimizer: torch.optim.Optimizer, peaks: Sequence[float], progress: float) -> None:
    """Progress in [0, 1): by the steps, or by the time where that is nearer to its end."""
    falling = max(0.0, (progress - _WARM) / (1 - _WARM))
    share = min(1.0, (progress + _WARM / 10) / _WARM) * 0.5 * (1 + math.cos(math.pi * falling))
    for group, peak in zip(optimizer.param_groups, peaks, strict=True):
        group["lr"] = peak * share
