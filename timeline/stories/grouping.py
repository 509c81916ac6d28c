"""Which candidates tell the same event: words alike, dates compatible, places not apart.

Only documents that share rare words are compared, so that the work grows with the corpus and not with its square.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import NamedTuple, Self

from timeline.candidates.candidate import same_place
from timeline.candidates.stems import codes
from timeline.stories import linkage, pairs
from timeline.stories.keys import NEVER, WEEK, Keys

SAME = 0.35
"""How likely two articles, or two groups of them on average, must be one event to be told as one."""
HARDLY = 0.06
"""Share that a day must have of an article's odds before a look back to that day may be of its event."""
NEAR = 1
"""Days that two reports of one event may differ by: the night has two dates."""
RARE = 45
"""Of each document, so many of its rarest words lead to others."""
CROWD = 80
"""A word in more documents than this leads nowhere."""
SHARED = 2
"""Rare words that two documents must share to be compared."""
LOOKED_BACK = 0.45
"""Share of a look back's words (by rarity) that the article about the event must hold."""
BOTH_LOOK_BACK = 0.4
"""The same of two looks back."""
SLACK = 1e-6
"""What sums of a few numbers may be off by."""
SMALL = 100
"""Documents below which a corpus says little about how rare a word is."""
TWINS = 0.7
"""Share of all their words that two reports of different places have in common which tell two events in one form."""
COPY = 0.8
"""Likeness from which on two articles are copies of one."""


class Groups(NamedTuple):
    """What belongs together: nodes by event, and of each document the first that it is a copy of.

    `lines` has of each document the first of its story line: of those that tell its event, and whatever hangs on these.
    """

    events: Lists
    originals: Sequence[int]
    lines: Sequence[int]


class Lists:
    """Lists of numbers, one behind the other: a hundred thousand of them take little more than their numbers do."""

    def __init__(self) -> None:
        self._numbers, self._stops = array("I"), array("I", [0])

    def add(self, numbers: Iterable[int]) -> None:
        """Add a list."""
        self._numbers.extend(numbers)
        self._stops.append(len(self._numbers))

    def __len__(self) -> int:
        return len(self._stops) - 1

    def __getitem__(self, place: int) -> array[int]:
        return self._numbers[self._stops[place] : self._stops[place + 1]]

    def __iter__(self) -> Iterator[array[int]]:
        return map(self.__getitem__, range(len(self)))


class Sets:
    """Disjoint sets (union-find) of the numbers below `size`."""

    def __init__(self, size: int) -> None:
        self.parent = array("I", range(size))

    def find(self, item: int) -> int:
        """Return the set's representative: its least member."""
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def join(self, one: int, other: int) -> None:
        """Make one set of the two."""
        low, high = sorted((self.find(one), self.find(other)))
        self.parent[high] = low

    def together(self) -> Iterator[list[int]]:
        """Yield the sets, each in its order, by their least members."""
        for _, members in groupby(sorted(range(len(self.parent)), key=self.find), self.find):
            yield list(members)


def group(keys: Keys) -> Groups:
    """Put the candidates of all documents together by event."""
    rare = rarity(keys)
    events, copies, lines = Sets(len(keys)), Sets(len(keys.sources)), Sets(len(keys.sources))
    likely = _Likely(len(keys))
    for pair in compared(keys, rare):
        here, there = keys.document[pair.one], keys.document[pair.other]
        if pair.likeness >= COPY:
            copies.join(here, there)
        share = pairs.likely(pair.traits)
        if share >= pairs.LEAST_LIKELY:
            likely.add(pair.one, pair.other, share)
        if share >= SAME:
            lines.join(here, there)
    for first, *others in chain.from_iterable(linkage.clusters(some, SAME) for some in likely.apart()):
        for other in others:
            events.join(first, other)
    _join_looks_back(keys, rare, events)
    _join_copied(keys, events)
    found = Lists()
    for members in events.together():
        for node in members:
            lines.join(keys.document[members[0]], keys.document[node])
        for part in _apart(keys, members):
            found.add(part)
    documents = range(len(keys.sources))
    return Groups(found, array("I", map(copies.find, documents)), array("I", map(lines.find, documents)))


