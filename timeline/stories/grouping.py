"""Which candidates tell the same event: words alike, dates compatible, places not apart.

Only documents that share rare words are compared, so that the work grows with the corpus and not with its square.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import NamedTuple

from timeline.candidates.candidate import Basis, Candidate, Told
from timeline.stories import linkage, pairs

SAME = 0.35
"""How likely two articles, or two groups of them on average, must be one event to be told as one."""
HARDLY = 0.06
"""Share that a day must have of an article's odds before a look back to that day may be of its event."""
NEAR = 1
"""Days that two reports of one event may differ by: the night has two dates."""
WEEK = 7
"""Days before the publication that an undated event may have happened in."""
RARE = 45
"""Of each document, so many of its rarest words lead to others."""
CROWD = 80
"""A word in more documents than this leads nowhere."""
SHARED = 2
"""Rare words that two documents must share to be compared."""
LOOKED_BACK = 0.45
"""Share of a look back's words (by rarity) that the article about the event must hold."""
BOTH_LOOK_BACK = 0.4
SMALL = 30
"""Documents below which a corpus says little about how rare a word is."""
COPY = 0.8
"""Likeness from which on two articles are copies of one."""


class Node(NamedTuple):
    """A candidate in its document; `own` if it is what the document is about."""

    told: Told
    candidate: Candidate
    own: bool
    span: tuple[int, int] | None
    """First and last day (ordinals) that it can mean."""


class Groups(NamedTuple):
    """What belongs together: nodes by event, and documents by the first of those that they are copies of.

    `lines` are the documents by the first of their story line: those that tell one event, and whatever hangs on these.
    """

    events: list[list[Node]]
    copies: Mapping[str, str]
    lines: Mapping[str, str]


class Sets:
    """Disjoint sets (union-find) of the numbers below `size`."""

    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

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


def group(documents: Sequence[Told]) -> Groups:
    """Put the candidates of all documents together by event."""
    nodes = [
        Node(told, candidate, place == 0, _span(candidate))
        for told in documents
        for place, candidate in enumerate(told.candidates)
    ]
    own = [place for place, node in enumerate(nodes) if node.own]
    rarity = _rarity(nodes[place].candidate.words for place in own)
    named = Counter(nodes[place].candidate.place for place in own)
    events, copies, lines = Sets(len(nodes)), Sets(len(nodes)), Sets(len(nodes))
    likely: dict[tuple[int, int], float] = {}
    for one, other, likeness in alike(nodes, own, rarity):
        if likeness >= COPY:
            copies.join(one, other)
        likely[one, other] = share = pairs.likely(nodes[one].told, nodes[other].told, likeness, named)
        if share >= SAME:
            lines.join(one, other)
    for place, first in enumerate(linkage.clusters(len(nodes), likely, SAME)):
        events.join(first, place)
    _join_looks_back(nodes, own, rarity, events)
    together: dict[int, list[Node]] = defaultdict(list)
    for place, node in enumerate(nodes):
        together[events.find(place)].append(node)
    first_of = dict(zip((nodes[place].told.source for place in own), own, strict=True))
    for members in together.values():
        for node in members:
            lines.join(first_of[members[0].told.source], first_of[node.told.source])

    def firsts(sets: Sets) -> dict[str, str]:
        return {nodes[place].told.source: nodes[sets.find(place)].told.source for place in own}

    events_apart = [part for members in together.values() for part in _apart(members)]
    return Groups(events_apart, firsts(copies), firsts(lines))


def _apart(nodes: list[Node]) -> list[list[Node]]:
    """Part articles that are each sure of another day: their words are alike, as those of two floods in one town are.

    What is not sure of a day stays with the day that it gives most to, a look back with the day that it has.
    """
    clusters: list[tuple[int, int]] = []
    for day in sorted({day for node in nodes if node.own and (day := pairs.sure(node.told)) is not None}):
        if clusters and day - clusters[-1][1] <= pairs.CONFLICT:
            clusters[-1] = clusters[-1][0], day
        else:
            clusters.append((day, day))
    if len(clusters) == 1 or not clusters:
        return [nodes]
    parts: dict[int, list[Node]] = {place: [] for place in range(len(clusters))}
    largest = max(range(len(clusters)), key=lambda place: sum(_speaks(node, clusters[place]) for node in nodes))
    for node in nodes:
        shares = [_speaks(node, cluster) for cluster in clusters]
        best = max(shares)
        parts[shares.index(best) if best else largest].append(node)
    return [part for part in parts.values() if part]


