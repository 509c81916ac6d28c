"""Markdown: a chronology with footnotes (GitHub, pandoc, Obsidian)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from timeline.model import Event
from timeline.outputs.exports.dossier import Dossier, address, day, reference, words

MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~^!$&])")
STARTS = re.compile(r"^(\s*)([-+=]|[0-9]+[.)])")
SCHEME = re.compile(r"(?i)\b(https?|ftp|mailto|www)(?=[:.])")


def render(dossier: Dossier) -> dict[str, bytes]:
    """Return the chronology; nothing in a cell is read as markup."""
    return {"chronology.md": "\n".join(_lines(dossier)).encode()}


def _lines(dossier: Dossier) -> Iterator[str]:
    yield f"# {escaped(dossier.title)}\n"
    yield f"**TLP:{escaped(dossier.whole)}**{' **DRAFT**' if dossier.draft else ''}\n"
    if dossier.subtitle:
        yield f"{escaped(dossier.subtitle)}\n"
    notes: list[str] = []
    for heading, event in headed(dossier.events):
        if heading:
            yield f"## {escaped(heading)}\n"
        marks = []
        for citation in event.citations:
            quote = f"“{escaped(citation.quote)}” " if citation.quote else ""
            source = dossier.source(citation)
            url = address(source)
            told = escaped(reference(source).removesuffix(f", {url}") if url else reference(source))
            notes.append(f"{quote}{told}{f', <{_link(url)}>' if url else ''}")
            marks.append(f"[^{len(notes)}]")
        yield f"**{escaped(words(event))}: {escaped(event.title)}**{''.join(marks)}\n"
        aside = [f"Place: {event.place}." if event.place else "", *dossier.doubts_beside_the_date(event)]
        told = escaped(" ".join(part for part in aside if part))
        if body := " ".join(part for part in (escaped(event.summary), f"*{told}*" if told else "") if part):
            yield f"{body}\n"
    yield from (f"[^{number}]: {note}" for number, note in enumerate(notes, 1))
    yield ""


def escaped(text: str) -> str:
    """Return the text on one line, as text: no markup, no HTML, and no link that a reader makes of an address."""
    flat = " ".join(text.split())
    safe = STARTS.sub(r"\1\\\2", MARKUP.sub(r"\\\1", flat)) if not flat[:1].isdigit() else _numbered(flat)
    return SCHEME.sub(lambda match: f"{match[1][:-1]}&#{ord(match[1][-1])};", safe)


def _numbered(flat: str) -> str:
    """Escape `1. April`, which would begin a list."""
    return re.sub(r"^([0-9]+)([.)])", r"\1\\\2", MARKUP.sub(r"\\\1", flat))


def _link(url: str) -> str:
    return url.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20").replace("\\", "%5C")


def headed(events: Iterable[Event]) -> Iterator[tuple[str, Event]]:
    """Yield the events with the heading that begins before them, "" where none does.

    A heading is a year. What can't be put into a single one stands under the years that it spans, behind the events of
    the first of them: "the 1980s" under 1980 would be a false date.
    """
    before = ""
    for event in sorted(events, key=_years):
        heading = _heading(event)
        yield ("" if heading == before else heading), event
        before = heading


def _years(event: Event) -> tuple[int, int]:
    """Return the first and the last year; of an open end, the one that is known, behind all others."""
    on = day(event)
    if on is None:
        return LATE, LATE
    last = event.date.last if event.date else None
    return on.year, last.year if last else LATE


def _heading(event: Event) -> str:
    first, last = _years(event)
    if first == LATE:
        return "Undated"
    if event.date and event.date.first is None:
        return f"Until {_era(first)}"
    if last == LATE:
        return f"{_era(first)} and on"
    return _era(first) if first == last else f"{_era(first)} to {_era(last)}"


def _era(year: int) -> str:
    return str(year) if year > 0 else f"{1 - year} BC"


LATE = 10**12
"""A year after all."""
