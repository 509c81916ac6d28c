"""Which date an expression means.

A rule of the grammar has a reader here of the same name. It returns a Reading: TIMEX3 type, value and modifier, and
the point that later expressions may hang on.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from timeline.dates import calendar, place, tense
from timeline.dates.calendar import Point
from timeline.dates.tag import SETS, Found, year_in_words


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means. `told` is what a later "the next day" hangs on; None if nothing can.

    `first` and `stop` narrow the tokens where the expression stands for only a part of what the rule matched.
    """

    type: str
    value: str
    mod: str = ""
    told: Point | None = None
    first: int | None = None
    stop: int | None = None
    explicit: bool = False
    edtf: str = ""
    zone: str = ""
    fiscal: bool = False


@dataclass(slots=True)
class Context:
    """What an expression may hang on. The only thing here that changes while a text is read.

    `published` is as fine as it is known; `told` is the date told before; `narrative` says which of the two counts.
    """

    published: Point | None
    told: Point | None = None
    quarter: Point | None = None
    narrative: bool = False
    day_first: bool | None = None
    founds: Sequence[Found] = ()
    day: Point | None = None
    day_at: int = -1
    index: int = 0
    story: dict[int, int] = field(default_factory=dict)

    def now(self) -> Point | None:
        """What "last week" and "ago" hang on; nothing where the publication is unknown: the text can't say."""
        return self.told if self.narrative and self.published else self.published

    def anchor(self) -> Point | None:
        """What a bare date hangs on."""
        if self.narrative:
            return self.told
        return self.published or self.told


def _mod(found: Found) -> str:
    for name in ("early", "edge"):
        meaning = found.mean(name)
        if isinstance(meaning, str):
            return meaning
    if "relative" in found:
        return "START" if found.says("relative", "EARLIER_ADVERB") else "END"
    return ""


def _date(point: Point | None, mod: str = "", *, explicit: bool = False) -> Reading | None:
    if point is None:
        return None
    return Reading("DATE", calendar.value(point), mod, point, explicit=explicit)


# --- years -----------------------------------------------------------------------------------------------------------


def _explicit_year(found: Found, context: Context) -> int | None:
    """The year that stands in the expression, astronomically; None if none does."""
    year = found.number("year")
    if year is not None:
        return 1 - year if found.says("era", "BC") else year
    short = found.number("short")
    if short is not None:
        return _of_two_digits(short, context)
    if "that_year" in found:
        return context.told.year if context.told else None
    if "year_step" in found:
        step = found.mean("year_step")
        base = context.anchor()
        return base.year + step if base and isinstance(step, int) else None
    return None


def _of_two_digits(short: int, context: Context) -> int:
    """'89 is the last such year before the publication, or lies in the century that is being told."""
    base = context.told if context.narrative else context.published
    if base is None:
        base = context.told or context.published
    if base is None:
        return 1900 + short if short > 30 else 2000 + short  # noqa: PLR2004 - no year to hang on
    year = base.year // 100 * 100 + short
    if context.narrative:
        return year
    return year if year <= base.year + 10 else year - 100


def _linked_year(found: Found, month: int, context: Context) -> int | None:
    """The year that the next expression lends: from March to June 2014; November to March 1943 begins in 1942."""
    if context.index + 1 >= len(context.founds):
        return None
    after = context.founds[context.index + 1]
    year, other = after.number("year"), after.mean("month")
    if year is None or not isinstance(other, int):
        return None
    gap = found.tokens.codes[found.stop : after.first]
    if len(gap) != 1 or gap not in SETS["LINK"]:
        return None
    if after.says("era", "BC"):
        year = 1 - year
    return year - 1 if month > other and gap in SETS["STRETCH"] else year


def _year_of(found: Found, month: int, day: int, context: Context) -> int | None:
    """The year of a month or a day that is told without one."""
    base = context.anchor()
    if base is None:
        return None
    linked = _linked_year(found, month, context)
    if linked is not None:
        return linked
    if context.narrative:
        return context.story.get(context.index, base.year)
    if not base.month:
        return None
    if day:
        here = base.day or 15
        choices = sorted(
            (abs((year - base.year) * 365 + (month - base.month) * 30.5 + day - here), year)
            for year in (base.year - 1, base.year, base.year + 1)
        )
        weekday = found.mean("weekday")
        if isinstance(weekday, int):
            for _, year in choices:
                try:
                    if datetime.date(year, month, day).isoweekday() == weekday:
                        return year
                except ValueError:
                    continue
        return _not_yet(found, choices, base, month, day)
    cue = tense.of(found)
    ahead = (month - base.month) % 12
    nearest = base.year + (ahead + base.month > 12) if ahead <= 5 else base.year - (month > base.month)  # noqa: PLR2004
    if cue == tense.PAST and ahead > 1:  # "said in October that in November" is still to come
        return base.year if month <= base.month else base.year - 1
    if cue == tense.FUTURE:
        return base.year if month >= base.month else base.year + 1
    return nearest


