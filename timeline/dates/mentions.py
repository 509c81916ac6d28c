"""Text and publication date to mentions."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from timeline.dates import place, reading, resolve, story, tag, tokens
from timeline.dates.calendar import Point
from timeline.dates.resolve import Context, Reading
from timeline.dates.tag import Found
from timeline.model import Mention, Span
from timeline.when import Precision, When


def find(text: str, published: datetime.date | When | None) -> list[Mention]:
    """The date expressions of a text, left to right."""
    founds = tag.find(tokens.read(text))
    context = Context(published=_point(published), founds=founds)
    told = reading.narrative(founds, context.published)
    context.story = story.years([found if narrative else None for found, narrative in zip(founds, told, strict=True)])
    out: list[Mention] = []
    for context.index, (found, context.narrative) in enumerate(zip(founds, told, strict=True)):
        for one in resolve.read(found, context):
            out.append(_mention(found, one))
            if one.told is not None and not found.before("SINCE"):
                context.told = one.told
                context.told_at = found.stop
                if one.told.grain == "Q":
                    context.quarter = one.told
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
