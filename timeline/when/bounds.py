"""The first and the last possible day of a date. `~` and `?` never widen them; X stands for real digits only.

Sub-year groupings (level 2, codes 21 to 41). Quarters, quadrimesters and semesters are exact. Seasons are the
meteorological ones, whole months counted from 1 March (WMO, Guide to Climatological Practices, WMO-No. 100; Met Office):
in the north spring is March to May, summer June to August, autumn September to November, winter December to the end of
February; in the south six months later. A season that runs over New Year bears the year it begins in: 2017-24 is
1 December 2017 to 28 February 2018. Codes 21 to 24, "independent of location", are read as northern.
"""

from __future__ import annotations

from functools import lru_cache

from timeline.when.day import MONTHS, Day, is_leap, month_length
from timeline.when.grammar import DateShape
from timeline.when.trouble import Refusal

GROUPINGS: dict[str, tuple[int, int]] = {
    **{str(21 + place): (3 + 3 * place, 3) for place in range(4)},
    **{str(25 + place): (3 + 3 * place, 3) for place in range(4)},
    **{str(29 + place): ((8 + 3 * place) % 12 + 1, 3) for place in range(4)},
    **{str(33 + place): (1 + 3 * place, 3) for place in range(4)},
    **{str(37 + place): (1 + 4 * place, 4) for place in range(3)},
    **{str(40 + place): (1 + 6 * place, 6) for place in range(2)},
}
"""Code -> first month and number of months."""


def days(date: DateShape) -> tuple[Day, Day]:
    """Return the first and the last possible day, or raise Refusal where no day on the calendar fits."""
    if date.significant or date.letter:
        least, most = years(date)
        return Day(least, 1, 1), Day(most, 12, 31)
    if date.grouping:
        least, most = years(date)
        month, length = GROUPINGS[date.month]
        carry, last = divmod(month + length - 2, 12)
        return Day(least, month, 1), Day(most + carry, last + 1, month_length(most + carry, last + 1))
    first, last_day = _extreme(date, last=False), _extreme(date, last=True)
    if first is None or last_day is None:
        raise _refusal(date)
    return first, last_day


def years(date: DateShape) -> tuple[int, int]:
    """Return the least and the greatest year that the year as written can mean."""
    if date.significant:
        digits = len(date.year.lstrip("-0"))
        width = 10 ** max(digits - date.significant, 0)
        least = abs(int(date.year)) // width * width
        most = least + width - 1
        return (-most, -least) if date.year[0] == "-" else (least, most)
    if "X" not in date.year:
        return int(date.year), int(date.year)
    least_year, most_year = _year(date.year, last=False, leap=False), _year(date.year, last=True, leap=False)
    if least_year is None or most_year is None:
        raise _refusal(date)
    return least_year, most_year


@lru_cache(maxsize=121)
def completions(digits: str) -> tuple[int, ...]:
    """Return every number that two digits with X can mean, in order: 1X is 10 to 19, X1 is 1, 11 … 91."""
    tens = range(10) if digits[0] == "X" else (int(digits[0]),)
    ones = range(10) if digits[1] == "X" else (int(digits[1]),)
    return tuple(ten * 10 + one for ten in tens for one in ones)


def months(date: DateShape) -> tuple[int, ...]:
    """Return the months that the month as written can mean, all where none is written."""
    return tuple(month for month in completions(date.month or "XX") if 1 <= month <= 12)  # noqa: PLR2004 - a year's


def month_days(date: DateShape) -> tuple[int, ...]:
    """Return the days of a month that the day as written can mean, all where none is written."""
    return tuple(day for day in completions(date.day or "XX") if 1 <= day <= 31)  # noqa: PLR2004 - the longest month's


def _extreme(date: DateShape, *, last: bool) -> Day | None:
    """Return the first or last day that the digits can mean. Only 29 February depends on the year."""
    step = -1 if last else 1
    for leap in (False, True):
        year = _year(date.year, last=last, leap=leap)
        if year is None:
            continue
        for month in months(date)[::step]:
            for day in month_days(date)[::step]:
                if day <= month_length(year, month):
                    return Day(year, month, day)
    return None


def _year(digits: str, *, last: bool, leap: bool) -> int | None:
    """Return the least or greatest year that the digits can mean; among leap years only, if asked."""
    negative = digits[0] == "-"
    digits = digits.lstrip("-")
    # Nearer to zero is later before the year 0: -009X is first -0099 and last -0090.
    step = -1 if last != negative else 1
    rests = completions(digits[2:])[::step]
    if leap:
        rests = tuple(rest for rest in rests if rest % 4 == 0)
    for century in completions(digits[:2])[::step]:
        for rest in rests:
            year = century * 100 + rest
            if (year or not negative) and (not leap or is_leap(year)):
                return -year if negative else year
    return None


def _refusal(date: DateShape) -> Refusal:
    if not months(date):
        return Refusal("impossible", f"there is no month {date.month}")
    if not month_days(date):
        return Refusal("impossible", f"no month has a day {date.day}")
    month = months(date)[-1]
    name = MONTHS[month - 1]
    if month == 2:  # noqa: PLR2004 - February
        length = 29 if _year(date.year, last=False, leap=True) is not None else 28
        name = name if "X" in date.year else f"{name} {int(date.year)}"
    else:
        length = month_length(2000, month)
    unknown = f"{date.year}-{date.month}"
    nearest = (f"{unknown}-{length}", unknown) if date.day > str(length) else (unknown,)
    return Refusal("impossible", f"{name} has {length} days", *nearest)
