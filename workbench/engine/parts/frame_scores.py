"""How near foretold frames come to the true ones, beside a copy of the last one: errors, PSNR and SSIM."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from workbench.engine.parts import skill

_SMOOTH = 0.02
"""Errors below this, of black to white, weigh by their square (Charbonnier)."""
_STILL = 2e-3
"""Added to the copy's error, so that a video that stands still does not outweigh all others."""
_GREY_LEVEL = (1 / 255) ** 2
"""Nearer than one grey level is as good as equal: about 48 dB, so that still videos have a number too."""
_RADIUS, _SIGMA = 5, 1.5
_C1, _C2 = 0.01**2, 0.03**2
"""Wang et al. 2004, for values in [0, 1]."""


def error_share(frames: Tensor, wanted: Tensor, last: Tensor, *, reduced: int) -> Tensor:
    """The error of frames (B, 3, k, H, W) as a share of that of `last` (B, 3, 1, H, W): about 1 for a copy.

    Every video weighs the same, however much moves in it. The errors of the frames as they are and halved
    once, twice ... (`reduced` sizes in all) are summed.
    """
    off, copy_off = frames.float() - wanted, last.float() - wanted
    errors, copied = _charbonnier(off), _charbonnier(copy_off)
    for _ in range(reduced - 1):
        if min(off.shape[3:]) > 1:
            off, copy_off = halved(off), halved(copy_off)
        errors, copied = errors + _charbonnier(off), copied + _charbonnier(copy_off)
    return (errors / (copied.detach() + _STILL)).mean()


@torch.no_grad()
def metrics(frames: Tensor, wanted: Tensor, last: Tensor) -> dict[str, Tensor]:
    """PSNR, SSIM and the error in grey levels of frames (B, 3, k, H, W), and of the copied last one.

    "skill" says how much of the copy's squared error is gone: 0 is no better, 1 is perfect.
    """
    guesses, true = (values.float().clamp(0, 1).transpose(1, 2).flatten(0, 1) for values in (frames, wanted))
    copies = last.float().expand_as(wanted).transpose(1, 2).flatten(0, 1)
    reached, by_copying = (psnr(one, true).mean() for one in (guesses, copies))
    error, copied = ((one - true).square().mean() for one in (guesses, copies))
    return {
        "skill": skill.metrics(error, copied)["skill"],
        "gain_db": reached - by_copying,
        "psnr": reached,
        "copy_psnr": by_copying,
        "ssim": ssim(guesses, true).mean(),
        "copy_ssim": ssim(copies, true).mean(),
        "off_by": 255 * error.sqrt(),
        "copy_off_by": 255 * copied.sqrt(),
    }


@torch.no_grad()
def psnr(guesses: Tensor, frames: Tensor) -> Tensor:
    """Peak signal-to-noise ratio of each frame, in dB: (N, C, H, W) each in [0, 1] -> (N,) float32."""
    errors = (guesses.float() - frames.float()).square().mean((1, 2, 3))
    return -10 * errors.clamp_min(_GREY_LEVEL).log10()


@torch.no_grad()
def ssim(guesses: Tensor, frames: Tensor) -> Tensor:
    """Structural similarity of each frame's grey values: (N, C, H, W) in [0, 1] -> (N,), 1 where the same.

    Wang, Bovik, Sheikh & Simoncelli 2004, "Image Quality Assessment: From Error Visibility to Structural
    Similarity", equation 13: the mean over all places where their window of 11 x 11 (Gaussian, sigma
    1.5) lies inside the frame; a smaller one in smaller frames.
    """
    with torch.autocast(frames.device.type, enabled=False):
        first, second = (values.float().mean(1, keepdim=True) for values in (guesses, frames))
        seen = torch.cat([first, second, first * first, second * second, first * second], 1)
        mean_1, mean_2, square_1, square_2, product = _blurred(seen).unbind(1)
        variance_1, variance_2 = square_1 - mean_1 * mean_1, square_2 - mean_2 * mean_2
        covariance = product - mean_1 * mean_2
        above = (2 * mean_1 * mean_2 + _C1) * (2 * covariance + _C2)
        below = (mean_1 * mean_1 + mean_2 * mean_2 + _C1) * (variance_1 + variance_2 + _C2)
        return (above / below).mean((1, 2))


def _blurred(values: Tensor) -> Tensor:
    """(N, 5, H, W) -> the Gaussian mean at every place where the window fits, (N, 5, h, w)."""
    radius = min(_RADIUS, (min(values.shape[2:]) - 1) // 2)
    down, across = (_window(side, radius, values) for side in values.shape[2:])
    return down @ values @ across.T


def _window(side: int, radius: int, like: Tensor) -> Tensor:
    """The window at each place where it fits, one a row: (side - 2 radius, side)."""
    at = torch.arange(side, device=like.device, dtype=like.dtype)
    off = at - at[radius : side - radius, None]
    weights = (-(off**2) / (2 * _SIGMA**2)).exp() * (off.abs() <= radius)
    return weights / weights.sum(1, keepdim=True)


def halved(clips: Tensor) -> Tensor:
    """(B, 3, k, H, W) -> (B, 3, k, H / 2, W / 2)."""
    small = F.avg_pool2d(clips.flatten(1, 2), 2)
    return small.reshape(*clips.shape[:3], *small.shape[2:])


def _charbonnier(errors: Tensor) -> Tensor:
    """(B, ...) -> (B,): the root of the square and a constant (Charbonnier et al. 1994), less it."""
    roots = (errors.square() + _SMOOTH**2).sqrt() - _SMOOTH
    return roots.flatten(1).mean(1)
