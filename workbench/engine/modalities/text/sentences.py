"""Where sentences end, in most scripts, by their marks and a few rules, without a model of the language.

Rules as in Kiss & Strunk 2006 ("Unsupervised multilingual sentence boundary detection"), with a list in
place of what they learn: a dot behind an abbreviation, an initial or the number of a list ends nothing, and
neither does one before a small letter.
"""

from __future__ import annotations

import re
import string

_MARKS = ".!?…؟۔।॥።։။"
_WIDE_MARKS = "。！？．｡"
_CLOSERS = "\"'”’»›)]}」』）】》〉＂"
_BREAK = re.compile(
    rf"(?<![{_MARKS}])(?P<marks>[{_MARKS}]++)[{re.escape(_CLOSERS)}]*+(?P<gap>\s++)"
    rf"|(?P<wide>(?<![{_WIDE_MARKS}])[{_WIDE_MARKS}]++(?P<closers>[{re.escape(_CLOSERS)}]*+)\s*+)"
    r"|(?P<blank>\n[^\S\n]*+\n\s*+)"
)
"""Possessive and begun at a run's first sign only, so that no text takes longer than its length."""
_CANDIDATE = re.compile(rf"[{_MARKS}{_WIDE_MARKS}\n]")
"""Where a break can begin: a single class of signs, for which `re` searches fast."""
_LAST_WORD = re.compile(r"(?:^|[\s(\[\"'“‘„«])([^\s(\[\"'“‘„«]{1,12})$")
_LOOK_BACK = 16
_AROUND = 1_000
_SMALL = string.ascii_lowercase.encode()
_CAPITALS = string.ascii_uppercase.encode()
_SHORTENED = """
mr mrs ms dr prof st sr sra jr vs fig figs no nos vol ed eds pp p cf al approx dept est gen gov sen rep hon
rev col lt sgt capt e.g i.e viz inc ltd co corp jan feb mar apr jun jul aug sep sept oct nov dec
bzw ca z.b d.h u.a o.ä s.o s.u vgl nr abs art bd hrsg usw hr fr dipl ing str tel evtl ggf inkl
m mm mme mlle mgr p.ex c.-à-d av env ud uds núm pág sig dott bl dhr mevr drs т.е т.д т.п г ул
"""
_ABBREVIATIONS = frozenset(_SHORTENED.split())
_ORDINALS_BEFORE = "januar februar märz april mai juni juli august september oktober november dezember"
_MONTHS = frozenset(_ORDINALS_BEFORE.split())


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with the spaces behind it; joined they are the text again.

    A blank line ends one too. Takes time in proportion to the text's length.
    """
    found: list[str] = []
    start = passed = 0
    for candidate in _CANDIDATE.finditer(text):
        if candidate.start() < passed:
            continue
        match = _BREAK.match(text, candidate.start())
        if match is None:
            continue
        passed = match.end()
        if match["blank"] and not text[start : match.start()].strip():
            continue  # spaces before the first sentence belong to it
        if passed < len(text) and _ends(text, start, match):
            found.append(text[start:passed])
            start = passed
    if start < len(text):
        found.append(text[start:])
    return found


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a sentence that began at `start` ends with this match, behind which there is more."""
    following = text[match.end()]
    if match["blank"]:
        return True
    if match["wide"]:
        return not (match["closers"] and following in "とっ")  # 「…？」と: someone says it
    if match["gap"].count("\n") > 1:
        return True
    if following.islower() and _is_cased(text, match.start()):
        return False
    return match["marks"] != "." or not _is_abbreviated(text, start, match)


def _is_abbreviated(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the single dot of a match only shortens the word before it, or makes a number an ordinal."""
    before = text[max(start, match.start() - _LOOK_BACK) : match.start()]
    word = _LAST_WORD.search(before)
    if word is None:
        return False
    last = word[1]
    if last.isdigit() and len(last) <= 3:
        begins_line = before[: word.start(1)].rstrip(" \t")[-1:] in ("", "\n")
        behind = re.match(r"\w+", text[match.end() : match.end() + 12])
        whole = match.start() - len(last) - start <= _LOOK_BACK
        return (begins_line and whole) or (behind is not None and behind[0].lower() in _MONTHS)
    is_initial = len(last) == 1 and last.isalpha() and last.isupper() and last != "I"
    return is_initial or last.lower() in _ABBREVIATIONS


def _is_cased(text: str, place: int) -> bool:
    """Whether sentences begin with a capital letter around here: chats and tweets often have none at all."""
    around = text[max(0, place - _AROUND) : place + _AROUND]
    content = around.encode("utf-8", "replace")
    small = len(content) - len(content.translate(None, _SMALL))
    if small * 4 < len(content):  # another script than Latin
        return around != around.lower()
    return (len(content) - len(content.translate(None, _CAPITALS))) * 200 >= small
