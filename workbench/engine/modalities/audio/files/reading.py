"""What a person can choose about how files of sound are cut, and which files those are."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.engine.settings import setting

RATE_HZ = 16_000
SUFFIXES = frozenset(
    {".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".m4a", ".m4b", ".m4p", ".aac", ".wma"}
    | {".aif", ".aiff", ".aifc", ".caf", ".w64", ".mka", ".amr", ".wv", ".ape", ".ac3"}
)
ALSO = frozenset({".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".wmv", ".3gp"})
"""Videos: their sound is read."""
LONGEST_CLIP = 30.0
"""Seconds; of a sound that is read whole, what is behind is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioReading:
    """How files of sound are cut into samples."""

    seconds: float = setting(
        0.0,
        label="Clip length",
        help="Longer files are cut into clips of this length; 0 keeps every file whole.",
        low=0.0,
        high=LONGEST_CLIP,
        unit="s",
    )
