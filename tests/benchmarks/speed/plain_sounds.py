"""wav2vec 2.0 of transformers, trained as its own pretraining example does: a collator, a loader, a loop.

As in examples/pytorch/speech-pretraining: sounds are brought to mean 0 and variance 1 beforehand, a collator
pads them and draws hidden stretches and negatives with transformers' own functions, the model gives the loss,
which is divided by the number of hidden steps, AdamW (fused) makes the step.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import DataLoader
from transformers.models.wav2vec2 import modeling_wav2vec2

from workbench.engine.encoders.text.library import transformers
from workbench.engine.pretext.wav2vec import Wav2Vec


class PlainSoundLoop:
    """A model of a task's configuration, learning from the same sounds."""

    def __init__(self, task: Wav2Vec, rows: NDArray[np.int16], device: torch.device) -> None:
        library = transformers()
        config = library.Wav2Vec2Config(**task.encoder.config.to_dict())
        config.num_codevectors_per_group = task.settings.num_codes
        config.codevector_dim = config.proj_codevector_dim = task.answer.out_features
        config.diversity_loss_weight = task.settings.diversity
        config.num_negatives = task.settings.num_others
        self._config = config
        self._model: Any = library.Wav2Vec2ForPreTraining(config).to(device).train()
        self._extractor = library.Wav2Vec2FeatureExtractor(return_attention_mask=True)
        self._rows = [self._prepared(row) for row in rows]
        self._share = -np.log1p(-task.settings.hidden_share)
        self._stretch = round(task.settings.stretch_ms / 1000 / task.encoder.token_seconds)
        self._optimizer = torch.optim.AdamW(self._model.parameters(), lr=1e-3, fused=True)
        self._device = device

    def run(self, batches: Sequence[list[int]]) -> None:
        """Learn from these batches of sounds' numbers."""
        rows: Any = self._rows
        for batch in DataLoader(rows, batch_sampler=batches, collate_fn=self._collate):
            inputs = {name: value.to(self._device) for name, value in batch.items()}
            loss = self._model(**inputs).loss / inputs["mask_time_indices"].sum()
            loss.backward()
            self._optimizer.step()
            self._optimizer.zero_grad()

    def _prepared(self, row: NDArray[np.int16]) -> dict[str, Any]:
        sound = row[: int(np.flatnonzero(row)[-1]) + 1].astype(np.float32) / 32768
        return {"input_values": self._extractor(sound, sampling_rate=16_000).input_values[0]}

    def _collate(self, sounds: list[dict[str, Any]]) -> dict[str, Tensor]:
        batch = self._extractor.pad(sounds, return_tensors="pt")
        number, length = batch["input_values"].shape
        steps = int(self._model._get_feat_extract_output_lengths(length))
        inside = self._model._get_feature_vector_attention_mask(steps, batch["attention_mask"])
        hidden = modeling_wav2vec2._compute_mask_indices(
            (number, steps), self._share, self._stretch, attention_mask=inside.long(), min_masks=2
        )
        negatives = modeling_wav2vec2._sample_negative_indices(
            (number, steps), self._config.num_negatives, mask_time_indices=hidden
        )
        return {
            "input_values": batch["input_values"],
            "attention_mask": batch["attention_mask"],
            "mask_time_indices": torch.from_numpy(hidden),
            "sampled_negative_indices": torch.from_numpy(negatives),
        }
