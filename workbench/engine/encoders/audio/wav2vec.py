"""Networks that hear the wave itself: strided convolutions, and a transformer over what they give.

Baevski, Zhou, Mohamed & Auli 2020, "wav2vec 2.0: A Framework for Self-Supervised Learning of Speech
Representations"; the networks are those of Hugging Face's transformers.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any, Self

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from workbench.engine.contracts import Encoded
from workbench.engine.encoders import EncoderSpec, ReadSamples, encoders
from workbench.engine.encoders.audio.encoder import SoundEncoder
from workbench.engine.encoders.audio.features import RATE_HZ, lengths
from workbench.engine.encoders.text.library import transformers

_SILENCE = 1e-7
"""Variance below which a sound is silence: what transformers' own preparation adds."""

_SOME = 0.065
"""The published share of steps at which a hidden stretch begins."""


class WaveEncoder(SoundEncoder):
    """wav2vec 2.0, or one of its kind: HuBERT, WavLM. Its parts can be run one by one.

    What stands behind a sound changes nothing of its tokens. No part of it is hidden at random, and no layer
    left out, as transformers would do in training: a task hides what it wants itself.
    """

    native = "huggingface"

    def __init__(self, spec: EncoderSpec, config: Any, *, normalises: bool = True) -> None:
        """`normalises`: each sound to mean 0 and variance 1, as most of these networks want it."""
        config.layerdrop = 0.0
        config.mask_time_prob = config.mask_time_prob or _SOME  # or there would be no `gap`
        super().__init__(spec, int(config.hidden_size))
        self.config = config
        self.prepare = Standardised() if normalises else AsTheyAre()
        self.token_seconds = prod(config.conv_stride) / RATE_HZ
        self._shapes = tuple(zip(config.conv_kernel, config.conv_stride, strict=True))
        self.network: Any
        self.take_network(transformers().AutoModel.from_config(config))

    def take_network(self, network: Any) -> None:
        """Use this model of transformers."""
        if getattr(network, "adapter", None) is not None:
            network.adapter.requires_grad_(False)  # makes tokens fewer, which nobody needs here
        self.network = network

    @property
    def gap(self) -> Tensor:
        """What stands, projected, where a step is hidden: (D,)."""
        vector: Tensor = self.network.masked_spec_embed
        return vector

    def learn_input(self, read: ReadSamples) -> None:
        """There is nothing to see: each sound is brought to mean 0 and variance 1 by itself."""

    def take_input(self, other: Self) -> None:
        self.prepare = other.prepare

    def forward(self, samples: Tensor) -> Encoded:
        """(B, T) float32 in [-1, 1] -> pooled (B, D), tokens (B, N, D), mask (B, N)."""
        latents = self.latents(samples)
        tokens = self.context(self.projected(latents), latents.mask)
        return Encoded(pooled=pooled(tokens, latents.mask), tokens=tokens, mask=latents.mask)

    def latents(self, samples: Tensor) -> Latents:
        """What the convolutions make of sounds (B, T), a step each `token_seconds`."""
        real = lengths(samples)
        shortest = self._samples_for_one_step()
        waves = F.pad(samples, (0, max(0, shortest - samples.shape[1])))
        waves = self.prepare(waves, real)
        made = waves[:, :, None]
        for (kernel, stride), layer in zip(
            self._shapes, self.network.feature_extractor.conv_layers, strict=True
        ):
            real = ((real - kernel).div(stride, rounding_mode="floor") + 1).clamp_min(1)
            made = _convolved(layer, made, real)
        mask = torch.arange(made.shape[1], device=made.device) < real[:, None]
        norm = getattr(self.network.feature_projection, "layer_norm", None)
        return Latents(plain=made, normed=made if norm is None else norm(made), mask=mask)

    def projected(self, latents: Latents) -> Tensor:
        """Latents to the transformer's width: (B, N, D)."""
        part = self.network.feature_projection
        made: Tensor = part.dropout(part.projection(latents.normed))
        return made

    def context(self, projected: Tensor, mask: Tensor) -> Tensor:
        """(B, N, D), changed by a task or not, and which steps are real -> tokens (B, N, D), 0 behind."""
        made: Tensor = self.network.encoder(projected * mask[:, :, None], attention_mask=mask)[0]
        return made * mask[:, :, None]

    def save_native(self, folder: Path) -> None:
        """Write config.json, model.safetensors and preprocessor_config.json."""
        self.network.save_pretrained(folder)
        transformers().Wav2Vec2FeatureExtractor(
            sampling_rate=RATE_HZ,
            do_normalize=isinstance(self.prepare, Standardised),
            return_attention_mask=True,
        ).save_pretrained(folder)

    def _samples_for_one_step(self) -> int:
        needed = 1
        for kernel, stride in reversed(self._shapes):
            needed = (needed - 1) * stride + kernel
        return needed


