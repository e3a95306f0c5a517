"""Sounds: how they are found, read, shown, varied and batched. All are brought to one channel at 16 kHz."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from torch import Generator, Tensor

from workbench.engine.contracts import (
    Decoded,
    Health,
    Layout,
    Matter,
    Part,
    Rows,
    Sound,
    SoundPreview,
    ViewStrength,
)
from workbench.engine.encoders import EncoderSpec
from workbench.engine.modalities import (
    Classic,
    Occlusions,
    Proposal,
    ReadRows,
    UnreadableError,
    modalities,
)
from workbench.engine.modalities.audio import classic, files, occlusions, pictures, views
from workbench.engine.modalities.audio.files import RATE_HZ, AudioReading
from workbench.engine.modalities.audio.files.proposing import lasting
from workbench.engine.modalities.audio.fingerprints import fingerprints
from workbench.engine.modalities.audio.views import AudioViewSettings
from workbench.jobs import UserError

_STEP_SECONDS = 0.1
_LONGEST_SECONDS = 30.0
"""Of a sound that is read whole; what is behind is left out."""
_COVERED = 0.99
_HOUR_SECONDS = 3600.0
_USUAL_SECONDS = 10.0
"""Of a sound up to which a step takes the usual number of them; of longer ones views keep 3 to 5 s anyway."""
_FULL_SCALE = 32768.0


class AudioModality:
    """Everything the program knows of sounds; see `engine.modalities.Modality`."""

    name = "audio"
    noun = "sound"
    plural = "sounds"
    suffixes = files.SUFFIXES
    beside = frozenset[str]()
    also = files.ALSO
    reading: type[Any] = AudioReading
    view_settings: type[Any] = AudioViewSettings
    matters: tuple[Matter, ...] = views.MATTERS
    sizes: tuple[int, ...] = ()
    size_unit = "ms"
    encoders: tuple[str, ...] = (
        "wav2vec_base",
        "wav2vec_small",
        "wav2vec_mini",
        "cpc_small",
        "cpc_mini",
        "mel_base",
        "mel_small",
        "mel_mini",
        "mel_residual",
    )
    fallbacks: tuple[str, ...] = ("mel_residual",)
    priors: tuple[str, ...] = ("clip_contrast", "masked_spectrogram", "sound_autoencoder", "restore_sound")
    plain_name = "mean spectrum"

    def together(self, paths: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        return {}

    def propose(self, paths: Sequence[Path]) -> Proposal:
        return files.propose(paths)

    def probe(self, path: Path, reading: AudioReading) -> Health:
        return files.probe(path, reading)

    def layout(self, parts: Sequence[Part], size: int | None = None) -> Layout:
        """As long as 99 of 100 sounds are, in whole tenths of a second, from 0.1 to 30 s."""
        if size is not None:
            raise UserError(
                "Sounds have no size that could be chosen for a run.",
                "How long a clip is was decided when the sounds were read.",
                "Leave the size out.",
            )
        widths = [part.width for part in parts] or [RATE_HZ]
        longest = int(np.quantile(np.array(widths), _COVERED, method="higher"))
        step = round(_STEP_SECONDS * RATE_HZ)
        length = -(-max(step, longest) // step) * step
        return Layout(shape=(min(round(_LONGEST_SECONDS * RATE_HZ), length),), dtype="int16")

    def decode(
        self,
        path: Path,
        parts: Sequence[str],
        layout: Layout,
        reading: AudioReading,
        *,
        reduced: bool = False,
    ) -> Iterator[Decoded | UnreadableError]:
        return files.decode(path, parts, layout, reading)

    def read(self, path: Path, part: str, reading: AudioReading, *, reduced: bool = False) -> Sound:
        return files.read(path, part, reading)

    def preview(self, row: Rows, size_px: int) -> SoundPreview:
        return pictures.preview(row)

    def fingerprints(self, rows: Rows) -> NDArray[np.uint16]:
        return fingerprints(rows)

    def samples(self, rows: Tensor) -> Tensor:
        return rows.float().mul_(1 / _FULL_SCALE)

    def views(self, samples: Tensor, generator: Generator, settings: AudioViewSettings) -> Tensor:
        return views.views(samples, generator, settings)

    def spec(self, name: str, layout: Layout, amount: int = 0) -> EncoderSpec:
        return EncoderSpec(name=name, size=layout.shape[0] * 1000 // RATE_HZ)

    def default_encoder(self, layout: Layout, device: str, seconds: float, num_samples: int) -> str:
        return "mel_residual"

    def in_all(self, parts: Sequence[Part]) -> str:
        return lasting(sum(part.width for part in parts) / RATE_HZ)

    def batch_share(self, width: float) -> float:
        return min(1.0, _USUAL_SECONDS * RATE_HZ / max(1.0, width))

    def default_views(self, layout: Layout, strength: ViewStrength = "strong") -> AudioViewSettings:
        return views.default(strength)

    def classic(self, read: ReadRows) -> Classic:
        return classic.MelStatistics()

    def load_classic(self, state: Mapping[str, NDArray[Any]]) -> Classic:
        return classic.MelStatistics()

    def occlusions(self, row: Rows, most: int) -> Occlusions | None:
        return occlusions.occlusions(row, most)

    def plain_values(self, rows: Rows) -> NDArray[np.float32]:
        return classic.mean_spectrum(rows)


modalities.register("audio")(AudioModality())

__all__ = ["RATE_HZ", "AudioModality", "AudioReading", "AudioViewSettings"]
