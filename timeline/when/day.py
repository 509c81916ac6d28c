"""A day of the proleptic Gregorian calendar, of any year."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
FEBRUARY, DECEMBER = 2, 12
SHORTEST_MONTH, LONGEST_MONTH = 28, 31
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LONG_YEAR = 10_000
"""The first year that needs more than the four digits of ISO 8601."""
_DAYS_TO_1970 = 719_468
"""Days from 1 March of the year 0 to 1 January 1970."""


class Day(NamedTuple):
    """A day. Years are astronomical (0 is 1 BC, -1 is 2 BC) and of any size; days compare as tuples do."""

    year: int
    month: int
    day: int

    def iso(self) -> str:
        """ISO 8601: `2018-06-17`; signed where the year is negative or longer than four digits (`+12018-01-01`)."""
        sign = "-" if self.year < 0 else "+" if self.year >= LONG_YEAR else ""
        return f"{sign}{abs(self.year):04d}-{self.month:02d}-{self.day:02d}"

    def ordinal(self) -> int:
        """Days since 1 January 1970, negative before it. Counted from 1 March, so that the leap day ends a year.

        The arithmetic is Howard Hinnant's `days_from_civil` (chrono-Compatible Low-Level Date Algorithms, 2013).
        """
        year = self.year - (self.month <= FEBRUARY)
        era, year_of_era = divmod(year, 400)
        day_of_year = (153 * ((self.month + 9) % 12) + 2) // 5 + self.day - 1
        day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
        return era * 146_097 + day_of_era - _DAYS_TO_1970

    def date(self) -> dt.date | None:
        """Return the day as the standard library has it, None outside the years 1 to 9999."""
        return dt.date(*self) if dt.MINYEAR <= self.year <= dt.MAXYEAR else None


def is_leap(year: int) -> bool:
    """Tell whether the astronomical year has a 29 February: 2000 and 0 (1 BC) do, 1900 does not."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Days in the month."""
    return 29 if month == FEBRUARY and is_leap(year) else _LENGTHS[month - 1]
