"""Hidden sounds: the loss is that of transformers' own model, draws are the generator's, collapse is told."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
import transformers
from torch import Tensor

from tests.engine import tiny
from workbench.engine.contracts import Batch, SoundPreview
from workbench.engine.encoders.audio.wav2vec import WaveEncoder
from workbench.engine.pretext.wav2vec import Wav2Vec, Wav2VecSettings


def _task(**changes: Any) -> Wav2Vec:
    task = tiny.make_task("wav2vec", settings=Wav2VecSettings(**changes))
    assert isinstance(task, Wav2Vec)
    return task


def _batch(number: int = 6) -> Batch:
    return tiny.random_batch("wav2vec", number)


def _transformers_own(task: Wav2Vec) -> Any:
    """Its whole model, with the weights of ours."""
    config = task.encoder.config
    config.num_codevectors_per_group = task.settings.num_codes
    config.codevector_dim = config.proj_codevector_dim = task.answer.out_features
    config.diversity_loss_weight = task.settings.diversity
    model = transformers.Wav2Vec2ForPreTraining(config)
    model.wav2vec2.load_state_dict(task.encoder.network.state_dict())
    model.quantizer.load_state_dict(task.quantizer.state_dict())
    model.project_hid.load_state_dict(task.answer.state_dict())
    model.project_q.load_state_dict(task.target.state_dict())
    return model


def _all_others(hidden: Tensor) -> Tensor:
    """For each of the hidden steps, as many in each sound, all the others of it: (B, N, M - 1) int64."""
    number = int(hidden[0].sum())
    out = torch.zeros(*hidden.shape, number - 1, dtype=torch.int64)
    for row, steps in enumerate(hidden):
        places = steps.nonzero()[:, 0]
        for place in places:
            out[row, place] = row * hidden.shape[1] + places[places != place]
    return out


@torch.no_grad()
def test_the_loss_is_that_of_transformers_own_model(monkeypatch: pytest.MonkeyPatch) -> None:
    task = _task().eval()
    samples = torch.randn(3, 8000, generator=torch.Generator().manual_seed(0)) * 0.1
    latents = task.encoder.latents(samples)
    hidden = torch.zeros_like(latents.mask)
    hidden[:, 3:9] = hidden[:, 14:17] = True
    monkeypatch.setattr(task, "_hidden", lambda *_: hidden)
    ours = task(Batch(samples=samples, views=(), rows=torch.arange(3)))
    waves = task.encoder.prepare(samples, torch.full((3,), 8000))
    theirs = _transformers_own(task).eval()(
        waves, mask_time_indices=hidden, sampled_negative_indices=_all_others(hidden)
    )
    torch.testing.assert_close(ours.loss, theirs.loss / hidden.sum(), atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(ours.metrics["codes"], theirs.codevector_perplexity)


def test_codes_are_drawn_from_the_batchs_generator() -> None:
    losses = []
    for seed in (0, 1):
        task, batch = _task(), _batch()
        torch.manual_seed(seed)
        losses.append(task(batch).loss)
    assert torch.equal(*losses)


def test_the_temperature_falls_by_equal_factors_and_is_kept() -> None:
    task = _task(start_temperature=2.0)
    seen = []
    for progress in (0.0, 0.5, 1.0):
        task.after_step(progress)
        seen.append(float(task.state_dict()["temperature"]))
    assert seen == pytest.approx([2.0, 1.0, 0.5])


def test_a_cool_start_stays_as_cool() -> None:
    task = _task(start_temperature=0.5)
    task.after_step(1.0)
    assert float(task.temperature) == pytest.approx(0.5)


def test_one_code_for_everything_is_told() -> None:
    task = _task()
    with torch.no_grad():
        task.quantizer.weight_proj.weight.zero_()
        task.quantizer.weight_proj.bias[0] = task.quantizer.weight_proj.bias[task.settings.num_codes] = 50.0
    metrics = task(_batch()).metrics
    (codes,) = (measure for measure in task.measures if measure.name == "codes")
    assert codes.bad_below is not None
    assert float(metrics["codes"]) == pytest.approx(2.0, abs=1e-3)
    assert metrics["codes"] < codes.bad_below
    assert metrics["skill"] <= 0


def test_who_knows_nothing_has_no_skill() -> None:
    skills = [float(tiny.make_task("wav2vec", seed=seed)(_batch(12)).metrics["skill"]) for seed in range(4)]
    assert abs(np.mean(skills)) < 0.1


def test_more_diversity_costs_what_codes_are_not_used() -> None:
    little, much = (_task(diversity=weight)(_batch()) for weight in (0.0, 2.0))
    unused = 1 - float(little.metrics["codes"]) / 64
    assert (much.loss - little.loss).item() == pytest.approx(2 * unused, rel=1e-4)


def test_its_remedy_is_more_diversity_and_fewer_codes() -> None:
    remedy = Wav2Vec.remedy(Wav2VecSettings())
    assert remedy.settings.diversity > Wav2VecSettings().diversity
    assert remedy.settings.num_codes < Wav2VecSettings().num_codes


@pytest.mark.parametrize(("number", "speaks"), [(499, True), (500, False)])
def test_small_sets_are_warned(number: int, speaks: bool) -> None:
    assert bool(Wav2Vec.caution(torch.zeros(number, 10))) == speaks


def test_a_network_that_sees_spectrograms_is_refused() -> None:
    modality = tiny.modality_of("wav2vec")
    refused = Wav2Vec.refusal(tiny.small_encoder(modality, "mel_residual"), Wav2VecSettings())
    assert "hear the wave" in refused


@torch.no_grad()
def test_its_preview_marks_what_is_hidden_and_what_is_recognised() -> None:
    task, batch = _task().eval(), _batch(2)
    for row in task.preview(batch, trained=True).rows:
        hidden, answered = row
        assert isinstance(hidden, SoundPreview)
        assert isinstance(answered, SoundPreview)
        assert {stretch.mark for stretch in hidden.stretches} == {"hidden"}
        assert {stretch.mark for stretch in answered.stretches} <= {"right", "wrong"}
        lengths = [
            sum(stretch.end_seconds - stretch.start_seconds for stretch in cell.stretches)
            for cell in (hidden, answered)
        ]
        assert lengths[0] == pytest.approx(lengths[1])
        assert 0 < lengths[0] < len(hidden.samples) / hidden.rate_hz


def test_it_goes_on_with_the_networks_own_gap() -> None:
    task = _task()
    task(_batch()).loss.backward()
    assert isinstance(task.encoder, WaveEncoder)
    gradient = task.encoder.gap.grad
    assert gradient is not None
    assert math.isfinite(float(gradient.norm()))
    assert gradient.any()
