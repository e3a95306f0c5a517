"""torchvision's networks answer here as they do in torchvision."""

from __future__ import annotations

import pytest
import torch
from torch import nn
from torchvision.models.video import mvit_v2_s, r2plus1d_18

from workbench.engine.encoders import EncoderSpec, build


def _spec(name: str, frames: int, size: int) -> EncoderSpec:
    return EncoderSpec(name=name, channels=3, frames=frames, size=size)


@torch.no_grad()
def test_the_residual_network_pools_what_torchvisions_pools() -> None:
    torch.manual_seed(0)
    original = r2plus1d_18(weights=None).eval()
    original.fc = nn.Identity()
    encoder = build(_spec("r2plus1d_18", 8, 48)).eval()
    encoder.network.load_state_dict(original.state_dict())  # type: ignore[union-attr]
    samples = torch.rand(2, 3, 8, 48, 48)
    torch.testing.assert_close(encoder(samples).pooled, original((samples - 0.5) / 0.25))


@torch.no_grad()
def test_the_multiscale_transformer_has_the_tokens_of_torchvisions() -> None:
    torch.manual_seed(0)
    original = mvit_v2_s(weights=None).eval()
    tokens: list[torch.Tensor] = []
    original.norm.register_forward_hook(lambda _module, _inputs, output: tokens.append(output))
    encoder = build(_spec("mvit_v2_s", 16, 224)).eval()
    encoder.network.load_state_dict(original.state_dict(), strict=False)  # type: ignore[union-attr]
    samples = torch.rand(1, 3, 16, 224, 224)
    original((samples - 0.5) / 0.25)
    torch.testing.assert_close(encoder(samples).tokens, tokens[0][:, 1:])


@pytest.mark.parametrize("name", ["r2plus1d_18", "mvit_v2_s"])
def test_a_run_comes_out_the_same_again(name: str) -> None:
    encoder = build(_spec(name, 4, 32)).train()
    samples = torch.rand(2, 3, 4, 32, 32)
    assert torch.equal(encoder(samples).pooled, encoder(samples).pooled)
