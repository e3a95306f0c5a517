"""Writing on: a network that has learnt to predict the next word continues a text, token by token.

Holtzman et al. 2020, "The Curious Case of Neural Text Degeneration" (drawing from the likeliest tokens that
hold a share `top_p` of the chance); Shannon 1951, "Prediction and Entropy of Printed English" (bits per
letter).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import torch
import torch.nn.functional as F
from torch import Generator, Tensor

from workbench.engine.encoders.text import TextEncoder, Vocabulary

_TOKENS_A_WORD = 8
_TOKENS_MORE = 16
_KEPT = 3 / 4
"""Share of the context that is read again where it slides on."""
_COSTED_WINDOWS = 8
_HALF_LETTER = "\ufffd"
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\s\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
"""What stands between spaces, or a letter of a script without them."""

Ended = Literal["", "end", "length"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How freely a text is continued, and how far."""

    words: int = 60
    temperature: float = 0.8
    """0: always the likeliest token; 1: as the network believes; above: bolder."""
    top_p: float = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """A continuation as far as it has come."""

    text: str
    """Without the beginning; with the space before its first word where there is one."""
    tokens: int
    probability: float
    """The mean chance that the network gave to the tokens it wrote, in [0, 1]; 0 of none."""
    ended: Ended = ""
    """"" while it goes on; "end": the text is over by itself; "length": it has as many words as asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a text costs a network: the bits it would need to be told it."""

    bits: float
    tokens: int
    letters: int
    num_bytes: int

    @property
    def bits_per_letter(self) -> float:
        """Of a letter."""
        return self.bits / max(1, self.letters)

    @property
    def bits_per_byte(self) -> float:
        """Of a byte in UTF-8."""
        return self.bits / max(1, self.num_bytes)

    @property
    def perplexity(self) -> float:
        """Among how many tokens it is undecided, as if all were equally likely."""
        return float(2 ** min(64.0, self.bits / max(1, self.tokens)))


def write_on(encoder: TextEncoder, beginning: str, manner: Manner, generator: Generator) -> Iterator[Grown]:
    """Continue a text: what has been written after each token, the last with `ended`.

    The encoder is causal, on any device, in evaluation mode. `generator` lives on the CPU: the same seed
    writes the same text. A beginning longer than the context keeps its end; an empty one works.
    """
    stem = beginning.rstrip(" ")  # a word's token holds the space before it
    ids = ids_of(encoder.vocabulary, stem)
    for grown in grow(encoder, [encoder.vocabulary.special.bos, *ids], manner, generator):
        yield _joined(grown, has_space=not stem or beginning[-1].isspace())


def grow(
    encoder: TextEncoder,
    context: Sequence[int],
    manner: Manner,
    generator: Generator,
    *,
    kept: int = 1,
) -> Iterator[Grown]:
    """What follows these tokens, special ones included; `kept`: so many of the first never slide out."""
    vocabulary = encoder.vocabulary
    reader = _Reader(encoder, kept)
    allowed = _allowed(vocabulary, encoder.embedding.shape[0])
    ids: list[int] = []
    total, text = 0.0, ""
    logits = reader.read(context)
    most = _TOKENS_A_WORD * manner.words + _TOKENS_MORE
    while len(ids) < most:
        chances = F.softmax(logits.masked_fill(~allowed, -math.inf), 0)
        if not ids:
            chances = _without(chances, vocabulary.special.eos)
        token = draw(chances, manner, generator)
        if token == vocabulary.special.eos:
            break
        ids.append(token)
        total += float(chances[token])
        text = text_after(vocabulary, context[-1], ids)
        whole = first_words(text, manner.words)
        if whole != text:
            yield Grown(text=whole, tokens=len(ids), probability=total / len(ids), ended="length")
            return
        yield Grown(text=text, tokens=len(ids), probability=total / len(ids))
        logits = reader.read([token])
    is_over = len(ids) < most
    yield Grown(
        text=text,
        tokens=len(ids),
        probability=total / max(1, len(ids)),
        ended="end" if is_over else "length",
    )


def draw(chances: Tensor, manner: Manner, generator: Generator) -> int:
    """One token by its chances (V,) float32 on the CPU: the likeliest at temperature 0, else by lot.

    Only the fewest likeliest that together hold `top_p` take part.
    """
    if manner.temperature <= 0:
        return int(chances.argmax())
    tempered = F.softmax(chances.log() / manner.temperature, 0)
    ordered, order = tempered.sort(descending=True, stable=True)
    taking_part = ordered.cumsum(0) - ordered < manner.top_p
    lot = torch.multinomial(ordered * taking_part, 1, generator=generator)
    return int(order[lot])


