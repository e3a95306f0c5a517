"""A small (2+1)D network for CPUs: each frame is looked at, then what changes from frame to frame.

Tran et al. 2018, "A Closer Look at Spatiotemporal Convolutions for Action Recognition" (R(2+1)D): every
space-time convolution is one in space and then one in time. As pictures of B * T frames the first are the
two-dimensional ones that CPUs are quick at. The differences of neighbouring frames lie beside each frame, as
in Wang et al. 2016, "Temporal Segment Networks": a movement by less than a pixel is seen before it is pooled.
A movement shows in the ratio of change to detail, so both are divided by the clip's contrast, after the
contrast normalisation of Jarrett et al. 2009: the same movement looks the same in bright and in dull videos.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from workbench.engine.encoders import EncoderSpec, encoders
from workbench.engine.encoders.video.encoder import VideoEncoder

_STAGES = (24, 48, 96)
_WIDTH = 256
_LAST_MAP = 4
"""The last feature map is at least this wide; larger samples are reduced further in the stem."""
_QUIET = 0.1
"""Of the usual random weights of the summary: what nothing was learnt of is said softly."""
_AROUND = 5
"""Detail is what differs from the mean of so many points a side."""
_LEAST_CONTRAST = 0.05
"""In the set's spread of colours: what is nearly flat is not made more of than this."""
_SEEN_BESIDE = 3
"""Detail, the change since the last frame, and that to the next."""


class InSpace(nn.Module):
    """A convolution of every frame, a norm, and what is below nought cut off."""

    def __init__(self, inputs: int, outputs: int, side: int = 3) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(inputs, outputs, side, 2, side // 2, bias=False)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, frames: Tensor) -> Tensor:
        """(B * T, C, H, W) -> (B * T, C', H / 2, W / 2)."""
        return F.relu(self.norm(self.convolution(frames)), inplace=True)


class InTime(nn.Module):
    """A convolution along time at every place, added to what comes in."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(channels, channels, (3, 1), 1, (1, 0), bias=False)
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, frames: Tensor, num: int) -> Tensor:
        """(B * T, C, H, W) of `num` = B clips -> the same shape."""
        height, width = frames.shape[2:]
        last = frames.permute(0, 2, 3, 1)  # as it lies in memory, so that nothing is copied
        clips = last.reshape(num, -1, height * width, last.shape[3]).permute(0, 3, 1, 2)  # (B, C, T, H * W)
        moved = self.norm(self.convolution(clips)).permute(0, 2, 3, 1).reshape(last.shape)
        return F.relu(frames + moved.permute(0, 3, 1, 2), inplace=True)


class MotionResidual(VideoEncoder):
    """A strided stem and three stages of 24, 48 and 96 channels in space and time, widened to 256.

    Behind the first stage two moments become one. The embedding is linear in the mean map, each place of
    which has weights of its own: the mean over places would not tell moving apart from growing or turning.
    """

    def __init__(self, spec: EncoderSpec) -> None:
        super().__init__(spec, _WIDTH)
        inputs, side = spec.channels + _SEEN_BESIDE, -(-spec.size // 2)
        stem = [InSpace(inputs, _STAGES[0], 5)]
        while side > _LAST_MAP * 8:
            stem.append(InSpace(_STAGES[0], _STAGES[0]))
            side = -(-side // 2)
        self.stem = nn.Sequential(*stem)
        self.spaces = nn.ModuleList()
        self.times = nn.ModuleList()
        inputs = _STAGES[0]
        for outputs in _STAGES:
            self.spaces.append(InSpace(inputs, outputs))
            self.times.append(InTime(outputs))
            inputs, side = outputs, -(-side // 2)
        self._side = side
        self.widen = nn.Sequential(
            nn.Conv2d(_STAGES[-1], _WIDTH, 1, bias=False), nn.BatchNorm2d(_WIDTH), nn.ReLU(inplace=True)
        )
        self.summary = nn.Linear(_WIDTH * side**2, _WIDTH)
        with torch.no_grad():
            self.summary.weight.mul_(_QUIET)
            self.summary.bias.zero_()

    def encode(self, samples: Tensor) -> tuple[Tensor, Tensor]:
        num = len(samples)
        features: Tensor = self.stem(with_changes(samples))  # (B * T, C, H, W)
        for stage, (space, time) in enumerate(zip(self.spaces, self.times, strict=True)):
            features = time(space(features), num)
            features = features if stage else _in_pairs(features, num)
        features = self.widen(features)
        tokens = features.permute(0, 2, 3, 1).reshape(num, -1, self.width)
        mean = tokens.reshape(num, -1, self._side**2 * self.width).mean(1)  # over time
        return tokens, self.summary(mean)

    def grid(self, frames: int) -> tuple[int, int, int]:
        return -(-frames // 2), self._side, self._side


def with_changes(samples: Tensor) -> Tensor:
    """(B, C, T, H, W) -> (B * T, C + 3, H, W): frames, detail, changes since the last and to the next.

    Those are of the mean colour, and divided by how much detail the clip has; before the first and after the
    last frame nothing changes.
    """
    grey = samples.mean(1)  # (B, T, H, W)
    detail = grey - F.avg_pool2d(grey, _AROUND, 1, _AROUND // 2, count_include_pad=False)
    contrast = detail.flatten(1).std(1).clamp_min(_LEAST_CONTRAST).view(-1, 1, 1, 1)
    changes = (grey[:, 1:] - grey[:, :-1]) / contrast
    since, until = (F.pad(changes, (0, 0, 0, 0, *ends)) for ends in ((1, 0), (0, 1)))
    beside = torch.stack([detail / contrast, since, until], 1)
    frames = torch.cat([samples, beside], 1).permute(0, 2, 3, 4, 1).flatten(0, 1)
    return frames.contiguous().permute(0, 3, 1, 2)


def _in_pairs(frames: Tensor, num: int) -> Tensor:
    """(B * T, C, H, W) -> (B * ceil(T / 2), C, H, W): the mean of two moments each.

    Of an odd number the first stays alone: the last moment is made of two in any case, as tasks about what
    comes next must rely on.
    """
    _, channels, height, width = frames.shape
    clips = frames.permute(0, 2, 3, 1).reshape(num, -1, height * width * channels)
    if clips.shape[1] % 2:
        clips = torch.cat([clips[:, :1], clips], 1)
    pairs = clips.reshape(num, clips.shape[1] // 2, 2, -1).mean(2)
    return pairs.reshape(-1, height, width, channels).permute(0, 3, 1, 2)


encoders.register("motion_residual")(MotionResidual)

__all__ = ["MotionResidual"]
