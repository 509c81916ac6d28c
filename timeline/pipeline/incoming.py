"""Tables from outside: earlier states, briefs that came back, foreign files; and what the checks say of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from timeline import events, table
from timeline.checks import Verdict
from timeline.config import Settings
from timeline.errors import TimelineError
from timeline.events import foreign, revision
from timeline.events.foreign import Incoming, Wishes
from timeline.model import (
    Case,
    Finding,
    Table,
)
from timeline.pipeline import reading
from timeline.pipeline.nouns import Origin


class NoState(TimelineError):
    """A table without ids: compared with one, every event would seem to be gone."""

    hint = "A state has the columns of events.csv, with commas between them; `timeline import` takes other tables."

    def __init__(self, named: str) -> None:
        super().__init__(f"{named} is no state of the events: it has no column id")


def state(settings: Settings, named: str) -> Table:
    """Read a state of the events by its name; what is no file is asked of git. Raises NoState."""
    from timeline.outputs import workbook

    path = Path(named)
    if path.is_file() and workbook.is_workbook(path):
        brief = workbook.read(path)
        return events.gather(path, brief.columns, brief.numbered())
    if path.is_file():
        found = events.read(path)[0]
    else:
        found = table.parse(revision.read(named, settings.events), settings.events)[0]
    if found.header and "id" not in found.columns:
        raise NoState(named)
    return found


def compared(old: Table, new: Table) -> events.Diff:
    """Compare two states; where one is a workbook, by what both would be in one."""
    from timeline.outputs import workbook

    if any(workbook.is_workbook(told.path) for told in (old, new)):
        old, new = events.carried(old), events.carried(new)
    return events.compare(old, new)


def read(settings: Settings, origin: Origin, wishes: Wishes) -> tuple[Incoming, Table | None]:
    """Read what came from outside, and the state that it began from, where it carries one or `base` names one."""
    from timeline.outputs import workbook

    file = origin.file
    named = state(settings, origin.base) if origin.base else None
    if not (file.is_file() and workbook.is_workbook(file)):
        return foreign.bring(foreign.read(file, origin.encoding), wishes), named
    if wishes.maps:
        return _foreign(file, wishes), named
    try:
        brief = workbook.read(file)
    except workbook.NoBrief:
        return _foreign(file, wishes), named
    began = events.gather(file, brief.columns, enumerate(brief.base(), 1))
    theirs = events.kept(events.gather(file, brief.columns, brief.numbered()), began)
    return Incoming(theirs, (), "brief"), began


def _foreign(file: Path, wishes: Wishes) -> Incoming:
    return replace(foreign.bring(foreign.take(file, _workbook_rows(file)), wishes), sheets=_unread(file))


def _unread(file: Path) -> tuple[str, ...]:
    """Return the sheets of a foreign workbook that hold rows, but the first, which is the one that is read."""
    from timeline.outputs import workbook

    with workbook.Book(file, workbook.Limits(columns=FOREIGN_COLUMNS)) as book:
        return tuple(name for name in book.names[1:] if any(row.cells for row in book.rows(name)))


FOREIGN_COLUMNS = 1_000
"""Columns of a foreign workbook at most: one cell in column XFD would make 16,384 of each row."""


def _workbook_rows(file: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows of a foreign workbook's first sheet, with their numbers."""
    from timeline.outputs import workbook

    with workbook.Book(file, workbook.Limits(columns=FOREIGN_COLUMNS)) as book:
        width = 0
        for row in book.rows(book.names[0]) if book.names else ():
            width = max(width, *row.cells, 0)
            yield row.number, [row.cells.get(place, "") for place in range(1, width + 1)]


def undamaged(case: Case) -> None:
    """Refuse to write over a table whose rows were not read as they stand. Raises events.DamagedTable."""
    name = reading.shown(case.settings, case.settings.events)
    damage = next((found for found in case.troubles if found.path == name), None)
    if damage:
        raise events.DamagedTable(case.table.path, damage)


def fresh(settings: Settings, before: Verdict, after: Verdict, merged: events.Merge) -> tuple[Finding, ...]:
    """Return what the checks say of rows that the import changed and did not say before."""
    name = reading.shown(settings, settings.events)
    said = {(found.code, found.event, found.column, found.value) for found in before.findings}
    return tuple(
        found
        for found in after.findings
        if found.path == name
        and found.line in merged.came
        and (found.code, found.event, found.column, found.value) not in said
    )


def objection(found: Finding) -> str:
    """Tell a finding without its place: the row that it speaks of is not in our table, and will not be."""
    return str(found).removeprefix(f"{found.path}:{found.line} ")
