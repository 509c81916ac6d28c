"""Rows that come one by one, as from a workbook, gathered into a table."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path

from timeline.events import spreadsheet
from timeline.model import Table

FEW = 1
"""Full cells of a column that somebody may have emptied by hand; more are gone because the column is."""


def gather(path: Path, header: Iterable[str], rows: Iterable[tuple[int, Mapping[str, str]]]) -> Table:
    """Return numbered rows as a table with these columns and any other that a row has."""
    columns: dict[str, list[str]] = {name: [] for name in header}
    shared: dict[str, str] = {}
    lines = array("Q")
    for number, row in rows:
        for name in row.keys() - columns.keys():
            columns[name] = [""] * len(lines)
        for name, column in columns.items():
            cell = row.get(name, "")
            column.append(shared.setdefault(cell, cell))
        lines.append(number)
    return Table(path, tuple(columns), columns, lines)


def carried(table: Table) -> Table:
    """Return a table with its cells as a workbook of ours carries them."""
    cells = {name: [spreadsheet.carried(name, cell) for cell in table.columns[name]] for name in table.header}
    return Table(table.path, table.header, cells, table.lines, table.seal)


def kept(theirs: Table, base: Table) -> Table:
    """Return what came back without columns that somebody deleted: what is not there was not emptied."""
    lost = [
        name
        for name in theirs.header
        if not any(theirs.columns[name]) and sum(map(bool, base.column(name))) > FEW and name != "id"
    ]
    header = tuple(name for name in theirs.header if name not in lost)
    return Table(theirs.path, header, {name: theirs.columns[name] for name in header}, theirs.lines, theirs.seal)
