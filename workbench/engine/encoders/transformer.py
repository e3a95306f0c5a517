"""timm's vision transformer, with patches that suit the size of the sample."""

from __future__ import annotations

import abc
import functools
from typing import Any

import timm
import torch
from torch import Tensor

from workbench.engine.contracts import Encoded
from workbench.engine.encoders import EncoderSpec, PictureEncoder, encoders


class PatchEncoder(PictureEncoder):
    """An encoder of square patches that can leave patches out: masked tasks show it the others alone."""

    patch: int
    """Side of a patch in pixels; the patches lie in rows from the top left."""

    @property
    def num_patches(self) -> int:
        """Patches of one sample (N)."""
        return (self.spec.size // self.patch) ** 2

    def forward(self, samples: Tensor, visible: Tensor | None = None) -> Encoded:
        """(B, C, H, W) float32 in [0, 1] -> pooled (B, D), tokens (B, n, D), mask (B, n).

        visible: (B, n) int64, the patches that are looked at, in the order of the tokens that come back;
        None: all N of them. Patches that are left out cost nothing and change nothing.
        """
        tokens = self.embed_patches((samples - self.mean) / self.std)  # (B, N, D)
        if visible is not None:
            tokens = take(tokens, visible)  # (B, n, D)
        tokens = self.run(tokens)
        mask = torch.ones(tokens.shape[:2], dtype=torch.bool, device=tokens.device)
        return Encoded(pooled=tokens.mean(1), tokens=tokens, mask=mask)

    def encode(self, samples: Tensor) -> tuple[Tensor, Tensor]:
        tokens = self.run(self.embed_patches(samples))
        return tokens, tokens.mean(1)

    @abc.abstractmethod
    def embed_patches(self, samples: Tensor) -> Tensor:
        """Normalised samples (B, C, H, W) -> patches with their positions (B, N, D)."""

    @abc.abstractmethod
    def run(self, tokens: Tensor) -> Tensor:
        """Any number of embedded patches (B, n, D) -> tokens (B, n, D), the last norm included."""


class TimmTransformer(PatchEncoder):
    """A ViT of timm (Dosovitskiy et al. 2021): patch tokens without the class token, mean pooled."""

    def __init__(self, spec: EncoderSpec, timm_name: str, **changes: Any) -> None:
        patch = patch_size(spec.size)
        network: Any = timm.create_model(
            timm_name,
            pretrained=False,
            num_classes=0,
            in_chans=spec.channels,
            img_size=spec.size,
            patch_size=patch,
            class_token=False,
            global_pool="avg",
            fc_norm=False,  # the last norm stands before the pooling, so that the tokens get it too
            **changes,
        )
        super().__init__(spec, int(network.num_features))
        self.patch = patch
        # Learnt positions that start as places: a short run has no time to find out who is whose neighbour.
        network.pos_embed.data.copy_(sine_positions(spec.size // patch, self.width))
        self.network: Any = network

    def embed_patches(self, samples: Tensor) -> Tensor:
        embedded: Tensor = self.network.patch_embed(samples)
        return self.network.pos_drop(embedded + self.network.pos_embed)  # type: ignore[no-any-return]

    def run(self, tokens: Tensor) -> Tensor:
        return self.network.norm(self.network.blocks(tokens))  # type: ignore[no-any-return]


def take(tokens: Tensor, places: Tensor) -> Tensor:
    """The tokens (B, N, D) that stand at places (B, n) int64 -> (B, n, D)."""
    return tokens.gather(1, places[:, :, None].expand(-1, -1, tokens.shape[2]))


def sine_positions(side: int, width: int) -> Tensor:
    """Sine and cosine of row and column at falling frequencies: (side * side, width) float32.

    Vaswani et al. 2017, section 3.5, for two axes: a quarter of the width each for the sine and the cosine
    of the row and of the column; what is left over of a width that four does not divide stays 0.
    """
    quarter = width // 4
    frequencies = 10000.0 ** (-torch.arange(quarter) / max(1, quarter))
    angles = torch.arange(side)[:, None] * frequencies  # (side, quarter)
    waves = torch.cat([angles.sin(), angles.cos()], 1)  # (side, width // 2)
    positions = torch.zeros(side, side, width)
    positions[:, :, : 2 * quarter] = waves[:, None]
    positions[:, :, 2 * quarter : 4 * quarter] = waves
    return positions.reshape(side * side, width)


def patch_size(size: int) -> int:
    """Side of a patch in pixels: 4 at 32 px, 8 at 64 to 128 px, 16 above, always dividing the size."""
    wanted = 4 if size <= 48 else 8 if size <= 128 else 16
    return wanted if size % wanted == 0 else 4


encoders.register("vit_small")(functools.partial(TimmTransformer, timm_name="vit_small_patch16_224"))
encoders.register("vit_tiny")(functools.partial(TimmTransformer, timm_name="vit_tiny_patch16_224"))
encoders.register("vit_mini")(  # 0.08 GMAC at 32 px: for CPUs
    functools.partial(TimmTransformer, timm_name="vit_tiny_patch16_224", embed_dim=128, depth=6, num_heads=4)
)
