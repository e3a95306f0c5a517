"""The text of the known sound that is most alike: the control of all that learns to write, and a way too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.fft import dct
from torch import Tensor

from workbench.engine.contracts import Rows
from workbench.engine.downstream import warping
from workbench.engine.downstream.hearing import Said
from workbench.engine.downstream.hearing_training import ends
from workbench.engine.embedding import embed_rows
from workbench.engine.encoders import Encoder
from workbench.engine.encoders.audio import HOP, LogMel
from workbench.engine.interrupting import watching
from workbench.engine.modalities import Modality
from workbench.jobs import CancelToken

Floats = NDArray[np.float32]
Likeness = Literal["spectra", "warped", "embedding", "tokens"]
"""By the mean and spread of each band; step by step, whatever the speed; as a network sees them, on the
whole or step by step."""
BY_NETWORK: frozenset[Likeness] = frozenset({"embedding", "tokens"})
_STEPWISE: frozenset[Likeness] = frozenset({"warped", "tokens"})
_STEP = 4
"""Frames of 10 ms that make a step of what is warped."""
_AT_ONCE = 32
_MOST_WARPED = 500
"""Known sounds that one is compared with step by step: those most like it in length."""
_MOST_STEPS = 150
"""Of a long sound, which then has longer ones."""
_FULL_SCALE = 32768.0
_CEPSTRA = 20
_SOFT = 5.0
"""In natural logarithms of power: about 22 dB."""
_AROUND = 3
"""Frames."""


@dataclass(frozen=True, kw_only=True)
class NearestClips:
    """Known sounds and their texts. features: one array a sound, (D,), or (n, D) where they are warped."""

    likeness: Likeness
    features: tuple[Floats, ...]
    texts: tuple[str, ...]
    usual: float
    """The median distance of a known sound to the nearest other: a confidence of one half."""

    @classmethod
    def of(
        cls, likeness: Likeness, features: Sequence[Floats], texts: Sequence[str], token: CancelToken
    ) -> NearestClips:
        """Remember these; the usual distance is that of some from all over them. Raises `Stopped`."""
        made = cls(likeness=likeness, features=tuple(features), texts=tuple(texts), usual=1.0)
        some = range(0, len(features), max(1, len(features) // 40))
        nearest = (
            [np.partition(made.distances(features[i], token), 1)[1] for i in some]
            if len(features) > 1
            else []
        )
        usual = float(np.median(nearest)) if nearest else 1.0
        return cls(likeness=likeness, features=made.features, texts=made.texts, usual=max(usual, 1e-6))

    def distances(self, asked: Floats, token: CancelToken) -> Floats:
        """To every known sound, (N,); infinite for those that are too unlike in length to be compared."""
        if self.likeness not in _STEPWISE:
            known = np.stack(self.features)
            center = known.mean(0)
            scale = known.std(0) + 1e-6 if self.likeness == "spectra" else np.ones_like(center)
            a, b = (known - center) / scale, (asked - center) / scale
            lengths = np.linalg.norm(a, axis=1) * np.linalg.norm(b)
            made: Floats = (1 - a @ b / np.maximum(lengths, 1e-9)).astype(np.float32)
            return made
        sizes = np.array([len(other) for other in self.features])
        apart = np.abs(np.log(sizes / len(asked)))
        some = np.argsort(apart, kind="stable")[:_MOST_WARPED]
        found = np.full(len(sizes), np.inf, np.float32)
        found[some] = warping.distances(asked, [self.features[i] for i in some], token.raise_if_stopping)
        return found

    def say(self, asked: Floats, token: CancelToken) -> Said:
        """The text of the nearest; the confidence falls from 1 (the very same) as it is less alike."""
        far = self.distances(asked, token)
        place = int(far.argmin())
        return Said(
            text=self.texts[place], confidence=float(1 / (1 + max(0.0, float(far[place])) / self.usual))
        )

    def tensors(self) -> Mapping[str, Tensor]:
        """What `load` takes."""
        sizes = [len(f) if self.likeness in _STEPWISE else 1 for f in self.features]
        rows = np.concatenate([np.atleast_2d(feature) for feature in self.features])
        return {
            "nearest.rows": torch.from_numpy(rows).half(),
            "nearest.sizes": torch.tensor(sizes, dtype=torch.int64),
            "nearest.usual": torch.tensor(self.usual),
        }

    @classmethod
    def load(cls, likeness: Likeness, tensors: Mapping[str, Tensor], texts: Sequence[str]) -> NearestClips:
        """Raises KeyError or ValueError for damaged ones."""
        rows = tensors["nearest.rows"].float().numpy()
        parts = np.split(rows, np.cumsum(tensors["nearest.sizes"].numpy())[:-1])
        if len(parts) != len(texts):
            raise ValueError("its texts are not those of its sounds")
        features = tuple(part if likeness in _STEPWISE else part[0] for part in parts)
        usual = float(tensors["nearest.usual"])
        return cls(likeness=likeness, features=features, texts=tuple(texts), usual=usual)


def features(
    likeness: Likeness,
    rows: Rows,
    modality: Modality,
    encoder: Encoder | None,
    device: torch.device,
    token: CancelToken,
) -> list[Floats]:
    """Of cache rows (N, T), one array each. Raises `Stopped`."""
    made: list[Floats] = []
    for first in range(0, len(rows), _AT_ONCE):
        token.raise_if_stopping()
        some = np.ascontiguousarray(rows[first : first + _AT_ONCE])
        longest = max(1, int(ends(some).max(initial=1)))
        some = np.ascontiguousarray(some[:, :longest])
        if likeness == "warped":
            made += _steps(some)
        elif likeness in BY_NETWORK:
            assert encoder is not None, "this likeness needs a network"
            encoder.to(device).eval()
            by = _tokens if likeness == "tokens" else embed_rows
            with watching(encoder, token):
                made += list(by(encoder, modality, some, device))
        else:
            made += list(_dense(modality.classic(lambda some=some: (some,)).features(some)))  # type: ignore[misc]
    return made


@torch.inference_mode()
def _steps(rows: Rows) -> list[Floats]:
    """The shape of the spectrum in steps of 40 ms, without the silence around: (n, 19) each.

    Cepstra of the log-mel bands, each less its mean and over its spread (Davis and Mermelstein 1980,
    "Comparison of Parametric Representations for Monosyllabic Word Recognition").
    """
    mel = LogMel().eval()(torch.from_numpy(rows.astype(np.float32) / _FULL_SCALE)).numpy()
    found = []
    for one, end in zip(mel, ends(rows), strict=True):
        frames = _without_silence(one[:, : int(end) // HOP + 1].T)
        cepstra = dct(frames, axis=1, norm="ortho")[:, 1:_CEPSTRA]
        steps = _averaged(cepstra, len(frames) // _STEP)
        steps = steps - steps.mean(0)
        spread = (steps.std(0) + 1e-3) * np.sqrt(steps.shape[1])
        found.append((steps / spread).astype(np.float32))
    return found


def _averaged(values: Floats, count: int) -> Floats:
    """(N, F) -> the means of so many stretches, at least one and not too many: (n, F)."""
    parts = np.array_split(values, max(1, min(count, _MOST_STEPS, len(values))))
    return np.stack([part.mean(0) for part in parts])


def _without_silence(frames: Floats) -> Floats:
    """From shortly before to shortly behind what is not far softer than the loudest: (N, M) -> (n, M)."""
    loud = frames.mean(1)
    heard = np.flatnonzero(loud > loud.max() - _SOFT)
    return frames[max(0, heard[0] - _AROUND) : heard[-1] + 1 + _AROUND]


@torch.inference_mode()
def _tokens(encoder: Encoder, modality: Modality, rows: Rows, device: torch.device) -> list[Floats]:
    """What a network makes of each step, less the sound's own mean, all of spread one."""
    encoded = encoder(modality.samples(torch.from_numpy(rows).to(device)))
    found = []
    for tokens, count in zip(encoded.tokens.float().cpu().numpy(), encoded.mask.sum(1).tolist(), strict=True):
        steps = _averaged(tokens[: max(1, count)], count)
        steps = steps - steps.mean(0)
        found.append((steps / (steps.std() + 1e-6)).astype(np.float32))
    return found


def _dense(values: Any) -> Floats:
    made: Floats = np.asarray(values, dtype=np.float32)
    return made
