"""Which date an expression means.

Every rule of the grammar has a reader of its own in one of the rooms below; `context` says what it may hang on.
"""

from __future__ import annotations

from typing import Final

from timeline.dates import days, periods, times, units
from timeline.dates.context import Context, Reader, Reading
from timeline.dates.tag import Found

_READERS: Final[dict[str, Reader]] = {**days.READERS, **periods.READERS, **units.READERS, **times.READERS}


def read(found: Found, context: Context) -> list[Reading]:
    """Return the readings of an expression: none if it turns out to be no date, two for a range in one breath."""
    reading = _READERS[found.rule](found, context)
    if reading is None:
        return []
    return reading if isinstance(reading, list) else [reading]
