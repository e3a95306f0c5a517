"""timm's residual networks; below 64 px with a stem that keeps the sample's size (evidence: small images)."""

from __future__ import annotations

import functools
from typing import Any

import timm
from torch import Tensor, nn

from workbench.engine.encoders import EncoderSpec, PictureEncoder, encoders

_SMALL_PX = 64


class TimmResidual(PictureEncoder):
    """A ResNet of timm (He et al. 2016) without its classifier."""

    def __init__(self, spec: EncoderSpec, timm_name: str) -> None:
        network: Any = timm.create_model(timm_name, pretrained=False, num_classes=0, in_chans=spec.channels)
        super().__init__(spec, int(network.num_features))
        if spec.size <= _SMALL_PX:
            network.conv1 = nn.Conv2d(spec.channels, 64, 3, 1, 1, bias=False)
            network.maxpool = nn.Identity()
        self.network: Any = network

    def encode(self, samples: Tensor) -> tuple[Tensor, Tensor]:
        features = self.network.forward_features(samples)  # (B, D, H', W')
        return features.flatten(2).transpose(1, 2), features.mean((2, 3))


encoders.register("resnet18")(functools.partial(TimmResidual, timm_name="resnet18"))
encoders.register("resnet34")(functools.partial(TimmResidual, timm_name="resnet34"))
encoders.register("resnet50")(functools.partial(TimmResidual, timm_name="resnet50"))
