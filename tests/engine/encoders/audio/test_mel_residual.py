from __future__ import annotations

import pytest
import torch

from workbench.engine.encoders import EncoderSpec
from workbench.engine.encoders.audio import MelResidual
from workbench.engine.encoders.choice import gigamacs

_SPEC = EncoderSpec(name="mel_residual", size=1000)


def _encoder() -> MelResidual:
    torch.manual_seed(0)
    return MelResidual(_SPEC).eval()


@pytest.mark.parametrize("frames", [1, 2, 3, 4, 5, 11, 101, 251])
def test_a_token_stands_for_each_four_frames(frames: int) -> None:
    encoder = _encoder()
    inside = torch.ones(1, frames, dtype=torch.bool)
    with torch.no_grad():
        encoded = encoder.encode(torch.zeros(1, 64, frames), inside)
    assert encoded.tokens.shape == (1, -(-frames // 4), 256)
    assert encoded.mask.shape == (1, -(-frames // 4))


def test_tokens_are_25_a_second() -> None:
    assert MelResidual.token_seconds == 0.04


def test_pooled_are_mean_and_peak_of_what_is_real() -> None:
    encoder = _encoder()
    encoded = encoder(torch.nn.functional.pad(torch.randn(1, 8000), (0, 8000)))
    real = encoded.tokens[0, encoded.mask[0]]
    assert len(real) == 13
    torch.testing.assert_close(encoded.pooled[0], real.mean(0) + real.amax(0))


def test_it_hears_which_pitch_and_not_only_how_much() -> None:
    encoder = _encoder()
    low, high = torch.zeros(2, 1, 64, 40)
    low[:, 16:24], high[:, 40:48] = 1, 1
    inside = torch.ones(1, 40, dtype=torch.bool)
    with torch.no_grad():
        apart = encoder.encode(low, inside).pooled - encoder.encode(high, inside).pooled
        size = encoder.encode(low, inside).pooled
    assert float(apart.norm() / size.norm()) > 0.05


def test_it_is_small_enough_for_a_cpu() -> None:
    assert gigamacs(_SPEC) < 0.04
