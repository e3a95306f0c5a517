"""The next frame as the last one moved."""

from __future__ import annotations

import math

import torch

from workbench.engine.parts.frame_moving import Flow, Repair, moved


def _frame(size: int = 16) -> torch.Tensor:
    return torch.rand(2, 3, size, size, generator=torch.Generator().manual_seed(0))


def _constant(x_px: float, y_px: float, size: int = 16) -> torch.Tensor:
    return torch.tensor([x_px, y_px]).mul(2 / size).view(1, 2, 1, 1).expand(2, -1, size, size)


def _from_centre(matrix: torch.Tensor, size: int) -> torch.Tensor:
    """A flow that moves each point by a matrix (2, 2) of its place seen from the centre."""
    at = (torch.arange(size) + 0.5) * (2 / size) - 1
    places = torch.stack(torch.meshgrid(at, at, indexing="xy"))  # (2, H, W)
    return torch.einsum("ij,jhw->ihw", matrix, places)[None]


def test_no_flow_leaves_the_frame_as_it_is() -> None:
    frame = _frame()
    torch.testing.assert_close(moved(frame, torch.zeros(2, 2, 16, 16), 1)[0], frame)


def test_a_flow_says_where_each_point_comes_from() -> None:
    frame = _frame()
    (after,) = moved(frame, _constant(2, -3), 1)
    torch.testing.assert_close(after[:, :, 3:, :-2], frame[:, :, :-3, 2:])


def test_several_steps_go_on_as_far_again_without_getting_softer() -> None:
    frame = _frame()
    steps = moved(frame, _constant(0.5, 0), 4)
    torch.testing.assert_close(steps[1][..., :-1], frame[..., 1:])
    torch.testing.assert_close(steps[3][..., :-2], frame[..., 2:])


def test_what_comes_from_outside_is_the_nearest_on_the_edge() -> None:
    frame = _frame()
    (after,) = moved(frame, _constant(40, 0), 1)
    torch.testing.assert_close(after, frame[..., -1:].expand_as(frame))


def test_steps_of_a_turn_add_up_to_the_whole_turn() -> None:
    angle = math.radians(30)
    turn = torch.tensor([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    flow = _from_centre(turn - torch.eye(2), 33)
    frame = torch.rand(1, 3, 33, 33, generator=torch.Generator().manual_seed(0))
    after = moved(frame, flow, 3)[2]
    inner = slice(6, -6)  # the corners come from outside
    quarter = torch.rot90(frame, 1, (2, 3)), torch.rot90(frame, -1, (2, 3))
    off = [(after - one)[..., inner, inner].abs().max() for one in quarter]
    assert min(off) < 1e-4


def test_the_knots_of_the_coarse_flow_hold_any_zoom_and_turn_exactly() -> None:
    flow = Flow(4, 8)
    matrix = torch.tensor([[0.1, -0.3], [0.2, 0.4]])
    knots = torch.linspace(-1, 1, 5)
    wanted = torch.einsum("ij,jhw->ihw", matrix, torch.stack(torch.meshgrid(knots, knots, indexing="xy")))
    with torch.no_grad():
        flow.coarse.weight.zero_()
        flow.coarse.bias.copy_(wanted.flatten() * 10)
    coarse, _, _ = flow(torch.zeros(1, 4), torch.zeros(1, 4, 4, 4), (33, 33))
    corners = torch.linspace(-1, 1, 33)
    expected = torch.einsum(
        "ij,jhw->ihw", matrix, torch.stack(torch.meshgrid(corners, corners, indexing="xy"))
    )
    torch.testing.assert_close(coarse[0], expected, atol=1e-5, rtol=1e-4)


def test_untrained_parts_begin_nearly_as_a_copy() -> None:
    torch.manual_seed(0)
    frame, flow, repair = _frame(32), Flow(8, 8), Repair(8)
    coarse, fine, features = flow(torch.randn(2, 8), torch.randn(2, 8, 4, 4), (32, 32))
    (after,) = moved(frame, coarse + fine, 1)
    assert (coarse + fine).abs().max() < 0.02  # of half a frame: a third of a pixel
    assert (repair(after, frame, features) - after).abs().max() < 0.02
