"""Random variations of texts, batched: words are left out, and only a stretch of each text is kept.

Texts are bytes (B, L); a word is what stands between spaces, or a single letter of a script that has none.
Wei & Zou 2019, "EDA"; Giorgi et al. 2021, "DeCLUTR".
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Generator, Tensor

from workbench.engine.contracts import Matter
from workbench.engine.settings import setting

MATTERS = (
    Matter(
        name="words",
        label="Every word matters",
        help="Views leave out no word, for texts in which a single word, such as “not”, turns the meaning.",
        settings={"left_out_share": 0.0},
    ),
    Matter(
        name="whole",
        label="The whole matters",
        help="Views keep the whole text, for texts whose beginning or end says what they are.",
        settings={"stretch_low": 1.0},
    ),
)
_FIRST_WIDE = 0xE3
"""From this first byte on, UTF-8 holds Chinese, Japanese and Korean letters, and signs such as emoji."""
_SPACES = (0x20, 0x09, 0x0A, 0x0D)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextViewSettings:
    """How far a view may differ from the text."""

    left_out_share: float = setting(
        0.1,
        label="Words left out",
        help="Share of the words that each view leaves out.",
        low=0.0,
        high=0.5,
    )
    stretch_low: float = setting(
        0.6,
        label="Shortest stretch",
        help="A view keeps a stretch of the text, at least this share of its words; 1 keeps all.",
        low=0.1,
        high=1.0,
    )


def views(samples: Tensor, generator: Generator, settings: TextViewSettings) -> Tensor:
    """(B, L) uint8 with zeros behind -> the same shape, each text varied by its own draws.

    At least one word is kept of every text.
    """
    number, length = samples.shape
    if not length:
        return samples
    starts = word_starts(samples)
    word = starts.cumsum(1) - 1  # (B, L): which word each byte belongs to
    count = starts.sum(1)  # (B,)
    draws = torch.rand(number, int(count.max()) + 2, generator=generator, device=samples.device)
    share = settings.stretch_low + (1 - settings.stretch_low) * draws[:, -1]
    kept = (count * share).ceil().long().clamp_min(1)
    first = ((count - kept + 1) * draws[:, -2]).long()
    inside = (word >= first[:, None]) & (word < (first + kept)[:, None])
    stays = draws[:, :-2] >= settings.left_out_share
    stays.scatter_(1, (first + kept // 2)[:, None].clamp_max(stays.shape[1] - 1), True)
    keep = inside & stays.gather(1, word.clamp_min(0)) & (samples > 0)
    order = (~keep).long().sort(stable=True, dim=1).indices
    return torch.where(keep, samples, 0).gather(1, order)


def word_starts(samples: Tensor) -> Tensor:
    """(B, L) uint8 -> (B, L) bool: where a word begins. A word takes the space behind it along."""
    is_space = torch.zeros_like(samples, dtype=torch.bool)
    for space in _SPACES:
        is_space |= samples == space
    after = torch.ones_like(is_space)
    after[:, 1:] = is_space[:, :-1]
    return ((after & ~is_space) | (samples >= _FIRST_WIDE)) & (samples > 0)
