"""What every registered encoder promises; the large ones once, at 32 pixels."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
import safetensors.torch
import torch

from tests.engine import tiny
from workbench.engine import checkpoint
from workbench.engine.contracts import Layout
from workbench.engine.encoders import Encoder, EncoderSpec, build, encoders
from workbench.engine.encoders.choice import gigamacs

_SMALL = ("small_residual", "vit_mini")
_every = pytest.mark.parametrize("name", encoders.names())
_small = pytest.mark.parametrize("name", _SMALL)


def _built(name: str, channels: int = 3, size: int = 32, seed: int = 0) -> Encoder:
    torch.manual_seed(seed)
    return build(EncoderSpec(name=name, channels=channels, size=size))


def _samples(channels: int = 3, size: int = 32) -> torch.Tensor:
    return torch.rand(2, channels, size, size, generator=torch.Generator().manual_seed(0))


def _check_shapes(encoder: Encoder, samples: torch.Tensor) -> None:
    encoded = encoder(samples)
    assert encoded.pooled.shape == (2, encoder.width)
    assert encoded.tokens.ndim == 3
    assert encoded.tokens.shape[::2] == (2, encoder.width)
    assert encoded.mask.shape == encoded.tokens.shape[:2]
    assert encoded.mask.dtype == torch.bool
    assert encoded.mask.all()
    assert encoded.pooled.isfinite().all()


@_every
def test_it_gives_pooled_and_tokens_at_32_pixels(name: str) -> None:
    _check_shapes(_built(name), _samples())


@_small
@pytest.mark.parametrize("size", [32, 48, 64, 96])
@pytest.mark.parametrize("channels", [1, 3, 5])
def test_it_takes_any_size_and_number_of_channels(name: str, size: int, channels: int) -> None:
    _check_shapes(_built(name, channels, size), _samples(channels, size))


@_small
def test_pooled_is_the_mean_of_the_tokens(name: str) -> None:
    encoded = _built(name).eval()(_samples())
    torch.testing.assert_close(encoded.pooled, encoded.tokens.mean(1))


@_every
def test_it_is_built_again_from_its_description_and_weights(name: str) -> None:
    encoder, again = _built(name).eval(), _built(name, seed=1).eval()
    with torch.no_grad():
        assert not torch.equal(encoder(_samples()).pooled, again(_samples()).pooled)
        again.load_state_dict(encoder.state_dict())
        assert torch.equal(encoder(_samples()).pooled, again(_samples()).pooled)


@_small
def test_it_comes_back_from_the_disk_as_it_was(name: str, tmp_path: Path) -> None:
    encoder = _built(name).train()
    encoder.set_statistics(torch.tensor([0.1, 0.2, 0.3]), torch.tensor([0.2, 0.3, 0.4]))
    encoder(_samples())  # moves the running statistics of its norms
    checkpoint.save_encoder(tmp_path, encoder, layout=Layout(shape=(32, 32, 3)), modality="image")
    saved = checkpoint.load_encoder(tmp_path)
    assert saved.encoder.spec == encoder.spec
    assert (saved.layout.shape, saved.modality) == ((32, 32, 3), "image")
    with torch.no_grad():
        assert torch.equal(saved.encoder(_samples()).pooled, encoder.eval()(_samples()).pooled)


@_small
def test_the_statistics_of_the_set_are_among_its_weights(name: str, tmp_path: Path) -> None:
    encoder = _built(name)
    encoder.set_statistics(torch.tensor([0.1, 0.2, 0.3]), torch.tensor([0.0, 0.3, 0.4]))
    checkpoint.save_encoder(tmp_path, encoder, layout=Layout(shape=(32, 32, 3)), modality="image")
    weights = safetensors.torch.load_file(tmp_path / checkpoint.WEIGHTS)
    assert weights["mean"].flatten().tolist() == pytest.approx([0.1, 0.2, 0.3])
    assert weights["std"].flatten().tolist() == pytest.approx([0.05, 0.3, 0.4])  # never nearly nothing


@_small
def test_the_statistics_change_what_it_sees(name: str) -> None:
    encoder = _built(name).eval()
    before = encoder(_samples()).pooled
    encoder.set_statistics(torch.full((3,), 0.2), torch.full((3,), 0.1))
    assert not torch.allclose(before, encoder(_samples()).pooled)


@_every
def test_its_description_is_plain_data(name: str) -> None:
    spec = EncoderSpec(name=name, channels=3, size=32)
    assert EncoderSpec(**asdict(spec)) == spec
    assert _built(name).spec.name == name


@_small
def test_it_learns_under_bfloat16(name: str) -> None:
    encoder = _built(name)
    with torch.autocast("cpu", torch.bfloat16):
        encoder(_samples()).pooled.float().square().mean().backward()
    assert all(p.grad is not None and p.grad.isfinite().all() for p in encoder.parameters())


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


def test_the_suites_small_encoder_is_registered() -> None:
    assert set(_SMALL) <= set(encoders.names())
    assert tiny.make_task("simclr").encoder.spec.name in _SMALL
