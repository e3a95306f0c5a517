"""Predicting the next frame."""

from __future__ import annotations

import dataclasses

import pytest
import torch

from tests.engine import tiny
from workbench.engine.contracts import Batch, VideoPreview
from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.encoders.video import VideoEncoder
from workbench.engine.pretext.next_frame import NextFrame, NextFrameSettings, stretch


def _task(**settings: int) -> NextFrame:
    torch.manual_seed(0)
    encoder = build(EncoderSpec(name="motion_residual", channels=3, frames=6, size=32))
    assert isinstance(encoder, VideoEncoder)
    return NextFrame(encoder, NextFrameSettings(**settings))


def _batch(clips: torch.Tensor, seed: int = 0) -> Batch:
    generator = torch.Generator().manual_seed(seed)
    return Batch(samples=clips, views=(clips,), rows=torch.arange(len(clips)), generator=generator)


def _numbered(frames: int) -> torch.Tensor:
    """Videos (2, 3, T, 4, 4) each of whose frames holds its number."""
    return torch.arange(frames).view(1, 1, -1, 1, 1).expand(2, 3, -1, 4, 4).float()


def _gliding(number: int, frames: int = 6, size: int = 32) -> torch.Tensor:
    """Smooth pictures that glide to the left or to the right by 1.5 px a frame."""
    draw = torch.Generator().manual_seed(1)
    wide = torch.rand(number, 3, 6, 12, generator=draw)
    wide = torch.nn.functional.interpolate(wide, size=(size, 2 * size), mode="bicubic").clamp(0, 1)
    double = torch.nn.functional.interpolate(wide, scale_factor=(1.0, 2.0), mode="bilinear")
    signs = torch.arange(number) % 2 * 2 - 1
    starts = [[size + int(sign) * 3 * t for t in range(frames)] for sign in signs]
    return torch.stack(
        [
            torch.stack([one[..., s : s + 2 * size : 2] for s in places], 1)
            for one, places in zip(double, starts, strict=True)
        ]
    )


def test_a_stretch_ends_with_what_has_to_be_foretold() -> None:
    seen, wanted = stretch(_numbered(16), 6, 2, torch.Generator().manual_seed(0))
    numbers = [*seen[0, 0, :, 0, 0].tolist(), *wanted[0, 0, :, 0, 0].tolist()]
    assert numbers == list(range(int(numbers[0]), int(numbers[0]) + 8))
    assert wanted.shape[2] == 2


def test_every_stretch_of_a_video_comes_up() -> None:
    generator = torch.Generator().manual_seed(0)
    starts = {stretch(_numbered(9), 4, 2, generator)[0][0, 0, 0, 0, 0].item() for _ in range(60)}
    assert starts == {0, 1, 2, 3}


@pytest.mark.parametrize(("frames", "seen", "wanted"), [(2, 2, 1), (3, 2, 1), (4, 2, 2), (5, 3, 2)])
def test_short_videos_are_asked_what_they_can_answer(frames: int, seen: int, wanted: int) -> None:
    parts = stretch(_numbered(frames), 6, 2, None)
    assert [part.shape[2] for part in parts] == [seen, wanted]


@pytest.mark.parametrize("frames", [2, 3, 5, 16])
def test_it_learns_from_videos_of_any_length(frames: int) -> None:
    output = _task()(_batch(torch.rand(3, 3, frames, 32, 32)))
    output.loss.backward()
    assert output.loss.isfinite()


def test_still_videos_have_a_small_loss_and_finite_numbers() -> None:
    still = torch.rand(4, 3, 1, 32, 32).expand(-1, -1, 6, -1, -1)
    output = _task()(_batch(still))
    output.loss.backward()
    assert output.loss < 5
    assert output.metrics["copy_psnr"].item() == pytest.approx(48.13, abs=0.01)
    assert all(value.isfinite() for value in output.metrics.values())


def test_what_comes_next_is_not_seen() -> None:
    task, clips = _task(steps_ahead=2).eval(), torch.rand(2, 3, 6, 32, 32)
    other = clips.clone()
    other[:, :, 4:] = 0
    with torch.no_grad():
        first, second = (task.preview(_batch(some), trained=True) for some in (clips, other))
    assert [_bytes(row[2]) for row in first.rows] == [_bytes(row[2]) for row in second.rows]


def test_it_learns_to_move_what_glides() -> None:
    task, batch = _task(steps_ahead=1), _batch(_gliding(8))
    optimizer = torch.optim.AdamW(task.parameters(), lr=2e-3)
    for _ in range(60):
        optimizer.zero_grad()
        task(batch).loss.backward()
        optimizer.step()
    assert task(batch).metrics["gain_db"] > 3


def test_its_embedding_alone_says_how_the_whole_moves() -> None:
    task = _task()
    torch.autograd.backward(task.foretell(torch.rand(2, 3, 4, 32, 32), 1).coarse.square().mean())
    assert task.flow.fine.weight.grad is None
    assert task.encoder.get_parameter("summary.weight").grad is not None


def test_the_preview_shows_what_is_seen_what_comes_and_both_answers() -> None:
    task, batch = _task(steps_ahead=2).eval(), _batch(torch.rand(1, 3, 6, 32, 32))
    with torch.no_grad():
        (row,) = task.preview(batch, trained=True).rows
    assert [_length(cell) for cell in row] == [4, 2, 2, 1]
    (plain,) = task.preview(batch).rows
    assert [cell.caption for cell in plain] == ["What it sees", "What comes next"]


def test_a_network_of_pictures_is_refused_in_a_sentence() -> None:
    assert NextFrame.refusal(tiny.picture_encoder(), NextFrameSettings()).endswith(".")


def _length(cell: object) -> int:
    assert isinstance(cell, VideoPreview)
    return len(cell.frames)


def _bytes(cell: object) -> bytes:
    assert dataclasses.is_dataclass(cell)
    assert isinstance(cell, VideoPreview)
    return cell.frames.tobytes()
