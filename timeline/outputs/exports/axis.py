"""Where events stand on a drawn line of time: lanes by category, a point or a span each. For slides and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from timeline.config import Category
from timeline.model import Event, Status
from timeline.outputs.exports.dossier import Dossier, day
from timeline.when import Day, Precision, When

PALETTE = ("#4477aa", "#cc6677", "#228833", "#aa7700", "#66a0c0", "#aa3377", "#777777")
"""Paul Tol's bright scheme, darkened for white, for categories that have no colour of their own."""
NO_CATEGORY = "no category"
UNSURE = (Status.DISPUTED, Status.PROPOSED)


class Mark(NamedTuple):
    """An event on the line. Days count from 1970; one beyond the window stands at its rim."""

    event: Event
    lane: int
    row: int
    """Counted over all lanes, so that marks of one lane that would hide each other stand below each other."""
    first: int
    last: int
    fuzzy: bool
    """A span, not a day."""
    sure: bool
    """It lasted from the first day to the last; else it happened some time between them, or it is not certain when."""
    hollow: bool
    """Disputed or proposed."""
    beyond: str
    """EARLIER or LATER where it lies beyond the window, else ""."""


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
    first, last = _window([event.date for event in dated if event.date])
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


def _window(dates: Sequence[When]) -> tuple[int, int]:
    """Return the first and last day to draw.

    One event of the 1980s must not push six years of fighting into a corner: where nine of ten events lie in less than
    half of the whole, the line shows their days, and the others stand at its rims.
    """
    ends = [(one.first or one.last, one.last or one.first) for one in dates]
    firsts = sorted(begin.ordinal() for begin, _ in ends if begin)
    lasts = sorted(end.ordinal() for _, end in ends if end)
    if not firsts:
        return 0, 1
    whole = (firsts[0], lasts[-1])
    few = len(firsts) // FEW
    low = firsts[few]
    inner = (low, max(lasts[-1 - few], low))
    room = max((inner[1] - inner[0]) // 4, 15)
    shown = (max(whole[0], inner[0] - room), min(whole[1], inner[1] + room))
    first, last = shown if 2 * (shown[1] - shown[0]) < whole[1] - whole[0] else whole
    margin = max((last - first) // 40, 15)
    return first - margin, last + margin


FEW = 10
"""One event in so many, at either end, may stand at the rim so that the others have room."""
EARLIER, LATER = "◂", "▸"


def _mark(event: Event, lane: int, start: int, rim: tuple[int, int], ends: list[int], room: float) -> Mark:
    """Place an event in the first row of its lane whose last mark ends with room before it begins."""
    when = event.date
    begins = when.first.ordinal() if when and when.first else rim[0]
    stops = when.last.ordinal() if when and when.last else rim[1]
    beyond = EARLIER if stops < rim[0] else LATER if begins > rim[1] else ""
    begins, stops = (min(max(one, rim[0]), rim[1]) for one in (begins, stops))
    row = next((place for place, end in enumerate(ends) if end + room < begins), len(ends))
    ends[row:] = [stops, *ends[row + 1 :]]
    fuzzy = not (when and when.exact)
    lasted = when is not None and when.precision is Precision.INTERVAL and not (when.uncertain or when.approximate)
    return Mark(event, lane, start + row, begins, stops, fuzzy, lasted, event.status in UNSURE, beyond)


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
