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
RELATIVE = re.compile(r"(?:which|who|whom|whose|that)\b")
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
    begin = 0 if cuts[-1] and trigger < AT_MOST * 3 // 4 else before
    ends = [cut for cut in cuts if trigger < cut <= begin + AT_MOST]
    stop = max(ends) if ends else text.rfind(" ", begin, begin + AT_MOST)
    if stop <= trigger:
        stop = min(len(text), begin + AT_MOST)
    return _closed(text[begin:stop])


def _closed(text: str) -> str:
    text = " ".join(text.split()).strip(CLOSERS)
    return text[:AT_MOST].rstrip(CLOSERS)
