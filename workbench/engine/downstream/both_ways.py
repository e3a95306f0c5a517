"""Reading an encoder's tokens forwards and backwards, so that each step knows what is around it.

Schuster and Paliwal 1997, "Bidirectional Recurrent Neural Networks"; Cho et al. 2014 (the gated units). Small
encoders of sounds see only a fraction of a second at once, which is a letter, but no word.
"""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from workbench.engine.contracts import Encoded

_WIDTH = 128
_DROPOUT = 0.2


class BothWays(nn.Module):
    """Tokens (B, N, D) -> steps (B, N * finer, 256), each token divided into `finer` steps."""

    width = 2 * _WIDTH

    def __init__(self, width: int, *, finer: int = 1) -> None:
        super().__init__()
        self.finer = finer
        self.enter = nn.Linear(width, finer * _WIDTH)
        self.norm = nn.LayerNorm(_WIDTH)
        self.gates = nn.GRU(_WIDTH, _WIDTH, batch_first=True, bidirectional=True)
        self.dropout = nn.Dropout(_DROPOUT)

    def forward(self, encoded: Encoded) -> tuple[Tensor, Tensor]:
        """The steps, float32 with zeros behind, and how many of them are real: (B,) int64, at least one."""
        num, length, _ = encoded.tokens.shape
        counts = encoded.mask.sum(1).clamp_min(1) * self.finer
        steps = self.enter(encoded.tokens.float()).view(num, length * self.finer, _WIDTH)
        steps = self.dropout(F.gelu(self.norm(steps)))
        packed = pack_padded_sequence(steps, counts.cpu(), batch_first=True, enforce_sorted=False)
        read, _ = pad_packed_sequence(self.gates(packed)[0], batch_first=True, total_length=steps.shape[1])
        return self.dropout(read), counts
