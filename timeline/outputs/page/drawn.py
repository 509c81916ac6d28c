"""Events as the page holds them: typed columns for what filters and draws, texts for what is read."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any, NamedTuple

from timeline import events as events_
from timeline.config import TLP
from timeline.events import Laid
from timeline.model import Case, Event, Standing, Status
from timeline.outputs.page import packing
from timeline.outputs.page.packing import as_json
from timeline.when import Day, Precision, When

STATUSES = tuple(status.value for status in Status)
STANDINGS = ("", *(standing.value for standing in Standing))
FIRST_OF_ALL, LAST_OF_ALL = -(2**31), 2**31 - 1
"""What stands in the columns for an end that is open or unknown."""

UNDATED, DAY, WITHIN, LASTED = range(4)
"""How a date is drawn: in the tray; a point; a span in which it happened; a span that it lasted."""

SHARP, DOUBTFUL, UNKNOWN, OPEN = range(4)
"""How an end of a span is drawn."""


@dataclass(frozen=True, slots=True)
class Since:
    """What is new and what changed since an earlier state of the events, which `name` names.

    `changes` goes by event id: nothing for a new event, else a line a change ("date: 2018-06, was 2018").
    """

    name: str
    changes: Mapping[str, tuple[str, ...]]


Passage = tuple[str, str]
"""A source and the words quoted from it: held once, however many events cite them."""


class Drawn(NamedTuple):
    """All events in order of time, undated ones last: `order` has their places in `laid`.

    `passages` has each quote once, in the order in which the events come to them; `given` and `changes` tell of the few
    events, by their place in `order`, whose sources date them otherwise (number of the citation, date) or that changed.
    """

    laid: Laid
    order: Sequence[int]
    columns: Mapping[str, array[int]]
    passages: Sequence[Passage]
    given: Mapping[int, Sequence[tuple[int, When]]]
    changes: Mapping[int, Sequence[str]]
    dictionaries: Mapping[str, list[Any]]
    sources: Sequence[str]
    tlp: str

    def titles(self) -> Iterator[str]:
        """Yield the titles as JSON."""
        return map(as_json, map(self.laid.titles.__getitem__, self.order))

    def ids(self) -> Iterator[str]:
        """Yield the ids as JSON."""
        return map(as_json, map(self.laid.ids.__getitem__, self.order))

    def summaries(self) -> Iterator[str]:
        """Yield the summaries as JSON."""
        return map(as_json, map(self.laid.summaries.__getitem__, self.order))

    def quotes(self) -> Iterator[str]:
        """Yield the words of each passage as JSON."""
        return (as_json(quote) for _, quote in self.passages)


class Shape(NamedTuple):
    """A date as it is drawn. `text` and `words` are empty where the browser can write them from the day."""

    first: int
    last: int
    kind: int
    ends: int
    precision: int
    text: str
    words: str


PRECISIONS = ("", *(precision.value for precision in Precision))
NO_DATE = Shape(FIRST_OF_ALL, LAST_OF_ALL, UNDATED, 0, 0, "", "")


def shape(when: When | None) -> Shape:
    """Return how a date is drawn. Days beyond the reach of 32 bits (five million years) stand at its rim."""
    if when is None:
        return NO_DATE
    first = FIRST_OF_ALL if when.first is None else _reached(when.first)
    last = LAST_OF_ALL if when.last is None else _reached(when.last)
    precision = PRECISIONS.index(when.precision.value)
    if when.exact and when.first is not None and when.level == 0 and 0 < when.first.year <= 9999:  # noqa: PLR2004
        return Shape(first, last, DAY, 0, precision, "", "")
    if when.first is None and when.last is None:
        # XXXX or ../..: nothing to draw, but its words are worth reading.
        return Shape(first, last, UNDATED, 0, precision, when.text, when.words)
    if when.precision is Precision.INTERVAL:
        start, end = when.ends
        ends = _end(start, open_=when.open_start) | _end(end, open_=when.open_end) << 2
        return Shape(first, last, LASTED, ends, precision, when.text, when.words)
    doubt = DOUBTFUL if when.uncertain or when.approximate else SHARP
    ends = (OPEN if when.first is None else doubt) | (OPEN if when.last is None else doubt) << 2
    kind = DAY if when.first == when.last else WITHIN
    return Shape(first, last, kind, ends, precision, when.text, when.words)


def _reached(day: Day) -> int:
    return max(FIRST_OF_ALL + 1, min(day.ordinal(), LAST_OF_ALL - 1))


def _end(when: When | None, *, open_: bool) -> int:
    if when is None:
        return OPEN if open_ else UNKNOWN
    # From 2017-10 to 2018-02: the span is known, the days on which it began and ended are not.
    return SHARP if when.exact else DOUBTFUL


def collect(case: Case, events: Iterable[Event], since: Since | None) -> Drawn:
    """Lay the events out in order of first day, last day, date as written, and id.

    Work goes by column and by distinct value; nothing but the citations is looked at event by event.
    """
    laid = events_.lay(events)
    order, dates = _in_time(laid)
    columns = _dates(dates)
    categories = _Codes(case.settings.category_names)  # the project's own order
    places = _Codes()
    columns["category"] = categories.column(map(laid.categories.__getitem__, order))
    columns["place"] = places.column(map(laid.places.__getitem__, order))
    statuses = {status: code for code, status in enumerate(Status)}
    columns["status"] = array("B", (statuses[laid.statuses[row]] for row in order))
    columns["credibility"] = array("B", map(laid.credibility.__getitem__, order))
    own = TLP.index(case.settings.tlp)
    labels = {"": own, **{label: code for code, label in enumerate(TLP)}}
    columns["tlp"] = array("B", (labels[laid.tlp[row]] for row in order))
    known = {"actors": _Codes(), "tags": _Codes()}
    for name, members in (("actors", laid.actors), ("tags", laid.tags)):
        columns[f"{name}.count"], columns[name] = _lists(known[name], [members[row] for row in order])
    changes = _changes(laid, order, since) if since else {}
    columns["change"] = array("B", bytes(len(order)))
    for place, lines in changes.items():
        columns["change"][place] = 2 if lines else 1
    cited = _Cited(laid, order)
    sources = _Codes()
    columns |= cited.columns(case, sources)
    return Drawn(
        laid=laid,
        order=order,
        columns=columns,
        passages=cited.passages,
        given=cited.given,
        changes={place: lines for place, lines in changes.items() if lines},
        dictionaries={
            "dates": [[one.text, one.words] if one.text else 0 for one, _ in dates],
            "categories": list(categories),
            "places": [_place(*place) for place in places],
            "actors": list(known["actors"]),
            "tags": list(known["tags"]),
        },
        sources=list(sources),
        tlp=TLP[max(own, max(columns["tlp"], default=own))],
    )


class _Codes(dict[Any, int]):
    """A number for each value, in the order in which values come."""

    def __init__(self, known: Iterable[Any] = ()) -> None:
        super().__init__((value, code) for code, value in enumerate(known))

    def __missing__(self, value: Any) -> int:  # noqa: ANN401 - any hashable value
        code = self[value] = len(self)
        return code

    def column(self, values: Iterable[Any]) -> array[int]:
        """Return the codes of values, as narrow as the largest allows."""
        return packing.narrow(array("I", map(self.__getitem__, values)))


def _in_time(laid: Laid) -> tuple[list[int], list[tuple[Shape, int]]]:
    """Return the order of the events that are not withdrawn, and each distinct date with how many of them have it."""
    shapes = {text: shape(events_.when(text)) for text in set(laid.dates)}
    ranked = sorted(shapes, key=lambda text: (shapes[text].kind == UNDATED, *shapes[text][:2], text))
    rank = {text: place for place, text in enumerate(ranked)}
    ranks = [rank[text] for text in laid.dates]
    rows: Iterable[int] = range(len(ranks))
    if Status.WITHDRAWN in laid.statuses:
        rows = [row for row in rows if laid.statuses[row] is not Status.WITHDRAWN]
    # First by date, then the few events of each date by id: whole sorting by id would compare four times as many.
    order: list[int] = []
    dates: list[tuple[Shape, int]] = []
    for place, group in groupby(sorted(rows, key=ranks.__getitem__), key=ranks.__getitem__):
        same = sorted(group, key=laid.ids.__getitem__)
        order += same
        dates.append((shapes[ranked[place]], len(same)))
    return order, dates


def _changes(laid: Laid, order: Sequence[int], since: Since) -> dict[int, tuple[str, ...]]:
    """Return what changed, by place in time; nothing at the place of a new event."""
    known = since.changes
    return {place: known[laid.ids[row]] for place, row in enumerate(order) if laid.ids[row] in known}


def _dates(dates: Sequence[tuple[Shape, int]]) -> dict[str, array[int]]:
    """Return the columns of the distinct dates, in order of time: the browser writes each as often as it is had."""
    columns = {
        f"date.{name}": array("i" if name in ("first", "last") else "B", (getattr(one, name) for one, _ in dates))
        for name in ("first", "last", "kind", "ends", "precision")
    }
    columns["date.count"] = packing.narrow(array("I", (count for _, count in dates)))
    return columns


def _lists(codes: _Codes, values: Sequence[tuple[str, ...]]) -> tuple[array[int], array[int]]:
    """Return how many members each list has, and the codes of all of them, one list behind the other."""
    known = {members: [codes[member] for member in members] for members in dict.fromkeys(values)}
    counts = packing.narrow(array("I", map(len, values)))
    return counts, packing.narrow(array("I", chain.from_iterable(known[members] for members in values)))


class _Cited:
    """Who says so: each passage once, and which ones every event cites."""

    def __init__(self, laid: Laid, order: Sequence[int]) -> None:
        known = _Codes([("", "")])
        coded = [list(map(known.__getitem__, zip(slot.sources, slot.quotes, strict=True))) for slot in laid.citations]
        slots = [[codes[row] for row in order] for codes in coded]
        if slots:
            counts = array("I", (len(codes) - codes.count(0) for codes in zip(*slots, strict=True)))
            self.counts = packing.narrow(counts)
        else:
            self.counts = array("B", bytes(len(order)))
        flat = [code for codes in zip(*slots, strict=True) for code in codes if code]
        passages = list(known)
        numbers = {code: number for number, code in enumerate(dict.fromkeys(flat))}
        self.passages: list[Passage] = [passages[code] for code in numbers]
        self.codes = array("I", map(numbers.__getitem__, flat))
        self.given: dict[int, list[tuple[int, When]]] = {}
        for at, slot in enumerate(laid.citations):
            if any(slot.dates):
                self._give(at, [slot.dates[row] for row in order], slots)

    def _give(self, at: int, dates: Sequence[str], slots: Sequence[Sequence[int]]) -> None:
        """Note the dates of citation `at`; the page counts the citations that an event has, not the columns."""
        for place, date in enumerate(dates):
            if date and slots[at][place] and (when := events_.when(date)):
                number = sum(1 for slot in slots[:at] if slot[place])
                self.given.setdefault(place, []).append((number, when))

    def columns(self, case: Case, sources: _Codes) -> dict[str, array[int]]:
        """Return what is known of events by their citations, and of each passage its source and its standing.

        `cited` is 0 where an event is the first to cite a passage, which then is the next one, else the passage's
        number from 1: where no two events share a quote, it packs to nothing.
        """
        standings = {standing: code for code, standing in enumerate(STANDINGS)}
        proofs = [case.proofs.get(passage) for passage in self.passages]
        return {
            "origins": self._origins(case),
            "cited.count": self.counts,
            "cited": packing.narrow(_new_as_nothing(self.codes)),
            "passage.source": sources.column(source for source, _ in self.passages),
            "passage.standing": array("B", (standings[proof.standing if proof else ""] for proof in proofs)),
        }

    def _origins(self, case: Case) -> array[int]:
        """Count who first reported an event, each once: two copies of one wire story are one origin."""
        roots = {key: source.root for key, source in case.sources.items()}
        root = _Codes().column(roots.get(source, source) for source, _ in self.passages)
        found = self.counts[:]
        stop = 0
        for place, count in enumerate(self.counts):
            stop += count
            if count > 1:
                found[place] = len({root[code] for code in self.codes[stop - count : stop]})
        return found


def _new_as_nothing(codes: Iterable[int]) -> array[int]:
    seen = 0
    found = array("I")
    for code in codes:
        if code == seen:
            seen += 1
            found.append(0)
        else:
            found.append(code + 1)
    return found


def _place(name: str, lat: float | None, lon: float | None) -> list[Any]:
    """Return a place with the decimals that its coordinates carry: 34.4 says less than 34.3812."""
    if lat is None or lon is None:
        return [name]
    decimals = max(len(repr(value).partition(".")[2].rstrip("0")) for value in (lat, lon))
    return [name, lat, lon, decimals]
