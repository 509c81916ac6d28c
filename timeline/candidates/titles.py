"""A title is not invented: it is the sentence's clause that tells the happening, trimmed."""

from __future__ import annotations

import re

AT_MOST = 120
CUTS = re.compile(
    r"(?:[,;:]|\s[—–-]|--)\s|\s(?=(?:which|who|while|although|though|because|after|before|when)\s)|\s(?=said\b)"
)
DATELINE = re.compile(
    r"\A\W{0,3}(?:al-|Al-)?[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]+(?:, (?:[A-Z][\w.]* ?){1,3})?,?"
    r"\s*(?:\([^)]{2,40}\))?\s*[—–-]+\s*"
)
RELATIVE = re.compile(r"(?:which|who|whom|whose|that|where)\b")
JOINING = re.compile(r"(?:when|while|although|though|because|after|and|but|as|rather)\s+")
"""What a clause is joined to another by; without it, it is a sentence."""
AND = re.compile(r"\s(?:and|but|or)\s")
MEANT = re.compile(r"(?:(?:the|an?|its|his|her|their|some|two|three|\d+)\s|[A-ZÀ-Þ])")
REACH = 48
"""Characters before a relative clause among which stands what it tells of: "the town of al-Qaim, which was taken"."""
CLOSERS = " \t\n,;:-–—"


def trim(sentence: str, trigger: int) -> str:
    """Return at most 120 characters of the sentence, as it stands, with the word at `trigger` in them."""
    line = DATELINE.match(sentence)
    start = line.end() if line and line.end() <= trigger else 0
    text = sentence[start:]
    if len(text) <= AT_MOST:
        return _closed(text)
    trigger -= start
    cuts = [0, *(cut.end() for cut in CUTS.finditer(text)), len(text)]
    before = max(cut for cut in cuts if cut <= trigger)
    if before and RELATIVE.match(text, before):
        further = max(cut for cut in cuts if cut < before)
        before = (
            further if min((cut for cut in cuts if cut > trigger), default=len(text)) - further <= AT_MOST else before
        )
    fits = trigger < AT_MOST * 3 // 4 and any(trigger < cut <= AT_MOST for cut in cuts)
    begin = 0 if fits else _begin(text, before)
    ends = [cut for cut in cuts if trigger < cut <= begin + AT_MOST]
    stop = max(ends) if ends else _whole(text, begin, trigger)
    if stop <= trigger:
        stop = min(len(text), begin + AT_MOST)
    return _closed(text[begin:stop])


def _whole(text: str, begin: int, trigger: int) -> int:
    """Return where a clause too long for a title may end: before its last "and", else between two words."""
    joints = [joint.start() for joint in AND.finditer(text, trigger, begin + AT_MOST)]
    return joints[-1] if joints else text.rfind(" ", begin, begin + AT_MOST)


def _begin(text: str, clause: int) -> int:
    """Return where a title of that clause begins: with what a relative clause tells of, without "when" and "but"."""
    # "..., that declaration was premature" begins with no relative pronoun: behind a comma there is none "that".
    if RELATIVE.match(text, clause) and not (text.startswith("that", clause) and text[clause - 2] == ","):
        starts = [found.start() for found in MEANT.finditer(text, max(0, clause - REACH), clause)]
        named = [start for start in starts if start == 0 or text[start - 1].isspace()]
        articles = [start for start in named if text[start].islower() or text[start].isdigit()]
        return (articles or named or [clause])[-1]
    joined = JOINING.match(text, clause)
    return joined.end() if joined else clause


def _closed(text: str) -> str:
    text = " ".join(text.split()).strip(CLOSERS)
    return text[:AT_MOST].rstrip(CLOSERS)
