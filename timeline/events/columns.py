"""The columns of events.csv: their names in the order that a new file has them, and what each holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

COLUMNS = {
    "id": "stable slug, `2018-06-border-air-strike`; never reused, never made from a row's position",
    "date": "EDTF: `2018-06-17`, `2018-06`, `2019-09~`, `2017-10-17/2017-11-03`, `[2017-10-01..2017-10-20]`",
    "title": "headline, at most 120 characters",
    "summary": "a few sentences",
    "category": "one of the project's own list in the settings",
    "place": "name as used",
    "lat": "latitude, WGS 84 degrees; with `lon` or not at all",
    "lon": "longitude, WGS 84 degrees; with `lat` or not at all",
    "actors": "who took part; `; ` between values",
    "tags": "words to find it by; `; ` between values",
    "status": "`proposed`, `reported` (also where empty), `confirmed`, `disputed` or `withdrawn`",
    "credibility": "1 to 6 of the Admiralty code, may be empty",
    "tlp": "`CLEAR`, `GREEN`, `AMBER`, `AMBER+STRICT` or `RED`; empty = the project's",
    "source": "id of the source in the register; further ones in `source_2`, `source_3` …",
    "quote": "verbatim words of the source's document; further ones in `quote_2` …",
    "source_date": "the date that this source gives if it differs (EDTF); further ones in `source_date_2` …",
    "notes": "the analyst's own",
}
"""Name and meaning of each column; any other column is kept and travels along."""

REQUIRED = ("id", "date", "title")
"""Columns without which a file holds no events."""

NUMBERED = re.compile(r"(?P<name>source_date|source|quote)_(?P<number>[1-9][0-9]{0,3})")


class Cited(NamedTuple):
    """The names of the columns of one citation."""

    number: int
    source: str
    quote: str
    date: str


def cited(number: int) -> Cited:
    """Name the columns of a citation: `source` for 1, `source_2` for 2."""
    tail = "" if number == 1 else f"_{number}"
    return Cited(number, f"source{tail}", f"quote{tail}", f"source_date{tail}")


def citations(header: Iterable[str]) -> tuple[Cited, ...]:
    """Return the citations that a header has room for, by number."""
    numbers = {1}
    numbers |= {int(found["number"]) for name in header if (found := NUMBERED.fullmatch(name))}
    present = set(header)
    return tuple(columns for number in sorted(numbers) if present.intersection((columns := cited(number))[1:]))


def is_known(name: str) -> bool:
    """Whether the column is one of ours; `source_1` is not, since the first citation goes without a number."""
    numbered = NUMBERED.fullmatch(name)
    return name in COLUMNS or bool(numbered and numbered["number"] != "1")


def values(cell: str) -> tuple[str, ...]:
    """Split a cell of several values, as `actors` and `tags` are; blanks around and empty ones are dropped."""
    return tuple(value.strip() for value in cell.split(";") if value.strip())
