"""Where sentences stand in a text: not broken by "Feb. 3" or "the U.S. Army", but where an editor forgot a blank."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from timeline.candidates import tables
from timeline.model import Span

# A closing mark, its quotation marks and brackets, then either blanks before a word that can start a sentence, or
# nothing at all where two paragraphs of a page ran together: "at a vigil.Eight people".
END = re.compile(
    r"""[.!?…]+[)\]"'”’»]*(?:\s+(?=[\[("'“‘«`]*[A-Z0-9À-Þ])|(?<=[a-z]{2}[.!?])(?=["“]?[A-Z][a-z]))""",
)
LAST_WORD = re.compile(r"[\w.]*\w(?=\.\Z)")
NEXT_WORD = re.compile(r"[\[(\"'“‘«`]*([A-Za-z0-9]+)")
LINES = re.compile(r"[^\n]+")
STARTERS = tables.words("starter")
"""Words that hardly ever follow "U.S." or "p.m." inside a sentence, so that they start the next one."""
WRAPPED = 0.3
"""Share of lines that go on in lower case from which on a text is taken as broken at a column, not at sentences."""
AT_MOST = 1200
"""Longer "sentences" are lists, tables or menus; they are cut here so that no quote runs over a page."""


def split(text: str) -> list[Span]:
    """Return the sentences in order, without the blanks around them; a heading or a list's line is one, too."""
    spans: list[Span] = []
    for start, stop in _blocks(text):
        begin = start
        for end in END.finditer(text, start, stop):
            if _ends(text, begin, end):
                _add(spans, text, begin, end.end())
                begin = end.end()
        _add(spans, text, begin, stop)
    return spans


def _blocks(text: str) -> list[tuple[int, int]]:
    """Stretches that no sentence crosses: lines, or paragraphs where the lines are broken at a column."""
    lines = [match.span() for match in LINES.finditer(text)]
    goes_on = [second[0] - first[1] == 1 and text[second[0]].islower() for first, second in pairwise(lines)]
    if not goes_on or sum(goes_on) < WRAPPED * len(goes_on):
        return lines
    blocks = [lines[0]]
    for first, second in pairwise(lines):
        if second[0] - first[1] == 1:
            blocks[-1] = (blocks[-1][0], second[1])
        else:
            blocks.append(second)
    return blocks


def _ends(text: str, begin: int, end: re.Match[str]) -> bool:
    dot = end.start() + 1
    if text[end.start()] != "." or end.end() - end.start() == 0:
        return True
    last = LAST_WORD.search(text, max(begin, dot - 12), dot)
    if last is None:
        return True
    word = last[0]
    if len(word) == 1 and word.isupper() and word != "I":
        return False  # an initial: "John F. Kennedy"
    kind = _abbreviations().get(word)
    if kind is None:
        return True
    follows = NEXT_WORD.match(text, end.end())
    return kind == "sometimes" and follows is not None and follows[1] in STARTERS


@cache
def _abbreviations() -> dict[str, str]:
    return {row["abbreviation"]: row["ends"] for row in tables.shipped("abbreviations")}


def _add(spans: list[Span], text: str, start: int, stop: int) -> None:
    sentence = text[start:stop]
    start, stop = stop - len(sentence.lstrip()), start + len(sentence.rstrip())
    while stop - start > AT_MOST:
        cut = text.rfind(" ", start, start + AT_MOST)
        cut = cut if cut > start else start + AT_MOST
        spans.append(Span(start, cut))
        start = cut + 1
    if start < stop:
        spans.append(Span(start, stop))
