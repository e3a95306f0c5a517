from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from tests.engine import tiny
from workbench.engine.contracts import Batch
from workbench.engine.encoders import EncoderSpec, PictureEncoder, build
from workbench.engine.parts import patches
from workbench.engine.pretext.mae import MAE, MAESettings


def _task(*, normalised: bool = True, channels: int = 3, encoder: str = "vit_mini", size: int = 32) -> MAE:
    torch.manual_seed(0)
    built = tiny.picture_encoder(encoder, size=size, channels=channels)
    built.set_statistics(torch.full((channels,), 0.4), torch.full((channels,), 0.2))
    return MAE(built, MAESettings(normalised_patches=normalised))


def _batch(view: torch.Tensor, seed: int = 1) -> Batch:
    generator = torch.Generator().manual_seed(seed)
    return Batch(samples=view, views=(view,), rows=torch.arange(len(view)), generator=generator)


def _view(channels: int = 3, size: int = 32) -> torch.Tensor:
    return torch.rand(3, channels, size, size, generator=torch.Generator().manual_seed(5))


def _hidden(task: MAE, view: torch.Tensor, seed: int) -> torch.Tensor:
    """The places (B, m) that `forward` hides when the batch's generator is at `seed`."""
    generator = torch.Generator().manual_seed(seed)
    return patches.random_places(view, task.encoder.num_patches, task.hidden_share, generator)[1]


def _loss(task: MAE, view: torch.Tensor, seed: int = 1) -> torch.Tensor:
    loss: torch.Tensor = task(_batch(view, seed)).loss
    return loss


@torch.no_grad()
def test_the_loss_is_the_squared_error_of_hidden_normalised_patches_as_numpy_computes_it() -> None:
    task, view = _task().eval(), _view()
    hidden = _hidden(task, view, 1).numpy()
    drawn: list[torch.Tensor] = []
    task.decoder.register_forward_hook(lambda _module, _inputs, output: drawn.append(output))
    loss = _loss(task, view)
    errors = []
    for sample in range(3):
        for place, answer in zip(hidden[sample], drawn[0][sample].numpy(), strict=True):
            row, column = divmod(int(place), 8)
            cut = view[sample, :, 4 * row : 4 * row + 4, 4 * column : 4 * column + 4].numpy()
            cut = cut.transpose(1, 2, 0).reshape(-1)
            errors.append((answer - (cut - cut.mean()) / np.sqrt(cut.var() + 1e-4)) ** 2)
    assert loss.item() == pytest.approx(np.mean(errors), rel=1e-5)


@torch.no_grad()
def test_the_encoder_is_shown_a_quarter_of_the_patches() -> None:
    task = _task()
    seen: list[int] = []
    task.encoder.network.blocks.register_forward_pre_hook(  # type: ignore[union-attr]
        lambda _module, inputs: seen.append(inputs[0].shape[1])
    )
    _loss(task, _view())
    assert seen == [16]


@torch.no_grad()
def test_the_decoder_does_not_know_what_is_under_the_hidden_patches() -> None:
    task, view = _task().eval(), _view()
    covered = patches.as_pixels(patches.as_mask(_hidden(task, view, 1), 64), 4)
    drawn: list[torch.Tensor] = []
    task.decoder.register_forward_hook(lambda _module, _inputs, output: drawn.append(output))
    _loss(task, view)
    _loss(task, torch.where(covered, 0.9, view))
    assert torch.equal(drawn[0], drawn[1])


@pytest.mark.parametrize("normalised", [True, False])
def test_visible_patches_count_in_no_target(normalised: bool) -> None:
    task, view = _task(normalised=normalised).eval(), _view()
    covered = patches.as_pixels(patches.as_mask(_hidden(task, view, 1), 64), 4)
    asked = view.clone().requires_grad_()
    # The encoder and the decoder answer without a gradient, so that only the targets are left.
    for parameter in task.parameters():
        parameter.requires_grad_(False)
    task.encoder.register_forward_hook(
        lambda _module, _inputs, output: dataclasses.replace(output, tokens=output.tokens.detach())
    )
    torch.autograd.backward(_loss(task, asked))
    assert asked.grad is not None
    assert asked.grad.abs().sum() > 0
    assert not asked.grad.masked_select(~covered.expand_as(view)).any()


