from __future__ import annotations

import numpy as np
import pytest
import torch

from tests.engine import tiny
from workbench.engine.contracts import Batch, Encoded, SoundPreview
from workbench.engine.encoders.audio import MelTransformer
from workbench.engine.parts.sound_blocks import Blocks
from workbench.engine.pretext.masked_spectrogram import MaskedSpectrogram, MaskedSpectrogramSettings


def _task(*, normalised: bool = True) -> MaskedSpectrogram:
    settings = MaskedSpectrogramSettings(normalised_blocks=normalised)
    task = tiny.make_task("masked_spectrogram", settings=settings)
    assert isinstance(task, MaskedSpectrogram)
    return task.eval()


def _batch(seed: int = 1, number: int = 4) -> Batch:
    samples = tiny.random_batch("masked_spectrogram", number).samples
    generator = torch.Generator().manual_seed(seed)
    return Batch(samples=samples, views=(samples,), rows=torch.arange(number), generator=generator)


def _covered(task: MaskedSpectrogram, batch: Batch, seed: int = 1) -> tuple[torch.Tensor, ...]:
    """Spectrogram, real frames and what `forward` hides when the batch's generator is at `seed`."""
    mel, inside = task.encoder.spectrogram(batch.views[0])
    return mel, inside, task._draw(inside, torch.Generator().manual_seed(seed))


@torch.no_grad()
def test_the_loss_is_the_squared_error_of_hidden_normalised_blocks_as_numpy_computes_it() -> None:
    task, batch = _task(), _batch()
    mel, inside, covered = (one.numpy() for one in _covered(task, batch))
    drawn: list[torch.Tensor] = []
    task.filler.register_forward_hook(lambda _module, _inputs, output: drawn.append(output[1]))
    loss = task(batch).loss.item()
    each = []
    for sound in range(4):
        errors = []
        for low in range(0, 64, 16):
            for start in range(0, inside[sound].sum(), 16):
                place = np.s_[sound, low : low + 16, start : min(start + 16, inside[sound].sum())]
                if covered[place].all():
                    target = (mel[place] - mel[place].mean()) / np.sqrt(mel[place].var() + 0.01)
                    errors.append(((drawn[0].numpy()[place] - target) ** 2).ravel())
        each.append(np.concatenate(errors).mean())
    assert loss == pytest.approx(np.mean(each), rel=1e-4)


@torch.no_grad()
def test_the_network_does_not_hear_what_is_hidden() -> None:
    task, batch = _task(), _batch()
    heard: list[torch.Tensor] = []
    task.encoder.stem.register_forward_pre_hook(  # type: ignore[union-attr]
        lambda _module, inputs: heard.append(inputs[0][:, 0])
    )
    task(batch)
    mel, inside, covered = _covered(task, batch)
    assert not heard[0][covered & inside[:, None]].any()
    assert torch.equal(heard[0][~covered], mel[~covered])


def test_of_every_sound_the_share_of_its_own_blocks_is_hidden() -> None:
    task = _task()
    inside = torch.arange(160) < torch.tensor([[160], [80], [33], [1]])
    hidden = task._draw(inside, torch.Generator().manual_seed(0))[:, ::16, ::16]
    assert hidden.sum((1, 2)).tolist() == [24, 12, 7, 2]


def test_nothing_behind_a_sound_is_asked() -> None:
    task = _task()
    inside = torch.arange(160) < torch.tensor([[160], [80], [33], [1]])
    begun = task.blocks.spread(task.blocks.real(inside), 160)
    for seed in range(20):
        assert not (task._draw(inside, torch.Generator().manual_seed(seed)) & ~begun).any()


def test_each_sound_and_each_step_hides_other_blocks() -> None:
    task, batch = _task(), _batch()
    first, second = _covered(task, batch, 1)[2], _covered(task, batch, 2)[2]
    assert not torch.equal(first[0], first[1])
    assert not torch.equal(first, second)


