"""A table as rows of text: CSV with any separator and encoding, or rows that another reader has."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from timeline import files, table
from timeline.errors import TimelineError
from timeline.events.merge import Listed

SEPARATORS = (",", ";", "\t", "|")
TOLD = re.compile(r"sep=(?P<separator>[,;\t|])\s*")
"""What Excel reads, and writes for some, as the first line."""
QUOTED = re.compile(r'"[^"]*"')


class NoTable(TimelineError):
    """A file without a header row."""

    hint = "The first row must name the columns."

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} holds no table")


class UnknownEncoding(TimelineError):
    """An encoding that nobody knows, or that the file is not in."""

    hint = "Leave --encoding out, and it is looked for; or name it: latin-1, cp1252, cp1251, utf-16."

    def __init__(self, path: Path, encoding: str) -> None:
        super().__init__(f"{path} can't be read as {encoding!r}")


@dataclass(frozen=True, slots=True)
class Cells:
    """A table read but not yet understood: the header, and each row with its line; blank rows are no rows.

    `listed` are the rows that can't be read, with the reason. `encoding` and `separator` are what the file was read as.
    """

    path: Path
    header: tuple[str, ...]
    rows: Iterable[tuple[int, Sequence[str]]]
    listed: list[Listed]
    encoding: str = ""
    separator: str = ""


def read(path: Path, encoding: str = "") -> Cells:
    """Read a CSV file; its rows come as they are asked for, and `listed` grows with them.

    Raises files.Unreadable, NoTable, UnknownEncoding.
    """
    data = files.read(path)
    if encoding:
        try:
            data.decode(encoding)
        except (LookupError, UnicodeDecodeError) as error:
            raise UnknownEncoding(path, encoding) from error
    else:
        _, encoding = files.decode(data)
    stream = _text(data, encoding)
    head = next((line for line in stream if line.strip()), "")
    told = TOLD.fullmatch(head)
    if not told:
        stream = _text(data, encoding)
    separator = told["separator"] if told else _separator(head)
    records = table.records(stream, separator)
    return _cells(path, ((line, cells, broken) for line, cells, _, broken in records), encoding, separator)


def _text(data: bytes, encoding: str) -> io.TextIOWrapper:
    """Return the text line by line: of a file with a million rows, the whole would be held four times over."""
    stream = io.TextIOWrapper(io.BytesIO(data), encoding, errors="replace", newline="")
    if stream.read(1) != "\ufeff":
        stream.seek(0)
    return stream


def take(path: Path, rows: Iterable[tuple[int, Sequence[str]]]) -> Cells:
    """Take rows that another reader has, such as a sheet of a workbook. Raises NoTable."""
    return _cells(path, ((line, cells, "") for line, cells in rows), "", "")


def _cells(path: Path, records: Iterator[tuple[int, Sequence[str], str]], encoding: str, separator: str) -> Cells:
    listed: list[Listed] = []
    header = next((_header(cells) for _, cells, _ in records if any(cell.strip() for cell in cells)), ())
    if not header:
        raise NoTable(path)
    return Cells(path, header, _rows(records, len(header), listed), listed, encoding, separator)


def _rows(
    records: Iterator[tuple[int, Sequence[str], str]], width: int, listed: list[Listed]
) -> Iterator[tuple[int, Sequence[str]]]:
    for line, cells, broken in records:
        if not any(cells):
            continue
        # A separator at the end of a row makes an empty cell that has no column; full ones have lost their place.
        if broken or len(cells) < width or any(cells[width:]):
            short = f"has {len(cells)} cells where the header has {width}"
            listed.append(Listed(line, "", "", "", broken or short))
            continue
        yield line, cells[:width]


def _separator(head: str) -> str:
    bare = QUOTED.sub("", head)
    return max(SEPARATORS, key=bare.count)


def _header(cells: Sequence[str]) -> tuple[str, ...]:
    """Name the columns; separators at the end name none, and a name that comes again gets a number."""
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    seen: dict[str, str] = {}
    for place, name in enumerate(names, 1):
        seen[name if name and name not in seen else f"{name or 'column'} {place}"] = name
    return tuple(seen)
