"""Times and parts of days, and the words that hang on no date."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from timeline.dates import calendar, days, tense
from timeline.dates.calendar import Point
from timeline.dates.context import NEARBY_TOKENS, Context, Reader, Reading, base_of, dated, mod_of, step_of
from timeline.dates.found import SETS, Found, told_by


def _clock_text(found: Found, part: object = None) -> str | None:
    """HH:MM, or None where the figures are no time of day; `part` is the part of the day that it is said to be in."""
    meaning = found.mean("moment")
    if isinstance(meaning, str) and found.rule != "clock_words":
        return meaning
    if "military" in found:
        digits = found.word("military")
        return f"{digits[:2]}:{digits[2:]}"
    if "clock" in found:
        hour, minute, *rest = found.word("clock").replace(".", ":").split(":")
        seconds = f":{rest[0]}" if rest else ""
    elif isinstance(meaning, str):
        hour, minute, seconds = meaning[:2], "00", ""
    else:
        number = found.mean("hour")
        hour, minute, seconds = str(number if number is not None else found.number("hour")), "00", ""
    hours = int(hour)
    half_day = found.mean("ampm")
    if isinstance(half_day, int):
        if not 1 <= hours <= 12:  # noqa: PLR2004 - half a day
            return None
        hours = hours % 12 + half_day
    elif (found.mean("part") or part) in {"AF", "EV", "NI"} and hours < 12:  # noqa: PLR2004 - half a day
        hours += 12
    if found.rule == "clock_words":
        hours, minutes = divmod((60 * hours + _minutes_past(found)) % 1440, 60)
        minute = f"{minutes:02}"
    return f"{hours:02}:{minute}{seconds}" if hours <= 24 else None  # noqa: PLR2004 - a day


def _minutes_past(found: Found) -> int:
    """Return the 30 of half past nine, the -15 of a quarter to five, the 20 of 20 minutes past."""
    told = found.mean("minutes")
    number = 30 if "half" in found else 15 if "fourth" in found else told if isinstance(told, int) else None
    minutes = number if number is not None else found.number("minutes") or 0
    return -minutes if "until" in found else minutes


def _zone(found: Found) -> str:
    """Return the zone as it is told: EST, UTC+9."""
    shift = f"{found.word('shift')}{found.word('shift_hours')}" if "shift" in found else ""
    return f"{found.mean('zone') or ''}{shift}"


def _suffix(zone: str) -> str:
    """Universal time is the one zone that a value can name without a calculation."""
    return "Z" if zone in {"UTC", "Z"} else ""


def clock(found: Found, context: Context) -> Reading | None:
    """Read 10 p.m.; 16:15 UTC; noon: on the day that the sentence names, else the day told or of publication."""
    time = _clock_text(found, _part_beside(found, context))
    if time is None:
        return None
    zone = _zone(found)
    here = day = _day_told(found, context)
    if day is not None and zone in _UNIVERSAL:
        day = calendar.shift(day, _days_on(found, context, time), "D")
    text = calendar.value(replace(day, grain="D")) if day else "XXXX-XX-XX"
    reading = Reading("TIME", f"{text}T{time}{_suffix(zone)}", zone=zone)
    # What happened is placed on the day of those who saw it.
    return replace(reading, edtf=calendar.value(here)) if here and day and day.date() != here.date() else reading


_UNIVERSAL: Final = frozenset({"GMT", "UTC", "Z"})
_WESTMOST, _EASTMOST = -12 * 60, 14 * 60
"""Minutes by which local time is behind and ahead of universal time at most."""


def _days_on(found: Found, context: Context, time: str) -> int:
    """Return the days from the local day to that of "11:30 p.m. (0330 UTC) on Monday", which is the next."""
    before = context.founds[context.index - 1] if context.index else None
    if before is None or found.tokens.codes[before.stop : found.first] not in SETS["OPEN"]:
        return 0
    clock = before.parts[0] if before.rule == "clock_on" else before
    local = _clock_text(clock) if clock.rule in _CLOCKS and _zone(clock) not in _UNIVERSAL else None
    if local is None:
        return 0
    ahead = _minutes(local) - _minutes(time)
    return next((days for days in (0, 1, -1) if _WESTMOST <= ahead - 1440 * days <= _EASTMOST), 0)


def _minutes(time: str) -> int:
    return 60 * int(time[:2]) + int(time[3:5])


def _part_beside(found: Found, context: Context) -> object:
    """Return the afternoon of "on Tuesday afternoon, at half past two"; "at nine on the night of 3 to 4 June"."""
    after = context.founds[context.index + 1] if context.index + 1 < len(context.founds) else None
    if after and after.rule == "part_of_days" and found.tokens.codes[found.stop : after.first] in SETS["ON"]:
        return after.parts[0].mean("part")
    if not context.index:
        return None
    before = context.founds[context.index - 1]
    gap = found.tokens.codes[before.stop : found.first]
    if len(gap) > 2 or not SETS["COMMA|AT"].issuperset(gap):  # noqa: PLR2004 - ", at"
        return None
    return before.parts[0].mean("part") if before.rule == "part_of" else before.mean("part")


def _day_told(found: Found, context: Context) -> Point | None:
    """Return the day told before in the same paragraph, else what a bare date hangs on.

    "was shot Sunday afternoon … pronounced dead at 2:42 p.m." is all one day.
    """
    day = _day_ahead(found, context) or context.day_here(found)
    if day is not None:
        return day
    base = context.anchor()
    return base if base and base.day else None


def _day_ahead(found: Found, context: Context) -> Point | None:
    """Return the day of "3:14 p.m. (1044 GMT) Tuesday" and of "between 8 a.m. and 6 p.m. on Sunday"."""
    stop = found.stop
    for other in context.founds[context.index + 1 : context.index + 3]:
        gap = found.tokens.codes[stop : other.first]
        if len(gap) > 2 or not SETS["BESIDE_CLOCK"].issuperset(gap):  # noqa: PLR2004 - ") on"
            return None
        day = other.parts[1] if other.rule == "clock_on" else other
        if day.rule in {"part_of", "part_of_days"}:
            day = day.parts[1]
        if day.rule in days.READERS:
            reading = days.read(day, context)
            return reading.told if reading else None
        if other.rule not in READERS:
            return None
        stop = other.stop
    return None


def clock_on(found: Found, context: Context) -> Reading | None:
    """Read 10 p.m. Wednesday; 5 p.m. EST Nov. 9; 10 o'clock on Tuesday night; 8 p.m. tonight."""
    time, day = found.parts
    part = day.mean("part")
    if day.rule == "part_of":
        within, day = day.parts
        part = within.mean("part")
    if day.rule == "tonight":
        part = "NI"
    reading = _PARTS[day.rule](day, context) if day.rule in _PARTS else days.read(day, context)
    text = _clock_text(time, part)
    if text is None or reading is None:
        return None
    zone = _zone(time)
    date = reading.value.partition("T")[0]
    return replace(reading, type="TIME", value=f"{date}T{text}{_suffix(zone)}", zone=zone)


