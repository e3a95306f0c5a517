from __future__ import annotations

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from tests.engine import tiny
from workbench.engine.contracts import Batch
from workbench.engine.pretext.autoencoder import Autoencoder, AutoencoderSettings


def _task(code: int = 16, size: int = 32, channels: int = 3, encoder: str = "small_residual") -> Autoencoder:
    torch.manual_seed(0)
    built = tiny.picture_encoder(encoder, size=size, channels=channels)
    built.set_statistics(torch.full((channels,), 0.4), torch.full((channels,), 0.2))
    return Autoencoder(built, AutoencoderSettings(code_width=code))


def _samples(number: int = 3, channels: int = 3, size: int = 32) -> torch.Tensor:
    return torch.rand(number, channels, size, size, generator=torch.Generator().manual_seed(5))


def _batch(view: torch.Tensor) -> Batch:
    return Batch(samples=view, views=(view,), rows=torch.arange(len(view)))


@torch.no_grad()
def test_the_loss_is_the_squared_error_in_the_spread_of_the_set_as_numpy_computes_it() -> None:
    task, batch = _task().eval(), _batch(_samples())
    drawn = task.decoder(task.code(task.encoder(batch.views[0]).pooled)).numpy()
    expected = np.square(drawn - (batch.views[0].numpy() - 0.4) / 0.2).mean()
    assert task(batch).loss.item() == pytest.approx(expected, rel=1e-5)


@torch.no_grad()
def test_the_drawing_depends_on_nothing_but_the_code() -> None:
    task, batch = _task(code=2).eval(), _batch(_samples())
    task.code.weight.zero_()
    drawn = task.decoder(task.code(task.encoder(batch.views[0]).pooled))
    assert torch.equal(drawn[0], drawn[1])


@torch.no_grad()
def test_nothing_in_it_is_random() -> None:
    task, batch = _task().eval(), _batch(_samples())
    torch.manual_seed(1)
    first = task(batch).loss
    torch.manual_seed(2)
    assert torch.equal(first, task(batch).loss)


@torch.no_grad()
def test_the_baseline_is_the_error_of_the_average_picture_of_the_others() -> None:
    task, batch = _task(), _batch(_samples(number=2))
    first, second = ((view.numpy() - 0.4) / 0.2 for view in batch.views[0])
    # The variance that two samples let one expect.
    assert task(batch).metrics["baseline"].item() == pytest.approx(
        np.square(first - second).mean() / 2, rel=1e-5
    )


@pytest.mark.parametrize("encoder", ["small_residual", "resnet18", "vit_mini"])
@pytest.mark.parametrize(("size", "channels"), [(32, 1), (48, 3), (96, 5)])
def test_it_works_with_any_encoder_size_and_number_of_channels(
    encoder: str, size: int, channels: int
) -> None:
    task = _task(encoder=encoder, size=size, channels=channels)
    assert task.refusal(task.encoder, task.settings) == ""
    assert task(_batch(_samples(2, channels, size))).loss.isfinite()


@torch.no_grad()
def test_its_preview_names_and_shows_how_little_the_code_can_hold() -> None:
    batch = tiny.random_batch("autoencoder", number=1, channels=1)
    row = _task(code=16, channels=1).eval().preview(batch, trained=True).rows[0]
    assert [picture.caption for picture in row] == [
        "Your picture",
        "16 numbers, as pixels",
        "Drawn from 16 numbers",
    ]
    squares = batch.samples[0, 0].numpy().reshape(4, 8, 4, 8).mean((1, 3))
    np.testing.assert_allclose(tiny.pixels(row[1])[::8, ::8, 0], squares * 255, atol=0.51)


@torch.no_grad()
def test_before_training_nothing_drawn_is_shown() -> None:
    assert len(_task().preview(_batch(_samples())).rows[0]) == 2


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
