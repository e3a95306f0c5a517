"""The same network of transformers, trained as its own examples show it: a collator, a loader, a loop.

Masked and causal language modelling as in transformers' guides: texts are cut into tokens beforehand,
`DataCollatorForLanguageModeling` pads each batch to its longest and hides words, the model gives the loss,
AdamW (fused) makes the step. Its own Trainer does the same, with accelerate, which is not installed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import torch
from torch.utils.data import DataLoader

from workbench.engine.encoders.text import TextEncoder
from workbench.engine.encoders.text.library import transformers
from workbench.engine.encoders.text.vocabulary import Ids

_HIDDEN_SHARE = 0.25
"""What the program hides too."""
Row = dict[str, list[int]]


class PlainLoop:
    """A model of an encoder's configuration and vocabulary, learning from the same texts."""

    def __init__(
        self, encoder: TextEncoder, texts: Sequence[Ids], device: torch.device, precision: torch.dtype
    ) -> None:
        library = transformers()
        auto = library.AutoModelForCausalLM if encoder.is_causal else library.AutoModelForMaskedLM
        self._model: Any = auto.from_config(encoder.config).to(device).train()
        self._rows = [_row(encoder, ids) for ids in texts]
        self._collate = library.DataCollatorForLanguageModeling(
            tokenizer=library.PreTrainedTokenizerFast(
                tokenizer_object=encoder.vocabulary.framing(has_end=True), **encoder.vocabulary.names()
            ),
            mlm=not encoder.is_causal,
            mlm_probability=None if encoder.is_causal else _HIDDEN_SHARE,
        )
        self._optimizer = torch.optim.AdamW(self._model.parameters(), lr=1e-3, fused=True)
        self._device, self._precision = device, precision

    def run(self, batches: Sequence[list[int]]) -> int:
        """Learn from these batches of text numbers; how many real tokens they had."""
        tokens = torch.zeros((), dtype=torch.int64, device=self._device)
        for batch in self._loader(batches):
            inputs = {name: value.to(self._device) for name, value in batch.items()}
            with torch.autocast(self._device.type, self._precision, enabled=self._precision != torch.float32):
                loss = self._model(**inputs).loss
            loss.backward()
            self._optimizer.step()
            self._optimizer.zero_grad()
            tokens += inputs["attention_mask"].sum()
        return int(tokens)

    def _loader(self, batches: Sequence[list[int]]) -> Iterator[dict[str, torch.Tensor]]:
        rows: Any = self._rows
        return iter(DataLoader(rows, batch_sampler=batches, collate_fn=self._collate))


def _row(encoder: TextEncoder, ids: Ids) -> Row:
    """A text's tokens between "bos" and "eos", cut off at the context, as a tokenizer gives them."""
    special = encoder.vocabulary.special
    framed = [special.bos, *ids[: encoder.spec.size - 2].tolist(), special.eos]
    return {
        "input_ids": framed,
        "attention_mask": [1] * len(framed),
        "special_tokens_mask": [1, *[0] * (len(framed) - 2), 1],
    }