def _speaks(node: Node, days: tuple[int, int]) -> float:
    """Return the share of those days among the node's."""
    if not node.own:
        return float(node.span is not None and days[0] - NEAR <= node.span[0] <= node.span[1] <= days[1] + NEAR)
    return sum(one.share for one in node.told.odds if days[0] <= one.first == one.last <= days[1])


def _span(candidate: Candidate) -> tuple[int, int] | None:
    when = candidate.date
    if when is None or when.first is None or when.last is None:
        return None
    first = when.first.ordinal()
    return first - WEEK if candidate.basis is Basis.ABOUT else first, when.last.ordinal()


def _rarity(bags: Iterable[AbstractSet[int]]) -> dict[int, float]:
    """Return the inverse document frequency, squared, of each word that stands in more than one document."""
    seen: Counter[int] = Counter()
    total = 0
    for bag in bags:
        total += 1
        seen.update(bag)
    # In a large corpus a word of one document is a name or a slip; in a small one it is most of what sets two apart.
    if total < SMALL:
        return {word: math.log((total + 1) / count) ** 2 for word, count in seen.items()}
    return {word: math.log(total / count) ** 2 for word, count in seen.items() if 1 < count < total}


def alike(nodes: Sequence[Node], own: Sequence[int], rarity: Mapping[int, float]) -> Iterable[tuple[int, int, float]]:
    """Yield the pairs of documents that share rare words, each with its likeness; the lower node first."""
    least = math.log(max(len(own), 2) / CROWD) ** 2 if len(own) > CROWD else 0.0
    index: dict[int, list[int]] = defaultdict(list)
    lengths: dict[int, float] = {}
    for place in own:
        words = [(rarity[word], word) for word in nodes[place].candidate.words if word in rarity]
        lengths[place] = math.sqrt(sum(weight for weight, _ in words)) or 1.0
        leading = [word for weight, word in sorted(words, reverse=True)[:RARE] if weight >= least]
        shared = Counter(chain.from_iterable(index[word] for word in leading))
        for word in leading:
            index[word].append(place)
        for other, count in shared.items():
            if count >= SHARED:
                common = nodes[other].candidate.words & nodes[place].candidate.words
                dot = sum(rarity[word] for word in common if word in rarity)
                likeness = dot / (lengths[other] * lengths[place])
                if likeness >= pairs.LEAST:
                    yield other, place, likeness


def _join_looks_back(nodes: Sequence[Node], own: Sequence[int], rarity: Mapping[int, float], events: Sets) -> None:
    """Join a look back to the article about that day which holds its words, or to another look back."""
    about: dict[int, list[int]] = defaultdict(list)
    for place in own:
        for day in _days(nodes[place]):
            about[day].append(place)
    back: dict[int, list[int]] = defaultdict(list)
    for place, node in enumerate(nodes):
        if node.own or node.span is None or node.span[0] != node.span[1]:
            continue
        day = node.span[0]
        words = {word: rarity[word] for word in node.candidate.words if word in rarity}
        total = sum(words.values()) or 1.0
        shares = [(_held(words, nodes[other]) / total, -other) for other in about[day]]
        share, best = max(shares, default=(0.0, 0))
        if share >= LOOKED_BACK:
            events.join(place, -best)
            continue
        for other in back[day]:
            if _held(words, nodes[other]) / total >= BOTH_LOOK_BACK:
                events.join(place, other)
                break
        back[day].append(place)


def _days(node: Node) -> set[int]:
    """Return the days that an article's own event may have happened on."""
    span = node.span
    days = set(range(span[0], span[1] + 1)) if span is not None and span[1] - span[0] <= WEEK + NEAR else set()
    return days | {one.first for one in node.told.odds if one.first == one.last and one.share >= HARDLY}


def _held(words: Mapping[int, float], node: Node) -> float:
    held = node.candidate.words
    return sum(weight for word, weight in words.items() if word in held)