@torch.no_grad()
@pytest.mark.parametrize("normalised", [True, False])
def test_a_perfect_answer_is_shown_as_the_sound_itself(normalised: bool) -> None:
    task, batch = _task(normalised=normalised), _batch()
    truth = task.targets(*task.encoder.spectrogram(batch.samples))[0]
    task.filler.register_forward_hook(lambda _module, _inputs, output: (output[0], truth))
    for row in task.preview(batch, trained=True).rows:
        own, heard, filled = row
        assert isinstance(own, SoundPreview)
        assert isinstance(heard, SoundPreview)
        assert isinstance(filled, SoundPreview)
        np.testing.assert_allclose(filled.spectrogram.astype(int), own.spectrogram.astype(int), atol=2)
        assert heard.hidden.any()
        assert not heard.spectrogram[heard.hidden].any()


@torch.no_grad()
def test_a_network_that_always_answers_the_average_has_no_skill() -> None:
    task, batch = _task(normalised=False), _batch(number=64)
    mel, inside = task.encoder.spectrogram(batch.samples)
    mean = (mel.sum((0, 2)) / inside.sum())[:, None].expand_as(mel)
    task.filler.register_forward_hook(lambda _module, _inputs, output: (output[0], mean))
    assert task(batch).metrics["skill"].item() == pytest.approx(0, abs=0.05)


def test_the_loss_is_a_mean_over_sounds_whatever_the_parts_of_a_batch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    task, batch = _task(), _batch()
    hidden = _covered(task, batch)[2]
    parts = []
    for some in (slice(0, 4), slice(0, 2), slice(2, 4)):
        monkeypatch.setattr(task, "_draw", lambda _inside, _generator, some=some: hidden[some])
        part = batch.views[0][some]
        parts.append(task(Batch(samples=part, views=(part,), rows=batch.rows[some])).loss)
    torch.testing.assert_close(torch.stack(parts[1:]).mean(), parts[0])


def test_joining_undoes_cutting() -> None:
    blocks, mel = Blocks(bands=16, frames=7), torch.rand(2, 64, 51)
    assert torch.equal(blocks.join(blocks.cut(mel), 51), mel)


def test_a_network_without_spectrograms_is_refused_in_one_sentence() -> None:
    encoder = tiny.picture_encoder()
    assert MaskedSpectrogram.refusal(encoder, MaskedSpectrogramSettings()).endswith(".")
    with pytest.raises(ValueError, match="spectrogram"):
        MaskedSpectrogram(encoder, MaskedSpectrogramSettings())


def test_blocks_of_all_pitches_that_leave_nothing_of_a_sound_are_refused() -> None:
    settings = MaskedSpectrogramSettings(block_pitches="all", block_ms=300)
    assert "hides too much" in MaskedSpectrogram.refusal(_task().encoder, settings)


def test_blocks_of_a_transformer_that_leave_nothing_of_a_sound_are_refused() -> None:
    encoder = tiny.small_encoder(tiny.modality_of("masked_spectrogram"), "mel_mini")
    assert "hides too much" in MaskedSpectrogram.refusal(encoder, MaskedSpectrogramSettings(block_ms=300))
    assert not MaskedSpectrogram.refusal(_task().encoder, MaskedSpectrogramSettings(block_ms=300))


def test_what_the_network_says_keeps_steps_in_time() -> None:
    task, batch = _task(), _batch()
    encoded, drawn = task._fill_in(*_covered(task, batch))
    assert isinstance(encoded, Encoded)
    assert drawn.shape == (4, 64, 51)


@pytest.mark.parametrize("enabled", [True, False])
def test_a_transformer_learns_too_in_either_precision(enabled: bool) -> None:
    encoder = tiny.small_encoder(tiny.modality_of("masked_spectrogram"), "mel_mini")
    task = MaskedSpectrogram(encoder, MaskedSpectrogramSettings())
    with torch.autocast("cpu", torch.bfloat16, enabled=enabled):
        loss = task(_batch()).loss
    torch.autograd.backward(loss)
    assert loss.dtype == torch.float32
    assert all(one.grad is not None and one.grad.any() for one in task.parameters())


@pytest.mark.parametrize("block_ms", [40, 100, 230])
def test_of_a_transformer_whole_patches_are_hidden(block_ms: int) -> None:
    encoder = tiny.small_encoder(tiny.modality_of("masked_spectrogram"), "mel_mini")
    settings = MaskedSpectrogramSettings(block_ms=block_ms, block_pitches="an eighth")
    task = MaskedSpectrogram(encoder, settings)
    assert isinstance(encoder, MelTransformer)
    assert task.blocks.frames % encoder.frames == 0
    assert task.blocks.bands % encoder.bands == 0
