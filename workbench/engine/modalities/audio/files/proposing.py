"""How a folder's recordings would best be cut into samples, judged by some of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from workbench.engine.modalities import Proposal, UnreadableError
from workbench.engine.modalities.audio.files.opened import open_sound
from workbench.engine.modalities.audio.files.reading import AudioReading

_SHORT_SECONDS = 12.0
_NEARLY_ALL = 0.95
_CLIP_SECONDS = 5.0


def propose(paths: Sequence[Path]) -> Proposal:
    """Whole files where nearly all are short, else clips."""
    found = list(_seconds(paths))
    short = sum(seconds <= _SHORT_SECONDS for seconds in found)
    if short >= _NEARLY_ALL * len(found):
        return Proposal(reading=AudioReading(), reason="The files are short, so each is one sound.")
    what = (
        f"The file lasts {lasting(found[0])}, so it"
        if len(found) == 1
        else f"Many files last longer than {_SHORT_SECONDS:g} s, the longest {lasting(max(found))}, so each"
    )
    return Proposal(
        reading=AudioReading(seconds=_CLIP_SECONDS),
        reason=f"{what} is cut into clips of {_CLIP_SECONDS:g} s.",
    )


def lasting(seconds: float) -> str:
    """A length of time as people say it: 12 s, 4 min, 6.5 h."""
    if seconds < 100:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"


def _seconds(paths: Sequence[Path]) -> Iterator[float]:
    for path in paths:
        try:
            with open_sound(path) as opened:
                yield (opened.promised or opened.measure()) / opened.rate_hz
        except (UnreadableError, OSError):
            continue
