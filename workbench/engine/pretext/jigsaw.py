"""Every picture is cut into tiles that change places; the network says which place each came from.

Noroozi & Favaro 2016, "Unsupervised Learning of Visual Representations by Solving Jigsaw Puzzles": the
answer is one of a few permutations that differ as much as possible (their algorithm 1), and tiles are cut
with a random gap so that their edges do not give it away. As Carlucci et al. 2019, "Domain Generalization
by Solving Jigsaw Puzzles", the tiles are put together as one shuffled picture, so that any encoder can see
it; the answer is read from its token map, one region for each tile.
"""

from __future__ import annotations

import functools
import itertools
import math
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Generator, Tensor, nn

from workbench.engine.contracts import Batch, PicturePreview, PretextOutput, RowsPreview
from workbench.engine.encoders import Encoder
from workbench.engine.parts import pictures, question, scale, upright
from workbench.engine.parts.heads import projection
from workbench.engine.pretext import PretextTask, pretext_tasks
from workbench.engine.settings import setting

_GAP = 0.15
"""Of a tile's side: 11 of 75 pixels in the paper."""
_PREVIEW_SEED = 20160330


@dataclass(frozen=True, slots=True, kw_only=True)
class JigsawSettings:
    """What can be set about the jigsaw."""

    tiles: int = setting(
        3, label="Tiles a side", help="2 cuts a picture into four tiles, 3 into nine.", low=2, high=3
    )
    permutations: int = setting(
        30,
        label="Orders",
        help="How many orders of the tiles there are to tell apart; four tiles have 24 at most.",
        low=2,
        high=200,
    )
    hidden_width: int = setting(
        256,
        label="Answering head, hidden width",
        help="Width of the small network that gives the answer and is thrown away after pretraining.",
        low=16,
        high=4096,
    )


