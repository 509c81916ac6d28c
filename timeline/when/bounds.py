"""The first and the last possible day of a date. `~` and `?` never widen them; X stands for real digits only.

Sub-year groupings (codes 21 to 41). Quarters, quadrimesters and semesters are exact. Seasons are the meteorological
ones of the Met Office and the WMO, whole months: in the north spring is March to May, summer June to August, autumn
September to November, winter December to the end of February; in the south six months later. A season that runs over
New Year bears the year it begins in: 2017-24 is 1 December 2017 to 28 February 2018. Codes 21 to 24, "independent of
location" in EDTF, are read as northern: where a source means the south, write 29 to 32.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from timeline.when.day import DECEMBER, FEBRUARY, LONGEST_MONTH, MONTHS, Day, is_leap, month_length
from timeline.when.grammar import DateShape, IntervalShape, Shape
from timeline.when.trouble import BACKWARDS, IMPOSSIBLE, Refusal

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
    if "X" not in date.text and (plain := _plain(date)):
        return plain
    first, last_day = _extreme(date, last=False), _extreme(date, last=True)
    if first is None or last_day is None:
        raise _refusal(date)
    return first, last_day


def _plain(date: DateShape) -> tuple[Day, Day] | None:
    """Return the days of a date without X, None where there is no such day. Most dates are plain, and this is quick."""
    year = int(date.year)
    month = int(date.month or 0)
    if not month:
        return None if date.month else (Day(year, 1, 1), Day(year, 12, 31))
    if month > DECEMBER:
        return None
    length = month_length(year, month)
    if not date.day:
        return Day(year, month, 1), Day(year, month, length)
    day = Day(year, month, int(date.day))
    return (day, day) if 1 <= day.day <= length else None


def check(shape: Shape) -> None:
    """Raise Refusal where a shape has a date that is not on the calendar, or ends before it starts."""
    if isinstance(shape, DateShape):
        days(shape)
    elif isinstance(shape, IntervalShape):
        first = days(shape.start)[0] if isinstance(shape.start, DateShape) else None
        last = days(shape.end)[1] if isinstance(shape.end, DateShape) else None
        check_order(shape, first, last)
    else:
        for member in shape.members:
            check(member)


def check_order(interval: IntervalShape, first: Day | None, last: Day | None) -> None:
    """Raise Refusal where an interval with these bounds ends before it starts.

    2005-06/2005 can be meant (it ended later in 2005), 2002/2001 can't: no day of the end follows a day of the start.
    """
    if first is not None and last is not None and last < first:
        start, _, end = interval.text.partition("/")
        raise Refusal(BACKWARDS, "it ends before it starts", f"{end}/{start}")


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


def has_gaps(date: DateShape) -> bool:
    """Tell whether days between the first and the last may be impossible: XXXX-12-25, 1X84, 2018-06-X1."""
    return "X" in date.year + date.month + date.day and not date.grouping


def falls_within(date: DateShape, first: Day | None, last: Day | None) -> bool:
    """Tell whether a day that the digits can mean lies in the range; None is no limit."""
    if first is None:
        return last is None or days(date)[0] <= last
    every = _every_year(date.year)
    for year in every[bisect_left(every, first.year) :]:
        if last is not None and year > last.year:
            return False
        for month in months(date):
            for number in month_days(date):
                day = Day(year, month, number)
                if day >= first and number <= month_length(year, month):
                    return last is None or day <= last
    return False


def share_a_day(date: DateShape, other: DateShape) -> bool:
    """Tell whether two dates with X can mean the same day: their digits must agree, and the day must exist."""
    year, month, day = (
        _agreed(date.year, other.year),
        _agreed(date.month or "XX", other.month or "XX"),
        _agreed(date.day or "XX", other.day or "XX"),
    )
    if not (year and month and day):
        return False
    return _extreme(DateShape("", year, month, day), last=False) is not None


def _agreed(digits: str, others: str) -> str:
    """Return the digits that both can mean, "" where they contradict each other."""
    if len(digits) != len(others):
        return ""  # only one has a sign
    pairs = list(zip(digits, others, strict=True))
    if any(one != other and "X" not in {one, other} for one, other in pairs):
        return ""
    return "".join(other if one == "X" else one for one, other in pairs)


@lru_cache(maxsize=64)
def _every_year(digits: str) -> tuple[int, ...]:
    """Return all years that four digits with X can mean, in order."""
    sign = -1 if digits[0] == "-" else 1
    digits = digits.lstrip("-")
    found = {sign * (century * 100 + rest) for century in completions(digits[:2]) for rest in completions(digits[2:])}
    return tuple(sorted(found - {0} if sign < 0 else found))


def possible(date: DateShape) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the months and the days of a month that occur among all days that the digits can mean."""
    leap = _year(date.year, last=False, leap=True)
    longest = leap if leap is not None else years(date)[0]
    pairs = [(m, d) for m in months(date) for d in month_days(date) if d <= month_length(longest, m)]
    return tuple(sorted({month for month, _ in pairs})), tuple(sorted({day for _, day in pairs}))


def months(date: DateShape) -> tuple[int, ...]:
    """Return the months that the month as written can mean, all where none is written."""
    return tuple(month for month in completions(date.month or "XX") if 1 <= month <= DECEMBER)


def month_days(date: DateShape) -> tuple[int, ...]:
    """Return the days of a month that the day as written can mean, all where none is written."""
    return tuple(day for day in completions(date.day or "XX") if 1 <= day <= LONGEST_MONTH)


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
        return Refusal(IMPOSSIBLE, f"there is no month {date.month}", date.year)
    if not month_days(date):
        return Refusal(IMPOSSIBLE, f"no month has a day {date.day}", f"{date.year}-{date.month}")
    month = months(date)[-1]
    name = MONTHS[month - 1]
    if month == FEBRUARY:
        length = 29 if _year(date.year, last=False, leap=True) is not None else 28
        name = name if "X" in date.year else f"{name} {int(date.year)}"
    else:
        length = month_length(2000, month)
    unknown = f"{date.year}-{date.month}"
    nearest = (f"{unknown}-{length}", unknown) if date.day > str(length) else (unknown,)
    return Refusal(IMPOSSIBLE, f"{name} has {length} days", *nearest)
