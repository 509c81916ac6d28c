"""The passage of a document that is most like a quote that is not there."""

from __future__ import annotations

import re
from collections import Counter
from math import log

from timeline.model import Document, Proof, Span, Standing
from timeline.quotes.places import fold, repaired

NEAREST_QUOTE = 2000
"""Characters of a quote that the nearest passage is looked for with."""
LIKENESS_LEAST = 35.0
"""Below this likeness (0 to 100) a passage is not worth showing."""

ABSENT = "it is not in the document"
"""The plain reason of a quote that is missing."""
WORD = re.compile(r"\w+")
UNBROKEN = re.compile(r"\S+")


def missing(document: Document, quote: str, reason: str = "") -> Proof:
    """Tell that the quote is not there, with the passage that is most like it."""
    from rapidfuzz import fuzz  # 20 ms that a document with all its quotes need not pay

    cleaned, words = repaired(document.text), fold(quote).text[:NEAREST_QUOTE]
    if not reason:
        inside = words in cleaned.text
        reason = "it starts or ends inside a word" if inside else ABSENT
    around = _likeliest(cleaned.text, words)
    best = fuzz.partial_ratio_alignment(words, cleaned.text[around.start : around.stop])
    if best is None:
        return Proof(Standing.MISSING, reason=reason)
    start, stop = _widened(cleaned.text, around.start + best.dest_start, around.start + best.dest_end)
    passage = cleaned.text[start:stop]
    likeness = round(fuzz.ratio(words, passage), 1)
    if likeness < LIKENESS_LEAST or not passage.strip():
        return Proof(Standing.MISSING, reason=reason)
    marked, first, last = _marked(words, passage)
    nearest = cleaned.span(start + first, start + last)
    return Proof(Standing.MISSING, nearest=nearest, marked=marked, likeness=likeness, reason=reason)


def _likeliest(text: str, quote: str) -> Span:
    """Return the stretch that shares most words with the quote, rare words counting more, with room on both sides.

    Time is linear in the text: an alignment of all of it with a long quote would take minutes.
    """
    wanted = Counter(match.group().casefold() for match in WORD.finditer(quote))
    hits = [(match.start(), word) for match in WORD.finditer(text) if (word := match.group().casefold()) in wanted]
    if not hits:
        return Span(0, 20 * NEAREST_QUOTE)
    often = Counter(word for _, word in hits)
    weight = {word: 1 / (1 + log(count)) for word, count in often.items()}
    width = len(quote) * 5 // 4
    inside: Counter[str] = Counter()
    best = score = 0.0
    place, first = hits[0][0], 0
    for start, word in hits:
        inside[word] += 1
        score += weight[word] if inside[word] <= wanted[word] else 0.0
        while start - hits[first][0] > width:
            gone = hits[first][1]
            score -= weight[gone] if inside[gone] <= wanted[gone] else 0.0
            inside[gone] -= 1
            first += 1
        if score > best + 1e-9:
            best, place = score, hits[first][0]
    room = len(quote) // 2 + 20
    return Span(max(0, place - room), place + width + room)


def _widened(text: str, start: int, stop: int) -> tuple[int, int]:
    """Return the stretch widened to whole words."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while stop < len(text) and not text[stop].isspace() and not text[stop - 1].isspace():
        stop += 1
    return start, max(start, stop - (text[stop - 1 : stop].isspace()))


def _marked(quote: str, passage: str) -> tuple[str, int, int]:
    """Return the passage with the words that differ, [-the quote's-] {+the document's+}, and which part of it that is.

    Words of the document before the first or behind the last that the quote has are no part of it.
    """
    from rapidfuzz.distance import Indel

    ours, found = quote.split(), list(UNBROKEN.finditer(passage))
    theirs = [match.group() for match in found]
    same = [step for step in Indel.opcodes(ours, theirs) if step.tag == "equal"]
    first, last = (same[0].dest_start, same[-1].dest_end) if same else (0, len(theirs))
    parts: list[str] = []
    ours_at, theirs_at = 0, first
    for step in [*same, None]:
        ours_to, theirs_to = (step.src_start, step.dest_start) if step else (len(ours), last)
        if ours_at < ours_to:
            parts.append(f"[-{' '.join(ours[ours_at:ours_to])}-]")
        if theirs_at < theirs_to:
            parts.append(f"{{+{' '.join(theirs[theirs_at:theirs_to])}+}}")
        if step:
            ours_at, theirs_at = step.src_end, step.dest_end
            parts += theirs[step.dest_start : theirs_at]
    return " ".join(parts), found[first].start(), found[last - 1].end()
