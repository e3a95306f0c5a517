"""What encoders of pictures promise beyond what all do."""

from __future__ import annotations

from pathlib import Path

import pytest
import safetensors.torch
import torch

from tests.engine import tiny
from workbench.engine import checkpoint
from workbench.engine.contracts import Layout
from workbench.engine.encoders import EncoderSpec, PictureEncoder
from workbench.engine.encoders.choice import gigamacs

_small = pytest.mark.parametrize("name", ["small_residual", "vit_mini"])


def _built(name: str, channels: int = 3, size: int = 32) -> PictureEncoder:
    torch.manual_seed(0)
    return tiny.picture_encoder(name, size=size, channels=channels)


def _samples(channels: int = 3, size: int = 32) -> torch.Tensor:
    return torch.rand(2, channels, size, size, generator=torch.Generator().manual_seed(0))


@_small
@pytest.mark.parametrize("size", [32, 48, 64, 96])
@pytest.mark.parametrize("channels", [1, 3, 5])
def test_it_takes_any_size_and_number_of_channels(name: str, size: int, channels: int) -> None:
    encoder = _built(name, channels, size)
    encoded = encoder(_samples(channels, size))
    assert encoded.pooled.shape == (2, encoder.width)
    assert encoded.tokens.shape[::2] == (2, encoder.width)
    assert encoded.mask.all()
    assert encoded.pooled.isfinite().all()


@_small
def test_pooled_is_the_mean_of_the_tokens(name: str) -> None:
    encoded = _built(name).eval()(_samples())
    torch.testing.assert_close(encoded.pooled, encoded.tokens.mean(1))


@_small
def test_the_statistics_of_the_set_are_among_its_weights(name: str, tmp_path: Path) -> None:
    encoder = _built(name)
    encoder.set_statistics(torch.tensor([0.1, 0.2, 0.3]), torch.tensor([0.0, 0.3, 0.4]))
    checkpoint.save_encoder(tmp_path, encoder, layout=Layout(shape=(32, 32, 3)), modality="image")
    weights = safetensors.torch.load_file(tmp_path / checkpoint.WEIGHTS)
    assert weights["mean"].flatten().tolist() == pytest.approx([0.1, 0.2, 0.3])
    assert weights["std"].flatten().tolist() == pytest.approx([0.05, 0.3, 0.4])  # never nearly nothing


@_small
def test_the_statistics_are_those_of_the_samples(name: str) -> None:
    encoder, samples = _built(name), _samples()
    encoder.learn_input(lambda _most: (samples[:1], samples[1:]))
    torch.testing.assert_close(encoder.mean.flatten(), samples.mean((0, 2, 3)))
    torch.testing.assert_close(encoder.std.flatten(), samples.std((0, 2, 3)))


@_small
def test_the_statistics_change_what_it_sees(name: str) -> None:
    encoder = _built(name).eval()
    before = encoder(_samples()).pooled
    encoder.set_statistics(torch.full((3,), 0.2), torch.full((3,), 0.1))
    assert not torch.allclose(before, encoder(_samples()).pooled)


def test_the_small_networks_multiplications_are_those_counted_by_hand() -> None:
    stem = 16 * 16 * 32 * 9 * 3
    first = 2 * 16 * 16 * 32 * 9 * 32
    second = 8 * 8 * 64 * (9 * 32 + 9 * 64 + 32)
    third = 4 * 4 * 128 * (9 * 64 + 9 * 128 + 64)
    widening = 4 * 4 * 256 * 128
    counted = gigamacs(EncoderSpec(name="small_residual", channels=3, size=32))
    assert counted == (stem + first + second + third + widening) / 1e9


@pytest.mark.parametrize(
    ("name", "size", "published"),
    [("resnet18", 32, 0.56), ("resnet18", 224, 1.81), ("resnet50", 32, 1.30), ("resnet50", 224, 4.09)],
)
def test_the_large_networks_multiplications_are_the_published_ones(
    name: str, size: int, published: float
) -> None:
    assert gigamacs(EncoderSpec(name=name, channels=3, size=size)) == pytest.approx(published, rel=0.03)
