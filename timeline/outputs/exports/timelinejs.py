"""TimelineJS 3 (Knight Lab): its JSON, and the sheet that its Google Sheets template has."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from timeline.model import Event
from timeline.outputs.exports import record, sheets
from timeline.outputs.exports.dossier import Dossier, address, day, reference, words
from timeline.when import Day, Precision, When

COLUMNS = (
    "Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time", "Display Date", "Headline", "Text",
    "Media", "Media Credit", "Media Caption", "Media Thumbnail", "Type", "Group", "Background",
    "EDTF", "ID",
)  # fmt: skip
"""The template's eighteen; TimelineJS passes over the two of ours, by which `timeline import` takes the sheet back."""
PARTS = ("year", "month", "day")


def render(dossier: Dossier) -> dict[str, bytes]:
    """Return timeline.json for TimelineJS, and the sheet. Undated events can't be shown and are not in them."""
    dated = [event for event in dossier.events if drawn(event)]
    whole = {
        "title": {"text": {"headline": escape(dossier.title), "text": _paragraph(dossier.subtitle) + _label(dossier)}},
        "events": [_slide(dossier, event) for event in dated],
    }
    rows = [_title_row(dossier), *(_row(dossier, event) for event in dated)]
    return {"timelinejs.json": record.written(whole), "timelinejs.csv": sheets.write(COLUMNS, rows)}


def drawn(event: Event) -> bool:
    """Whether TimelineJS can show it: it needs a day to start from."""
    return day(event) is not None


def _slide(dossier: Dossier, event: Event) -> dict[str, Any]:
    start, end = _ends(event)
    slide: dict[str, Any] = {
        "unique_id": event.id,
        "start_date": dict(zip(PARTS, start, strict=False)),
        "display_date": _twice(words(event)),
        "text": {"headline": escape(event.title), "text": _text(dossier, event)},
    }
    if end:
        slide["end_date"] = dict(zip(PARTS, end, strict=False))
    if event.category:
        slide["group"] = _twice(event.category)
    return slide


def _row(dossier: Dossier, event: Event) -> list[str]:
    start, end = _ends(event)
    days = [*_cells(start), "", *_cells(end), ""]
    told = [_twice(words(event)), escape(event.title), _text(dossier, event), "", "", "", "", ""]
    more = [_twice(event.category), "", event.date.text if event.date else "", event.id]
    return [*days, *told, *more]


def _title_row(dossier: Dossier) -> list[str]:
    told = [""] * 9 + [escape(dossier.title), _paragraph(dossier.subtitle) + _label(dossier), "", "", "", "", "title"]
    return told + [""] * (len(COLUMNS) - len(told))


def _ends(event: Event) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return start and end as TimelineJS shows them: a month or a year as such, any other span by its two days.

    An open end is no end: the display date says "since".
    """
    when, first = event.date, day(event)
    if when is None or first is None:
        return (), ()
    whole = {Precision.YEAR: 1, Precision.MONTH: 2}.get(when.precision)
    if whole and _is_whole(when, first):
        return first[:whole], ()
    last = when.last or first
    return tuple(first), tuple(last) if last != first else ()


def _is_whole(when: When, first: Day) -> bool:
    """Whether it is a whole month or year: 2004-06-XX is, and 156X-12 is some December."""
    return when.last is not None and first.day == 1 and first.year == when.last.year


def _cells(parts: tuple[int, ...]) -> list[str]:
    return [*map(str, parts), *[""] * (3 - len(parts))]


def _text(dossier: Dossier, event: Event) -> str:
    """Return the slide's HTML: every text from outside is escaped, links lead to http and https only."""
    where = ", ".join(part for part in (event.place, "; ".join(event.actors)) if part)
    doubts = " ".join(dossier.doubts(event))
    summary = f'<p class="summary">{escape(event.summary)}</p>' if event.summary else ""
    parts = [summary, _paragraph(where), f"<p><em>{escape(doubts)}</em></p>" if doubts else ""]
    return "".join((*parts, *_quotes(dossier, event)))


def _quotes(dossier: Dossier, event: Event) -> Iterator[str]:
    for citation in event.citations:
        source = dossier.source(citation)
        told, url = escape(reference(source)), address(source)
        told = f'<a href="{escape(url)}">{told}</a>' if url else told
        quote = f"<q>{escape(citation.quote)}</q> " if citation.quote else ""
        yield f"<p>{quote}<small>{told}</small></p>"


def _twice(text: str) -> str:
    """Escape a text for a field that TimelineJS first strips of markup, which unescapes it, and then sets as HTML.

    So it does with the group and the display date (3.9): escaped once, a category `<img onerror=…>` runs.
    """
    return escape(escape(text))


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def _label(dossier: Dossier) -> str:
    return _paragraph(f"TLP:{dossier.whole}{' DRAFT' if dossier.draft else ''}")
