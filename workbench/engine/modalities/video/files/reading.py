"""What a person can choose about how files of video are cut, and which files those are."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.engine.settings import setting

SUFFIXES = frozenset(
    {".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".wmv", ".mpg", ".mpeg", ".3gp"}
    | {".mts", ".m2ts", ".ogv", ".flv"}
)
ALSO = frozenset({".gif"})
"""Mostly pictures; those that move are read where a person asks for videos."""
LONGEST_CLIP_FRAMES = 32
FEWEST_FRAMES = 2
LONGEST_CLIP_SECONDS = 60.0
LOWEST_RATE = 0.1
HIGHEST_RATE = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoReading:
    """How files of video are cut into samples."""

    seconds: float = setting(
        0.0,
        label="Clip length",
        help="Longer files are cut into clips of this length; 0 keeps every file whole.",
        low=0.0,
        high=LONGEST_CLIP_SECONDS,
        unit="s",
    )
    rate: float = setting(
        8.0,
        label="Frames a second",
        help="How many frames of each second are looked at. Quick movements need more, slow ones fewer.",
        low=LOWEST_RATE,
        high=HIGHEST_RATE,
    )
