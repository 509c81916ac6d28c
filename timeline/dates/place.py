"""TIMEX3 to the calendar: the When of a value and its modifier, or None where the value is no place on it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from timeline.dates import calendar
from timeline.when import BadDate, When

_VALUE: Final = re.compile(
    r"(?P<bc>BC)?(?P<year>\d{2,4})"
    r"(?:-W(?P<week>\d\d)(?P<weekend>-WE)?|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<season>SP|SU|FA|WI)"
    r"|-(?P<month>\d\d)(?:-(?P<day>\d\d|XX))?|-XX(?:-XX)?)?(?:T.*)?"
)
_SEASONS: Final = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_QUARTER: Final = 32
_HALF: Final = 39

# Early, mid and late are the thirds of what they stand before; months of a year by four, days of a month by ten.
_YEAR_THIRDS: Final = {"START": (1, 4), "MID": (5, 8), "END": (9, 12)}
_MONTH_THIRDS: Final = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}
_DECADE_THIRDS: Final = {"START": (0, 3), "MID": (4, 6), "END": (7, 9)}
_CENTURY_THIRDS: Final = {"START": (0, 33), "MID": (34, 66), "END": (67, 99)}
_WEEK_THIRDS: Final = {"START": (0, 1), "MID": (2, 3), "END": (4, 6)}


@lru_cache(maxsize=8192)
def when(value: str, mod: str = "") -> When | None:
    """Return the place of a TIMEX3 value on the calendar.

    early, mid and late narrow it to a third: of a year January to April, May to August, September to December; of a
    month the days 1 to 10, 11 to 20, 21 to the end; of a week Monday and Tuesday, Wednesday and Thursday, Friday to
    Sunday; of a decade the years 0 to 3, 4 to 6, 7 to 9; of a century 0 to 33, 34 to 66, 67 to 99; of a quarter and a
    season its first, second, third month. Approximate dates keep their bounds and get EDTF's "~".
    """
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    text = _text(match, mod)
    if not text:
        return None
    if mod == "APPROX" and "/" not in text and "X" not in text:
        text += "~"
    return parsed(text)


@lru_cache(maxsize=8192)
def parsed(text: str) -> When | None:
    """Return the When of an EDTF text, or None if the calendar has no such day ("June 31")."""
    try:
        return When.parse(text)
    except BadDate:
        return None


def _year(number: int) -> str:
    return f"{number:04}" if number >= 0 else f"-{-number:04}"


def _text(match: re.Match[str], mod: str) -> str:  # noqa: PLR0911 - a return a form
    digits = match["year"]
    if len(digits) < 4:  # noqa: PLR2004 - a decade or a century
        return _coarse(digits, mod, before_christ=bool(match["bc"]))
    number = 1 - int(digits) if match["bc"] else int(digits)
    year = _year(number)
    if match["week"]:
        return _week(number, int(match["week"]), mod, weekend=bool(match["weekend"]))
    if match["quarter"]:
        return _month_of(number, 3 * int(match["quarter"]) - 2, mod) or f"{year}-{_QUARTER + int(match['quarter'])}"
    if match["half"]:
        return f"{year}-{_HALF + int(match['half'])}"
    if match["season"]:
        first = calendar.SEASON_MONTH[match["season"]]
        return _month_of(number, first, mod) or f"{year}-{_SEASONS[match['season']]}"
    if match["month"] is None:
        third = _YEAR_THIRDS.get(mod)
        return f"{year}-{third[0]:02}/{year}-{third[1]:02}" if third else year
    month = f"{year}-{match['month']}"
    if match["day"] and match["day"] != "XX":
        return f"{month}-{match['day']}"
    third = _MONTH_THIRDS.get(mod)
    if third is None or not 1 <= int(match["month"]) <= 12:  # noqa: PLR2004 - months
        return month
    last = min(third[1], calendar.days_in_month(number, int(match["month"])))
    return f"{month}-{third[0]:02}/{month}-{last:02}"


def _month_of(year: int, first: int, mod: str) -> str:
    """Return the first, middle or last month of three; "" without early, mid or late."""
    steps = {"START": 0, "MID": 1, "END": 2}.get(mod)
    if steps is None:
        return ""
    years, month = divmod(first - 1 + steps, 12)
    return f"{_year(year + years)}-{month + 1:02}"


def _coarse(digits: str, mod: str, *, before_christ: bool) -> str:
    size, thirds = (10, _DECADE_THIRDS) if len(digits) == 3 else (100, _CENTURY_THIRDS)  # noqa: PLR2004 - a decade
    third = thirds.get(mod)
    if before_christ:
        # BC years count down: the 470s BC run from 479 to 470 BC, which is -0478 to -0469.
        oldest = int(digits) * size + size - 1
        first, last = (third[0], third[1]) if third else (0, size - 1)
        return f"{_year(1 - (oldest - first))}/{_year(1 - max(oldest - last, 1))}"
    if third is None:
        return digits + "X" * (4 - len(digits))
    start = int(digits) * size
    return f"{_year(start + third[0])}/{_year(start + third[1])}"


def _week(year: int, week: int, mod: str, *, weekend: bool) -> str:
    monday = calendar.monday(year, week)
    if monday is None:
        return ""
    first, last = (5, 6) if weekend else _WEEK_THIRDS.get(mod, (0, 6))
    return f"{calendar.later(monday, first).isoformat()}/{calendar.later(monday, last).isoformat()}"
