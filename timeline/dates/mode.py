"""News or narrative: what a bare date hangs on, the publication or the date told before.

A dispatch says "in June" and means the June next to its own date; a history of a war says it and means the June of the
year that it has come to. Whole texts are mostly one or the other, but news has paragraphs of background too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from timeline.dates.calendar import Point
from timeline.dates.found import SETS, Found

_HANGING: Final = frozenset({"weekday", "which_weekday", "day_name", "part_of", "clock_on"})
"""Rules of expressions that hang on the publication: news is full of them, history hardly has any."""

_NEAR: Final = 2
"""Years so near to the publication are news."""

_ENOUGH: Final = 5
_ENOUGH_OF_PARAGRAPH: Final = 3
_ENOUGH_OF_LATE: Final = 10
_DIFFERENT: Final = 4


def narrative(founds: Sequence[Found], published: Point | None) -> list[bool]:
    """For each expression whether it stands in a narrative.

    A text is one if it names five years or more, at most a quarter of them near the publication, and hardly a weekday;
    a paragraph if it names three, none of them near, and no weekday. Without a publication date all is. So is a history
    of what has just been, which comes to the year of publication only at its end.
    """
    if published is None or _tells(founds, published, _ENOUGH, 4) or _of_late(founds, published):
        return [True] * len(founds)
    out: list[bool] = []
    for paragraph in _paragraphs(founds):
        out += [_tells(paragraph, published, _ENOUGH_OF_PARAGRAPH, len(founds) + 1)] * len(paragraph)
    return out


def _of_late(founds: Sequence[Found], published: Point) -> bool:
    """Whether it names ten years or more, four different ones, hardly a weekday, and hardly the year of publication."""
    years = _years(founds)
    this_year = sum(year >= published.year for year in years)
    many = len(years) >= _ENOUGH_OF_LATE and len(set(years)) >= _DIFFERENT
    hanging = _hanging(founds) + sum(found.rule in {"weekend", "which_unit"} and _told_now(found) for found in founds)
    return many and this_year * 4 < len(years) and hanging * 20 < len(years)


def _told_now(found: Found) -> bool:
    return found.mean("unit") in {"W", None} and any(found.says("which", one) for one in ("LAST", "THIS", "NEXT"))


def _years(founds: Sequence[Found]) -> list[int]:
    named = (found.dated for found in founds if found.rule != "year_of_era")
    return [year for found in named if (year := found.number("year")) is not None]


def _hanging(founds: Sequence[Found]) -> int:
    return sum(found.rule in _HANGING and "month" not in found.dated for found in founds)


def _tells(founds: Sequence[Found], published: Point, enough: int, share: int) -> bool:
    years = _years(founds)
    near = sum(abs(year - published.year) <= _NEAR for year in years)
    return len(years) >= enough and near * share < len(years) and _hanging(founds) * 2 * share < len(years)


def _paragraphs(founds: Sequence[Found]) -> Iterator[list[Found]]:
    """Return the expressions of each paragraph that has some."""
    paragraph: list[Found] = []
    at = 0
    for found in founds:
        codes = found.tokens.codes
        if paragraph and not SETS["PARAGRAPH"].isdisjoint(codes[at : found.first]):
            yield paragraph
            paragraph = []
        paragraph.append(found)
        at = found.first
    if paragraph:
        yield paragraph
