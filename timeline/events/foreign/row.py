"""A row of a foreign table, and what the readers of all forms share."""

from __future__ import annotations

from collections.abc import Mapping

from timeline.events import spreadsheet
from timeline.events.spreadsheet import Order
from timeline.when import BadDate, Day, When

Row = Mapping[str, str]
"""Cells by the column's name in small letters, blanks around them gone; a column that is not there reads as ""."""


class Refusal(Exception):
    """The row can't be taken; the message says why. It never leaves this package."""


def day(row: Row, column: str, order: Order = "") -> When:
    """Read a cell that must hold a day. Raises Refusal."""
    read = spreadsheet.date(row.get(column, ""), "", order)
    if read.reason or not read.value:
        message = f'{column} "{read.value}" {read.reason}' if read.value else f"{column} is empty"
        raise Refusal(message)
    when = When.parse(read.value)
    if not when.exact:
        message = f'{column} "{read.value}" is no day'
        raise Refusal(message)
    return when


def between(first: Day, last: Day) -> str:
    """Write one day some time between two, as the EDTF that says it shortest: the month or year where that is it."""
    if first == last:
        return first.iso()
    for text in (f"{first.year:04}-{first.month:02}", f"{first.year:04}"):
        try:
            whole = When.parse(text)
        except BadDate:
            continue
        if (whole.first, whole.last) == (first, last):
            return text
    return f"[{first.iso()}..{last.iso()}]"


def number(row: Row, column: str, most: int) -> int:
    """Read a cell that must hold a whole number from 0 to `most`; an empty one is 0. Raises Refusal."""
    text = row.get(column, "").removesuffix(".0") or "0"
    if not text.isdecimal() or int(text) > most:
        message = f'{column} "{row.get(column, "")}" is no number from 0 to {most}'
        raise Refusal(message)
    return int(text)


def joined(*values: str) -> str:
    """Join values as `actors` and `tags` have them, each once; a semicolon inside a value parts it as it stands."""
    parts = (part.strip() for value in values for part in value.split(";"))
    return "; ".join(dict.fromkeys(part for part in parts if part))


def placed(*names: str) -> str:
    """Join the names of a place from the smallest to the largest, each once."""
    return ", ".join(dict.fromkeys(name for name in names if name))


def note(**facts: str) -> str:
    """Tell what has no column of ours, in sentences: `Fatalities: 3.`; facts that are empty are left out."""
    told = ((name.replace("_", " "), fact) for name, fact in facts.items() if fact)
    return " ".join(f"{name[0].upper()}{name[1:]}: {fact}." for name, fact in told)
