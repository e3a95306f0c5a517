from __future__ import annotations

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from PIL import Image

from tests.engine import tiny
from workbench.engine.contracts import Batch
from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.pretext.colour import Colour, ColourSettings, split


def _task(size: int = 32, channels: int = 3, encoder: str = "small_residual") -> Colour:
    torch.manual_seed(0)
    return Colour(build(EncoderSpec(name=encoder, channels=channels, size=size)), ColourSettings())


def _samples(number: int = 3, channels: int = 3, size: int = 32) -> torch.Tensor:
    return torch.rand(number, channels, size, size, generator=torch.Generator().manual_seed(5))


def _batch(view: torch.Tensor) -> Batch:
    return Batch(samples=view, views=(view,), rows=torch.arange(len(view)))


def test_the_grey_picture_is_pillows() -> None:
    bytes_ = (_samples() * 255).round().byte()
    grey, _ = split(bytes_.float() / 255)
    for sample, ours in zip(bytes_, grey, strict=True):
        expected = np.asarray(Image.fromarray(sample.permute(1, 2, 0).numpy()).convert("L"))
        np.testing.assert_allclose(ours[0].numpy() * 255, expected, atol=1)
        assert torch.equal(ours[0], ours[2])


@pytest.mark.parametrize("channels", [1, 2, 3, 5])
def test_grey_and_colours_together_are_the_picture(channels: int) -> None:
    samples = _samples(channels=channels)
    grey, colours = split(samples)
    torch.testing.assert_close(grey + colours, samples)


def test_a_grey_picture_has_no_colours() -> None:
    grey = _samples(channels=1).expand(-1, 3, -1, -1)
    torch.testing.assert_close(split(grey)[1], torch.zeros(3, 3, 32, 32))


@torch.no_grad()
def test_the_network_is_shown_nothing_but_the_grey_picture() -> None:
    task, view = _task().eval(), _samples()
    seen: list[torch.Tensor] = []
    task.encoder.register_forward_pre_hook(lambda _module, inputs: seen.append(inputs[0]))
    task(_batch(view))
    torch.testing.assert_close(seen[0], split(view)[0])


@torch.no_grad()
def test_loss_and_baseline_are_squared_errors_of_the_colours_as_numpy_computes_them() -> None:
    task, view = _task().eval(), _samples()
    grey = np.tensordot(view.numpy(), [0.299, 0.587, 0.114], (1, 0))[:, None]
    colours = (view.numpy() - grey) / 0.1
    painted = task.decoder(task.encoder(split(view)[0]).tokens).numpy()
    output = task(_batch(view))
    assert output.loss.item() == pytest.approx(np.square(painted - colours).mean(), rel=1e-5)
    average = colours.mean((0, 2, 3), keepdims=True)
    expected = np.square(colours - average).mean()
    assert output.metrics["baseline"].item() == pytest.approx(expected, rel=1e-5)


def test_pictures_with_one_channel_are_refused_and_warned_of() -> None:
    task = _task(channels=1)
    assert "one channel" in Colour.refusal(task.encoder, task.settings)
    assert Colour.caution(_samples(channels=1)) == Colour.refusal(task.encoder, task.settings)


def test_grey_pictures_give_a_warning_and_a_loss_that_can_still_be_lowered() -> None:
    grey = _samples(channels=1).repeat(1, 3, 1, 1)
    task = _task()
    assert task.refusal(task.encoder, task.settings) == ""
    assert "grey" in Colour.caution(grey)
    output = task(_batch(grey))
    torch.autograd.backward(output.loss)
    assert output.loss.isfinite()
    assert output.metrics["skill"].isfinite()
    assert all(parameter.grad is not None and parameter.grad.any() for parameter in task.parameters())


def test_colourful_pictures_give_no_warning() -> None:
    assert Colour.caution(_samples()) == ""
    assert Colour.caution(_samples(channels=5)) == ""


@pytest.mark.parametrize("encoder", ["small_residual", "resnet18", "vit_mini"])
@pytest.mark.parametrize(("size", "channels"), [(32, 2), (48, 3), (96, 5)])
def test_it_works_with_any_encoder_size_and_number_of_channels(
    encoder: str, size: int, channels: int
) -> None:
    task = _task(size, channels, encoder)
    assert task.refusal(task.encoder, task.settings) == ""
    assert task(_batch(_samples(2, channels, size))).loss.isfinite()


@torch.no_grad()
def test_a_perfect_answer_is_shown_as_the_picture_itself() -> None:
    task, batch = _task().eval(), _batch(_samples())
    truth = split(batch.samples)[1] / 0.1
    task.decoder.register_forward_hook(lambda _module, _inputs, _output: truth)
    for row in task.preview(batch, trained=True).rows:
        np.testing.assert_allclose(tiny.pixels(row[2]).astype(int), tiny.pixels(row[0]).astype(int), atol=1)
        assert (tiny.pixels(row[1])[:, :, 0] == tiny.pixels(row[1])[:, :, 2]).all()


def test_it_learns_smooth_pictures_by_heart() -> None:
    coarse = torch.rand(6, 3, 4, 4, generator=torch.Generator().manual_seed(0))
    batch, task = _batch(F.interpolate(coarse, size=32, mode="bilinear")), _task()
    optimizer = torch.optim.AdamW(task.parameters(), lr=4e-3)
    losses = []
    for _ in range(60):
        loss = task(batch).loss
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < 0.1 * losses[0], losses
