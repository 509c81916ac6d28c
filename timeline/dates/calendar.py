"""Arithmetic on the calendar: points as fine as they were told, weeks, named days.

Years are astronomical (0 is 1 BC, -498 is 499 BC), the calendar is the proleptic Gregorian one. Days and weeks are
reckoned with `datetime.date`, so only from year 1 on; years, months and decades in any year.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Final

GRAINS: Final = "CEYSQMWDT"
"""Century, decade, year, season (and half), quarter, month, week, day, time: from coarse to fine."""

SEASON_MONTH: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The month in which the meteorological season of the northern half of the world begins; winter runs on into March."""

_MONTHS: Final = 12
_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Point:
    """A date as finely as it was told: `grain` is one of GRAINS; month and day are there where the grain has them.

    A week is told by its Monday, a quarter and a season by their first month.
    """

    year: int
    month: int = 0
    day: int = 0
    grain: str = "Y"
    season: str = ""

    def date(self) -> datetime.date | None:
        """The day, or None where there is none or Python's calendar does not reach."""
        if not self.day or not 1 <= self.year <= datetime.MAXYEAR:
            return None
        try:
            return datetime.date(self.year, self.month, self.day)
        except ValueError:
            return None


def year_text(year: int) -> str:
    """The year as TIMEX3 writes it: 1998, BC0499."""
    return f"{year:04}" if year > 0 else f"BC{1 - year:04}"


def value(point: Point) -> str:
    """The TIMEX3 value of a point."""
    year = year_text(point.year)
    match point.grain:
        case "D" | "T":
            return f"{year}-{point.month:02}-{point.day:02}" if point.day else f"{year}-{point.month:02}-XX"
        case "W":
            day = point.date()
            if day is None:
                return f"{year}-WXX"
            iso = day.isocalendar()
            return f"{iso.year}-W{iso.week:02}"
        case "M":
            return f"{year}-{point.month:02}" if point.month else f"{year}-XX"
        case "Q":
            return f"{year}-Q{(point.month - 1) // 3 + 1}"
        case "S":
            return f"{year}-{point.season}"
        case "E":
            return year[:-1]
        case "C":
            return year[:-2]
        case _:
            return year


def of_day(day: datetime.date, grain: str = "D") -> Point:
    """A day as a point, or the week, month, quarter, year, decade or century that holds it."""
    if grain == "W":
        day -= datetime.timedelta(days=day.weekday())
    month = day.month if grain not in "Q" else (day.month - 1) // 3 * 3 + 1
    return Point(day.year, month, day.day, grain)


def shift(point: Point, count: int, unit: str) -> Point | None:
    """The point that many units later, as fine as the unit; None where it lies outside the calendar or is too coarse.

    "Two days later" than a month that was told is no day.
    """
    if unit in "DWF":
        day = point.date()
        if day is None:
            return None
        try:
            day += datetime.timedelta(days=count * {"D": 1, "W": 7, "F": 14}[unit])
        except OverflowError:
            return None
        return of_day(day, "D" if unit == "D" else "W")
    if unit in "MQ":
        if not point.month:
            return None
        months = point.year * _MONTHS + point.month - 1 + count * (3 if unit == "Q" else 1)
        year, month = divmod(months, _MONTHS)
        if unit == "Q":
            month -= month % 3
        return Point(year, month + 1, 0, unit)
    years = count * {"Y": 1, "E": 10, "C": 100, "L": 1000}.get(unit, 1)
    return Point(point.year + years, 0, 0, unit if unit in "YEC" else "Y")


def same(point: Point, unit: str) -> Point | None:
    """The unit that holds the point, or None where the point is too coarse to say."""
    if unit in "DW":
        day = point.date()
        return of_day(day, unit) if day else None
    if unit == "M":
        return replace(point, day=0, grain="M") if point.month else None
    if unit == "Q":
        return Point(point.year, (point.month - 1) // 3 * 3 + 1, 0, "Q") if point.month else None
    return Point(point.year, 0, 0, unit if unit in "EC" else "Y")


def nth_weekday(year: int, month: int, weekday: int, which: int) -> datetime.date:
    """The which-th Monday (1) to Sunday (7) of a month; -1 is the last."""
    if which > 0:
        first = datetime.date(year, month, 1)
        return first + datetime.timedelta(days=(weekday - first.isoweekday()) % _WEEK + _WEEK * (which - 1))
    after = datetime.date(year + month // _MONTHS, month % _MONTHS + 1, 1)
    last = after - datetime.timedelta(days=1)
    return last - datetime.timedelta(days=(last.isoweekday() - weekday) % _WEEK)


def easter(year: int) -> datetime.date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus, as in Meeus, Astronomical Algorithms)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    letter = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * letter) // 451
    month, day = divmod(epact + letter - 7 * late + 114, 31)
    return datetime.date(year, month, day + 1)


def days_in_month(year: int, month: int) -> int:
    """28 to 31, in any astronomical year."""
    if month == 2:  # noqa: PLR2004 - February
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31


def monday(year: int, week: int) -> datetime.date | None:
    """The Monday of an ISO week, or None if the year has no such week."""
    try:
        return datetime.date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def later(day: datetime.date, days: int) -> datetime.date:
    """The day that many days later."""
    return day + datetime.timedelta(days=days)
