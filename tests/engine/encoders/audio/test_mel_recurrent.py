from __future__ import annotations

import pytest
import torch

from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.encoders.audio import MelRecurrent


def _encoder(name: str = "cpc_mini") -> MelRecurrent:
    torch.manual_seed(0)
    encoder = build(EncoderSpec(name=name, size=1000))
    assert isinstance(encoder, MelRecurrent)
    return encoder.eval()


@pytest.mark.parametrize("frames", [1, 4, 5, 11, 101])
def test_a_token_stands_for_each_four_frames(frames: int) -> None:
    with torch.no_grad():
        encoded = _encoder().encode(torch.zeros(1, 64, frames), torch.ones(1, frames, dtype=torch.bool))
    assert encoded.tokens.shape == (1, -(-frames // 4), 256)
    assert encoded.mask.shape == (1, -(-frames // 4))


def test_what_a_step_hears_by_itself_ends_with_its_first_frame() -> None:
    encoder, inside = _encoder(), torch.ones(1, 40, dtype=torch.bool)
    mel = torch.randn(1, 64, 40)
    changed = mel.clone()
    changed[:, :, 17:] = 0
    with torch.no_grad():
        first, second = encoder.steps(mel, inside)[0], encoder.steps(changed, inside)[0]
    torch.testing.assert_close(first[:, :5], second[:, :5])  # up to frame 16
    assert not torch.allclose(first[:, 5], second[:, 5])


def test_a_state_remembers_what_is_long_past() -> None:
    encoder, inside = _encoder(), torch.ones(1, 100, dtype=torch.bool)
    mel = torch.randn(1, 64, 100)
    changed = mel.clone()
    changed[:, :, :20] = 0
    with torch.no_grad():
        apart = encoder.encode(mel, inside).tokens - encoder.encode(changed, inside).tokens
    assert float(apart[:, 10].abs().max()) > 1e-3


def test_the_other_sounds_of_a_batch_change_nothing() -> None:
    encoder, sounds = _encoder(), torch.randn(3, 16_000) * 0.1
    with torch.no_grad():
        torch.testing.assert_close(encoder(sounds).pooled[:1], encoder(sounds[:1]).pooled, atol=1e-5, rtol=0)


def test_pooled_are_mean_and_peak_of_what_real_steps_hear() -> None:
    encoder = _encoder()
    inside = torch.arange(100)[None] < 50
    with torch.no_grad():
        mel = torch.randn(1, 64, 100)
        heard, mask = encoder.steps(mel, inside)
        real = heard[0, mask[0]]
        assert len(real) == 13
        torch.testing.assert_close(encoder.encode(mel, inside).pooled[0], real.mean(0) + real.amax(0))


def test_the_small_one_is_wider() -> None:
    assert _encoder("cpc_small").width == 2 * _encoder().width
