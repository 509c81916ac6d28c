"""Days with a name: those that come every year, on a day of their own or counted, and those that came once."""

from __future__ import annotations

import datetime as dt
from typing import Final

from timeline.dates import calendar
from timeline.dates.context import Context, Reading, dated, explicit_year, step_of, year_of
from timeline.dates.found import Found


def named_day(found: Found, context: Context) -> Reading | None:
    """Read Christmas 1963; Thanksgiving Day; Easter; last Christmas; D-Day, which came once."""
    meaning = found.mean("named")
    if not isinstance(meaning, tuple):
        return None
    kind, rule = meaning
    year = explicit_year(found, context)
    if year is None:
        year = rule[0] if kind == "single" else _year(found, context, kind, rule)
    if year is None:
        return Reading("DATE", f"XXXX-{rule[0]:02}-{rule[1]:02}" if kind == "fixed" else "XXXX-XX-XX")
    day = _day_in(year, kind, rule)
    return dated(calendar.of_day(day)) if day else None


def _day_in(year: int, kind: str, rule: tuple[int, ...] | int) -> dt.date | None:
    """Return the day in that year; what the rule of each kind holds is told where the names are (`english.py`)."""
    if not calendar.reckons(year):
        return None
    if isinstance(rule, int):
        return calendar.later(_EASTER[kind](year), rule)
    if kind == "counted":
        month, weekday, which, more = rule
        return calendar.later(calendar.nth_weekday(year, month, weekday, which), more)
    month, day = rule[-2:]
    return dt.date(year, month, day)


_EASTER: Final = {"easter": calendar.easter, "eastern": calendar.eastern_easter}


def _year(found: Found, context: Context, kind: str, rule: tuple[int, ...] | int) -> int | None:
    """Return the year of a day told without one: the nearest, or the last or next one where that is said."""
    base = context.anchor()
    day = _day_in(base.year, kind, rule) if base else None
    if base is None or day is None:
        return None
    here, step = base.date(), step_of(found)
    if here is None or not step:
        return year_of(found, day.month, day.day, context)
    if step < 0:
        return base.year - (day >= here)
    return base.year + (day <= here)
