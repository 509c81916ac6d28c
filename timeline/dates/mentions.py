"""Text and publication date to mentions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from timeline.dates import days, lengths, mode, place, ranges, resolve, story, tag, tokens, units
from timeline.dates.calendar import Point
from timeline.dates.context import Context, Reading
from timeline.dates.tokens import Tokens
from timeline.model import Mention, Span
from timeline.when import When


def find(text: str, published: dt.date | When | None) -> list[Mention]:
    """Return the date expressions of a text, left to right."""
    read = tokens.read(text)
    founds = tag.find(read)
    point = _point(published)
    context = Context(published=point, founds=founds, day_first=days.day_first(founds, point))
    told = mode.narrative(founds, context.published)
    context.story = story.years([found if narrative else None for found, narrative in zip(founds, told, strict=True)])
    placed: list[ranges.Placed] = []
    for context.index, (found, context.narrative) in enumerate(zip(founds, told, strict=True)):
        for one in resolve.read(found, context):
            first = found.first if one.first is None else one.first
            stop = found.stop if one.stop is None else one.stop
            placed.append((first, stop, _mention(found.tokens, first, stop, one)))
            # What happened "since 513 BC" goes on; the story does not go back to then.
            if one.type == "DURATION" and lengths.of_results(found):
                context.quarter, context.quarterly = None, False
            if one.told is not None and not (found.before("SINCE") or units.aside(found)):
                context.told = one.told
                if one.told.day and one.told.grain == "D":
                    context.day, context.day_at = one.told, found.stop
                if one.told.grain == "Q":
                    context.tell_quarter(one.told)
    return ranges.join(read, placed)


def _point(published: dt.date | When | None) -> Point | None:
    """Return the day of publication, or as much of it as is sure: "2017-10-03/2017-10-20" says a month."""
    if isinstance(published, dt.date):
        return Point(published.year, published.month, published.day, "D")
    first, last = (published.first, published.last) if published else (None, None)
    if first is None or last is None or first.year != last.year:
        return None
    if first.month != last.month:
        return Point(first.year)
    return Point(first.year, first.month, 0, "M") if first != last else Point(first.year, first.month, first.day, "D")


def _mention(read: Tokens, first: int, stop: int, one: Reading) -> Mention:
    span = Span(read.starts[first], read.stops[stop - 1])
    when = None
    if one.type in {"DATE", "TIME"}:
        when = place.parsed(one.edtf) if one.edtf else place.when(one.value, one.mod)
    return Mention(span, one.type, one.value, one.mod, when, zone=one.zone, fiscal=one.fiscal)


def mark(text: str, mentions: Iterable[Mention]) -> str:
    """Return the text with each expression in brackets, what it means beside it: `[on Tuesday -> DATE 2021-03-02]`."""
    out: list[str] = []
    at = 0
    for mention in mentions:
        out += [text[at : mention.span.start], "[", text[mention.span.start : mention.span.stop], " -> "]
        out += [" ".join(part for part in (mention.type, mention.value, mention.mod) if part), "]"]
        at = mention.span.stop
    return "".join([*out, text[at:]])
