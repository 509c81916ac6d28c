"""Events as columns, for outputs that are too long for objects: a million rows pass as a dozen lists."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from timeline.events import columns
from timeline.events.reading import CREDIBILITIES, Events
from timeline.model import Citation, Event, Status

Place = tuple[str, float | None, float | None]
"""Name, latitude and longitude in degrees (WGS 84); both coordinates or neither."""
Cell = TypeVar("Cell", bound=Hashable)
Made = TypeVar("Made")


class Citations(NamedTuple):
    """One citation of every event: source, quote, and the date in EDTF that the source gives if it differs.

    All three are empty where an event has fewer citations.
    """

    sources: Sequence[str]
    quotes: Sequence[str]
    dates: Sequence[str]


class Laid(NamedTuple):
    """Events side by side: element i of each column is of event i; equal cells share one value.

    Dates are EDTF, "" for none; `credibility` is 0 where nobody judged. `citations` has the first ones of all events,
    then the second ones, and so on.
    """

    ids: Sequence[str]
    dates: Sequence[str]
    titles: Sequence[str]
    summaries: Sequence[str]
    categories: Sequence[str]
    places: Sequence[Place]
    actors: Sequence[tuple[str, ...]]
    tags: Sequence[tuple[str, ...]]
    statuses: Sequence[Status]
    credibility: Sequence[int]
    tlp: Sequence[str]
    citations: Sequence[Citations]


def lay(events: Iterable[Event]) -> Laid:
    """Lay events out in columns; those of a table take its columns as they are, and no event is made for it."""
    return _of_table(events) if isinstance(events, Events) else _of_events(list(events))


def _of_table(events: Events) -> Laid:
    rows = events.rows
    whole = len(rows) == len(events.table)

    def column(name: str) -> Sequence[str]:
        cells = events.table.column(name)
        return cells if whole else [cells[row] for row in rows]

    places = zip(column("place"), column("lat"), column("lon"), strict=True)
    return Laid(
        ids=column("id"),
        dates=column("date"),
        titles=column("title"),
        summaries=column("summary"),
        categories=column("category"),
        places=_read(list(places), _place),
        actors=_read(column("actors"), columns.values),
        tags=_read(column("tags"), columns.values),
        statuses=_read(column("status"), lambda cell: Status(cell or Status.REPORTED)),
        credibility=_read(column("credibility"), lambda cell: CREDIBILITIES.get(cell, 0)),
        tlp=column("tlp"),
        citations=[
            Citations(column(names.source), column(names.quote), column(names.date))
            for names in columns.citations(events.table.header)
        ],
    )


def _of_events(events: Sequence[Event]) -> Laid:
    most = max((len(event.citations) for event in events), default=0)
    none = Citation("")
    slots = [[event.citations[at] if at < len(event.citations) else none for event in events] for at in range(most)]
    return Laid(
        ids=[event.id for event in events],
        dates=[event.date.text if event.date else "" for event in events],
        titles=[event.title for event in events],
        summaries=[event.summary for event in events],
        categories=[event.category for event in events],
        places=[(event.place, event.lat, event.lon) for event in events],
        actors=[event.actors for event in events],
        tags=[event.tags for event in events],
        statuses=[event.status for event in events],
        credibility=[event.credibility or 0 for event in events],
        tlp=[event.tlp for event in events],
        citations=[
            Citations(
                [one.source for one in slot],
                [one.quote for one in slot],
                [one.date.text if one.date else "" for one in slot],
            )
            for slot in slots
        ],
    )


def drawn(events: Sequence[Event], wrong: Collection[int]) -> tuple[Sequence[Event], Sequence[Event]]:
    """Return the events that are drawn, and those that are not because they were withdrawn.

    `wrong` has the lines of rows that are in neither. Of a table's events none is made for it.
    """
    if not isinstance(events, Events):
        good = [event for event in events if event.line not in wrong]
        kept = [event for event in good if event.status is not Status.WITHDRAWN]
        return kept, [event for event in good if event.status is Status.WITHDRAWN]
    lines, statuses = events.table.lines, events.table.column("status")
    withdrawn = Status.WITHDRAWN.value
    rows = [row for row in events.rows if lines[row] not in wrong] if wrong else events.rows
    if withdrawn not in statuses:
        return Events(events.table, rows), ()
    kept_rows = array("L", (row for row in rows if statuses[row] != withdrawn))
    return Events(events.table, kept_rows), Events(events.table, [row for row in rows if statuses[row] == withdrawn])


def _place(cells: tuple[str, str, str]) -> Place:
    name, lat, lon = cells
    return name, float(lat) if lat else None, float(lon) if lon else None


def _read(cells: Sequence[Cell], read: Callable[[Cell], Made]) -> list[Made]:
    """Read each distinct cell once."""
    known = {cell: read(cell) for cell in set(cells)}
    return [known[cell] for cell in cells]
