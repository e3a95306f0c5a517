"""Texts: how they are found, read, shown, varied and batched."""

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
    Span,
    TextPreview,
    UInt8Array,
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
from workbench.engine.modalities.text import classic, files, occlusions, views, wording
from workbench.engine.modalities.text.files import TextReading
from workbench.engine.modalities.text.fingerprints import fingerprints
from workbench.engine.modalities.text.views import TextViewSettings
from workbench.jobs import UserError

_SHORTEST_ROW = 64
_LONGEST_ROW = 16_384
"""Bytes of a text that are learnt from; what is behind is left out."""
_COVERED = 0.99
_SNIPPET = 400
_SHOWN = 1_000_000
"""Letters of a document that a viewer gets."""
_HOUR_SECONDS = 3600.0
_USUAL = 160
"""Bytes of a text up to which a step takes the usual number of them; longer ones ask more each, and steps
count. Held-out documents of 1,000 letters cost 2.3 bits a letter after 200 steps of 8 (at the rate of a full
step; 2.5 at that of 8 short texts), and 2.8 after 25 steps of 64, which take as long."""
CONTEXTS = (64, 128, 256, 512)


class TextModality:
    """Everything the program knows of texts; see `engine.modalities.Modality`."""

    name = "text"
    noun = "text"
    plural = "texts"
    suffixes = files.SUFFIXES
    beside = files.BESIDE
    also = frozenset[str]()
    reading: type[Any] = TextReading
    view_settings: type[Any] = TextViewSettings
    matters: tuple[Matter, ...] = views.MATTERS
    sizes: tuple[int, ...] = ()
    size_unit = "tokens"
    encoders: tuple[str, ...] = ("text_base", "gpt_base", "text_small", "gpt_small", "text_mini", "gpt_mini")
    fallbacks: tuple[str, ...] = ("text_base", "text_small", "text_mini")
    priors: tuple[str, ...] = ("next_word", "missing_words")
    plain_name = "letter counts"

    def together(self, paths: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        return {}

    def propose(self, paths: Sequence[Path]) -> Proposal:
        return files.propose(paths)

    def probe(self, path: Path, reading: TextReading) -> Health:
        return files.probe(path, reading)

    def layout(self, parts: Sequence[Part], size: int | None = None) -> Layout:
        """As many bytes as 99 of 100 texts have, in whole 64s, from 64 to 16,384."""
        if size is not None:
            raise UserError(
                "Texts have no size that could be chosen.", "Each is read as it is.", "Leave the size out."
            )
        widths = [part.width for part in parts] or [512]
        longest = int(np.quantile(np.array(widths), _COVERED, method="higher"))
        row = -(-max(_SHORTEST_ROW, longest) // _SHORTEST_ROW) * _SHORTEST_ROW
        return Layout(shape=(min(_LONGEST_ROW, row),))

    def decode(
        self, path: Path, parts: Sequence[str], layout: Layout, reading: TextReading, *, reduced: bool = False
    ) -> Iterator[Decoded | UnreadableError]:
        for text in files.read(path, parts, reading, layout.shape[0]):
            yield text if isinstance(text, UnreadableError) else _decoded(text, layout)

    def read(self, path: Path, part: str, reading: TextReading, *, reduced: bool = False) -> str:
        (text,) = files.read(path, [part], reading, _SHOWN)
        if isinstance(text, UnreadableError):
            raise text
        return text

    def preview(self, row: UInt8Array, size_px: int) -> TextPreview:
        return TextPreview(spans=(Span(text=text_of(row)[:_SNIPPET]),))

    def fingerprints(self, rows: UInt8Array) -> NDArray[np.uint16]:
        return fingerprints(rows)

    def samples(self, rows: Tensor) -> Tensor:
        used = int((rows > 0).any(0).nonzero().max()) + 1 if bool((rows > 0).any()) else 1
        return rows[:, :used]

    def views(self, samples: Tensor, generator: Generator, settings: TextViewSettings) -> Tensor:
        return views.views(samples, generator, settings)

    def spec(self, name: str, layout: Layout, amount: int = 0) -> EncoderSpec:
        """A context that holds nearly all texts, and a vocabulary that suits the amount of text."""
        tokens = layout.shape[0] / 3 + 2
        context = next((size for size in CONTEXTS if size >= tokens), CONTEXTS[-1])
        return EncoderSpec(name=name, size=context, vocabulary=vocabulary_size(amount))

    def default_encoder(self, layout: Layout, device: str, seconds: float, num_samples: int) -> str:
        if device.startswith("cpu"):
            return "text_mini"
        return "text_base" if seconds >= _HOUR_SECONDS and num_samples >= 50_000 else "text_small"

    def in_all(self, parts: Sequence[Part]) -> str:
        return ""

    def batch_share(self, width: float) -> float:
        return min(1.0, _USUAL / max(1.0, width))

    def default_views(self, layout: Layout, strength: ViewStrength = "strong") -> TextViewSettings:
        if strength == "gentle":
            return TextViewSettings(left_out_share=0.05, stretch_low=0.9)
        return TextViewSettings()

    def classic(self, read: ReadRows) -> Classic:
        return wording.Wording.of(read)

    def load_classic(self, state: Mapping[str, NDArray[Any]]) -> Classic:
        return wording.Wording.load(state)

    def occlusions(self, row: UInt8Array, most: int) -> Occlusions:
        return occlusions.occlusions(row, most)

    def plain_values(self, rows: UInt8Array) -> NDArray[np.float32]:
        return classic.letter_shares(rows)


def text_of(row: UInt8Array) -> str:
    """The text of a cache row; half a letter at its end is left out."""
    return row.tobytes().rstrip(b"\0").decode("utf-8", "ignore")


def vocabulary_size(amount: int) -> int:
    """How many tokens suit so many bytes: 1,024 to 8,192 below 20 MB, at most 32,768 above 200 MB."""
    largest = 8_192 if amount < 20e6 else 16_384 if amount < 200e6 else 32_768
    wanted = 2 ** round(np.log2(max(1, amount) / 256)) if amount else 4_096
    return int(min(largest, max(1_024, wanted)))


def _decoded(text: str, layout: Layout) -> Decoded:
    content = text.encode("utf-8", "replace").replace(b"\0", b" ")
    row = np.zeros(layout.shape, np.uint8)
    kept = np.frombuffer(content[: layout.shape[0]], np.uint8)
    row[: len(kept)] = kept
    is_blank = not text.strip()
    return Decoded(
        row=row,
        thumbnail=text.strip()[:_SNIPPET].encode("utf-8", "replace"),
        verdict="blank" if is_blank else "fine",
        reason="It holds no text." if is_blank else "",
    )


modalities.register("text")(TextModality())

__all__ = ["TextModality", "TextReading", "TextViewSettings", "text_of"]
