"""events.csv read: the table as it stands, and the events that its rows hold."""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import overload

from timeline import table
from timeline.config import TLP
from timeline.events import columns
from timeline.events.columns import Cited
from timeline.model import CREDIBILITY, Citation, Event, Finding, Status, Table
from timeline.when import BadDate, When

NUMBER = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{1,20})?")
STATUSES = frozenset(Status)
CREDIBILITIES = {str(number): number for number in CREDIBILITY}
LIMITS = {"lat": 90.0, "lon": 180.0}
"""Degrees from the equator and from Greenwich, WGS 84."""


class Events(Sequence[Event]):
    """The events of a table, each made when it is asked for: a million of them cost no more than their columns.

    Only rows that parse are events: a readable date or none, an id, a known status, whole coordinates. The others
    stay in the table, where the checks name them; `rows[i]` is the table's row of event i.
    """

    __slots__ = ("_cited", "_extra", "rows", "table")

    def __init__(self, read: Table, rows: Sequence[int]) -> None:
        self.table = read
        self.rows = rows
        self._cited = columns.citations(read.header)
        self._extra = tuple(name for name in read.header if not columns.is_known(name))

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> Event: ...

    @overload
    def __getitem__(self, index: slice) -> Events: ...

    def __getitem__(self, index: int | slice) -> Event | Events:
        if isinstance(index, slice):
            return Events(self.table, self.rows[index])
        return self._event(self.rows[index])

    def __iter__(self) -> Iterator[Event]:
        return map(self._event, self.rows)

    def _event(self, row: int) -> Event:
        cells = {name: column[row] for name, column in self.table.columns.items()}
        lat, lon = cells.get("lat", ""), cells.get("lon", "")
        return Event(
            id=cells["id"],
            title=cells.get("title", ""),
            date=when(cells.get("date", "")),
            summary=cells.get("summary", ""),
            category=cells.get("category", ""),
            place=cells.get("place", ""),
            lat=float(lat) if lat else None,
            lon=float(lon) if lon else None,
            actors=columns.values(cells.get("actors", "")),
            tags=columns.values(cells.get("tags", "")),
            status=Status(cells.get("status") or Status.REPORTED),
            credibility=CREDIBILITIES.get(cells.get("credibility", "")),
            tlp=cells.get("tlp", ""),
            citations=tuple(_citations(cells, self._cited)),
            notes=cells.get("notes", ""),
            extra={name: cells[name] for name in self._extra if cells[name]},
            line=self.table.lines[row],
        )


def read(path: Path, name: str = "") -> tuple[Table, Events, list[Finding]]:
    """Read a table of events: as it stands, the events in it, and what was wrong with the file as such.

    Findings call the file `name`, or else its file name. What is wrong with a cell, the checks say. Raises
    files.Unreadable.
    """
    found, findings = table.read(path, name)
    return found, parse(found), findings


def parse(found: Table) -> Events:
    """Return the events of a table, leaving out rows that do not parse; each column's distinct cells are tried once."""
    if "id" not in found.columns:
        return Events(found, ())
    ids = found.columns["id"]
    bad = set() if all(map(str.strip, ids)) else {row for row, cell in enumerate(ids) if not cell.strip()}
    for name, column in found.columns.items():
        good = _reader(name)
        if good is None:
            continue
        wrong = {cell for cell in found.distinct(name) if not good(cell)}
        if wrong:
            bad.update(row for row, cell in enumerate(column) if cell in wrong)
    bad.update(found.halves("lat", "lon"))
    if not bad:
        return Events(found, range(len(found)))
    return Events(found, array("L", (row for row in range(len(found)) if row not in bad)))


@lru_cache(maxsize=1 << 16)
def when(text: str) -> When | None:
    """Parse a date, None for an empty cell. Raises BadDate. Long tables repeat their dates, so they are kept."""
    return When.parse(text) if text else None


def degrees(name: str, text: str) -> float | None:
    """Read a coordinate (`lat` or `lon`), None where it is no number or beyond the globe."""
    if not NUMBER.fullmatch(text):
        return None
    value = float(text)
    return value if math.fabs(value) <= LIMITS[name] else None


def _reader(name: str) -> Callable[[str], bool] | None:
    """Say how the cells of a column are tried, None where any text is good."""
    if name == "date" or name.startswith("source_date"):
        return _is_date
    if name in LIMITS:
        return lambda cell: not cell or degrees(name, cell) is not None
    allowed = {"status": STATUSES, "credibility": frozenset(CREDIBILITIES), "tlp": frozenset(TLP)}.get(name)
    return None if allowed is None else (lambda cell: not cell or cell in allowed)


def _is_date(cell: str) -> bool:
    try:
        when(cell)
    except BadDate:
        return False
    return True


def _citations(cells: dict[str, str], places: Sequence[Cited]) -> Iterator[Citation]:
    for place in places:
        source, quote = cells.get(place.source, ""), cells.get(place.quote, "")
        if source or quote:
            yield Citation(source, quote, when(cells.get(place.date, "")), place.number)
