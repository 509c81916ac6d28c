"""Units that hang on another date: last week, the following day, two years later."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from timeline.dates import calendar, days, periods, place, tense
from timeline.dates.calendar import Point
from timeline.dates.context import (
    NEARBY_TOKENS,
    Context,
    Reader,
    Reading,
    base_of,
    dated,
    mod_of,
    step_of,
    unknown,
    within,
)
from timeline.dates.found import SETS, Found
from timeline.dates.lengths import count, duration


def which_unit(found: Found, context: Context) -> Reading | None:
    """Read last week; early next year; later this month; the following day; that year; the past decade."""
    unit = str(found.mean("unit"))
    of_something = found.after("OF") and (found.after("THE", 2) or found.after("YEAR", 2))
    base = None if found.says("which", "LAST") and of_something else base_of(found, context)
    step = step_of(found)
    if base is None:  # "the last month of the war" hangs on it
        return unknown(unit)
    if unit == "E" and found.says("which", "PAST"):
        step = 0  # In 1998 the past decade is the nineties; the last decade is the one before.
    point = calendar.same(base, unit) if step == 0 else calendar.shift(base, step, unit)
    return within(found, base, dated(point, mod_of(found))) or unknown(unit)


def same_unit(found: Found, context: Context) -> Reading | None:
    """Read the same day; that same year."""
    unit = str(found.mean("unit"))
    base = context.told or context.published
    if base is None:
        return unknown(unit)
    return within(found, base, dated(_same(base, unit), mod_of(found))) or unknown(unit)


def _same(base: Point, unit: str) -> Point | None:
    """Return the unit that holds the point; of a month that was told, "the same day" is some day."""
    if unit == "D" and base.month and not base.day:
        return Point(base.year, base.month, 0, "D")
    return calendar.same(base, unit)


def same_of_year(found: Found, context: Context) -> Reading | None:
    """Read the same period last year: the month or quarter told before, of that year, or else the year."""
    base, told = context.now(), context.told
    if base is None:
        return unknown("Y")
    step = found.mean("year_step")
    steps = step if isinstance(step, int) else -1
    unit = found.mean("unit")
    if unit == "Q":
        now = context.quarter or calendar.shift(base, -1, "Q")
        return dated(replace(now, year=now.year + steps) if now else None) or unknown("Q")
    if unit in {"D", "M"} and told is not None:
        same = calendar.same(told, str(unit))
        return dated(replace(same, year=same.year + steps) if same else None) or unknown(str(unit))
    span = told if told is not None and told.grain in {"M", "Q"} else context.quarter
    if unit is None and span is not None:
        return dated(replace(span, year=base.year + steps))
    return dated(Point(base.year + steps))


def the_unit(found: Found, context: Context) -> Reading | None:
    """Read the year; the end of the month; later in the day."""
    unit = str(found.mean("unit"))
    base = context.anchor()
    if unit == "Y" and not mod_of(found) and (found.after("ENDED") or (found.after("TO") and found.after("MONTH", 2))):
        return Reading("DURATION", "P1Y")  # "for the year ended Aug. 31", "in the year to June"
    ended = _ended(found, context)
    if ended is not None or unit == "Q":
        return dated(ended or context.quarter or (calendar.shift(base, -1, "Q") if base else None))
    if unit == "D" and mod_of(found):
        base = context.day_here(found, NEARBY_TOKENS) or base
    if base is None:
        return unknown(unit)
    if unit == "W" and not mod_of(found) and _on_monday(base) and tense.of(found) == tense.PAST:
        return dated(calendar.shift(base, -1, "W"))  # "for the week, the index dropped", said on a Monday
    if unit == "Y" and "entire" in found and base.month in _SEASON_OF_RESULTS and tense.of(found) == tense.PAST:
        return dated(Point(base.year - 1))  # "for the full year it made a loss", said in January
    return within(found, base, dated(calendar.same(base, unit), mod_of(found))) or unknown(unit)


def _on_monday(base: Point) -> bool:
    day = base.date()
    return day is not None and day.isoweekday() == 1


_SEASON_OF_RESULTS: Final = range(1, 4)
"""Months in which firms and offices tell of the year before."""

_HALF: Final = {"Q": 45, "M": 15, "W": 3}
"""Days of half a quarter, a month and a week."""


def _ended(found: Found, context: Context) -> Point | None:
    """Return the quarter of "the quarter ended Sept. 29": the one that holds the middle of the three months before."""
    after = context.founds[context.index + 1 : context.index + 2]
    unit = str(found.mean("unit"))
    if (
        unit not in _HALF
        or not found.after("ENDED")
        or not after
        or after[0].first != found.stop + 1
        or after[0].rule not in days.READERS
    ):
        return None
    reading = days.read(after[0], context)
    day = reading.told.date() if reading and reading.told else None
    return calendar.same(calendar.of_day(calendar.later(day, -_HALF[unit])), unit) if day else None


def mid_unit(found: Found, context: Context) -> Reading | None:
    """Read by mid-century, by mid-year, in mid-week."""
    unit, base = str(found.mean("unit")), context.anchor()
    return dated(calendar.same(base, unit) if base else None, mod_of(found)) or unknown(unit)


def unit_beyond(found: Found, context: Context) -> Reading | None:
    """Read the year before last, the summer before last, the week after next."""
    base, step = context.now(), -2 if "back" in found else 2
    if "season" in found:
        return periods.beyond(found, base, step)
    if "weekday" in found or "weekend" in found:
        return days.beyond(found, context, step)
    unit = str(found.mean("unit"))
    return dated(calendar.shift(base, step, unit) if base else None) or unknown(unit)


def unit_before(found: Found, context: Context) -> Reading | None:
    """Read the day before; the year previous; in "last seen on 3 November, the day before the vote" it is that day."""
    unit = str(found.mean("unit"))
    base = context.told or (None if _of_something(found) else context.published)
    step = -1 if "back" in found else 1
    if _beside(found, context) and base is not None and base.grain == unit:
        step = 0
    return dated(calendar.shift(base, step, unit) if base else None) or unknown(unit)


def _of_something(found: Found) -> bool:
    """Whether it hangs on what follows: "the day before the robbery" is not that before the publication."""
    return (
        not found.after("PUNCTUATION")
        and found.stop < len(found.tokens.codes)
        and found.after("THE|A|HIS|SUBJECT|THAT")
    )


def _beside(found: Found, context: Context) -> bool:
    """Whether it says of the date just before which one that is."""
    if not context.index or found.after("PUNCTUATION") or found.stop >= len(found.tokens.codes):
        return False
    gap = found.tokens.codes[context.founds[context.index - 1].stop : found.first]
    return len(gap) == 1 and gap in SETS["COMMA|DASH|DASHES"]


def count_shift(found: Found, context: Context) -> Reading | None:  # noqa: PLR0911 - a return a reading
    """Read two weeks ago; three years later; a day earlier."""
    unit = str(found.mean("unit"))
    number = count(found)
    clock = found.says("unit", "CLOCK_UNIT") or found.says("unit", "CLOCK_UNITS")
    back = "ago" in found or "earlier" in found
    if found.says("unit", "NIGHT"):
        return _nights(found, context, number, back=back)
    shown = found.at["ago"] if "ago" in found else found.at.get("earlier", found.at.get("later", found.stop - 1))
    hangs = "ago" in found or "hence" in found
    if not hangs and not _stands_alone(found):
        reading = duration(found, number, unit, clock=clock)
        return replace(reading, stop=shown) if reading else None
    if number is None:
        return Reading("DATE", "PAST_REF" if back else "FUTURE_REF")
    mod = str(found.mean("bound") or "")
    if not clock and (unit == "E" or number != int(number)):  # "A decade ago" is a year.
        mod = mod or ("" if number == int(number) else "APPROX")
        number, unit = _in_whole(number, unit)
    if clock:
        base = context.anchor()
        if hangs and base and base.day:
            return Reading("TIME", calendar.value(replace(base, grain="D")), "", None)
        return duration(found, number, unit, clock=clock)
    base = context.now() if hangs else context.told or context.published
    if base is None:
        return unknown(unit)
    steps = int(number) * (-1 if back else 1)
    if unit == "Y" and steps == -1 and context.quarter is not None:
        return Reading("DATE", calendar.value(replace(context.quarter, year=context.quarter.year - 1)))
    reading = dated(calendar.shift(base, steps, unit), mod) or unknown(unit)
    return replace(reading, edtf=_bounded(reading, base, back=back)) if mod in _OPEN | _CLOSED else reading


def aside(found: Found) -> bool:
    """Whether it looks back within a sentence: "the constitution, suspended thirty years before, was restored"."""
    if found.rule != "count_shift" or "earlier" not in found or found.first == 0:
        return False
    return not (found.before("PUNCTUATION") and not found.before("COMMA"))


def _nights(found: Found, context: Context, number: float | None, *, back: bool) -> Reading | None:
    """Read two nights later; three mornings ago; nothing of "two nights before the attack", which no day is told of."""
    hangs = "ago" in found or "hence" in found
    base = context.now() if hangs else context.told or context.published
    if number is None or number != int(number) or not (hangs or _stands_alone(found)):
        return None
    day = calendar.shift(base, int(number) * (-1 if back else 1), "D") if base else None
    date = calendar.value(day) if day else "XXXX-XX-XX"
    return Reading("TIME", f"{date}T{found.mean('unit')}", str(found.mean("bound") or ""), day)


_PARTS: Final = {"C": (100, "Y"), "E": (10, "Y"), "Y": (12, "M"), "Q": (3, "M"), "M": (4, "W"), "W": (7, "D")}
"""How many of which unit a unit is made of."""


def _in_whole(number: float, unit: str) -> tuple[float, str]:
    """Return a number that is not whole in the next smaller unit: two and a half years are 30 months."""
    many, part = _PARTS.get(unit, (1, unit))
    return round(number * many), part


_OPEN: Final = frozenset({"MORE_THAN", "EQUAL_OR_MORE"})
_CLOSED: Final = frozenset({"LESS_THAN", "EQUAL_OR_LESS"})


def _bounded(reading: Reading, base: Point, *, back: bool) -> str:
    """Return where "more than ten years ago" is: before a day, not at one; "less than ten years ago" is between."""
    there, here = place.when(reading.value), place.when(calendar.value(base))
    if there is None or here is None or not there.first or not there.last or not here.first or not here.last:
        return ""
    if reading.mod in _OPEN:
        return f"[..{there.last.iso()}]" if back else f"[{there.first.iso()}..]"
    if back:
        return f"[{there.first.iso()}..{here.last.iso()}]"
    return f"[{here.first.iso()}..{there.last.iso()}]"


def ago_on(found: Found, context: Context) -> Reading | None:
    """Read a year ago today, ten years ago this week, a week from Friday: told to the day, counted from the day."""
    ago, day = found.parts
    number, unit, base = count(ago), str(ago.mean("unit")), context.now()
    if number is None or number != int(number) or base is None:
        return unknown("D")
    steps = int(number) * (-1 if "ago" in ago else 1)
    if day.rule == "weekday":
        base = days.nearest(day, base, ahead=steps > 0)
    elif day.rule == "day_name":
        base = calendar.shift(base, int(str(day.mean("day_name"))), "D")
    there = calendar.same_day(base, steps, unit) if base else None
    return dated(calendar.same(there, str(day.mean("unit") or "D")) if there else None) or unknown("D")


def _stands_alone(found: Found) -> bool:
    """Whether the count hangs on a date told before ("two days later") and not on what follows ("after the attack")."""
    if found.says("earlier", "EARLIER_ADVERB") or found.says("later", "LATER_ADVERB"):
        return True
    return found.after("PUNCTUATION") or found.stop >= len(found.tokens.words)


def vague_shift(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - all readers are called alike
    """Read weeks earlier; years ago."""
    return Reading("DATE", "FUTURE_REF" if "later" in found else "PAST_REF")


READERS: Final[dict[str, Reader]] = {
    "count_shift": count_shift,
    "ago_on": ago_on,
    "from_on": ago_on,
    "vague_shift": vague_shift,
    "same_of_year": same_of_year,
    "same_unit": same_unit,
    "unit_beyond": unit_beyond,
    "mid_unit": mid_unit,
    "unit_before": unit_before,
    "which_unit": which_unit,
    "the_unit": the_unit,
}
"""The reader of each rule of the grammar."""
