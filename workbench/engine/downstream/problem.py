"""What fine-tuning is given: samples, some labels, an encoder if there is one, and the means to learn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from workbench.engine.batches import reader
from workbench.engine.contracts import Layout
from workbench.engine.downstream.features import Features, Source
from workbench.engine.embedding import Gather
from workbench.engine.encoders import Encoder, EncoderSpec, ReadSamples
from workbench.engine.modalities import Classic, Modality, Numbers
from workbench.jobs import CancelToken

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """The training labels and the pool they come from. Check samples are in neither.

    rows: (N,) int64, the cache row of each pool sample, labelled ones included; labelled: (L,) int64
    places in `rows`; classes: (L,) int64 in [0, K); features: each source's numbers of the pool, (N, D).
    """

    modality: Modality
    layout: Layout
    gather: Gather
    rows: Indices
    labelled: Indices
    classes: Indices
    num_classes: int
    features: Features
    classic: Classic
    """What made the classic features of the pool, for those of other samples."""
    encoder: Encoder | None
    """Pretrained, never trained further itself: whoever fine-tunes takes a copy."""
    fresh: EncoderSpec
    """What a network without pretraining is built from."""
    device: torch.device
    token: CancelToken
    seed: int = 0

    @property
    def view_settings(self) -> Any:
        """How strongly training varies a sample."""
        return self.modality.default_views(self.layout)

    @property
    def is_sparse(self) -> bool:
        """Whether classic features are nearly all zero."""
        return not isinstance(self.features["classic"], np.ndarray)

    @property
    def read(self) -> ReadSamples:
        """Samples from all over the pool."""
        return reader(self.modality, self.gather, self.rows)

    def sources(self, *names: Source) -> tuple[Source, ...]:
        """Those of the named sources that this problem has."""
        return tuple(name for name in names if name in self.features)

    def labelled_features(self) -> Features:
        """The sources' numbers of the labelled samples, (L, D) each."""
        found: dict[Source, Numbers] = {
            source: values[self.labelled] for source, values in self.features.items()
        }
        return found
