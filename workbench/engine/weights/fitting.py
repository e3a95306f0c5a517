"""Which encoder a file's weights are of, and how they are brought to another size and number of channels."""

from __future__ import annotations

import dataclasses
import functools
import math
from collections.abc import Mapping
from pathlib import Path

import torch
from timm.layers.pos_embed import resample_abs_pos_embed
from torch import Tensor

from workbench.engine.encoders import Encoder, EncoderSpec, build
from workbench.engine.modalities import modalities
from workbench.engine.weights.files import refused
from workbench.jobs import UserError

State = Mapping[str, Tensor]
_SIDES_PX = range(32, 257, 16)
_KERNELS = ("network.conv1.weight", "network.patch_embed.proj.weight")
_POSITIONS = "network.pos_embed"
_STATISTICS = ("mean", "std")
_COUNTER = ".num_batches_tracked"
_MADE_FOR = {3: 32, 7: 224}
"""Of a ResNet, by the width of its first layer."""
_MOST_TOKENS_BESIDE = 5
"""Of the class, of a teacher, and registers; they stand before those of the patches."""


def spec_of(state: State, path: Path) -> EncoderSpec:
    """The encoder whose layers the weights have, at the size they were made for or the nearest that fits.

    state: by the names of an encoder's own state, "network." in front. Raises `UserError` when no
    encoder here has these layers.
    """
    kernel = next((state[key] for key in _KERNELS if key in state), None)
    if kernel is None or kernel.ndim != 4:
        raise refused(
            path, "It has no first layer of a plain ResNet or vision transformer.", "Choose another file."
        )
    size = _made_for(state, kernel)
    specs = [EncoderSpec(name=name, channels=kernel.shape[1], size=size) for name in _names()]
    wrong = {spec.name: _mismatches(state, spec) for spec in specs}
    spec = min(specs, key=lambda spec: len(wrong[spec.name]))
    if wrong[spec.name]:
        raise refused(
            path, f"No network here has its layers: {spec.name} comes nearest, but {wrong[spec.name][0]}.",
            f"Choose weights of one of these: {', '.join(_names())}.",
        )  # fmt: skip
    if _fits(state, spec):
        return spec
    if fitting := _sizes(state, spec):
        return dataclasses.replace(spec, size=min(fitting, key=lambda side: abs(side - size)))
    raise refused(
        path, f"No picture size here goes with a first layer of {_shape(kernel[0, 0])} pixels.",
        "Choose another file.",
    )  # fmt: skip


def _names() -> tuple[str, ...]:
    return modalities.get("image").encoders


def fit(state: State, encoder: Encoder, *, made_for: int, path: Path) -> None:
    """Give an encoder of the right kind these weights, brought to its size and number of channels.

    Raises `UserError` when its layers at this size are not those of the weights.
    """
    if not _fits(state, encoder.spec):
        raise _wrong_size(state, encoder.spec, made_for, path)
    target = encoder.state_dict()
    fitted = {key: state.get(key, value).to(value.dtype) for key, value in target.items()}
    first = _first(target)
    fitted[first] = _with_channels(fitted[first], encoder.spec.channels)
    if _POSITIONS in target:
        fitted[_POSITIONS] = _positions(fitted[_POSITIONS], target[_POSITIONS])
    encoder.load_state_dict(fitted | {key: target[key] for key in _STATISTICS})


def _fits(state: State, spec: EncoderSpec) -> bool:
    """Whether the layers are those of the encoder, the width of its first kernel or its patches too."""
    target = _layers(spec)
    first = _first(target)
    return not _mismatches(state, spec) and state[first].shape[2:] == target[first].shape[2:]


def _mismatches(state: State, spec: EncoderSpec) -> list[str]:
    """What differs from an encoder of that name, each as half a sentence; size and channels do not count.

    Classifiers and class tokens may be there or not: they are no part of an encoder.
    """
    target = _layers(spec)
    out = []
    for key, need in target.items():
        have = state.get(key)
        if key in _STATISTICS:
            continue
        if have is None:
            if not key.endswith(_COUNTER):
                out.append(f"it has no {_plain(key)}")
        elif not _alike(have, need, is_first=key == _first(target), is_positions=key == _POSITIONS):
            out.append(f"its {_plain(key)} is {_shape(have)} and would have to be {_shape(need)}")
    own = {_module(key) for key in target} | {"norm_pre"}
    out += [f"it also has {_plain(key)}" for key in state if key not in target and _module(key) in own]
    return out


