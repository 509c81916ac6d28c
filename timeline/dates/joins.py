"""Expressions that are one: a clock time and its day, the part of a day and the day, a month and its year in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from timeline.dates.found import DATES, SETS, Found
from timeline.dates.tokens import Tokens


def _rules(names: str) -> frozenset[str]:
    return frozenset(names.split())


@dataclass(frozen=True, slots=True)
class _Join:
    """Two expressions that are one: the rules of both, and the classes of the one token that may stand between them."""

    rule: str
    first: frozenset[str]
    second: frozenset[str]
    between: str = ""
    touching: bool = True
    turned: bool = False

    def holds(self, one: Found, other: Found) -> bool:
        """Whether it joins the two, which follow each other."""
        if one.rule not in self.first or other.rule not in self.second:
            return False
        gap = one.tokens.codes[one.stop : other.first]
        if not gap:
            return self.touching
        return len(gap) == 1 and bool(self.between) and gap in SETS[self.between]


_CLOCKS: Final = _rules("clock clock_words clock_digits military moment")
_MONTHS: Final = _rules("month month_day day_month season")
_PARTS: Final = _rules("part which_part")
_JOINS: Final = (
    _Join("clock_on", _CLOCKS, DATES | {"part_of"}, "ON_COMMA"),  # 10 p.m. Wednesday; 9 a.m. on Friday morning
    _Join("clock_on", DATES, _rules("clock"), turned=True),  # May 8 1:00 AM
    _Join("clock_on", _CLOCKS, _rules("tonight which_part part_before"), "COMMA"),  # 8 p.m. tonight
    _Join("part_of", _PARTS, DATES, "OF_ON"),  # the night of 10 August
    _Join("part_of", DATES, _rules("part"), turned=True),  # Friday night
    _Join("part_of_days", _PARTS, _rules("days_of_month month_days"), "OF_ON"),  # the night of 3 to 4 June
    _Join("in_year", _MONTHS, _rules("year_words"), "COMMA|IN|OF"),  # January nineteen ninety-four
    _Join("week_of", _rules("the_unit"), DATES, "OF", touching=False),  # the week of March 6
    _Join("from_on", _rules("count_units"), _rules("day_name weekday"), "FROM", touching=False),  # a week from Friday
    _Join("ago_on", _rules("count_shift"), _rules("day_name which_unit weekday")),  # a year ago today
)


_JOINS_FROM: Final = {
    rule: tuple(join for join in _JOINS if rule in join.first)
    for rule in frozenset().union(*(one.first for one in _JOINS))
}


def join(found: list[Found], tokens: Tokens) -> list[Found]:
    """Clock times and parts of days with the day that they belong to, left to right.

    It goes through them from the right: the "Friday night" of "9 p.m. on Friday night" is put together first.
    """
    out: list[Found] = []
    for one in reversed(found):
        other = out[-1] if out else None
        joins = _JOINS_FROM.get(one.rule, ()) if other else ()
        join = next((join for join in joins if other and join.holds(one, other) and _fits(join, one, other)), None)
        if join is None or other is None:
            out.append(one)
        else:
            parts = (other, one) if join.turned else (one, other)
            out[-1] = Found(join.rule, tokens, one.first, other.stop, {}, {}, parts)
    out.reverse()
    return out


def _fits(join: _Join, one: Found, other: Found) -> bool:
    if other.rule == "which_part":
        return "which" in other or "step" in other
    if join.rule == "week_of":
        return one.mean("unit") == "W"
    if join.rule in {"ago_on", "from_on"} and other.rule == "weekday":
        return one.mean("unit") == "W" and ("ago" in one or join.rule == "from_on") and not other.after("STRETCH")
    if join.rule == "ago_on":
        return "ago" in one and (other.rule == "day_name" or other.says("which", "THIS"))
    return True
