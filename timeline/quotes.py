"""Is the quote in the document: exactly, after folding, or not; and where.

A quote is whole words in a row. An ellipsis (`…`, `...`, `[…]`, `[...]`, `(…)`) may join fragments of at least 12
characters that stand in this order, at most 500 characters apart, with no negation left out between them. An ellipsis
that the document has itself is part of the words: the quote as it stands is always tried first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from math import log
from typing import NamedTuple

from timeline import clean
from timeline.model import Document, Proof, Span, Standing, TextQuoteSelector

FRAGMENT_LEAST = 12
"""Characters that a fragment has at least; fewer prove nothing, since "of the" stands everywhere."""
GAP_MOST = 500
"""Characters between two fragments at most: about a paragraph. What is farther apart are two quotes."""
SELECTOR = 32
"""Characters that a TextQuoteSelector keeps before and after the words."""
SEARCHED = 50_000_000
"""Characters that may be searched for all quotes of a document one by one; from there on it is read once for all."""
OPENINGS = (64, 16)
"""Characters by which many quotes are told apart where they start; a shorter quote is searched alone."""
OCCURRENCES = 2000
"""Places of one fragment that are looked at."""
NEAREST_QUOTE = 2000
"""Characters of a quote that the nearest passage is looked for with."""
LIKENESS_LEAST = 35.0
"""Below this likeness (0 to 100) a passage is not worth showing."""

ABSENT = "it is not in the document"
"""The plain reason of a quote that is missing."""
SURROUNDING = "quotation marks around it"
JOINT = re.compile(r"\s*(?:\[\s*(?:…|\.{3}|\. \. \.)\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3,4}|\. \. \.)\s*")
NEGATION = re.compile(
    r"""\w+n't\b | \b(?: not | cannot | never | no | none | nobody | nothing | nowhere | without | neither | nor
      | hardly | scarcely | barely | rarely | seldom | unable | unlikely | untrue | false | falsely
      | den(?:y|ies|ied|ying|ial) | refut(?:e|es|ed|ing) | refus(?:e|es|ed|ing|al) | reject(?:s|ed|ing)?
      | fail(?:s|ed|ing|ure)? )\b (?!-\w | \.\s?\d)""",  # a "no-fly zone" and "No. 5" negate nothing
    re.VERBOSE | re.IGNORECASE,
)
WORD = re.compile(r"\w+")
UNBROKEN = re.compile(r"\S+")
LETTERS = re.compile(r"[^\W_]*")
LETTER = re.compile(r"[^\W_]")
NON, NOT = re.compile(r"(?i)\bnon-\Z"), re.compile(r"(?i)['’]t\b")
NUMBER_BEFORE, NUMBER_AFTER = re.compile(r"\d[.,]\Z"), re.compile(r"[.,]\d")
WORD_START = re.compile(r"(?<![^\W_])[^\W_]")
SENTENCE = re.compile(
    r"""(?:(?<=[.!?])|(?<=[.!?]["'”’)\]]))(?<!\b[A-Z]\.)(?<!\b[DMS]r\.)(?<!\bMrs\.)\s+(?=\W?[A-Z0-9])|\n\s*\n"""
)


def prove(document: Document, quote: str) -> Proof:
    """Return where the quote stands, or why it does not. Takes a second on a document of a megabyte."""
    return _prove(document, quote, _first)


def prove_all(documents: Mapping[str, Document], cited: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Proof]:
    """Return for each source and quote the proof that `prove` gives, in their order; none without a document.

    A table of a million rows that cites itself is read once, not a million times: time is linear in texts and quotes,
    where these stand in their documents as they are.
    """
    pairs = dict.fromkeys(pair for pair in cited if pair[0] in documents)  # a second citation may be another's first
    wanted: dict[str, list[str]] = defaultdict(list)
    for source, quote in pairs:
        wanted[source].append(quote)
    firsts = {source: _finder(documents[source].text, quotes) for source, quotes in wanted.items()}
    return {(source, quote): _prove(documents[source], quote, firsts[source]) for source, quote in pairs}


def _prove(document: Document, quote: str, first: First) -> Proof:
    quote = quote.strip()
    if not WORD.search(quote):
        return Proof(Standing.MISSING, reason="the quote holds no words")
    whole = _find_whole(document, quote, first)
    if whole:
        return _proof(document, [whole])
    fragments = [fragment for fragment in JOINT.split(quote) if _fold(fragment).text]
    if len(fragments) == 1 and fragments[0] != quote:
        return prove(document, fragments[0])  # an ellipsis at the edge joins nothing
    if len(fragments) > 1:
        return _prove_joined(document, fragments)
    return _missing(document, quote)


def context(document: Document, proof: Proof) -> tuple[str, str, str]:
    """Return the quote as the document has it, gaps included, with the sentences it stands in and next to.

    (before, quote, after), cut at the paragraph and at 300 characters; three empty strings where nothing is proven.
    """
    if not proof.places:
        return "", "", ""
    text, start, stop = document.text, proof.places[0].start, proof.places[-1].stop
    before = text[max(document.body if start >= document.body else 0, start - 300) : start]
    after = text[stop : stop + 300]
    before = before[before.rfind("\n\n") + 2 if "\n\n" in before else 0 :]
    breaks = [match.end() for match in SENTENCE.finditer(before)]
    if len(breaks) > 1:
        before = before[breaks[-2] :]
    after = after.split("\n\n", 1)[0]
    ends = [match.start() for match in SENTENCE.finditer(after)]
    if len(ends) > 1:
        after = after[: ends[1]]
    return before, text[start:stop], after


class _Place(NamedTuple):
    span: Span
    folds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Folded:
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
def _repaired(text: str, compounds: frozenset[str] = frozenset()) -> clean.Cleaned:
    return clean.repair(text, compounds)


def _fold(quote: str) -> _Folded:
    cleaned = clean.repair(quote)
    text = cleaned.text.strip()
    return _Folded(cleaned, text, cleaned.text.find(text))


First = Callable[[str, str, int], int | None]
"""Text, words and the start of the text proper to the first place of the words, as `_first` has it."""


def _finder(text: str, quotes: Collection[str]) -> First:
    """Return the quicker way to the first places of the quotes: through the text for each, or through it once."""
    return _Openings(text, quotes).first if len(quotes) * len(text) > SEARCHED else _first


class _Openings:
    """Where in a text the openings of many quotes stand: what `_first` finds, without going through the text again."""

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
        """Return the same as `_first`."""
        opening = self._opening(words)
        if opening is None or text is not self._text or opening[1] not in self._starts:
            return _first(text, words, body)
        lead, letters = opening
        places = (start - lead for start in self._starts[letters] if start >= lead)
        whole = (at for at in places if text.startswith(words, at) and _is_whole(text, at, at + len(words)))
        earliest = next(whole, None)
        if earliest is None or earliest >= body:
            return earliest
        return next((at for at in whole if at >= body), earliest)


def _find_whole(document: Document, quote: str, first: First) -> _Place | None:
    """Find the quote in one piece: as it is, folded, or without quotation marks that the reader put around it."""
    exact = first(document.text, quote, document.body)
    if exact is not None:
        return _Place(Span(exact, exact + len(quote)))
    folded = _fold(quote)
    for cleaned in _repairs(document, folded.text):
        start = _first(cleaned.text, folded.text, _body(document, cleaned))
        if start is not None:
            return _Place(cleaned.span(start, start + len(folded.text)), folded.folds(cleaned, start))
    bare = folded.text[1:-1]
    if len(bare) >= FRAGMENT_LEAST and folded.text[0] == folded.text[-1] and folded.text[0] in "\"'":
        inner = _find_whole(document, quote[1:-1].strip(), first)
        return inner and _Place(inner.span, (*inner.folds, SURROUNDING))
    return None


def _repairs(document: Document, quote: str) -> Iterator[clean.Cleaned]:
    """Yield the document repaired; where lines break words, also as the quote's own compounds would have it."""
    cleaned = _repaired(document.text)
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


def _first(text: str, words: str, body: int) -> int | None:
    """Return the first place of the words in the text proper, else in its head."""
    return (
        next(_places(text, words, body), None)
        if body == 0
        else next((start for origin in (body, 0) for start in _places(text, words, origin)), None)
    )


def _places(text: str, words: str, start: int = 0) -> Iterator[int]:
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


def _proof(document: Document, places: list[_Place]) -> Proof:
    text = document.text
    spans = tuple(place.span for place in places)
    selectors = tuple(
        TextQuoteSelector(
            text[max(0, at.start - SELECTOR) : at.start], text[at.start : at.stop], text[at.stop : at.stop + SELECTOR]
        )
        for at in spans
    )
    folds = tuple(dict.fromkeys(fold for place in places for fold in place.folds))
    return Proof(Standing.FOLDED if folds else Standing.EXACT, spans, selectors, folds)


def _prove_joined(document: Document, fragments: list[str]) -> Proof:
    """Prove a quote of several fragments: all there, in order, near each other, long enough, nothing denied between."""
    folded = [_fold(fragment) for fragment in fragments]
    short = next((part.text for part in folded if len(part.text) < FRAGMENT_LEAST), None)
    too_short = f'the fragment "{short}" has fewer than {FRAGMENT_LEAST} characters' if short is not None else ""
    denied = ""
    for cleaned in _repairs(document, " ".join(part.text for part in folded)):
        places = [list(islice(_places(cleaned.text, part.text), OCCURRENCES)) for part in folded]
        for chain in _chains(places, [len(part.text) for part in folded]):
            spans = [Span(start, start + len(part.text)) for start, part in zip(chain, folded, strict=True)]
            negation = _negation_between(cleaned.text, spans)
            if negation:
                denied = denied or f'the gap leaves out "{negation}"'
            elif not too_short:
                found = zip(spans, folded, strict=True)
                return _proof(
                    document,
                    [_Place(cleaned.span(at.start, at.stop), part.folds(cleaned, at.start)) for at, part in found],
                )
    if denied:
        reason = f"{denied}; {too_short}" if too_short else denied
        return Proof(Standing.NEGATED, reason=reason)
    return _unjoined(document, folded, too_short)


def _chains(places: list[list[int]], lengths: list[int]) -> Iterator[list[int]]:
    """Yield the fragments' places, in order and near each other, the tightest chain for each place of the last one.

    Chains come from the shortest to the longest.
    """
    found = []
    for last in places[-1]:
        chain = [last]
        for starts, length in zip(reversed(places[:-1]), reversed(lengths[:-1]), strict=True):
            at = bisect_right(starts, chain[0] - length) - 1
            if at < 0 or chain[0] - starts[at] - length > GAP_MOST:
                break
            chain.insert(0, starts[at])
        else:
            found.append((chain[-1] - chain[0], chain))
    yield from (chain for _, chain in sorted(found))


def _negation_between(text: str, spans: Iterable[Span]) -> str:
    """Return the first word that negates in the gaps, "" if none does."""
    for before, after in pairwise(spans):
        match = NEGATION.search(text, before.stop, after.start)
        if match:
            return match.group()
    return ""


def _unjoined(document: Document, fragments: list[_Folded], too_short: str) -> Proof:
    """Tell why fragments make no quote: one is not there, they stand in another order, or far from each other."""
    text = _repaired(document.text).text
    firsts = [next(_places(text, part.text), None) for part in fragments]
    for part, start in zip(fragments, firsts, strict=True):
        if start is None:
            reason = f'the fragment "{part.text}" is not in the document'
            return _missing(document, part.text, "; ".join(filter(None, (reason, too_short))))
    spans = sorted(
        Span(start or 0, (start or 0) + len(part.text)) for start, part in zip(firsts, fragments, strict=True)
    )
    far = max(after.start - before.stop for before, after in pairwise(spans))
    reasons = [too_short]
    if far > GAP_MOST:
        reasons.append(f"the fragments are {far} characters apart, more than {GAP_MOST}")
    elif not too_short:
        reasons.append("the fragments stand in another order")
    negation = _negation_between(text, spans) if far <= GAP_MOST else ""
    if negation:
        reasons.insert(0, f'the gap leaves out "{negation}"')
    return Proof(Standing.NEGATED if negation else Standing.MISSING, reason="; ".join(filter(None, reasons)))


def _missing(document: Document, quote: str, reason: str = "") -> Proof:
    """Tell that the quote is not there, with the passage that is most like it."""
    from rapidfuzz import fuzz  # 20 ms that a document with all its quotes need not pay

    cleaned, words = _repaired(document.text), _fold(quote).text[:NEAREST_QUOTE]
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
