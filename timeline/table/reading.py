"""A CSV file read into columns. Reading stops at nothing: what is wrong is a finding."""

from __future__ import annotations

import csv
import io
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, chain, islice
from pathlib import Path
from typing import IO

from timeline import files
from timeline.blocks import Blocks, columns
from timeline.model import Finding, Table
from timeline.table import trouble
from timeline.table.rows import NEWLINE, Record, fitted, lines_of, names, records

CHUNK = 8192
"""Rows that are held as rows before they are turned into columns: few, so that a million rows are not held twice."""
FEW = 1 << 15
"""Different cells of a column that are kept to share their memory; a column with more is taken for ever new."""
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How .xlsx and .ods begin, and .xls: a workbook that was only renamed would make a thousand findings."""


def read(path: Path, name: str = "") -> tuple[Table, list[Finding]]:
    """Read a CSV file into columns; `name` is what findings call it (else its file name). Raises files.Unreadable.

    A row of a wrong length is filled up or cut, and found; blank lines are no rows. Cells stay as they are.
    """
    name = name or path.name
    try:
        with files.opened(path) as raw:
            if raw.read(len(WORKBOOKS[0])) in WORKBOOKS:
                return Table(path, (), {}, (), files.seal(files.read(path))), [trouble.workbook(name)]
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
    findings = sorted([*findings, trouble.not_utf8(data, encoding, name)], key=trouble.place)
    return replace(table, seal=files.seal(data)), findings


def _read(path: Path, stream: IO[bytes], name: str) -> tuple[Table, list[Finding]]:
    source = Blocks(stream)
    texts = iter(source)
    first, behind = _head(texts)
    if first is None:
        return Table(path, (), {}, (), source.digest.hexdigest()), [trouble.empty(name)]
    header = names(first[1])
    filled = _Filling(name, [[] for _ in header], [{} for _ in header], first[0] + len(first[2]))
    for text in chain([behind], texts):
        try:
            filled.take(text)
        except csv.Error:
            filled.take_broken(chain(lines_of(text), chain.from_iterable(map(lines_of, texts))))
    columns = dict(zip(header, filled.columns, strict=True))
    kinds = {name: known.keys() for name, known in zip(header, filled.known, strict=True) if known is not None}
    table = Table(path, header, columns, filled.lines, source.digest.hexdigest(), kinds)
    findings = [*trouble.of_header(first, header, name), *filled.findings]
    if source.nul:
        findings += trouble.nul_characters(table, name)
    return table, sorted(findings, key=trouble.place)


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
        above += sum(1 for _ in lines_of(text))
    return None, ""


def _first_row(text: str) -> tuple[Record | None, int]:
    """Return the first row that is not blank, and where it ends."""
    place = 0
    for line, cells, held, broken in records(lines_of(text)):
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
            reader = csv.reader(lines_of(text), strict=True)
            rows = list(reader)
            count = reader.line_num
            self._add(rows, range(self.line, self.line + count) if count == len(rows) else self._starts(rows))
        self.line += count

    def take_broken(self, lines: Iterable[str]) -> None:
        """Add all rows that are left, one by one, and say which have broken quotation marks."""
        found = records(lines)
        above = self.line - 1
        while chunk := [(above + line, cells, broken) for line, cells, _, broken in islice(found, CHUNK)]:
            self.findings += [trouble.broken(line, broken, cells, self.name) for line, cells, broken in chunk if broken]
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
            self.findings += [
                trouble.ragged(line, cells, width, self.name) for line, cells in there if len(cells) != width
            ]
            lines, rows = [line for line, _ in there], [fitted(cells, width) for _, cells in there]
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