class _Likely:
    """Pairs of nodes, and how likely the two are one."""

    def __init__(self, size: int) -> None:
        self._ones, self._others, self._shares = array("I"), array("I"), array("d")
        self._near = Sets(size)

    def add(self, one: int, other: int, share: float) -> None:
        """Add a pair."""
        self._ones.append(one)
        self._others.append(other)
        self._shares.append(share)
        self._near.join(one, other)

    def apart(self) -> Iterator[dict[tuple[int, int], float]]:
        """Yield the pairs in parts that have nothing to do with each other: they need not be weighed together."""

        def part(pair: int) -> int:
            return self._near.find(self._ones[pair])

        for _, some in groupby(sorted(range(len(self._ones)), key=part), part):
            yield {(self._ones[pair], self._others[pair]): self._shares[pair] for pair in some}


def _apart(keys: Keys, nodes: list[int]) -> list[list[int]]:
    """Part articles that are each sure of another day: their words are alike, as those of two floods in one town are.

    What is not sure of a day stays with the day that it gives most to, a look back with the day that it has.
    """
    if len(nodes) == 1:
        return [nodes]
    clusters: list[tuple[int, int]] = []
    own = (node for node in nodes if keys.own[node])
    for day in sorted({day for node in own if (day := pairs.sure(keys.odds(keys.document[node]))) is not None}):
        if clusters and day - clusters[-1][1] <= pairs.CONFLICT:
            clusters[-1] = clusters[-1][0], day
        else:
            clusters.append((day, day))
    if len(clusters) == 1 or not clusters:
        return [nodes]
    parts: dict[int, list[int]] = {place: [] for place in range(len(clusters))}
    largest = max(range(len(clusters)), key=lambda place: sum(_speaks(keys, node, clusters[place]) for node in nodes))
    for node in nodes:
        shares = [_speaks(keys, node, cluster) for cluster in clusters]
        best = max(shares)
        parts[shares.index(best) if best else largest].append(node)
    return [part for part in parts.values() if part]


def _speaks(keys: Keys, node: int, days: tuple[int, int]) -> float:
    """Return the share of those days among the node's."""
    if not keys.own[node]:
        first, last = keys.first[node], keys.last[node]
        return float(first != NEVER and days[0] - NEAR <= first <= last <= days[1] + NEAR)
    return sum(one.share for one in keys.odds(keys.document[node]) if days[0] <= one.first == one.last <= days[1])


def rarity(keys: Keys) -> dict[int, float]:
    """Return the inverse document frequency, squared, of each word that stands in more than one document."""
    seen: Counter[int] = Counter()
    total = 0
    for node in keys.events():
        total += 1
        seen.update(keys.bag(node))
    # In a large corpus a word of one document is a name or a slip; in a small one it is most of what sets two apart.
    if total < SMALL:
        return {word: math.log((total + 1) / count) ** 2 for word, count in seen.items()}
    worth = {count: math.log(total / count) ** 2 for count in set(seen.values()) if 1 < count < total}
    return {word: worth[count] for word, count in seen.items() if count in worth}


class Pair(NamedTuple):
    """Two nodes that are their documents' own events, the lower first; how alike the words are, and all that counts."""

    one: int
    other: int
    likeness: float
    traits: list[str]


def compared(keys: Keys, rarity: Mapping[int, float]) -> Iterator[Pair]:
    """Yield the pairs of articles that may tell one event."""
    named = Counter(keys.place[node] for node in keys.events())

    def article(node: int) -> pairs.Article:
        place = keys.place[node]
        odds = keys.odds(keys.document[node])
        return pairs.Article(odds, keys.places[place], spotted=bool(keys.spotted[node]), named=named[place])

    for one, other, likeness in _alike(keys, rarity):
        if likeness >= pairs.LEAST and not _twins(keys, one, other):
            yield Pair(one, other, likeness, pairs.traits(article(one), article(other), likeness))


def _twins(keys: Keys, one: int, other: int) -> bool:
    """Whether two reports in the same words name a place each, and neither that of the other."""
    here, there = keys.places[keys.place[one]], keys.places[keys.place[other]]
    if not here or not there or same_place(here, there):
        return False
    named, others = (frozenset(codes(place.partition(",")[0])) for place in (here, there))
    mine, its = frozenset(keys.bag(one)), frozenset(keys.bag(other))
    each = named <= mine and others <= its and not named <= its and not others <= mine
    return each and len(mine & its) >= TWINS * len(mine | its)


