"""Groups of candidates to stories: the date by vote, the place most named, what speaks for it; best first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from timeline.candidates.candidate import Basis, Candidate, Told
from timeline.stories.grouping import Groups, Node, Sets, group
from timeline.stories.story import Cited, Story
from timeline.when import Day, When

ONE_LINE = 0.1
"""Share of the documents that hang together from which on a corpus is taken to follow one story line."""
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
MOST_ACTORS = 8
REPEATED = 4
"""Days on which an outlet has the same sentence from which on it is furniture of its pages, not news."""


def tell(documents: Sequence[Told]) -> list[Story]:
    """Return the stories, best first. The same documents in any order give the same stories."""
    documents = _without_furniture(sorted(documents, key=lambda told: told.source))
    groups = group(documents)
    lines = _lines(documents, groups)
    speaks = _support(documents, lines, groups.copies)
    bonus = OWN_EVENT_IN_LINE if len(set(lines.values())) == 1 and len(lines) > 1 else OWN_EVENT
    stories = [_story(nodes, lines=lines, speaks=speaks, copies=groups.copies, bonus=bonus) for nodes in groups.events]
    return sorted(
        stories,
        key=lambda story: (-story.score, story.date.text if story.date else "", story.citations[0].source, story.title),
    )


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
            told.known,
            tuple(candidate for candidate in told.candidates if (told.outlet, candidate.quote) not in furniture),
            told.days,
        )
        for told in documents
    ]


def _lines(documents: Sequence[Told], groups: Groups) -> dict[str, int]:
    """Documents by story line: those that tell a common event, and those that tell one with these.

    Where a tenth of the corpus hangs together it follows one story, and every document counts to it.
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


def _story(
    nodes: Sequence[Node],
    *,
    lines: Mapping[str, int],
    speaks: Mapping[tuple[int, int], float],
    copies: Mapping[str, str],
    bonus: float,
) -> Story:
    nodes = sorted(
        nodes, key=lambda node: (not node.own, -node.candidate.weight * node.candidate.kind, node.told.source)
    )
    date, basis = _vote(nodes)
    best = next((node for node in nodes if node.candidate.date == date), nodes[0])
    own = sum(1 for node in nodes if node.own)
    origins = {_origin(node.told, copies) for node in nodes}
    day = _day(date)
    support = (
        max((speaks.get((lines[node.told.source], day.ordinal()), 0.0) for node in nodes), default=0.0) if day else 0.0
    )
    weight = max(support, 0.0) + (bonus if own else 0.0) + best.candidate.kind / 4 + 1 - 1 / len(origins)
    place = _place(nodes)
    return Story(
        date=date,
        title=best.candidate.title,
        place=place,
        spot=next((node.candidate.spot for node in nodes if node.candidate.place == place), None),
        actors=tuple(dict.fromkeys(actor for node in nodes for actor in node.candidate.actors))[:MOST_ACTORS],
        category=best.candidate.category,
        score=round(weight / (weight + HALF), 4),
        reason=_reason(nodes, date, basis, origins=len(origins)),
        citations=_citations(nodes, date),
    )


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
    named: dict[str, float] = defaultdict(float)
    for node in nodes:
        if node.candidate.place:
            named[node.candidate.place] += 1.0 if node.own else BACK_VOTE
    return max(named, key=lambda place: (named[place], place)) if named else ""


def _reason(nodes: Sequence[Node], date: When | None, basis: Basis, *, origins: int) -> str:
    """Say in words what speaks for the story and how it is dated."""
    articles = len({node.told.source for node in nodes})
    told = "told by 1 article" if articles == 1 else f"told by {articles} articles"
    if origins < articles:
        told += f" of {origins} origin{'s' if origins > 1 else ''}"
    parts = [told]
    if basis is Basis.ABOUT:
        parts.append("no date in the sentence: about the day of publication")
    if any(not node.told.known for node in nodes if node.candidate.date == date):
        parts.append("the article's own date is inferred from its text")
    others = {
        node.candidate.date.text
        for node in nodes
        if node.candidate.date is not None and node.candidate.basis is Basis.STATED
    } - {date.text if date else ""}
    if others:
        parts.append(f"others date it {', '.join(sorted(others)[:3])}")
    return "; ".join(parts)


def _citations(nodes: Sequence[Node], date: When | None) -> tuple[Cited, ...]:
    """One citation an article: the sentence with the story's date before others, the own event before a look back."""
    cited: dict[str, Cited] = {}
    for node in sorted(
        nodes, key=lambda node: (node.candidate.date != date, not node.own, -node.candidate.weight, node.told.source)
    ):
        candidate = node.candidate
        span = candidate.span
        cited.setdefault(
            node.told.source, Cited(node.told.source, candidate.quote, span.start, span.stop, candidate.date)
        )
    return tuple(cited.values())