def _not_yet(found: Found, choices: Sequence[tuple[float, int]], base: Point, month: int, day: int) -> int:
    """The nearest year, unless that is months ahead and the clause looks back: "for the year ended March 31"."""
    distance, year = choices[0]
    ahead = (year, month, day) > (base.year, base.month, base.day or 15)
    if ahead and (found.before("ENDED") or (distance > 120 and tense.of(found) == tense.PAST)):  # noqa: PLR2004 - days
        return year - 1
    return year


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
    year = _explicit_year(found, context)
    explicit = year is not None
    base = context.anchor()
    if year is None and "which" in found and base is not None and base.day:
        step = _step(found)
        before = (month, day) < (base.month, base.day)
        year = base.year + (step if before == (step > 0) else 0)
    if year is None:
        year = _year_of(found, month, day, context)
    if year is None:
        return Reading("DATE", f"XXXX-{month:02}-{day:02}")
    return _date(Point(year, month, day, "D"), explicit=explicit)


def month_day(found: Found, context: Context) -> Reading | None:
    """March 11, 1999; 11 March; Saturday, April 25; March eighth; January 24 of the same year."""
    return _month_day(found, context)


def month_days(found: Found, context: Context) -> list[Reading]:
    """June 6-8, 1944; 6 and 7 February: two dates of one month."""
    first = _month_day(found, context, found.number("day"))
    last = _month_day(found, context, found.number("last_day"))
    if first is None or last is None:
        return []
    link = found.at["link"]
    return [replace(first, stop=link), replace(last, first=link + 1)]


def month_year(found: Found, context: Context) -> Reading | None:
    """early March 1999; October of that year."""
    month = found.mean("month")
    year = _explicit_year(found, context)
    if not isinstance(month, int):
        return None
    if year is None:
        return Reading("DATE", f"XXXX-{month:02}")
    return _date(Point(year, month, 0, "M"), _mod(found), explicit="year" in found)


def month(found: Found, context: Context) -> Reading | None:
    """In October; in early May; by the end of July."""
    number = found.mean("month")
    if not isinstance(number, int):
        return None
    year = _year_of(found, number, 0, context)
    if year is None:
        return Reading("DATE", f"XXXX-{number:02}", _mod(found))
    return _date(Point(year, number, 0, "M"), _mod(found))


def which_month(found: Found, context: Context) -> Reading | None:
    """last May; this September; next March; the following June."""
    number, step = found.mean("month"), _step(found)
    base = _base(found, context)
    if not isinstance(number, int):
        return None
    if base is None or not base.month:
        return Reading("DATE", f"XXXX-{number:02}", _mod(found))
    if step < 0:
        year = base.year if number < base.month else base.year - 1
    elif step > 0:
        year = base.year if number > base.month else base.year + 1
    else:
        year = base.year
    return _date(Point(year, number, 0, "M"), _mod(found))


def week_of_month(found: Found, context: Context) -> Reading | None:
    """the last week of March; the first week of May 1990."""
    number = found.mean("month")
    if not isinstance(number, int):
        return None
    year = found.number("year") or _year_of(found, number, 0, context)
    nth = found.mean("nth")
    if year is None or not 1 <= year < datetime.MAXYEAR:
        return Reading("DATE", f"XXXX-{number:02}")
    if isinstance(nth, int):
        day = calendar.later(datetime.date(year, number, 1), 7 * (nth - 1))
    else:
        day = datetime.date(year, number, calendar.days_in_month(year, number) - 3)
    return _date(calendar.of_day(day, "W"))


def _step(found: Found) -> int:
    steps = [step for name in ("which", "step") if isinstance(step := found.mean(name), int)]
    return steps[0] if steps else 0


def _base(found: Found, context: Context) -> Point | None:
    """last, next and this hang on the publication; previous, following, that and same on the date told before."""
    back = ("PREVIOUS", "FOLLOWING", "THAT", "SAME")
    if any(found.says(name, one) for name in ("which", "step", "same") for one in back):
        return context.told or context.published
    if any(found.says(name, one) for name in ("which", "step") for one in ("LAST", "NEXT", "THIS", "CURRENT", "LATEST")):
        return context.now()
    return context.anchor()


# --- seasons, quarters, halves ----------------------------------------------------------------------------------------


def season_year(found: Found, context: Context) -> Reading | None:
    """spring 1999; the winter of 1942-43, which is the one that begins in 1942."""
    year = _explicit_year(found, context)
    if year is None:
        return None
    return _season(found, year, explicit=True)


def _season(found: Found, year: int, *, explicit: bool = False) -> Reading | None:
    name = str(found.mean("season"))
    return _date(Point(year, calendar.SEASON_MONTH[name], 0, "S", name), _mod(found), explicit=explicit)


def season(found: Found, context: Context) -> Reading | None:
    """this summer; last fall; in the winter; the following spring."""
    name = str(found.mean("season"))
    first = calendar.SEASON_MONTH[name]
    year = _explicit_year(found, context)
    if year is not None:
        return _season(found, year)
    base = _base(found, context)
    if base is None:
        return Reading("DATE", f"XXXX-{name}", _mod(found))
    if context.narrative and context.index in context.story:
        return _season(found, context.story[context.index])
    at = base.month
    if at in {1, 2} and name == "WI" and "which" in found and _step(found) == 0:
        return _season(found, base.year - 1)
    step = _step(found)
    year = base.year
    if at and step < 0:
        year = base.year if first + 3 <= at else base.year - 1
    elif at and step > 0:
        year = base.year if first > at else base.year + 1
    elif at and not context.narrative and "which" not in found and first > at and tense.of(found) == tense.PAST:
        year = base.year - 1
    elif at and context.narrative and "which" not in found and at - first > 6:
        year = base.year + 1
    return _season(found, year)


