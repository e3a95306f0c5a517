from __future__ import annotations

import pytest
import torch
from torch import Tensor

from workbench.engine.encoders import EncoderSpec, PictureEncoder, build
from workbench.engine.parts import decoders


class _Crooked(PictureEncoder):
    """Five tokens, which are no square."""

    def encode(self, samples: Tensor) -> tuple[Tensor, Tensor]:
        tokens = samples.mean((1, 2, 3))[:, None, None].expand(-1, 5, 8)
        return tokens, tokens.mean(1)


@pytest.mark.parametrize(
    ("name", "size", "channels"),
    [
        ("small_residual", 32, 1),
        ("small_residual", 48, 3),
        ("small_residual", 96, 5),
        ("resnet18", 80, 3),
        ("vit_mini", 48, 1),
        ("vit_mini", 64, 5),
    ],
)
def test_what_an_encoder_says_is_drawn_at_the_size_of_its_samples(
    name: str, size: int, channels: int
) -> None:
    encoder = build(EncoderSpec(name=name, channels=channels, size=size)).eval()
    decoder = decoders.map_decoder(encoder, hidden=8).eval()
    samples = torch.rand(1, channels, size, size)
    with torch.no_grad():
        assert decoder(encoder(samples).tokens).shape == samples.shape


@pytest.mark.parametrize(("name", "side"), [("small_residual", 4), ("resnet18", 4), ("vit_mini", 8)])
def test_the_side_of_the_map_is_found_by_looking(name: str, side: int) -> None:
    assert decoders.map_side(build(EncoderSpec(name=name, channels=3, size=32))) == side


def test_looking_for_the_map_leaves_the_encoder_as_it_was() -> None:
    encoder = build(EncoderSpec(name="small_residual", channels=3, size=32))
    before = {key: value.clone() for key, value in encoder.state_dict().items()}
    decoders.map_side(encoder)
    assert encoder.training
    assert all(torch.equal(value, before[key]) for key, value in encoder.state_dict().items())


def test_tokens_that_are_no_square_have_no_map() -> None:
    assert decoders.map_side(_Crooked(EncoderSpec(name="crooked", channels=1, size=32), 8)) == 0


def test_a_network_is_refused_only_when_its_tokens_have_no_map() -> None:
    refused = decoders.map_refusal(_Crooked(EncoderSpec(name="crooked", channels=1, size=32), 8))
    assert "crooked does not" in refused
    assert decoders.map_refusal(build(EncoderSpec(name="small_residual", channels=3, size=32))) == ""


def test_a_token_is_drawn_at_its_own_place() -> None:
    torch.manual_seed(0)
    decoder = decoders.MapDecoder(width=6, side=8, channels=3, size=32, hidden=8).eval()
    tokens = torch.randn(1, 64, 6, requires_grad=True)
    torch.autograd.backward(decoder(tokens)[0, :, 0:2, 28:32].sum())  # the corner, top right
    assert tokens.grad is not None
    reached = tokens.grad[0].abs().sum(1).reshape(8, 8) > 0
    assert reached[0, 7]
    assert not reached[4:].any()
    assert not reached[:, :4].any()


def test_the_pixels_of_a_place_start_alike() -> None:
    torch.manual_seed(0)
    decoder = decoders.MapDecoder(width=6, side=4, channels=1, size=32, hidden=8)
    drawn = decoder(torch.randn(2, 16, 6)).reshape(2, 16, 2, 16, 2)
    torch.testing.assert_close(drawn, drawn.mean((2, 4), keepdim=True).expand_as(drawn))


@pytest.mark.parametrize("size", [32, 48, 96])
def test_a_code_becomes_a_picture(size: int) -> None:
    decoder = decoders.CodeDecoder(code=7, channels=3, size=size, hidden=8)
    assert decoder(torch.randn(2, 7)).shape == (2, 3, size, size)
