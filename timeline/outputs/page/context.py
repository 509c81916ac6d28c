"""Quotes in their context: the sentences around them, or the whole document, and where in these each quote stands.

What surrounds a quote is not written out quote by quote. Of each source, the stretches that its quotes need are joined
to one excerpt, and a quote's context tells where to look in it: twenty quotes from one page ship that page once.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from timeline.model import Case, Document, Span
from timeline.outputs.page.drawn import Passage

REACH = 280
"""Code points of the document shown on either side of a quote, at most; cut where a sentence ends."""

CUT_BEFORE, CUT_AFTER = 1, 2
"""Set where a context begins or ends within a sentence, which the page shows by an ellipsis."""

Context = list[list[int]]
"""Stretches of the text, each `[cuts, start, quoted from, to, quoted from, to, …, stop]` in code points."""

_ENDS = re.compile(r"[.!?…][\"”’»)\]]*\s+|\n\s*\n")
_WEB = re.compile(r"https?://", re.IGNORECASE)


def contexts(case: Case, passages: Sequence[Passage], sources: Sequence[str]) -> tuple[list[str], list[Context]]:
    """Return the text of each source that the page ships, and the context of each passage in it.

    A source without a document has an empty text, a quote that stands in none an empty context.
    """
    whole = case.settings.context == "document"
    by_source: dict[str, list[int]] = {source: [] for source in sources}
    for number, (source, _) in enumerate(passages):
        by_source[source].append(number)
    texts: list[str] = []
    found: list[Context] = [[] for _ in passages]
    for source, numbers in by_source.items():
        document = case.documents.get(source)
        if document is None:
            texts.append("")
            continue
        ends = [] if whole else [match.end() for match in _ENDS.finditer(document.text)]
        for number in numbers:
            proof = case.proofs.get(passages[number])
            if proof and proof.places:
                found[number] = _whole(document, proof.places) if whole else around(document, proof.places, ends)
        if whole:
            texts.append(document.text)
            continue
        text, moved = _excerpt(document.text, [stretch for number in numbers for stretch in found[number]])
        texts.append(text)
        for number in numbers:
            found[number] = [[stretch[0], *map(moved, stretch[1:])] for stretch in found[number]]
    return texts, found


def around(document: Document, places: Sequence[Span], ends: Sequence[int]) -> Context:
    """Return the sentences around a quote's places; `ends` has the offsets behind the document's sentences.

    Places that are far apart make two stretches, and what lies between them stays out.
    """
    runs: list[list[Span]] = [[places[0]]]
    for before, place in pairwise(places):
        if place.start - before.stop > 2 * REACH:
            runs.append([place])
        else:
            runs[-1].append(place)
    return [_stretch(document, run, ends) for run in runs]


def _stretch(document: Document, run: Sequence[Span], ends: Sequence[int]) -> list[int]:
    first, last = run[0].start, run[-1].stop
    cuts = 0
    start = max(document.body, first - REACH)
    if start > document.body:
        # The first sentence in reach that is whole opens it; where there is none, the words are cut, and that is shown.
        at = bisect_left(ends, start)
        if at < len(ends) and ends[at] <= first:
            start = ends[at]
        else:
            cuts |= CUT_BEFORE
    stop = min(len(document.text), last + REACH)
    if stop < len(document.text):
        at = bisect_right(ends, stop) - 1
        if at >= 0 and ends[at] >= last:
            stop = ends[at]
        else:
            cuts |= CUT_AFTER
    return [cuts, start, *(offset for place in run for offset in (place.start, place.stop)), stop]


def _whole(document: Document, places: Sequence[Span]) -> Context:
    return [[0, 0, *(offset for place in places for offset in (place.start, place.stop)), len(document.text)]]


def _excerpt(text: str, stretches: Sequence[Sequence[int]]) -> tuple[str, Callable[[int], int]]:
    """Join what the stretches cover, each code point once, and return how an offset moves from the text to it."""
    spans: list[tuple[int, int]] = []
    for start, stop in sorted((stretch[1], stretch[-1]) for stretch in stretches):
        if spans and start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(stop, spans[-1][1])
        else:
            spans.append((start, stop))
    starts, gone, before = [], [], 0
    for start, stop in spans:
        starts.append(start)
        gone.append(start - before)
        before += stop - start

    def moved(offset: int) -> int:
        return offset - gone[bisect_right(starts, offset) - 1]

    return "".join(text[start:stop] for start, stop in spans), moved


def records(case: Case, sources: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield the bibliographic record of each source. A link that is not http or https stays out of it."""
    for source in sources:
        known = case.sources.get(source)
        if known is None:
            yield {"id": source, "title": source}
            continue
        fields = {
            "id": known.id,
            "title": known.title,
            "publisher": known.publisher,
            "author": known.author,
            "published": known.published.words if known.published else "",
            "url": web(known.url),
            "archive": web(known.archive_url),
            "accessed": known.accessed,
            "sha256": known.sha256,
            "language": known.language,
            "kind": known.kind,
            "reliability": known.reliability,
            "origin": known.origin,
        }
        yield {key: value for key, value in fields.items() if value}


def web(url: str) -> str:
    """Return the link if it leads to the web, else nothing: `javascript:` and `file:` have no place on a page."""
    return url if _WEB.match(url) else ""
