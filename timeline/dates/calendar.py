"""Arithmetic on the calendar: points as fine as they were told, weeks, named days.

Years are astronomical (0 is 1 BC, -498 is 499 BC), the calendar is the proleptic Gregorian one. Days and weeks are
reckoned with `datetime.date`, so only from year 1 on; years, months and decades in any year.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final

SEASON_MONTH: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The month in which the meteorological season of the northern half of the world begins; winter runs on into March."""

_MONTHS: Final = 12
_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Point:
    """A date as finely as it was told: month and day are there where the grain has them.

    `grain` is a letter: century C, decade E, year Y, season or half S, quarter Q, month M, week W, day D.

    A week is told by its Monday, a quarter and a season by their first month.
    """

    year: int
    month: int = 0
    day: int = 0
    grain: str = "Y"
    season: str = ""

    def date(self) -> dt.date | None:
        """Return the day, or None where there is none or Python's calendar does not reach."""
        if not self.day or not reckons(self.year):
            return None
        try:
            return dt.date(self.year, self.month, self.day)
        except ValueError:
            return None


def reckons(year: int) -> bool:
    """Whether days of the year and of those beside it can be reckoned with `datetime.date`."""
    return dt.MINYEAR < year < dt.MAXYEAR


def year_text(year: int) -> str:
    """Return the year as TIMEX3 writes it: 1998, BC0499."""
    return f"{year:04}" if year > 0 else f"BC{1 - year:04}"


def value(point: Point) -> str:  # noqa: PLR0911 - a return a grain
    """Return the TIMEX3 value of a point."""
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


def of_day(day: dt.date, grain: str = "D") -> Point:
    """Return a day as a point, or the week, month, quarter, year, decade or century that holds it."""
    if grain == "W":
        day -= dt.timedelta(days=day.weekday())
    month = day.month if grain != "Q" else (day.month - 1) // 3 * 3 + 1
    return Point(day.year, month, day.day, grain)


def shift(point: Point, count: int, unit: str) -> Point | None:
    """Return the point that many units later, as fine as the unit; None outside the calendar or where it is too coarse.

    "Two days later" than a month that was told is no day.
    """
    if unit in "DWF":
        day = point.date()
        if day is None:
            return None
        try:
            day += dt.timedelta(days=count * {"D": 1, "W": 7, "F": 14}[unit])
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


def same_day(point: Point, count: int, unit: str) -> Point | None:
    """Return the same day that many units later, or the last of its month where that is shorter; None off the calendar.

    A year before 29 February 2012 is 28 February 2011.
    """
    if unit in "DWF":
        return shift(point, count * {"D": 1, "W": 7, "F": 14}[unit], "D")
    there = shift(point, count, unit)
    if there is None or not point.day:
        return None
    month = there.month if unit in "MQ" else point.month
    if not dt.MINYEAR <= there.year <= dt.MAXYEAR:
        return None
    return Point(there.year, month, min(point.day, days_in_month(there.year, month)), "D")


def same(point: Point, unit: str) -> Point | None:
    """Return the unit that holds the point, or None where the point is too coarse to say."""
    if unit in "DW":
        day = point.date()
        return of_day(day, unit) if day else None
    if unit == "M":
        return replace(point, day=0, grain="M") if point.month else None
    if unit == "Q":
        return Point(point.year, (point.month - 1) // 3 * 3 + 1, 0, "Q") if point.month else None
    return Point(point.year, 0, 0, unit if unit in "EC" else "Y")


def weekday(year: int, month: int, day: int) -> int | None:
    """Return 1 for Monday to 7 for Sunday; None where there is no such day."""
    date = Point(year, month, day, "D").date()
    return date.isoweekday() if date else None


def nth_weekday(year: int, month: int, weekday: int, which: int) -> dt.date:
    """Return the which-th Monday (1) to Sunday (7) of a month; -1 is the last."""
    if which > 0:
        first = dt.date(year, month, 1)
        return first + dt.timedelta(days=(weekday - first.isoweekday()) % _WEEK + _WEEK * (which - 1))
    after = dt.date(year + month // _MONTHS, month % _MONTHS + 1, 1)
    last = after - dt.timedelta(days=1)
    return last - dt.timedelta(days=(last.isoweekday() - weekday) % _WEEK)


def easter(year: int) -> dt.date:
    """Easter Sunday of the western churches (the Gregorian computus in Meeus, Astronomical Algorithms)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    letter = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * letter) // 451
    month, day = divmod(epact + letter - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


def eastern_easter(year: int) -> dt.date:
    """Easter Sunday of the eastern churches, in our calendar (the Julian computus, ibidem)."""
    moon = (19 * (year % 19) + 15) % 30
    letter = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + letter + 114, 31)
    return dt.date(year, month, day + 1) + dt.timedelta(days=year // 100 - year // 400 - 2)


def days_in_month(year: int, month: int) -> int:
    """28 to 31, in any astronomical year."""
    if month == 2:  # noqa: PLR2004 - February
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31


def monday(year: int, week: int) -> dt.date | None:
    """Return the Monday of an ISO week, or None if the year has no such week."""
    try:
        return dt.date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def later(day: dt.date, days: int) -> dt.date:
    """Return the day that many days later."""
    return day + dt.timedelta(days=days)
