from __future__ import annotations

import torch

from workbench.engine.encoders import EncoderSpec
from workbench.engine.encoders.audio import MelResidual


def _sounds() -> torch.Tensor:
    sounds = torch.randn(3, 16_000, generator=torch.Generator().manual_seed(0)) * 0.1
    sounds[:, 8000:] = 0
    return sounds


def _encoder() -> MelResidual:
    return MelResidual(EncoderSpec(name="mel_residual", size=1000))


def test_in_training_what_is_empty_behind_all_sounds_is_left_out() -> None:
    mel, inside = _encoder().train().spectrogram(_sounds())
    assert mel.shape[2] == inside.shape[1] == 53
    assert int(inside.sum(1).max()) == 51


def test_what_is_left_out_changes_no_frame_of_a_sound() -> None:
    encoder, sounds = _encoder(), _sounds()
    whole, _ = encoder.eval().spectrogram(sounds)
    short, _ = encoder.train().spectrogram(sounds)
    assert torch.equal(short[:, :, :51], whole[:, :, :51])
    assert not short[:, :, 51:].any()


def test_outside_training_no_sound_depends_on_the_others() -> None:
    encoder, sounds = _encoder().eval(), _sounds()
    sounds[0, :] = 0.1
    with torch.no_grad():
        together, alone = encoder(sounds).pooled[1:2], encoder(sounds[1:2]).pooled
    torch.testing.assert_close(together, alone, atol=1e-6, rtol=1e-5)
