"""Pictures in the units in which tasks predict them: the mean of the set is 0, its spread 1."""

from __future__ import annotations

from torch import Tensor

from workbench.engine.encoders import Encoder


def standard(encoder: Encoder, pictures: Tensor) -> Tensor:
    """(B, C, H, W) in [0, 1] -> the same less the set's mean, in its spread, by channel."""
    return (pictures - encoder.mean) / encoder.std


def as_pictures(encoder: Encoder, values: Tensor) -> Tensor:
    """Undoes `standard`."""
    return values.float() * encoder.std + encoder.mean
