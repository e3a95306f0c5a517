"""A vision transformer over tubes: squares of a video that last two frames.

Tong, Song, Wang & Wang 2022, "VideoMAE: Masked Autoencoders are Data-Efficient Learners for Self-Supervised
Video Pre-Training", and Feichtenhofer, Fan, Li & He 2022, "Masked Autoencoders As Spatiotemporal Learners":
a plain transformer, every token seeing every other in space and time.
"""

from __future__ import annotations

import functools

from timm.models.vision_transformer import Block
from torch import Tensor, nn

from workbench.engine.encoders import EncoderSpec, encoders
from workbench.engine.encoders.transformer import patch_size, take
from workbench.engine.encoders.video import tubes
from workbench.engine.encoders.video.tubes import TubeEncoder

_FRAMES = 2


class TubeTransformer(TubeEncoder):
    """Tubes of 2 x P x P pixels in, P by the size of the samples; the mean of all tokens sums a clip up.

    Places are sines of time, row and column, so that a clip may be of any length.
    """

    def __init__(self, spec: EncoderSpec, *, width: int, depth: int, heads: int) -> None:
        super().__init__(spec, width)
        self.tube_frames = _FRAMES
        self.patch = patch_size(spec.size)
        self.embedding = nn.Linear(3 * _FRAMES * self.patch**2, width)
        self.blocks = nn.Sequential(*(Block(width, heads, qkv_bias=True) for _ in range(depth)))
        self.norm = nn.LayerNorm(width)

    def embed(self, samples: Tensor, visible: Tensor | None = None) -> Tensor:
        pixels = tubes.cut(samples, _FRAMES, self.patch)  # (B, N, P)
        places = tubes.sine_positions(self.grid(samples.shape[2]), self.width).to(pixels.device)
        if visible is None:
            return self.embedding(pixels) + places  # type: ignore[no-any-return]
        return self.embedding(take(pixels, visible)) + places[visible]  # type: ignore[no-any-return]

    def run(self, tokens: Tensor) -> Tensor:
        return self.norm(self.blocks(tokens))  # type: ignore[no-any-return]


for _name, _width, _depth, _heads in (
    ("tube_base", 768, 12, 12),
    ("tube_small", 384, 12, 6),
    ("tube_mini", 128, 4, 4),
):
    encoders.register(_name)(functools.partial(TubeTransformer, width=_width, depth=_depth, heads=_heads))

__all__ = ["TubeTransformer"]