def quarter(found: Found, context: Context) -> Reading | None:
    """the third quarter; the first quarter of last year; fourth-quarter 1989; this year's second quarter."""
    nth = found.mean("nth")
    if not isinstance(nth, int):
        nth = 4 if "final" in found else found.number("nth") if "sign" in found else None
    if nth is None or not 1 <= nth <= 4:  # noqa: PLR2004 - quarters
        return None
    year = _explicit_year(found, context)
    explicit = year is not None
    base = context.anchor()
    if year is None:
        if base is None or not base.month:
            return Reading("DATE", f"XXXX-Q{nth}", _mod(found))
        now = (base.month - 1) // 3 + 1
        year = base.year
        if nth > now and tense.of(found) != tense.FUTURE and nth - now > 1:
            year -= 1
        elif nth < now and tense.of(found) == tense.FUTURE and now - nth > 1:
            year += 1
    return _date(Point(year, 3 * nth - 2, 0, "Q"), _mod(found), explicit=explicit)


def latest_quarter(found: Found, context: Context) -> Reading | None:
    """the latest quarter; last quarter; this quarter; next quarter."""
    base = _base(found, context)
    if base is None or not base.month:
        return Reading("DATE", "XXXX-QX")
    step = -1 if found.says("which", "LATEST") else _step(found)
    return _date(calendar.shift(base, step, "Q"))


def year_ago(found: Found, context: Context) -> Reading | None:
    """the year-earlier quarter, the year-ago period: the same one of the year before."""
    base = context.anchor()
    nth = found.mean("nth")
    if isinstance(nth, int) and base is not None:
        return _date(Point(base.year - 1, 3 * nth - 2, 0, "Q"))
    now = context.quarter or (calendar.shift(base, -1, "Q") if base else None)
    if now is None:
        return _unknown("Y")
    return Reading("DATE", calendar.value(replace(now, year=now.year - 1)))


def half(found: Found, context: Context) -> Reading | None:
    """the first half of 1989; the second half."""
    nth = found.mean("nth")
    number = nth if isinstance(nth, int) else found.number("nth") if "sign" in found else 2
    if number not in (1, 2):
        return None
    year = _explicit_year(found, context)
    base = context.anchor()
    if year is None:
        if base is None:
            return Reading("DATE", f"XXXX-H{number}")
        year = base.year
        if number == 2 and base.month and base.month <= 6 and tense.of(found) == tense.PAST:  # noqa: PLR2004
            year -= 1
    return _date(Point(year, 6 * number - 5, 0, "S", f"H{number}"))


# --- decades, centuries, years ----------------------------------------------------------------------------------------


def decade(found: Found, context: Context) -> Reading | None:
    """the 1980s; the late '60s; the 470s BC."""
    year = found.number("year")
    if year is None:
        two = found.number("two")
        year = _of_two_digits(two or 0, context)
    if found.says("era", "BC"):
        return Reading("DATE", f"BC{year // 10:03}", _mod(found), Point(1 - year, grain="E"), explicit=True)
    return Reading("DATE", f"{year:04}"[:3], _mod(found), Point(year, grain="E"), explicit="year" in found)


def decade_words(found: Found, context: Context) -> Reading | None:
    """the sixties; the nineteen-thirties."""
    tens = found.mean("decade")
    hundreds = found.mean("hundreds")
    if not isinstance(tens, int):
        return None
    year = hundreds * 100 + tens if isinstance(hundreds, int) else _of_two_digits(tens, context)
    return Reading("DATE", f"{year:04}"[:3], _mod(found), Point(year, grain="E"))


