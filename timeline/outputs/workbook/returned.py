"""A brief that came back: the events as they stand in it now, beside the state that it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from timeline.outputs.workbook import columns, state
from timeline.outputs.workbook.outside import BadWorkbook, Book, Limits, Row

HEADS_WITHIN = 20
"""Rows in which the heads of a table must stand; a colleague may have put lines above them."""


class NoBrief(BadWorkbook):
    """A workbook that is not one of ours, or lost the sheet that says what it was made from."""

    hint = "Import it as a foreign table, with --map our=theirs for the columns that are not recognised."


@dataclass(frozen=True, slots=True)
class Returned:
    """A brief from outside. Both readings stream, in the order of their sheets; a cell that is empty is left out.

    Cells are named by their columns of events.csv, citations folded into `source`, `quote`, `source_date`, `source_2`
    … A row that was added has no `id`. A day that the spreadsheet program made of a date's text comes as 2018-06-17.
    """

    path: Path
    state: str
    """The SHA-256 of events.csv when the brief was made."""
    tlp: str
    asked: str
    """The filters of the brief in words, "" where it held everything."""
    columns: tuple[str, ...]
    limits: Limits = field(default_factory=Limits)

    def base(self) -> Iterator[dict[str, str]]:
        """Yield the events as the brief was made with them."""
        with Book(self.path, self.limits) as book:
            for name in _sheets(book, state.NAME):
                for row in book.rows(name):
                    if row.number >= state.FIRST:
                        yield {self.columns[n - 1]: text for n, text in row.cells.items() if n <= len(self.columns)}

    def rows(self) -> Iterator[dict[str, str]]:
        """Yield the events as they stand in the workbook now."""
        for _, cells in self.numbered():
            yield cells

    def numbered(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the same with the row's number in its sheet; `Events 2` counts on from the last possible row."""
        with Book(self.path, self.limits) as book:
            cited = _citations(book)
            for place, name in enumerate(_sheets(book, columns.EVENTS.name)):
                for number, cells in _table(book, name, self._fields()):
                    key = cells.get("id") or f" {cells.get('title', '')}"
                    yield place * self.limits.rows + number, {**cells, **cited.get(key, {})}

    def _fields(self) -> dict[str, str]:
        """Return the column of events.csv for each head that carries one; what is only for reading carries none."""
        known = {*state.CORE, *(name for name in self.columns if _of_citation(name))}
        extra = tuple(name for name in self.columns if name not in known)
        return _carried((*columns.EVENTS.columns, *columns.own(extra)))


def read(path: Path, limits: Limits | None = None) -> Returned:
    """Open a brief that came back. Raises BadWorkbook, and NoBrief where the workbook is not one of ours."""
    limits = limits or Limits()
    with Book(path, limits) as book:
        rows = book.rows(state.NAME) if state.NAME in book.names else iter(())
        told = next(rows, Row(0, {})).cells
        heads = next(rows, Row(0, {})).cells
    if told.get(1) != state.WHAT or "id" not in heads.values():
        raise NoBrief(path, "carries no state of a brief, so there is nothing to compare it with")
    return Returned(path, told.get(2, ""), told.get(3, ""), told.get(4, ""), tuple(heads.values()), limits)


def _citations(book: Book) -> dict[str, dict[str, str]]:
    """Return the citations by the event's id; of an event without one, by its title behind a blank."""
    found: dict[str, dict[str, str]] = {}
    fields = {**_carried(columns.CITATIONS.columns), "Event": "title"}
    for name in _sheets(book, columns.CITATIONS.name):
        for _, cells in _table(book, name, fields):
            cited = found.setdefault(cells.get("id") or f" {cells.get('title', '')}", {})
            number = cells.get("number", "")
            place = int(number) if number.isdecimal() and len(number) < MOST_FIGURES else _free(cited)
            for column in state.CITED:
                if text := cells.get(column):
                    cited[state.numbered(column, place)] = text
    return found


MOST_FIGURES = 6
"""Of a citation's number; a longer one is no number of ours."""


def _free(cited: Mapping[str, str]) -> int:
    number = 1
    while state.numbered("source", number) in cited or state.numbered("quote", number) in cited:
        number += 1
    return number


def _table(book: Book, name: str, fields: Mapping[str, str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows below the heads of a table, by the column of events.csv, each with its number."""
    rows = book.rows(name)
    places: dict[int, str] = {}
    for row in rows:
        heads = {n: fields.get(text.strip(), "") for n, text in row.cells.items()}
        if "id" in heads.values() and "title" in heads.values():
            places = {n: column for n, column in heads.items() if column}
            break
        if row.number > HEADS_WITHIN:
            break
    if not places:
        raise NoBrief(book.path, f"has no heads of columns in its sheet {name} that are ours")
    for row in rows:
        cells = {column: text for n, column in places.items() if (text := row.cells.get(n, ""))}
        if cells and not cells.get("title", "").startswith(HASHTAG):
            yield row.number, cells


HASHTAG = "#event+title"
"""The row of HXL hashtags, where the brief has one."""


def _carried(shown: tuple[columns.Column, ...]) -> dict[str, str]:
    return {column.head: column.field for column in shown if column.field}


def _of_citation(name: str) -> bool:
    stem, _, number = name.rpartition("_")
    return name in state.CITED or (stem in state.CITED and number.isdecimal())


def _sheets(book: Book, name: str) -> list[str]:
    """Return the sheets of a table: `Events`, then `Events 2` and so on."""
    return [
        one for one in book.names if one == name or (one.startswith(f"{name} ") and one[len(name) + 1 :].isdecimal())
    ]
