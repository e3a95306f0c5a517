from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from scipy.ndimage import gaussian_filter

from tests.engine import tiny
from workbench.engine.contracts import Batch
from workbench.engine.pretext.restore import Restore, RestoreSettings, damaged


def _task(size: int = 32, channels: int = 3, encoder: str = "small_residual") -> Restore:
    torch.manual_seed(0)
    built = tiny.picture_encoder(encoder, size=size, channels=channels)
    built.set_statistics(torch.full((channels,), 0.4), torch.full((channels,), 0.2))
    return Restore(built, RestoreSettings())


def _samples(number: int = 3, channels: int = 3, size: int = 32) -> torch.Tensor:
    return torch.rand(number, channels, size, size, generator=torch.Generator().manual_seed(5))


def _batch(view: torch.Tensor, seed: int = 1) -> Batch:
    generator = _generator(seed)
    return Batch(samples=view, views=(view,), rows=torch.arange(len(view)), generator=generator)


def _generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_each_sample_gets_the_blur_that_scipy_gives_it() -> None:
    samples = _samples(size=64)
    strengths = 0.25 + 0.75 * torch.rand(2, 3, generator=_generator()).numpy()
    seen = damaged(samples, 0.05, 0.0, _generator()).numpy()
    for sample, picture, strength in zip(samples.numpy(), seen, strengths[0], strict=True):
        expected = gaussian_filter(sample[1], strength * 0.05 * 64, truncate=6)
        # Away from the edges, where scipy mirrors and this one leaves out what is beyond.
        np.testing.assert_allclose(picture[1, 20:-20, 20:-20], expected[20:-20, 20:-20], atol=1e-3)


def test_a_flat_picture_stays_flat_to_its_edges() -> None:
    flat = torch.full((2, 1, 32, 32), 0.7)
    torch.testing.assert_close(damaged(flat, 0.2, 0.0, _generator()), flat)


def test_the_grain_is_as_strong_as_it_says_and_different_in_each_sample() -> None:
    flat = torch.full((400, 1, 32, 32), 0.5)
    spread = damaged(flat, 0.01, 0.1, _generator()).flatten(1).std(1)
    assert spread.min() > 0.024
    assert spread.max() < 0.106
    assert spread.mean().item() == pytest.approx(0.0625, abs=0.003)  # half way from a quarter to all of it


def test_what_is_damaged_is_still_a_picture() -> None:
    seen = damaged(_samples(), 0.01, 0.5, _generator())
    assert seen.shape == (3, 3, 32, 32)
    assert seen.min() == 0
    assert seen.max() == 1


def test_the_damage_is_another_at_each_step() -> None:
    generator = _generator()
    first, second = (damaged(_samples(), 0.1, 0.05, generator) for _ in range(2))
    assert not torch.equal(first, second)


@torch.no_grad()
def test_error_and_baseline_compare_with_the_clean_picture_as_numpy_computes_it() -> None:
    task, view = _task().eval(), _samples()
    seen = damaged(view, task.blur, task.noise, _generator(1))
    drawn = task.decoder(task.encoder(seen).tokens).numpy()
    output = task(_batch(view, 1))
    clean = (view.numpy() - 0.4) / 0.2
    assert output.loss.item() == pytest.approx(np.square(drawn - clean).mean(), rel=1e-5)
    baseline = np.square(seen.numpy() - view.numpy()).mean() / 0.2**2
    assert output.metrics["baseline"].item() == pytest.approx(baseline, rel=1e-5)


@torch.no_grad()
def test_nothing_of_the_picture_goes_past_the_encoder() -> None:
    task = _task().eval()
    tokens = task.encoder(_samples()).tokens
    drawn: list[torch.Tensor] = []
    task.encoder.register_forward_hook(
        lambda _module, _inputs, output: dataclasses.replace(output, tokens=tokens)
    )
    task.decoder.register_forward_hook(lambda _module, _inputs, output: drawn.append(output))
    task(_batch(_samples()))
    task(_batch(1 - _samples()))
    assert torch.equal(drawn[0], drawn[1])


@pytest.mark.parametrize("encoder", ["small_residual", "resnet18", "vit_mini"])
@pytest.mark.parametrize(("size", "channels"), [(32, 1), (48, 3), (96, 5)])
def test_it_works_with_any_encoder_size_and_number_of_channels(
    encoder: str, size: int, channels: int
) -> None:
    task = _task(size, channels, encoder)
    assert task.refusal(task.encoder, task.settings) == ""
    assert task(_batch(_samples(2, channels, size))).loss.isfinite()


@torch.no_grad()
def test_its_preview_shows_the_damaged_picture_and_its_restoration_once_trained() -> None:
    task, batch = _task().eval(), _batch(_samples())
    assert [picture.caption for picture in task.preview(batch).rows[0]] == ["Your picture", "What it sees"]
    assert task.preview(batch, trained=True).rows[0][2].caption == "What it restores"


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
    assert losses[-1] < 0.3 * losses[0], losses
