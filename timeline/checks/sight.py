"""What the rules share of a case: found once, column by column, so that a million rows take seconds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import compress, count
from operator import gt, not_
from typing import TypeVar

from rapidfuzz import fuzz, process

from timeline import events
from timeline.events import Cited
from timeline.events.reading import when
from timeline.model import Case, Proof, Status, Table
from timeline.when import BadDate, When

T = TypeVar("T")
WITHDRAWN = frozenset({Status.WITHDRAWN.value})
DECIMAL = re.compile(r"[+-]?[0-9]{1,9}(?:\.[0-9]{1,20})?")
SERIAL = re.compile(r"[1-9][0-9]{4}(?:\.[0-9]{1,10})?")
"""A day as spreadsheet programs count it since 1900: 43268 is 17 June 2018, 43268.5 its noon."""
TOGETHER = 512
"""Cells of a column that are looked at as one text first."""
PLAIN = bytes(range(0x20, 0x7F))
SIGNS = "#+"
"""What a cell must hold to be a spreadsheet program's error, or a number in scientific notation."""
LIKE_ENOUGH = 60
"""Of 100: below it, "did you mean" would name something that has nothing to do with the value."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A case, and what several rules want to know of it."""

    case: Case
    cited: tuple[Cited, ...]
    """The citations that the table has columns for."""
    withdrawn: frozenset[int]
    """The rows that are tombstones; what they say is no longer claimed."""
    dates: Mapping[str, When | BadDate]
    """Each distinct date in the case as it parses, or why it does not."""
    bad_dates: Sequence[tuple[Table, int, str, str, BadDate]]
    """Each cell of a date column that is no date: table, row, column, text and the trouble with it."""
    odd: Mapping[tuple[str, str], tuple[tuple[int, str], ...]]
    """By table ("events" or "sources") and column, the cells with characters beyond plain printable ASCII."""
    signs: Mapping[tuple[str, str], frozenset[str]]
    """By table and column, which of SIGNS its cells hold: a quick look, to spare each distinct cell a slow one."""
    places: Mapping[tuple[str, str], tuple[float, float]]
    """Each distinct pair of coordinates that is two numbers, in range or not."""

    @property
    def table(self) -> Table:
        """events.csv as it stands."""
        return self.case.table

    @property
    def register(self) -> Table:
        """sources.csv as it stands."""
        return self.case.register

    @property
    def settings(self) -> Table:
        """The settings' file, as a place for spots; it has no rows."""
        return Table(self.case.settings.file, (), {}, ())

    @property
    def tables(self) -> tuple[tuple[str, Table], ...]:
        """Both tables, with the names that `odd` knows them by."""
        return ("events", self.case.table), ("sources", self.case.register)

    def when(self, text: str) -> When | None:
        """Return the date that a cell means, None where it is empty or no date."""
        read = self.dates.get(text)
        return read if isinstance(read, When) else None

    def citations(self) -> Iterator[tuple[Cited, Sequence[str], Sequence[str], Sequence[str]]]:
        """Yield the columns of each citation: its names, and the cells of sources, quotes and dates."""
        for names in self.cited:
            yield names, self.table.column(names.source), self.table.column(names.quote), self.table.column(names.date)

    def proof(self, source: str, quote: str) -> Proof | None:
        """Return whether the quote stands in the source's document, None where there is no document."""
        return self.case.proofs.get((source, quote))


def see(case: Case) -> Sight:
    """Look over a case once."""
    cited = events.citations(case.table.header)
    texts = {text for name in date_columns(cited) for text in case.table.distinct(name)}
    texts |= case.register.distinct("published")
    texts.discard("")
    dates = {text: read for text in texts if (read := read_date(text))}
    odd: dict[tuple[str, str], tuple[tuple[int, str], ...]] = {}
    signs: dict[tuple[str, str], frozenset[str]] = {}
    for label, found in (("events", case.table), ("sources", case.register)):
        for name in found.columns:
            odd[label, name], signs[label, name] = _looked_through(found, name)
    return Sight(
        case=case,
        cited=cited,
        withdrawn=frozenset(row for row, _ in cells(case.table, "status", WITHDRAWN)),
        dates=dates,
        bad_dates=tuple(_bad_dates(case, date_columns(cited), dates)),
        odd=odd,
        signs=signs,
        places=_places(case.table),
    )


