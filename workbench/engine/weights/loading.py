"""From a path to an encoder that training can start from, or a sentence why not."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import torch
from torch import Tensor

from workbench.engine import checkpoint
from workbench.engine.checkpoint import SavedEncoder
from workbench.engine.encoders import Encoder, EncoderSpec, PictureEncoder, build
from workbench.engine.weights import (
    clips,
    files,
    fitting,
    huggingface,
    sounds,
    texts,
    timm,
    torchvision,
    videos,
)

_OWN = "SSL Workbench"
_IMAGENET = ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
_HALVES = ((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))
Statistics = tuple[tuple[float, ...], tuple[float, ...]]


class _Naming(Protocol):
    def recognises(self, keys: Iterable[str]) -> bool: ...
    def renamed(self, state: Mapping[str, Tensor]) -> dict[str, Tensor]: ...


class _Folders(Protocol):
    def folder_of(self, path: Path) -> Path | None: ...
    def spec_of(self, folder: Path) -> EncoderSpec: ...
    def load(self, folder: Path, spec: EncoderSpec) -> Encoder: ...


_FOLDERS: dict[str, _Folders] = {"audio": sounds, "video": videos, "text": texts}
"""By the kind of data their networks read. Texts last: some of the others name a vocabulary too."""
_NAMINGS: dict[str, _Naming] = {
    "Hugging Face": huggingface,
    "torchvision": torchvision,
    "timm or torchvision": timm,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """What a weights file holds."""

    spec: EncoderSpec
    """The encoder, with the channels and the picture size it was made for (or the nearest there is)."""
    source: str
    """Whose names the weights have: "SSL Workbench", "timm or torchvision", "torchvision", "Hugging Face"."""
    modality: str = "image"
    """The kind of data it reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weights:
    state: dict[str, Tensor]
    """By the names of an encoder's own state."""
    spec: EncoderSpec
    source: str
    statistics: Statistics


def identify(path: Path) -> Identified:
    """Which encoder the weights in a file or folder are of. Raises `UserError` when of none here."""
    own = _saved(path)
    if own is not None:
        return Identified(spec=own.encoder.spec, source=_OWN, modality=own.modality)
    for modality, reader in _FOLDERS.items():
        if (folder := reader.folder_of(path)) is not None:
            return Identified(spec=reader.spec_of(folder), source="Hugging Face", modality=modality)
    file = _file(path)
    state = files.read(file)
    if clips.recognises(state):
        return Identified(spec=clips.spec_of(state, file), source="torchvision", modality="video")
    weights = _named(state, file)
    return Identified(spec=weights.spec, source=weights.source)


def load_start(path: Path, spec: EncoderSpec) -> Encoder:
    """An encoder of that description with the weights of a file or folder, whatever library wrote them.

    path: a .safetensors, .pth or .pt file, a Hugging Face or timm model folder, or an encoder's folder
    of this program. The first layer is brought to the wanted channels, position embeddings to the wanted
    size. It keeps the mean and spread, or the vocabulary, that it was trained with. Raises `UserError` when
    they do not fit.
    """
    own = _saved(path)
    if own is not None and not isinstance(own.encoder, PictureEncoder):
        _check_name(path, own.encoder.spec, spec)
        return clips.again(own.encoder, spec, path).train()
    for reader in () if own is not None else _FOLDERS.values():
        if (folder := reader.folder_of(path)) is not None:
            _check_name(path, reader.spec_of(folder), spec)
            return reader.load(folder, spec)
    if own is not None:
        return _fitted(path, _of_own(own.encoder), spec)
    file = _file(path)
    state = files.read(file)
    if clips.recognises(state):
        _check_name(path, clips.spec_of(state, file), spec)
        return clips.load(state, spec)
    return _fitted(path, _named(state, file), spec)


def _fitted(path: Path, weights: _Weights, spec: EncoderSpec) -> PictureEncoder:
    """An encoder of pictures of that description with these weights. Raises `UserError`."""
    _check_name(path, weights.spec, spec)
    encoder = build(spec)
    assert isinstance(encoder, PictureEncoder)
    fitting.fit(weights.state, encoder, made_for=weights.spec.size, path=path)
    encoder.set_statistics(*(_for_channels(values, spec.channels) for values in weights.statistics))
    return encoder


def _check_name(path: Path, have: EncoderSpec, wanted: EncoderSpec) -> None:
    if have.name != wanted.name:
        raise files.refused(
            path, f"They are of {have.name}, and {wanted.name} was chosen.",
            f"Choose the encoder {have.name}.",
        )  # fmt: skip


def _saved(path: Path) -> SavedEncoder | None:
    """The encoder of this program in that folder, or in that of this file; None when it is none."""
    folder = path if path.is_dir() else path.parent
    is_own = path.is_dir() or path.name == checkpoint.WEIGHTS
    if is_own and (folder / checkpoint.DESCRIPTION).is_file():
        return checkpoint.load_encoder(folder)
    return None


def _file(path: Path) -> Path:
    """The file of weights that a path means, one of another library. Raises `UserError`."""
    file = files.weights_file(path)
    if file.name == checkpoint.WEIGHTS:
        raise files.refused(
            file,
            f"The {checkpoint.DESCRIPTION} that belongs beside it is missing.",
            "Choose the whole folder.",
        )
    return file


def _named(state: Mapping[str, Tensor], file: Path) -> _Weights:
    """What a file's weights are of, by their names. Raises `UserError` when they are of nothing here."""
    for source, naming in _NAMINGS.items():
        if naming.recognises(state):
            renamed = {f"network.{key}": value for key, value in naming.renamed(state).items()}
            spec = fitting.spec_of(renamed, file)
            return _Weights(
                state=renamed, spec=spec, source=source, statistics=_statistics(file, spec, source)
            )
    raise files.refused(
        file, "It is no ResNet or vision transformer of timm, torchvision or Hugging Face.",
        "Choose a weights file of one of these.",
    )  # fmt: skip


def _of_own(encoder: Encoder) -> _Weights:
    assert isinstance(encoder, PictureEncoder)
    statistics = (tuple(encoder.mean.flatten().tolist()), tuple(encoder.std.flatten().tolist()))
    return _Weights(state=dict(encoder.state_dict()), spec=encoder.spec, source=_OWN, statistics=statistics)


def _statistics(file: Path, spec: EncoderSpec, source: str) -> Statistics:
    """What the model's folder says; else ImageNet's, or for timm's and Google's transformers halves."""
    for name in ("preprocessor_config.json", "config.json"):
        if said := _said(file.with_name(name)):
            return said
    return _HALVES if spec.name.startswith("vit") and source != "torchvision" else _IMAGENET


def _said(description: Path) -> Statistics | None:
    """Mean and spread in Hugging Face's (image_mean) or timm's (pretrained_cfg) description, if there."""
    try:
        said = json.loads(description.read_text(encoding="utf-8"))
        said = said.get("pretrained_cfg", said)
        mean, std = said.get("image_mean", said.get("mean")), said.get("image_std", said.get("std"))
        return tuple(map(float, mean)), tuple(map(float, std))
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def _for_channels(values: tuple[float, ...], channels: int) -> Tensor:
    """(C,): the values, or for another number of channels their average for each."""
    if len(values) == channels:
        return torch.tensor(values)
    return torch.full((channels,), sum(values) / len(values))
