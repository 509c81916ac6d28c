"""Groups of candidates to stories: the date by vote, the place most named, what speaks for it; best first."""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, groupby
from pathlib import Path
from typing import NamedTuple

from timeline.candidates.candidate import Basis, Candidate, Corpus, Odds, Told, same_place
from timeline.candidates.stems import codes
from timeline.stories import dating
from timeline.stories.dating import Dated
from timeline.stories.grouping import Groups, group
from timeline.stories.keys import NEVER, Keys, single
from timeline.stories.ranking import Ranked, Ranking
from timeline.stories.story import Cited, Story
from timeline.when import When

ONE_LINE = 0.1
"""Share of the documents that hang together from which on a corpus is taken to follow one story line; of local news of
thousands of stories a fiftieth hang together at most, of a crisis more than half."""
CORPUS = 30
"""Documents that a corpus must have before anything is said of its story line."""
LOOK_BACK = 2.0
"""What a document counts for a day that it looks back on, against one for the day that it was published."""
ECHO = 0.25
"""Share of the day before in what speaks for a day: the papers of the day after repeat it."""
OWN_EVENT, OWN_EVENT_IN_LINE = 8.0, 0.25
"""What an article's own event has before its looks back: much in a corpus of many stories, little in that of one."""
HALF = 8.0
"""The sum of what speaks for a story at which it scores one half."""
FURTHER_VOTE = 1.0
"""What an article's further dates count in the vote on the date of the story that it is about."""
BACK_VOTE, ABOUT_VOTE, COARSE_VOTE = 0.3, 0.02, 0.4
"""What a look back, a date of publication and a date of more than a day count in that vote."""
AROUND = 0.9
"""What a place counts for one that it lies in, or that lies in it."""
EVE = 1
UNSAID = 2
"""Days before the publication on which what gives no date may be."""
NIGHT = re.compile(r"(?i)night|evening|\bdark")
"""What leaves open which of two days it was: "Saturday night" may be Sunday at 1 a.m."""
TWO = 2
MOST_ACTORS = 8
ORIGIN = 33
"""Bits that hold who says something of a day, and whether he looks back."""
AT_HAND = 256
"""Documents that are held unpacked: those that tell the same stand near each other, or were just looked at."""


class Node(NamedTuple):
    """A candidate in its document; `own` if it is what the document is about, `first` the one that it is a copy of."""

    told: Told
    candidate: Candidate
    own: bool
    first: str


def tell(documents: Corpus, folder: Path | None = None) -> Ranked:
    """Return the stories of documents that are in the order of their ids, best first, on disk below the folder."""
    keys = Keys(documents, folder)
    groups = group(keys)
    lines = _lines(groups)
    one_line = len(set(lines)) == 1 and len(lines) >= CORPUS
    read = lru_cache(AT_HAND)(lambda document: keys.clean(documents[document]))

    def node(number: int) -> Node:
        document = keys.document[number]
        told = read(document)
        candidate = told.candidates[number - keys.nodes[document]]
        return Node(told, candidate, bool(keys.own[number]), keys.sources[groups.originals[document]])

    ranking = Ranking()
    for members, events in _by_line(keys, groups, lines):
        speaks = _support(keys, groups, members)
        for event in events:
            nodes = [node(number) for number in groups.events[event]]
            for place, told in enumerate(_stories(nodes, speaks, one_line=one_line)):
                ranking.add(event << 32 | place, told)
    if one_line:
        # All stories of one day in a crisis score alike: first comes the one whose words the others' sentences share.
        titles = frozenset(map(hash, ranking.titles()))
        ranking.weigh(_said(map(node, range(len(keys))), titles))
    return ranking.done(folder)


def _stories(nodes: Sequence[Node], speaks: Mapping[int, float], *, one_line: bool) -> Iterator[Story]:
    """Yield what a group tells: its event, and apart from it what turns out to be of other days."""
    story = _story(nodes, speaks, one_line=one_line)
    astray = _astray(nodes, story.date)
    if astray:
        gone = list(chain(*astray))
        story = _story([node for node in nodes if node not in gone], speaks, one_line=one_line)
    yield story
    for strays in (*astray, *([node] for node in _left(nodes, story.date))):
        yield _story(strays, speaks, one_line=one_line)


