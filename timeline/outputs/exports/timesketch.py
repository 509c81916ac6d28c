"""Timesketch: a CSV whose rows have message, datetime and timestamp_desc, the three columns that it requires.

Its guide is "Create timeline from JSONL or CSV file"; a `tag` is read as a JSON list, or as one between commas.
"""

from __future__ import annotations

import json

from timeline.model import Event
from timeline.outputs.exports import sheets
from timeline.outputs.exports.dossier import Dossier, address, day, words

COLUMNS = (
    "message", "datetime", "timestamp_desc", "event_id", "date_edtf", "date_words", "last_day", "category", "place",
    "latitude", "longitude", "actors", "status", "credibility", "tlp", "doubts", "sources", "quotes", "url", "tag",
)  # fmt: skip
YEARS = range(1, 10_000)
"""The years that its timestamps know."""


def render(dossier: Dossier) -> dict[str, bytes]:
    """Return a row an event at its first possible day, midnight UTC; the description says what that day is."""
    rows = [_row(dossier, event) for event in dossier.events if drawn(event)]
    return {"timesketch.csv": sheets.write(COLUMNS, rows)}


def drawn(event: Event) -> bool:
    """Whether Timesketch can place it: it has a day, of the years 1 to 9999."""
    on = day(event)
    return on is not None and on.year in YEARS


def _row(dossier: Dossier, event: Event) -> list[str]:
    when = event.date
    on = day(event)
    exact = when is not None and when.exact
    sources = [dossier.source(citation) for citation in event.citations]
    return [
        event.title if exact else f"{event.title} ({words(event)})",
        f"{on.iso()}T00:00:00+00:00" if on else "",
        "Day of the event" if exact else "Last possible day" if when and when.first is None else "First possible day",
        event.id,
        when.text if when else "",
        words(event),
        when.last.iso() if when and when.last else "",
        event.category,
        event.place,
        "" if event.lat is None else repr(event.lat),
        "" if event.lon is None else repr(event.lon),
        "; ".join(event.actors),
        event.status.value,
        str(event.credibility or ""),
        dossier.label(event),
        " ".join(dossier.doubts(event)),
        "; ".join(source.title for source in sources),
        " | ".join(citation.quote for citation in event.citations if citation.quote),
        next((url for source in sources if (url := address(source))), ""),
        json.dumps(event.tags, ensure_ascii=False),
    ]
