"""Events as the page holds them: typed columns for what filters and draws, texts for what is read."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from timeline.config import TLP
from timeline.model import Case, Event, Status
from timeline.outputs.page import context, packing
from timeline.outputs.page.packing import as_json
from timeline.when import Precision, When

STATUSES = tuple(status.value for status in Status)
STATUS_CODES = {status: code for code, status in enumerate(Status)}
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


class Drawn(NamedTuple):
    """All events in order of time, undated ones last.

    `light` is what labels and table show, `deep` what the panel shows, an event an array written as JSON: texts weigh a
    fifth of the lists that they would be, and a million of them must fit.
    """

    columns: dict[str, array[int]]
    order: Sequence[int]
    light: list[str]
    deep: list[str]
    dictionaries: dict[str, list[Any]]
    tlp: str


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
    first = FIRST_OF_ALL if when.first is None else max(when.first.ordinal(), FIRST_OF_ALL + 1)
    last = LAST_OF_ALL if when.last is None else min(when.last.ordinal(), LAST_OF_ALL - 1)
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
    kind = DAY if first == last else WITHIN
    return Shape(first, last, kind, ends, precision, when.text, when.words)


def _end(when: When | None, *, open_: bool) -> int:
    if when is None:
        return OPEN if open_ else UNKNOWN
    # From 2017-10 to 2018-02: the span is known, the days on which it began and ended are not.
    return SHARP if when.exact else DOUBTFUL


class _Codes(dict[Any, int]):
    """A number for each value, in the order in which values come."""

    def __missing__(self, value: Any) -> int:  # noqa: ANN401 - any hashable value
        code = self[value] = len(self)
        return code


FACTS = ("shape", "category", "place", "status", "credibility", "origins", "tlp", "change")
"""What the columns hold of an event, one number each; `shape` is a code of its date."""


def collect(case: Case, events: Iterable[Event], since: Since | None) -> Drawn:
    """Walk the events once and lay them out in order of first day, last day and id.

    The loop is the hot one of a build: a hundred thousand events pass in less than a second.
    """
    quotes = context.Quotes(case)
    shapes = _Shapes()
    categories, places, actors, tags, sources = (_Codes() for _ in range(5))
    for name in case.settings.category_names:
        categories[name]  # the project's own order
    roots = {key: source.root for key, source in case.sources.items()}
    changes = since.changes if since else {}
    own_tlp = TLP.index(case.settings.tlp)
    facts = array("I")
    lists = {name: _Lists() for name in ("actors", "tags", "sources")}
    put_actors, put_tags, put_sources = (one.put for one in lists.values())
    ids: list[str] = []
    light: list[str] = []
    deep: list[str] = []
    known = shapes.codes.get
    for event in events:
        if event.status is Status.WITHDRAWN:
            continue
        when = event.date
        code = known(when.text if when else "")
        if code is None:
            code = shapes.add(when)
        cited = list(dict.fromkeys([sources[citation.source] for citation in event.citations]))
        origins = len({roots.get(one.source, one.source) for one in event.citations}) if len(cited) > 1 else len(cited)
        change = changes.get(event.id)
        facts.extend(
            (
                code,
                categories[event.category],
                places[event.place, event.lat, event.lon],
                STATUS_CODES[event.status],
                event.credibility or 0,
                min(255, origins),
                TLP.index(event.tlp) if event.tlp else own_tlp,
                0 if change is None else 2 if change else 1,
            )
        )
        put_actors([actors[actor] for actor in event.actors])
        put_tags([tags[tag] for tag in event.tags])
        put_sources(cited)
        ids.append(event.id)
        light.append(f"[{as_json(event.id)},{as_json(event.title)},{shapes.told[code]}]")
        told = ",".join([quotes.citation(one, sources[one.source]) for one in event.citations])
        more = f",[{','.join(map(as_json, change))}]" if change else ""
        deep.append(f"[{as_json(event.summary)},[{told}]{more}]")
    keys = list(zip([shapes.ranks[code] for code in facts[:: len(FACTS)]], ids, strict=True))
    order = sorted(range(len(ids)), key=keys.__getitem__)
    columns = _columns(facts, lists, shapes, order)
    return Drawn(
        columns=columns,
        order=order,
        light=light,
        deep=deep,
        dictionaries={
            "categories": list(categories),
            "places": [_place(*place) for place in places],
            "actors": list(actors),
            "tags": list(tags),
            "sources": [quotes.record(source) for source in sources],
        },
        tlp=TLP[max(own_tlp, max(columns["tlp"], default=own_tlp))],
    )


class _Shapes:
    """A code for each date by its text, its shape, its texts as JSON and its rank in time, each made once."""

    def __init__(self) -> None:
        self.codes: dict[str, int] = {}
        self.shapes: list[Shape] = []
        self.told: list[str] = []
        self.ranks: list[tuple[bool, int, int]] = []

    def add(self, when: When | None) -> int:
        made = shape(when)
        self.shapes.append(made)
        self.told.append(f"{as_json(made.text)},{as_json(made.words)}")
        self.ranks.append((made.kind == UNDATED, made.first, made.last))
        code = self.codes[when.text if when else ""] = len(self.codes)
        return code


class _Lists:
    """Lists of codes, one an event, one behind the other."""

    def __init__(self) -> None:
        self.flat = array("I")
        self.starts = array("I", [0])

    def put(self, codes: list[int]) -> None:
        self.flat.extend(codes)
        self.starts.append(len(self.flat))

    def ordered(self, order: Sequence[int]) -> tuple[array[int], array[int]]:
        """Return how many codes each event has, and all codes, in the given order."""
        starts, flat = self.starts, array("I")
        for i in order:
            flat.extend(self.flat[starts[i] : starts[i + 1]])
        return array("I", [starts[i + 1] - starts[i] for i in order]), flat


def _columns(
    facts: array[int], lists: Mapping[str, _Lists], shapes: _Shapes, order: Sequence[int]
) -> dict[str, array[int]]:
    """Return the columns in order of time, each as narrow as its largest value allows."""
    columns: dict[str, array[int]] = {}
    codes = facts[:: len(FACTS)]
    for name in ("first", "last", "kind", "ends", "precision"):
        values = [getattr(one, name) for one in shapes.shapes]
        columns[name] = array("i" if name in ("first", "last") else "B", [values[codes[i]] for i in order])
    for name, members in lists.items():
        counts, flat = members.ordered(order)
        columns[f"{name}.count"] = _narrow(counts)
        columns[name] = _narrow(flat)
    for at, name in enumerate(FACTS[1:], 1):
        column = facts[at :: len(FACTS)]
        columns[name] = _narrow(array("I", [column[i] for i in order]))
    return columns


def _narrow(column: array[int]) -> array[int]:
    return array(packing.width(max(column, default=0)), column)


def _place(name: str, lat: float | None, lon: float | None) -> list[Any]:
    """Return a place with the decimals that its coordinates carry: 34.4 says less than 34.3812."""
    if lat is None or lon is None:
        return [name]
    decimals = max(len(repr(value).partition(".")[2].rstrip("0")) for value in (lat, lon))
    return [name, lat, lon, decimals]
