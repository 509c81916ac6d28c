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
import io
import re
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, chain, islice
from pathlib import Path
from typing import IO

from timeline import files
from timeline.blocks import Blocks, columns
from timeline.errors import TimelineError
from timeline.model import Finding, Severity, Table

# A summary pasted with its whole article is long, but no reason to fail; the module's own limit is 128 kB a cell.
csv.field_size_limit(min(sys.maxsize, 2**31 - 1))

CHUNK = 8192
"""Rows that are held as rows before they are turned into columns: few, so that a million rows are not held twice."""
FEW = 1 << 15
"""Different cells of a column that are kept to share their memory; a column with more is taken for ever new."""
RESTARTS = 8
"""Times that reading starts anew behind a quotation mark that never closes; then a line is a row. Keeps it linear."""
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How .xlsx and .ods begin, and .xls: a workbook that was only renamed would make a thousand findings."""
QUOTED = re.compile('[",\r\n]')
NEWLINES = ("\r\n", "\n", "\r")
NEWLINE = re.compile("\r\n|\n|\r")


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
            return _read(path, raw, name)
    except UnicodeDecodeError:
        return parse(files.read(path), path, name)


def parse(data: bytes, path: Path, name: str = "") -> tuple[Table, list[Finding]]:
    """Read a CSV file that is held as bytes, such as one out of git's history; as `read`, with `path` as its place."""
    name = name or path.name
    text, encoding = files.decode(data)
    if encoding == "utf-8":
        return _read(path, io.BytesIO(data), name)
    table, findings = _read(path, io.BytesIO(text.encode("utf-8", errors="replace")), name)
    findings = sorted([*findings, _not_utf8(data, encoding, name)], key=_place)
    return replace(table, seal=files.seal(data)), findings


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


def _read(path: Path, stream: IO[bytes], name: str) -> tuple[Table, list[Finding]]:
    source = Blocks(stream)
    texts = iter(source)
    first, behind = _head(texts)
    if first is None:
        problem, remedy = "The file holds no header row", "Start it with the row of column names."
        none = _finding("T101", "empty-table", name, 0, problem=problem, remedy=remedy)
        return Table(path, (), {}, (), source.digest.hexdigest()), [none]
    header = _names(first[1])
    filled = _Filling(name, [[] for _ in header], [{} for _ in header], first[0] + len(first[2]))
    for text in chain([behind], texts):
        try:
            filled.take(text)
        except csv.Error:
            filled.take_broken(chain(_lines(text), chain.from_iterable(map(_lines, texts))))
    columns = dict(zip(header, filled.columns, strict=True))
    kinds = {name: known.keys() for name, known in zip(header, filled.known, strict=True) if known is not None}
    table = Table(path, header, columns, filled.lines, source.digest.hexdigest(), kinds)
    findings = [*_header_findings(first, header, name), *filled.findings]
    if source.nul:
        findings += _nul_characters(table, name)
    return table, sorted(findings, key=_place)


def _place(finding: Finding) -> tuple[int, str]:
    return finding.line, finding.code


def _lines(text: str) -> Iterator[str]:
    return io.StringIO(text, newline="")


def _head(texts: Iterator[str]) -> tuple[Record | None, str]:
    """Return the header, the first row that is not blank, and what stands behind it in its block."""
    above = 0
    for text in texts:
        first, place = _first_row(text)
        if first and first[3]:  # the mark that closes its cell may stand in a later block
            text += "".join(texts)  # noqa: PLW2901  # it is the last
            first, place = _first_row(text)
        if first:
            line, cells, held, broken = first
            return (above + line, cells, held, broken), text[place:]
        above += sum(1 for _ in _lines(text))
    return None, ""


def _first_row(text: str) -> tuple[Record | None, int]:
    """Return the first row that is not blank, and where it ends."""
    place = 0
    for line, cells, held, broken in records(_lines(text)):
        place += sum(map(len, held))
        if cells:
            return (line, cells, held[:], broken), place
    return None, place


@dataclass(slots=True)
class _Filling:
    """Columns that are being filled; equal cells of a column with few different ones share their memory.

    `known` has what a column holds so far, None once that is too much; `line` is where the next row starts.
    """

    name: str
    columns: list[list[str]]
    known: list[dict[str, str] | None]
    line: int
    lines: array[int] = field(default_factory=lambda: array("Q"))
    findings: list[Finding] = field(default_factory=list)

    def take(self, text: str) -> None:
        """Add the rows of a block. Raises csv.Error, and adds none, where a quotation mark is broken."""
        plain = columns(text, len(self.columns))
        if plain is not None:
            count = len(plain[0])
            self.lines.extend(range(self.line, self.line + count))
            self._extend(plain)
        else:
            reader = csv.reader(_lines(text), strict=True)
            rows = list(reader)
            count = reader.line_num
            self._add(rows, range(self.line, self.line + count) if count == len(rows) else self._starts(rows))
        self.line += count

    def take_broken(self, lines: Iterable[str]) -> None:
        """Add all rows that are left, one by one, and say which have broken quotation marks."""
        found = records(lines)
        above = self.line - 1
        while chunk := [(above + line, cells, broken) for line, cells, _, broken in islice(found, CHUNK)]:
            self.findings += [_broken(line, broken, cells, self.name) for line, cells, broken in chunk if broken]
            self._add([cells for _, cells, _ in chunk], [line for line, _, _ in chunk])

    def _starts(self, rows: Sequence[Sequence[str]]) -> Sequence[int]:
        """Return the line on which each row starts, some cells having several lines."""
        breaks = (1 + sum(len(NEWLINE.findall(cell)) for cell in cells) for cells in rows)
        return [*accumulate(breaks, initial=self.line)][:-1]

    def _add(self, rows: Sequence[list[str]], lines: Sequence[int]) -> None:
        """Add rows as they were read: blank ones are none, one of a wrong length is filled up or cut, and found."""
        width = len(self.columns)
        if any(len(cells) != width for cells in rows):
            there = [(line, cells) for line, cells in zip(lines, rows, strict=True) if cells]
            self.findings += [_ragged(line, cells, width, self.name) for line, cells in there if len(cells) != width]
            lines, rows = [line for line, _ in there], [_fitted(cells, width) for _, cells in there]
        self.lines.extend(lines)
        self._extend(zip(*rows, strict=True))

    def _extend(self, added: Iterable[Sequence[str]]) -> None:
        """Add cells to each column; one with too many different ones is no longer searched for equal ones."""
        for place, (column, cells) in enumerate(zip(self.columns, added, strict=False)):  # of no rows, no columns
            known = self.known[place]
            if known is None:
                column.extend(cells)
                continue
            column.extend(map(known.setdefault, cells, cells))
            if len(known) > FEW:
                self.known[place] = None


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
    ends = NEWLINE.search(text)
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
