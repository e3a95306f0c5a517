"""Transformers of Hugging Face that read texts: both ways (ModernBERT) or from left to right (Llama).

What they learn can be opened anywhere: `save_native` writes their own format. Warner et al. 2024, "Smarter,
Better, Faster, Longer: A Modern Bidirectional Encoder"; Touvron et al. 2023, "LLaMA".
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
import torch.nn.functional as F
import transformers
from torch import Generator, Tensor

from workbench.engine.contracts import Encoded
from workbench.engine.encoders import Encoder, EncoderSpec, ReadSamples, encoders
from workbench.engine.encoders.text.vocabulary import FEWEST, Ids, Vocabulary

_VOCABULARY_BYTES = 30_000_000
"""A vocabulary is learnt from so much text: more changes little and takes minutes."""
_MOST_SAMPLES = 1_000_000
_MOST_WINDOWS = 16
_ROUND = 8
_FEWEST_TOGETHER = 8
_MOST_GROUPS = 8
_WORTH_IT = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """A batch of texts as a network sees them.

    ids: (B, T) int64, each text between the special tokens "bos" and "eos", with "pad" behind;
    mask: (B, T) bool, True where there is no "pad"; inside: (B, T) bool, True for the text's own tokens;
    begins: (B, T) bool, True where a token of the text begins a word.
    """

    ids: Tensor
    mask: Tensor
    inside: Tensor
    begins: Tensor


class TextEncoder(Encoder):
    """A transformer and its vocabulary. Texts longer than its context are read in windows."""

    is_causal: bool
    """Whether a token sees only those before it."""

    def __init__(self, spec: EncoderSpec, config: Any, *, is_causal: bool) -> None:
        super().__init__(spec, int(config.hidden_size))
        self.is_causal = is_causal
        self.config = config
        automatic: Any = transformers.AutoModel
        self.network: Any = automatic.from_config(config, attn_implementation="sdpa")
        self.vocabulary = Vocabulary.of_bytes(keeps_case=is_causal)

    @property
    def embedding(self) -> Tensor:
        """The table of token embeddings, (V, D)."""
        weight: Tensor = self.network.get_input_embeddings().weight
        return weight

    def learn_input(self, read: ReadSamples) -> None:
        self.vocabulary = Vocabulary.learn(
            _texts(read), self.spec.vocabulary or FEWEST, keeps_case=self.is_causal
        )

    def take_input(self, other: Self) -> None:
        self.vocabulary = other.vocabulary

    def example(self, number: int = 1) -> Tensor:
        return torch.full((number, min(64, self.spec.size)), ord("a"), dtype=torch.uint8)

    def get_extra_state(self) -> Tensor:
        """The vocabulary: it belongs to the weights."""
        return self.vocabulary.to_tensor()

    def set_extra_state(self, state: Tensor) -> None:
        self.vocabulary = Vocabulary.from_tensor(state)

    def cut(self, samples: Tensor) -> list[Ids]:
        """The tokens of each text, all of them, without special ones: samples (B, L) uint8."""
        rows = samples.cpu().numpy()
        return self.vocabulary.cut([row.tobytes().rstrip(b"\0") for row in rows])

    def tokens(self, samples: Tensor, generator: Generator | None = None) -> Tokens:
        """Texts (B, L) uint8 -> tokens; of texts longer than the context a random stretch, or the first.

        The stretch is drawn from `generator`; without one it is the first.
        """
        room = self.spec.size - 2
        found = self.cut(samples)
        if generator is not None:
            shares = torch.rand(len(found), generator=generator, device=generator.device).tolist()
            starts = [
                int(share * max(0, len(ids) - room + 1)) for ids, share in zip(found, shares, strict=True)
            ]
            found = [ids[start : start + room] for ids, start in zip(found, starts, strict=True)]
        return self.pack([ids[:room] for ids in found], samples.device)

    def pack(self, texts: list[Ids], device: torch.device) -> Tokens:
        """Token numbers of texts, (n,) int32 each with n at most the context less two -> a batch."""
        special = self.vocabulary.special
        longest = max((len(ids) for ids in texts), default=0) + 2
        length = min(self.spec.size, -(-longest // _ROUND) * _ROUND)
        out = np.full((len(texts), length), special.pad, np.int64)
        ends = np.array([len(ids) + 1 for ids in texts], np.int64)
        out[:, 0] = special.bos
        for row, text in zip(out, texts, strict=True):
            row[1 : 1 + len(text)] = text
            row[1 + len(text)] = special.eos
        ids = torch.from_numpy(out).to(device)
        places = torch.arange(length, device=device)[None]
        end = torch.from_numpy(ends).to(device)[:, None]
        inside = (places > 0) & (places < end)
        return Tokens(
            ids=ids,
            mask=places <= end,
            inside=inside,
            begins=inside & (self.vocabulary.begins_word(device)[ids] | (places == 1)),
        )

    def run(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Token numbers (B, T) and which are real (B, T) bool -> what the network makes of each (B, T, D)."""
        return self.run_embedded(self.network.get_input_embeddings()(ids), mask)

    def run_embedded(self, embedded: Tensor, mask: Tensor) -> Tensor:
        """The same from embeddings (B, T, D), for who changes them; 0 where nothing is real.

        Texts of like length run together, so that short ones do not pay for the longest.
        """
        groups = by_length(mask)
        if len(groups) == 1:
            return self._run(embedded, mask)
        parts = []
        for group, length in groups:
            made = self._run(embedded[group, :length], mask[group, :length])
            parts.append(F.pad(made, (0, 0, 0, embedded.shape[1] - length)))
        return torch.cat(parts)[torch.cat([group for group, _ in groups]).argsort()]

    def _run(self, embedded: Tensor, mask: Tensor) -> Tensor:
        made = self.network(inputs_embeds=embedded, attention_mask=mask.long())
        hidden: Tensor = made.last_hidden_state
        return hidden * mask[:, :, None]

    def pooled(self, hidden: Tensor, tokens: Tokens) -> Tensor:
        """The mean over a text's own tokens, of an empty one over its special ones: (B, T, D) -> (B, D)."""
        empty = ~tokens.inside.any(1, keepdim=True)
        weights = (tokens.inside | (tokens.mask & empty)).to(hidden.dtype)[:, :, None]
        return (hidden * weights).sum(1) / weights.sum(1)

    def forward(self, samples: Tensor) -> Encoded:
        """(B, L) uint8 -> pooled (B, D), tokens (B, N, D), mask (B, N), over all windows of each text."""
        room = self.spec.size - 2
        pieces: list[Ids] = []
        owners: list[int] = []
        for number, ids in enumerate(self.cut(samples)):
            cuts = [ids[at : at + room] for at in range(0, max(1, len(ids)), room)][:_MOST_WINDOWS]
            pieces += cuts
            owners += [number] * len(cuts)
        tokens = self.pack(pieces, samples.device)
        hidden = self.run(tokens.ids, tokens.mask)
        if len(pieces) == len(samples):
            return Encoded(pooled=self.pooled(hidden, tokens), tokens=hidden, mask=tokens.mask)
        return _joined(self.pooled(hidden, tokens), hidden, tokens, owners, len(samples))

    def save_native(self, folder: Path) -> None:
        """Write config.json, model.safetensors and tokenizer.json as Hugging Face's libraries read them."""
        special = self.vocabulary.special
        names = {
            "pad_token": special.pad, "bos_token": special.bos, "eos_token": special.eos,
            "cls_token": special.bos, "sep_token": special.eos, "mask_token": special.mask,
            "unk_token": special.unknown,
        }  # fmt: skip
        fast: Any = transformers.PreTrainedTokenizerFast
        tokenizer = fast(
            tokenizer_object=self.vocabulary.tokenizer,
            model_max_length=self.spec.size,
            **{
                key: self.vocabulary.tokenizer.id_to_token(number)
                for key, number in names.items()
                if number >= 0
            },
        )
        self.network.save_pretrained(folder)
        tokenizer.save_pretrained(folder)


