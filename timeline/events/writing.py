"""events.csv written: whole or not at all, never over somebody else's work, and no column lost or moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from timeline import table
from timeline.errors import TimelineError
from timeline.events import columns
from timeline.model import Event, Finding, Table


class DamagedTable(TimelineError):
    """A table whose rows were not read as they stand: writing it again would make the damage final."""

    hint = "Nothing was written. `timeline validate` names every place; mend them first."

    def __init__(self, path: Path, first: Finding) -> None:
        super().__init__(f"{path} is damaged: {first}")


def append(path: Path, fields: Mapping[str, str], seal: str) -> str:
    """Add a row at the end, under the columns that the file has, and return the file's new seal.

    A field without a column gets one behind the others; columns without a field stay empty. `seal` is that of the
    table that was read, "" for a file that is not there yet. Raises DamagedTable, files.FileChanged, files.Unwritable.
    """
    if not path.exists():
        return table.write(path, header=_header((), fields), rows=[_row(_header((), fields), fields)], seal=seal)
    old, troubles = table.read(path)
    if troubles:
        raise DamagedTable(path, troubles[0])
    header = _header(old.header, fields)
    added = [""] * (len(header) - len(old.header))
    rows = ([*row, *added] for row in zip(*(old.columns[name] for name in old.header), strict=True))
    return table.write(path, header=header, rows=[*rows, _row(header, fields)], seal=seal)


def extended(read: Table, *rows: Mapping[str, str]) -> Table:
    """Return the table as it will be with those rows at its end, to check them before they are written."""
    header = _header(read.header, dict.fromkeys(name for row in rows for name in row))
    added = zip(*(_row(header, row) for row in rows), strict=True)
    columns = {
        name: [*(read.columns.get(name) or [""] * len(read)), *cells] for name, cells in zip(header, added, strict=True)
    }
    # A cell with line breaks makes its row several lines long.
    line = sum(column[-1].count("\n") for column in read.columns.values()) + read.lines[-1] if len(read) else 1
    lines = list(read.lines)
    for row in rows:
        lines.append(line + 1)
        line += 1 + sum(cell.count("\n") for cell in row.values())
    return Table(read.path, header, columns, lines, read.seal)


def changed(read: Table, rows: Mapping[int, Mapping[str, str]]) -> Table:
    """Return the table with some of its rows, named by their place, as `rows` have them."""
    header = _header(read.header, dict.fromkeys(name for row in rows.values() for name in row))
    columns = {name: list(read.columns.get(name) or [""] * len(read)) for name in header}
    for place, cells in rows.items():
        for name, cell in cells.items():
            columns[name][place] = cell
    return Table(read.path, header, columns, read.lines, read.seal)


def write(path: Path, events: Iterable[Event], *, header: Sequence[str] = (), seal: str = "") -> str:
    """Write events as a table, in the order given, and return the file's seal.

    The columns are those of `header`, or else those of a new file, and behind them what the events need besides.
    Raises files.FileChanged, files.Unwritable.
    """
    rows = [cells(event) for event in events]
    needed: dict[str, str] = {}
    for row in rows:
        needed |= row
    names = _header(header, needed)
    return table.write(path, header=names, rows=(_row(names, row) for row in rows), seal=seal)


def cells(event: Event) -> dict[str, str]:
    """Return an event as the cells of its row; a cell that is empty is left out."""
    texts = {
        "id": event.id,
        "date": str(event.date) if event.date else "",
        "title": event.title,
        "summary": event.summary,
        "category": event.category,
        "place": event.place,
        "lat": _degrees(event.lat),
        "lon": _degrees(event.lon),
        "actors": "; ".join(event.actors),
        "tags": "; ".join(event.tags),
        "status": event.status.value,
        "credibility": str(event.credibility or ""),
        "tlp": event.tlp,
        **dict(_cited(event)),
        "notes": event.notes,
        **event.extra,
    }
    return {name: text for name, text in texts.items() if text}


def _cited(event: Event) -> Iterator[tuple[str, str]]:
    for citation in event.citations:
        names = columns.cited(citation.number)
        yield names.source, citation.source
        yield names.quote, citation.quote
        yield names.date, str(citation.date) if citation.date else ""


def _degrees(value: float | None) -> str:
    # Never 1e-05: a spreadsheet program and our own reader want plain digits.
    return "" if value is None else f"{Decimal(repr(value)):f}"


def _header(present: Sequence[str], needed: Iterable[str]) -> tuple[str, ...]:
    header = dict.fromkeys(present or columns.COLUMNS)
    return tuple(header | dict.fromkeys(needed))


def _row(header: Sequence[str], fields: Mapping[str, str]) -> list[str]:
    return [fields.get(name, "") for name in header]
