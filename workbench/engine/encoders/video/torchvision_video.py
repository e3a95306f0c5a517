"""torchvision's networks for videos, for graphics cards.

Tran et al. 2018, "A Closer Look at Spatiotemporal Convolutions for Action Recognition" (R(2+1)D), and Li et
al. 2022, "MViTv2: Improved Multiscale Vision Transformers for Classification and Detection".
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torchvision.models.video import mvit_v2_s, r2plus1d_18

from workbench.engine.encoders import EncoderSpec, encoders
from workbench.engine.encoders.video.encoder import VideoEncoder

_RESIDUAL_WIDTH = 512
_VISION_WIDTH = 768
_HALVINGS = 3
"""Of the multiscale transformer's map, behind its first layer."""
_PATCH = 4
_TUBE = 2


class Residual2Plus1D(VideoEncoder):
    """r2plus1d_18: tokens are the places of its last map, an eighth of the frames, a sixteenth of a side."""

    def __init__(self, spec: EncoderSpec) -> None:
        super().__init__(spec, _RESIDUAL_WIDTH)
        network: Any = r2plus1d_18(weights=None)
        del network.fc
        self.network = network

    def encode(self, samples: Tensor) -> tuple[Tensor, Tensor]:
        network = self.network
        found = network.stem(samples)
        for layer in (network.layer1, network.layer2, network.layer3, network.layer4):
            found = layer(found)  # (B, D, T', H', W')
        tokens = found.flatten(2).transpose(1, 2)
        return tokens, tokens.mean(1)

    def grid(self, frames: int) -> tuple[int, int, int]:
        side = -(-self.spec.size // 16)
        return -(-frames // 8), side, side


class MultiscaleVision(VideoEncoder):
    """mvit_v2_s: tokens are the places of its last map, half of the frames and a thirty-second of the side.

    Its tables of distances are those of 16 x 224 x 224; for other clips torchvision stretches them, so that
    weights fit clips of any size. No layer is skipped at random: a run comes out the same again.
    """

    def __init__(self, spec: EncoderSpec) -> None:
        super().__init__(spec, _VISION_WIDTH)
        network: Any = mvit_v2_s(weights=None, stochastic_depth_prob=0.0)
        del network.head
        self.network = network

    def encode(self, samples: Tensor) -> tuple[Tensor, Tensor]:
        network = self.network
        found = network.conv_proj(samples)
        places = found.shape[2:]
        tokens = found.flatten(2).transpose(1, 2)
        summary = network.pos_encoding.class_token.expand(len(tokens), 1, -1)
        tokens = torch.cat([summary.to(tokens.dtype), tokens], 1)
        for block in network.blocks:
            tokens, places = block(tokens, tuple(places))
        tokens = network.norm(tokens)[:, 1:]
        return tokens, tokens.mean(1)

    def grid(self, frames: int) -> tuple[int, int, int]:
        side = -(-self.spec.size // _PATCH)
        for _ in range(_HALVINGS):
            side = -(-side // 2)
        return -(-frames // _TUBE), side, side


encoders.register("r2plus1d_18")(Residual2Plus1D)
encoders.register("mvit_v2_s")(MultiscaleVision)

__all__ = ["MultiscaleVision", "Residual2Plus1D"]