def _texts(read: ReadSamples) -> Iterator[str]:
    """Texts one by one, until there are enough bytes of them."""
    left = _VOCABULARY_BYTES
    for samples in read(_MOST_SAMPLES):
        for row in samples.cpu().numpy():
            content = row.tobytes().rstrip(b"\0")
            left -= len(content)
            yield content.decode("utf-8", "ignore")
            if left <= 0:
                return


def by_length(mask: Tensor) -> list[tuple[Tensor, int]]:
    """Rows of like length: which (n,) int64, and how many places they need, for a mask (B, T) filled from
    the left. One group where that saves less than a fifth, or where there are few rows.
    """
    number, longest = mask.shape
    everything = [(torch.arange(number, device=mask.device), longest)]
    if number < 2 * _FEWEST_TOGETHER:
        return everything
    lengths, order = mask.sum(1).sort()
    size = max(_FEWEST_TOGETHER, -(-number // _MOST_GROUPS))
    ends = lengths[size - 1 :: size].tolist() + lengths[-1:].tolist()  # in rising order: each group's longest
    needed = [min(longest, -(-max(1, int(end)) // _ROUND) * _ROUND) for end in ends]
    groups = list(zip(torch.split(order, size), needed, strict=False))
    total = sum(len(part) * need for part, need in groups)
    return groups if total < _WORTH_IT * number * longest else everything


def _joined(pooled: Tensor, hidden: Tensor, tokens: Tokens, owners: list[int], number: int) -> Encoded:
    """Windows (W, ...) back to their texts (B, ...), each window with the weight of its tokens."""
    owner = torch.tensor(owners, device=hidden.device)
    weight = tokens.inside.sum(1).clamp_min(1).to(pooled.dtype)[:, None]
    total = pooled.new_zeros(number, pooled.shape[1]).index_add_(0, owner, pooled * weight)
    weights = pooled.new_zeros(number, 1).index_add_(0, owner, weight)
    counts = torch.bincount(owner, minlength=number)
    place = torch.arange(len(owners), device=hidden.device) - (counts.cumsum(0) - counts)[owner]
    length = hidden.shape[1]
    shape = (number, int(counts.max()) * length)
    slots = place[:, None] * length + torch.arange(length, device=hidden.device)  # (W, T)
    out = hidden.new_zeros(*shape, hidden.shape[2]).index_put((owner[:, None], slots), hidden)
    mask = tokens.mask.new_zeros(shape).index_put((owner[:, None], slots), tokens.mask)
    return Encoded(pooled=total / weights, tokens=out, mask=mask)


def _both_ways(spec: EncoderSpec, *, width: int, depth: int) -> TextEncoder:
    config = transformers.ModernBertConfig(
        vocab_size=spec.vocabulary,
        hidden_size=width,
        num_hidden_layers=depth,
        num_attention_heads=max(1, width // 64),
        intermediate_size=2 * width,
        max_position_embeddings=spec.size,
        layer_types=["full_attention"] * depth,
        pad_token_id=0,
        bos_token_id=1,
        eos_token_id=2,
        cls_token_id=1,
        sep_token_id=2,
        attention_dropout=0.0,
    )
    return TextEncoder(spec, config, is_causal=False)


def _left_to_right(spec: EncoderSpec, *, width: int, depth: int) -> TextEncoder:
    config = transformers.LlamaConfig(
        vocab_size=spec.vocabulary,
        hidden_size=width,
        num_hidden_layers=depth,
        num_attention_heads=max(1, width // 64),
        intermediate_size=width * 8 // 3 // 32 * 32,
        max_position_embeddings=spec.size,
        tie_word_embeddings=True,
        use_cache=False,
        pad_token_id=0,
        bos_token_id=1,
        eos_token_id=2,
    )
    return TextEncoder(spec, config, is_causal=True)


def _elsewhere(spec: EncoderSpec) -> TextEncoder:
    """A network from a folder in Hugging Face's format, built as that folder's config.json says."""
    data = json.loads(spec.config)
    config = transformers.AutoConfig.for_model(**data)
    return TextEncoder(spec, config, is_causal=bool(data.get("is_decoder_only")))


SIZES = {"mini": (128, 4), "small": (256, 6), "base": (512, 8)}
"""Width and depth: mini for CPUs, the others for graphics cards."""
for _size, (_width, _depth) in SIZES.items():
    encoders.register(f"text_{_size}")(functools.partial(_both_ways, width=_width, depth=_depth))
    encoders.register(f"gpt_{_size}")(functools.partial(_left_to_right, width=_width, depth=_depth))
encoders.register("text_folder")(_elsewhere)

__all__ = ["SIZES", "TextEncoder", "Tokens", "Vocabulary"]
