"""A table that comes back from a colleague, joined with ours: by id, cell by cell, against what both began from.

Nothing is deleted, nothing is doubled, and every row that came in is either in the result or listed with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from timeline.events import diff, spreadsheet
from timeline.events.diff import Cell, Change, Kind
from timeline.events.reading import when
from timeline.events.slugs import slug
from timeline.model import Status, Table
from timeline.when import BadDate, When

TWIN = ("date", "title")
"""What a row without an id is known by."""
SAME = ("date", "title", "summary", "place")
"""What makes a row with an id of its own the double of another. ACLED has twenty clashes a day in one town."""


class Conflict(NamedTuple):
    """A cell that both sides changed, each in its way: ours stays. `column` is "" where it is the row as a whole."""

    event: str
    column: str
    base: str
    ours: str
    theirs: str
    our_line: int
    their_line: int


class Listed(NamedTuple):
    """What was not taken and why: a row of theirs (`column` is ""), or one cell of a row that was taken otherwise."""

    line: int
    event: str
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Merge:
    """What an import comes to. `table` is ours with all that was taken; rows = taken + the rows that are listed.

    `changes` are what was taken, `missing` the events that did not come back (to be withdrawn, if that was meant).
    `came` gives the line of theirs for each line of `table` that changed. A change's `line` is that of theirs.
    """

    table: Table
    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    listed: tuple[Listed, ...] = ()
    missing: tuple[Change, ...] = ()
    rows: int = 0
    same: int = 0
    theirs: str = ""
    """The name of the file that came."""
    came: Mapping[int, int] = field(default_factory=dict)

    @property
    def taken(self) -> int:
        """Rows of theirs that are in the result."""
        return self.rows - sum(1 for told in self.listed if not told.column)

    @property
    def clean(self) -> bool:
        """Whether all of it was taken and nothing asks for a decision."""
        return not (self.conflicts or self.listed or self.missing)


def merge(
    ours: Table,
    theirs: Table,
    base: Table | None,
    *,
    withdraw: bool = False,
    refused: Mapping[int, str] | None = None,
    listed: Sequence[Listed] = (),
) -> Merge:
    """Join what came with what we have; `base` is the state that they began from, None where nobody knows it.

    Without a base a cell of theirs fills an empty one of ours, and differs from a full one as a conflict. Events of
    the base that did not come back are withdrawn only where `withdraw` says so. `refused` are lines of theirs that
    the checks object to, with the reason; `listed` are rows that could not even be read, to be accounted for too.
    """
    desk = _Desk(ours, theirs, base, refused or {}, list(listed))
    for row in range(len(theirs)):
        desk.take(row)
    missing = tuple(desk.missing())
    if withdraw:
        desk.withdraw(missing)
        missing = ()
    rows = len(theirs) + sum(1 for told in listed if not told.column)
    return Merge(
        table=desk.result(),
        changes=tuple(desk.changes),
        conflicts=tuple(desk.conflicts),
        listed=tuple(sorted(desk.listed)),
        missing=missing,
        rows=rows,
        same=desk.same,
        theirs=theirs.path.name,
        came=desk.came,
    )


class _Desk:
    """Where the three states lie side by side while theirs is gone through."""

    def __init__(
        self, ours: Table, theirs: Table, base: Table | None, refused: Mapping[int, str], listed: list[Listed]
    ) -> None:
        self.ours, self.theirs, self.base = ours, theirs, base
        self.refused, self.listed = refused, listed
        self.here = _first(ours)
        self.before = _first(base) if base else {}
        self.ids = theirs.column("id")
        self.count = Counter(self.ids)
        self.first_seen: dict[str, int] = {}
        self.twins: dict[tuple[str, ...], dict[int, str]] = {}
        self.columns: dict[str, list[str]] = {}
        self.added: list[tuple[int, dict[str, str]]] = []
        self.taken_ids = set(self.here) | set(self.before) | set(self.count)
        self.renamed = self._renamed()
        self.read = [(name, theirs.columns[name]) for name in theirs.header if name != "id"]
        self.changes: list[Change] = []
        self.conflicts: list[Conflict] = []
        self.came: dict[int, int] = {}
        self.new: dict[int, str] = {}
        self.last = ours.lines[-1] if len(ours) else 1
        self.same = 0

    def _renamed(self) -> dict[int, str]:
        """Return the id that a row of theirs had when it went out, where somebody changed it."""
        if self.base is None:
            return {}
        strange = [row for row, name in enumerate(self.ids) if name not in self.here and name not in self.before]
        gone = [row for name, row in self.before.items() if name not in self.count]
        names = self.base.column("id")
        return {row: names[was] for row, was in diff.renamed(self.base, gone, self.theirs, strange).items()}

    def take(self, row: int) -> None:
        """Take a row of theirs, or list it with the reason."""
        name = self.ids[row]
        reason = self.refused.get(self.theirs.lines[row]) or self._double(row)
        if reason:
            self._list(row, reason)
        elif row in self.renamed:
            known = self.renamed[row]
            if name:
                self._list(row, f"the id was changed from {known}: ids never change; its other cells were taken", "id")
            self._known(row, known)
        elif name in self.here or name in self.before:
            self._known(row, name)
        else:
            self._new(row)

    def _double(self, row: int) -> str:
        """Say why the row would be told twice, "" where it would not."""
        name = self.ids[row]
        if not name:
            return ""
        first = self.first_seen.setdefault(name, row)
        if first == row:
            return ""
        where = f"{self.theirs.path.name}:{self.theirs.lines[first]}"
        if all(column[row] == column[first] for _, column in self.read):
            return f"stands twice; the first is {where}"
        return f"has the id of {where}. Leave the id empty in a row that is a new event"

    def _known(self, row: int, name: str) -> None:
        """Take the cells of an event that we have, or had."""
        was = self.before.get(name)
        if name not in self.here:
            if any(reading.value != old for _, reading, old in self._cells(row, was)):
                line = self.theirs.lines[row]
                self.conflicts.append(Conflict(name, "", "in both", "removed since", "edited", 0, line))
            self._list(row, f"{name} was removed from {self.ours.path.name} since; nothing comes back by itself")
            return
        mine = self.here[name]
        cells = tuple(self._three_way(row, name, mine, was) if was is not None else self._two_way(row, name, mine))
        if not cells:
            self.same += 1
            return
        for cell in cells:
            self._column(cell.column)[mine] = cell.now
        withdrawn = any(cell.column == "status" and cell.now == Status.WITHDRAWN for cell in cells)
        kind = Kind.WITHDRAWN if withdrawn else Kind.CHANGED
        line = self.theirs.lines[row]
        self.came[self.ours.lines[mine]] = line
        self.changes.append(Change(kind, name, self.ours.column("title")[mine], cells, line=line))

    def _cells(self, row: int, was: int | None) -> Iterator[tuple[str, spreadsheet.Read, str]]:
        """Yield column, the cell as it is to be taken, and what it was when it went out, where it is not that."""
        base = self.base.columns if self.base is not None and was is not None else {}
        for name, column in self.read:
            old = base[name][was or 0] if name in base else ""
            if column[row] != old:
                yield name, spreadsheet.cell(name, column[row], old), old

    def _three_way(self, row: int, name: str, mine: int, was: int) -> Iterator[Cell]:
        for column, reading, old in self._cells(row, was):
            here = self._cell(column, mine)
            if reading.value in (old, here):
                continue
            if reading.reason:
                self._list(row, reading.reason, column)
            elif here == old:
                yield Cell(column, here, reading.value)
            else:
                lines = self.ours.lines[mine], self.theirs.lines[row]
                self.conflicts.append(Conflict(name, column, old, here, reading.value, *lines))

    def _two_way(self, row: int, name: str, mine: int) -> Iterator[Cell]:
        """Fill what is empty; an empty cell of theirs says nothing, since nobody knows what it was."""
        for column, cells in self.read:
            here = self._cell(column, mine)
            if cells[row] in ("", here):
                continue
            reading = spreadsheet.cell(column, cells[row], here)
            if reading.value == here:
                continue
            if reading.reason:
                self._list(row, reading.reason, column)
            elif not here:
                yield Cell(column, "", reading.value)
            else:
                lines = self.ours.lines[mine], self.theirs.lines[row]
                self.conflicts.append(Conflict(name, column, "", here, reading.value, *lines))

    def _new(self, row: int) -> None:
        """Add an event, unless it can't be read or is here already under another name."""
        cells = {"id": self.ids[row]}
        for name, reading, _ in self._cells(row, None):
            if reading.reason:
                self._list(row, f'{name} "{reading.value}" {reading.reason}')
                return
            cells[name] = reading.value
        if not any(cells.values()):
            self._list(row, "is empty")
            return
        columns = SAME if cells["id"] else TWIN
        double = ""
        if cells.get("date") and cells.get("title"):
            if columns not in self.twins:
                # What a row told when it went out counts too: else a second import would take its old copy for new.
                before = _by(self.base, columns) if self.base else {}
                self.twins[columns] = before | _by(self.ours, columns)
            double = self.twins[columns].get(_key(cells, columns)) or self.new.get(_key(cells, SAME), "")
        if double and not cells["id"] and double in self.here and double not in self.count:
            self._known(row, double)
            return
        if double:
            self._list(row, f"tells the same as {double}")
            return
        cells["id"] = cells["id"] or slug(_date(cells), cells.get("title", ""), self.taken_ids)
        cells["status"] = cells.get("status") or Status.REPORTED.value
        self.taken_ids.add(cells["id"])
        self.new[_key(cells, SAME)] = cells["id"]
        line = self.theirs.lines[row]
        self.changes.append(Change(Kind.ADDED, cells["id"], cells.get("title", ""), line=line))
        self.came[self.last + 1 + len(self.added)] = line
        # Only what differs from the row as it came: a million new rows are not held a second time.
        mended = {name: value for name, value in cells.items() if value != self._their(name, row)}
        self.added.append((row, mended))

    def missing(self) -> Iterator[Change]:
        """Yield the events of the base that we still have and that did not come back."""
        back = self.count.keys() | set(self.renamed.values())
        for name in self.before:
            mine = self.here.get(name)
            if name in back or mine is None or self._cell("status", mine) == Status.WITHDRAWN:
                continue
            cell = Cell("status", self._cell("status", mine), Status.WITHDRAWN.value)
            yield Change(Kind.WITHDRAWN, name, self.ours.column("title")[mine], (cell,), line=self.ours.lines[mine])

    def withdraw(self, missing: Sequence[Change]) -> None:
        """Make tombstones of events that did not come back."""
        for change in missing:
            self._column("status")[self.here[change.event]] = Status.WITHDRAWN.value
            self.changes.append(change)

    def result(self) -> Table:
        """Return our table with all that was taken; untouched columns are the very same."""
        ours = self.ours
        needed = [name for name in ("id", "status", *self.theirs.header) if self._needed(name)]
        header = tuple(dict.fromkeys((*ours.header, *self.columns, *needed)))
        columns: dict[str, Sequence[str]] = {}
        for name in header:
            column = self.columns.get(name, ours.column(name))
            columns[name] = [*column, *self._tail(name)] if self.added else column
        lines = [*ours.lines, *range(self.last + 1, self.last + 1 + len(self.added))] if self.added else ours.lines
        return Table(ours.path, header, columns, lines, ours.seal)

    def _needed(self, name: str) -> bool:
        return any(self._tail(name))

    def _tail(self, name: str) -> Iterator[str]:
        """Yield the cells of a column for the rows that are added."""
        for row, mended in self.added:
            yield mended[name] if name in mended else self._their(name, row)

    def _their(self, column: str, row: int) -> str:
        cells = self.theirs.columns.get(column)
        return cells[row] if cells else ""

    def _cell(self, column: str, row: int) -> str:
        cells = self.columns.get(column) or self.ours.columns.get(column)
        return cells[row] if cells else ""

    def _column(self, name: str) -> list[str]:
        if name not in self.columns:
            self.columns[name] = list(self.ours.column(name))
        return self.columns[name]

    def _list(self, row: int, reason: str, column: str = "") -> None:
        value = self._their(column, row)
        self.listed.append(Listed(self.theirs.lines[row], self.ids[row], column, value, reason))


def _first(table: Table) -> dict[str, int]:
    """Return the row of each id, the first where an id stands twice."""
    found: dict[str, int] = {}
    for row, name in enumerate(table.column("id")):
        if name:
            found.setdefault(name, row)
    return found


def _by(table: Table, columns: Sequence[str]) -> dict[int, str]:
    """Return the id of each row by what it tells, for rows that tell a date and a title."""
    ids = table.column("id")
    cells = zip(*(table.column(name) for name in columns), strict=True)
    return {hash(tuple(map(_folded, key))): ids[row] for row, key in enumerate(cells) if key[0] and key[1]}


def _key(cells: Mapping[str, str], columns: Sequence[str]) -> int:
    """Return a number for what a row tells: of a million rows, two that differ share one once in 40 million times."""
    return hash(tuple(_folded(cells.get(name, "")) for name in columns))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _date(cells: Mapping[str, str]) -> When | None:
    try:
        return when(cells.get("date", ""))
    except BadDate:
        return None  # the checks say what is wrong with it
