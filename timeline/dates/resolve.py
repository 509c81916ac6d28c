"""Which date an expression means.

Every rule of the grammar has a reader of its own in one of the rooms below; `context` says what it may hang on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from timeline.dates import days, lengths, periods, place, times, units
from timeline.dates.context import Context, Reader, Reading
from timeline.dates.found import Found, year_in_words


def _in_year(found: Found, context: Context) -> Reading | None:
    """Read January nineteen ninety-four; June the third, two thousand fourteen."""
    date, words = found.parts
    reading, year = _READERS[date.rule](date, context), year_in_words(words)
    if not isinstance(reading, Reading) or year is None:
        return None
    told = replace(reading.told, year=year) if reading.told else None
    return replace(reading, value=f"{year:04}{reading.value[4:]}", told=told)


_READERS: Final[dict[str, Reader]] = {
    **days.READERS,
    **periods.READERS,
    **units.READERS,
    **lengths.READERS,
    **times.READERS,
    "in_year": _in_year,
}


def read(found: Found, context: Context) -> list[Reading]:
    """Return the readings of an expression: none if it turns out to be no date, two for a range in one breath."""
    reading = _READERS[found.rule](found, context)
    if reading is None:
        return []
    if isinstance(reading, list):
        return reading
    return [_spread(found, reading) if "onto" in found else reading]


def _spread(found: Found, reading: Reading) -> Reading:
    """Mid-to-late 2013: from the first day of its middle to its last; TIMEX3 has no modifier for two thirds."""
    ends = [place.when(reading.value, str(found.mean(name))) for name in ("early", "onto")]
    first, last = (when.text.split("/") if when else [""] for when in ends)
    return replace(reading, edtf=f"{first[0]}/{last[-1]}" if first[0] and last[0] else "")
