"""Where sentences end, in most scripts, by their marks and a few rules, without a model of the language.

Rules as in Kiss & Strunk 2006 ("Unsupervised multilingual sentence boundary detection"), with a list in
place of what they learn: a dot behind an abbreviation, an initial or the number of a list ends nothing, and
neither does one before a small letter.
"""

from __future__ import annotations

import re

_MARKS = ".!?…؟۔।॥።։။"
_WIDE_MARKS = "。！？．｡"
_CLOSERS = "\"'”’»›)]}」』）】》〉＂"
_BREAK = re.compile(
    rf"(?<![{_MARKS}])(?P<marks>[{_MARKS}]++)[{re.escape(_CLOSERS)}]*+(?P<gap>\s++)"
    rf"|(?P<wide>(?<![{_WIDE_MARKS}])[{_WIDE_MARKS}]++(?P<closers>[{re.escape(_CLOSERS)}]*+)\s*+)"
    r"|(?<!\s)(?P<blank>\s++)"
)
"""Possessive and begun at a run's first sign only, so that no text takes longer than its length."""
_LAST_WORD = re.compile(r"(?:^|[\s(\[\"'“‘„«])([^\s(\[\"'“‘„«]{1,12})$")
_LOOK_BACK = 16
_LOOKED_AT = 20_000
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
    start = 0
    is_cased = _is_cased(text)
    for match in _BREAK.finditer(text):
        end = match.end()
        if match.start() == 0 and match["blank"]:
            continue  # spaces before the first sentence belong to it
        if end < len(text) and _ends(text, start, match, is_cased):
            found.append(text[start:end])
            start = end
    if start < len(text):
        found.append(text[start:])
    return found


def _ends(text: str, start: int, match: re.Match[str], is_cased: bool) -> bool:
    """Whether a sentence that began at `start` ends with this match, behind which there is more."""
    following = text[match.end()]
    if match["blank"]:
        return match["blank"].count("\n") > 1
    if match["wide"]:
        return not (match["closers"] and following in "とっ")  # 「…？」と: someone says it
    if match["gap"].count("\n") > 1:
        return True
    if is_cased and following.islower():
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


def _is_cased(text: str) -> bool:
    """Whether sentences begin with a capital letter here: chats and tweets often have none at all."""
    looked_at = text[:_LOOKED_AT]
    small = sum(map(str.islower, looked_at))
    return sum(map(str.isupper, looked_at)) * 200 >= small
