"""Two mentions that are the ends of one range, and the range as an interval: "from March to June 2014".

TIMEX3 has no ranges, so each end stays a mention of its own and the interval is a second layer over both. What runs
on to the present ("2008-present", "from 2008 until today") has no end but the day of reading: its interval is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from timeline.dates import place
from timeline.dates.found import SETS, link
from timeline.dates.tokens import Tokens
from timeline.model import Mention
from timeline.when import Precision, When

Placed = tuple[int, int, Mention]
"""A mention and the tokens that it stands on, half open."""


def join(tokens: Tokens, placed: Sequence[Placed]) -> list[Mention]:
    """Return the mentions, both ends of each range with its interval."""
    out = [mention for _, _, mention in placed]
    for at, (_, stop, start) in enumerate(placed):
        if start.when is not None and start.when.last is not None and _goes_on(tokens, stop):
            out[at] = replace(start, interval=place.parsed(f"{start.when.text.split('/')[0]}/.."))
    for at in range(len(placed) - 1):
        (first, stop, start), (next_first, _, end) = placed[at : at + 2]
        if start.when is None or end.when is None or out[at].interval is not None:
            continue
        word = link(tokens.codes[stop:next_first])
        between = first > 0 and word in SETS["AND"] and tokens.codes[first - 1] in SETS["BETWEEN"]
        season = word in SETS["SLASH"] and start.when.precision is end.when.precision is Precision.YEAR
        if between or season or word in SETS["STRETCH"]:
            interval = _interval(start.when, end.when)
            if interval is not None:
                out[at : at + 2] = (replace(out[at], interval=interval), replace(out[at + 1], interval=interval))
    return out


def _interval(start: When, end: When) -> When | None:
    """From the first day of one to the last of the other, as precise as they are; None if they don't follow.

    "From 8 a.m. to 6 p.m." is a range within a day, which a calendar does not show.
    """
    if start.first is None or start.last is None or end.first is None or end.last is None:
        return None
    if start.first > end.last or (start.first <= end.first and end.last <= start.last):
        return None
    if any(sign in text for text in (start.text, end.text) for sign in "[{"):
        return place.parsed(f"{start.first.iso()}/{end.last.iso()}")
    return place.parsed(f"{start.text.split('/')[0]}/{end.text.split('/')[-1]}")


def _goes_on(tokens: Tokens, stop: int) -> bool:
    codes = tokens.codes
    if stop >= len(codes) or codes[stop] not in SETS["STRETCH"]:
        return False
    noun = stop + 2 if codes[stop + 1 : stop + 2] in SETS["THE"] else stop + 1
    return noun < len(codes) and codes[noun] in SETS["PRESENT_NOUN"]
