from __future__ import annotations

import numpy as np
import pytest
import torch

from tests.engine import tiny
from workbench.engine.contracts import Batch, SoundPreview
from workbench.engine.parts.sound_damage import damaged
from workbench.engine.pretext.restore_sound import RestoreSound, RestoreSoundSettings


def _task() -> RestoreSound:
    task = tiny.make_task("restore_sound")
    assert isinstance(task, RestoreSound)
    return task.eval()


def _batch(seed: int = 1, number: int = 4) -> Batch:
    samples = tiny.random_batch("restore_sound", number).samples
    generator = torch.Generator().manual_seed(seed)
    return Batch(samples=samples, views=(samples,), rows=torch.arange(number), generator=generator)


@torch.no_grad()
def test_the_loss_is_the_squared_error_of_the_clean_spectrogram_as_numpy_computes_it() -> None:
    task, batch = _task(), _batch()
    drawn: list[np.ndarray] = []
    task.decoder.register_forward_hook(lambda _module, _inputs, output: drawn.append(output.numpy()))
    loss = task(batch).loss.item()
    mel, inside = (one.numpy() for one in task.encoder.spectrogram(batch.samples))
    each = [
        ((one[:, real] - true[:, real]) ** 2).mean()
        for one, true, real in zip(drawn[0], mel, inside, strict=True)
    ]
    assert loss == pytest.approx(np.mean(each), rel=1e-5)


@torch.no_grad()
def test_the_network_hears_the_damaged_sound_and_nothing_else() -> None:
    task, batch = _task(), _batch()
    heard: list[torch.Tensor] = []
    task.encoder.stem.register_forward_pre_hook(  # type: ignore[union-attr]
        lambda _module, inputs: heard.append(inputs[0][:, 0])
    )
    task(batch)
    seen = damaged(batch.samples, task.damage, torch.Generator().manual_seed(1))
    mel, inside = (task.encoder.log_mel(seen) - task.encoder.mean) / task.encoder.std, None
    inside = task.encoder.spectrogram(batch.samples)[1]
    torch.testing.assert_close(heard[0], mel * inside[:, None])


@torch.no_grad()
def test_a_network_that_gives_back_what_it_hears_has_no_skill() -> None:
    task, batch = _task(), _batch()
    heard: list[torch.Tensor] = []
    task.encoder.stem.register_forward_pre_hook(  # type: ignore[union-attr]
        lambda _module, inputs: heard.append(inputs[0][:, 0])
    )
    task.decoder.register_forward_hook(lambda _module, _inputs, _output: heard[0])
    assert task(batch).metrics["skill"].item() == pytest.approx(0, abs=1e-6)


@torch.no_grad()
def test_sounds_before_damaged_and_restored_can_be_played() -> None:
    for row in _task().preview(_batch(), trained=True).rows:
        assert [cell.caption for cell in row] == ["Your sound", "What it hears", "What it restores"]
        assert all(isinstance(cell, SoundPreview) and np.any(cell.samples) for cell in row)
        lengths = {len(cell.samples) for cell in row if isinstance(cell, SoundPreview)}
        assert len(lengths) == 1


@torch.no_grad()
def test_with_a_perfect_answer_the_restored_sounds_are_nearer_to_the_clean_ones() -> None:
    task, batch = _task(), _batch(number=8)
    truth = task.encoder.spectrogram(batch.samples)[0]
    task.decoder.register_forward_hook(lambda _module, _inputs, _output: truth)
    errors = np.zeros(2)
    for row in task.preview(batch, trained=True).rows:
        own, seen, restored = (np.asarray(getattr(cell, "samples"), np.float64) for cell in row)  # noqa: B009
        errors += [((one - own) ** 2).mean() for one in (seen, restored)]
    assert errors[1] < 0.6 * errors[0]


def test_a_batch_of_nothing_but_short_sounds_is_restored_too() -> None:
    task, batch = _task().train(), _batch()
    short = batch.samples.clone()
    short[:, 2000:] = 0
    loss = task(Batch(samples=short, views=(short,), rows=batch.rows, generator=batch.generator)).loss
    assert loss.isfinite()


def test_a_network_without_spectrograms_is_refused_in_one_sentence() -> None:
    encoder = tiny.picture_encoder()
    assert RestoreSound.refusal(encoder, RestoreSoundSettings()).endswith(".")
    with pytest.raises(ValueError, match="spectrogram"):
        RestoreSound(encoder, RestoreSoundSettings())
