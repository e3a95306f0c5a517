"""How a folder's videos would best be cut into samples, judged by some of them."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.engine.modalities import Proposal, UnreadableError
from workbench.engine.modalities.audio.files.proposing import lasting
from workbench.engine.modalities.video.files.opened import open_video
from workbench.engine.modalities.video.files.reading import (
    HIGHEST_RATE,
    LONGEST_CLIP_SECONDS,
    LOWEST_RATE,
    VideoReading,
)

_RATE_FPS = 8.0
_CLIP_FRAMES = 16
"""Two seconds at the usual rate: long enough for most movements, short enough to hold only one."""
_SHORT_FRAMES = 48
"""Six seconds: up to so many one sample of 32 still shows what happens."""
_NEARLY_ALL = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    seconds: float
    rate_fps: float


def propose(paths: Sequence[Path]) -> Proposal:
    """Whole files where nearly all are short, else clips of 16 frames.

    Eight frames a second; fewer where the files have fewer, more where they are so short that they would
    have fewer than 16.
    """
    looks = list(_looks(paths))
    if not looks:
        return Proposal(reading=VideoReading(), reason="Each file is one video.")
    own = statistics.median(look.rate_fps for look in looks)
    middle = statistics.median(look.seconds for look in looks)
    rate = _rate(own, middle)
    short = sum(look.seconds * rate <= _SHORT_FRAMES for look in looks)
    how_often = _how_often(rate, own)
    if short >= _NEARLY_ALL * len(looks):
        return Proposal(
            reading=VideoReading(rate=rate),
            reason=f"The files are short, so each is one video, {how_often}.",
        )
    clip = min(LONGEST_CLIP_SECONDS, _rounded(_CLIP_FRAMES / rate))
    longest = max(look.seconds for look in looks)
    what = (
        f"The file lasts {lasting(longest)}, so it"
        if len(looks) == 1
        else f"Many files last longer than {lasting(_SHORT_FRAMES / rate)}, the longest {lasting(longest)},"
        " so each"
    )
    return Proposal(
        reading=VideoReading(seconds=clip, rate=rate),
        reason=f"{what} is cut into clips of {clip:g} s, {how_often}.",
    )


def _rate(own: float, seconds: float) -> float:
    """Frames a second for files with so many, which last so long."""
    wanted = max(_RATE_FPS, min(HIGHEST_RATE, _CLIP_FRAMES / seconds))
    return max(LOWEST_RATE, _rounded(min(wanted, own)))


def _how_often(rate: float, own: float) -> str:
    if rate == _RATE_FPS and own >= rate:
        return f"with {rate:g} frames a second"
    if rate >= _rounded(own):
        return f"with all their frames ({rate:g} a second)"
    return f"with {rate:g} frames a second, as they are so short"


def _rounded(value: float) -> float:
    """Whole numbers from 3 on, tenths below."""
    return float(round(value)) if value >= 3 else round(value, 1)


def _looks(paths: Sequence[Path]) -> Iterator[_Look]:
    for path in paths:
        try:
            with open_video(path) as opened:
                seconds = opened.promised_seconds or opened.seconds
                if seconds > 0:
                    yield _Look(seconds=seconds, rate_fps=opened.rate_fps or _RATE_FPS)
        except (UnreadableError, OSError):
            continue
