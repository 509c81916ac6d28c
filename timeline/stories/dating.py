"""When a story happened: what each article's odds say together, and how precisely that may be told.

A day is told where the odds for it are good; one of two days running where it is one of them; a day with doubt ("?")
where it is the likeliest by far; else the stretch that holds what most speaks for. The odds are fitted (see
candidates/evidence.py), and the bounds here are chosen on incidents that they were not fitted on.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from timeline.candidates.candidate import Odds
from timeline.when import When

SURE = 0.95
"""Share from which on a day is told as the day, whatever its neighbours."""
PLAIN = 0.8
"""The same where no neighbour is likely, too."""
PAIR = 0.65
"""Share from which on one of two days running is told."""
SECOND = 0.05
"""Share that the less likely of the two must have."""
LIKELY = 0.45
"""Share from which on a day is told with doubt."""
MOSTLY = 0.5
"""Share from which on a month or the like is told, where a sentence says it and no day."""
HELD = 0.8
"""Share that a stretch must hold."""
WITNESS = 0.7
"""What one more article counts: articles copy each other, so that two are not two witnesses."""
SLIP, SLIP_DAYS = 0.05, 60.0
"""How often an article is taken to speak of something else, and on how many days that may be."""
LONGEST, MOST_HELD = 366, 800
"""Days of a stretch that is held, and of the whole that is told: a longer one helps nobody, the likeliest day does."""
EPOCH = dt.date(1970, 1, 1).toordinal()
TWO_DAYS = "it may be either of two days"
LIKELIEST = "the likeliest of several days"
NOT_SAID = "no day is said, or several speak against each other"


class Dated(NamedTuple):
    """A date, and why it is no certain day: "" where it is one."""

    when: When | None
    doubt: str = ""


def together(articles: Sequence[Sequence[Odds]]) -> tuple[Odds, ...]:
    """Return the odds of an event that all the articles tell, best first."""
    if len(articles) == 1:
        return tuple(articles[0])
    days = sorted({one.first for odds in articles for one in odds if one.first == one.last})
    logs: list[float] = [sum(math.log(_of(odds, day)) for odds in articles) * WITNESS for day in days]
    most = max(logs, default=0.0)
    weights = [math.exp(log - most) for log in logs]
    stretches: dict[tuple[int, int], float] = {}
    for odds in articles:
        for one in odds:
            if one.first != one.last:
                key = one.first, one.last
                stretches[key] = stretches.get(key, 0.0) + one.share / len(articles)
    # A second article that gives no day takes little from one that does.
    unsaid = sum(stretches.values())
    left = unsaid ** max(1.0, WITNESS * len(articles))
    total = sum(weights) or 1.0
    found = [Odds(day, day, weight / total * (1 - left)) for day, weight in zip(days, weights, strict=True)]
    found += [Odds(first, last, share / unsaid * left) for (first, last), share in sorted(stretches.items())]
    return tuple(sorted(found, key=lambda one: (-one.share, one.first, one.last)))


def _of(odds: Iterable[Odds], day: int) -> float:
    """Return how much an article's odds speak for a day."""
    share = sum(one.share / (one.last - one.first + 1) for one in odds if one.first <= day <= one.last)
    return share * (1 - SLIP) + SLIP / SLIP_DAYS


def tell(odds: Sequence[Odds], said: Mapping[tuple[int, int], When]) -> Dated | None:
    """Return the date as precisely as the odds allow, None where they allow none.

    `said` are the dates that sentences have, by first and last day: a day that none has is told as about that day.
    """
    top = odds[0] if odds else Odds(0, 0, 0.0)
    if top.first != top.last and top.share >= MOSTLY and (top.first, top.last) in said:
        return Dated(said[top.first, top.last])  # "last July": no day is said, but the month is
    days = {one.first: one.share for one in odds if one.first == one.last}
    return _day(odds, days, said) if days else None


def _day(odds: Sequence[Odds], days: Mapping[int, float], said: Mapping[tuple[int, int], When]) -> Dated:
    best = max(days, key=lambda day: (days[day], day))
    about = "" if any({best - 1, best} & {first, last} for first, last in said if last - first <= 1) else "~"
    share, other = max((days.get(day, 0.0), day) for day in (best - 1, best + 1))
    if days[best] < SURE and share >= SECOND and days[best] + share >= PAIR:
        return Dated(_stretch(min(best, other), max(best, other)), TWO_DAYS)
    if days[best] >= PLAIN:
        return Dated(When.parse(_iso(best) + about))
    if days[best] >= LIKELY:
        return Dated(When.parse(_iso(best) + (about or "?")), LIKELIEST)
    first, last = _held(odds, best, days[best])
    if last - first > MOST_HELD:
        return Dated(When.parse(_iso(best) + (about or "?")), NOT_SAID)
    return Dated(_stretch(first, last), NOT_SAID)


def _held(odds: Sequence[Odds], best: int, held: float) -> tuple[int, int]:
    """Return the first and last day that together hold enough; what adds most for the days that it costs goes first."""
    first = last = best
    left = [one for one in odds if one.last - one.first <= LONGEST and (one.first, one.last) != (best, best)]

    def worth(one: Odds) -> float:
        return one.share / (1 + max(first - one.first, 0) + max(one.last - last, 0))

    while left and held < HELD:
        one = max(left, key=worth)
        left.remove(one)
        first, last = min(first, one.first), max(last, one.last)
        held += one.share
    return first, last


def _stretch(first: int, last: int) -> When:
    return When.parse(f"[{_iso(first)}..{_iso(last)}]" if first != last else _iso(first))


def _iso(day: int) -> str:
    return dt.date.fromordinal(EPOCH + day).isoformat()
