"""How surprised a network is by words, beside somebody who only knows how often each of them occurs."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from workbench.engine.pretext import Measure

SKILL = Measure(
    name="skill",
    label="Skill",
    help="How much of the uncertainty is gone: 0 is no better than to know how often each word occurs,"
    " 1 is always certain and right.",
    low=0.0,
    high=1.0,
)
PERPLEXITY = Measure(
    name="perplexity",
    label="Choices (perplexity)",
    help="Among how many words it wavers on average; it should fall below that of always guessing by how"
    " often each word occurs.",
    low=1.0,
    baseline="baseline",
)


class Frequencies(nn.Module):
    """Counts of a vocabulary's tokens, and how surprising tokens are to who knows nothing but the counts."""

    counts: Tensor

    def __init__(self, size: int) -> None:
        super().__init__()
        self.register_buffer("counts", torch.zeros(size, dtype=torch.int64))

    @torch.no_grad()
    def note(self, ids: Tensor) -> None:
        """Count these tokens, (n,) int64."""
        self.counts.index_add_(0, ids, torch.ones_like(ids))

    @torch.no_grad()
    def errors(self, ids: Tensor) -> Tensor:
        """Of each token (n,), minus the logarithm of its share of all that were counted: (n,) in nats.

        Every token counts once more than it was met (Laplace), so that a new one is no endless surprise.
        """
        return -self.log_shares()[ids]

    @torch.no_grad()
    def log_shares(self) -> Tensor:
        """The logarithm of every token's share: (V,) float32."""
        counts = self.counts.float() + 1
        return (counts / counts.sum()).log()


@torch.no_grad()
def metrics(errors: Tensor, plain: Tensor) -> dict[str, Tensor]:
    """From cross-entropies (n,) in nats, a network's and those of `Frequencies`: () float32 each.

    "perplexity" and its "baseline" are e to the power of the means; "skill" = 1 - mean / mean, not below -1.
    """
    num = max(1, len(errors))
    error, baseline = errors.float().sum() / num, plain.float().sum() / num
    skill = 1 - error / baseline.clamp_min(1e-6)
    return {"skill": skill.clamp_min(-1.0), "perplexity": error.exp(), "baseline": baseline.exp()}
