"""The rows of a CSV file one by one, also those whose quotation marks are broken."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator, Sequence

# A summary pasted with its whole article is long, but no reason to fail; the module's own limit is 128 kB a cell.
csv.field_size_limit(min(sys.maxsize, 2**31 - 1))

RESTARTS = 8
"""Times that reading starts anew behind a quotation mark that never closes; then a line is a row. Keeps it linear."""
NEWLINE = re.compile("\r\n|\n|\r")


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


def lines_of(text: str) -> Iterator[str]:
    """Yield the physical lines with their ends, each as the file has it."""
    return io.StringIO(text, newline="")


def fitted(cells: list[str], width: int) -> list[str]:
    """Return the cells of a row as many as the header has: cut, or filled up."""
    return [*cells[:width], *[""] * (width - len(cells))]


def names(cells: Sequence[str]) -> tuple[str, ...]:
    """Name the columns so that each name is there once: blanks around it go, empty and repeated ones get a number."""
    named: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = cell.strip() or f"column {number}"
        while name in named:
            name = f"{name} (column {number})"
        named.append(name)
    return tuple(named)
