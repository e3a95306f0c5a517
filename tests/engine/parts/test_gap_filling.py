from __future__ import annotations

import torch

from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.encoders.audio import MelTransformer
from workbench.engine.parts.gap_filling import LeftOut
from workbench.engine.parts.sound_blocks import Blocks, random_blocks

_INSIDE = torch.arange(96) < torch.tensor([[96], [50], [20]])


def _built() -> tuple[MelTransformer, LeftOut, torch.Tensor]:
    """An encoder, what fills in, and what is covered of three sounds of 96, 50 and 20 frames."""
    torch.manual_seed(0)
    encoder = build(EncoderSpec(name="mel_mini", size=960))
    assert isinstance(encoder, MelTransformer)
    blocks = Blocks(bands=encoder.bands, frames=encoder.frames)
    hidden = random_blocks(blocks.real(_INSIDE), 0.75, torch.Generator().manual_seed(1))
    return encoder.eval(), LeftOut(encoder, 32).eval(), blocks.spread(hidden, 96)


def _mel(seed: int = 0) -> torch.Tensor:
    return torch.randn(3, 64, 96, generator=torch.Generator().manual_seed(seed)) * _INSIDE[:, None]


@torch.no_grad()
def test_nobody_knows_what_is_hidden() -> None:
    encoder, filler, covered = _built()
    first = filler(encoder, _mel(), _INSIDE, covered)
    second = filler(encoder, torch.where(covered, 7.0, _mel()), _INSIDE, covered)
    assert torch.equal(first[1], second[1])
    assert torch.equal(first[0].pooled, second[0].pooled)


@torch.no_grad()
def test_what_is_not_hidden_is_heard() -> None:
    encoder, filler, covered = _built()
    first = filler(encoder, _mel(), _INSIDE, covered)[1]
    second = filler(encoder, torch.where(covered, _mel(), _mel(1)), _INSIDE, covered)[1]
    assert not torch.allclose(first, second)


@torch.no_grad()
def test_each_sound_is_filled_in_as_if_it_were_alone() -> None:
    encoder, filler, covered = _built()
    together = filler(encoder, _mel(), _INSIDE, covered)
    for number, end in enumerate((96, 50, 20)):
        one = slice(number, number + 1)
        alone = filler(encoder, _mel()[one, :, :end], _INSIDE[one, :end], covered[one, :, :end])
        torch.testing.assert_close(together[1][one, :, :end], alone[1], atol=1e-4, rtol=1e-4)
        torch.testing.assert_close(together[0].pooled[one], alone[0].pooled, atol=1e-4, rtol=1e-4)


@torch.no_grad()
def test_the_encoder_runs_over_no_more_patches_than_are_seen() -> None:
    encoder, filler, covered = _built()
    seen: list[int] = []
    encoder.blocks[0].register_forward_pre_hook(lambda _module, inputs: seen.append(inputs[0].shape[1]))
    filler(encoder, _mel(), _INSIDE, covered)
    real = _INSIDE[:, :: encoder.frames].sum(1) * encoder.rows
    assert seen[0] == int((real - (real * 0.75).round()).max())
