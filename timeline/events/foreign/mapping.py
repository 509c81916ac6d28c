"""A foreign table turned into one of ours, row by row; what can't be turned is listed with the reason."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from timeline.events import spreadsheet
from timeline.events.columns import is_known
from timeline.events.foreign import forms
from timeline.events.foreign.delimited import Cells
from timeline.events.foreign.row import Refusal, joined
from timeline.events.merge import Listed
from timeline.events.spreadsheet import Order
from timeline.model import Status, Table

MOST_SHARED = 1 << 18
"""Different cells that are remembered so that equal ones share their memory."""
LEAST_QUOTE = 20
"""Characters that the words of a row need to be worth quoting."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What whoever imports a table knows of it.

    `maps` goes from our column to theirs. `order` is how it writes 03/04/2018. `categories` goes from a kind of theirs
    to a category of ours, and `known` are the project's categories: a kind that is neither becomes a tag. `source` is
    the id of the register under which the table itself is kept: then each row cites it, with the row's own words.
    """

    maps: Mapping[str, str] = field(default_factory=dict)
    order: Order = ""
    categories: Mapping[str, str] = field(default_factory=dict)
    known: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A table that came, as one of ours; rows in = rows of `table` + `listed`. `form` is what it was recognised as.

    `unused` are the columns of theirs that a mapping took nothing from. `read_as` says in words what a text file was
    taken for, "" where it was plain UTF-8 or no text file. `sheets` are those of a workbook that hold rows and were not
    read, since a table is one sheet.
    """

    table: Table
    listed: tuple[Listed, ...]
    form: str
    unused: tuple[str, ...] = ()
    read_as: str = ""
    sheets: tuple[str, ...] = ()


def bring(cells: Cells, wishes: Wishes) -> Incoming:
    """Turn a table into one of ours. Raises forms.UnknownTable and forms.BadMapping."""
    if wishes.maps:
        return _by_map(cells, wishes)
    form = forms.recognise(cells.header)
    if form is None:
        return _ours(cells, wishes)
    names = [name.lower() for name in cells.header]

    def event(row: Sequence[str]) -> dict[str, str]:
        return form.event(dict(zip(names, map(str.strip, row), strict=True)), wishes.order)

    return _collect(cells, event, form.name, wishes)


def _by_map(cells: Cells, wishes: Wishes) -> Incoming:
    maps = forms.mapped(cells.header, dict(wishes.maps))
    places = {ours: cells.header.index(theirs) for ours, theirs in maps.items()}
    unused = tuple(name for place, name in enumerate(cells.header) if place not in places.values())
    came = _collect(cells, lambda row: {name: row[place].strip() for name, place in places.items()}, "mapped", wishes)
    return replace(came, unused=unused)


def _ours(cells: Cells, wishes: Wishes) -> Incoming:
    """Take a table that has our columns: cell by cell, nothing stripped, so that what is the same stays the same."""
    lines = array("Q")
    columns: list[list[str]] = [[] for _ in cells.header]
    shared: dict[str, str] = {}
    for line, row in cells.rows:
        lines.append(line)
        for column, cell in zip(columns, row, strict=True):
            column.append(_shared(cell, shared))
    names = [name.lower() if is_known(name.lower()) else name for name in cells.header]
    held = dict(zip(names, columns, strict=True))
    if wishes.order:
        for name in filter(spreadsheet.is_date, held):
            held[name] = [_dated(cell, wishes.order) for cell in held[name]]
    told = Table(cells.path, tuple(held), held, lines)
    return Incoming(told, tuple(cells.listed), "events.csv", read_as=_read_as(cells))


def _read_as(cells: Cells) -> str:
    """Say what was guessed of a file, so that whoever sees foreign letters in the result knows where they are from."""
    if cells.encoding in ("", *PLAIN):
        return ""
    return f"{cells.encoding}, with {SEPARATORS.get(cells.separator, repr(cells.separator))} between cells"


PLAIN = ("utf-8", "utf-8-sig", "utf_8", "utf_8_sig", "ascii")
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def _dated(cell: str, order: Order) -> str:
    read = spreadsheet.date(cell, "", order)
    return cell if read.reason else read.value


def _collect(cells: Cells, event: Callable[[Sequence[str]], dict[str, str]], form: str, wishes: Wishes) -> Incoming:
    listed: list[Listed] = []
    lines = array("Q")
    columns: dict[str, list[str]] = {}
    shared: dict[str, str] = {}
    for line, row in cells.rows:
        try:
            found = _finished(event(row), wishes)
        except Refusal as refusal:
            listed.append(Listed(line, "", "", "", str(refusal)))
            continue
        for name in found.keys() - columns.keys():
            columns[name] = [""] * len(lines)
        for name, column in columns.items():
            cell = found.get(name, "")
            column.append(_shared(cell, shared))
        lines.append(line)
    columns.setdefault("id", [""] * len(lines))
    told = Table(cells.path, tuple(columns), columns, lines)
    return Incoming(told, (*cells.listed, *listed), form, read_as=_read_as(cells))


def _shared(cell: str, shared: dict[str, str]) -> str:
    """Return the cell as it came before: a place, an actor or a kind comes a thousand times, and is held once."""
    return shared.setdefault(cell, cell) if len(shared) < MOST_SHARED else shared.get(cell, cell)


def _finished(found: dict[str, str], wishes: Wishes) -> dict[str, str]:
    """Bring date and kind into our form, and cite the table itself. Raises Refusal."""
    read = spreadsheet.date(found.get("date", ""), "", wishes.order)
    if read.reason:
        message = f'date "{read.value}" {read.reason}'
        raise Refusal(message)
    found["date"] = read.value
    kind = found.pop("category", "")
    found["category"] = wishes.categories.get(kind) or next(_known(kind, wishes.known), "")
    if kind and not found["category"]:
        found["tags"] = joined(found.get("tags", ""), kind)
    found["status"] = found.get("status") or Status.REPORTED.value
    for name in ("lat", "lon"):
        found[name] = spreadsheet.cell(name, found.get(name, "")).value
    words = found.pop("words", "")
    if wishes.source and not found.get("source"):
        found["source"] = wishes.source
        found["quote"] = found.get("quote") or (words if len(words) >= LEAST_QUOTE else "")
    return {name: cell for name, cell in found.items() if cell}


def _known(kind: str, categories: Sequence[str]) -> Iterator[str]:
    yield from (name for name in categories if name.casefold() == kind.casefold())
