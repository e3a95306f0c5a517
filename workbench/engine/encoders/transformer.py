"""timm's vision transformer, with patches that suit the size of the sample."""

from __future__ import annotations

import functools
from typing import Any

import timm
from torch import Tensor

from workbench.engine.encoders import Encoder, EncoderSpec, encoders


class TimmTransformer(Encoder):
    """A ViT of timm (Dosovitskiy et al. 2021): patch tokens without the class token, mean pooled."""

    def __init__(self, spec: EncoderSpec, timm_name: str) -> None:
        network: Any = timm.create_model(
            timm_name,
            pretrained=False,
            num_classes=0,
            in_chans=spec.channels,
            img_size=spec.size,
            patch_size=patch_size(spec.size),
            class_token=False,
            global_pool="avg",
            fc_norm=False,  # the last norm stands before the pooling, so that the tokens get it too
        )
        super().__init__(spec, int(network.num_features))
        self.network: Any = network

    def encode(self, samples: Tensor) -> tuple[Tensor, Tensor]:
        tokens = self.network.forward_features(samples)  # (B, N, D)
        return tokens, tokens.mean(1)


def patch_size(size: int) -> int:
    """Side of a patch in pixels: 4 at 32 px, 8 at 64 to 128 px, 16 above, always dividing the size."""
    wanted = 4 if size <= 48 else 8 if size <= 128 else 16
    return wanted if size % wanted == 0 else 4


encoders.register("vit_small")(functools.partial(TimmTransformer, timm_name="vit_small_patch16_224"))
encoders.register("vit_tiny")(functools.partial(TimmTransformer, timm_name="vit_tiny_patch16_224"))