def part_of(found: Found, context: Context) -> Reading | None:
    """Read the night of 10 August; Friday night; yesterday morning."""
    part, day = found.parts
    reading = days.read(day, context)
    if reading is None:
        return None
    return replace(reading, type="TIME", value=f"{reading.value}T{part.mean('part')}", mod=mod_of(part) or reading.mod)


def part_of_days(found: Found, context: Context) -> list[Reading]:
    """Read the night of 3 to 4 June: the night, which begins on the first of them, and the other day."""
    part, of_month = found.parts
    readings = days.month_days(of_month, context)
    if not readings:
        return []
    first, *others = readings
    return [replace(first, type="TIME", value=f"{first.value}T{part.mean('part')}", mod=mod_of(part)), *others]


def week_of(found: Found, context: Context) -> Reading | None:
    """Read the week of March 6."""
    reading = days.read(found.parts[1], context)
    day = reading.told if reading else None
    return dated(calendar.same(day, "W")) if day else None


def which_part(found: Found, context: Context) -> Reading | None:
    """Read this morning; last night; that afternoon; the next morning."""
    if found.rule == "part" and "early" not in found and not found.after("TRADING"):
        return Reading("TIME", f"XXXX-XX-XXT{found.mean('part')}")
    base = base_of(found, context)
    if not ("which" in found or "step" in found):
        if found.rule == "which_part" and "relative" not in found and not found.before("IN") and told_by(found):
            return Reading("TIME", f"XXXX-XX-XXT{found.mean('part')}", mod_of(found))
        told = context.told if context.narrative else context.day_here(found, NEARBY_TOKENS)
        base = told or base
    step = step_of(found)
    day = calendar.shift(base, step, "D") if base else None
    text = calendar.value(day) if day else "XXXX-XX-XX"
    told = day or None
    return Reading("TIME", f"{text}T{found.mean('part')}", mod_of(found), told)