@pretext_tasks.register("jigsaw")
class Jigsaw(PretextTask):
    """An encoder with a head that classifies in which order the tiles of a picture lie."""

    name = "jigsaw"
    title = "Put it together (jigsaw)"
    summary = (
        "Every picture is cut into tiles that change places; the network learns to say where each belongs,"
        " and so how the parts of a thing go together."
    )
    family = "order"
    modalities = ("image",)
    views_per_sample = 1
    view_strength = "gentle"
    accumulates = True
    measures = (question.SKILL,)
    Settings = JigsawSettings

    permutations: Tensor

    def __init__(self, encoder: Encoder, settings: JigsawSettings) -> None:
        super().__init__(encoder, settings)
        self.tiles = settings.tiles
        orders = most_different(settings.tiles**2, settings.permutations)
        self.register_buffer("permutations", torch.from_numpy(orders))
        width = max(8, settings.hidden_width // 4)
        self.part_of_head = nn.Sequential(nn.Linear(encoder.width, width), nn.ReLU(inplace=True))
        self.head = projection(width * settings.tiles**2, settings.hidden_width, len(orders))

    @classmethod
    def caution(cls, samples: Tensor) -> str:
        """Pictures that look the same in all their parts."""
        told = upright.places(samples)
        if told is None or not told.is_chance:
            return ""
        return (
            "These pictures seem to look alike in all their parts: a simple model could not tell where a"
            " part came from, so that this task may have nothing to learn from."
        )

    def forward(self, batch: Batch) -> PretextOutput:
        """Shuffled views through the network; the loss is the cross-entropy over the permutations."""
        views = batch.views[0]
        wanted = torch.randint(
            len(self.permutations), (len(views),), device=views.device, generator=batch.generator
        )
        encoded = self.encoder(self._shuffled(views, wanted, batch.generator))
        return question.output(self._answers(encoded.tokens), wanted, encoded.pooled)

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each sample, its tiles in another order, and how the network puts them together."""
        samples = batch.samples
        generator = torch.Generator().manual_seed(_PREVIEW_SEED)
        kinds = torch.randint(len(self.permutations), (len(samples),), generator=generator)
        shuffled = self._shuffled(samples, kinds.to(samples.device), generator)
        if not trained:
            return pictures.rows(("Your picture", "Its tiles, moved"), (samples, shuffled))
        answers = self._answers(self.encoder(shuffled).tokens).argmax(1)
        back = self.permutations[answers].argsort(1)  # where the tile of each place lies now
        together = rearranged(shuffled, back, self.tiles)
        rows = pictures.cells(("Your picture", "Its tiles, moved", ""), (samples, shuffled, together))
        right = answers.cpu() == kinds
        return RowsPreview(
            rows=tuple(
                (*row[:2], PicturePreview(pixels=row[2].pixels, caption=_VERDICTS[is_right]))
                for row, is_right in zip(rows, right.tolist(), strict=True)
            )
        )

    def _shuffled(self, samples: Tensor, kinds: Tensor, generator: Generator | None) -> Tensor:
        """Samples whose tiles lie in the order of that number, cut with a gap; gaps are the set's mean."""
        side = samples.shape[2] // self.tiles
        gap = max(1, round(_GAP * side))
        shape = (len(samples), self.tiles**2, 2)
        drawn_on = samples.device if generator is None else generator.device
        offsets = torch.randint(gap + 1, shape, generator=generator, device=drawn_on).to(samples.device)
        ground = scale.statistics(self.encoder)[0].expand_as(samples)
        return rearranged(samples, self.permutations[kinds], self.tiles, offsets, gap, ground)

    def _answers(self, tokens: Tensor) -> Tensor:
        """Tokens (B, N, D) of a square map -> (B, K): its regions by one layer, then side by side."""
        side = math.isqrt(tokens.shape[1])
        token_map = tokens.transpose(1, 2).reshape(len(tokens), -1, side, side)  # (B, D, S, S)
        regions = F.adaptive_avg_pool2d(token_map, self.tiles).flatten(2).transpose(1, 2)  # (B, T * T, D)
        answers: Tensor = self.head(self.part_of_head(regions).flatten(1))
        return answers


_VERDICTS = {True: "As it puts them: right", False: "As it puts them: wrong"}


def rearranged(
    samples: Tensor,
    orders: Tensor,
    tiles: int,
    offsets: Tensor | None = None,
    gap: int = 0,
    ground: Tensor | None = None,
) -> Tensor:
    """Samples (B, C, S, S) with the tile of place orders[b, p] at place p; orders (B, T * T) int64.

    Places are counted row by row. A tile is `gap` pixels smaller than its place on each axis; it is cut
    `offsets` (B, T * T, 2), each 0 to gap, from its upper left corner, and laid in the middle of the place.
    What no tile covers is from `ground`, like `samples`; without one it stays as it was.
    """
    num, _, size, _ = samples.shape
    device, side = samples.device, size // tiles - gap
    start = torch.arange(tiles, device=device) * size // tiles  # (T,)
    corner = torch.stack([start[orders // tiles], start[orders % tiles]], 2)  # (B, T * T, 2)
    if offsets is not None:
        corner = corner + offsets
    reach = torch.arange(side, device=device)
    rows, columns = (corner[:, :, axis, None] + reach for axis in (0, 1))  # (B, T * T, side)
    sample = torch.arange(num, device=device).view(-1, 1, 1, 1)
    cut = samples[sample, :, rows.unsqueeze(3), columns.unsqueeze(2)]  # (B, T * T, side, side, C)
    out = (samples if ground is None else ground).clone(memory_format=torch.contiguous_format)
    for place in range(tiles**2):
        top, left = (place // tiles * size // tiles + gap // 2, place % tiles * size // tiles + gap // 2)
        out[:, :, top : top + side, left : left + side] = cut[:, place].permute(0, 3, 1, 2)
    return out


@functools.lru_cache(maxsize=8)
def most_different(places: int, wanted: int) -> NDArray[np.int64]:
    """Permutations of `places` things that differ in as many places as possible: (K, places).

    Greedy, as algorithm 1 of Noroozi & Favaro: next comes the permutation whose nearest chosen one is
    farthest (Hamming), of those the one farthest from all together, of those the first in the dictionary.
    The first chosen is the order itself. K is `wanted`, or all there are.
    """
    listed = itertools.chain.from_iterable(itertools.permutations(range(places)))
    candidates = np.fromiter(listed, np.int8).reshape(-1, places).T.copy()  # (places, all)
    number = candidates.shape[1]
    nearest = np.full(number, places, np.int32)
    together = np.zeros(number, np.int32)
    chosen = [0]
    while len(chosen) < min(wanted, number):
        differing = (candidates != candidates[:, chosen[-1:]]).sum(0, np.int8)
        np.minimum(nearest, differing, out=nearest)
        together += differing
        chosen.append(int((nearest * (places * wanted) + together).argmax()))
    return candidates[:, chosen].T.astype(np.int64)
