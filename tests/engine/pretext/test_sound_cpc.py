from __future__ import annotations

import math

import pytest
import torch

from tests.engine import tiny
from workbench.engine.contracts import SoundPreview
from workbench.engine.encoders import Encoder, EncoderSpec, build
from workbench.engine.encoders.audio import lengths
from workbench.engine.pretext.sound_cpc import SoundCPC, SoundCPCSettings


def _task(**settings: int) -> SoundCPC:
    task = tiny.make_task("sound_cpc", settings=SoundCPCSettings(**settings))
    assert isinstance(task, SoundCPC)
    return task


def test_a_network_that_has_learnt_nothing_is_at_chance() -> None:
    task, batch = _task(choices=128), tiny.random_batch("sound_cpc")
    for matrix in task.predictions.parameters():
        torch.nn.init.zeros_(matrix)
    steps = lengths(batch.views[0]) // 640 + 1
    output = task(batch)
    assert math.log(120 + int(steps.min())) < output.loss.item() < math.log(129 + int(steps.max()))
    assert abs(float(output.metrics["skill"])) < 0.02


def test_what_came_before_tells_it_what_comes_next() -> None:
    task, batch = _task(), tiny.random_batch("sound_cpc")
    optimizer = torch.optim.AdamW(task.parameters(), lr=2e-3)
    for _ in range(40):
        optimizer.zero_grad()
        task(batch).loss.backward()
        optimizer.step()
    with torch.no_grad():
        assert float(task(batch).metrics["skill"]) > 0.5


def test_a_state_knows_nothing_of_what_comes_after_it() -> None:
    encoder = _task().encoder.eval()
    mel = torch.randn(2, 64, 50)
    changed = mel.clone()
    changed[:, :, 25:] += 1
    inside = torch.ones(2, 50, dtype=torch.bool)
    with torch.no_grad():
        first, second = encoder.encode(mel, inside).tokens, encoder.encode(changed, inside).tokens
    torch.testing.assert_close(first[:, :7], second[:, :7])  # up to frame 24
    assert not torch.allclose(first[:, 7:], second[:, 7:])


def test_sounds_of_one_moment_cost_nothing() -> None:
    task = _task()
    batch = tiny.random_batch("sound_cpc")
    batch.views[0][:, 100:] = 0
    output = task(batch)
    assert float(output.loss.detach()) == 0
    assert output.loss.requires_grad


def test_it_refuses_a_network_that_hears_all_at_once() -> None:
    other: Encoder = build(EncoderSpec(name="mel_residual", size=500))
    assert SoundCPC.refusal(other, SoundCPCSettings()).endswith(".")
    with pytest.raises(ValueError, match="beginning to end"):
        SoundCPC(other, SoundCPCSettings())


def test_very_short_sounds_are_cautioned_about() -> None:
    assert SoundCPC.caution(torch.zeros(2, 1600))
    assert not SoundCPC.caution(torch.zeros(2, 16_000))


def test_the_second_half_is_covered_and_each_moment_of_it_answered() -> None:
    task, batch = _task().eval(), tiny.random_batch("sound_cpc", number=2)
    with torch.no_grad():
        row = task.preview(batch, trained=True).rows[0]
    _, asked, answered = row
    assert isinstance(asked, SoundPreview)
    assert isinstance(answered, SoundPreview)
    half = asked.hidden.shape[1] // 2
    assert not asked.hidden[:, :half].any()
    assert asked.hidden[:, half:].all()
    assert {stretch.mark for stretch in answered.stretches} <= {"right", "wrong"}
    assert answered.caption == (
        f"Picked {sum(s.mark == 'right' for s in answered.stretches)} of {len(answered.stretches)} moments"
    )
