"""How likely two articles tell one event: by their words, the days that they give it, and its place.

A pair has a few traits, and timeline/data/pairs.csv says what each counts; the odds that the two tell one event are the
exponential of the sum (logistic regression). tests/benchmarks/pairs.py fits the table, and measures it on incidents
that it was not fitted on.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from timeline.candidates import tables
from timeline.candidates.candidate import Odds, same_place

LEAST = 0.08
"""Likeness (cosine of TF-IDF over the whole text) below which two articles are taken to tell two events."""
LIKE = (0.1, 0.12, 0.15, 0.18, 0.22, 0.26, 0.3, 0.36, 0.43, 0.5, 0.6, 0.75)
AGREED = (0.01, 0.06, 0.12, 0.2, 0.3, 0.5, 0.75)
"""Shares of their odds that two articles give to the same days."""
LIKE_AGREED = (0.12, 0.18, 0.26, 0.4), (0.02, 0.1, 0.3, 0.7)
"""The same together, in longer steps: what the same words count hangs on whether the days agree."""
NAMED = (2, 4, 8, 16, 32, 64)
"""Articles that name the place: two in Chicago may well be of two shootings."""
VAGUE = 0.5
"""What a stretch of one that holds the other's day counts, against the same day."""
SURE = 0.75
"""Share that a day must have of an article's odds before it can't be another day's event."""
LEAST_LIKELY = 0.05
"""How likely two articles must be one event to be thought of once more."""
CONFLICT = 3
"""Days by which reports of one event may still contradict each other."""


class Article(NamedTuple):
    """What is asked of an article: when and where its own event may have happened."""

    odds: Sequence[Odds]
    place: str
    spotted: bool
    """Whether a table has the place without doubt."""
    named: int
    """Articles whose event is at that place."""


def likely(traits: Iterable[str]) -> float:
    """Return how likely two articles with these traits tell one event, 0 to 1."""
    weigh = weights()
    return 1 / (1 + math.exp(-sum(weigh.get(trait, 0.0) for trait in traits)))


def traits(one: Article, other: Article, likeness: float) -> list[str]:
    """Return what speaks for and against."""
    found = ["any", f"like {_step(likeness, LIKE)}", f"place {_places(one, other)}"]
    if one.odds and other.odds:
        agree = agreed(one.odds, other.odds)
        found.append(f"agree {_step(agree, AGREED)}")
        found.append(f"like {_step(likeness, LIKE_AGREED[0])} agree {_step(agree, LIKE_AGREED[1])}")
    here, there = sure(one.odds), sure(other.odds)
    if here is not None and there is not None:
        apart = abs(here - there)
        found.append(f"sure {'same' if not apart else 'near' if apart <= CONFLICT else 'far'}")
    return found


def _places(one: Article, other: Article) -> str:
    if not one.place or not other.place:
        return "unknown"
    if same_place(one.place, other.place):
        return f"same {_step(max(one.named, other.named), NAMED)}"
    # A state and its town, or a name that may be of two towns, are not known to be apart.
    return "apart" if one.spotted and other.spotted else "other"


def sure(odds: Sequence[Odds]) -> int | None:
    """Return the day that an article is sure of."""
    best = odds[0] if odds else None
    return best.first if best is not None and best.first == best.last and best.share >= SURE else None


def agreed(one: Sequence[Odds], other: Sequence[Odds]) -> float:
    """Return the share of the odds that two articles give to the same days, 0 to 1."""
    shares = {odds.first: odds.share for odds in one if odds.first == odds.last}
    others = {odds.first: odds.share for odds in other if odds.first == odds.last}
    both = sum(min(share, others[day]) for day, share in shares.items() if day in others)
    for stretches, days in ((one, others), (other, shares)):
        for odds in stretches:
            if odds.first != odds.last:
                inside = sum(share for day, share in days.items() if odds.first <= day <= odds.last)
                both += min(odds.share, inside) * VAGUE
    return both


@cache
def weights() -> dict[str, float]:
    """Return what each trait counts, in natural logarithms of odds."""
    return {row["trait"]: float(row["weight"]) for row in tables.shipped("pairs")}


def _step(number: float, steps: Sequence[float]) -> str:
    return next((str(step) for step in steps if number <= step), "more")
