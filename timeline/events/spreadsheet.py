"""What spreadsheet programs do to cells, undone where that is certain and told where it is not."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from timeline.events import columns
from timeline.model import Status
from timeline.when import BadDate, When

Order = str
"""How a file writes 03/04/2018, where whoever imports it knows: "day-first", "month-first", or "" for unknown."""

MIDNIGHT = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[ T]00:00(?::00(?:\.0+)?)?Z?")
NUMERIC = re.compile(r"(?P<one>[0-9]{1,2})[/. -](?P<other>[0-9]{1,2})[/. -](?P<year>[0-9]{4})(?: 0{1,2}:00(?::00)?)?")
NUMBER = re.compile(r"-?[0-9]{1,12}(?:[.,][0-9]{1,20})?")
SURE = ("unreadable",)
"""Kinds of a bad date whose only reading may be taken; an impossible day is a mistake that only a person can mend."""


class Read(NamedTuple):
    """A cell as it is to be taken. Where `reason` says why it can't be, `value` is the cell as it came."""

    value: str
    reason: str = ""


def is_date(column: str) -> bool:
    """Whether the column holds dates."""
    return column == "date" or (column.startswith("source_date") and columns.is_known(column))


def cell(column: str, text: str, before: str = "") -> Read:
    """Read a cell that was `before` when it went out: what means the same comes back as it was."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text == before.replace("\r\n", "\n").replace("\r", "\n"):
        return Read(before)
    if is_date(column):
        return date(text, before)
    if column in ("lat", "lon", "credibility"):
        return _number(text, before)
    return Read(text)


def carried(column: str, text: str) -> str:
    """Return a cell of events.csv as a workbook of ours carries it: 34.50 as 34.5, `a;b` as `a; b`, no status as ours.

    Two states of which one is a workbook are compared so; else every such cell would seem to have changed.
    """
    if column in ("actors", "tags"):
        return "; ".join(columns.values(text))
    if column == "status":
        return text or Status.REPORTED.value
    if column in ("lat", "lon", "credibility") and NUMBER.fullmatch(text) and "," not in text:
        return f"{float(text):.15g}"
    return text.replace("\r\n", "\n").replace("\r", "\n")


@lru_cache(maxsize=1 << 16)
def date(text: str, before: str = "", order: Order = "") -> Read:
    """Read a date in whatever form it came, as EDTF; `before` is the EDTF that went out, "" where none did.

    A reading that is what went out is taken as that: 06/07/2018 is 2018-07-06 where that was the cell. A first of the
    month where a month or a year went out is refused, since that is what a spreadsheet makes of them.
    """
    text = text.strip()
    if not text:
        return Read("")
    midnight = MIDNIGHT.fullmatch(text)
    numeric = NUMERIC.fullmatch(text)
    try:
        reading = When.parse(midnight["day"] if midnight else text).text
    except BadDate as trouble:
        if before and before in trouble.proposals:
            return Read(before)
        readings = (_ordered(numeric, order),) if numeric and order else trouble.proposals
        if len(readings) != 1 or (trouble.kind not in SURE and not (numeric and order)):
            return Read(text, f"is no date: {trouble.reason}. {trouble.hint}{_which(trouble)}")
        try:
            reading = When.parse(readings[0]).text
        except BadDate as impossible:
            return Read(text, f"is no date: {impossible.reason}. {impossible.hint}")
    sharper = _sharper(reading, before)
    return Read(text, sharper) if sharper else Read(reading)


def _which(trouble: BadDate) -> str:
    return " Or say --dates day-first or --dates month-first for the whole file." if trouble.kind == "ambiguous" else ""


def _ordered(numeric: re.Match[str], order: Order) -> str:
    day, month = (numeric["one"], numeric["other"]) if order == "day-first" else (numeric["other"], numeric["one"])
    return f"{numeric['year']}-{int(month):02}-{int(day):02}"


def _sharper(reading: str, before: str) -> str:
    """Say what is wrong where a vaguer date came back as its own first day."""
    if not before or reading == before:
        return ""
    try:
        old, new = When.parse(before), When.parse(reading)
    except BadDate:
        return ""
    if old.exact or not new.exact or new.first != old.first:
        return ""
    return (
        f"is the first day of {before}, as which it went out: a spreadsheet writes it so, and no source says that day. "
        f"Where one does, set {reading} in the table itself."
    )


def _number(text: str, before: str) -> Read:
    plain = text.strip().replace("−", "-")
    if not NUMBER.fullmatch(plain):
        return Read(text)
    plain = plain.replace(",", ".")
    if NUMBER.fullmatch(before) and float(plain) == float(before.replace(",", ".")):
        return Read(before)
    return Read(plain.removesuffix(".0"))
