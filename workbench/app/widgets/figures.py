"""Numbers as a person reads them: thousands separators, units, times."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from workbench.app.words import tr


def count(number: int) -> str:
    """A whole number with thousands separators."""
    return f"{number:,}"


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: "1 picture", "12,408 pictures". The nouns are already translated."""
    return f"{number:,} {one if number == 1 else many}"


def short(value: float) -> str:
    """A measured value in at most about four figures: 0.5312, 1,240, 3e-05."""
    if not math.isfinite(value):
        return tr("not a number")
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) < 0.001:
        return f"{value:.2e}"
    return f"{value:.4g}"


def rate(per_second: float) -> str:
    """How many a second, without the noun: "900" or "3.2"."""
    return f"{per_second:,.0f}" if per_second >= 10 else f"{per_second:.1f}"


def percent(fraction: float) -> str:
    """A share in whole percent: 0.834 -> "83 %"."""
    return f"{100 * fraction:.0f} %"


def duration(seconds: float) -> str:
    """A time in its two largest units: "3 min 12 s", "7 h 5 min", "less than 1 s"."""
    whole = round(seconds)
    if whole < 1:
        return tr("less than 1 s")
    if whole < 60:
        return tr("{seconds} s").format(seconds=whole)
    if whole < 3600:
        minutes, rest = divmod(whole, 60)
        text = tr("{minutes} min {seconds} s") if rest else tr("{minutes} min")
        return text.format(minutes=minutes, seconds=rest)
    hours, rest = divmod(round(whole / 60), 60)
    text = tr("{hours} h {minutes} min") if rest else tr("{hours} h")
    return text.format(hours=f"{hours:,}", minutes=rest)


def clock(start: datetime, minutes: float) -> str:
    """When something that takes these minutes ends: "14:32", "tomorrow 06:12", "2026-12-01 06:12"."""
    end = start + timedelta(minutes=minutes)
    days = (end.date() - start.date()).days
    if days == 0:
        return f"{end:%H:%M}"
    if days == 1:
        return tr("tomorrow {time}").format(time=f"{end:%H:%M}")
    return f"{end:%Y-%m-%d %H:%M}"