def test_each_sample_and_each_step_hides_other_places() -> None:
    task, view = _task(), _view()
    first, second = _hidden(task, view, 1), _hidden(task, view, 2)
    assert not torch.equal(first[0].sort().values, first[1].sort().values)
    assert not torch.equal(first.sort(1).values, second.sort(1).values)


@torch.no_grad()
@pytest.mark.parametrize("normalised", [True, False])
def test_a_perfect_answer_is_shown_as_the_picture_itself(normalised: bool) -> None:
    task, batch = _task(normalised=normalised).eval(), _batch(_view())
    truth = task.targets(batch.samples)[0]
    task.decoder.register_forward_hook(
        lambda _module, inputs, _output: truth.gather(1, inputs[2][:, :, None].expand(-1, -1, 48))
    )
    for row in task.preview(batch, trained=True).rows:
        np.testing.assert_allclose(tiny.pixels(row[2]).astype(int), tiny.pixels(row[0]).astype(int), atol=1)
        assert (tiny.pixels(row[1]) != tiny.pixels(row[0])).any()


@torch.no_grad()
def test_a_network_that_always_answers_the_average_has_no_skill() -> None:
    task = _task(normalised=False).eval()
    view = torch.rand(256, 3, 32, 32, generator=torch.Generator().manual_seed(0))
    encoder = task.encoder
    assert isinstance(encoder, PictureEncoder)
    encoder.set_statistics(view.mean((0, 2, 3)), view.std((0, 2, 3)))
    task.decoder.register_forward_hook(lambda _module, _inputs, output: torch.zeros_like(output))
    assert task(_batch(view, 0)).metrics["skill"].item() == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("size", [32, 48, 64, 96])
@pytest.mark.parametrize("channels", [1, 5])
def test_it_takes_any_size_and_number_of_channels(size: int, channels: int) -> None:
    task = _task(channels=channels, size=size)
    assert task.refusal(task.encoder, task.settings) == ""
    assert _loss(task, _view(channels, size)).isfinite()


def test_a_network_that_does_not_see_in_patches_is_refused_in_one_sentence() -> None:
    encoder = build(EncoderSpec(name="small_residual", channels=3, size=32))
    refused = MAE.refusal(encoder, MAESettings())
    assert "vit_mini" in refused
    assert refused.endswith(".")
    with pytest.raises(ValueError, match="patches"):
        MAE(encoder, MAESettings())


def test_a_patch_that_does_not_divide_the_picture_is_refused() -> None:
    task = _task()
    task.encoder.patch = 5
    assert "does not divide" in MAE.refusal(task.encoder, task.settings)


def test_the_loss_is_a_mean_over_samples_whatever_the_parts_of_a_batch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    task, view = _task(), torch.cat([_view(), _view().flip(0)])
    hidden = iter([_hidden(task, view, 3), *_hidden(task, view, 3).split(3)])  # type: ignore[no-untyped-call]

    def told(
        samples: torch.Tensor, generator: torch.Generator | None = None
    ) -> tuple[torch.Tensor, torch.Tensor]:
        places = next(hidden)
        rest = (~patches.as_mask(places, 64)).nonzero()[:, 1].view(len(samples), -1)
        return rest, places

    monkeypatch.setattr(task, "_draw", told)
    whole, *parts = (task(_batch(part)).loss for part in (view, view[:3], view[3:]))
    torch.testing.assert_close(torch.stack(parts).mean(), whole)


def test_within_autocast_the_loss_is_float32_and_near_that_without() -> None:
    losses = []
    for enabled in (True, False):
        with torch.autocast("cpu", torch.bfloat16, enabled=enabled):
            losses.append(_task()(tiny.random_batch("mae")).loss)
    assert losses[0].dtype == torch.float32
    torch.testing.assert_close(losses[0], losses[1], rtol=0.02, atol=0)
