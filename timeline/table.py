"""CSV as RFC 4180 has it, read strictly and written so that a row nobody touched keeps its every byte.

Reading stops at nothing: what is wrong is a Finding, and the table holds all that could be made out. The codes:

| code | name | what |
|---|---|---|
| T101 | empty-table | no header row |
| T102 | not-utf-8 | another encoding; the finding says which it looks like, and the cells are read as that |
| T103 | nul-character | a cell holds U+0000: a binary file, or UTF-16 read as UTF-8 |
| T104 | ragged-row | more or fewer cells than the header |
| T105 | nameless-column | an empty cell in the header; the column goes by "column 4" here |
| T106 | duplicate-column | two columns of one name; the second goes by "title (column 7)" here |
| T107 | broken-quotes | a quotation mark that never closes, or text behind a closing one |
| T108 | wrong-separator | semicolons or tabs where RFC 4180 has commas |
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from timeline import files
from timeline.errors import TimelineError
from timeline.model import Finding, Severity, Table

# A summary pasted with its whole article is long, but no reason to fail; the module's own limit is 128 kB a cell.
csv.field_size_limit(min(sys.maxsize, 2**31 - 1))

CHUNK = 8192
"""Rows that are held as rows before they are turned into columns: few, so that a million rows are not held twice."""
RESTARTS = 8
"""Times that reading starts anew behind a quotation mark that never closes; then a line is a row. Keeps it linear."""
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How .xlsx and .ods begin, and .xls: a workbook that was only renamed would make a thousand findings."""
QUOTED = re.compile('[",\r\n]')
NEWLINES = ("\r\n", "\n", "\r")


class NotUtf8(TimelineError):
    """A table in another encoding is read (with a finding), but never written: the guess may be wrong."""

    hint = "Save it as CSV UTF-8 first; nothing was written."

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not UTF-8")


def read(path: Path, name: str = "") -> tuple[Table, list[Finding]]:
    """Read a CSV file into columns; `name` is what findings call it (else its file name). Raises files.Unreadable.

    A row of a wrong length is filled up or cut, and found; blank lines are no rows. Cells stay as they are.
    """
    name = name or path.name
    try:
        with files.opened(path) as raw:
            if raw.read(len(WORKBOOKS[0])) in WORKBOOKS:
                return _workbook(path, name)
            raw.seek(0)
            hashed = _Hashed(raw)
            with io.TextIOWrapper(io.BufferedReader(hashed, 1 << 20), encoding="utf-8-sig", newline="") as stream:
                table, findings = _read(path, stream, name)
            seal, nul = hashed.digest.hexdigest(), hashed.nul
    except UnicodeDecodeError:
        data = files.read(path)
        text, encoding = files.decode(data)
        table, findings = _read(path, io.StringIO(text, newline=""), name)
        findings.append(_not_utf8(data, encoding, name))
        seal, nul = files.seal(data), "\0" in text
    if nul:
        findings += _nul_characters(table, name)
    findings.sort(key=lambda finding: (finding.line, finding.code))
    return Table(table.path, table.header, table.columns, table.lines, seal), findings


def parse(data: bytes, path: Path, name: str = "") -> tuple[Table, list[Finding]]:
    """Read a CSV file that is held as bytes, such as one out of git's history; as `read`, with `path` as its place."""
    name = name or path.name
    text, encoding = files.decode(data)
    table, findings = _read(path, io.StringIO(text.removeprefix("\ufeff"), newline=""), name)
    if encoding != "utf-8":
        findings.append(_not_utf8(data, encoding, name))
    return Table(table.path, table.header, table.columns, table.lines, files.seal(data)), findings