def _alike(have: Tensor, need: Tensor, *, is_first: bool, is_positions: bool) -> bool:
    if is_first:
        return have.ndim == need.ndim and have.shape[0] == need.shape[0]
    if is_positions:
        return have.ndim == 3 and have.shape[::2] == need.shape[::2] and _beside(have) <= _MOST_TOKENS_BESIDE
    return have.shape == need.shape or have.numel() == need.numel() == 1


@functools.lru_cache(maxsize=64)
def _layers(spec: EncoderSpec) -> State:
    """The state of an encoder of that description: names and shapes, no numbers."""
    with torch.device("meta"):
        layers: State = build(spec).state_dict()
    return layers


def _first(target: State) -> str:
    """The layer of an encoder that sees the samples' channels: the first with a kernel."""
    return next(key for key, value in target.items() if value.ndim == 4 and key not in _STATISTICS)


def _made_for(state: State, kernel: Tensor) -> int:
    """The side in pixels of the pictures that the weights were trained with, as far as they show."""
    positions = state.get(_POSITIONS)
    if positions is None or positions.ndim != 3:
        return _MADE_FOR.get(kernel.shape[-1], 224)
    return math.isqrt(positions.shape[1]) * kernel.shape[-1]


def _sizes(state: State, spec: EncoderSpec) -> list[int]:
    """The picture sizes at which the weights fit, the spec's own among those looked at."""
    sides = sorted({*_SIDES_PX, spec.size})
    return [size for size in sides if _fits(state, dataclasses.replace(spec, size=size))]


def _wrong_size(state: State, spec: EncoderSpec, made_for: int, path: Path) -> UserError:
    target = _layers(spec)
    first = _first(target)
    have, need = state[first][0, 0], target[first][0, 0]
    why = f"{spec.name} has other layers for pictures of {spec.size} px than of {made_for} px."
    if have.shape != need.shape:
        why = (
            f"Their first layer ({_plain(first)}) looks at {_shape(have)} pixels at once, and for pictures of"
            f" {spec.size} px {spec.name} has one for {_shape(need)}."
        )
    sizes = _sizes(state, dataclasses.replace(spec, size=made_for))
    todo = (
        f"Choose a picture size from {sizes[0]} to {sizes[-1]} px."
        if sizes[1:]
        else f"Choose {made_for} px for the pictures."
    )
    return refused(path, why, todo)


def _with_channels(kernel: Tensor, channels: int) -> Tensor:
    """A kernel (D, C, h, w) for another number of channels, its sum over them kept.

    For grey pictures the sum itself: it answers as the kernel did on a picture whose channels are alike.
    For more, the channels are repeated in turn.
    """
    have = kernel.shape[1]
    if channels == have:
        return kernel
    if channels == 1:
        return kernel.sum(1, keepdim=True)
    return kernel[:, torch.arange(channels) % have] * (have / channels)


def _positions(have: Tensor, need: Tensor) -> Tensor:
    """Position embeddings (1, N, D) without those of class tokens, resampled to the wanted (1, M, D)."""
    old, new = math.isqrt(have.shape[1]), math.isqrt(need.shape[1])
    places = have[:, _beside(have) :]
    if old == new:
        return places
    resampled: Tensor = resample_abs_pos_embed(places, [new, new], [old, old], num_prefix_tokens=0)
    return resampled


def _beside(positions: Tensor) -> int:
    """How many of (1, N, D) are not of a square of patches."""
    return int(positions.shape[1] - math.isqrt(positions.shape[1]) ** 2)


def _plain(key: str) -> str:
    return key.removeprefix("network.")


def _module(key: str) -> str:
    return _plain(key).split(".")[0]


def _shape(value: Tensor) -> str:
    return " × ".join(map(str, value.shape)) or "1"
