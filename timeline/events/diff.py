"""What changed between two states of the events: matched by id, told cell by cell."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz import fuzz

from timeline.model import Status, Table
from timeline.when import BadDate, When

ALIKE = 80.0
"""The least likeness, 0 to 100, at which a removed and an added row are one event with a new id."""
MOST_PAIRS = 2500
"""Pairs of rows with one and the same title, quote or date that are compared; what so many share is no evidence."""
CLUES = ("title", "quote", "summary", "date")
"""Columns of which one must be the same before two rows are compared."""
TELLING = {"title": 4, "quote": 3, "summary": 2, "date": 2, "place": 1, "category": 1, "source": 1}
"""How much each column says about which event a row tells."""

Key = tuple[str, int]
"""An id, and which of the rows that have it: a table that is to be mended may hold an id twice."""


class Kind(StrEnum):
    """What became of an event."""

    ADDED = "added"
    RENAMED = "renamed"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


class Cell(NamedTuple):
    """A cell that is not what it was; a column that a state lacks counts as empty."""

    column: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one event. `was` is its old id where that changed; `line` is that of the row that is told.

    `again` says that the row is not the first one with its id, which a table that is to be mended may hold twice.
    """

    kind: Kind
    event: str
    title: str
    cells: tuple[Cell, ...] = ()
    was: str = ""
    line: int = 0
    again: bool = False


@dataclass(frozen=True, slots=True)
class Diff:
    """All changes: in the order of the new state, what was removed at the end. `same` counts rows that are as before.

    rows of the old state = same + changed + withdrawn + renamed + removed; of the new one, added instead of removed.
    """

    changes: tuple[Change, ...]
    old: int
    new: int
    same: int

    def of(self, kind: Kind) -> tuple[Change, ...]:
        """Return the changes of one kind."""
        return tuple(change for change in self.changes if change.kind is kind)

    @property
    def counts(self) -> Mapping[Kind, int]:
        """How many events each became of, kinds that nothing became of included."""
        counted = Counter(change.kind for change in self.changes)
        return {kind: counted[kind] for kind in Kind}


def compare(old: Table, new: Table) -> Diff:
    """Say what changed from the old state to the new one. The order of rows and of columns does not matter."""
    before, after = keys(old), keys(new)
    names = tuple(dict.fromkeys(name for name in (*old.header, *new.header) if name != "id"))
    columns = [(name, old.column(name), new.column(name)) for name in names]
    added = [row for key, row in after.items() if key not in before]
    removed = [row for key, row in before.items() if key not in after]
    known = renamed(old, removed, new, added)
    found, same = [], 0
    for key, row in after.items():
        was = before.get(key, known.get(row, -1))
        cells = tuple(_cells(columns, was, row)) if was >= 0 else ()
        kind = _kind(cells, known=was >= 0, renamed=key not in before)
        if kind is None:
            same += 1
            continue
        old_id = old.column("id")[was] if kind is Kind.RENAMED else ""
        again = bool(key[0] and key[1])
        found.append(Change(kind, key[0], new.column("title")[row], cells, old_id, new.lines[row], again))
    gone = set(removed).difference(known.values())
    titles = old.column("title")
    found += [
        Change(Kind.REMOVED, name, titles[row], line=old.lines[row], again=bool(name and place))
        for (name, place), row in sorted(before.items(), key=lambda one: one[1])
        if row in gone
    ]
    return Diff(tuple(found), len(old), len(new), same)


def since(diff: Diff) -> dict[str, tuple[str, ...]]:
    """Return the changes as the page marks them: nothing for a new event, else a line a change.

    Events that were removed or withdrawn are not on the page and not in it.
    """
    told: dict[str, tuple[str, ...]] = {}
    for change in diff.changes:
        if change.again:
            continue  # a second row makes no event new
        if change.kind is Kind.ADDED:
            told[change.event] = ()
        elif change.kind in (Kind.CHANGED, Kind.RENAMED):
            renamed = (f"id: {change.event}, was {change.was}",) if change.was else ()
            told[change.event] = (
                *renamed,
                *(f"{name}: {now or 'empty'}, was {was or 'empty'}" for name, was, now in change.cells),
            )
    return told


def keys(table: Table) -> dict[Key, int]:
    """Return the row of each id; rows without an id count as rows of the id ""."""
    seen: Counter[str] = Counter()
    found: dict[Key, int] = {}
    for row, name in enumerate(table.column("id")):
        found[name, seen[name]] = row
        seen[name] += 1
    return found


def alike(one: Mapping[str, str], other: Mapping[str, str]) -> float:
    """Return how likely two rows tell one event, 0 to 100: by words, and by dates that could be the same."""
    sum_, weights = 0.0, 0
    for name, weight in TELLING.items():
        mine, theirs = one.get(name, ""), other.get(name, "")
        if mine or theirs:
            weights += weight
            sum_ += weight * (_days_alike(mine, theirs) if name == "date" else fuzz.ratio(mine, theirs))
    return sum_ / weights if weights else 0.0


def _days_alike(one: str, other: str) -> float:
    try:
        return 100.0 * When.parse(one).overlaps(When.parse(other))
    except BadDate:
        return 100.0 * (one == other)


def _cells(columns: Sequence[tuple[str, Sequence[str], Sequence[str]]], was: int, row: int) -> Iterator[Cell]:
    for name, old, new in columns:
        if old[was] != new[row]:
            yield Cell(name, old[was], new[row])


def _kind(cells: tuple[Cell, ...], *, known: bool, renamed: bool) -> Kind | None:
    if not known:
        return Kind.ADDED
    if any(cell.column == "status" and cell.now == Status.WITHDRAWN for cell in cells):
        return Kind.WITHDRAWN
    if renamed:
        return Kind.RENAMED
    return Kind.CHANGED if cells else None


def renamed(old: Table, removed: Sequence[int], new: Table, added: Sequence[int]) -> dict[int, int]:
    """Return the old row of each new row that tells the same event under a new id, the most alike first.

    Only rows that share a clue are compared, so that two tables without a common id cost no square of their length.
    """
    scored = sorted(
        (-alike(_row(new, row), _row(old, rival)), row, rival) for row, rival in _pairs(old, removed, new, added)
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for score, row, rival in scored:
        if -score < ALIKE:
            break
        if row not in found and rival not in taken:
            found[row] = rival
            taken.add(rival)
    return found


def _pairs(old: Table, removed: Sequence[int], new: Table, added: Sequence[int]) -> set[tuple[int, int]]:
    """Return the new and old rows that share a clue."""
    pairs: set[tuple[int, int]] = set()
    for clue in CLUES:
        there, here = (_places(table.column(clue), rows) for table, rows in ((old, removed), (new, added)))
        for cell in here.keys() & there.keys():
            if len(here[cell]) * len(there[cell]) <= MOST_PAIRS:
                pairs.update(itertools.product(here[cell], there[cell]))
    return pairs


def _places(cells: Sequence[str], rows: Sequence[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if cells[row]:
            found[cells[row]].append(row)
    return found


def _row(table: Table, row: int) -> dict[str, str]:
    return {name: table.column(name)[row] for name in TELLING if name in table.columns}
