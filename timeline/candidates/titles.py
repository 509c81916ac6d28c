"""A title is not invented: it is the sentence's clause that tells the happening, and "…" stands for what is cut."""

from __future__ import annotations

import re

AT_MOST = 120
EARLY = 90
"""Characters up to which a happening may stand from the sentence's beginning before the title begins further on."""
CUTS = re.compile(
    r"(?:[,;:]|\s[—–-]|--)\s|\s(?=(?:which|who|while|although|though|because|after|before|when|where)\s)|\s(?=said\b)"
)
DATELINE = re.compile(
    r"\A\W{0,3}(?:al-|Al-)?[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]+(?:, (?:[A-Z][\w.]* ?){1,3})?,?"
    r"\s*(?:\([^)]{2,40}\))?\s*[—–-]+\s*"
)
JOINT = re.compile(r"(?:(?:when|while|although|though|because|after|before|where|and|but|or|so|then)\s+)+")
"""What joins a clause to the one before it: the clause stands without it."""
HEADLESS = re.compile(
    r"(?:which|who|whom|whose|that|said|says|ha[sd]|have|is|are|was|were|be|been|will|would|can|could|may|might|must|"
    r"did|does|do|to|of|in|on|at|by|for|from|with|into|than|as|\w+(?:ing|ed|es|ly))\b|[^\w\"'“‘(]"
)
"""What a clause begins with that has its subject before it, or is none."""
CLOSERS = " \t\n,;:-–—"
CUT = "…"


def trim(sentence: str, trigger: int) -> str:
    """Return at most 120 characters of the sentence, as it stands, with the word at `trigger` in them."""
    line = DATELINE.match(sentence)
    start = line.end() if line and line.end() <= trigger else 0
    text = sentence[start:]
    if len(text) <= AT_MOST:
        return _closed(text)
    trigger -= start
    told = text.find(" ", trigger) if " " in text[trigger:] else len(text)  # where the word at the trigger ends
    cuts = [*(cut.end() for cut in CUTS.finditer(text)), len(text)]
    begin = 0 if trigger < EARLY else max(_begins(text, (trigger, told), cuts), key=lambda one: _worth(text, one, cuts))
    head = f"{CUT} " if _headless(text, begin) else ""
    room = begin + AT_MOST - len(head)
    stop = max((cut for cut in cuts if trigger < cut <= room), default=0)
    if stop:
        return head + _closed(text[begin:stop])
    stop = max(text.rfind(" ", begin, room), min(told, room - len(CUT)))
    return head + _closed(text[begin : stop if stop < room else text.rfind(" ", begin, room - 1)]) + CUT


def _begins(text: str, told: tuple[int, int], cuts: list[int]) -> list[int]:
    """Return where a title may begin that has the happening in it: the sentence, or a clause without its joint."""
    begins = []
    for cut in (0, *cuts):
        joint = JOINT.match(text, cut) if cut else None
        begin = joint.end() if joint else cut
        if begin <= told[0] and told[1] <= begin + AT_MOST - len(CUT) * 2 - 1:
            begins.append(begin)
    return begins or [text.rfind(" ", 0, max(told[0] - AT_MOST // 2, 0)) + 1]


def _worth(text: str, begin: int, cuts: list[int]) -> tuple[bool, bool, int]:
    """Return how good a beginning is: it has its subject, the end is one, it is early."""
    return not _headless(text, begin), any(begin + AT_MOST // 4 < cut <= begin + AT_MOST for cut in cuts), -begin


def _headless(text: str, begin: int) -> bool:
    return bool(begin) and HEADLESS.match(text, begin) is not None


def _closed(text: str) -> str:
    return " ".join(text.split()).strip(CLOSERS)
