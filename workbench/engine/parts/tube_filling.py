"""Which tubes of a video are hidden, and the light transformer that draws them from the others."""

from __future__ import annotations

import math

import torch
from timm.models.vision_transformer import Block
from torch import Generator, Tensor, nn

from workbench.engine.encoders.video.tubes import Grid, TubeEncoder, sine_positions
from workbench.engine.parts import patches

_HEAD_WIDTH = 32


def random_tubes(
    samples: Tensor, grid: Grid, ratio: float, generator: Generator | None
) -> tuple[Tensor, Tensor]:
    """For each of the samples (B, ...) its own places, hidden at all times: visible (B, n), hidden (B, m).

    Tong et al. 2022, section 3.2 (tube masking): what is hidden cannot be looked up in another frame. Both
    int64, numbers of tubes, in time first; n + m is the number of all.
    """
    times, rows, columns = grid
    visible, hidden = patches.random_places(samples, rows * columns, ratio, generator)
    return _at_all_times(visible, times, rows * columns), _at_all_times(hidden, times, rows * columns)


def some(places: Tensor, share: float, generator: Generator | None) -> Tensor:
    """A random share of places (B, m), at least one, another one for each sample: (B, k)."""
    number = max(1, round(share * places.shape[1]))
    if number == places.shape[1]:
        return places
    drawn = torch.rand(places.shape, generator=generator, device=places.device)
    return places.gather(1, drawn.argsort(1)[:, :number])


def covered(hidden: Tensor, encoder: TubeEncoder) -> Tensor:
    """Hidden tubes (B, m), the same places at all times -> (B, 1, 1, S, S) bool, True where they lie."""
    _, rows, columns = encoder.grid(encoder.tube_frames)
    mask = patches.as_mask(hidden % (rows * columns), rows * columns)
    return patches.as_pixels(mask, encoder.patch)[:, :, None]


class TubeDecoder(nn.Module):
    """Tokens of visible tubes in, pixels of wanted ones out: a light transformer with tokens for the hidden.

    It looks at the visible tubes and at those that are wanted alone, so that few cost little (Wang et al.
    2023, "VideoMAE V2", section 3.2).
    """

    def __init__(self, encoder: TubeEncoder, width: int, depth: int) -> None:
        super().__init__()
        self.width = width
        heads = math.gcd(width, max(1, width // _HEAD_WIDTH))
        self.enter = nn.Linear(encoder.width, width)
        self.hidden_token = nn.Parameter(torch.randn(1, 1, width) * 0.02)
        self.blocks = nn.Sequential(*(Block(width, heads, qkv_bias=True) for _ in range(depth)))
        self.norm = nn.LayerNorm(width)
        self.pixels = nn.Linear(width, 3 * encoder.tube_frames * encoder.patch**2)

    def forward(self, tokens: Tensor, visible: Tensor, wanted: Tensor, grid: Grid) -> Tensor:
        """Tokens (B, n, D) of the tubes visible (B, n) -> pixels (B, k, P) of the tubes wanted (B, k)."""
        places = sine_positions(grid, self.width).to(tokens.device)
        entered = self.enter(tokens) + places[visible]
        asked = self.hidden_token + places[wanted]
        found = self.blocks(torch.cat([entered, asked.to(entered.dtype)], 1))  # (B, n + k, w)
        return self.pixels(self.norm(found[:, visible.shape[1] :]))  # type: ignore[no-any-return]


@torch.no_grad()
def mean_error(values: Tensor, places: Tensor) -> Tensor:
    """Mean squared error, (), of answering values (B, k, P) with the batch's mean at their places (B, k).

    Each is compared with the others that lie there alone (n / (n - 1) makes up for itself, as in
    `skill.mean_errors`); a place that one sample has knows nothing, and answers nought.
    """
    at, flat = places.flatten(), values.float().flatten(0, 1)
    size = int(at.max()) + 1
    number = torch.zeros(size, device=flat.device).index_add(0, at, torch.ones_like(at, dtype=torch.float32))
    mean = flat.new_zeros(size, flat.shape[1]).index_add(0, at, flat) / number.clamp_min(1)[:, None]
    mean, number = mean * (number > 1)[:, None], number[at]
    errors = (flat - mean[at]).square().mean(1)
    return (errors * number / (number - 1).clamp_min(1)).mean()


def laid(tubes: Tensor, at: Tensor, values: Tensor) -> Tensor:
    """Tubes (B, N, P) with values (B, k, P) at places (B, k)."""
    return tubes.scatter(1, at[:, :, None].expand(-1, -1, values.shape[2]), values)


def _at_all_times(places: Tensor, times: int, per_time: int) -> Tensor:
    """Places of one time (B, n) -> tubes at all times (B, times * n)."""
    later = torch.arange(times, device=places.device)[:, None] * per_time  # (times, 1)
    return (places[:, None] + later).flatten(1)


__all__ = ["TubeDecoder", "covered", "laid", "random_tubes", "some"]