@torch.inference_mode()
def cost(encoder: TextEncoder, text: str) -> Cost | None:
    """The bits of a text, each of its tokens told by those before it; None of a text without tokens.

    Longer texts than the context are read in windows, at most eight.
    """
    ids = ids_of(encoder.vocabulary, text)
    room = encoder.spec.size - 1
    windows = [ids[at : at + room] for at in range(0, len(ids), room)][:_COSTED_WINDOWS]
    if not windows:
        return None
    read = [i for window in windows for i in window]
    bits = sum(_bits(encoder, window) for window in windows)
    whole = len(read) == len(ids)
    told = text if whole else encoder.vocabulary.text(read)
    return Cost(bits=bits, tokens=len(read), letters=len(told), num_bytes=len(told.encode()))


def ids_of(vocabulary: Vocabulary, text: str) -> list[int]:
    """A text's tokens, without special ones."""
    return [int(i) for i in vocabulary.cut([text.encode("utf-8", "ignore")])[0]] if text else []


def text_after(vocabulary: Vocabulary, before: int, ids: Sequence[int]) -> str:
    """The text of tokens that stand behind another one, without bytes that are no whole letter."""
    shown = vocabulary.text([before, *ids]).removeprefix(vocabulary.text([before]))
    return shown.replace(_HALF_LETTER, "")


def first_words(text: str, number: int) -> str:
    """The text, cut before the word after so many where there is one."""
    for count, found in enumerate(_WORD.finditer(text)):
        if count == number:
            return text[: found.start()].rstrip()
    return text


def num_words(text: str) -> int:
    """How many words it has; each letter of a script without spaces counts as one."""
    return sum(1 for _ in _WORD.finditer(text))


class _Reader:
    """Reads token after token, and remembers what it made of those before (keys and values)."""

    def __init__(self, encoder: TextEncoder, kept: int) -> None:
        self._encoder = encoder
        self._kept = kept
        self._ids: list[int] = []
        self._past: Any = None

    @torch.inference_mode()
    def read(self, ids: Sequence[int]) -> Tensor:
        """What may come next, given these and all before: logits (V,) float32 on the CPU."""
        size = self._encoder.spec.size
        self._ids += ids
        new = list(ids)
        if len(self._ids) > size:
            head = self._ids[: self._kept]
            self._ids = head + self._ids[self._kept :][-(int(size * _KEPT) - len(head)) :]
            new, self._past = self._ids, None
        device = self._encoder.embedding.device
        made = self._encoder.network(
            input_ids=torch.tensor([new], device=device), use_cache=True, past_key_values=self._past
        )
        self._past = made.past_key_values
        hidden: Tensor = made.last_hidden_state[0, -1]
        return (hidden.float() @ self._encoder.embedding.float().T).cpu()


def _bits(encoder: TextEncoder, window: Sequence[int]) -> float:
    """The bits of the tokens of one window, the first told by "bos" alone."""
    device = encoder.embedding.device
    ids = torch.tensor([[encoder.vocabulary.special.bos, *window]], device=device)
    hidden = encoder.run(ids[:, :-1], torch.ones_like(ids[:, :-1], dtype=torch.bool))
    logits = hidden[0].float() @ encoder.embedding.float().T  # (T, V)
    return float(F.cross_entropy(logits, ids[0, 1:], reduction="sum")) / math.log(2)


def _allowed(vocabulary: Vocabulary, rows: int) -> Tensor:
    """Which rows of the output table may be written: (V,) bool; all text, and the end."""
    allowed = torch.arange(rows) < len(vocabulary)
    for number in asdict(vocabulary.special).values():
        if 0 <= number < rows and number != vocabulary.special.eos:
            allowed[number] = False
    return allowed


def _without(chances: Tensor, token: int) -> Tensor:
    """The chances when this token is not among them."""
    if token < 0:
        return chances
    left = chances.clone()
    left[token] = 0
    return left / left.sum().clamp_min(1e-12)


def _joined(grown: Grown, *, has_space: bool) -> Grown:
    """Without the first space where the beginning has one already, or is empty."""
    if not has_space or not grown.text.startswith(" "):
        return grown
    return Grown(text=grown.text[1:], tokens=grown.tokens, probability=grown.probability, ended=grown.ended)


__all__ = ["Cost", "Ended", "Grown", "Manner", "cost", "draw", "grow", "write_on"]
