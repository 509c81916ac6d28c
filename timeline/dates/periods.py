"""Seasons, quarters, halves, years, decades and centuries."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from timeline.dates import calendar, tense
from timeline.dates.calendar import Point
from timeline.dates.context import (
    Context,
    Reader,
    Reading,
    base_of,
    dated,
    explicit_year,
    linked_year,
    mod_of,
    of_two_digits,
    step_of,
    unknown,
    year_of,
)
from timeline.dates.found import SETS, Found, year_in_words


def season_year(found: Found, context: Context) -> Reading | None:
    """Read spring 1999; the winter of 1942-43, which is the one that begins in 1942."""
    year = explicit_year(found, context)
    if year is None:
        return None
    return _season(found, year)


def _season(found: Found, year: int) -> Reading | None:
    name = str(found.mean("season"))
    return dated(Point(year, calendar.SEASON_MONTH[name], 0, "S", name), mod_of(found))


def season(found: Found, context: Context) -> Reading | None:
    """Read this summer; last fall; in the winter; the following spring."""
    name = str(found.mean("season"))
    first = calendar.SEASON_MONTH[name]
    year = explicit_year(found, context)
    if year is None:
        year = linked_year(found, first, context)
    if year is not None:
        return _season(found, year)
    base = base_of(found, context)
    if base is None:
        return Reading("DATE", f"XXXX-{name}", mod_of(found))
    if context.narrative and context.index in context.story:
        return _season(found, context.story[context.index])
    at = base.month
    if at in {1, 2} and name == "WI" and "which" in found and step_of(found) == 0:
        return _season(found, base.year - 1)
    step = step_of(found)
    year = base.year
    if at and step < 0:
        year = base.year if first + 3 <= at else base.year - 1
    elif at and step > 0:
        year = base.year if first > at else base.year + 1
    elif at and not context.narrative and "which" not in found and first > at and tense.of(found) == tense.PAST:
        year = base.year - 1
    return _season(found, year)


def beyond(found: Found, base: Point | None, step: int) -> Reading | None:
    """Read the summer before last: two summers before the one that is, or that was last if none is."""
    name = str(found.mean("season"))
    first = calendar.SEASON_MONTH[name]
    if base is None or not base.month:
        return Reading("DATE", f"XXXX-{name}")
    year = base.year if first <= base.month else base.year - 1
    over = first + 3 <= base.month or year < base.year
    last = year if over and not (name == "WI" and base.month <= 2) else year - 1  # noqa: PLR2004 - February
    return _season(found, last - 1 if step < 0 else last + step + (not over))


def quarter(found: Found, context: Context, name: str = "nth") -> Reading | None:
    """Read the third quarter; the first quarter of last year; fourth-quarter 1989; this year's second quarter."""
    nth = found.mean(name)
    if not isinstance(nth, int):
        nth = found.number(name) if "sign" in found else 4 if "final" in found or found.says(name, "FINAL") else None
    if nth is None or not 1 <= nth <= 4:  # noqa: PLR2004 - quarters
        return None
    year = explicit_year(found, context)
    base = context.anchor()
    if year is None and "sign" in found:
        year = linked_year(found, 3 * nth, context)
    if year is None:
        if base is None or not base.month:
            return Reading("DATE", f"XXXX-Q{nth}", mod_of(found))
        now = (base.month - 1) // 3 + 1
        year = base.year
        if nth - now == _FARTHEST or (nth - now > 1 and tense.of(found) != tense.FUTURE):
            year -= 1  # In January, the fourth quarter is the one whose results are to come.
        elif nth < now and tense.of(found) == tense.FUTURE and now - nth > 1:
            year += 1
    return dated(Point(year, 3 * nth - 2, 0, "Q"), mod_of(found))


_FARTHEST: Final = 3
"""Quarters."""


def quarters(found: Found, context: Context) -> list[Reading]:
    """Read the third and fourth quarters of 2012: two of them."""
    if found.mean("unit") != "Q":
        return []
    last = quarter(found, context, "last_nth")
    first = quarter(found, context)
    link = found.at["link"]
    return [replace(first, stop=link), replace(last, first=link + 1)] if first and last else []


def month_quarter(found: Found, context: Context) -> Reading | None:
    """Read the September quarter: the one that ends then."""
    month = found.mean("month")
    if not isinstance(month, int):
        return None
    year = found.number("year") or year_of(found, month, 0, context)
    return dated(Point(year, month - (month - 1) % 3, 0, "Q")) if year is not None else None


