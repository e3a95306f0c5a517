"""Weights of networks for videos that are no folder: torchvision's files, and runs of this program."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from workbench.engine.encoders import Encoder, EncoderSpec, build
from workbench.engine.encoders.video.encoder import VideoEncoder
from workbench.engine.weights import names
from workbench.engine.weights.files import refused
from workbench.jobs import UserError

State = Mapping[str, Tensor]
_FIRST = ("stem.0.weight", "conv_proj.weight")
"""First layers of torchvision's networks for videos; those for pictures have kernels of fewer axes."""
_AXES = 5
_MADE_FOR = {"r2plus1d_18": (16, 112), "mvit_v2_s": (16, 224)}
"""Frames and pixels."""
_KINETICS = {
    "r2plus1d_18": ((0.43216, 0.394666, 0.37645), (0.22803, 0.22145, 0.216989)),
    "mvit_v2_s": ((0.45, 0.45, 0.45), (0.225, 0.225, 0.225)),
}
"""Mean and spread of colours that torchvision's weights were trained with."""
_CLASSIFIERS = ("fc.", "head.")
_DISTANCES = ".rel_pos_"
_STATISTICS = ("mean", "std")


def recognises(state: State) -> bool:
    """Whether these are weights of a network of torchvision's for videos, after any prefix."""
    found = names.prefix(state, _FIRST)
    return found is not None and any(
        found + first in state and state[found + first].ndim == _AXES for first in _FIRST
    )


def spec_of(state: State, path: Path) -> EncoderSpec:
    """The encoder whose layers the weights have, for the clips it was made for. Raises `UserError`."""
    own = _own_names(state)
    specs = [
        EncoderSpec(name=name, channels=3, frames=frames, size=size)
        for name, (frames, size) in _MADE_FOR.items()
    ]
    wrong = {spec.name: _mismatches(own, _layers(spec)) for spec in specs}
    spec = min(specs, key=lambda spec: len(wrong[spec.name]))
    if wrong[spec.name]:
        raise refused(
            path, f"No network here has its layers: {spec.name} comes nearest, but {wrong[spec.name][0]}.",
            f"Choose weights of one of these: {', '.join(_MADE_FOR)}.",
        )  # fmt: skip
    return spec


def load(state: State, spec: EncoderSpec) -> VideoEncoder:
    """An encoder of a kind that `spec_of` found, for clips of any length and size, with these weights."""
    encoder = build(spec)
    assert isinstance(encoder, VideoEncoder)
    target, own = encoder.state_dict(), _own_names(state)
    fitted = {key: _fitted(own.get(key, value), value) for key, value in target.items()}
    encoder.load_state_dict(fitted)
    mean, std = _KINETICS[spec.name]
    encoder.mean.copy_(torch.tensor(mean))
    encoder.std.copy_(torch.tensor(std))
    return encoder


def again(encoder: Encoder, spec: EncoderSpec, path: Path) -> Encoder:
    """The encoder of a run of this program for clips of another length or size. Raises `UserError`."""
    if not isinstance(encoder, VideoEncoder) or spec == encoder.spec:
        return encoder
    other = build(spec)
    try:
        other.load_state_dict(encoder.state_dict())
    except RuntimeError as error:
        raise _other_size(encoder.spec, path) from error
    return other


def _own_names(state: State) -> dict[str, Tensor]:
    """The entries by the names of an encoder's own state."""
    return {f"network.{key}": value for key, value in names.without_prefix(state, _FIRST).items()}


def _layers(spec: EncoderSpec) -> State:
    """The state of an encoder of that description: names and shapes, no numbers."""
    with torch.device("meta"):
        layers: State = build(spec).state_dict()
    return layers


def _mismatches(own: State, target: State) -> list[str]:
    """What differs from an encoder's layers, each as half a sentence; classifiers do not count."""
    out = []
    for key, need in target.items():
        have = own.get(key)
        if key in _STATISTICS:
            continue
        if have is None:
            out.append(f"it has no {_plain(key)}")
        elif have.shape != need.shape and not (_DISTANCES in key and have.shape[1:] == need.shape[1:]):
            out.append(f"its {_plain(key)} is {_shape(have)} and would have to be {_shape(need)}")
    more = [_plain(key) for key in own if key not in target]
    return out + [f"it also has {key}" for key in more if not key.startswith(_CLASSIFIERS)]


def _fitted(have: Tensor, need: Tensor) -> Tensor:
    """A layer as it is, or a table of distances (n, D) stretched to another number of them."""
    if have.shape == need.shape:
        return have.to(need.dtype)
    stretched = F.interpolate(have.T[None].float(), len(need), mode="linear")[0].T
    return stretched.to(need.dtype)


def _other_size(spec: EncoderSpec, path: Path) -> UserError:
    return refused(
        path,
        f"{spec.name} was trained with videos of {spec.size} px, and has other layers for those of the size"
        " that was chosen.",
        f"Choose {spec.size} px for the videos.",
    )


def _plain(key: str) -> str:
    return key.removeprefix("network.")


def _shape(value: Tensor) -> str:
    return " × ".join(map(str, value.shape)) or "1"
