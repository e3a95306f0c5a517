"""From text to tokens and back: a tokenizer, its special tokens, and a memory of what it has cut already."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Self

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from torch import Tensor

Ids = NDArray[np.int32]
_MOST_REMEMBERED = 300_000_000
"""Bytes."""
_BESIDE = 400
"""Bytes that one remembered text takes beside its letters and tokens."""
_NAMES = ("[PAD]", "[BOS]", "[EOS]", "[MASK]", "[UNK]", "[ASK]", "[ANSWER]")
_WORDS = ("Ġ", "▁")
"""How names of tokens with a space in front begin, in byte-level and in SentencePiece vocabularies."""
_WORDS_IN_BYTES = (*_WORDS, *map(chr, range(0xE3, 0xF5)))
"""A letter of a script without spaces, which in UTF-8 begins with these bytes, stands for a word."""
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
        tokenizer.no_truncation()
        tokenizer.no_padding()
        tokenizer.encode_special_tokens = True  # "[MASK]" in somebody's text is text
        self.tokenizer = tokenizer
        self.special = special or Special()
        self._memory = dict[bytes, Ids]()
        self.remembered = 0
        """Bytes of its memory."""
        self._lock = threading.Lock()
        self._begins: dict[torch.device, Tensor] = {}
        self._content: Tensor | None = None
        self._special = frozenset(asdict(self.special).values())
        self._num_bytes: NDArray[np.int64] | None = None

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __len__(self) -> int:
        return int(self.tokenizer.get_vocab_size())

    @classmethod
    def learn(cls, texts: Iterable[str], size: int) -> Self:
        """Byte-level byte-pair encoding of these texts with at most `size` tokens (Sennrich et al. 2016).

        Languages without spaces work too: merges then run over their letters.
        """
        tokenizer = _byte_level()
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
    def of_bytes(cls) -> Self:
        """Every byte a token: before any text was seen."""
        return cls.learn((), FEWEST)

    def cut(self, contents: Sequence[bytes]) -> list[Ids]:
        """The tokens of each text in UTF-8, without special ones: (n,) int32 each. Cut once, then remembered.

        Bytes that are no UTF-8, such as half a letter at an end, are left out.
        """
        known = {one: ids for one in contents if (ids := self._memory.get(one)) is not None}
        new = [content for content in dict.fromkeys(contents) if content not in known]
        if new:
            texts = [content.decode("utf-8", "ignore") for content in new]
            cut = self.tokenizer.encode_batch_fast(texts, add_special_tokens=False)
            fresh = {content: np.array(one.ids, np.int32) for content, one in zip(new, cut, strict=True)}
            self._remember(fresh)
            known |= fresh
        return [known[content] for content in contents]

    def text(self, ids: Sequence[int]) -> str:
        """The text that these tokens make, special ones left out."""
        kept = [int(i) for i in ids if i not in self._special]
        return str(self.tokenizer.decode(kept, skip_special_tokens=False))

    def pieces(self, ids: Sequence[int]) -> list[str]:
        """The tokens one by one, as text, each with the space before it; joined they are the text.

        A letter that is cut between two tokens is given to the last of them.
        """
        special = self._special
        stream = decoders.DecodeStream()
        out = ["" if i in special else stream.step(self.tokenizer, int(i)) or "" for i in ids]
        if out:  # a letter of which the end is missing
            out[-1] += self.text(ids)[sum(map(len, out)) :]
        return out

    def begins_word(self, device: torch.device) -> Tensor:
        """Of every token, whether it stands at the beginning of a word: (V,) bool."""
        found = self._begins.get(device)
        if found is None:
            names = self.tokenizer.get_vocab()
            goes_on = any(name.startswith("##") for name in names)
            first = _WORDS_IN_BYTES if self._is_of_bytes() else _WORDS
            begins = torch.zeros(max(names.values()) + 1, dtype=torch.bool)
            for name, number in names.items():
                begins[number] = not name.startswith("##") if goes_on else name[:1] in first
            found = self._begins[device] = begins.to(device)
        return found

    def num_bytes(self) -> NDArray[np.int64]:
        """Of every token, how many bytes of text it stands for, 0 for those that are no text: (V,).

        Exact for byte-level vocabularies; others lose some spaces, which are counted before each word.
        """
        if self._num_bytes is None:
            names = self.tokenizer.get_vocab()
            of_bytes = self._is_of_bytes()
            goes_on = any(name.startswith("##") for name in names)
            lengths = np.zeros(max(names.values()) + 1, np.int64)
            for name, number in names.items():
                if number not in self._special:
                    lengths[number] = len(name) if of_bytes else _length(name, goes_on=goes_on)
            self._num_bytes = lengths
        return self._num_bytes

    def to_tensor(self) -> Tensor:
        """Everything, as bytes: (n,) uint8."""
        if self._content is None:
            data = {"tokenizer": self.tokenizer.to_str(), "special": asdict(self.special)}
            content = json.dumps(data, ensure_ascii=False).encode()
            self._content = torch.frombuffer(bytearray(content), dtype=torch.uint8)
        return self._content.clone()

    def names(self) -> dict[str, str]:
        """The special tokens' names, as Hugging Face's tokenizers call them."""
        special = self.special
        numbers = {
            "pad_token": special.pad, "bos_token": special.bos, "eos_token": special.eos,
            "cls_token": special.bos, "sep_token": special.eos, "mask_token": special.mask,
            "unk_token": special.unknown,
        }  # fmt: skip
        kept = {key: number for key, number in numbers.items() if number >= 0}
        return {key: self.tokenizer.id_to_token(number) or "" for key, number in kept.items()}

    def framing(self, *, has_end: bool) -> Tokenizer:
        """A tokenizer that by itself puts "bos" before each text, and with `has_end` "eos" behind it."""
        tokenizer = Tokenizer.from_str(self.tokenizer.to_str())
        if tokenizer.post_processor is None:
            (bos, eos) = (self.tokenizer.id_to_token(i) for i in (self.special.bos, self.special.eos))
            end = f" {eos}" if has_end else ""
            tokenizer.post_processor = processors.TemplateProcessing(
                single=f"{bos} $A{end}",
                pair=f"{bos} $A {eos} $B{end}",
                special_tokens=[(bos, self.special.bos), (eos, self.special.eos)],
            )
        return tokenizer

    @classmethod
    def from_tensor(cls, content: Tensor) -> Self:
        """What `to_tensor` gave. Raises ValueError when it is damaged."""
        data = json.loads(content.cpu().numpy().tobytes())
        return cls(Tokenizer.from_str(data["tokenizer"]), Special(**data["special"]))

    def _is_of_bytes(self) -> bool:
        """Whether the names of tokens stand for bytes, as GPT-2 writes them."""
        return self.tokenizer.get_vocab().keys() >= set(pre_tokenizers.ByteLevel.alphabet())

    def _remember(self, found: Mapping[bytes, Ids]) -> None:
        """Add these, and forget the oldest where there are too many."""
        with self._lock:
            for content, ids in found.items():
                if content not in self._memory:
                    self._memory[content] = ids
                    self.remembered += _size(content, ids)
            while self.remembered > _MOST_REMEMBERED:
                oldest = next(iter(self._memory))
                self.remembered -= _size(oldest, self._memory.pop(oldest))


def _size(content: bytes, ids: Ids) -> int:
    return len(content) + ids.nbytes + _BESIDE


def _length(name: str, *, goes_on: bool) -> int:
    """Bytes that a token of that name stands for, where names are letters; `goes_on`: as in WordPiece."""
    if name.startswith("<0x") and name.endswith(">"):
        return 1
    space = goes_on and not name.startswith("##")
    return len(name.removeprefix("##").replace("▁", " ").encode()) + space


def _byte_level() -> Tokenizer:
    """Words with the space before them, as bytes. Of Chinese, which has no spaces, letter by letter."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Prepend(" ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"\p{Han}"), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer
