"""A small (2+1)D network for CPUs: each frame is looked at, then what changes from frame to frame.

Tran et al. 2018, "A Closer Look at Spatiotemporal Convolutions for Action Recognition" (R(2+1)D): every
space-time convolution is one in space and then one in time. As pictures of B * T frames the first are the
two-dimensional ones that CPUs are quick at.
"""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor, nn

from workbench.engine.encoders import EncoderSpec, encoders
from workbench.engine.encoders.video.encoder import VideoEncoder

_STAGES = (24, 48, 96)
_WIDTH = 256
_LAST_MAP = 4
"""The last feature map is at least this wide; larger samples are reduced further in the stem."""


class InSpace(nn.Module):
    """A convolution of every frame, a norm, and what is below nought cut off."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, frames: Tensor) -> Tensor:
        """(B * T, C, H, W) -> (B * T, C', H / stride, W / stride)."""
        return F.relu(self.norm(self.convolution(frames)), inplace=True)


class InTime(nn.Module):
    """A convolution along time at every place, added to what comes in."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(channels, channels, (3, 1), 1, (1, 0), bias=False)
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, frames: Tensor, num: int) -> Tensor:
        """(B * T, C, H, W) of `num` = B clips -> the same shape."""
        total, channels, height, width = frames.shape
        clips = frames.view(num, total // num, channels, height * width).transpose(1, 2)
        moved = self.norm(self.convolution(clips)).transpose(1, 2).reshape_as(frames)
        return F.relu(frames + moved, inplace=True)


class MotionResidual(VideoEncoder):
    """A strided stem and three stages of 24, 48 and 96 channels in space and time, widened to 256."""

    def __init__(self, spec: EncoderSpec) -> None:
        super().__init__(spec, _WIDTH)
        stem: list[nn.Module] = []
        inputs, side = 3, spec.size
        while not stem or side > _LAST_MAP * 8:
            stem.append(InSpace(inputs, _STAGES[0], 2))
            inputs, side = _STAGES[0], -(-side // 2)
        self.stem = nn.Sequential(*stem)
        self.spaces = nn.ModuleList()
        self.times = nn.ModuleList()
        for outputs in _STAGES:
            self.spaces.append(InSpace(inputs, outputs, 2))
            self.times.append(InTime(outputs))
            inputs, side = outputs, -(-side // 2)
        self._side = side
        self.widen = nn.Sequential(
            nn.Conv2d(_STAGES[-1], _WIDTH, 1, bias=False), nn.BatchNorm2d(_WIDTH), nn.ReLU(inplace=True)
        )

    def encode(self, samples: Tensor) -> tuple[Tensor, Tensor]:
        num = len(samples)
        features = self.stem(samples.transpose(1, 2).flatten(0, 1))  # (B * T, C, H, W)
        for space, time in zip(self.spaces, self.times, strict=True):
            features = time(space(features), num)
        features = self.widen(features)
        tokens = features.flatten(2).transpose(1, 2).reshape(num, -1, self.width)
        return tokens, tokens.mean(1)

    def grid(self, frames: int) -> tuple[int, int, int]:
        return frames, self._side, self._side


encoders.register("motion_residual")(MotionResidual)

__all__ = ["MotionResidual"]
