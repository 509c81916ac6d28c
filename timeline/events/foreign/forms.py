"""The forms of foreign tables that are known, and how they are recognised: by columns that no other has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from timeline.errors import TimelineError
from timeline.events.columns import COLUMNS, REQUIRED
from timeline.events.foreign import acled, gtd, timelinejs, timemap, ucdp
from timeline.events.foreign.row import Row
from timeline.events.spreadsheet import Order


class UnknownTable(TimelineError):
    """A table whose columns are those of no form that we know."""

    hint = "Say which of its columns are ours: --map date=Datum --map title=Ereignis --map source=Quelle."

    def __init__(self, header: Iterable[str]) -> None:
        super().__init__(f"no known form has these columns: {', '.join(list(header)[:30])}")


class BadMapping(TimelineError):
    """A mapping that names a column that is not there."""

    def __init__(self, told: str, known: Iterable[str]) -> None:
        super().__init__(told, f"There are: {', '.join(known)}.")


class Form(NamedTuple):
    """A form of table: its name, the columns that tell it, and how a row becomes cells of events.csv."""

    name: str
    needs: frozenset[str]
    event: Callable[[Row, Order], dict[str, str]]


FORMS = (
    Form("ACLED", acled.NEEDS, acled.event),
    Form("UCDP GED", ucdp.NEEDS, ucdp.event),
    Form("GTD", gtd.NEEDS, gtd.event),
    Form("TimelineJS", timelinejs.NEEDS, timelinejs.event),
    Form("Bellingcat TimeMap", timemap.NEEDS, timemap.event),
)


def recognise(header: Iterable[str]) -> Form | None:
    """Return the form of a table, None where it is one of ours. Raises UnknownTable."""
    names = {name.strip().lower() for name in header}
    if names.issuperset(REQUIRED):
        return None
    for form in FORMS:
        if form.needs <= names:
            return form
    raise UnknownTable(header)


def mapped(header: Iterable[str], maps: dict[str, str]) -> dict[str, str]:
    """Return the mapping of our columns to theirs with their names as they stand in the table. Raises BadMapping."""
    header = list(header)
    names = {name.lower(): name for name in header}
    for ours, theirs in maps.items():
        if ours not in COLUMNS:
            told = f"{ours!r} is no column of ours"
            raise BadMapping(told, COLUMNS)
        if theirs.lower() not in names:
            told = f"{theirs!r} is no column of the table"
            raise BadMapping(told, header)
    return {ours: names[theirs.lower()] for ours, theirs in maps.items()}
