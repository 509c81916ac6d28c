"""Units that are counted, as a length or again and again: five years, every day."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from timeline.dates.context import Context, Reader, Reading
from timeline.dates.found import SETS, Found

_HALVES: Final = {False: {"Y": "6M"}, True: {"H": "30M", "M": "30S"}}


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
    elif "fourth" in found:
        return 0.25
    elif "a" in found or "another" in found:
        total = 1
    if "upper" in found:
        total = (total or 0) + (found.number("upper") or 0) / (found.number("lower") or 1)
    if total is not None and "plus" in found:
        total += 0.5
    return total


def _in_words(found: Found, index: int) -> float:
    """Return the number that the words from there on make: "two hundred and fifty"."""
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
        elif found.tokens.codes[at] not in SETS["DASH"] | SETS["AND"]:
            break
    return total + part


def _figure(number: float) -> str:
    return f"{number:g}" if number < 1e6 else f"{number:.0f}"  # noqa: PLR2004 - no exponents


def duration(found: Found, number: float | None, unit: str, *, clock: bool) -> Reading | None:
    """Return the reading of so many units as a length: P5Y, PT30M; PXD where the text does not say how many."""
    mod = str(found.mean("bound") or "")
    many = 1.0
    if not clock:
        unit, many = {"E": ("Y", 10.0), "C": ("Y", 100.0), "F": ("W", 2.0), "L": ("Y", 1000.0)}.get(unit, (unit, 1.0))
    if number is None:
        original = str(found.mean("unit"))
        return Reading(
            "DURATION", f"PT{'X'}{unit}" if clock else f"PX{original if original in 'DWMYQEC' else unit}", mod
        )
    if number == 0.5 and "half" in found:  # noqa: PLR2004 - half an hour
        if clock and unit == "H":
            return Reading("DURATION", "PT30M", mod)
        if unit == "Y" and many == 1:
            return Reading("DURATION", "P6M", mod)
    whole, rest = divmod(number * many, 1)
    if rest == 0.5 and whole and unit in _HALVES[clock] and "." not in found.word("count"):  # noqa: PLR2004 - a half
        return Reading("DURATION", f"P{'T' if clock else ''}{_figure(whole)}{unit}{_HALVES[clock][unit]}", mod)
    return Reading("DURATION", f"P{'T' if clock else ''}{_figure(number * many)}{unit}", mod)


def is_clock(found: Found) -> bool:
    """Whether its unit is a clock's: hours, minutes, seconds."""
    return found.says("unit", "CLOCK_UNIT") or found.says("unit", "CLOCK_UNITS")


def count_units(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - all readers are called alike
    """Read five years; a ten-day; more than four hours; a month."""
    unit, number = str(found.mean("unit")), count(found)
    rates = ("TIMES", "NUMBER", "AMOUNT", "AMOUNT_NUMBER", "MANY_UNITS")  # "$40 a month", "24 hours a day"
    if "a" in found and any(found.before(one) for one in rates):
        return Reading("SET", f"P{'T' if is_clock(found) else ''}1{unit}")
    return duration(found, number, unit, clock=is_clock(found))


def of_results(found: Found) -> bool:
    """Whether it is the length of a period of results longer than a quarter: nine months, the first half-year."""
    number = count(found) if found.rule in {"count_units", "last_count", "year_ago_units"} else None
    return number is not None and found.mean("unit") == "M" and number % 3 == 0 and number > 3  # noqa: PLR2004


def last_count(found: Found, context: Context) -> Reading | None:
    """Read the past three months; the next few years; the first nine months."""
    if found.says("unit", "SEASONS") or found.says("unit", "SEASON"):
        return Reading("SET", f"XXXX-{found.mean('unit')}")
    return count_units(found, context)


def count_to_count(found: Found, context: Context) -> list[Reading]:  # noqa: ARG001 - all readers are called alike
    """Read 60 to 90 days; two or three weeks: two lengths."""
    unit, clock = str(found.mean("unit")), is_clock(found)
    first = float(found.word("first").replace(",", "")) if "first" in found else found.mean("first_words")
    if not isinstance(first, (int, float)):
        return []
    low, high = duration(found, first, unit, clock=clock), duration(found, count(found), unit, clock=clock)
    link = found.at["link"]
    return [replace(low, stop=link), replace(high, first=link + 1)] if low and high else []


def unit_long(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - all readers are called alike
    """Read a month-long siege; a years-long war."""
    if "many" in found:
        clock = found.says("many", "CLOCK_UNITS")
        return Reading("DURATION", f"P{'T' if clock else ''}X{found.mean('many')}")
    return duration(found, 1, str(found.mean("unit")), clock=is_clock(found))


def units(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - all readers are called alike
    """Read recent years; weeks; the days."""
    return duration(found, None, str(found.mean("unit")), clock=is_clock(found))


def every(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - all readers are called alike
    """Read every day; each July; every other week; every Monday morning; every four years."""
    if "weekday" in found:
        part = f"T{found.mean('part')}" if "part" in found else ""
        return Reading("SET", f"XXXX-WXX-{found.mean('weekday')}{part}")
    if "month" in found:
        return Reading("SET", f"XXXX-{found.mean('month'):02}")
    if "season" in found:
        return Reading("SET", f"XXXX-{found.mean('season')}")
    if "part" in found:
        return Reading("SET", f"XXXX-XX-XXT{found.mean('part')}")
    if "weekend" in found:
        return Reading("SET", "XXXX-WXX-WE")
    alternate = found.mean("alternate")
    times = count(found) or (alternate if isinstance(alternate, int) else 1)
    reading = duration(found, times, str(found.mean("unit")), clock=is_clock(found))
    return replace(reading, type="SET") if reading else None


def each_of(found: Found, context: Context) -> Reading | None:
    """Read each of the past three years."""
    return count_units(found, context)


def frequency(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - all readers are called alike
    """Read daily, weekly, annually."""
    return Reading("SET", str(found.mean("frequency")))


def yearly(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - all readers are called alike
    """Read annual."""
    return Reading("SET", "P1Y")


def per(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - all readers are called alike
    """Read per day."""
    return Reading("SET", f"P{'T' if is_clock(found) else ''}1{found.mean('unit')}")


def weekday_of_each(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - all readers are called alike
    """Read the first Sunday of every month: it comes each month."""
    return Reading("SET", "P1M")


def weekdays(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - all readers are called alike
    """Read on Mondays."""
    part = f"T{found.mean('parts')}" if "parts" in found else ""
    return Reading("SET", f"XXXX-WXX-{found.mean('weekday')}{part}")


def weekends(found: Found, context: Context) -> Reading | None:  # noqa: ARG001 - all readers are called alike
    """Read at weekends."""
    return Reading("SET", "XXXX-WXX-WE")


READERS: Final[dict[str, Reader]] = {
    "last_count": last_count,
    "count_to_count": count_to_count,
    "every": every,
    "each_of": each_of,
    "frequency": frequency,
    "yearly": yearly,
    "per": per,
    "weekday_of_each": weekday_of_each,
    "weekdays": weekdays,
    "weekends": weekends,
    "count_units": count_units,
    "year_ago_units": count_units,
    "unit_long": unit_long,
    "units": units,
}
"""The reader of each rule of the grammar."""
