"""Where events stand on a drawn line of time: lanes by category, a point or a span each. For slides and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from timeline.config import Category
from timeline.model import Event, Status
from timeline.outputs.exports.dossier import Dossier, day
from timeline.when import Day

PALETTE = ("#4477aa", "#cc6677", "#228833", "#aa7700", "#66a0c0", "#aa3377", "#777777")
"""Paul Tol's bright scheme, darkened for white, for categories that have no colour of their own."""
NO_CATEGORY = "no category"
UNSURE = (Status.DISPUTED, Status.PROPOSED)


class Mark(NamedTuple):
    """An event on the line. Days count from 1970; `fuzzy` spans are drawn lighter than certain days."""

    event: Event
    lane: int
    row: int
    """Counted over all lanes, so that marks of one lane that would hide each other stand below each other."""
    first: int
    last: int
    fuzzy: bool
    hollow: bool
    """Disputed or proposed."""


class Axis(NamedTuple):
    """The whole line: marks, the lanes' names and colours, first and last day, and the days at which years begin."""

    marks: tuple[Mark, ...]
    lanes: tuple[tuple[str, str], ...]
    first: int
    last: int
    ticks: tuple[tuple[int, str], ...]
    bands: tuple[tuple[int, int], ...]
    """The rows of each lane, half open."""

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return self.bands[-1][1] if self.bands else 1


def lay(dossier: Dossier, most_ticks: int = 12, *, alone: bool = False) -> Axis:
    """Lay out the events that have a day. An open end reaches to the rim; `alone` gives each event its own row."""
    dated = [event for event in dossier.events if day(event)]
    used = {event.category or NO_CATEGORY for event in dated}
    named = [*dossier.categories, Category(NO_CATEGORY)]
    known = [category for category in named if category.name in used]
    known += [Category(name) for name in sorted(used - {category.name for category in named})]
    lanes = tuple((c.name, c.colour or PALETTE[place % len(PALETTE)]) for place, c in enumerate(known))
    days = [end.ordinal() for event in dated if event.date for end in (event.date.first, event.date.last) if end]
    first, last = (min(days), max(days)) if days else (0, 1)
    margin = max((last - first) // 40, 15)
    first, last = first - margin, last + margin
    marks: list[Mark] = []
    bands: list[tuple[int, int]] = []
    for lane, (name, _) in enumerate(lanes):
        start = bands[-1][1] if bands else 0
        ends: list[int] = []
        room = (last - first) * (10 if alone else 0.02)
        own = [event for event in dated if (event.category or NO_CATEGORY) == name]
        marks += [_mark(event, lane, start, (first, last), ends, room) for event in own]
        bands.append((start, start + len(ends)))
    return Axis(tuple(marks), lanes, first, last, _ticks(first, last, most_ticks), tuple(bands))


def _mark(event: Event, lane: int, start: int, rim: tuple[int, int], ends: list[int], room: float) -> Mark:
    """Place an event in the first row of its lane whose last mark ends with room before it begins."""
    when = event.date
    begins = when.first.ordinal() if when and when.first else rim[0]
    stops = when.last.ordinal() if when and when.last else rim[1]
    row = next((place for place, end in enumerate(ends) if end + room < begins), len(ends))
    ends[row:] = [stops, *ends[row + 1 :]]
    fuzzy = not (when and when.exact)
    return Mark(event, lane, start + row, begins, stops, fuzzy, event.status in UNSURE)


def _ticks(first: int, last: int, most: int) -> tuple[tuple[int, str], ...]:
    """Return the beginnings of years, or of months on a short line, at most so many."""
    years = range(_year(first), _year(last) + 1)
    if len(years) <= 2:  # noqa: PLR2004 - two years have 24 months
        months = [Day(year, month, 1) for year in years for month in range(1, 13)]
        inside = [day for day in months if first <= day.ordinal() <= last]
        return _thinned([(day.ordinal(), f"{day.year}-{day.month:02}") for day in inside], most)
    step = next(
        size * 10**power for power in range(12) for size in (1, 2, 5) if len(years) / (size * 10**power) <= most
    )
    begins = [Day(year, 1, 1) for year in years if year % step == 0]
    return tuple((day.ordinal(), str(day.year)) for day in begins if first <= day.ordinal() <= last)


def _thinned(ticks: Sequence[tuple[int, str]], most: int) -> tuple[tuple[int, str], ...]:
    step = -(-len(ticks) // most) or 1
    return tuple(ticks[::step])


def _year(ordinal: int) -> int:
    """Return the year of a day, a year too early at most: the line has a margin."""
    return (ordinal * 400) // 146_097 + 1970