def part_before(found: Found, context: Context) -> Reading | None:
    """Read the night before; the morning after, where no word says of what."""
    base = context.told or context.published
    day = calendar.shift(base, -1 if "back" in found else 1, "D") if base else None
    date = calendar.value(day) if day else "XXXX-XX-XX"
    return Reading("TIME", f"{date}T{found.mean('part')}", "", day)


def part(found: Found, context: Context) -> Reading | None:
    """Read mid afternoon; at night, which is no night in particular, and in a history the nights of "night attacks"."""
    if not context.narrative and "early" not in found and not (found.before("AT") or found.after("TRADING")):
        return None
    return which_part(found, context)


def tonight(found: Found, context: Context) -> Reading | None:
    """Read tonight; late tonight."""
    base = context.now()
    text = calendar.value(replace(base, grain="D")) if base and base.day else "XXXX-XX-XX"
    return Reading("TIME", f"{text}TNI", mod_of(found))


def overnight(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - all readers are called alike
    """Read overnight: the night before."""
    base = context.now()
    day = calendar.shift(base, -1, "D") if base else None
    text = calendar.value(day) if day else "XXXX-XX-XX"
    return Reading("TIME", f"{text}TNI")


def the_past(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - all readers are called alike
    """Read the past, the near future."""
    return Reading("DATE", str(found.mean("noun")))


def reference(found: Found, context: Context) -> Reading | None:
    """Read now, recently, soon; where a story is told "soon" is only a word for "then": "soon became a flood"."""
    if found.says("reference", "SOON") and (context.narrative or tense.of(found) == tense.PAST):
        return None
    return Reading("DATE", str(found.mean("reference")))


def adjective(found: Found, context: Context) -> Reading | None:
    """Read the current price; in a story also the former king and a future one."""
    if not context.narrative and not found.says("adjective", "CURRENT"):
        return None
    return Reading("DATE", str(found.mean("adjective")))


_PARTS: Final = {"tonight": tonight, "which_part": which_part, "part_before": part_before}

_CLOCKS: Final = frozenset({"clock", "clock_words", "clock_digits", "military", "moment"})

READERS: Final[dict[str, Reader]] = {
    "clock": clock,
    "clock_words": clock,
    "clock_digits": clock,
    "military": clock,
    "moment": clock,
    "week_of": week_of,
    "which_part": which_part,
    "part_before": part_before,
    "part": part,
    "tonight": tonight,
    "overnight": overnight,
    "the_past": the_past,
    "reference": reference,
    "adjective": adjective,
    "clock_on": clock_on,
    "part_of": part_of,
    "part_of_days": part_of_days,
}
"""The reader of each rule of the grammar."""
