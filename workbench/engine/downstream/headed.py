"""A network that is trained as one: an encoder and the linear head on its embedding."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from workbench.engine.downstream.classifier import Member
from workbench.engine.downstream.features import Block, plain_block
from workbench.engine.downstream.probe import Linear
from workbench.engine.encoders import Encoder


class HeadedNetwork(nn.Module):
    """Encoder, the block's scaling, and a linear head; begins as a probe where one is given."""

    mean: Tensor
    scale: Tensor

    def __init__(self, encoder: Encoder, start: tuple[Block, Linear] | None, num_classes: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.block = start[0] if start else plain_block(encoder.width)
        self.register_buffer("mean", torch.from_numpy(self.block.mean.copy()))
        self.register_buffer("scale", torch.from_numpy(self.block.scale.copy()))
        self.head = nn.Linear(encoder.width, num_classes)
        if start:
            with torch.no_grad():
                self.head.weight.copy_(torch.from_numpy(start[1].weight))
                self.head.bias.copy_(torch.from_numpy(start[1].bias))

    def forward(self, samples: Tensor) -> Tensor:
        """Samples (B, ...) -> logits (B, K)."""
        pooled = self.encoder(samples).pooled.float()
        pooled = F.normalize(pooled, dim=1) if self.block.unit else pooled
        logits: Tensor = self.head((pooled - self.mean) * self.scale)
        return logits

    def member(self) -> Member:
        """What was trained, on the CPU."""
        self.cpu().eval()
        head = Linear(
            weight=self.head.weight.detach().numpy().copy(), bias=self.head.bias.detach().numpy().copy()
        )
        return Member(encoder=self.encoder, blocks=(self.block,), head=head)
