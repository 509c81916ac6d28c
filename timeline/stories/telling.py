"""Groups of candidates to stories: the date by vote, the place most named, what speaks for it; best first."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from timeline.candidates.candidate import Basis, Candidate, Odds, Told, same_place
from timeline.stories import central, dating
from timeline.stories.dating import Dated
from timeline.stories.grouping import Groups, Node, Sets, group
from timeline.stories.story import Cited, Story
from timeline.when import Day, When

ONE_LINE = 0.05
"""Share of the documents that hang together from which on a corpus is taken to follow one story line; of local news of
thousands of stories a hundredth hang together at most, of a crisis a tenth or nearly so."""
CORPUS = 30
"""Documents that a corpus must have before anything is said of its story line."""
LOOK_BACK = 2.0
"""What a document counts for a day that it looks back on, against one for the day that it was published."""
ECHO = 0.2
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
REPEATED = 4
"""Days on which an outlet has the same sentence from which on it is furniture of its pages, not news."""


def tell(documents: Sequence[Told]) -> list[Story]:
    """Return the stories, best first. The same documents in any order give the same stories."""
    documents = _without_furniture(sorted(documents, key=lambda told: told.source))
    groups = group(documents)
    lines = _lines(documents, groups)
    speaks = _support(documents, lines, groups.copies)
    one_line = len(set(lines.values())) == 1 and len(lines) >= CORPUS
    stories = []
    for nodes in groups.events:
        story = _story(nodes, lines=lines, speaks=speaks, copies=groups.copies, one_line=one_line)
        stories.append(story)
        stories += [
            _story([node], lines=lines, speaks=speaks, copies=groups.copies, one_line=one_line)
            for node in _left(nodes, story.date)
        ]
    ranked = sorted(
        stories, key=lambda story: (-story.score, _text(story.date), story.citations[0].source, story.title)
    )
    ranked = central.order(ranked) if one_line else ranked
    # What an article looks back on may have become its own event, too, where its leading sentence gave way to it.
    unique: dict[tuple[str, tuple[Cited, ...]], Story] = {}
    for story in ranked:
        unique.setdefault((_text(story.date), story.citations), story)
    return list(unique.values())


def _text(when: When | None) -> str:
    return when.text if when is not None else ""


def _without_furniture(documents: Sequence[Told]) -> list[Told]:
    """Leave out sentences that an outlet sets into many of its pages."""
    seen: dict[tuple[str, str], set[When | None]] = defaultdict(set)
    for told in documents:
        if told.outlet:
            for candidate in told.candidates:
                seen[told.outlet, candidate.quote].add(told.published)
    furniture = {key for key, published in seen.items() if len(published) >= REPEATED}
    if not furniture:
        return list(documents)
    return [
        Told(
            told.source,
            told.origin,
            told.outlet,
            told.published,
            tuple(candidate for candidate in told.candidates if (told.outlet, candidate.quote) not in furniture),
            told.days,
            told.odds,
        )
        for told in documents
    ]


def _lines(documents: Sequence[Told], groups: Groups) -> dict[str, int]:
    """Documents by story line: those that tell a common event, and those that tell one with these.

    Where a twentieth of the corpus hangs together it follows one story, and every document counts to it.
    """
    numbers = {told.source: number for number, told in enumerate(documents)}
    sets = Sets(len(documents))
    for nodes in groups.events:
        for node in nodes[1:]:
            sets.join(numbers[nodes[0].told.source], numbers[node.told.source])
    lines = {source: sets.find(number) for source, number in numbers.items()}
    largest = max(Counter(lines.values()).values(), default=0)
    return dict.fromkeys(lines, 0) if len(lines) >= CORPUS and largest >= ONE_LINE * len(lines) else lines


def _support(
    documents: Sequence[Told], lines: Mapping[str, int], copies: Mapping[str, str]
) -> dict[tuple[int, int], float]:
    """How much speaks for a day (ordinal) in a story line: who published on it, and who looks back to it."""
    counted: dict[tuple[int, int, str], float] = {}
    for told in documents:
        origin = copies.get(told.source, told.source)
        line = lines[told.source]
        published = _day(told.published)
        if published is not None:
            counted.setdefault((line, published.ordinal(), origin), 1.0)
        for day in told.days:
            if day != published:
                counted[line, day.ordinal(), origin] = LOOK_BACK
    support: dict[tuple[int, int], float] = defaultdict(float)
    for (line, ordinal, _), weight in counted.items():
        support[line, ordinal] += weight
    return {(line, day): weight - ECHO * support.get((line, day - 1), 0.0) for (line, day), weight in support.items()}


def _day(when: When | None) -> Day | None:
    return when.first if when is not None and when.first == when.last else None


def _days(when: When | None) -> range:
    """Return the ordinals of a date of at most two days, none of a longer one."""
    if when is None or when.first is None or when.last is None:
        return range(0)
    days = range(when.first.ordinal(), when.last.ordinal() + 1)
    return days if len(days) <= TWO else range(0)


def _story(
    nodes: Sequence[Node],
    *,
    lines: Mapping[str, int],
    speaks: Mapping[tuple[int, int], float],
    copies: Mapping[str, str],
    one_line: bool,
) -> Story:
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
    origins = {_origin(node.told, copies) for node in nodes}
    # Of one of two days as much as for the less likely: what speaks for the other day is no support of both.
    support = min(
        (max(speaks.get((lines[node.told.source], day), 0.0) for node in nodes) for day in _days(date)), default=0.0
    )
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
    if told.doubt == dating.NOT_SAID and lead.basis is Basis.STATED and _day(lead.date) is None:
        return Dated(lead.date)  # "this week" in the leading sentence says more than what the whole article allows
    if told.doubt in (dating.LIKELIEST, dating.TWO_DAYS) and _plain(own, told.when):
        return Dated(lead.date)
    return told


def _coarse(published: When | None) -> bool:
    """Whether a publication is known to the month only, or the like: the odds are of days that hang on a day."""
    return published is not None and _day(published) is None


def _plain(nodes: Sequence[Node], date: When | None) -> bool:
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
        and all(day.overlaps(other) for other in stated)
        and all(_around(one, node.told.published) for node in nodes for one in node.told.odds[1:])
    )


def _around(one: Odds, published: When | None) -> bool:
    """Whether a day is one that nothing but the publication speaks for, or hardly counts."""
    last = published.last if published is not None else None
    return one.share < dating.SECOND or (last is not None and last.ordinal() - UNSAID <= one.first <= last.ordinal())


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


def _origin(told: Told, copies: Mapping[str, str]) -> str:
    return told.origin or copies.get(told.source, told.source)


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
        parts.append("no date in the sentence: about the day of publication")
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