@dataclass(frozen=True, slots=True, kw_only=True)
class Latents:
    """What convolutions make of sounds.

    plain: (B, N, C) float; normed: the same, each step brought to mean 0 and variance 1 over its channels;
    mask: (B, N) bool, True where a step lies within the sound.
    """

    plain: Tensor
    normed: Tensor
    mask: Tensor


class AsTheyAre(nn.Module):
    """Sounds unchanged, for networks from elsewhere that were trained with them."""

    def forward(self, samples: Tensor, real: Tensor) -> Tensor:
        """(B, T) -> the same."""
        return samples


class Standardised(nn.Module):
    """Sounds (B, T) with mean 0 and variance 1 over their first `real` (B,) samples, zeros behind."""

    def forward(self, samples: Tensor, real: Tensor) -> Tensor:
        """See the class."""
        inside = torch.arange(samples.shape[1], device=samples.device) < real[:, None]
        count = real[:, None].to(samples.dtype)
        centred = (samples - samples.sum(1, keepdim=True) / count) * inside
        variance = centred.square().sum(1, keepdim=True) / count
        return centred * (variance + _SILENCE).rsqrt()


def pooled(tokens: Tensor, mask: Tensor) -> Tensor:
    """The mean over real steps: (B, N, D), (B, N) -> (B, D)."""
    weights = mask[:, :, None].to(tokens.dtype)
    return (tokens * weights).sum(1) / weights.sum(1)


def _convolved(layer: Any, made: Tensor, real: Tensor) -> Tensor:
    """One layer of the front, (B, N, C) -> (B, N', C'), of which `real` (B,) steps lie within the sounds.

    With channels last nothing has to be moved between convolution and norm: on a CPU three times as fast as
    the layer's own `forward`.
    """
    conv = layer.conv
    kernel, stride = conv.kernel_size[0], conv.stride[0]
    if made.shape[2] == 1:
        made = F.linear(made[:, :, 0].unfold(1, kernel, stride), conv.weight[:, 0], conv.bias)
    else:
        weight = conv.weight[:, :, None].contiguous(memory_format=torch.channels_last)
        flat = made[:, None].permute(0, 3, 1, 2)  # (B, C, 1, N)
        made = F.conv2d(flat, weight, conv.bias, (1, stride)).permute(0, 2, 3, 1)[:, 0]
    norm = getattr(layer, "layer_norm", None)
    if isinstance(norm, nn.GroupNorm):
        made = _over_time(norm, made.float(), real)
    elif norm is not None:
        made = norm(made)
    out: Tensor = layer.activation(made)
    return out


def _over_time(norm: nn.GroupNorm, made: Tensor, real: Tensor) -> Tensor:
    """The norm of wav2vec 2.0 base, which is over all steps of a channel, over real ones: (B, N, C)."""
    inside = (torch.arange(made.shape[1], device=made.device) < real[:, None])[:, :, None]
    count = real[:, None, None].to(made.dtype)
    centred = made - (made * inside).sum(1, keepdim=True) / count
    variance = (centred * inside).square().sum(1, keepdim=True) / count
    return centred * (variance + norm.eps).rsqrt() * norm.weight + norm.bias


@dataclass(frozen=True, slots=True, kw_only=True)
class _Size:
    kernels: tuple[int, ...]
    strides: tuple[int, ...]
    channels: int
    width: int
    depth: int
    places: int
    """How many steps the convolution that says where a step is looks at."""


_USUAL = ((10, 3, 3, 3, 3, 2, 2), (5, 2, 2, 2, 2, 2, 2))
_SIZES = {
    "mini": _Size(kernels=(20, 4, 4, 8), strides=(10, 2, 4, 4), channels=96, width=128, depth=4, places=32),
    "small": _Size(kernels=_USUAL[0], strides=_USUAL[1], channels=256, width=384, depth=8, places=64),
    "base": _Size(kernels=_USUAL[0], strides=_USUAL[1], channels=512, width=768, depth=12, places=128),
}
"""A step each 20 ms. mini for CPUs, where the first convolutions would cost the most: fewer, wider ones;
the others for graphics cards, base as published."""


def _built(spec: EncoderSpec, *, size: _Size) -> WaveEncoder:
    """Norms over channels and before each layer, as in wav2vec 2.0 large: they do not see other steps."""
    config = transformers().Wav2Vec2Config(
        hidden_size=size.width,
        num_hidden_layers=size.depth,
        num_attention_heads=size.width // 64,
        intermediate_size=4 * size.width,
        conv_dim=(size.channels,) * len(size.kernels),
        conv_kernel=size.kernels,
        conv_stride=size.strides,
        conv_bias=True,
        num_conv_pos_embeddings=size.places,
        feat_extract_norm="layer",
        do_stable_layer_norm=True,
        hidden_dropout=0.0,
        activation_dropout=0.0,
        attention_dropout=0.0,
        feat_proj_dropout=0.0,
        feat_quantizer_dropout=0.0,
    )
    return WaveEncoder(spec, config)


for _name, _size in _SIZES.items():
    encoders.register(f"wav2vec_{_name}")(functools.partial(_built, size=_size))