def _said(nodes: Iterable[Node], titles: frozenset[int]) -> Iterator[tuple[str, array[int]]]:
    """Yield what is said about a date: a look back's words, and the words of what leads a document to a story."""
    for node in nodes:
        candidate = node.candidate
        if candidate.date is not None:
            leads = codes(candidate.title) if node.own and hash(candidate.title) in titles else ()
            yield candidate.date.text, array("I", frozenset(leads) if node.own else candidate.words)


def _lines(groups: Groups) -> Sequence[int]:
    """Return the story line of each document; where a tenth of the corpus hangs together it follows one."""
    lines = groups.lines
    largest = max(Counter(lines).values(), default=0)
    one_line = len(lines) >= CORPUS and largest >= ONE_LINE * len(lines)
    return array("I", [0]) * len(lines) if one_line else lines


def _by_line(keys: Keys, groups: Groups, lines: Sequence[int]) -> Iterator[tuple[array[int], list[int]]]:
    """Yield the documents and the events of each story line that has any."""

    def line(event: int) -> int:
        return lines[keys.document[groups.events[event][0]]]

    members: dict[int, array[int]] = defaultdict(lambda: array("I"))
    for document, its in enumerate(lines):
        members[its].append(document)
    for its, events in groupby(sorted(range(len(groups.events)), key=line), line):
        yield members[its], list(events)


def _support(keys: Keys, groups: Groups, documents: Iterable[int]) -> dict[int, float]:
    """How much speaks for a day (ordinal) in a story line: who published on it, and who looks back to it.

    Copies of one article count once, and as a look back where one of them is.
    """
    told = []  # a number each, for a crisis has a million of them: the day, who says so, whether it looks back
    for document in documents:
        origin, published = groups.originals[document] << 1, keys.published[document]
        if published != NEVER:
            told.append(published << ORIGIN | origin)
        told += [day << ORIGIN | origin | 1 for day in keys.days(document) if day != published]
    told.sort()
    support: dict[int, float] = defaultdict(float)
    for origin, same in groupby(told, lambda one: one >> 1):
        support[origin >> ORIGIN - 1] += LOOK_BACK if any(one & 1 for one in same) else 1.0
    return {day: weight - ECHO * support.get(day - 1, 0.0) for day, weight in support.items()}


def _days(when: When | None) -> range:
    """Return the ordinals of a date of at most two days, none of a longer one."""
    if when is None or when.first is None or when.last is None:
        return range(0)
    days = range(when.first.ordinal(), when.last.ordinal() + 1)
    return days if len(days) <= TWO else range(0)


def _story(nodes: Sequence[Node], speaks: Mapping[int, float], *, one_line: bool) -> Story:
    nodes = sorted(
        nodes, key=lambda node: (not node.own, -node.candidate.weight * node.candidate.kind, node.told.source)
    )
    voted, basis = _vote(nodes)
    date, doubt = Dated(voted) if one_line else _date(nodes, voted)
    if date != voted:
        nodes = [_saying(node, date) for node in nodes]
        basis = Basis.STATED if any(_says(node.candidate, date) for node in nodes) else Basis.ABOUT
    best = next((node for node in nodes if node.candidate.date == date or _says(node.candidate, date)), nodes[0])
    own = sum(1 for node in nodes if node.own)
    origins = {node.told.origin or node.first for node in nodes}
    # Of one of two days as much as for the less likely: what speaks for the other day is no support of both.
    support = min((speaks.get(day, 0.0) for day in _days(date)), default=0.0)
    weight = (
        max(support, 0.0)
        + ((OWN_EVENT_IN_LINE if one_line else OWN_EVENT) if own else 0.0)
        + best.candidate.kind / 4
        + 1
        - 1 / len(origins)
    )
    place = _place(nodes)
    return Story(
        date=date,
        title=best.candidate.title,
        place=place,
        spot=next((node.candidate.spot for node in nodes if node.candidate.place == place), None),
        actors=tuple(dict.fromkeys(actor for node in nodes for actor in node.candidate.actors))[:MOST_ACTORS],
        category=best.candidate.category,
        score=round(weight / (weight + HALF), 4),
        reason=_reason(nodes, date, basis, doubt=doubt, origins=len(origins), place=place),
        citations=_citations(nodes, date),
    )