def write(path: Path, *, header: Sequence[str], rows: Iterable[Sequence[str]], seal: str) -> str:
    """Replace the table whole, under a lock, and return its new seal.

    `seal` is that of the table that was read, "" for a table that is new. The file keeps its byte order mark, its
    line ends and whether it quotes every cell; a row with the same cells as before keeps its bytes. Raises
    files.FileChanged, files.Unwritable, NotUtf8.
    """
    old = files.read(path) if path.exists() else b""
    if seal != (files.seal(old) if path.exists() else ""):
        raise files.FileChanged(path)
    try:
        dialect = _dialect(old.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise NotUtf8(path) from error
    records = [dialect.head(header)]
    for row in rows:
        if len(row) != len(header):
            message = f"a row has {len(row)} cells where the header has {len(header)}"
            raise ValueError(message)
        records.append(dialect.row(row))
    text = "".join(records)
    if not dialect.ends_with_newline:
        text = text.removesuffix(dialect.newline)
    try:
        data = (("\ufeff" if dialect.bom else "") + text).encode("utf-8")
    except UnicodeEncodeError as error:
        raise files.Unwritable(path, "a cell holds half of a surrogate pair, which no UTF-8 file can hold") from error
    return files.replace(path, data, expected=seal)


Record = tuple[int, list[str], list[str], str]
"""A row as it was read: the line it starts on, its cells (none where it is blank), its physical lines, and what ails
its quotation marks. A bare tuple, because a million named ones cost half a second."""


class _Hashed(io.RawIOBase):
    """A file that hashes what is read from it, so that seal and cells come from the same reading."""

    def __init__(self, raw: io.FileIO) -> None:
        self.raw = raw
        self.digest = hashlib.sha256()
        self.nul = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the protocol's own type is 3.12's
        count = self.raw.readinto(buffer) or 0
        part = bytes(buffer[:count])
        self.digest.update(part)
        self.nul = self.nul or b"\0" in part
        return count


def records(stream: Iterable[str], separator: str = ",") -> Iterator[Record]:
    """Yield the rows, also those whose quotation marks are broken. `stream` has physical lines with their ends."""
    source, line = iter(stream), 1
    for _ in range(RESTARTS):
        held: list[str] = []
        reader = csv.reader(_noted(source, held), strict=True, delimiter=separator)
        unclosed = False
        while not unclosed:
            try:
                for cells in reader:
                    yield line, cells, held, ""
                    line += len(held)
                    held.clear()
            except csv.Error as error:
                unclosed = "end of data" in str(error)
                if not unclosed:
                    yield (
                        line,
                        next(csv.reader(held, delimiter=separator), []),
                        held,
                        "has text behind a closing quotation mark",
                    )
                    line += len(held)
                    held.clear()
            else:
                return
        yield line, _alone(held[0], separator), held[:1], "opens a quotation mark that never closes"
        line += 1
        source = iter(held[1:])
    for number, text in enumerate(source, line):
        cells = _alone(text, separator)
        yield number, cells, [text], "stands behind a quotation mark that never closes" if cells else ""


def _alone(line: str, separator: str) -> list[str]:
    return next(csv.reader([line], delimiter=separator), [])


def _noted(source: Iterator[str], held: list[str]) -> Iterator[str]:
    for line in source:
        held.append(line)
        yield line


def _read(path: Path, stream: Iterable[str], name: str) -> tuple[Table, list[Finding]]:
    found = records(stream)
    first = next((record for record in found if record[1]), None)
    if first is None:
        problem, remedy = "The file holds no header row", "Start it with the row of column names."
        return Table(path, (), {}, ()), [_finding("T101", "empty-table", name, 0, problem=problem, remedy=remedy)]
    header = _names(first[1])
    findings = _header_findings(first, header, name)
    columns = _Columns([[] for _ in header], [{} for _ in header])
    lines = array("Q")
    chunk: list[list[str]] = []
    for line, cells, _, broken in found:
        if not cells:
            continue
        if broken:
            findings.append(_broken(line, broken, cells, name))
        lines.append(line)
        chunk.append(cells)
        if len(cells) != len(header):
            findings.append(_ragged(line, cells, len(header), name))
            chunk[-1] = _fitted(cells, len(header))
        if len(chunk) == CHUNK:
            columns.extend(chunk)
            chunk = []
    columns.extend(chunk)
    return Table(path, header, dict(zip(header, columns.cells, strict=True)), lines), findings


class _Columns(NamedTuple):
    """Columns that are being filled; equal cells of a column with few different ones share their memory."""

    cells: list[list[str]]
    known: list[dict[str, str] | None]

    def extend(self, rows: list[list[str]]) -> None:
        """Add the rows; a column that turns out to hold ever new cells is no longer searched for equal ones."""
        for number, added in enumerate(zip(*rows, strict=True)):
            known, column = self.known[number], self.cells[number]
            if known is None:
                column.extend(added)
                continue
            column.extend(map(known.setdefault, added, added))
            if len(known) > len(column) // 2:
                self.known[number] = None


def _fitted(cells: list[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]


def _names(cells: Sequence[str]) -> tuple[str, ...]:
    """Name the columns so that each name is there once: blanks around it go, empty and repeated ones get a number."""
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = cell.strip() or f"column {number}"
        while name in names:
            name = f"{name} (column {number})"
        names.append(name)
    return tuple(names)


@dataclass(slots=True)
class _Dialect:
    """How a file writes its rows. `kept` are the rows that plain rendering would not give back byte for byte."""

    bom: bool = False
    newline: str = "\n"
    quotes_all: bool = False
    ends_with_newline: bool = True
    names: tuple[str, ...] = ()
    first: str = ""
    kept: dict[tuple[str, ...], list[str]] = field(default_factory=dict)

    def head(self, header: Sequence[str]) -> str:
        """Return the header's text, the file's own where the names are still the same."""
        return self.first if tuple(header) == self.names else self.render(header)

    def row(self, cells: Sequence[str]) -> str:
        """Return the row's text, the file's own where it has such a row that is not yet given out."""
        kept = self.kept.get(tuple(cells)) if self.kept else None
        return kept.pop(0) if kept else self.render(cells)

    def render(self, cells: Sequence[str]) -> str:
        """Return the row as this file would write it, with the line's end."""
        if self.quotes_all:
            return ",".join(_quote(cell) for cell in cells) + self.newline
        plain = ",".join(cells)
        if plain.count(",") >= len(cells) or '"' in plain or "\n" in plain or "\r" in plain:
            plain = ",".join(_quote(cell) if QUOTED.search(cell) else cell for cell in cells)
        return (plain or '""') + self.newline  # an empty line would be no row


def _dialect(text: str) -> _Dialect:
    dialect = _Dialect(bom=text.startswith("\ufeff"))
    text = text.removeprefix("\ufeff")
    if not text:
        return dialect
    ends = next(re.finditer("\r\n|\n|\r", text), None)
    dialect.newline = ends.group() if ends else "\n"
    dialect.ends_with_newline = text.endswith(NEWLINES)
    if not dialect.ends_with_newline:
        text += dialect.newline
    blank = ""  # blank lines are no rows: those before the header stay with it, others with the row above
    last: list[str] | None = None
    for _, read, raws, _ in records(io.StringIO(text, newline="")):
        raw = "".join(raws)
        if not read:
            if last is not None:
                last[-1] += raw
            elif dialect.names:
                dialect.first += raw
            else:
                blank += raw
            continue
        if not dialect.names:
            dialect.names = _names(read)
            dialect.quotes_all = raw == ",".join(_quote(cell) for cell in read) + dialect.newline
            dialect.first = blank + raw
            continue
        cells = tuple(_fitted(read, len(dialect.names)))
        last = dialect.kept.setdefault(cells, [])
        last.append(raw)
    for cells, kept in list(dialect.kept.items()):
        if all(raw == dialect.render(cells) for raw in kept):
            del dialect.kept[cells]
    return dialect


def _quote(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def _finding(  # noqa: PLR0913  # a finding has this many parts, and a table's are all errors
    code: str, rule: str, path: str, line: int, column: str = "", value: str = "", *, problem: str, remedy: str
) -> Finding:
    return Finding(code, rule, Severity.ERROR, path, line, column, value, problem, remedy)


def _header_findings(record: Record, header: tuple[str, ...], name: str) -> list[Finding]:
    found = []
    line, cells, _, broken = record
    if broken:
        found.append(_broken(line, broken, cells, name))
    for separator, word in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and separator in header[0]:
            problem = f"has {word} between its names where commas should be"
            remedy = "Save it as CSV with commas (in LibreOffice: Edit filter settings, Field delimiter)."
            found.append(_finding("T108", "wrong-separator", name, line, "", header[0], problem=problem, remedy=remedy))
    for number, cell in enumerate(cells, 1):
        if not cell.strip():
            problem, remedy = f"Column {number} has no name", "Name it in the header, or delete the column."
            found.append(_finding("T105", "nameless-column", name, line, problem=problem, remedy=remedy))
        elif header[number - 1] != cell.strip():
            problem = f"is the name of column {header.index(cell.strip()) + 1} and of column {number}"
            found.append(
                _finding(
                    "T106", "duplicate-column", name, line, "", cell, problem=problem, remedy="Rename one of them."
                )
            )
    return found


def _ragged(line: int, cells: list[str], width: int, name: str) -> Finding:
    problem = f"The row has {len(cells)} cells where the header has {width}"
    remedy = 'A cell that holds a comma stands in quotation marks: "Baghdad, Iraq".'
    return _finding("T104", "ragged-row", name, line, problem=problem, remedy=remedy)


def _broken(line: int, broken: str, cells: list[str], name: str) -> Finding:
    remedy = 'Write a quotation mark inside a cell twice, and the cell in quotation marks: "the ""caliphate""".'
    value = ",".join(cells)
    return _finding("T107", "broken-quotes", name, line, "", value, problem=broken, remedy=remedy)


def _not_utf8(data: bytes, encoding: str, name: str) -> Finding:
    try:
        data.decode("utf-8")
        start = 0
    except UnicodeDecodeError as error:
        start = error.start
    line = data.count(b"\n", 0, start) + 1
    shown = data[max(0, start - 12) : start + 12].decode(encoding, errors="replace")
    problem = f"is not UTF-8; it looks like {encoding}, and was read as that"
    return _finding("T102", "not-utf-8", name, line, "", shown, problem=problem, remedy='Save it as "CSV UTF-8".')


def _workbook(path: Path, name: str) -> tuple[Table, list[Finding]]:
    problem, remedy = "is a workbook, no CSV", 'Save it as "CSV UTF-8" in the spreadsheet program.'
    found = _finding("T102", "not-utf-8", name, 0, problem=problem, remedy=remedy)
    return Table(path, (), {}, (), files.seal(files.read(path))), [found]


def _nul_characters(table: Table, name: str) -> list[Finding]:
    problem, remedy = (
        "holds a NUL character, as binary files do",
        "Delete the character, or save the file again as text.",
    )
    return [
        _finding("T103", "nul-character", name, table.lines[row], column, cell, problem=problem, remedy=remedy)
        for column in table.header
        for row, cell in enumerate(table.columns[column])
        if "\0" in cell
    ]
