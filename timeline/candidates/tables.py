"""The word lists of timeline/data: shipped as CSV, each the user's to extend in the settings."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

from timeline import table
from timeline.errors import TimelineError

Rows = tuple[Mapping[str, str], ...]


class BadTable(TimelineError):
    """A table of the user's own that lacks a column or holds a cell that can't be read."""

    def __init__(self, path: Path, trouble: str, hint: str) -> None:
        super().__init__(f"{path.name}: {trouble}", hint)


def shipped(name: str) -> list[dict[str, str]]:
    """Return the rows of timeline/data/NAME.csv; where they come from stands in timeline/data/README.md."""
    text = (resources.files("timeline") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _words() -> dict[str, frozenset[str]]:
    classes: dict[str, set[str]] = {}
    for row in shipped("words"):
        classes.setdefault(row["class"], set()).add(row["word"])
    return {name: frozenset(words) for name, words in classes.items()}


def words(name: str) -> frozenset[str]:
    """Return a class of words of timeline/data/words.csv."""
    return _words()[name]


def own(path: Path, columns: tuple[str, ...], numbers: tuple[str, ...] = ()) -> Rows:
    """Read a table of the user's own. Raises BadTable, files.Unreadable."""
    read, findings = table.read(path)
    missing = [name for name in columns if name not in read.header]
    if missing:
        raise BadTable(path, f"there is no column {', '.join(missing)}", f"Its columns are {', '.join(columns)}.")
    if findings:
        raise BadTable(path, findings[0].problem, findings[0].remedy)
    rows = tuple(read.rows())
    for line, row in zip(read.lines, rows, strict=True):
        for name in numbers:
            try:
                float(row.get(name) or 0)
            except ValueError as error:
                raise BadTable(
                    path, f"line {line}: {name} is {row[name]!r}", "Write it as a decimal number: 33.35."
                ) from error
    return rows
