"""Features without any learning, the control beside what was learnt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from workbench.engine.contracts import UInt8Array

_SIDE_PX = 32
_CELL_PX = 4
_BINS = 9
_COLOUR_BINS = 8
_CHUNK = 2048
_MOST_VALUES = 4_096


class GradientsAndColours:
    """`classic_features`, which need to know nothing of a pool."""

    def features(self, rows: UInt8Array) -> NDArray[np.float32]:
        return classic_features(rows)

    def state(self) -> Mapping[str, NDArray[Any]]:
        return {}


def plain_values(rows: UInt8Array) -> NDArray[np.float32]:
    """(N, H, W, C) uint8 -> (N, D) float32 in [0, 1]: the values as they are, of many every second or so."""
    flat = rows.reshape(len(rows), -1)
    step = -(-flat.shape[1] // _MOST_VALUES)
    return np.asarray(flat[:, ::step] / np.float32(255), dtype=np.float32)


def raw_pixels(rows: UInt8Array) -> NDArray[np.float32]:
    """(N, H, W, C) uint8 -> (N, D) float32 in [0, 1]: the pixels, sides above 32 px reduced to 32."""
    return np.concatenate([_small(part).flatten(1).numpy() for part in _parts(rows)])


def classic_features(rows: UInt8Array) -> NDArray[np.float32]:
    """(N, H, W, C) uint8 -> (N, D) float32: oriented gradients and a histogram of each channel.

    Histograms of oriented gradients: Dalal and Triggs 2005, unsigned, 9 bins, cells of 4 x 4 px, blocks of
    2 x 2 cells with clipped L2 norm (L2-Hys); at each pixel the channel with the steepest gradient counts.
    """
    return np.concatenate([_features(_small(part)).numpy() for part in _parts(rows)])


def _parts(rows: UInt8Array) -> list[UInt8Array]:
    return [rows[start : start + _CHUNK] for start in range(0, max(1, len(rows)), _CHUNK)]


def _small(rows: UInt8Array) -> Tensor:
    """(N, H, W, C) uint8 -> (N, C, h, w) float32 in [0, 1], neither side above 32 px."""
    planes = torch.from_numpy(np.array(rows)).permute(0, 3, 1, 2).float().div_(255)
    height, width = planes.shape[2:]
    if max(height, width) <= _SIDE_PX or not len(planes):
        return planes
    return F.adaptive_avg_pool2d(planes, (min(height, _SIDE_PX), min(width, _SIDE_PX)))


def _features(planes: Tensor) -> Tensor:
    return torch.cat([_blocks(_cells(*_gradients(planes))).flatten(1), _colours(planes)], 1)


def _gradients(planes: Tensor) -> tuple[Tensor, Tensor]:
    """(N, C, H, W) -> the steepest channel's length (N, H, W) and direction in [0, pi)."""
    padded = F.pad(planes, (1, 1, 1, 1), mode="replicate")
    dx = padded[:, :, 1:-1, 2:] - padded[:, :, 1:-1, :-2]
    dy = padded[:, :, 2:, 1:-1] - padded[:, :, :-2, 1:-1]
    length, channel = torch.hypot(dx, dy).max(1)
    dx, dy = (part.gather(1, channel[:, None])[:, 0] for part in (dx, dy))
    return length, torch.atan2(dy, dx) % torch.pi


def _cells(length: Tensor, direction: Tensor) -> Tensor:
    """(N, H, W) each -> (N, 9, H / 4, W / 4): lengths shared between the two nearest bins."""
    at = direction * (_BINS / torch.pi) - 0.5
    bins = torch.arange(_BINS)[:, None, None]
    distance = (at[:, None] - bins).abs()
    distance = torch.minimum(distance, _BINS - distance)
    votes = (1 - distance).clamp_(min=0) * length[:, None]
    return F.avg_pool2d(votes, _CELL_PX, ceil_mode=True)


def _blocks(cells: Tensor) -> Tensor:
    """(N, 9, h, w) -> (N, 36, (h - 1) * (w - 1)), each block of 2 x 2 cells normed by L2-Hys."""
    blocks = F.unfold(cells, 2)
    blocks = F.normalize(blocks, dim=1, eps=1e-2).clamp_(max=0.2)
    return F.normalize(blocks, dim=1, eps=1e-2)


def _colours(planes: Tensor) -> Tensor:
    """(N, C, H, W) -> (N, C * 8): the share of each channel's values in eight bins, rooted."""
    at = (planes.flatten(2) * _COLOUR_BINS).long().clamp_(max=_COLOUR_BINS - 1)
    shares = torch.zeros(*at.shape[:2], _COLOUR_BINS).scatter_add_(
        2, at, torch.ones_like(at, dtype=torch.float32)
    )
    return (shares / at.shape[2]).sqrt_().flatten(1)
