"""A title is not invented: it is the sentence's clause that tells the happening, and "…" stands for what is cut."""

from __future__ import annotations

import re

AT_MOST = 120
CUTS = re.compile(
    r"(?:[,;:]|\s[—–-]|--)\s|\s(?=(?:which|who|while|although|though|because|after|before|when|where)\s)|\s(?=said\b)"
)
DATELINE = re.compile(
    r"\A\W{0,3}(?:al-|Al-)?[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]+(?:, (?:[A-Z][\w.]* ?){1,3})?,?"
    r"\s*(?:\([^)]{2,40}\))?\s*[—–-]+\s*"
)
JOINT = re.compile(r"(?:(?:when|while|although|though|because|after|before|where|and|but|or|so|then)\s+)+")
"""What joins a clause to the one before it: the clause stands without it."""
RELATIVE = re.compile(r"(?:which|that|where)\b")
"""What a clause begins with that tells of what stands before it; "who" may be of anybody."""
MEANT = re.compile(r"(?<!\S)(?:(?:the|an?|its|his|her|their|some|two|three|\d+)\s|[A-ZÀ-Þ])")
REACH = 48
"""Characters before a relative clause among which stands what it tells of: "the town of al-Qaim, which was taken"."""
WHOLE = 72
"""Characters of a title that is cut off from which on it is better cut before an "and" than between any two words."""
AND = re.compile(r"\s(?=(?:and|but|or)\s)")
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
    begin = max(_begins(text, (trigger, told), cuts), key=lambda one: _worth(text, one, told, cuts))
    head = f"{CUT} " if _headless(text, begin) else ""
    room = begin + AT_MOST - len(head)
    stop = max((cut for cut in cuts if told <= cut <= room), default=0)
    if stop:
        return head + _closed(text[begin:stop])
    room -= len(CUT)
    stop = _joint(text, begin, told, room) or max(text.rfind(" ", begin, room + 1), min(told, room))
    return head + _closed(text[begin:stop]) + CUT


def _begins(text: str, told: tuple[int, int], cuts: list[int]) -> list[int]:
    """Return where a title may begin that has the happening in it: the sentence, or a clause without its joint."""
    begins = []
    for cut in (0, *cuts):
        joint = JOINT.match(text, cut) if cut else None
        begins.append(joint.end() if joint else cut)
        if cut and RELATIVE.match(text, cut) and not _points(text, cut):
            named = [found.start() for found in MEANT.finditer(text, max(0, cut - REACH), cut)]
            begins += ([start for start in named if not text[start].isupper()] or named)[-1:]
    room = AT_MOST - len(CUT) * 2 - 1
    fits = [one for one in begins if one <= told[0] and told[1] <= one + room]
    # Where no clause will do, the title begins with a word before the happening, so that this fits in whole.
    return fits or [min(text.find(" ", max(told[1] - room - 1, told[0] - AT_MOST // 2)) + 1, told[0])]


def _joint(text: str, begin: int, told: int, room: int) -> int:
    """Return where a title that must be cut off is better cut than between any two words, 0 where there is no "and"."""
    return max((joint.start() for joint in AND.finditer(text, max(told, begin + WHOLE), room)), default=0)


def _worth(text: str, begin: int, told: int, cuts: list[int]) -> tuple[bool, bool, bool, int]:
    """Return how good a beginning is: it has its subject, it has an end, or nearly one, it is early."""
    ends = any(told <= cut <= begin + AT_MOST for cut in cuts)
    nearly = _joint(text, begin, told, begin + AT_MOST) > 0
    return not _headless(text, begin), ends, nearly, -begin


def _headless(text: str, begin: int) -> bool:
    """Whether a clause begins without its subject."""
    return bool(begin) and not _points(text, begin) and HEADLESS.match(text, begin) is not None


def _points(text: str, begin: int) -> bool:
    """Whether a "that" is no relative pronoun: there is none behind a comma, "..., that claim was false"."""
    return text.startswith("that ", begin) and text[max(begin - 2, 0)] == ","


def _closed(text: str) -> str:
    return " ".join(text.split()).strip(CLOSERS)
