"""Text and publication date to mentions."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from timeline.dates import calendar, place, resolve, story, tag, tokens
from timeline.dates.calendar import Point
from timeline.dates.resolve import Context, Reading
from timeline.dates.tag import Found
from timeline.model import Mention, Span
from timeline.when import Precision, When


def find(text: str, published: datetime.date | When | None) -> list[Mention]:
    """The date expressions of a text, left to right."""
    founds = tag.find(tokens.read(text))
    context = Context(published=_point(published), founds=founds)
    context.narrative = _is_narrative(founds, context.published)
    if context.narrative:
        context.story = story.years(founds)
    out: list[Mention] = []
    for context.index, found in enumerate(founds):
        for reading in resolve.read(found, context):
            out.append(_mention(found, reading))
            if reading.told is not None:
                context.told = reading.told
                context.told_at = found.stop
                if reading.told.grain == "Q":
                    context.quarter = reading.told
    return out


def _point(published: datetime.date | When | None) -> Point | None:
    if published is None:
        return None
    if isinstance(published, datetime.date):
        return Point(published.year, published.month, published.day, "D")
    if published.first is None or published.last is None:
        return None
    first = published.first
    match published.precision:
        case Precision.DAY:
            return Point(first.year, first.month, first.day, "D")
        case Precision.MONTH:
            return Point(first.year, first.month, 0, "M")
        case Precision.YEAR:
            return Point(first.year)
        case _:
            return None


_HANGING = frozenset({"weekday", "day_name", "part_of", "clock_on"})
"""Rules of expressions that hang on the publication: news has them, history hardly ever."""


def _is_narrative(founds: Sequence[Found], published: Point | None) -> bool:
    """Whether the text tells history: many explicit years, few of them near the publication."""
    if published is None:
        return True
    years = [number for found in founds if (number := found.number("year")) is not None]
    near = sum(abs(year - published.year) <= 2 for year in years)
    hanging = sum(found.rule in _HANGING for found in founds)
    return len(years) >= 5 and near * 4 < len(years) and hanging * 8 < len(years)


def _mention(found: Found, reading: Reading) -> Mention:
    first = found.first if reading.first is None else reading.first
    stop = found.stop if reading.stop is None else reading.stop
    span = Span(found.tokens.starts[first], found.tokens.stops[stop - 1])
    when = None
    if reading.type in {"DATE", "TIME"}:
        when = place.parsed(reading.edtf) if reading.edtf else place.when(reading.value, reading.mod)
    return Mention(span, reading.type, reading.value, reading.mod, when)


def mark(text: str, mentions: Iterable[Mention]) -> str:
    """The text with each expression in brackets and what it means beside it: `[on Tuesday -> DATE 2021-03-02]`."""
    out: list[str] = []
    at = 0
    for mention in mentions:
        out += [text[at : mention.span.start], "[", text[mention.span.start : mention.span.stop], " -> "]
        out += [" ".join(part for part in (mention.type, mention.value, mention.mod) if part), "]"]
        at = mention.span.stop
    return "".join([*out, text[at:]])