def century(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - readers are alike
    """the early 21st century; the nineteenth century; the 4th century BC."""
    nth = found.number("number")
    if nth is None:
        ordinal, tens = found.mean("ordinal"), found.mean("tens")
        if not isinstance(ordinal, int):
            return None
        nth = ordinal + (tens if isinstance(tens, int) else 0)
    if found.says("era", "BC"):
        return Reading("DATE", f"BC{nth - 1:02}", _mod(found), Point(1 - nth * 100, grain="C"), explicit=True)
    return Reading("DATE", f"{nth - 1:02}", _mod(found), Point(nth * 100 - 100, grain="C"), explicit=True)


def year(found: Found, context: Context) -> Reading | None:
    """1998; late 1998; the year 2000; fiscal 1990; 499 BC; '89."""
    fiscal = "fiscal" in found
    number = found.number("year")
    if number is None:
        two = found.number("two")
        if two is None:
            return None
        number = _of_two_digits(two, context)
    elif found.says("era", "BC"):
        number = 1 - number
    reading = _date(Point(number), _mod(found), explicit=True)
    return replace(reading, fiscal=fiscal) if reading else None


def years(found: Found, context: Context) -> list[Reading]:  # noqa: ARG001 - readers are alike
    """1955-1957; 1942-43; 499-493 BC: two years."""
    start, end = found.number("year") or 0, found.number("year_end") or 0
    if end < 100 <= start and not found.says("era", "BC"):  # noqa: PLR2004 - two digits
        end += start // 100 * 100
    if found.says("era", "BC"):
        start, end = 1 - start, 1 - end
    link = found.at["link"]
    points = (Point(start), Point(end))
    first, last = (Reading("DATE", calendar.value(point), "", point, explicit=True) for point in points)
    return [replace(first, stop=link), replace(last, first=link + 1)]


def year_words(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - readers are alike
    """nineteen ninety-four; the year two thousand."""
    number = year_in_words(found)
    return _date(Point(number), explicit=True) if number else None


def year_edge(found: Found, context: Context) -> Reading | None:
    """month's end, year's end; "year-end" is the day of the balance sheet."""
    base = context.anchor()
    if base is None:
        return None
    if found.says("unit", "MONTH_WORD") or "possessive" in found:
        return _date(calendar.same(base, str(found.tokens.meaning(found.at["unit"])["UNIT"])), "END")
    return _date(Point(base.year, 12, 31, "D"))


# --- days -------------------------------------------------------------------------------------------------------------


def day_name(found: Found, context: Context) -> Reading | None:
    """today, yesterday, tomorrow; late yesterday."""
    days = found.mean("day_name")
    base = context.now()
    if not isinstance(days, int):
        return None
    if days == 0 and context.narrative:
        return Reading("DATE", "PRESENT_REF")
    day = calendar.shift(base, days, "D") if base else None
    return _date(day, _mod(found)) or Reading("DATE", "XXXX-XX-XX")


def day_beside(found: Found, context: Context) -> Reading | None:
    """the day before yesterday, the day after tomorrow."""
    days, base = found.mean("day_name"), context.now()
    if not isinstance(days, int):
        return None
    day = calendar.shift(base, days + (1 if "on" in found else -1), "D") if base else None
    return _date(day) or _unknown("D")


def _weekday(found: Found, context: Context, step: int | None) -> Point | None:
    number = found.mean("weekday")
    base = context.now() if step is None else _base(found, context)
    day = base.date() if base else None
    if day is None or not isinstance(number, int):
        return None
    back = (day.isoweekday() - number) % 7
    if step is None or step == 0:
        ahead = (7 - back) % 7
        if context.narrative:
            move = ahead
        elif step == 0:
            move = -back if tense.of(found) == tense.PAST else ahead
        else:
            move = ahead if tense.of(found) == tense.FUTURE else -back
    elif step < 0:
        move = -back or -7
    else:
        move = (7 - back) % 7 or 7
    return calendar.of_day(calendar.later(day, move))


def weekday(found: Found, context: Context) -> Reading | None:
    """On Tuesday: the last one, the day itself included, unless the clause looks ahead."""
    return _date(_weekday(found, context, None), _mod(found)) or Reading("DATE", f"XXXX-WXX-{found.mean('weekday')}")


def which_weekday(found: Found, context: Context) -> Reading | None:
    """last Friday, strictly before; next Friday, strictly after."""
    if "month" in found:
        return _month_day(found, context)
    return _date(_weekday(found, context, _step(found)), _mod(found)) or Reading(
        "DATE", f"XXXX-WXX-{found.mean('weekday')}"
    )


def weekday_after(found: Found, context: Context) -> Reading | None:
    """Friday next week."""
    base, number = _base(found, context), found.mean("weekday")
    week = calendar.shift(base, _step(found), "W") if base else None
    monday = week.date() if week else None
    if monday is None or not isinstance(number, int):
        return None
    return _date(calendar.of_day(calendar.later(monday, number - 1)))


def weekend(found: Found, context: Context) -> Reading | None:
    """the weekend: the last one begun; this, last, next weekend."""
    base = _base(found, context)
    day = base.date() if base else None
    if day is None:
        return Reading("DATE", "XXXX-WXX-WE")
    saturday = calendar.later(day, -((day.isoweekday() - 6) % 7))
    running = day.isoweekday() >= 6  # noqa: PLR2004 - Saturday
    step = _step(found) if "which" in found or "step" in found else None
    if step is None:
        move = 7 if tense.of(found) == tense.FUTURE and not running else 0
    elif step == 0:
        move = 0 if running or tense.of(found) == tense.PAST else 7
    elif step < 0:
        move = -7 if running else 0
    else:
        move = 7
    iso = calendar.later(saturday, move).isocalendar()
    return Reading("DATE", f"{iso.year}-W{iso.week:02}-WE", _mod(found), calendar.of_day(calendar.later(saturday, move)))


def named_day(found: Found, context: Context) -> Reading | None:
    """Christmas 1963; Thanksgiving Day; Easter."""
    meaning = found.mean("named")
    if not isinstance(meaning, tuple):
        return None
    kind, rule = meaning
    year = _explicit_year(found, context)
    explicit = year is not None

    def day_in(number: int) -> datetime.date | None:
        if not 1 <= number < datetime.MAXYEAR:
            return None
        if kind == "fixed":
            return datetime.date(number, *rule)
        if kind == "easter":
            return calendar.later(calendar.easter(number), rule)
        month, day, which, more = rule
        return calendar.later(calendar.nth_weekday(number, month, day, which), more)

    if year is None:
        base = context.anchor()
        if base is None:
            return Reading("DATE", f"XXXX-{rule[0]:02}-{rule[1]:02}" if kind == "fixed" else "XXXX-XX-XX")
        day = day_in(base.year)
        if day is None:
            return None
        year = _year_of(found, day.month, day.day, context)
    if year is None:
        return None
    day = day_in(year)
    return _date(calendar.of_day(day), explicit=explicit) if day else None


def ordinal_day(found: Found, context: Context) -> Reading | None:
    """on the 15th: of the month that is being told."""
    number = found.number("number")
    base = context.told or context.published
    if "unit" in found or number is None:
        return Reading("DATE", "XXXX-XX-XX")
    if base is None or not base.month:
        return Reading("DATE", f"XXXX-XX-{number:02}")
    return _date(Point(base.year, base.month, number, "D"))


def numeric(found: Found, context: Context) -> Reading | None:
    """13.09.2019, 9/13/2019: what is above 12 is a day; where both fit, dots mean day first, slashes are not guessed."""
    text = found.word("numeric")
    sign = next(char for char in text if not char.isdigit())
    fields = text.split(sign)
    if len(fields[0]) == 4:  # noqa: PLR2004 - a year
        return _date(_valid(int(fields[0]), int(fields[1]), int(fields[2])), explicit=True)
    number = int(fields[2])
    year = _of_two_digits(number, replace(context, narrative=False)) if len(fields[2]) == 2 else number  # noqa: PLR2004
    day, month = int(fields[0]), int(fields[1])
    day_first, month_first = _valid(year, month, day), _valid(year, day, month)
    if sign == "." or (day_first and not month_first):
        return _date(day_first, explicit=True)
    if month_first and not day_first:
        return _date(month_first, explicit=True)
    if day_first == month_first or context.day_first is not None:
        return _date(month_first if context.day_first is False else day_first, explicit=True)
    both = sorted(f"{year}-{one:02}-{two:02}" for one, two in ((month, day), (day, month)))
    return Reading("DATE", f"{year}-XX-XX", "", Point(year), edtf=f"[{','.join(both)}]")


def day_first(founds: Sequence[Found]) -> bool | None:
    """Whether the unmistakable dates of a text have the day first; None where it has none, or both ways."""
    orders = set()
    for found in founds:
        if found.rule == "numeric" and "." not in found.word("numeric"):
            fields = [int(field) for field in found.word("numeric").replace("-", "/").split("/")]
            if fields[0] <= 31 and (fields[0] > 12) != (fields[1] > 12):  # noqa: PLR2004 - days and months
                orders.add(fields[0] > 12)  # noqa: PLR2004 - months
    return orders.pop() if len(orders) == 1 else None


def _valid(year: int, month: int, day: int) -> Point | None:
    if not 1 <= month <= 12 or not 1 <= day <= calendar.days_in_month(year, month):  # noqa: PLR2004 - months
        return None
    return Point(year, month, day, "D")


def stamp(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - readers are alike
    """2019-09-13, 2019-09-13T10:00Z."""
    text = found.word("stamp")
    point = _valid(int(text[:4]), int(text[5:7]), int(text[8:10]))
    if point is None:
        return None
    return Reading("TIME" if "T" in text else "DATE", text, "", point, explicit=True)


# --- units that hang on another date ----------------------------------------------------------------------------------


def which_unit(found: Found, context: Context) -> Reading | None:
    """last week; early next year; later this month; the following day; that year; the past decade."""
    unit = str(found.mean("unit"))
    base = _base(found, context)
    step = _step(found)
    if base is None:
        return _unknown(unit)
    if unit == "E" and found.says("which", "PAST"):
        step = 0  # In 1998 the past decade is the nineties; the last decade is the one before.
    point = calendar.same(base, unit) if step == 0 else calendar.shift(base, step, unit)
    return _within(found, base, _date(point, _mod(found))) or _unknown(unit)


def _within(found: Found, base: Point, reading: Reading | None) -> Reading | None:
    """earlier this year: from its start to the day it is told from; later that month: from the day told to its end."""
    if reading is None or "relative" not in found:
        return reading
    whole, here = place.when(reading.value), place.when(calendar.value(base))
    if whole is None or here is None or not whole.first or not whole.last or not here.first or not here.last:
        return reading
    if not whole.overlaps(here):
        return reading
    if reading.mod == "START":
        return replace(reading, edtf=f"{whole.first.iso()}/{min(here.last, whole.last).iso()}")
    return replace(reading, edtf=f"{max(here.first, whole.first).iso()}/{whole.last.iso()}")


def _unknown(unit: str) -> Reading:
    return Reading("DATE", {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "F": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX"}.get(unit, "XXXX"))


def same_unit(found: Found, context: Context) -> Reading | None:
    """the same day; that same year."""
    unit = str(found.mean("unit"))
    base = context.told or context.published
    if base is None:
        return _unknown(unit)
    return _within(found, base, _date(calendar.same(base, unit), _mod(found))) or _unknown(unit)


def the_unit(found: Found, context: Context) -> Reading | None:
    """the year; the end of the month; later in the day."""
    unit = str(found.mean("unit"))
    base = context.anchor()
    if unit == "Y" and found.after("ENDED") and not _mod(found):
        return Reading("DURATION", "P1Y")  # "for the year ended Aug. 31"
    if unit == "Q":
        return _date(calendar.shift(base, -1, "Q") if base else None)
    if base is None:
        return _unknown(unit)
    return _within(found, base, _date(calendar.same(base, unit), _mod(found))) or _unknown(unit)


def unit_before(found: Found, context: Context) -> Reading | None:
    """the day before; the year previous; the week after."""
    unit = str(found.mean("unit"))
    base = context.told or context.published
    step = -1 if "back" in found else 1
    return _date(calendar.shift(base, step, unit) if base else None) or _unknown(unit)


def count_shift(found: Found, context: Context) -> Reading | None:
    """two weeks ago; three years later; a day earlier."""
    unit = str(found.mean("unit"))
    number = count(found)
    clock = found.says("unit", "CLOCK_UNIT") or found.says("unit", "CLOCK_UNITS")
    back = "ago" in found or "earlier" in found
    shown = found.at["ago"] if "ago" in found else found.at.get("earlier", found.at.get("later", found.stop - 1))
    hangs = "ago" in found or "hence" in found
    if not hangs and not _adverb(found, shown):
        reading = _duration(found, number, unit, clock=clock)
        return replace(reading, stop=shown) if reading else None
    if number is None:
        return Reading("DATE", "PAST_REF" if back else "FUTURE_REF")
    if clock or number != int(number):
        base = context.anchor()
        if hangs and base and base.day:
            return Reading("TIME", calendar.value(replace(base, grain="D")), "", None)
        return _duration(found, number, unit, clock=clock)
    base = context.now() if hangs else context.told or context.published
    if base is None:
        return _unknown(unit)
    steps = int(number) * (-1 if back else 1)
    if unit == "Y" and steps == -1 and context.quarter is not None:
        return Reading("DATE", calendar.value(replace(context.quarter, year=context.quarter.year - 1)))
    mod = str(found.mean("bound") or "")
    return _date(calendar.shift(base, steps, unit), mod) or _unknown(unit)


def _adverb(found: Found, index: int) -> bool:
    """Whether "before" or "after" stands alone ("two days before, …") and not before what it hangs on."""
    tokens = found.tokens
    if tokens.words[index].lower() in tokens.words and False:
        return True
    if found.says("earlier", "EARLIER_ADVERB") or found.says("later", "LATER_ADVERB"):
        return True
    return found.after("PUNCTUATION") or found.stop >= len(tokens.words)


def vague_shift(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - readers are alike
    """weeks earlier; years ago."""
    return Reading("DATE", "FUTURE_REF" if "later" in found else "PAST_REF")


# --- durations and sets -----------------------------------------------------------------------------------------------


def count(found: Found) -> float | None:
    """How many; None if the text does not say ("several")."""
    total: float | None = None
    if "count" in found:
        text = found.word("count").replace(",", "")
        total = float(text)
        times = found.mean("times")
        if isinstance(times, int):
            total *= times
    elif "words" in found:
        total = _in_words(found, found.at["words"])
    elif "couple" in found:
        total = 2
    elif "half" in found:
        return 0.5
    elif "a" in found or "another" in found:
        total = 1
    if "upper" in found:
        total = (total or 0) + (found.number("upper") or 0) / (found.number("lower") or 1)
    if total is not None and "plus" in found:
        total += 0.5
    return total


def _in_words(found: Found, index: int) -> float:
    """Number words from there on: "two hundred and fifty"."""
    total, part = 0, 0
    for at in range(index, found.stop):
        meaning = found.tokens.meaning(at)
        cardinal, times = meaning.get("CARDINAL"), meaning.get("MULTIPLIER")
        if isinstance(cardinal, int):
            part += cardinal
        elif isinstance(times, int):
            part = max(part, 1) * times
            if times == 1000:  # noqa: PLR2004 - what follows is counted anew
                total, part = total + part, 0
        elif "DASH" not in str(meaning) and found.tokens.codes[at] not in _glue():
            break
    return total + part


def _glue() -> frozenset[str]:
    from timeline.dates.tag import SETS

    return SETS["DASH"] | SETS["AND"]


def _figure(number: float) -> str:
    return f"{number:g}" if number < 1e6 else f"{number:.0f}"  # noqa: PLR2004 - no exponents


def _duration(found: Found, number: float | None, unit: str, *, clock: bool) -> Reading | None:
    mod = str(found.mean("bound") or "")
    many = 1.0
    if not clock:
        unit, many = {"E": ("Y", 10.0), "C": ("Y", 100.0), "F": ("W", 2.0), "L": ("Y", 1000.0)}.get(unit, (unit, 1.0))
    if number is None:
        original = str(found.mean("unit"))
        return Reading("DURATION", f"PT{'X'}{unit}" if clock else f"PX{original if original in 'DWMYQEC' else unit}", mod)
    if number == 0.5 and "half" in found:  # noqa: PLR2004 - half an hour
        if clock and unit == "H":
            return Reading("DURATION", "PT30M", mod)
        if unit == "Y" and many == 1:
            return Reading("DURATION", "P6M", mod)
    whole, rest = divmod(number * many, 1)
    if rest == 0.5 and whole and unit in _HALVES[clock] and "." not in found.word("count"):  # noqa: PLR2004 - a half
        return Reading("DURATION", f"P{'T' if clock else ''}{_figure(whole)}{unit}{_HALVES[clock][unit]}", mod)
    return Reading("DURATION", f"P{'T' if clock else ''}{_figure(number * many)}{unit}", mod)


_HALVES: Final = {False: {"Y": "6M"}, True: {"H": "30M", "M": "30S"}}
"""What half a unit is in the next smaller one: two and a half years are P2Y6M."""


def _is_clock(found: Found) -> bool:
    return found.says("unit", "CLOCK_UNIT") or found.says("unit", "CLOCK_UNITS")


def count_units(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - readers are alike
    """five years; a ten-day; more than four hours; a month."""
    unit, number = str(found.mean("unit")), count(found)
    if "a" in found and (found.before("TIMES") or found.before("NUMBER") or found.before("AMOUNT") or found.before("AMOUNT_NUMBER")):
        return Reading("SET", f"P{'T' if _is_clock(found) else ''}1{unit}")
    return _duration(found, number, unit, clock=_is_clock(found))


def last_count(found: Found, context: Context) -> Reading | None:
    """the past three months; the next few years; the first nine months."""
    if found.says("unit", "SEASONS") or found.says("unit", "SEASON"):
        return Reading("SET", f"XXXX-{found.mean('unit')}")
    return count_units(found, context)


def count_to_count(found: Found, context: Context) -> list[Reading]:  # noqa: ARG001 - readers are alike
    """60 to 90 days; two or three weeks: two lengths."""
    unit, clock = str(found.mean("unit")), _is_clock(found)
    first = float(found.word("first").replace(",", "")) if "first" in found else found.mean("first_words")
    if not isinstance(first, (int, float)):
        return []
    low, high = _duration(found, first, unit, clock=clock), _duration(found, count(found), unit, clock=clock)
    link = found.at["link"]
    return [replace(low, stop=link), replace(high, first=link + 1)] if low and high else []


def units(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - readers are alike
    """recent years; weeks; the days."""
    return _duration(found, None, str(found.mean("unit")), clock=_is_clock(found))


def every(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - readers are alike
    """every day; each July; every other week; every Monday morning; every four years."""
    if "weekday" in found:
        return Reading("SET", f"XXXX-WXX-{found.mean('weekday')}")
    if "month" in found:
        return Reading("SET", f"XXXX-{found.mean('month'):02}")
    if "season" in found:
        return Reading("SET", f"XXXX-{found.mean('season')}")
    if "part" in found:
        return Reading("SET", f"XXXX-XX-XXT{found.mean('part')}")
    if "weekend" in found:
        return Reading("SET", "XXXX-WXX-WE")
    reading = _duration(found, count(found) or 1, str(found.mean("unit")), clock=_is_clock(found))
    return replace(reading, type="SET") if reading else None


def each_of(found: Found, context: Context) -> Reading | None:
    """each of the past three years."""
    return count_units(found, context)


def frequency(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - readers are alike
    """daily, weekly, annually."""
    return Reading("SET", str(found.mean("frequency")))


def yearly(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - readers are alike
    """annual."""
    return Reading("SET", "P1Y")


def per(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - readers are alike
    """per day."""
    return Reading("SET", f"P{'T' if _is_clock(found) else ''}1{found.mean('unit')}")


def week_of(found: Found, context: Context) -> Reading | None:
    """the week of March 6."""
    reading = read(found.parts[1], context)
    day = reading[0].told if reading else None
    return _date(calendar.same(day, "W")) if day else None


def weekdays(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - readers are alike
    """on Mondays."""
    part = f"T{found.mean('parts')}" if "parts" in found else ""
    return Reading("SET", f"XXXX-WXX-{found.mean('weekday')}{part}")


def weekends(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - readers are alike
    """at weekends."""
    return Reading("SET", "XXXX-WXX-WE")


# --- times ------------------------------------------------------------------------------------------------------------


def _clock_text(found: Found) -> str | None:
    """HH:MM, or None where the figures are no time of day."""
    meaning = found.mean("moment")
    if isinstance(meaning, str):
        return meaning
    if "military" in found:
        digits = found.word("military")
        return f"{digits[:2]}:{digits[2:]}"
    if "clock" in found:
        hour, minute, *rest = found.word("clock").replace(".", ":").split(":")
        seconds = f":{rest[0]}" if rest else ""
    else:
        number = found.mean("hour")
        hour, minute, seconds = str(number if number is not None else found.number("hour")), "00", ""
    hours = int(hour)
    half_day = found.mean("ampm")
    if isinstance(half_day, int):
        if not 1 <= hours <= 12:  # noqa: PLR2004 - half a day
            return None
        hours = hours % 12 + half_day
    elif found.mean("part") in {"AF", "EV", "NI"} and hours < 12:  # noqa: PLR2004 - half a day
        hours += 12
    return f"{hours:02}:{minute}{seconds}" if hours <= 24 else None  # noqa: PLR2004 - a day


def _zone(found: Found) -> str:
    return str(found.mean("zone") or "")


def _suffix(zone: str) -> str:
    """Universal time is the one zone that a value can name without a calculation."""
    return "Z" if zone == "UTC" else ""


def clock(found: Found, context: Context) -> Reading | None:
    """10 p.m.; 16:15 UTC; noon: on the day that the sentence names, else the day told or of publication."""
    time = _clock_text(found)
    if time is None:
        return None
    day = _day_told(found, context)
    text = calendar.value(replace(day, grain="D")) if day else "XXXX-XX-XX"
    zone = _zone(found)
    return Reading("TIME", f"{text}T{time}{_suffix(zone)}", zone=zone)


def _day_told(found: Found, context: Context) -> Point | None:
    """The day told before in the same paragraph, else what a bare date hangs on.

    "was shot Sunday afternoon … pronounced dead at 2:42 p.m." is all one day.
    """
    if context.day is not None:
        codes = found.tokens.codes[context.day_at : found.first]
        if len(codes) <= _PARAGRAPH_TOKENS and SETS["PARAGRAPH"].isdisjoint(codes):
            return context.day
    base = context.anchor()
    return base if base and base.day else None


_PARAGRAPH_TOKENS: Final = 200
"""Where a text has no blank lines, a paragraph is no longer than this."""


def clock_on(found: Found, context: Context) -> Reading | None:
    """10 p.m. Wednesday; 5 p.m. EST Nov. 9."""
    time, day = found.parts
    text, reading = _clock_text(time), read(day, context)
    if text is None or not reading:
        return None
    one = reading[0]
    zone = _zone(time)
    return replace(one, type="TIME", value=f"{one.value}T{text}{_suffix(zone)}", zone=zone)


def part_of(found: Found, context: Context) -> Reading | None:
    """the night of 10 August; Friday night; yesterday morning."""
    part, day = found.parts
    reading = read(day, context)
    if not reading:
        return None
    return replace(reading[0], type="TIME", value=f"{reading[0].value}T{part.mean('part')}", mod=_mod(part))


def which_part(found: Found, context: Context) -> Reading | None:
    """this morning; last night; that afternoon; the next morning."""
    if found.rule == "part" and "early" not in found:
        return Reading("TIME", f"XXXX-XX-XXT{found.mean('part')}")
    base = _base(found, context)
    if not ("which" in found or "step" in found) and context.told is not None and context.narrative:
        base = context.told
    step = _step(found)
    day = calendar.shift(base, step, "D") if base else None
    text = calendar.value(day) if day else "XXXX-XX-XX"
    told = day if day else None
    return Reading("TIME", f"{text}T{found.mean('part')}", _mod(found), told)


def part(found: Found, context: Context) -> Reading | None:
    """mid afternoon; at night, which is no night in particular."""
    return which_part(found, context)


def tonight(found: Found, context: Context) -> Reading | None:
    """tonight; late tonight."""
    base = context.now()
    text = calendar.value(replace(base, grain="D")) if base and base.day else "XXXX-XX-XX"
    return Reading("TIME", f"{text}TNI", _mod(found))


def overnight(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - readers are alike
    """overnight: the night before."""
    base = context.now()
    day = calendar.shift(base, -1, "D") if base else None
    text = calendar.value(day) if day else "XXXX-XX-XX"
    return Reading("TIME", f"{text}TNI")


# --- what hangs on no date --------------------------------------------------------------------------------------------


def the_past(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - readers are alike
    """the past, the near future."""
    return Reading("DATE", str(found.mean("noun")))


def reference(found: Found, context: Context) -> Reading | None:
    """now, recently, soon; in a story "soon" is only a word for "then"."""
    if context.narrative and found.says("reference", "SOON"):
        return None
    return Reading("DATE", str(found.mean("reference")))


def adjective(found: Found, context: Context) -> Reading | None:
    """the current price; in a story also the former king and a future one."""
    if not context.narrative and not found.says("adjective", "CURRENT"):
        return None
    return Reading("DATE", str(found.mean("adjective")))


Reader = Callable[[Found, Context], "Reading | list[Reading] | None"]

READERS: Final[dict[str, Reader]] = {
    "stamp": stamp, "numeric": numeric, "clock": clock, "clock_digits": clock, "military": clock, "moment": clock,
    "days_of_month": month_days, "month_days": month_days, "month_day": month_day, "day_month": month_day,
    "week_of_month": week_of_month, "month_year": month_year, "which_month": which_month, "month": month,
    "season_year": season_year, "season": season, "decade": decade, "decade_words": decade_words, "century": century,
    "year_ago": year_ago, "quarter": quarter, "quarter_sign": quarter, "half": half, "half_sign": half, "day_beside": day_beside, "latest_quarter": latest_quarter,
    "which_weekday": which_weekday, "weekday_after": weekday_after, "weekday": weekday, "weekend": weekend,
    "named_day": named_day, "last_count": last_count, "count_shift": count_shift, "vague_shift": vague_shift,
    "count_to_count": count_to_count, "same_unit": same_unit, "unit_before": unit_before, "which_unit": which_unit,
    "ordinal_day": ordinal_day, "the_unit": the_unit, "year_edge": year_edge, "every": every, "each_of": each_of,
    "frequency": frequency, "yearly": yearly, "per": per, "weekdays": weekdays, "week_of": week_of, "weekends": weekends,
    "count_units": count_units, "units": units, "which_part": which_part, "part": part, "tonight": tonight,
    "overnight": overnight, "day_name": day_name, "years": years, "year_era": year, "era_year": year, "fiscal": year,
    "year": year, "short_year": year, "year_words": year_words, "the_past": the_past, "reference": reference,
    "adjective": adjective, "clock_on": clock_on, "part_of": part_of,
}  # fmt: skip


def read(found: Found, context: Context) -> list[Reading]:
    """The readings of an expression: none if it turns out to be no date, two for a range in one breath."""
    reading = READERS[found.rule](found, context)
    if reading is None:
        return []
    return reading if isinstance(reading, list) else [reading]
