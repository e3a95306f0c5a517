from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
import torch

from tests.engine import tiny
from workbench.engine.contracts import Batch, VideoPreview
from workbench.engine.encoders import build
from workbench.engine.modalities import modalities
from workbench.engine.parts import tube_filling
from workbench.engine.pretext.masked_tubes import MaskedTubes, MaskedTubesSettings

_GRID = (3, 8, 8)


def _task(**settings: Any) -> MaskedTubes:
    torch.manual_seed(0)
    encoder = tiny.small_encoder(modalities.get("video"), "tube_mini")
    encoder.mean.fill_(0.4)  # type: ignore[operator]
    encoder.std.fill_(0.2)  # type: ignore[operator]
    return MaskedTubes(encoder, MaskedTubesSettings(**settings))


def _view(frames: int = 6) -> torch.Tensor:
    return torch.rand(3, 3, frames, 32, 32, generator=torch.Generator().manual_seed(5))


def _batch(view: torch.Tensor, seed: int = 1) -> Batch:
    generator = torch.Generator().manual_seed(seed)
    return Batch(samples=view, views=(view,), rows=torch.arange(len(view)), generator=generator)


def _wanted(task: MaskedTubes, view: torch.Tensor, seed: int = 1) -> tuple[torch.Tensor, torch.Tensor]:
    """The tubes that `forward` hides, and those that it draws, when the batch's generator is at `seed`."""
    generator = torch.Generator().manual_seed(seed)
    hidden = tube_filling.random_tubes(view, _GRID, task.hidden_share, generator)[1]
    return hidden, tube_filling.some(hidden, task.drawn_share, generator)


def _drawn(task: MaskedTubes) -> list[torch.Tensor]:
    """What its decoder answers from now on."""
    drawn: list[torch.Tensor] = []
    task.decoder.register_forward_hook(lambda _module, _inputs, output: drawn.append(output))
    return drawn


@torch.no_grad()
def test_the_loss_is_the_squared_error_of_hidden_normalised_tubes_as_numpy_computes_it() -> None:
    task, view = _task().eval(), _view()
    _, wanted = _wanted(task, view)
    drawn = _drawn(task)
    loss = task(_batch(view)).loss
    errors = []
    for sample in range(3):
        for place, answer in zip(wanted[sample].tolist(), drawn[0][sample].numpy(), strict=True):
            time, row, column = place // 64, place % 64 // 8, place % 8
            cut = view[sample, :, 2 * time : 2 * time + 2].numpy()
            cut = cut[:, :, 4 * row : 4 * row + 4, 4 * column : 4 * column + 4]
            cut = cut.transpose(1, 2, 3, 0).reshape(-1)
            errors.append((answer - (cut - cut.mean()) / np.sqrt(cut.var() + 1e-4)) ** 2)
    assert loss.item() == pytest.approx(np.mean(errors), rel=1e-5)


@torch.no_grad()
def test_the_encoder_is_shown_a_tenth_of_the_tubes() -> None:
    task = _task()
    seen: list[int] = []
    task.encoder.blocks.register_forward_pre_hook(  # type: ignore[union-attr]
        lambda _module, inputs: seen.append(inputs[0].shape[1])
    )
    task(_batch(_view()))
    assert seen == [3 * 6]


@torch.no_grad()
def test_the_decoder_does_not_know_what_is_in_the_hidden_tubes() -> None:
    task, view = _task().eval(), _view()
    covered = tube_filling.covered(_wanted(task, view)[0], task.encoder)
    drawn = _drawn(task)
    task(_batch(view))
    task(_batch(torch.where(covered, 0.9, view)))
    assert torch.equal(drawn[0], drawn[1])


