"""Two mentions that are the ends of one range, and the range as an interval: "from March to June 2014".

TIMEX3 has no ranges, so each end stays a mention of its own and the interval is a second layer over both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from timeline.dates import place
from timeline.dates.tag import SETS
from timeline.dates.tokens import Tokens
from timeline.model import Mention
from timeline.when import When

Placed = tuple[int, int, Mention]
"""A mention and the tokens that it stands on, half open."""


def join(tokens: Tokens, placed: Sequence[Placed]) -> list[Mention]:
    """Return the mentions, both ends of each range with its interval."""
    out = [mention for _, _, mention in placed]
    for at in range(len(placed) - 1):
        (first, stop, start), (next_first, _, end) = placed[at : at + 2]
        if start.when is None or end.when is None or start.interval is not None or next_first != stop + 1:
            continue
        link = tokens.codes[stop]
        between = first > 0 and link in SETS["AND"] and tokens.codes[first - 1] in SETS["BETWEEN"]
        if between or link in SETS["STRETCH"]:
            interval = _interval(start.when, end.when)
            if interval is not None:
                out[at : at + 2] = (replace(out[at], interval=interval), replace(out[at + 1], interval=interval))
    return out


def _interval(start: When, end: When) -> When | None:
    """From the first day of one to the last of the other, as precise as they are; None if they don't follow."""
    if start.first is None or end.last is None or start.first > end.last:
        return None
    texts = [start.text, end.text]
    if any(sign in text for text in texts for sign in "/[{"):
        texts = [start.first.iso(), end.last.iso()]
    return place.parsed("/".join(texts))
