"""Stretches of videos, taken apart in time: where they lie, which way they run, and how they are shuffled."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Generator, Tensor

from workbench.engine.modalities.video.standing import moving

SHORTEST = 2
"""Frames in a stretch: one alone shows no movement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """S stretches of L frames of each video, in the order in which they are shown.

    frames: (B, S, L) int64, which frame of the video each is; places: (B, S) int64, where each belongs,
    counted as the video was; turned: (B, S) bool, whether it runs backwards;
    real: (B,) bool, False where too little moves for any order to be right.
    """

    frames: Tensor
    places: Tensor
    turned: Tensor
    real: Tensor

    def of(self, samples: Tensor) -> Tensor:
        """The stretches of samples (B, 3, T, H, W): (B, S, 3, L, H, W), channels last in memory."""
        videos = torch.arange(len(samples), device=samples.device)[:, None, None]
        return samples.permute(0, 2, 3, 4, 1)[videos, self.frames].permute(0, 1, 5, 2, 3, 4)


def length(frames: int, number: int) -> int:
    """Of each of so many stretches of a video: with room between them, where it has enough frames."""
    return max(SHORTEST, frames // number - 1)


def drawn(
    samples: Tensor, number: int, generator: Generator | None, *, turned: bool, shown: bool = False
) -> Moments:
    """Of samples (B, 3, T, H, W): stretches side by side up to where they stand still, shuffled.

    With `turned` half of them run backwards, each by itself.

    All come from what moves, so that the one that stands still is not known to be the last. Between them are
    gaps of chance length, so that the end of one need not fit the beginning of the next (Xu et al. 2019).
    Of shorter videos they overlap, but each begins a frame after the one before it. To be `shown`, all of
    a video run the same way, in every order but their own.
    """
    num, device = len(samples), samples.device
    drawn_on = device if generator is None else generator.device
    draws = torch.rand(3, num, number, generator=generator, device=drawn_on).to(device)
    turns = (draws[2] < 0.5) & turned  # (B, S)
    long = length(samples.shape[2], number)
    ends = moving(samples)[:, None]  # (B, 1)
    step = torch.arange(number, device=device)
    room = (ends - number * long).clamp_min(0)
    gaps = (draws[0].sort(1).values * (room + 1)).long()  # (B, S)
    close = (step * (ends - long) / max(1, number - 1)).long()
    starts = torch.where(ends >= number * long, step * long + gaps, close).clamp_min(0)
    frames = starts[:, :, None] + torch.arange(long, device=device)  # (B, S, L)
    frames = torch.minimum(frames, ends[:, :, None] - 1)
    places = draws[1].argsort(1)  # (B, S)
    if shown:
        turns = turns[:, :1].expand(-1, number)
        in_order = (as_run(places, turns) == step).all(1, keepdim=True)
        places = torch.where(in_order, places.roll(1, 1), places)
    frames = frames.gather(1, places[:, :, None].expand(-1, -1, long))
    frames = torch.where(turns[:, :, None], frames.flip(2), frames)
    return Moments(
        frames=frames,
        places=places,
        turned=turns,
        real=ends[:, 0] >= long + number - 1,
    )


def as_run(places: Tensor, turned: Tensor) -> Tensor:
    """Where stretches (B, S) belong as they run: of a video that is turned round the last comes first."""
    return torch.where(turned, places.shape[1] - 1 - places, places)


def disguised(shown: Tensor, moved: float, lightness: float, generator: Generator | None) -> Tensor:
    """Stretches (B, S, 3, L, H, W) in [0, 1], all frames of one moved and made lighter or darker alike.

    `moved`: by what share of its sides at most, edges repeated; `lightness`: 0 for none.
    """
    num, number, _, _, height, width = shown.shape
    drawn_on = shown.device if generator is None else generator.device
    draws = torch.rand(3, num, number, generator=generator, device=drawn_on).to(shown.device) * 2 - 1
    factors = 1 + lightness * draws[2]
    out = torch.empty_like(shown)
    down = (draws[0] * moved * height).round().long().flatten().tolist()
    right = (draws[1] * moved * width).round().long().flatten().tolist()
    for made, stretch, rows, columns in zip(out.flatten(0, 1), shown.flatten(0, 1), down, right, strict=True):
        moved_by(stretch, rows, columns, out=made)
    return out.mul_(factors[:, :, None, None, None, None]).clamp_(0, 1)


def moved_by(stretch: Tensor, rows: int, columns: int, out: Tensor) -> None:
    """Write (3, L, H, W) into `out`, so many pixels up and to the left, its edges repeated."""
    height, width = stretch.shape[2:]
    for to, source in _pieces(height, rows):
        for across, from_across in _pieces(width, columns):
            out[:, :, to, across] = stretch[:, :, source, from_across]


def _pieces(side: int, by: int) -> list[tuple[slice, slice]]:
    """What is copied where along an axis: what is moved, and the edge over what is left free."""
    if by == 0:
        return [(slice(None), slice(None))]
    if by > 0:
        return [(slice(0, side - by), slice(by, side)), (slice(side - by, side), slice(side - 1, side))]
    return [(slice(-by, side), slice(0, side + by)), (slice(0, -by), slice(0, 1))]
