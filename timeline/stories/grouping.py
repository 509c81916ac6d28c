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

from timeline.candidates.candidate import Basis, Candidate, Odds, Told, same_place
from timeline.candidates.stems import codes

SAME_DATE = 0.14
"""Likeness (cosine of TF-IDF over the whole text) from which on two articles that agree on the day tell one event."""
OTHER_DATE = 0.25
"""The same where they hardly agree: one leads with the trial, the other with the crime."""
ANY_DATE = 0.45
"""The same whatever the dates."""
AGREED, HARDLY = 0.3, 0.06
"""Shares of their odds from which on two articles agree, and hardly agree, on the day."""
VAGUE = 0.5
"""What a stretch of one that holds the other's day counts, against the same day."""
HERE, ELSEWHERE = 0.3, 0.9
"""What the same place adds to the likeness, as a share of it, if no other article names it; and what another makes."""
NEAR = 1
"""Days that two reports of one event may differ by: the night has two dates."""
WEEK = 7
"""Days before the publication that an undated event may have happened in."""
RARE = 30
"""Of each document, so many of its rarest words lead to others."""
CROWD = 80
"""A word in more documents than this leads nowhere."""
SHARED = 2
"""Rare words that two documents must share to be compared."""
LOOKED_BACK = 0.45
"""Share of a look back's words (by rarity) that the article about the event must hold."""
BOTH_LOOK_BACK = 0.4
SMALL = 100
"""Documents below which a corpus says little about how rare a word is."""
SURE = 0.75
"""Share that a day must have of an article's odds before it can't be another day's event."""
CONFLICT = 3
"""Days by which reports of one event may still contradict each other."""
TWINS = 0.7
"""Share of all their words that two reports of different places have in common which tell two events in one form."""
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
    """What belongs together: nodes by event, and documents that are copies of each other by their first."""

    events: list[list[Node]]
    copies: Mapping[str, str]


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
    shares = _common(nodes[place].candidate.place for place in own)
    events, copies = Sets(len(nodes)), Sets(len(nodes))
    for one, other, likeness in _alike(nodes, own, rarity):
        if likeness >= SAME_DATE and _twins(nodes[one].candidate, nodes[other].candidate):
            continue
        if likeness >= COPY:
            copies.join(one, other)
        if _same(likeness * _together(nodes[one], nodes[other], shares), nodes[one], nodes[other]):
            events.join(one, other)
    _join_looks_back(nodes, own, rarity, events)
    _join_copied(nodes, events)
    together: dict[int, list[Node]] = defaultdict(list)
    for place, node in enumerate(nodes):
        together[events.find(place)].append(node)
    events_apart = [part for members in together.values() for part in _apart(members)]
    originals = {nodes[place].told.source: nodes[copies.find(place)].told.source for place in own}
    return Groups(events_apart, originals)


def _apart(nodes: list[Node]) -> list[list[Node]]:
    """Part articles that are each sure of another day: their words are alike, as those of two floods in one town are.

    What is not sure of a day stays with the day that it gives most to, a look back with the day that it has.
    """
    clusters: list[tuple[int, int]] = []
    for day in sorted({day for node in nodes if (day := _sure(node)) is not None}):
        if clusters and day - clusters[-1][1] <= CONFLICT:
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


def _sure(node: Node) -> int | None:
    """Return the day that an article is sure of."""
    best = node.told.odds[0] if node.own and node.told.odds else None
    return best.first if best is not None and best.first == best.last and best.share >= SURE else None


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


def _alike(nodes: Sequence[Node], own: Sequence[int], rarity: Mapping[int, float]) -> Iterable[tuple[int, int, float]]:
    """Pairs of documents that share rare words, each with its likeness."""
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
                yield other, place, dot / (lengths[other] * lengths[place])


def _twins(one: Candidate, other: Candidate) -> bool:
    """Whether two reports that are nearly the same are of two places, neither of which the other report names."""
    if not one.place or not other.place or same_place(one.place, other.place) or one.outlet or other.outlet:
        return False
    named, others = (codes(place.partition(",")[0]) for place in (one.place, other.place))
    if all(word in other.words for word in named) or all(word in one.words for word in others):
        return False
    common = len(one.words & other.words)
    return common >= TWINS * (len(one.words) + len(other.words) - common)


def _common(named: Iterable[str]) -> dict[str, float]:
    """Return how common each place is: 0 for one that a single article names, 1 for one that all do."""
    counted = Counter(named)
    most = math.log(max(counted.total(), 2))
    return {place: math.log(count) / most for place, count in counted.items()}


def _together(one: Node, other: Node, common: Mapping[str, float]) -> float:
    """Return what the places of two articles make of their likeness: two in Chicago may well be of two shootings."""
    here, there = one.candidate.place, other.candidate.place
    if not here or not there:
        return 1.0
    if same_place(here, there):
        return 1 + HERE * (1 - common[here])
    # A state and its town, or a name that may be of two towns, are not known to be apart.
    return ELSEWHERE if one.candidate.spot and other.candidate.spot else 1.0


def _same(likeness: float, one: Node, other: Node) -> bool:
    if likeness >= ANY_DATE or likeness < SAME_DATE:
        return likeness >= ANY_DATE
    agreed = _agreed(one.told.odds, other.told.odds)
    return agreed >= HARDLY and likeness >= (SAME_DATE if agreed >= AGREED else OTHER_DATE)


def _agreed(one: Sequence[Odds], other: Sequence[Odds]) -> float:
    """Return the share of the odds that two articles give to the same days, 0 to 1."""
    shares = {odds.first: odds.share for odds in one if odds.first == odds.last}
    others = {odds.first: odds.share for odds in other if odds.first == odds.last}
    agreed = sum(min(share, others[day]) for day, share in shares.items() if day in others)
    for stretches, days in ((one, others), (other, shares)):
        for odds in stretches:
            if odds.first != odds.last:
                inside = sum(share for day, share in days.items() if odds.first <= day <= odds.last)
                agreed += min(odds.share, inside) * VAGUE
    return agreed


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


def _join_copied(nodes: Sequence[Node], events: Sets) -> None:
    """Join what two articles tell on the side in the same words of the same time."""
    first: dict[tuple[str, str], int] = {}
    for place, node in enumerate(nodes):
        if not node.own and node.candidate.date is not None:
            events.join(place, first.setdefault((node.candidate.quote, node.candidate.date.text), place))


def _days(node: Node) -> set[int]:
    """Return the days that an article's own event may have happened on."""
    span = node.span
    days = set(range(span[0], span[1] + 1)) if span is not None and span[1] - span[0] <= WEEK + NEAR else set()
    return days | {one.first for one in node.told.odds if one.first == one.last and one.share >= HARDLY}


def _held(words: Mapping[int, float], node: Node) -> float:
    held = node.candidate.words
    return sum(weight for word, weight in words.items() if word in held)