def _date(nodes: Sequence[Node], voted: When | None) -> Dated:
    """Return the date of the articles' own event as precisely as they allow together; of looks back the voted one."""
    own = [node for node in nodes if node.own and node.told.odds and not _coarse(node.told.published)]
    said = {
        (when.first.ordinal(), when.last.ordinal()): when
        for node in own
        for candidate in node.told.candidates
        if candidate.basis is Basis.STATED and (when := candidate.date) and when.first and when.last
    }
    told = dating.tell(dating.together([node.told.odds for node in own]), said) if own else None
    if told is None:
        return Dated(voted)
    lead = own[0].candidate
    if told.doubt == dating.NOT_SAID and lead.basis is Basis.STATED and single(lead.date) is None:
        return Dated(lead.date)  # "this week" in the leading sentence says more than what the whole article allows
    if told.doubt in (dating.LIKELIEST, dating.TWO_DAYS) and _plain(own, told.when, told.doubt):
        return Dated(lead.date)
    return told


def _coarse(published: When | None) -> bool:
    """Whether a publication is known to the month only, or the like: the odds are of days that hang on a day."""
    return published is not None and single(published) is None


def _plain(nodes: Sequence[Node], date: When | None, doubt: str) -> bool:
    """Whether the sentence itself says a day of that date, and no article states another for anything.

    What else is likely are the days around the publication, on which news without a date happened: "burst on Tuesday"
    leaves an editor no doubt. "Monday" of six days ago may be tomorrow's, and is doubted still.
    """
    day = nodes[0].candidate.date
    if date is None or day is None or nodes[0].candidate.basis is not Basis.STATED or day.first != day.last:
        return False
    stated = (
        candidate.date
        for node in nodes
        for candidate in node.told.candidates
        if candidate.basis is Basis.STATED and candidate.date is not None
    )
    return (
        day.overlaps(date)
        and not NIGHT.search(nodes[0].candidate.quote)
        and all(day.overlaps(other) or (doubt == dating.TWO_DAYS and not date.overlaps(other)) for other in stated)
        and all(_around(one, node.told.published) for node in nodes for one in node.told.odds[1:])
    )


def _around(one: Odds, published: When | None) -> bool:
    """Whether a day is one that nothing but the publication speaks for, or hardly counts."""
    last = published.last if published is not None else None
    return one.share < dating.SECOND or (last is not None and last.ordinal() - UNSAID <= one.first <= last.ordinal())


def _astray(nodes: Sequence[Node], date: When | None) -> list[list[Node]]:
    """Return by their day the looks back on another day than the story turned out to be of: they are no evidence of it.

    They were joined to an article that might have been of that day, too.
    """
    by_day: dict[str, list[Node]] = defaultdict(list)
    if date is not None and any(node.own for node in nodes):
        for node in nodes:
            day = node.candidate.date
            if not node.own and day is not None and not _says(node.candidate, date) and not day.overlaps(date):
                by_day[day.text].append(node)
    return list(by_day.values())


def _left(nodes: Sequence[Node], date: When | None) -> list[Node]:
    """Return as looks back what articles lead with on other dates than their story's: nothing is lost."""
    return [
        node._replace(own=False)
        for node in nodes
        if node.own
        and node.candidate.basis is Basis.STATED
        and node.candidate.date != date
        and any(_fits(other, date) for other in node.told.candidates)
        and not _says(node.candidate, date)
    ]


def _fits(candidate: Candidate, date: When | None) -> bool:
    """Whether the sentence can be cited for that date: it says it, or gives none and is news."""
    return candidate.basis is Basis.ABOUT or _says(candidate, date)


def _saying(node: Node, date: When | None) -> Node:
    """Return the node with the sentence of its article that says the date; as it is where none does."""
    if not node.own or _says(node.candidate, date):
        return node
    candidates = node.told.candidates
    found = next((other for other in candidates if _says(other, date)), None)
    found = found or next((other for other in candidates if other.basis is Basis.ABOUT), None)
    return node if found is None else node._replace(candidate=found)