@pytest.mark.parametrize("normalised", [True, False])
def test_visible_tubes_count_in_no_target(normalised: bool) -> None:
    task, view = _task(normalised_tubes=normalised).eval(), _view()
    covered = tube_filling.covered(_wanted(task, view)[0], task.encoder)
    asked = view.clone().requires_grad_()
    # The encoder and the decoder answer without a gradient, so that only the targets are left.
    for parameter in task.parameters():
        parameter.requires_grad_(False)
    task.encoder.register_forward_hook(
        lambda _module, _inputs, output: dataclasses.replace(output, tokens=output.tokens.detach())
    )
    torch.autograd.backward(task(_batch(asked)).loss)
    assert asked.grad is not None
    assert asked.grad.abs().sum() > 0
    assert not asked.grad.masked_select(~covered.expand_as(view)).any()


@torch.no_grad()
@pytest.mark.parametrize("normalised", [True, False])
def test_a_perfect_answer_is_shown_as_the_video_itself(normalised: bool) -> None:
    task, batch = _task(normalised_tubes=normalised).eval(), _batch(_view())
    truth = task.targets(task.cut(batch.samples))[0]
    task.decoder.register_forward_hook(
        lambda _module, inputs, _output: truth.gather(1, inputs[2][:, :, None].expand(-1, -1, 96))
    )
    for row in task.preview(batch, trained=True).rows:
        own, seen, filled = (_frames(cell) for cell in row)
        np.testing.assert_allclose(filled, own, atol=1)
        assert (seen != own).any()


def _frames(cell: object) -> np.ndarray[Any, np.dtype[np.int64]]:
    assert isinstance(cell, VideoPreview)
    return cell.frames.astype(np.int64)


@torch.no_grad()
def test_what_is_hidden_is_grey_in_all_frames() -> None:
    task = _task().eval()
    seen = _frames(task.preview(_batch(_view())).rows[0][1])
    grey = (seen == 128).all((0, 3))
    assert grey.sum() == (64 - 6) * 16


@torch.no_grad()
def test_a_network_that_always_answers_the_average_has_no_skill() -> None:
    task = _task(normalised_tubes=False).eval()
    view = torch.rand(256, 3, 6, 32, 32, generator=torch.Generator().manual_seed(0))
    task.encoder.learn_input(lambda most: (view,))
    task.decoder.register_forward_hook(lambda _module, _inputs, output: torch.zeros_like(output))
    assert task(_batch(view, 0)).metrics["skill"].item() == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("frames", [2, 5, 7])
def test_it_takes_any_number_of_frames(frames: int) -> None:
    assert _task()(_batch(_view(frames))).loss.isfinite()


def test_a_network_that_does_not_see_in_tubes_is_refused_in_one_sentence() -> None:
    video = modalities.get("video")
    encoder = build(video.spec("motion_residual", tiny.small_layout(video)))
    refused = MaskedTubes.refusal(encoder, MaskedTubesSettings())
    assert "tube_mini" in refused
    assert refused.endswith(".")
    with pytest.raises(ValueError, match="tubes"):
        MaskedTubes(encoder, MaskedTubesSettings())


def test_a_tube_that_does_not_divide_the_frame_is_refused() -> None:
    task = _task()
    task.encoder.patch = 5
    assert "does not divide" in MaskedTubes.refusal(task.encoder, task.settings)


def test_the_loss_is_a_mean_over_samples_whatever_the_parts_of_a_batch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    task, view = _task(drawn_share=1.0), torch.cat([_view(), _view().flip(0)])
    drawn = tube_filling.random_tubes(view, _GRID, 0.9, torch.Generator().manual_seed(3))
    told = iter([drawn, tuple(places[:3] for places in drawn), tuple(places[3:] for places in drawn)])
    monkeypatch.setattr(tube_filling, "random_tubes", lambda *_: next(told))
    whole, *parts = (task(_batch(part)).loss for part in (view, view[:3], view[3:]))
    torch.testing.assert_close(torch.stack(parts).mean(), whole)


def test_within_autocast_the_loss_is_float32_and_near_that_without() -> None:
    losses = []
    for enabled in (True, False):
        with torch.autocast("cpu", torch.bfloat16, enabled=enabled):
            losses.append(_task()(tiny.random_batch("masked_tubes")).loss)
    assert losses[0].dtype == torch.float32
    torch.testing.assert_close(losses[0], losses[1], rtol=0.02, atol=0)
