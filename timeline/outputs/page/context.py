"""A quote in its context: the sentences around it, or the places where it stands in the whole document."""

from __future__ import annotations

import re
from typing import Any

from timeline.model import Case, Citation, Proof, Span
from timeline.outputs.page import packing
from timeline.outputs.page.packing import as_json

REACH = 280
"""Code points of the document shown on either side of a quote, at most; cut where a sentence ends."""

REMEMBERED = 20_000
"""Quotes kept as written: two events often share one, a million events do not."""

_ENDS = re.compile(r"[.!?…][\"”’»)\]]*\s+|\n\s*\n")
_WEB = re.compile(r"https?://", re.IGNORECASE)


class Quotes:
    """Writes citations and sources as the page holds them; the same quote is looked at once."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._whole = case.settings.context == "document"
        self._seen: dict[tuple[str, str], str] = {}

    def citation(self, citation: Citation, code: int) -> str:
        """Return `[source, quote, context, standing, date, words]` as JSON, cut short where it has no date of its own.

        The context is a list of strings, in turn plain and quoted, or of pairs of offsets into the whole document.
        """
        key = (citation.source, citation.quote)
        told = self._seen.get(key)
        if told is None:
            proof = self._case.proofs.get(key)
            around = packing.dump(self._context(citation.source, proof)).decode("utf-8") if proof else "[]"
            standing = proof.standing.value if proof else ""
            if len(self._seen) >= REMEMBERED:
                self._seen.clear()
            told = self._seen[key] = f'{code},{as_json(citation.quote)},{around},"{standing}"'
        date = citation.date
        return f"[{told},{as_json(date.text)},{as_json(date.words)}]" if date else f"[{told}]"

    def _context(self, source: str, proof: Proof | None) -> list[Any]:
        document = self._case.documents.get(source)
        if document is None or proof is None or not proof.places:
            return []
        if self._whole:
            return [[place.start, place.stop] for place in proof.places]
        return around(document.text, proof.places, document.body)

    def record(self, source: str) -> dict[str, Any]:
        """Return the bibliographic record of a source. A link that is not http or https stays out of it."""
        known = self._case.sources.get(source)
        if known is None:
            return {"id": source, "title": source}
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
            "file": known.file,
            "language": known.language,
            "kind": known.kind,
            "reliability": known.reliability,
            "origin": known.origin,
            "document": self._whole and source in self._case.documents,
        }
        return {key: value for key, value in fields.items() if value}

    def documents(self, sources: list[str]) -> list[str]:
        """Return the texts that the page ships: all cited ones, or none where the settings want sentences only."""
        if not self._whole:
            return []
        return [self._case.documents[source].text if source in self._case.documents else "" for source in sources]


def web(url: str) -> str:
    """Return the link if it leads to the web, else nothing: `javascript:` and `file:` have no place on a page."""
    return url if _WEB.match(url) else ""


def around(text: str, places: tuple[Span, ...], body: int = 0) -> list[str]:
    """Return the text around and between the places, in turn plain and quoted: `[before, quote, after]`."""
    start = max(body, places[0].start - REACH)
    cuts = [match.end() for match in _ENDS.finditer(text, start, places[0].start)]
    if start > body:
        # The first cut in reach opens a whole sentence; where there is none, the words are cut, and that is shown.
        start = cuts[0] if cuts else start
    elif cuts and places[0].start - start > REACH:
        start = cuts[0]
    parts = [("" if cuts or start <= body else "… ") + text[start : places[0].start]]
    for place, after in zip(places, (*places[1:], None), strict=True):
        parts.append(text[place.start : place.stop])
        if after is not None:
            gap = text[place.stop : after.start]
            parts.append(gap if len(gap) <= 2 * REACH else f"{gap[:REACH]} … {gap[-REACH:]}")
    stop = min(len(text), places[-1].stop + REACH)
    ends = [match.end() for match in _ENDS.finditer(text, places[-1].stop, stop)]
    if stop < len(text) and ends:
        parts.append(text[places[-1].stop : ends[-1]].rstrip())
    else:
        parts.append(text[places[-1].stop : stop] + ("" if stop == len(text) else " …"))
    return parts
