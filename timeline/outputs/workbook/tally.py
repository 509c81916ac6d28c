"""The figures of a brief, in one pass over the events in the order of time."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from timeline.config import TLP
from timeline.model import Citation, Event, Source, Status
from timeline.outputs.workbook.brief import PROVEN, Brief
from timeline.outputs.workbook.cells import MOST_CHARACTERS, length
from timeline.outputs.workbook.grain import Frame, frame
from timeline.when import Day, Precision, When

MOST_BARS = 36
MOST_NAMED = 10
"""Events that the Brief sheet names as the most important."""
MOST_DOUBTED = 6
"""Events that it names as disputed, as told by a single source, as unproven."""
MOST_DRAWN = 32
"""Events that the Timeline sheet draws, so that it prints on one page and can be read there."""
FARTHEST_YEAR = 10**9
STATUS_WEIGHT = {Status.CONFIRMED: 3, Status.DISPUTED: 2, Status.REPORTED: 1}


@dataclass(frozen=True, slots=True)
class Cut:
    """A text that is longer than a cell can be."""

    event: str
    column: str
    length: int


@dataclass(slots=True)
class Tally:
    """Counts of what the brief shows, and the events that its front sheets name (as places in `brief.events`)."""

    events: int = 0
    undrawn: int = 0
    less_than_a_day: int = 0
    label: str = ""
    """The strictest label of the brief and its events, which the whole workbook must carry."""
    most_citations: int = 0
    """The highest number of a citation."""
    citations: int = 0
    lone: int = 0
    unproven: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    standings: Counter[str] = field(default_factory=Counter)
    used: Counter[str] = field(default_factory=Counter)
    first: Day | None = None
    last: Day | None = None
    silence: tuple[int, Day, Day] | None = None
    """The longest stretch of days in which nothing can have happened: its length and the days around it."""
    important: list[int] = field(default_factory=list)
    drawn: list[int] = field(default_factory=list)
    disputed: list[int] = field(default_factory=list)
    lonely: list[int] = field(default_factory=list)
    bare: list[int] = field(default_factory=list)
    contradictions: int = 0
    """Citations whose source gives a date that can't be the event's."""
    contradicted: list[tuple[int, int]] = field(default_factory=list)
    """The first of them: the event and the citation's place in it."""
    cuts: list[Cut] = field(default_factory=list)
    bars: Bars | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """Events over time: a stretch of the calendar a bar, a category a series."""

    frame: Frame
    series: Sequence[tuple[str, Sequence[int]]]
    wide: Sequence[int]
    """Events whose date is wider than a stretch, counted where it begins."""


def reach(date: When) -> tuple[Day, Day] | None:
    """Return the days that are drawn for a date; an open or unknown end reaches no further than what is known.

    None where nothing is known, and for the years of geology, which no axis of days has room for.
    """
    first, last = date.first or date.last, date.last or date.first
    if first is None or last is None or max(abs(first.year), abs(last.year)) > FARTHEST_YEAR:
        return None
    return (first, last)


def origins(event: Event, sources: dict[str, Source]) -> set[str]:
    """Who first reported the event: two copies of one wire story count once."""
    return {sources[one.source].root if one.source in sources else one.source for one in event.citations if one.source}


