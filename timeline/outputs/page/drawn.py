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


class Facts(NamedTuple):
    """What the columns hold of one event; `shape` is a code, the lists are codes of the dictionaries."""

    shape: int
    category: int
    place: int
    status: int
    credibility: int
    origins: int
    tlp: int
    change: int
    actors: tuple[int, ...]
    tags: tuple[int, ...]
    sources: tuple[int, ...]


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
    facts: list[tuple[Any, ...]] = []
    ids: list[str] = []
    light: list[str] = []
    deep: list[str] = []
    for event in events:
        if event.status is Status.WITHDRAWN:
            continue
        code = shapes[event.date]
        cited = tuple(dict.fromkeys([sources[citation.source] for citation in event.citations]))
        origins = len({roots.get(one.source, one.source) for one in event.citations}) if len(cited) > 1 else len(cited)
        change = changes.get(event.id)
        facts.append(
            (
                code,
                categories[event.category],
                places[event.place, event.lat, event.lon],
                STATUS_CODES[event.status],
                event.credibility or 0,
                min(255, origins),
                TLP.index(event.tlp) if event.tlp else own_tlp,
                0 if change is None else 2 if change else 1,
                tuple([actors[actor] for actor in event.actors]),
                tuple([tags[tag] for tag in event.tags]),
                cited,
            )
        )
        ids.append(event.id)
        light.append(f"[{as_json(event.id)},{as_json(event.title)},{shapes.told[code]}]")
        told = ",".join([quotes.citation(one, sources[one.source]) for one in event.citations])
        more = f",[{','.join(map(as_json, change))}]" if change else ""
        deep.append(f"[{as_json(event.summary)},[{told}]{more}]")
    keys = list(zip([shapes.ranks[fact[0]] for fact in facts], ids, strict=True))
    order = sorted(range(len(ids)), key=keys.__getitem__)
    columns = _columns([facts[i] for i in order], shapes)
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


class _Shapes(dict[When | None, int]):
    """A code for each date, its shape, its texts as JSON and its rank in time, each made once."""

    def __init__(self) -> None:
        self.shapes: list[Shape] = []
        self.told: list[str] = []
        self.ranks: list[tuple[bool, int, int]] = []

    def __missing__(self, when: When | None) -> int:
        made = shape(when)
        self.shapes.append(made)
        self.told.append(f"{as_json(made.text)},{as_json(made.words)}")
        self.ranks.append((made.kind == UNDATED, made.first, made.last))
        code = self[when] = len(self)
        return code


def _columns(facts: Sequence[tuple[Any, ...]], shapes: _Shapes) -> dict[str, array[int]]:
    """Return the columns of the facts, which are in order of time: each as narrow as its largest value allows."""
    given = dict(zip(Facts._fields, zip(*facts, strict=True) if facts else [()] * len(Facts._fields), strict=True))
    columns: dict[str, array[int]] = {}
    codes = given.pop("shape")
    for name in ("first", "last", "kind", "ends", "precision"):
        values = [getattr(one, name) for one in shapes.shapes]
        columns[name] = array("i" if name in ("first", "last") else "B", [values[code] for code in codes])
    for name in ("actors", "tags", "sources"):
        members = given.pop(name)
        flat = [code for some in members for code in some]
        counts = list(map(len, members))
        columns[f"{name}.count"] = array(packing.width(max(counts, default=0)), counts)
        columns[name] = array(packing.width(max(flat, default=0)), flat)
    for name, codes_ in given.items():
        columns[name] = array(packing.width(max(codes_, default=0)), codes_)
    return columns


def _place(name: str, lat: float | None, lon: float | None) -> list[Any]:
    """Return a place with the decimals that its coordinates carry: 34.4 says less than 34.3812."""
    if lat is None or lon is None:
        return [name]
    decimals = max(len(repr(value).partition(".")[2].rstrip("0")) for value in (lat, lon))
    return [name, lat, lon, decimals]
