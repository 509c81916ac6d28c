"""What is asked of every candidate to find which tell the same: some numbers in memory, words and odds on disk."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain, compress, groupby
from pathlib import Path

from timeline.candidates.candidate import Basis, Candidate, Corpus, Odds, Told
from timeline.candidates.kept import Bag
from timeline.spool import Spool
from timeline.when import Day, When

REPEATED = 4
"""Days on which an outlet has the same sentence from which on it is furniture of its pages, not news."""
WEEK = 7
"""Days before the publication that an undated event may have happened in."""
AT_HAND = 2048
"""Candidates and documents whose words and odds are held in memory."""
NEVER = 1 << 62
"""An ordinal that stands for no day."""
FAR = 1 << 61
"""Days from 1970 behind which nothing is told apart."""


class Keys:
    """The candidates of a corpus that is in the order of its ids, but for the furniture of pages: the nodes.

    Of each node: its `document`; the days that it can mean (ordinals, `first` to `last`; NEVER where it has none); its
    `place` among `places`, and whether that is `spotted` on the map; whether it is its document's `own` event; the hash
    of what is `said` of which date, 0 without one. Of each
    document: the `nodes` from where to where, and the day on which it was `published`, NEVER where that is no day.
    """

    def __init__(self, documents: Corpus, folder: Path | None = None) -> None:
        self.sources: list[str] = []
        self.published, self._days, self._stops = array("q"), array("q"), array("Q", [0])
        self.document, self.place, self.spotted = array("I"), array("I"), bytearray()
        self.first, self.last, self.said = array("q"), array("q"), array("q")
        self._odds, self._words = Spool(folder), Spool(folder)
        seen = _Seen()
        places: dict[str, int] = {}
        for number, told in enumerate(documents):
            self._take(told)
            for candidate in told.candidates:
                self._words.add(_packed(candidate))
                self.document.append(number)
                self.place.append(places.setdefault(candidate.place, len(places)))
                self.spotted.append(candidate.spot is not None)
                first, last = _span(candidate)
                self.first.append(first)
                self.last.append(last)
                self.said.append(hash((candidate.quote, candidate.date.text)) if candidate.date else 0)
                seen.add(told, candidate)
        self.places = tuple(places)
        self._furniture = seen.repeated()
        self._bags = array("I", range(len(self.document)))
        if self._furniture:
            self._leave_out([seen.sentences[bag] not in self._furniture for bag in self._bags])
        self.own = bytearray(len(self.document))
        self.nodes = array("I", [0]) * (len(self.sources) + 1)
        self._number()
        self.bag: Callable[[int], array[int]] = lru_cache(AT_HAND)(self._bag)
        """Returns the numbers of a node's words, ascending."""
        self.odds: Callable[[int], tuple[Odds, ...]] = lru_cache(AT_HAND)(self._unpacked)
        """Returns when a document's own event may have happened, as candidate.Told has it."""

    def __len__(self) -> int:
        return len(self.document)

    def days(self, document: int) -> array[int]:
        """Return the exact days (ordinals) that a document speaks of."""
        return self._days[self._stops[document] : self._stops[document + 1]]

    def events(self) -> Iterator[int]:
        """Yield the nodes that are their documents' own events."""
        return compress(range(len(self)), self.own)

    def clean(self, told: Told) -> Told:
        """Return what a document tells without the furniture of its pages."""
        if not self._furniture or not told.outlet:
            return told
        kept = tuple(one for one in told.candidates if _sentence(told, one) not in self._furniture)
        return replace(told, candidates=kept)

    def _take(self, told: Told) -> None:
        self.sources.append(told.source)
        day = single(told.published)
        self.published.append(NEVER if day is None else ordinal(day))
        self._days.extend(map(ordinal, told.days))
        self._stops.append(len(self._days))
        self._odds.add(array("d", chain.from_iterable(told.odds)).tobytes())

    def _bag(self, node: int) -> array[int]:
        return array("I", self._words[self._bags[node]])

    def _unpacked(self, document: int) -> tuple[Odds, ...]:
        numbers = iter(array("d", self._odds[document]))
        return tuple(Odds(int(first), int(last), share) for first, last, share in zip(*[numbers] * 3, strict=True))

    def _leave_out(self, kept: list[bool]) -> None:
        for name in ("document", "place", "first", "last", "said", "_bags"):
            old: array[int] = getattr(self, name)
            setattr(self, name, array(old.typecode, compress(old, kept)))
        self.spotted = bytearray(compress(self.spotted, kept))

    def _number(self) -> None:
        """Find where each document's nodes begin: the first of them is its own event."""
        node = 0
        for document in range(len(self.sources)):
            self.nodes[document] = node
            if node < len(self) and self.document[node] == document:
                self.own[node] = True
            while node < len(self) and self.document[node] == document:
                node += 1
        self.nodes[len(self.sources)] = node


class _Seen:
    """The sentences of a corpus by the hash of their outlet and words, 0 without an outlet, and when each was seen."""

    def __init__(self) -> None:
        self.sentences, self._published = array("q"), array("I")
        self._dates: dict[When | None, int] = {}

    def add(self, told: Told, candidate: Candidate) -> None:
        self.sentences.append(_sentence(told, candidate) if told.outlet else 0)
        self._published.append(self._dates.setdefault(told.published, len(self._dates)))

    def repeated(self) -> frozenset[int]:
        """Return the sentences that an outlet sets into many of its pages."""
        often = {one for one, same in groupby(sorted(self.sentences)) if one and sum(1 for _ in same) >= REPEATED}
        seen: dict[int, set[int]] = defaultdict(set)
        for sentence, published in zip(self.sentences, self._published, strict=True) if often else ():
            if sentence in often:
                seen[sentence].add(published)
        return frozenset(sentence for sentence, published in seen.items() if len(published) >= REPEATED)


def single(when: When | None) -> Day | None:
    """Return the day that a date is, None where it is more than one."""
    return when.first if when is not None and when.first == when.last else None


def _sentence(told: Told, candidate: Candidate) -> int:
    return hash((told.outlet, candidate.quote)) or 1


def _packed(candidate: Candidate) -> bytes:
    words = candidate.words
    return words.packed if isinstance(words, Bag) else array("I", sorted(words)).tobytes()


def _span(candidate: Candidate) -> tuple[int, int]:
    """Return the first and last day that a candidate can mean."""
    when = candidate.date
    if when is None or when.first is None or when.last is None:
        return NEVER, NEVER
    first = ordinal(when.first)
    return first - WEEK if candidate.basis is Basis.ABOUT else first, ordinal(when.last)


def ordinal(day: Day) -> int:
    """Return the day's ordinal; EDTF has years that no number of this size holds, and they are all as far away."""
    return max(-FAR, min(FAR, day.ordinal()))