def _alike(keys: Keys, rarity: Mapping[int, float]) -> Iterator[tuple[int, int, float]]:
    """Pairs of documents (by their own events) that share rare words, each with its likeness."""
    total = sum(keys.own)
    least = math.log(max(total, 2) / CROWD) ** 2 if total > CROWD else 0.0
    index: dict[int, array[int]] = defaultdict(lambda: array("I"))
    lengths = array("d", [0.0]) * len(keys)
    for node in keys.events():
        words = [(rarity[word], word) for word in keys.bag(node) if word in rarity]
        lengths[node] = math.sqrt(sum(weight for weight, _ in words)) or 1.0
        own = frozenset(word for _, word in words)
        leading = [word for weight, word in sorted(words, reverse=True)[:RARE] if weight >= least]
        shared = Counter(chain.from_iterable(index[word] for word in leading))
        for word in leading:
            index[word].append(node)
        for other, count in shared.items():
            if count >= SHARED:
                dot = sum(map(rarity.__getitem__, own.intersection(keys.bag(other))))
                yield other, node, dot / (lengths[other] * lengths[node])


def _join_looks_back(keys: Keys, rarity: Mapping[int, float], events: Sets) -> None:
    """Join a look back to the article about that day which holds its words, or to another look back.

    What shares none of the words that a look back can't do without is not held against it, so that the work grows with
    what is alike and not with all that is said of a day.
    """
    about, back = _by_day(keys)
    for day, nodes in back.items():
        looks = {node: _Look.of(keys.bag(node), rarity) for node in nodes}
        near = _near(keys, looks, about.get(day, ()))
        left: dict[int, list[int]] = defaultdict(list)
        for node, look in looks.items():
            shares = ((look.held(frozenset(keys.bag(other))), -other) for other in near[node])
            share, best = max(shares, default=(0.0, 0))
            if share >= LOOKED_BACK:
                events.join(node, -best)
                continue
            others = sorted(set(chain.from_iterable(left[word] for word in look.needed(BOTH_LOOK_BACK))))
            first = next((other for other in others if look.held(looks[other].words) >= BOTH_LOOK_BACK), node)
            events.join(node, first)
            for word in look.words:
                left[word].append(node)


def _join_copied(keys: Keys, events: Sets) -> None:
    """Join what two articles tell on the side in the same words of the same time."""
    first: dict[int, int] = {}
    for node, said in enumerate(keys.said):
        if said and not keys.own[node]:
            events.join(first.setdefault(said, node), node)


def _near(keys: Keys, looks: Mapping[int, _Look], about: Iterable[int]) -> Mapping[int, set[int]]:
    """Return, of each look back, the articles that may hold enough of its words."""
    wanted: dict[int, list[int]] = defaultdict(list)
    for node, look in looks.items():
        for word in look.needed(LOOKED_BACK):
            wanted[word].append(node)
    near: dict[int, set[int]] = defaultdict(set)
    for other in about:
        for word in wanted.keys() & keys.bag(other):
            for node in wanted[word]:
                near[node].add(other)
    return near


class _Look(NamedTuple):
    """The words of a look back that say something, how much each says, and all of them together."""

    words: dict[int, float]
    total: float

    @classmethod
    def of(cls, words: Iterable[int], rarity: Mapping[int, float]) -> Self:
        said = {word: rarity[word] for word in words if word in rarity}
        return cls(said, sum(said.values()) or 1.0)

    def held(self, others: Container[int]) -> float:
        """Return the share of the words that are among the others."""
        return sum(weight for word, weight in self.words.items() if word in others) / self.total

    def needed(self, share: float) -> list[int]:
        """Return words of which another must hold one to hold that share: the others come to less together."""
        found = []
        rest = self.total
        for word, weight in sorted(self.words.items(), key=lambda one: -one[1]):
            if rest < share * self.total * (1 - SLACK):
                break
            found.append(word)
            rest -= weight
        return found


def _by_day(keys: Keys) -> tuple[dict[int, array[int]], dict[int, array[int]]]:
    """Return the own events that may have happened on a day, and the looks back on it, by day."""
    about: dict[int, array[int]] = defaultdict(lambda: array("I"))
    back: dict[int, array[int]] = defaultdict(lambda: array("I"))
    for node in range(len(keys)):
        if keys.own[node]:
            for day in _days(keys, node):
                about[day].append(node)
        elif keys.first[node] == keys.last[node] != NEVER:
            back[keys.first[node]].append(node)
    return about, back


def _days(keys: Keys, node: int) -> set[int]:
    """Return the days that an article's own event may have happened on."""
    first, last = keys.first[node], keys.last[node]
    days = set(range(first, last + 1)) if first != NEVER and last - first <= WEEK + NEAR else set()
    return days | {one.first for one in keys.odds(keys.document[node]) if one.first == one.last and one.share >= HARDLY}
