"""Pictures in the units in which tasks predict them: the mean of the set is 0, its spread 1."""

from __future__ import annotations

from torch import Tensor

from workbench.engine.encoders import Encoder, PictureEncoder


def standard(encoder: Encoder, pictures: Tensor) -> Tensor:
    """(B, C, H, W) in [0, 1] -> the same less the set's mean, in its spread, by channel."""
    mean, std = statistics(encoder)
    return (pictures - mean) / std


def as_pictures(encoder: Encoder, values: Tensor) -> Tensor:
    """Undoes `standard`."""
    mean, std = statistics(encoder)
    return values.float() * std + mean


def statistics(encoder: Encoder) -> tuple[Tensor, Tensor]:
    """The set's mean and spread by channel, (1, C, 1, 1) each, as an encoder of pictures knows them."""
    assert isinstance(encoder, PictureEncoder)
    return encoder.mean, encoder.std
