"""The next frame as the last one moved: where each point of it comes from, and what is repaired then.

After Patraucean, Handa & Cipolla 2015, "Spatio-temporal video autoencoder with differentiable memory": a flow
field by which the last frame is sampled (Jaderberg et al. 2015, "Spatial Transformer Networks"); the
repaired part and its gate are after the masks of Finn, Goodfellow & Levine 2016.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

_KNOTS = 5
"""Of the coarse field, a side: bent only a little between them."""
_REACH = 0.1
"""A flow of one, as the network says it, is a tenth of half a frame: it begins near nought."""
_LITTLE = 1e-3
_SHUT = -2.0
"""Added to the gate, so that it begins nearly shut."""


class Flow(nn.Module):
    """How all points move from one frame to the next: a coarse field and a finer one on top.

    The coarse one is linear in the embedding, so that how the whole frame moves must be in it (Jaderberg et
    al.: localisation by a linear layer); the finer one is drawn from the map of tokens of the last moment.
    """

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.coarse = nn.Linear(width, 2 * _KNOTS**2)
        nn.init.normal_(self.coarse.weight, std=20 * _LITTLE)
        nn.init.zeros_(self.coarse.bias)
        self.layers = nn.Sequential(
            _convolution(width, hidden),
            nn.Upsample(scale_factor=2.0, mode="bilinear"),
            _convolution(hidden, hidden),
            nn.Upsample(scale_factor=2.0, mode="bilinear"),
        )
        self.fine = nn.Conv2d(hidden, 2, 3, 1, 1)
        nn.init.normal_(self.fine.weight, std=_LITTLE)
        nn.init.zeros_(_bias(self.fine))

    def forward(self, pooled: Tensor, tokens: Tensor, size: tuple[int, int]) -> tuple[Tensor, Tensor, Tensor]:
        """The coarse and the finer flow, (B, 2, H, W) float32 each, and features (B, C, 4h, 4w).

        pooled: (B, D); tokens: (B, D, h, w), a map of the last moment; size: (H, W).

        Their sum says where each point of the next frame comes from, from where it will be: x, then y, in
        halves of the frame's sides.
        """
        features: Tensor = self.layers(tokens)
        knots = self.coarse(pooled).float().view(-1, 2, _KNOTS, _KNOTS) * _REACH
        coarse = F.interpolate(knots, size=size, mode="bilinear", align_corners=True)  # knots at the corners
        fine = F.interpolate(self.fine(features).float() * _REACH, size=size, mode="bilinear")
        return coarse, fine, features


class Repair(nn.Module):
    """Colours added where moving alone does not do, such as what comes into sight, each by as much as a gate
    lets through.

    Computed for squares of 2 x 2 points at once (Shi et al. 2016), which costs less. Sides must be even.
    """

    def __init__(self, inputs: int, hidden: int = 16) -> None:
        super().__init__()
        self.features = nn.Conv2d(inputs, 8, 1)
        self.first = nn.Conv2d(4 * 3 + 3 + 8, hidden, 3, 1, 1)
        self.second = nn.Conv2d(hidden, 4 * 4, 3, 1, 1)
        nn.init.normal_(self.second.weight, std=_LITTLE)
        with torch.no_grad():
            _bias(self.second).copy_(torch.tensor([0.0] * 12 + [_SHUT] * 4))

    def forward(self, moved: Tensor, last: Tensor, features: Tensor) -> Tensor:
        """The moved frame, repaired: moved and last (B, 3, H, W), features (B, C, h, w) -> (B, 3, H, W)."""
        size = moved.shape[2] // 2, moved.shape[3] // 2
        known = F.interpolate(self.features(features), size=size, mode="bilinear")
        seen = torch.cat([F.pixel_unshuffle(moved, 2), F.avg_pool2d(last - moved, 2), known], 1)
        said = F.pixel_shuffle(self.second(F.relu(self.first(seen))).float(), 2)
        repaired: Tensor = moved + said[:, :3] * said[:, 3:].sigmoid()
        return repaired


def moved(frame: Tensor, flow: Tensor, steps: int) -> list[Tensor]:
    """A frame (B, 3, H, W) after 1, 2, ... steps by the same flow (B, 2, H, W): `steps` of that shape.

    Points are followed back step by step and the frame is sampled once, so that it does not get softer with
    each step. What would come from outside is the nearest on the frame's edge.
    """
    with torch.autocast(frame.device.type, enabled=False):
        frame, flow = frame.float(), flow.float()
        places, frames = _places(frame), []
        for step in range(steps):
            by = flow if step == 0 else _sampled(flow, places)
            places = places + by.permute(0, 2, 3, 1)
            frames.append(_sampled(frame, places))
        return frames


def _sampled(values: Tensor, places: Tensor) -> Tensor:
    """Values (B, C, H, W) at places (B, H, W, 2); outside the nearest inside: not every device offers it."""
    height, width = values.shape[2:]
    inside = torch.tensor([1 - 1 / width, 1 - 1 / height], device=values.device)
    return F.grid_sample(values, torch.minimum(torch.maximum(places, -inside), inside), align_corners=False)


def _places(frame: Tensor) -> Tensor:
    """Where each point is: (1, H, W, 2), x then y, from -1 to 1 between the frame's edges."""
    height, width = frame.shape[2:]
    rows = (torch.arange(height, device=frame.device) + 0.5) * (2 / height) - 1
    columns = (torch.arange(width, device=frame.device) + 0.5) * (2 / width) - 1
    return torch.stack(torch.meshgrid(columns, rows, indexing="xy"), -1)[None]


def _convolution(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )


def _bias(layer: nn.Conv2d) -> Tensor:
    assert layer.bias is not None
    return layer.bias