def latest_quarter(found: Found, context: Context) -> Reading | None:
    """Read the latest quarter; last quarter; this quarter; next quarter; that quarter."""
    base = base_of(found, context)
    if found.says("which", "LATEST") and context.quarter is not None:
        return dated(context.quarter)
    if found.says("which", "THAT") and not (context.told and context.told.grain == "Q"):
        base = context.quarter or base
    if base is None or not base.month:
        return Reading("DATE", "XXXX-QX")
    step = -1 if found.says("which", "LATEST") else step_of(found)
    return dated(calendar.shift(base, step, "Q"))


def year_ago(found: Found, context: Context) -> Reading | None:
    """Read the year-earlier quarter, the year-ago period: the same one of the year before."""
    base = context.anchor()
    nth = found.mean("nth")
    if isinstance(nth, int) and base is not None:
        return dated(Point(base.year - 1, 3 * nth - 2, 0, "Q"))
    return _same_quarter(found, base, context, None)


def quarter_of(found: Found, context: Context) -> Reading | None:
    """Read the 1988 quarter; last year's quarter; the quarter a year ago: of that year the quarter told before."""
    year = explicit_year(found, context)
    base = context.anchor()
    if "ago" in found:
        return _same_quarter(found, base, context, None)
    return _same_quarter(found, base, context, year)


def _same_quarter(found: Found, base: Point | None, context: Context, year: int | None) -> Reading | None:
    """Return the quarter told before in that year, None for the year before it; a year where no quarter is told."""
    now = context.quarter or (calendar.shift(base, -1, "Q") if base and _of_a_quarter(found, context) else None)
    if now is not None:
        return Reading("DATE", calendar.value(replace(now, year=now.year - 1 if year is None else year)))
    if year is None:
        return dated(Point(base.year - 1)) if base else unknown("Y")
    return dated(Point(year))


def _of_a_quarter(found: Found, context: Context) -> bool:
    return "unit" in found or ("period" in found and context.quarterly)


def half(found: Found, context: Context) -> Reading | None:
    """Read the first half of 1989; the second half."""
    nth = found.mean("nth")
    number = nth if isinstance(nth, int) else found.number("nth") if "sign" in found else 2
    if number not in (1, 2):
        return None
    year = explicit_year(found, context)
    base = context.anchor()
    if year is None:
        if base is None:
            return Reading("DATE", f"XXXX-H{number}")
        year = base.year
        if number == 2 and base.month and base.month <= 6 and tense.of(found) == tense.PAST:  # noqa: PLR2004
            year -= 1
    return dated(Point(year, 6 * number - 5, 0, "S", f"H{number}"))


_DECADE_ALONE: Final = 2000
"""The 2000s are the ten years before the 2010s; the 1800s, and those before, are spoken of as a hundred."""


def decade(found: Found, context: Context) -> Reading | None:
    """Read the 1980s; the late '60s; the 470s BC; the late 1800s, which are a century."""
    year = found.number("year")
    if year is None:
        two = found.number("two")
        year = of_two_digits(two or 0, context)
    if year % 100 == 0 and year != _DECADE_ALONE and "era" not in found:
        return Reading("DATE", f"{year // 100:02}", mod_of(found), Point(year, grain="C"))
    if found.says("era", "BC"):
        return Reading("DATE", f"BC{year // 10:03}", mod_of(found), Point(1 - year, grain="E"))
    return Reading("DATE", f"{year:04}"[:3], mod_of(found), Point(year, grain="E"))


def decade_words(found: Found, context: Context) -> Reading | None:
    """Read the sixties; the nineteen-thirties."""
    tens = found.mean("decade")
    hundreds = found.mean("hundreds")
    if not isinstance(tens, int):
        return None
    year = hundreds * 100 + tens if isinstance(hundreds, int) else of_two_digits(tens, context)
    return Reading("DATE", f"{year:04}"[:3], mod_of(found), Point(year, grain="E"))


