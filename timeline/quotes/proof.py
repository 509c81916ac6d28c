"""The proof of a quote: in one piece, or in fragments in order, near each other, with nothing denied between."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, pairwise

from timeline.model import Document, Proof, Span, Standing, TextQuoteSelector
from timeline.quotes.nearest import WORD, missing
from timeline.quotes.places import (
    FRAGMENT_LEAST,
    First,
    Folded,
    Place,
    find_whole,
    finder,
    first_place,
    fold,
    places_of,
    repaired,
    repairs,
)

GAP_MOST = 500
"""Characters between two fragments at most: about a paragraph. What is farther apart are two quotes."""
SELECTOR = 32
"""Characters that a TextQuoteSelector keeps before and after the words."""
OCCURRENCES = 2000
"""Places of one fragment that are looked at."""
JOINT = re.compile(r"\s*(?:\[\s*(?:…|\.{3}|\. \. \.)\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3,4}|\. \. \.)\s*")
NEGATION = re.compile(
    r"""\w+n't\b | \b(?: not | cannot | never | no | none | nobody | nothing | nowhere | without | neither | nor
      | hardly | scarcely | barely | rarely | seldom | unable | unlikely | untrue | false | falsely
      | den(?:y|ies|ied|ying|ial) | refut(?:e|es|ed|ing) | refus(?:e|es|ed|ing|al) | reject(?:s|ed|ing)?
      | fail(?:s|ed|ing|ure)? )\b (?!-\w | \.\s?\d)""",  # a "no-fly zone" and "No. 5" negate nothing
    re.VERBOSE | re.IGNORECASE,
)
SENTENCE = re.compile(
    r"""(?:(?<=[.!?])|(?<=[.!?]["'”’)\]]))(?<!\b[A-Z]\.)(?<!\b[DMS]r\.)(?<!\bMrs\.)\s+(?=\W?[A-Z0-9])|\n\s*\n"""
)


def prove(document: Document, quote: str) -> Proof:
    """Return where the quote stands, or why it does not. Takes a second on a document of a megabyte."""
    return _prove(document, quote, first_place)


def prove_all(documents: Mapping[str, Document], cited: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Proof]:
    """Return for each source and quote the proof that `prove` gives, in their order; none without a document.

    A table of a million rows that cites itself is read once, not a million times: time is linear in texts and quotes,
    where these stand in their documents as they are.
    """
    pairs = dict.fromkeys(pair for pair in cited if pair[0] in documents)  # a second citation may be another's first
    wanted: dict[str, list[str]] = defaultdict(list)
    for source, quote in pairs:
        wanted[source].append(quote)
    firsts = {source: finder(documents[source].text, quotes) for source, quotes in wanted.items()}
    return {(source, quote): _prove(documents[source], quote, firsts[source]) for source, quote in pairs}


def _prove(document: Document, quote: str, first: First) -> Proof:
    quote = quote.strip()
    if not WORD.search(quote):
        return Proof(Standing.MISSING, reason="the quote holds no words")
    whole = find_whole(document, quote, first)
    if whole:
        return _proof(document, [whole])
    fragments = [fragment for fragment in JOINT.split(quote) if fold(fragment).text]
    if len(fragments) == 1 and fragments[0] != quote:
        return prove(document, fragments[0])  # an ellipsis at the edge joins nothing
    if len(fragments) > 1:
        return _prove_joined(document, fragments)
    return missing(document, quote)


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


def _proof(document: Document, places: list[Place]) -> Proof:
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
    folded = [fold(fragment) for fragment in fragments]
    short = next((part.text for part in folded if len(part.text) < FRAGMENT_LEAST), None)
    too_short = f'the fragment "{short}" has fewer than {FRAGMENT_LEAST} characters' if short is not None else ""
    denied = ""
    for cleaned in repairs(document, " ".join(part.text for part in folded)):
        places = [list(islice(places_of(cleaned.text, part.text), OCCURRENCES)) for part in folded]
        for chain in _chains(places, [len(part.text) for part in folded]):
            spans = [Span(start, start + len(part.text)) for start, part in zip(chain, folded, strict=True)]
            negation = _negation_between(cleaned.text, spans)
            if negation:
                denied = denied or f'the gap leaves out "{negation}"'
            elif not too_short:
                found = zip(spans, folded, strict=True)
                return _proof(
                    document,
                    [Place(cleaned.span(at.start, at.stop), part.folds(cleaned, at.start)) for at, part in found],
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


def _unjoined(document: Document, fragments: list[Folded], too_short: str) -> Proof:
    """Tell why fragments make no quote: one is not there, they stand in another order, or far from each other."""
    text = repaired(document.text).text
    firsts = [next(places_of(text, part.text), None) for part in fragments]
    for part, start in zip(fragments, firsts, strict=True):
        if start is None:
            reason = f'the fragment "{part.text}" is not in the document'
            return missing(document, part.text, "; ".join(filter(None, (reason, too_short))))
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
