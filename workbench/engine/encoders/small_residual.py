"""A small residual network for CPUs: 0.01 to 0.05 GMAC a sample, so that minutes hold many epochs."""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor, nn

from workbench.engine.encoders import EncoderSpec, PictureEncoder, encoders

_STAGES = (32, 64, 128)
_WIDTH = 256
_LAST_MAP = 4
"""The last feature map is at least this wide; larger samples are reduced further in the stem."""


class Block(nn.Module):
    """Two 3x3 convolutions beside a shortcut (He et al. 2016, figure 2)."""

    def __init__(self, inputs: int, outputs: int, stride: int | tuple[int, int]) -> None:
        super().__init__()
        self.first = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.first_norm = nn.BatchNorm2d(outputs)
        self.second = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.second_norm = nn.BatchNorm2d(outputs)
        self.shortcut: nn.Module = nn.Identity()
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs)
            )

    def forward(self, samples: Tensor) -> Tensor:
        """(B, C, H, W) -> (B, C', H / stride, W / stride)."""
        hidden = F.relu(self.first_norm(self.first(samples)), inplace=True)
        hidden = self.second_norm(self.second(hidden))
        return F.relu(hidden + self.shortcut(samples), inplace=True)


class SmallResidual(PictureEncoder):
    """A strided stem, three residual stages of 32, 64 and 128 channels, and a widening to 256."""

    def __init__(self, spec: EncoderSpec) -> None:
        super().__init__(spec, _WIDTH)
        stem: list[nn.Module] = []
        inputs, side = spec.channels, spec.size
        while not stem or side > _LAST_MAP * 8:
            stem += [
                nn.Conv2d(inputs, _STAGES[0], 3, 2, 1, bias=False),
                nn.BatchNorm2d(_STAGES[0]),
                nn.ReLU(inplace=True),
            ]
            inputs, side = _STAGES[0], side // 2
        self.stem = nn.Sequential(*stem)
        self.stages = nn.Sequential(
            Block(_STAGES[0], _STAGES[0], 1),
            Block(_STAGES[0], _STAGES[1], 2),
            Block(_STAGES[1], _STAGES[2], 2),
        )
        self.widen = nn.Sequential(
            nn.Conv2d(_STAGES[2], _WIDTH, 1, bias=False), nn.BatchNorm2d(_WIDTH), nn.ReLU(inplace=True)
        )

    def encode(self, samples: Tensor) -> tuple[Tensor, Tensor]:
        features = self.widen(self.stages(self.stem(samples)))
        return features.flatten(2).transpose(1, 2), features.mean((2, 3))


encoders.register("small_residual")(SmallResidual)
