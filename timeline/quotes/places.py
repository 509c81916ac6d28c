"""Where the words of a quote stand in a text: as they are, or folded."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from timeline import clean
from timeline.model import Document, Span

FRAGMENT_LEAST = 12
"""Characters that a fragment has at least; fewer prove nothing, since "of the" stands everywhere."""
SEARCHED = 50_000_000
"""Characters that may be searched for all quotes of a document one by one; from there on it is read once for all."""
OPENINGS = (64, 16)
"""Characters by which many quotes are told apart where they start; a shorter quote is searched alone."""
SURROUNDING = "quotation marks around it"
LETTERS = re.compile(r"[^\W_]*")
LETTER = re.compile(r"[^\W_]")
NON, NOT = re.compile(r"(?i)\bnon-\Z"), re.compile(r"(?i)['’]t\b")
NUMBER_BEFORE, NUMBER_AFTER = re.compile(r"\d[.,]\Z"), re.compile(r"[.,]\d")
WORD_START = re.compile(r"(?<![^\W_])[^\W_]")


class Place(NamedTuple):
    """Where words stand in a document, and the names of the repairs by which they were found."""

    span: Span
    folds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Folded:
    """A quote repaired, without blanks at its ends; `lead` is how many were cut at its start."""

    cleaned: clean.Cleaned
    text: str
    lead: int

    def folds(self, document: clean.Cleaned, start: int) -> tuple[str, ...]:
        """Name the repairs by which the document's words at `start` differ from the quote's."""
        stop = start + len(self.text)
        theirs = dict.fromkeys(document.edits(start, stop))
        ours = dict.fromkeys(self.cleaned.edits(self.lead, self.lead + len(self.text)))
        differing = [edit for edit in theirs if edit not in ours] + [edit for edit in ours if edit not in theirs]
        return tuple(dict.fromkeys(kind for edit in differing for kind in edit.kinds))


@lru_cache(maxsize=16)
def repaired(text: str, compounds: frozenset[str] = frozenset()) -> clean.Cleaned:
    """Return a document repaired; the last ones are kept."""
    return clean.repair(text, compounds)


def fold(quote: str) -> Folded:
    """Return a quote repaired, without blanks at its ends."""
    cleaned = clean.repair(quote)
    text = cleaned.text.strip()
    return Folded(cleaned, text, cleaned.text.find(text))


First = Callable[[str, str, int], int | None]
"""Text, words and the start of the text proper to the first place of the words, as `first_place` has it."""


def finder(text: str, quotes: Collection[str]) -> First:
    """Return the quicker way to the first places of the quotes: through the text for each, or through it once."""
    return _Openings(text, quotes).first if len(quotes) * len(text) > SEARCHED else first_place


class _Openings:
    """Where in a text the openings of many quotes stand: what `first_place` finds, without reading the text again."""

    def __init__(self, text: str, quotes: Iterable[str]) -> None:
        self._text = text
        self._starts: dict[str, list[int]] = {}
        for quote in quotes:
            opening = self._opening(quote.strip())
            if opening:
                self._starts[opening[1]] = []
        for match in WORD_START.finditer(text):
            start = match.start()
            for length in OPENINGS:
                found = self._starts.get(text[start : start + length])
                if found is not None:
                    found.append(start)

    @staticmethod
    def _opening(words: str) -> tuple[int, str] | None:
        """Return where the first letter of the words stands and what it opens; None where that is too little."""
        letter = LETTER.search(words)
        lead = letter.start() if letter else len(words)
        length = next((length for length in OPENINGS if len(words) - lead >= length), 0)
        return (lead, words[lead : lead + length]) if length else None

    def first(self, text: str, words: str, body: int) -> int | None:
        """Return the same as `first_place`."""
        opening = self._opening(words)
        if opening is None or text is not self._text or opening[1] not in self._starts:
            return first_place(text, words, body)
        lead, letters = opening
        places = (start - lead for start in self._starts[letters] if start >= lead)
        whole = (at for at in places if text.startswith(words, at) and _is_whole(text, at, at + len(words)))
        earliest = next(whole, None)
        if earliest is None or earliest >= body:
            return earliest
        return next((at for at in whole if at >= body), earliest)


def find_whole(document: Document, quote: str, first: First) -> Place | None:
    """Find the quote in one piece: as it is, folded, or without quotation marks that the reader put around it."""
    exact = first(document.text, quote, document.body)
    if exact is not None:
        return Place(Span(exact, exact + len(quote)))
    folded = fold(quote)
    for cleaned in repairs(document, folded.text):
        start = first_place(cleaned.text, folded.text, _body(document, cleaned))
        if start is not None:
            return Place(cleaned.span(start, start + len(folded.text)), folded.folds(cleaned, start))
    bare = folded.text[1:-1]
    if len(bare) >= FRAGMENT_LEAST and folded.text[0] == folded.text[-1] and folded.text[0] in "\"'":
        inner = find_whole(document, quote[1:-1].strip(), first)
        return inner and Place(inner.span, (*inner.folds, SURROUNDING))
    return None


def repairs(document: Document, quote: str) -> Iterator[clean.Cleaned]:
    """Yield the document repaired; where lines break words, also as the quote's own compounds would have it."""
    cleaned = repaired(document.text)
    yield cleaned
    compounds = frozenset(clean.COMPOUND.findall(quote)) if "-" in quote and cleaned.hyphenated else None
    if compounds:
        yield clean.repair(document.text, compounds)


def _body(document: Document, cleaned: clean.Cleaned) -> int:
    return (
        bisect_right(range(len(cleaned.text)), document.body, key=lambda at: cleaned.span(at, at).start) - 1
        if document.body
        else 0
    )


def first_place(text: str, words: str, body: int) -> int | None:
    """Return the first place of the words in the text proper, else in its head."""
    return (
        next(places_of(text, words, body), None)
        if body == 0
        else next((start for origin in (body, 0) for start in places_of(text, words, origin)), None)
    )


def places_of(text: str, words: str, start: int = 0) -> Iterator[int]:
    """Yield where the words stand as whole words."""
    at = text.find(words, start) if words else -1
    while at >= 0:
        if _is_whole(text, at, at + len(words)):
            yield at
            at = text.find(words, at + 1)
        else:  # the next place is behind the word that this one starts in; a step at a time would be quadratic
            at = text.find(words, max(at + 1, LETTERS.match(text, at).end()))  # type: ignore[union-attr]  # or empty


def _is_whole(text: str, start: int, stop: int) -> bool:
    """Tell whether the stretch is whole words and numbers: "can" is not in "can't", nor "5" in "5,000"."""
    before, first, last, after = text[max(0, start - 5) : start], text[start], text[stop - 1], text[stop : stop + 3]
    if first.isalnum() and (before[-1:].isalnum() or NON.search(before)):
        return False
    if last.isalnum() and (after[:1].isalnum() or NOT.match(after)):
        return False
    if first.isdigit() and NUMBER_BEFORE.search(before):
        return False
    return not (last.isdigit() and NUMBER_AFTER.match(after))