def count(brief: Brief, order: Sequence[int]) -> Tally:
    """Count everything that the front sheets say. `order` is the order of time."""
    tally = Tally(label=brief.tlp)
    sources = {source.id: source for source in brief.sources}
    ranked: list[tuple[tuple[int, int, int, int, int], int]] = []
    dated = _Dated({category.name: place for place, category in enumerate(brief.categories)})
    for rank, place in enumerate(order):
        event = brief.events[place]
        roots = len(origins(event, sources))
        proven = _standings(tally, brief, event)
        _count(tally, event)
        tally.cuts.extend(_cuts(event))
        dated.take(tally, event)
        doubts = (
            (event.status is Status.DISPUTED, tally.disputed),
            (roots == 1, tally.lonely),
            (not proven, tally.bare),
        )
        for doubtful, those in doubts:
            if doubtful and len(those) < MOST_DOUBTED:
                those.append(place)
        others = [(place, n) for n, one in enumerate(event.citations) if _contradicts(event, one)]
        tally.contradictions += len(others)
        tally.contradicted += others[: MOST_DOUBTED - len(tally.contradicted)]
        tally.lone += roots == 1
        tally.unproven += not proven
        weight = (roots, STATUS_WEIGHT.get(event.status, 0), -(event.credibility or 4), len(event.citations), -rank)
        if len(ranked) < MOST_DRAWN:
            heapq.heappush(ranked, (weight, place))
        else:
            heapq.heappushpop(ranked, (weight, place))
    best = [place for _, place in sorted(ranked, reverse=True)]
    tally.important = best[:MOST_NAMED]
    chosen = set(best)
    tally.drawn = [place for place in order if place in chosen]
    tally.bars = dated.bars([category.name for category in brief.categories])
    return tally


def _contradicts(event: Event, citation: Citation) -> bool:
    return event.date is not None and citation.date is not None and not event.date.overlaps(citation.date)


def _count(tally: Tally, event: Event) -> None:
    tally.events += 1
    if event.tlp and TLP.index(event.tlp) > TLP.index(tally.label):
        tally.label = event.tlp
    tally.citations += len(event.citations)
    tally.most_citations = max([tally.most_citations, *(citation.number for citation in event.citations)])
    tally.statuses[event.status.value] += 1
    tally.categories[event.category] += 1
    if event.place:
        tally.places[event.place] += 1
    tally.used.update({citation.source for citation in event.citations if citation.source})
    tally.less_than_a_day += event.date is not None and event.date.precision is not Precision.DAY


def _standings(tally: Tally, brief: Brief, event: Event) -> bool:
    standings = [brief.standing(event, citation) for citation in event.citations]
    tally.standings.update(standing for standing in standings if standing)
    return any(standing in PROVEN for standing in standings)


def _cuts(event: Event) -> Iterator[Cut]:
    texts = [("title", event.title), ("summary", event.summary), ("notes", event.notes), ("place", event.place)]
    texts += [("actors", "; ".join(event.actors)), ("tags", "; ".join(event.tags)), *event.extra.items()]
    texts += [(f"quote_{one.number}" if one.number > 1 else "quote", one.quote) for one in event.citations]
    for column, text in texts:
        if len(text) > MOST_CHARACTERS // 2 and (long := length(text)) > MOST_CHARACTERS:
            yield Cut(event.id, column, long)


class _Dated:
    """The days of the dated events; equal spans are held once, so that a hundred thousand take a few megabytes."""

    def __init__(self, categories: dict[str, int]) -> None:
        self._categories = categories
        self._counts: Counter[tuple[tuple[Day, Day], int]] = Counter()
        self._reached: Day | None = None

    def take(self, tally: Tally, event: Event) -> None:
        span = reach(event.date) if event.date else None
        if span is None:
            tally.undrawn += 1
            return
        first, last = span
        self._counts[span, self._categories.get(event.category, -1)] += 1
        tally.first = min(tally.first or first, first)
        tally.last = max(tally.last or last, last)
        if self._reached and (quiet := first.ordinal() - self._reached.ordinal() - 1) > 0:
            longest = tally.silence[0] if tally.silence else 0
            tally.silence = (quiet, self._reached, first) if quiet > longest else tally.silence
        self._reached = max(self._reached or last, last)

    def bars(self, categories: list[str]) -> Bars | None:
        if not self._counts:
            return None
        spans = [span for (span, _), number in self._counts.items() for _ in range(number)]
        axis = frame(spans, MOST_BARS)
        first = axis.stretches.start
        heights = [[0] * len(axis.stretches) for _ in range(len(categories) + 1)]
        wide = [0] * len(axis.stretches)
        for (span, kind), number in self._counts.items():
            low, high = (axis.place(day) - first for day in span)
            (heights[kind] if low == high else wide)[low] += number
        series = [(name, row) for name, row in zip([*categories, ""], heights, strict=True) if any(row)]
        return Bars(axis, series, wide)
