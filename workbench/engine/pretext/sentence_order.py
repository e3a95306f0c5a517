"""The sentences of a text are shuffled; the network puts them back into their order.

Logeswaran, Lee & Radev 2018, "Sentence Ordering and Coherence Modeling using Recurrent Neural Networks",
and Prabhumoye, Salakhutdinov & Black 2020, "Topological Sort for Sentence Ordering", ask it of a model of
their own; Lewis et al. 2020 (BART, section 2.2) as pretraining. All sentences are read at once, so that
each is seen beside the others, and each gets one score: the mean of its tokens' states through a small
network. The scores are those of ListMLE (Xia et al. 2008; Kumar et al. 2020, "Deep Attentive Ranking
Networks for Learning to Order Sentences"). With "pair" they are two stretches, as in Lan et al. 2020,
"ALBERT" (sentence-order prediction); the loss is then the cross-entropy of right and swapped.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from workbench.engine.contracts import Batch, Mark, PretextOutput, RowsPreview, Span, TextPreview
from workbench.engine.encoders import Encoder
from workbench.engine.encoders.text import TextEncoder, Tokens
from workbench.engine.encoders.text.vocabulary import Ids
from workbench.engine.parts import ordering, passages, question, words
from workbench.engine.parts.drawing import numpy_generator
from workbench.engine.pretext import PretextTask, Remedy, pretext_tasks
from workbench.engine.settings import setting

ORDER, PAIR = "order", "pair"
_PREVIEW_SEED = 20180427
_SHOWN = 96
"""Tokens of each text that a preview shows at most."""
_MOSTLY = 0.5
_STROKE = " / "
_WHOLE = "Your text"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceOrderSettings:
    """What can be set about the order of sentences."""

    ask: str = setting(
        ORDER,
        label="Question",
        help="The order of several sentences, or which of two stretches of a text comes first (pair).",
        choices=(ORDER, PAIR),
    )
    sentences: int = setting(
        4,
        label="Sentences",
        help="How many sentences of a text are shuffled at most; a text with fewer gives those it has.",
        low=3,
        high=6,
    )
    hidden_width: int = setting(
        128,
        label="Answering head, hidden width",
        help="Width of the small network that gives the answer and is thrown away after pretraining.",
        low=16,
        high=4096,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shuffled:
    """Passages of texts in another order, as a network reads them.

    tokens: with "eos" behind each passage; owners: (B, T) int64, which passage each token is of, counted as
    they stand, -1 for special ones; places: (B, P) int64, where each belongs; real: (B, P) bool.
    """

    tokens: Tokens
    owners: Tensor
    places: Tensor
    real: Tensor


@pretext_tasks.register("sentence_order")
class SentenceOrder(PretextTask):
    """An encoder that reads both ways, and a head that gives each sentence a score."""

    name = "sentence_order"
    title = "Put shuffled sentences in order"
    summary = (
        "The sentences of a text are shuffled, or the phrases where it has only one sentence;"
        " the network puts them back into their order."
    )
    family = "order"
    modalities = ("text",)
    views_per_sample = 0
    can_collapse = False
    accumulates = True
    smallest_batch = 1
    base_rate = 2e-3
    preferred_encoders = ("text_base", "text_small", "text_mini")
    measures = (question.SKILL,)
    Settings = SentenceOrderSettings
    encoder: TextEncoder

    def __init__(self, encoder: TextEncoder, settings: SentenceOrderSettings) -> None:
        super().__init__(encoder, settings)
        self.head = nn.Sequential(
            nn.Linear(encoder.width, settings.hidden_width),
            nn.GELU(),
            nn.Linear(settings.hidden_width, 1, bias=False),
        )

    @classmethod
    def refusal(cls, encoder: Encoder, settings: SentenceOrderSettings) -> str:
        """Every sentence must be seen beside those that stand behind it."""
        if not isinstance(encoder, TextEncoder) or encoder.is_causal:
            return "To order sentences a network must read texts both ways, and this one does not."
        if encoder.vocabulary.special.eos < 0:
            return "The vocabulary of this network has no token for the end of a sentence."
        return ""

    @classmethod
    def caution(cls, samples: Tensor) -> str:
        """Texts of a single sentence have little to put in order."""
        found = passages.sentences_of(samples)
        single = sum(len(text) < 2 for text in found)
        if single <= _MOSTLY * len(found):
            return ""
        return (
            f"{round(100 * single / len(found))} of 100 of these texts hold a single sentence. It is cut into"
            " phrases, whose order says less about what a text means than the order of sentences does."
        )

    @classmethod
    def remedy(cls, settings: SentenceOrderSettings) -> Remedy:
        """Fewer orders to tell apart, and smaller steps."""
        return Remedy(
            settings=SentenceOrderSettings(ask=settings.ask, sentences=3, hidden_width=settings.hidden_width),
            sentence="It goes on with three sentences and a quarter of the learning rate.",
            rate_factor=0.25,
        )

    def forward(self, batch: Batch) -> PretextOutput:
        """The mean loss of the true orders, each as a share of what guessing costs."""
        room = self.encoder.spec.size - 2
        asked = self._asked(batch.samples, room, numpy_generator(batch.generator))
        hidden, scores = self._scores(asked)
        with torch.autocast(scores.device.type, enabled=False):
            loss = ordering.list_loss(scores, asked.places, asked.real).mean()
        shares = ordering.pair_shares(scores, asked.places, asked.real)
        told = shares[shares.isfinite()]
        accuracy = told.mean() if len(told) else torch.full_like(loss.detach(), 0.5)
        return PretextOutput(
            loss=loss,
            embeddings=self.encoder.pooled(hidden.detach(), asked.tokens),
            metrics={
                "accuracy": accuracy,
                "chance": torch.full_like(accuracy, 0.5),
                "skill": 2 * accuracy - 1,
            },
        )

    def preview(self, batch: Batch, *, trained: bool = False) -> RowsPreview:
        """Each text, its passages in another order, and the order that the network gives them."""
        room = min(_SHOWN, self.encoder.spec.size - 2)
        asked = self._asked(batch.samples, room, np.random.default_rng(_PREVIEW_SEED), moved=True)
        scores = self._scores(asked)[1] if trained else None
        return RowsPreview(
            rows=tuple(
                self._row(asked, number, None if scores is None else scores[number])
                for number in range(len(batch.samples))
            )
        )

    def _asked(
        self, samples: Tensor, room: int, draw: np.random.Generator, *, moved: bool = False
    ) -> Shuffled:
        """Passages of each text (B, L) uint8, so many tokens at most, shuffled."""
        if self.settings.ask == PAIR:
            texts = passages.halves(self.encoder, samples, room, draw)
        else:
            texts = passages.neighbours(self.encoder, samples, self.settings.sentences, room, draw)
        return shuffled(self.encoder, texts, samples.device, draw, moved=moved)

    def _scores(self, asked: Shuffled) -> tuple[Tensor, Tensor]:
        """The states of all tokens (B, T, D), and how early each passage seems to stand: (B, P)."""
        hidden = self.encoder.run(asked.tokens.ids, asked.tokens.mask)
        number = torch.arange(asked.places.shape[1], device=hidden.device)
        of_passage = (asked.owners[:, None, :] == number[:, None]).to(hidden.dtype)  # (B, P, T)
        means = of_passage @ hidden / of_passage.sum(2, keepdim=True).clamp_min(1)  # (B, P, D)
        return hidden, self.head(means)[:, :, 0].float()

    def _row(self, asked: Shuffled, number: int, scores: Tensor | None) -> tuple[TextPreview, ...]:
        real = int(asked.real[number].sum())
        places = asked.places[number, :real].tolist()
        parts = [asked.tokens.ids[number][asked.owners[number] == one].tolist() for one in range(real)]
        true = [parts[places.index(place)] for place in range(real)]
        moved = [places[at] != at for at in range(real)]
        cells = [
            self._cell(true, [""] * real, _WHOLE),
            self._cell(parts, ["moved" if is_moved else "" for is_moved in moved], "Shuffled"),
        ]
        if scores is not None:
            given = scores[:real].argsort(descending=True, stable=True).tolist()
            right = [places[one] == at for at, one in enumerate(given)]
            cells.append(
                self._cell(
                    [parts[one] for one in given],
                    ["right" if is_right else "wrong" for is_right in right],
                    f"As it orders them: {sum(right)} of {real} in place",
                )
            )
        return tuple(cells)

    def _cell(self, parts: list[list[int]], marks: list[Mark], caption: str) -> TextPreview:
        """Passages one after the other, each with its mark, with a stroke between two unless it is whole."""
        spans: list[Span] = []
        for part, mark in zip(parts, marks, strict=True):
            shown = words.preview_of(self.encoder, part, [mark] * len(part), caption).spans
            bare = dataclasses.replace(shown[0], text=shown[0].text.lstrip())
            gap = (Span(text=" " if caption == _WHOLE else _STROKE),) if spans else ()
            spans += [*gap, bare, *shown[1:]]
        return TextPreview(spans=tuple(spans) or (Span(text=""),), caption=caption)


def shuffled(
    encoder: TextEncoder,
    texts: list[list[Ids]],
    device: torch.device,
    draw: np.random.Generator,
    *,
    moved: bool = False,
) -> Shuffled:
    """Passages of texts in a random order, every order as likely; with `moved` every one but their own."""
    most = max(1, *(len(text) for text in texts))
    orders = [_order(len(text), draw, moved=moved) for text in texts]
    eos = np.array([encoder.vocabulary.special.eos], np.int32)
    rows, behind = [], []
    for text, order in zip(texts, orders, strict=True):
        row = [part for one in order for part in (text[one], eos)]
        rows.append(np.concatenate(row[:-1]) if row else np.zeros(0, np.int32))
        behind.append(np.cumsum([len(text[one]) + 1 for one in order]))
    tokens = encoder.pack(rows, device)
    owners = np.full(tokens.ids.shape, -1, np.int64)
    places = np.zeros((len(texts), most), np.int64)
    real = np.zeros((len(texts), most), np.bool_)
    for number, order in enumerate(orders):
        places[number, : len(order)] = order
        real[number, : len(order)] = True
        start = 1
        for one, end in enumerate(behind[number]):
            owners[number, start:end] = one
            start = end + 1
    return Shuffled(
        tokens=tokens,
        owners=torch.from_numpy(owners).to(device),
        places=torch.from_numpy(places).to(device),
        real=torch.from_numpy(real).to(device),
    )


def _order(number: int, draw: np.random.Generator, *, moved: bool) -> NDArray[np.int64]:
    order = draw.permutation(number)
    while moved and number > 1 and (order == np.arange(number)).all():
        order = draw.permutation(number)
    return order
