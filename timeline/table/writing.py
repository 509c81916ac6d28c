"""A CSV file written whole, so that a row nobody touched keeps its every byte."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from timeline import files
from timeline.errors import TimelineError
from timeline.table.rows import NEWLINE, fitted, lines_of, names, records

QUOTED = re.compile('[",\r\n]')
NEWLINES = ("\r\n", "\n", "\r")


class NotUtf8(TimelineError):
    """A table in another encoding is read (with a finding), but never written: the guess may be wrong."""

    hint = "Save it as CSV UTF-8 first; nothing was written."

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not UTF-8")


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
    out = io.BytesIO()  # a million rows as texts, as one text and as bytes would be held three times
    try:
        out.write((("\ufeff" if dialect.bom else "") + dialect.head(header)).encode())
        for row in rows:
            if len(row) != len(header):
                message = f"a row has {len(row)} cells where the header has {len(header)}"
                raise ValueError(message)
            out.write(dialect.row(row).encode())
    except UnicodeEncodeError as error:
        raise files.Unwritable(path, "a cell holds half of a surrogate pair, which no UTF-8 file can hold") from error
    data = out.getvalue()
    if not dialect.ends_with_newline:
        data = data.removesuffix(dialect.newline.encode())
    return files.replace(path, data, expected=seal)


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
    rows = _written(text)
    read, dialect.first = next(rows, ([], ""))
    dialect.names = names(read)
    dialect.quotes_all = bool(read) and dialect.first.strip("\r\n") == ",".join(_quote(cell) for cell in read)
    width = len(read)
    # Rows are gone through twice where one is odd, since a long table's rows are not held when all are plain.
    odd = {cells for read, raw in rows if raw != dialect.render(cells := tuple(fitted(read, width)))}
    for read, raw in islice(_written(text), 1, None) if odd else ():
        cells = tuple(fitted(read, width))
        if cells in odd:
            dialect.kept.setdefault(cells, []).append(raw)
    return dialect


def _written(text: str) -> Iterator[tuple[list[str], str]]:
    """Yield each row with its text and the blank lines behind it; those before the header stay with it."""
    row: list[str] = []
    raw = ""
    for _, cells, lines, _ in records(lines_of(text)):
        if cells and row:
            yield row, raw
            raw = ""
        raw += "".join(lines)
        row = cells or row
    if row:
        yield row, raw


def _quote(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'
