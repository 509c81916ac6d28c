"""Stretches of the calendar that bars and columns stand for: the finest grain that still fits the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from timeline.when import Day
from timeline.when.day import MONTHS


@dataclass(frozen=True, slots=True)
class Grain:
    """A unit of the calendar; `months` is its length, 0 for a day. Its stretches are numbered through the calendar."""

    name: str
    months: int

    @property
    def one(self) -> str:
        """One stretch, as one says it: `a quarter`, `100,000,000 years`."""
        return self.name if self.name[0].isdecimal() else f"a {self.name}"

    def number(self, day: Day) -> int:
        """Return the number of the stretch that this day lies in."""
        return (day.year * 12 + day.month - 1) // self.months if self.months else day.ordinal()

    def name_of(self, number: int) -> str:
        """Return the stretch in words that stand alone: `17 June 2018`, `June 2018`, `April to June 2018`, `2018`."""
        year, month = self._start(number)
        if not self.months:
            day = _day(number)
            return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        if self.months == 1:
            return f"{MONTHS[month]} {year}"
        if self.months == QUARTER:
            return f"{MONTHS[month]} to {MONTHS[month + 2]} {year}"
        if self.months == YEAR:
            return str(year)
        return f"{year} to {year + self.months // 12 - 1}"

    def short(self, number: int) -> str:
        """Return the stretch on an axis: `17 Jun 2018`, `Jun 2018`, `Q2 2018`, `2018`, `1980–`."""
        year, month = self._start(number)
        if not self.months:
            day = _day(number)
            return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"
        if self.months == 1:
            return f"{MONTHS[month][:3]} {year}"
        if self.months == QUARTER:
            return f"Q{month // 3 + 1} {year}"
        return str(year) if self.months == YEAR else f"{year}–"

    def heads(self, number: int) -> tuple[str, str]:
        """Return the stretch at the head of a column in two lines: the coarser one above, and its own part of it."""
        year, month = self._start(number)
        if not self.months:
            day = _day(number)
            return f"{MONTHS[day.month - 1]} {day.year}", str(day.day)
        if self.months == 1:
            return str(year), MONTHS[month][0]
        if self.months == QUARTER:
            return str(year), str(month // 3 + 1)
        if self.months == YEAR:
            return f"{year // 10 * 10}s", f"{year % 100:02d}"
        return "from", str(year)

    def _start(self, number: int) -> tuple[int, int]:
        return divmod(number * self.months, 12) if self.months else (0, 0)


QUARTER, YEAR = 3, 12
NAMES = {1: "month", QUARTER: "quarter", YEAR: "year", 120: "decade", 1200: "century", 12000: "millennium"}

TO_NEW_YEAR = 10
"""Months from March, with which the years of the civil calendar's arithmetic begin, to January."""


def choose(first: Day, last: Day, most: int) -> Grain:
    """Return the finest grain that needs at most `most` stretches from the first day to the last."""
    grain = Grain("day", 0)
    months = 0
    while grain.number(last) - grain.number(first) >= most:
        months = {0: 1, 1: QUARTER, QUARTER: YEAR}.get(months, months * 10)
        grain = Grain(NAMES.get(months, f"{months // 12:,} years"), months)
    return grain


@dataclass(frozen=True, slots=True)
class Frame:
    """An axis: the stretches from `begin` to before `stop`, and one at either end for what lies beyond, if any does."""

    grain: Grain
    begin: int
    stop: int
    earlier: bool = False
    later: bool = False

    @property
    def stretches(self) -> range:
        """All stretches to draw, `begin - 1` meaning earlier and `stop` later."""
        return range(self.begin - self.earlier, self.stop + self.later)

    def place(self, day: Day) -> int:
        """Return the stretch that the day is drawn in."""
        number = self.grain.number(day)
        return max(self.stretches.start, min(self.stretches.stop - 1, number))

    def short(self, number: int) -> str:
        """Return the stretch on an axis, the ones at the ends by what they hold."""
        if number < self.begin:
            return "earlier"
        return "later" if number >= self.stop else self.grain.short(number)

    def heads(self, number: int) -> tuple[str, str]:
        """Return the stretch at the head of a column in two lines."""
        if number < self.begin:
            return "earlier", "◂"
        return ("later", "▸") if number >= self.stop else self.grain.heads(number)


FEW = 10
"""One event in so many, at either end, may be put together so that the others get a finer grain."""


NEAR = 4
"""The axis is drawn out for those that lie no farther away than this part of its length."""


def frame(spans: Sequence[tuple[Day, Day]], most: int) -> Frame:
    """Return the axis for these first and last days.

    One event of the 1980s must not turn five years of fighting into a single bar: where the first or last tenth alone
    makes the grain coarser, it is drawn as "earlier" or "later".
    """
    firsts, lasts = sorted(span[0] for span in spans), sorted(span[1] for span in spans)
    whole = choose(firsts[0], lasts[-1], most)
    few = len(spans) // FEW
    low = firsts[few]
    high = max(lasts[-1 - few], low)
    finer = choose(low, high, most - 2)
    if 0 < whole.months == finer.months or not whole.months:
        return Frame(whole, whole.number(firsts[0]), whole.number(lasts[-1]) + 1)
    begins, stops = [finer.number(day) for day in firsts], [finer.number(day) + 1 for day in lasts]
    inner = range(finer.number(low), finer.number(high) + 1)
    near = len(inner) // NEAR + 1
    stop = max(number for number in stops if number - inner.stop <= near and number - inner.start < most)
    begin = min(number for number in begins if inner.start - number <= near and stop - number < most)
    return Frame(finer, begin, stop, begins[0] < begin, stops[-1] > stop)


def _day(ordinal: int) -> Day:
    """Return the day with this ordinal: the inverse of Day.ordinal, by the civil calendar of 400-year cycles."""
    cycle, rest = divmod(ordinal + 719_468, 146_097)
    of_cycle = (rest - rest // 1_460 + rest // 36_524 - rest // 146_096) // 365
    of_year = rest - (365 * of_cycle + of_cycle // 4 - of_cycle // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + 3 if shifted < TO_NEW_YEAR else shifted - 9
    return Day(of_cycle + cycle * 400 + (shifted >= TO_NEW_YEAR), month, of_year - (153 * shifted + 2) // 5 + 1)
