"""From text to tokens and back: a tokenizer, its special tokens, and a memory of what it has cut already."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Self

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
from torch import Tensor

Ids = NDArray[np.int32]
_MOST_REMEMBERED = 50_000_000
"""Tokens: 200 MB."""
_NAMES = ("[PAD]", "[BOS]", "[EOS]", "[MASK]", "[UNK]", "[ASK]", "[ANSWER]")
FEWEST = 256 + len(_NAMES)
"""Every byte is a token, so that no text is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Special:
    """The numbers of the tokens that are no text; -1 where a vocabulary from elsewhere has none."""

    pad: int = 0
    bos: int = 1
    """Stands before every text (BERT: [CLS])."""
    eos: int = 2
    """Stands behind every text, and between two (BERT: [SEP])."""
    mask: int = 3
    unknown: int = 4
    ask: int = 5
    """Stands before what a person asks, and `answer` before what is answered."""
    answer: int = 6


class Vocabulary:
    """Texts to token numbers and back. Immutable but for its memory; copies share one. Thread-safe."""

    def __init__(self, tokenizer: Tokenizer, special: Special | None = None) -> None:
        self.tokenizer = tokenizer
        self.special = special or Special()
        self._memory: dict[bytes, Ids] = {}
        self._remembered = 0
        self._lock = threading.Lock()
        self._begins: Tensor | None = None
        self._num_bytes: NDArray[np.int64] | None = None

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __len__(self) -> int:
        return int(self.tokenizer.get_vocab_size())

    @classmethod
    def learn(cls, texts: Iterable[str], size: int, *, keeps_case: bool) -> Self:
        """Byte-level byte-pair encoding of these texts with at most `size` tokens (Sennrich et al. 2016).

        Languages without spaces work too: merges then run over their letters.
        """
        tokenizer = _byte_level(keeps_case=keeps_case)
        trainer = trainers.BpeTrainer(
            vocab_size=max(size, FEWEST),
            min_frequency=2,
            special_tokens=list(_NAMES),
            initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
            show_progress=False,
        )
        tokenizer.train_from_iterator(texts, trainer=trainer)
        return cls(tokenizer)

    @classmethod
    def of_bytes(cls, *, keeps_case: bool = True) -> Self:
        """Every byte a token: before any text was seen."""
        return cls.learn((), FEWEST, keeps_case=keeps_case)

    def cut(self, contents: Sequence[bytes]) -> list[Ids]:
        """The tokens of each text in UTF-8, without special ones: (n,) int32 each. Cut once, then remembered.

        Bytes that are no UTF-8, such as half a letter at an end, are left out.
        """
        new = [content for content in dict.fromkeys(contents) if content not in self._memory]
        if new:
            texts = [content.decode("utf-8", "ignore") for content in new]
            found = self.tokenizer.encode_batch_fast(texts, add_special_tokens=False)
            self._remember(new, [np.array(one.ids, np.int32) for one in found])
        return [self._memory.get(content, _NOTHING) for content in contents]

    def text(self, ids: Sequence[int]) -> str:
        """The text that these tokens make, special ones left out."""
        special = set(asdict(self.special).values())
        return str(self.tokenizer.decode([i for i in ids if i not in special], skip_special_tokens=False))

    def pieces(self, ids: Sequence[int]) -> list[str]:
        """The tokens one by one, as text, each with the space before it; joined they are the text.

        A letter that is cut between two tokens is given to the last of them.
        """
        out: list[str] = []
        shown, waiting = "", list[int]()
        for number in ids:
            waiting.append(number)
            now = self.text(waiting)
            if now.endswith("\ufffd"):
                out.append("")
                continue
            piece = now
            if out or shown:
                # Decoders drop the first space of a text: what a token adds shows only behind another.
                piece = self.text([waiting[0], *waiting]).removeprefix(self.text([waiting[0]]))
            out.append(piece or now)
            shown, waiting = now, []
        return out

    def begins_word(self, device: torch.device) -> Tensor:
        """Of every token, whether it stands at the beginning of a word: (V,) bool."""
        if self._begins is None or self._begins.device != device:
            names = sorted(self.tokenizer.get_vocab().items(), key=lambda pair: pair[1])
            begins = torch.zeros(max(number for _, number in names) + 1, dtype=torch.bool)
            goes_on = any(name.startswith("##") for name, _ in names)
            for name, number in names:
                begins[number] = not name.startswith("##") if goes_on else name[:1] in ("Ġ", "▁")
            self._begins = begins.to(device)
        return self._begins

    def num_bytes(self) -> NDArray[np.int64]:
        """Of every token, how many bytes of text it stands for, 0 for those that are no text: (V,).

        Exact for byte-level vocabularies; others lose some spaces, which are counted before each word.
        """
        if self._num_bytes is None:
            names = self.tokenizer.get_vocab()
            of_bytes = names.keys() >= set(pre_tokenizers.ByteLevel.alphabet())
            goes_on = any(name.startswith("##") for name in names)
            special = set(asdict(self.special).values())
            lengths = np.zeros(max(names.values()) + 1, np.int64)
            for name, number in names.items():
                if number not in special:
                    lengths[number] = len(name) if of_bytes else _length(name, goes_on=goes_on)
            self._num_bytes = lengths
        return self._num_bytes

    def to_tensor(self) -> Tensor:
        """Everything, as bytes: (n,) uint8."""
        data = {"tokenizer": self.tokenizer.to_str(), "special": asdict(self.special)}
        content = json.dumps(data, ensure_ascii=False).encode()
        return torch.frombuffer(bytearray(content), dtype=torch.uint8)

    @classmethod
    def from_tensor(cls, content: Tensor) -> Self:
        """What `to_tensor` gave. Raises ValueError when it is damaged."""
        data = json.loads(content.cpu().numpy().tobytes())
        return cls(Tokenizer.from_str(data["tokenizer"]), Special(**data["special"]))

    def _remember(self, contents: Sequence[bytes], ids: Sequence[Ids]) -> None:
        with self._lock:
            self._remembered += sum(len(one) + 16 for one in ids)
            if self._remembered > _MOST_REMEMBERED:
                self._memory = {}
                self._remembered = sum(len(one) + 16 for one in ids)
            self._memory.update(zip(contents, ids, strict=True))


_NOTHING: Ids = np.zeros(0, np.int32)


def _length(name: str, *, goes_on: bool) -> int:
    """Bytes that a token of that name stands for, where names are letters; `goes_on`: as in WordPiece."""
    if name.startswith("<0x") and name.endswith(">"):
        return 1
    space = goes_on and not name.startswith("##")
    return len(name.removeprefix("##").replace("▁", " ").encode()) + space


def _byte_level(*, keeps_case: bool) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    normal: list[normalizers.Normalizer] = [normalizers.NFC()]
    if not keeps_case:
        normal.append(normalizers.Lowercase())
    tokenizer.normalizer = normalizers.Sequence(normal)
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer
