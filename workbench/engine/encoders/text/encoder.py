"""An encoder of texts: a transformer of Hugging Face, and the vocabulary that it reads by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
import torch.nn.functional as F
from torch import Generator, Tensor

from workbench.engine.contracts import Encoded
from workbench.engine.encoders import Encoder, EncoderSpec, ReadSamples
from workbench.engine.encoders.text.library import transformers
from workbench.engine.encoders.text.vocabulary import FEWEST, Ids, Vocabulary
from workbench.engine.encoders.text.windows import by_length, joined, rounded

_VOCABULARY_BYTES = 30_000_000
"""A vocabulary is learnt from so much text: more changes little and takes minutes."""
_MOST_SAMPLES = 1_000_000
_MOST_WINDOWS = 16


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

    native = "huggingface"

    def __init__(self, spec: EncoderSpec, config: Any, *, is_causal: bool) -> None:
        super().__init__(spec, int(config.hidden_size))
        self.is_causal = is_causal
        self.config = config
        self.network: Any
        self.take_network(transformers().AutoModel.from_config(config))
        self.vocabulary = Vocabulary.of_bytes()

    def take_network(self, network: Any) -> None:
        """Use this model of transformers."""
        if getattr(network, "pooler", None) is not None:
            network.pooler.requires_grad_(False)  # takes no part here, but belongs to the format
        self.network = network

    @property
    def embedding(self) -> Tensor:
        """The table of token embeddings, (V, D)."""
        weight: Tensor = self.network.get_input_embeddings().weight
        return weight

    def learn_input(self, read: ReadSamples) -> None:
        self.vocabulary = Vocabulary.learn(_texts(read), self.spec.vocabulary or FEWEST)

    def take_input(self, other: Self) -> None:
        self.vocabulary = other.vocabulary

    def example(self, number: int = 1) -> Tensor:
        return torch.full((number, self.spec.size - 3), ord("a"), dtype=torch.uint8)

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
        length = min(self.spec.size, rounded(longest, device))
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
        if self.is_causal:  # what is real does not see the padding behind it
            hidden: Tensor = self.network(inputs_embeds=embedded, use_cache=False).last_hidden_state
        else:
            hidden = self.network(inputs_embeds=embedded, attention_mask=mask.long()).last_hidden_state
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
        return joined(
            self.pooled(hidden, tokens), hidden, tokens.mask, tokens.inside.sum(1).clamp_min(1),
            torch.tensor(owners, device=hidden.device),
        )  # fmt: skip

    def save_native(self, folder: Path) -> None:
        """Write config.json, model.safetensors and tokenizer.json as Hugging Face's libraries read them."""
        tokenizer = transformers().PreTrainedTokenizerFast(
            tokenizer_object=self.vocabulary.framing(has_end=not self.is_causal),
            model_max_length=self.spec.size,
            **self.vocabulary.names(),
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