def _bad_dates(
    case: Case, names: Iterable[str], dates: Mapping[str, When | BadDate]
) -> Iterator[tuple[Table, int, str, str, BadDate]]:
    bad = {text: read for text, read in dates.items() if isinstance(read, BadDate)}
    for found, columns in ((case.table, names), (case.register, ("published",))):
        for name in columns:
            for row, text in cells(found, name, bad.keys()):
                yield found, row, name, text, bad[text]


def _places(found: Table) -> Mapping[tuple[str, str], tuple[float, float]]:
    if "lat" not in found.columns or "lon" not in found.columns:
        return {}
    pairs = set(zip(found.columns["lat"], found.columns["lon"], strict=True))
    numbers = {pair: (number(pair[0]), number(pair[1])) for pair in pairs}
    return {pair: (lat, lon) for pair, (lat, lon) in numbers.items() if lat is not None and lon is not None}


def number(cell: str) -> float | None:
    """Read a decimal number, None where there is none."""
    return float(cell) if DECIMAL.fullmatch(cell) else None


def _looked_through(found: Table, name: str) -> tuple[tuple[tuple[int, str], ...], frozenset[str]]:
    """Return the odd cells of a column, and the signs that are in it.

    Two looks at many cells as one text are twenty times as quick as two at each cell, and most parts pass.
    """
    if name in found.kinds:
        odd = {cell for cell in found.kinds[name] if not is_plain(cell)}
        whole = "".join(found.kinds[name])
        return tuple(cells(found, name, odd)), frozenset(sign for sign in SIGNS if sign in whole)
    column = found.columns[name]
    rows, signs = [], set[str]()
    for start in range(0, len(column), TOGETHER):
        part = column[start : start + TOGETHER]
        whole = "".join(part)
        signs.update(sign for sign in SIGNS if sign in whole)
        if not is_plain(whole):
            rows += [(start + row, cell) for row, cell in enumerate(part) if not is_plain(cell)]
    return tuple(rows), frozenset(signs)


def is_plain(text: str) -> bool:
    """Whether all of it is printable ASCII: `str.isprintable` takes five times as long."""
    return text.isascii() and not text.encode().translate(None, PLAIN)


def read_date(text: str) -> When | BadDate | None:
    """Parse a date, None where there is none; trouble with it is returned: a bad cell must not stop the others."""
    try:
        return when(text)
    except BadDate as bad:
        return bad.with_traceback(None)  # it would hold the whole case in memory, by way of the frames that it names


def date_columns(cited: Iterable[Cited]) -> tuple[str, ...]:
    """Name the columns of events.csv that hold dates."""
    return ("date", *(names.date for names in cited))


def cells(found: Table, name: str, wanted: AbstractSet[str]) -> Iterator[tuple[int, str]]:
    """Yield row and text of the cells of a column that are among those wanted."""
    if wanted and not found.kinds.get(name, wanted).isdisjoint(wanted):
        yield from ((row, cell) for row, cell in enumerate(found.columns.get(name, ())) if cell in wanted)


def judged(found: Table, name: str, judge: Callable[[str], T | None]) -> Iterator[tuple[int, str, T]]:
    """Yield row, text and verdict of the cells on which `judge` has one; each distinct text is judged once."""
    verdicts = {cell: verdict for cell in found.distinct(name) if (verdict := judge(cell)) is not None}
    for row, cell in cells(found, name, verdicts.keys()):
        yield row, cell, verdicts[cell]


def blank(found: Table, name: str) -> Iterator[int]:
    """Yield the rows without a value in a column."""
    column = found.columns.get(name, ())
    if not all(map(str.strip, found.kinds.get(name, column))):
        yield from compress(count(), map(not_, map(str.strip, column)))


def without(found: Table, one: str, other: str) -> Iterator[int]:
    """Yield the rows that have a cell in one column and no value in the other."""
    if one in found.columns and not all(map(str.strip, found.kinds.get(other, ("",)))):
        values = map(bool, map(str.strip, found.column(other)))
        yield from compress(count(), map(gt, map(bool, found.column(one)), values))


def nearest(value: str, known: Iterable[str], alike: int = LIKE_ENOUGH) -> str:
    """Return the known word most like the value, "" where none is as alike (of 100) as that."""
    folded = {name.casefold(): name for name in sorted(known, reverse=True)}
    best = process.extractOne(value.casefold().strip()[:200], list(folded), scorer=fuzz.ratio, score_cutoff=alike)
    return folded[best[0]] if best else ""


def one_of(value: str, known: Sequence[str]) -> str:
    """Say what to write instead of a value that is not among the known ones."""
    near = nearest(value, known)
    return f"Did you mean {near}?" if near else f"Write one of {', '.join(known)}."
