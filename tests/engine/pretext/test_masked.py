from __future__ import annotations

import numpy as np
import pytest
import torch

from tests.engine import tiny
from workbench.engine.contracts import Batch
from workbench.engine.encoders import PictureEncoder
from workbench.engine.parts import patches
from workbench.engine.pretext.masked import Masked, MaskedSettings, automatic_block


def _task(*, encoder: str = "small_residual", size: int = 32, channels: int = 3, block: int = 0) -> Masked:
    torch.manual_seed(0)
    built = tiny.picture_encoder(encoder, size=size, channels=channels)
    built.set_statistics(torch.full((channels,), 0.4), torch.full((channels,), 0.2))
    return Masked(built, MaskedSettings(block_px=block))


def _batch(view: torch.Tensor, seed: int = 1) -> Batch:
    generator = torch.Generator().manual_seed(seed)
    return Batch(samples=view, views=(view,), rows=torch.arange(len(view)), generator=generator)


def _view(channels: int = 3, size: int = 32) -> torch.Tensor:
    return torch.rand(3, channels, size, size, generator=torch.Generator().manual_seed(5))


def _covered(task: Masked, view: torch.Tensor, seed: int) -> torch.Tensor:
    """The pixels (B, 1, S, S) that `forward` hides when the batch's generator is at `seed`."""
    generator = torch.Generator().manual_seed(seed)
    hidden = patches.random_places(view, task.places, task.hidden_share, generator)[1]
    return patches.as_pixels(patches.as_mask(hidden, task.places), task.block)


def _drawn(task: Masked) -> list[torch.Tensor]:
    """Fills up with what the decoder draws."""
    drawn: list[torch.Tensor] = []
    task.decoder.register_forward_hook(lambda _module, _inputs, output: drawn.append(output))
    return drawn


def _loss(task: Masked, view: torch.Tensor, seed: int = 1) -> torch.Tensor:
    loss: torch.Tensor = task(_batch(view, seed)).loss
    return loss


@torch.no_grad()
def test_the_loss_is_the_squared_error_of_the_hidden_pixels_as_numpy_computes_it() -> None:
    task, view = _task().eval(), _view()
    covered = np.broadcast_to(_covered(task, view, 1).numpy(), view.shape)
    drawn = _drawn(task)
    loss = _loss(task, view)
    target = (view.numpy() - 0.4) / 0.2
    assert loss.item() == pytest.approx(np.square(drawn[0].numpy() - target)[covered].mean(), rel=1e-5)


@torch.no_grad()
def test_the_network_does_not_know_what_is_under_the_blocks() -> None:
    task, view = _task().eval(), _view()
    drawn = _drawn(task)
    _loss(task, view)
    _loss(task, torch.where(_covered(task, view, 1), 0.9, view))
    assert torch.equal(drawn[0], drawn[1])


def test_what_is_drawn_over_visible_pixels_is_not_judged() -> None:
    task, view = _task(), _view()
    kept: list[torch.Tensor] = []

    def keep(_module: object, _inputs: object, output: torch.Tensor) -> None:
        output.retain_grad()
        kept.append(output)

    task.decoder.register_forward_hook(keep)
    torch.autograd.backward(_loss(task, view))
    covered = _covered(task, view, 1).expand_as(view)
    assert kept[0].grad is not None
    assert kept[0].grad[covered].any()
    assert not kept[0].grad[~covered].any()


@torch.no_grad()
def test_the_blocks_are_painted_in_the_learnt_colour() -> None:
    task, view = _task(), _view()
    task.colour.copy_(torch.tensor([1.0, 0.0, -1.0])[None, :, None, None])
    seen: list[torch.Tensor] = []
    task.encoder.register_forward_pre_hook(lambda _module, inputs: seen.append(inputs[0]))
    _loss(task, view)
    covered = _covered(task, view, 1)[:, 0]
    painted = seen[0].permute(0, 2, 3, 1)[covered]
    torch.testing.assert_close(painted, torch.tensor([0.6, 0.4, 0.2]).expand_as(painted))
    assert torch.equal(seen[0].permute(0, 2, 3, 1)[~covered], view.permute(0, 2, 3, 1)[~covered])


def test_six_tenths_of_the_blocks_are_hidden_elsewhere_in_each_sample() -> None:
    task, view = _task(), _view()
    covered = _covered(task, view, 1)
    assert covered.flatten(1).sum(1).tolist() == [10 * 64] * 3
    assert not torch.equal(covered[0], covered[1])


@pytest.mark.parametrize(
    ("size", "side", "block"),
    [
        (32, 4, 8),
        (32, 8, 4),
        (48, 12, 4),
        (64, 8, 8),
        (80, 3, 40),
        (96, 6, 16),
        (96, 3, 32),
        (256, 8, 32),
        (32, 1, 16),
    ],
)
def test_the_automatic_block_divides_the_picture_and_is_no_smaller_than_the_networks_places(
    size: int, side: int, block: int
) -> None:
    assert automatic_block(size, side) == block


@pytest.mark.parametrize("encoder", ["small_residual", "resnet18", "vit_mini"])
@pytest.mark.parametrize(("size", "channels"), [(32, 1), (48, 3), (64, 5)])
def test_it_works_with_any_encoder_size_and_number_of_channels(
    encoder: str, size: int, channels: int
) -> None:
    task = _task(encoder=encoder, size=size, channels=channels)
    assert task.refusal(task.encoder, task.settings) == ""
    assert _loss(task, _view(channels, size)).isfinite()


@pytest.mark.parametrize(("block", "words"), [(5, "does not divide"), (32, "as a whole")])
def test_a_block_that_does_not_suit_the_picture_is_refused_in_one_sentence(block: int, words: str) -> None:
    refused = Masked.refusal(_task().encoder, MaskedSettings(block_px=block))
    assert words in refused
    assert refused.endswith(".")


def test_a_task_with_a_block_that_does_not_divide_the_picture_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="does not divide"):
        _task(block=5)


@torch.no_grad()
def test_a_network_that_always_answers_the_average_has_no_skill() -> None:
    task = _task().eval()
    view = torch.rand(256, 3, 32, 32, generator=torch.Generator().manual_seed(0))
    encoder = task.encoder
    assert isinstance(encoder, PictureEncoder)
    encoder.set_statistics(view.mean((0, 2, 3)), view.std((0, 2, 3)))
    task.decoder.register_forward_hook(lambda _module, _inputs, output: torch.zeros_like(output))
    assert task(_batch(view, 0)).metrics["skill"].item() == pytest.approx(0, abs=0.01)


@torch.no_grad()
def test_the_preview_changes_hidden_blocks_only() -> None:
    task, batch = _task().eval(), tiny.random_batch("masked")
    for picture, seen, filled in task.preview(batch, trained=True).rows:
        visible = (tiny.pixels(seen) == tiny.pixels(picture)).all(2)
        assert 0.3 < visible.mean() < 0.5
        assert (tiny.pixels(filled)[visible] == tiny.pixels(picture)[visible]).all()
        assert (tiny.pixels(filled) != tiny.pixels(seen)).any()