def _says(candidate: Candidate, date: When | None) -> bool:
    """Whether the sentence says that date, or its eve: "Saturday night" may be Sunday at 1 a.m."""
    when = candidate.date
    if candidate.basis is Basis.ABOUT or when is None or date is None:
        return False
    if when.first is None or when.last is None or date.first is None or date.last is None:
        return False
    return date.first.ordinal() - EVE <= when.first.ordinal() and when.last <= date.last


def _vote(nodes: Sequence[Node]) -> tuple[When | None, Basis]:
    """Return the date that most speaks for, and what it rests on."""
    votes: dict[str, float] = defaultdict(float)
    found: dict[str, Candidate] = {}
    for node in nodes:
        for candidate in node.told.candidates if node.own else (node.candidate,):
            when = candidate.date
            if when is None:
                continue
            weight = candidate.weight * (1.0 if node.own else BACK_VOTE)
            weight *= ABOUT_VOTE if candidate.basis is Basis.ABOUT else 1.0 if when.first == when.last else COARSE_VOTE
            votes[when.text] += weight if candidate is node.candidate else weight * FURTHER_VOTE
            if when.text not in found or candidate.basis is Basis.STATED:
                found[when.text] = candidate
    told = {node.candidate.date.text for node in nodes if node.candidate.date is not None}
    if not told:  # the article may have dates of other happenings; they say nothing of this one
        return None, Basis.ABOUT
    best = found[max(told, key=lambda text: (votes[text], text))]
    return best.date, best.basis


def _place(nodes: Sequence[Node]) -> str:
    """Return the place most named; "Red Hook, Brooklyn" speaks for "Brooklyn", too, and the other way round."""
    named: dict[str, float] = defaultdict(float)
    for node in nodes:
        if node.candidate.place:
            named[node.candidate.place] += node.candidate.placed * (1.0 if node.own else BACK_VOTE)

    def speaks(place: str) -> float:
        others = sum(weight for other, weight in named.items() if other != place and same_place(place, other))
        return named[place] + AROUND * others

    # The first of those alike: the place of the node that most speaks for the story.
    return max(named, key=speaks, default="")


def _reason(nodes: Sequence[Node], date: When | None, basis: Basis, *, doubt: str, origins: int, place: str) -> str:
    """Say in words what speaks for the story, and how it is dated and placed."""
    articles = len({node.told.source for node in nodes})
    told = "told by 1 article" if articles == 1 else f"told by {articles} articles"
    if origins < articles:
        told += f" of {origins} origin{'s' if origins > 1 else ''}"
    parts = [told]
    if basis is Basis.ABOUT:
        parts.append("no date in the sentence: about the time of publication")
    if doubt:
        parts.append(doubt)
    dating_it = (
        node.candidate
        for node in nodes
        if (node.candidate.basis is basis is Basis.ABOUT) or _says(node.candidate, date)
    )
    if any(candidate.inferred for candidate in dating_it):
        parts.append("the article's own date is inferred from its text")
    if place and all(node.candidate.outlet for node in nodes if node.candidate.place == place):
        parts.append("the town is that of the outlet; the article does not name it")
    others = {
        other.text
        for node in nodes
        if node.candidate.basis is Basis.STATED and (other := node.candidate.date) is not None
        if date is None or not date.overlaps(other)
    }
    if others:
        parts.append(f"others date it {', '.join(sorted(others)[:3])}")
    return "; ".join(parts)


def _citations(nodes: Sequence[Node], date: When | None) -> tuple[Cited, ...]:
    """One citation an article: the sentence with the story's date before others, the own event before a look back."""
    cited: dict[str, Cited] = {}
    for node in sorted(
        nodes,
        key=lambda node: (
            not (node.candidate.date == date or _says(node.candidate, date)),
            not node.own,
            -node.candidate.weight,
            node.told.source,
        ),
    ):
        candidate = node.candidate
        span = candidate.span
        cited.setdefault(
            node.told.source, Cited(node.told.source, candidate.quote, span.start, span.stop, candidate.date)
        )
    return tuple(cited.values())
