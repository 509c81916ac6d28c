"""Days and months: by name, in figures, by weekday, named days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from timeline.dates import calendar, named, tense
from timeline.dates.calendar import Point
from timeline.dates.context import (
    Context,
    Reader,
    Reading,
    base_of,
    dated,
    explicit_year,
    mod_of,
    of_two_digits,
    step_of,
    unknown,
    year_of,
)
from timeline.dates.found import SETS, Found


def _day_number(found: Found) -> int | None:
    day = found.number("day")
    if day is not None:
        return day
    word = found.mean("dayword")
    if not isinstance(word, int):
        return None
    tens = found.mean("tens")
    return word + tens if isinstance(tens, int) else word


def _month_day(found: Found, context: Context, day: int | None = None) -> Reading | None:
    month = found.mean("month")
    if day is None:
        day = _day_number(found)
    if not isinstance(month, int) or day is None or not 1 <= day <= 31:  # noqa: PLR2004 - days
        return None
    year = explicit_year(found, context)
    base = context.anchor()
    if year is None and "which" in found and base is not None and base.day:
        step = step_of(found)
        before = (month, day) < (base.month, base.day)
        year = base.year + (step if before == (step > 0) else 0)
    if year is None:
        year = year_of(found, month, day, context)
    if year is None:
        return Reading("DATE", f"XXXX-{month:02}-{day:02}")
    return dated(Point(year, month, day, "D"), mod_of(found))


def month_day(found: Found, context: Context) -> Reading | None:
    """Read March 11, 1999; 11 March; Saturday, April 25; March eighth; January 24 of the same year."""
    return _month_day(found, context)


def month_days(found: Found, context: Context) -> list[Reading]:
    """Read June 6-8, 1944; 6 and 7 February: the dates of one month; October 23, 24 and 25."""
    first = _month_day(found, context, found.number("day"))
    last = _month_day(found, context, found.number("last_day"))
    if first is None or last is None:
        return []
    link = found.at["link"]
    if "middle_day" not in found:
        return [replace(first, stop=link), replace(last, first=link + 1)]
    at = found.at["middle_day"]
    middle = _month_day(found, context, found.number("middle_day"))
    middles = [replace(middle, first=at, stop=at + 1)] if middle else []
    return [replace(first, stop=at - 1), *middles, replace(last, first=link + 1)]


def month_year(found: Found, context: Context) -> Reading | None:
    """Read early March 1999; October of that year."""
    month = found.mean("month")
    year = explicit_year(found, context)
    if not isinstance(month, int):
        return None
    if year is None:
        return Reading("DATE", f"XXXX-{month:02}")
    return dated(Point(year, month, 0, "M"), mod_of(found))


def month(found: Found, context: Context) -> Reading | None:
    """Read In October; in early May; by the end of July."""
    number = found.mean("month")
    if not isinstance(number, int):
        return None
    year = year_of(found, number, 0, context)
    if year is None:
        return Reading("DATE", f"XXXX-{number:02}", mod_of(found))
    return dated(Point(year, number, 0, "M"), mod_of(found))


def which_month(found: Found, context: Context) -> Reading | None:
    """Read last May; this September; next March; the following June."""
    number, step = found.mean("month"), step_of(found)
    base = base_of(found, context)
    if not isinstance(number, int):
        return None
    if base is None or not base.month:
        return Reading("DATE", f"XXXX-{number:02}", mod_of(found))
    if step < 0:
        year = base.year if number < base.month else base.year - 1
    elif step > 0:
        year = base.year if number > base.month else base.year + 1
    else:
        year = base.year
    return dated(Point(year, number, 0, "M"), mod_of(found))


def week_of_month(found: Found, context: Context) -> Reading | None:
    """Read the last week of March; the first week of May 1990."""
    number = found.mean("month")
    if not isinstance(number, int):
        return None
    year = found.number("year") or year_of(found, number, 0, context)
    nth = found.mean("nth")
    if year is None or not calendar.reckons(year):
        return Reading("DATE", f"XXXX-{number:02}")
    if isinstance(nth, int):
        day = calendar.later(dt.date(year, number, 1), 7 * (nth - 1))
    else:
        day = dt.date(year, number, calendar.days_in_month(year, number) - 3)
    return dated(calendar.of_day(day, "W"))


def day_name(found: Found, context: Context) -> Reading | None:
    """Read today, yesterday, tomorrow; late yesterday."""
    days = found.mean("day_name")
    base = context.now()
    if not isinstance(days, int):
        return None
    if days == 0 and context.narrative:
        return Reading("DATE", "PRESENT_REF")
    day = calendar.shift(base, days, "D") if base else None
    return dated(day, mod_of(found)) or Reading("DATE", "XXXX-XX-XX")


def day_beside(found: Found, context: Context) -> Reading | None:
    """Read the day before yesterday, the day after tomorrow."""
    days, base = found.mean("day_name"), context.now()
    if not isinstance(days, int):
        return None
    day = calendar.shift(base, days + (1 if "on" in found else -1), "D") if base else None
    return dated(day) or unknown("D")


def _weekday(found: Found, context: Context, step: int | None) -> Point | None:
    number = found.mean("weekday")
    base = context.now() if step is None else base_of(found, context)
    day = base.date() if base else None
    if day is None or not isinstance(number, int):
        return None
    back = (day.isoweekday() - number) % 7
    start = _range_start(found, context)
    if start is not None:
        return nearest(found, start, ahead=True)
    if step is None or step == 0:
        ahead = (7 - back) % 7
        if context.narrative:
            move = ahead
        elif step == 0:
            move = -back if tense.of(found) == tense.PAST else ahead
        else:
            move = ahead if _called_for(found) or tense.of(found) == tense.FUTURE else -back
    elif step < 0:
        move = -back or -7
    else:
        move = (7 - back) % 7 or 7
    return calendar.of_day(calendar.later(day, move))


def _range_start(found: Found, context: Context) -> Point | None:
    """Return the day of Monday where the expression is the Friday of "from Monday to Friday"."""
    if context.index == 0 or context.told is None or context.founds[context.index - 1].rule != "weekday":
        return None
    gap = found.tokens.codes[context.founds[context.index - 1].stop : found.first]
    return context.told if len(gap) == 1 and gap in SETS["STRETCH"] else None


def nearest(found: Found, base: Point, *, ahead: bool) -> Point | None:
    """Return the next or the last such weekday, the day itself included."""
    day, number = base.date(), found.mean("weekday")
    if day is None or not isinstance(number, int):
        return None
    move = (number - day.isoweekday()) % 7
    return calendar.of_day(calendar.later(day, move if ahead or not move else move - 7))


def _called_for(found: Found) -> bool:
    """Whether it is still to come by its preposition: "called a strike for Friday", but not "for Friday's vote"."""
    return found.before("FOR") and not found.after("QUOTE")


def weekday(found: Found, context: Context) -> Reading | None:
    """Read On Tuesday: the last one, the day itself included, unless the clause looks ahead."""
    return dated(_weekday(found, context, None), mod_of(found)) or Reading("DATE", f"XXXX-WXX-{found.mean('weekday')}")


def which_weekday(found: Found, context: Context) -> Reading | None:
    """Read last Friday, strictly before; next Friday, strictly after."""
    if "month" in found:
        return _month_day(found, context)
    return dated(_weekday(found, context, step_of(found)), mod_of(found)) or Reading(
        "DATE", f"XXXX-WXX-{found.mean('weekday')}"
    )


def nth_weekday(found: Found, context: Context) -> Reading | None:
    """Read the first Monday in May; the last Saturday of August 2013; the last Friday of the month."""
    month, weekday, nth = found.mean("month"), found.mean("weekday"), found.mean("nth")
    year = explicit_year(found, context)
    if "unit" in found:
        base = base_of(found, context)
        there = calendar.shift(base, step_of(found), "M") if base else None
        if there is None:
            return unknown("D")
        year, month = there.year, there.month
    if not isinstance(month, int) or not isinstance(weekday, int):
        return None
    if year is None:
        year = year_of(found, month, 0, context)
    if year is None or not calendar.reckons(year):
        return Reading("DATE", f"XXXX-{month:02}-XX")
    day = calendar.nth_weekday(year, month, weekday, nth if isinstance(nth, int) else -1)
    return dated(calendar.of_day(day)) if day.month == month else None


def beyond(found: Found, context: Context, step: int) -> Reading | None:
    """Read the weekend before last, the Friday after next."""
    base = context.now()
    day = base.date() if base else None
    if day is None:
        return Reading("DATE", "XXXX-WXX-WE" if "weekend" in found else f"XXXX-WXX-{found.mean('weekday')}")
    number = found.mean("weekday")
    target = number if isinstance(number, int) else _SATURDAY
    back = (day.isoweekday() - target) % 7 or 7
    point = calendar.of_day(calendar.later(day, 7 - back + 7 * (step if step < 0 else step - 1)))
    return dated(point) if "weekday" in found else _weekend_of(point)


_SATURDAY: Final = 6


def year_month(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - all readers are called alike
    """Read 2011-03."""
    return dated(Point(found.number("year") or 0, found.number("figures") or 0, 0, "M"))


def weekday_after(found: Found, context: Context) -> Reading | None:
    """Read Friday next week; Monday of this week."""
    base, number = base_of(found, context), found.mean("weekday")
    week = calendar.shift(base, step_of(found), "W") if base else None
    monday = week.date() if week else None
    if monday is None or not isinstance(number, int):
        return None
    return dated(calendar.of_day(calendar.later(monday, number - 1)))


def weekend(found: Found, context: Context) -> Reading | None:
    """Read the weekend: the last one begun; this, last, next weekend."""
    base = base_of(found, context)
    day = base.date() if base else None
    if day is None:
        return Reading("DATE", "XXXX-WXX-WE")
    saturday = calendar.later(day, -((day.isoweekday() - 6) % 7))
    running = day.isoweekday() >= 6  # noqa: PLR2004 - Saturday
    step = step_of(found) if "which" in found or "step" in found else None
    if step is None:
        move = 7 if tense.of(found) == tense.FUTURE and not running else 0
    elif step == 0:
        move = 0 if running or tense.of(found) == tense.PAST else 7
    elif step < 0:
        move = -7 if running else 0
    else:
        move = 7
    return _weekend_of(calendar.of_day(calendar.later(saturday, move)), mod_of(found))


def _weekend_of(saturday: Point, mod: str = "") -> Reading:
    return Reading("DATE", f"{calendar.value(calendar.same(saturday, 'W') or saturday)}-WE", mod, saturday)


def weekday_the(found: Found, context: Context) -> Reading | None:
    """Read Friday the 13th: the nearest such day."""
    base = context.told if context.told and context.told.day else context.anchor()
    day, weekday = found.number("day"), found.mean("weekday")
    here = base.date() if base else None
    if base is None or here is None or day is None:
        return unknown("D")
    months = (calendar.shift(base, step, "M") for step in range(-6, 7))
    days = [_valid(month.year, month.month, day) for month in months if month]
    dates = [date for one in days if one and (date := one.date()) and date.isoweekday() == weekday]
    nearest = min(dates, key=lambda date: abs((date - here).days), default=None)
    return dated(calendar.of_day(nearest)) if nearest else unknown("D")


def ordinal_day(found: Found, context: Context) -> Reading | None:
    """Read on the 15th: of the month that is being told."""
    number = found.number("number")
    base = context.told or context.published
    if "unit" in found or number is None:
        return Reading("DATE", "XXXX-XX-XX")
    if base is None or not base.month:
        return Reading("DATE", f"XXXX-XX-{number:02}")
    return dated(_valid(base.year, base.month, number)) or Reading("DATE", f"XXXX-XX-{number:02}")


def numeric(found: Found, context: Context) -> Reading | None:
    """Read 13.09.2019, 9/13/2019: what is above 12 is a day, dots mean day first, and 03/04/2018 is not guessed."""
    text = found.word("numeric")
    sign = next(char for char in text if not char.isdigit())
    fields = text.split(sign)
    if len(fields[0]) == 4:  # noqa: PLR2004 - a year
        return dated(_valid(int(fields[0]), int(fields[1]), int(fields[2])))
    number = int(fields[2])
    year = of_two_digits(number, replace(context, narrative=False)) if len(fields[2]) == 2 else number  # noqa: PLR2004
    day, month = int(fields[0]), int(fields[1])
    day_first, month_first = _valid(year, month, day), _valid(year, day, month)
    if sign == "." or (day_first and not month_first):
        return dated(day_first)
    if month_first and not day_first:
        return dated(month_first)
    if day_first == month_first or context.day_first is not None:
        return dated(month_first if context.day_first is False else day_first)
    both = sorted(f"{year}-{one:02}-{two:02}" for one, two in ((month, day), (day, month)))
    return Reading("DATE", f"{year}-XX-XX", "", Point(year), edtf=f"[{','.join(both)}]")


def day_first(founds: Sequence[Found], published: Point | None) -> bool | None:
    """Whether the unmistakable dates of a text have the day first; None where it has none, or both ways.

    5/12/14 is unmistakable in an article of 12 May 2014.
    """
    orders = set()
    for found in (one.dated for one in founds):
        if found.rule == "numeric" and "." not in found.word("numeric"):
            first, second, year = (int(field) for field in found.word("numeric").replace("-", "/").split("/"))
            today = published if published and published.day and year % 100 == published.year % 100 else None
            if first <= 31 and (first > 12) != (second > 12):  # noqa: PLR2004 - days and months
                orders.add(first > 12)  # noqa: PLR2004 - months
            elif today and first != second and {first, second} == {today.day, today.month}:
                orders.add(first == today.day)
    return orders.pop() if len(orders) == 1 else None


def _valid(year: int, month: int, day: int) -> Point | None:
    if not 1 <= month <= 12 or not 1 <= day <= calendar.days_in_month(year, month):  # noqa: PLR2004 - months
        return None
    return Point(year, month, day, "D")


def stamp(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - all readers are called alike
    """Read 2019-09-13, 2019-09-13T10:00Z."""
    text = found.word("stamp")
    point = _valid(int(text[:4]), int(text[5:7]), int(text[8:10]))
    if point is None:
        return None
    return Reading("TIME" if "T" in text else "DATE", text, "", point)


READERS: Final[dict[str, Reader]] = {
    "stamp": stamp,
    "numeric": numeric,
    "days_of_month": month_days,
    "month_days": month_days,
    "month_day": month_day,
    "day_month": month_day,
    "week_of_month": week_of_month,
    "month_year": month_year,
    "which_month": which_month,
    "month": month,
    "day_beside": day_beside,
    "which_weekday": which_weekday,
    "weekday_after": weekday_after,
    "nth_weekday": nth_weekday,
    "weekday_of_month": nth_weekday,
    "year_month": year_month,
    "weekday": weekday,
    "weekend": weekend,
    "named_day": named.named_day,
    "weekday_the": weekday_the,
    "ordinal_day": ordinal_day,
    "day_name": day_name,
}
"""The reader of each rule of the grammar."""


def read(found: Found, context: Context) -> Reading | None:
    """Read an expression for a day that is a part of a longer one: the "Wednesday" of "10 p.m. Wednesday"."""
    reading = READERS[found.rule](found, context)
    if isinstance(reading, list):
        return reading[0] if reading else None
    return reading
