"""Videos cut into tubes, squares that last a few frames, and encoders that can leave tubes out."""

from __future__ import annotations

import abc
import functools

import torch
from torch import Tensor

from workbench.engine.contracts import Encoded
from workbench.engine.encoders.video.encoder import VideoEncoder

Grid = tuple[int, int, int]
"""How many tubes lie in time, above each other and side by side."""


class TubeEncoder(VideoEncoder):
    """An encoder of tubes that can leave tubes out: masked tasks show it the others alone."""

    tube_frames: int
    """How many frames a tube lasts."""
    patch: int
    """Side of a tube in pixels of what is looked at."""

    @property
    def side(self) -> int:
        """Of a frame as it is looked at, in pixels."""
        return self.spec.size

    def looked_at(self, samples: Tensor) -> Tensor:
        """Samples (B, 3, T, H, W) in [0, 1] as they are cut into tubes, of whole tubes in time."""
        over = -samples.shape[2] % self.tube_frames
        if not over:
            return samples
        last = samples[:, :, -1:].expand(-1, -1, over, -1, -1)
        return torch.cat([samples, last], 2)

    def forward(self, samples: Tensor, visible: Tensor | None = None) -> Encoded:
        """(B, 3, T, H, W) float32 in [0, 1] -> pooled (B, D), tokens (B, n, D), mask (B, n).

        visible: (B, n) int64, the tubes that are looked at, in the order of the tokens that come back;
        None: all N of them. Tubes that are left out cost nothing and change nothing.
        """
        tokens = self.run(self.embed(self.normalised(self.looked_at(samples)), visible))
        mask = torch.ones(tokens.shape[:2], dtype=torch.bool, device=tokens.device)
        return Encoded(pooled=tokens.mean(1), tokens=tokens, mask=mask)

    def encode(self, samples: Tensor) -> tuple[Tensor, Tensor]:
        tokens = self.run(self.embed(self.looked_at(samples)))
        return tokens, tokens.mean(1)

    def grid(self, frames: int) -> Grid:
        side = self.side // self.patch
        return -(-frames // self.tube_frames), side, side

    @abc.abstractmethod
    def embed(self, samples: Tensor, visible: Tensor | None = None) -> Tensor:
        """Normalised samples as they are looked at (B, 3, T, H, W) -> tubes with their places (B, n, D)."""

    @abc.abstractmethod
    def run(self, tokens: Tensor) -> Tensor:
        """Any number of embedded tubes (B, n, D) -> tokens (B, n, D), the last norm included."""


def cut(videos: Tensor, frames: int, patch: int) -> Tensor:
    """(B, C, T, H, W) -> (B, N, frames * patch * patch * C), in time, then in rows from the top left.

    Channels vary fastest, then columns, rows and frames of a tube.
    """
    num, channels, length, height, width = videos.shape
    grid = length // frames, height // patch, width // patch
    laid = videos.reshape(num, channels, grid[0], frames, grid[1], patch, grid[2], patch)
    return laid.permute(0, 2, 4, 6, 3, 5, 7, 1).reshape(num, grid[0] * grid[1] * grid[2], -1)


def join(tubes: Tensor, grid: Grid, frames: int, patch: int) -> Tensor:
    """The videos (B, C, T, H, W) of which (B, N, frames * patch * patch * C) are the tubes."""
    num, _, values = tubes.shape
    channels = values // (frames * patch * patch)
    laid = tubes.reshape(num, *grid, frames, patch, patch, channels)
    whole = laid.permute(0, 7, 1, 4, 2, 5, 3, 6)
    return whole.reshape(num, channels, grid[0] * frames, grid[1] * patch, grid[2] * patch)


@functools.lru_cache(maxsize=32)
def sine_positions(grid: Grid, width: int) -> Tensor:
    """Sine and cosine of time, row and column at falling frequencies: (N, width) float32.

    Vaswani et al. 2017, section 3.5, for three axes: a sixth of the width each for the sine and the cosine
    of each; what is left over of a width that six does not divide stays 0.
    """
    sixth = width // 6
    frequencies = 10000.0 ** (-torch.arange(sixth) / max(1, sixth))
    positions = torch.zeros(*grid, width)
    for axis, number in enumerate(grid):
        angles = torch.arange(number)[:, None] * frequencies  # (number, width // 6)
        waves = torch.cat([angles.sin(), angles.cos()], 1)
        shape = [1, 1, 1, 2 * sixth]
        shape[axis] = number
        positions[..., 2 * sixth * axis : 2 * sixth * (axis + 1)] = waves.view(shape)
    return positions.reshape(-1, width)


__all__ = ["Grid", "TubeEncoder", "cut", "join", "sine_positions"]
