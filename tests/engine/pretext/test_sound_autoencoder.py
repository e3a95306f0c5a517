from __future__ import annotations

import numpy as np
import pytest
import torch

from tests.engine import tiny
from workbench.engine.contracts import Batch, SoundPreview
from workbench.engine.parts import spectrograms
from workbench.engine.pretext.sound_autoencoder import (
    CodeDecoder,
    SoundAutoencoder,
    SoundAutoencoderSettings,
    _as_few_squares,
)


def _task(code: int = 64) -> SoundAutoencoder:
    settings = SoundAutoencoderSettings(code_width=code)
    task = tiny.make_task("sound_autoencoder", settings=settings)
    assert isinstance(task, SoundAutoencoder)
    return task.eval()


def _batch(number: int = 4) -> Batch:
    samples = tiny.random_batch("sound_autoencoder", number).samples
    return Batch(samples=samples, views=(samples,), rows=torch.arange(number))


@torch.no_grad()
def test_the_loss_is_the_squared_error_within_each_sound_as_numpy_computes_it() -> None:
    task, batch = _task(), _batch()
    mel, inside = (one.numpy() for one in task.encoder.spectrogram(batch.samples))
    drawn: list[np.ndarray] = []
    task.decoder.register_forward_hook(lambda _module, _inputs, output: drawn.append(output.numpy()))
    loss = task(batch).loss.item()
    each = [
        ((one[:, real] - true[:, real]) ** 2).mean()
        for one, true, real in zip(drawn[0], mel, inside, strict=True)
    ]
    assert loss == pytest.approx(np.mean(each), rel=1e-5)


@torch.no_grad()
def test_all_that_is_drawn_comes_from_the_code() -> None:
    task = _task(code=8)
    codes: list[torch.Tensor] = []
    task.decoder.register_forward_pre_hook(lambda _module, inputs: codes.append(inputs[0]))
    task(_batch())
    assert codes[0].shape == (4, 8)


@pytest.mark.parametrize("num_frames", [11, 51, 400])
def test_a_code_is_drawn_at_any_length(num_frames: int) -> None:
    decoder = CodeDecoder(code=8, hidden=16, frames=4, usual_frames=51)
    assert decoder(torch.rand(2, 8), num_frames).shape == (2, 64, num_frames)


@torch.no_grad()
def test_of_a_batch_of_short_sounds_the_beginning_is_drawn() -> None:
    decoder, codes = CodeDecoder(code=8, hidden=16, frames=4, usual_frames=400).eval(), torch.rand(2, 8)
    torch.testing.assert_close(decoder(codes, 100), decoder(codes, 400)[:, :, :100])


def test_a_code_of_a_long_sound_is_spread_to_a_few_steps() -> None:
    assert CodeDecoder(code=8, hidden=16, frames=4, usual_frames=3001).steps == 32


@torch.no_grad()
def test_a_perfect_answer_is_shown_as_the_sound_itself() -> None:
    task, batch = _task(), _batch()
    truth = task.encoder.spectrogram(batch.samples)[0]
    task.decoder.register_forward_hook(lambda _module, _inputs, _output: truth)
    for own, squares, drawn in task.preview(batch, trained=True).rows:
        assert isinstance(own, SoundPreview)
        assert isinstance(squares, SoundPreview)
        assert isinstance(drawn, SoundPreview)
        assert np.array_equal(drawn.spectrogram, own.spectrogram)
        assert not np.array_equal(squares.spectrogram, own.spectrogram)
        assert len(own.samples)


@pytest.mark.parametrize("frames", [1, 10, 51, 3001])
@pytest.mark.parametrize("numbers", [2, 64, 1024])
def test_squares_hold_no_more_than_the_numbers(frames: int, numbers: int) -> None:
    few = _as_few_squares(torch.rand(1, 64, frames), torch.ones(1, frames, dtype=torch.bool), numbers)
    assert few.shape == (1, 64, frames)
    assert len(np.unique(few.numpy())) <= numbers


def test_the_average_spectrum_of_the_others_is_what_a_sound_is_compared_with() -> None:
    mel = torch.tensor([[[1.0, 1.0]], [[3.0, 0.0]], [[6.0, 8.0]]])
    inside = torch.tensor([[True, True], [True, False], [True, True]])
    errors = spectrograms.mean_errors(mel, inside)
    assert errors[1, 0, 0].item() == pytest.approx((3 - (1 + 1 + 6 + 8) / 4) ** 2)


def test_a_network_without_spectrograms_is_refused_in_one_sentence() -> None:
    encoder = tiny.picture_encoder()
    assert SoundAutoencoder.refusal(encoder, SoundAutoencoderSettings()).endswith(".")
    with pytest.raises(ValueError, match="spectrogram"):
        SoundAutoencoder(encoder, SoundAutoencoderSettings())


@pytest.mark.parametrize(("seconds", "said"), [(2, ""), (12, "12 seconds")])
def test_of_long_sounds_it_says_that_little_can_be_kept(seconds: int, said: str) -> None:
    caution = SoundAutoencoder.caution(torch.full((2, seconds * 16_000), 0.1))
    assert said in caution
    assert bool(said) == bool(caution)