def century(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - all readers are called alike
    """Read the early 21st century; the nineteenth century; the 4th century BC."""
    nth = found.number("number")
    if nth is None:
        ordinal, tens = found.mean("ordinal"), found.mean("tens")
        if not isinstance(ordinal, int):
            return None
        nth = ordinal + (tens if isinstance(tens, int) else 0)
    if found.says("era", "BC"):
        return Reading("DATE", f"BC{nth - 1:02}", mod_of(found), Point(1 - nth * 100, grain="C"))
    start = nth * 100 - 100
    reading = Reading("DATE", f"{nth - 1:02}", mod_of(found), Point(start, grain="C"))
    if "edge" in found and found.tokens.codes[found.at["edge"] + 1] in SETS["HALF"]:
        half_start = start + (50 if reading.mod == "END" else 0)
        return replace(reading, edtf=f"{half_start:04}/{half_start + 49:04}")
    return reading


def centuries(found: Found, context: Context) -> list[Reading]:  # noqa: ARG001 - all readers are called alike
    """Read the 19th and 20th centuries: two of them."""
    numbers = [
        number if number is not None else ordinal
        for number, ordinal in (
            (found.number("number"), found.mean("ordinal")),
            (found.number("last_number"), found.mean("last_ordinal")),
        )
    ]
    first, last = (number if isinstance(number, int) else 0 for number in numbers)
    if not first or not last:
        return []
    link, era = found.at["link"], "BC" if found.says("era", "BC") else ""
    one, two = (Reading("DATE", f"{era}{number - 1:02}", mod_of(found)) for number in (first, last))
    return [replace(one, stop=link), replace(two, first=link + 1)]


def year(found: Found, context: Context) -> Reading | None:
    """Read 1998; late 1998; the year 2000; fiscal 1990; 499 BC; '89."""
    fiscal = "fiscal" in found
    number = found.number("year")
    if number is None:
        two = found.number("two")
        if two is None:
            return None
        number = of_two_digits(two, context)
    elif found.says("era", "BC"):
        number = 1 - number
    reading = dated(Point(number), mod_of(found))
    return replace(reading, fiscal=True) if reading and fiscal else reading


def year_of_era(found: Found, context: Context) -> Reading | None:
    """Read the 211 of "Syracuse fell in 211", where a history of those years is told."""
    told, number = context.told, found.number("year")
    if not context.narrative or told is None or told.year > 0 or number is None:
        return None
    return dated(Point(1 - number)) if abs(1 - number - told.year) <= _LIFETIME else None


_LIFETIME: Final = 100
"""Years: a number farther off counts something else."""


def years(found: Found, context: Context) -> list[Reading]:  # noqa: ARG001 - all readers are called alike
    """Read 1955-1957; 1942-43; 499-493 BC: two years."""
    start, end = found.number("year") or 0, found.number("year_end") or 0
    if end < 100 <= start and not found.says("era", "BC"):  # noqa: PLR2004 - two digits
        end += start // 100 * 100
    if found.says("era", "BC"):
        start, end = 1 - start, 1 - end
    link = found.at["link"]
    points = (Point(start), Point(end))
    first, last = (Reading("DATE", calendar.value(point), "", point, fiscal="fiscal" in found) for point in points)
    return [replace(first, stop=link), replace(last, first=link + 1)]


def year_words(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - all readers are called alike
    """Read nineteen ninety-four; the year two thousand."""
    number = year_in_words(found)
    return dated(Point(number)) if number else None


def year_edge(found: Found, context: Context) -> Reading | None:
    """Read month's end, year's end; "year-end" is the day of the balance sheet."""
    base = context.anchor()
    if base is None:
        return None
    if found.says("unit", "MONTH_WORD") or "possessive" in found:
        return dated(calendar.same(base, str(found.tokens.meaning(found.at["unit"])["UNIT"])), "END")
    return dated(Point(base.year, 12, 31, "D"))


READERS: Final[dict[str, Reader]] = {
    "season_year": season_year,
    "season": season,
    "decade": decade,
    "decade_words": decade_words,
    "centuries": centuries,
    "century": century,
    "year_ago": year_ago,
    "quarter_of": quarter_of,
    "quarter": quarter,
    "quarter_sign": quarter,
    "quarters": quarters,
    "month_quarter": month_quarter,
    "half": half,
    "half_sign": half,
    "latest_quarter": latest_quarter,
    "year_edge": year_edge,
    "years": years,
    "year_era": year,
    "year_of_era": year_of_era,
    "era_year": year,
    "fiscal": year,
    "year": year,
    "short_year": year,
    "year_words": year_words,
}
"""The reader of each rule of the grammar."""
