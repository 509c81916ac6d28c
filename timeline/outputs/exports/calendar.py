"""iCalendar (RFC 5545): whole days, the end exclusive. icalendar's only home."""

from __future__ import annotations

import datetime as dt

from timeline.model import Event, Status
from timeline.outputs.exports.dossier import Dossier, ExtraMissing, address, day, reference, words

STAMP = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""DTSTAMP must be there, and a clock would make two runs differ."""
UNSETTLED = (Status.PROPOSED, Status.DISPUTED)
ONE_DAY = dt.timedelta(days=1)


def render(dossier: Dossier) -> dict[str, bytes]:
    """Return a VEVENT an event that a calendar can place. Raises ExtraMissing."""
    try:
        import icalendar
    except ImportError as error:
        raise ExtraMissing(error, "ics") from error

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//timeline//export//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{dossier.title} (TLP:{dossier.whole})")
    for event in dossier.events:
        days = _days(event)
        if days is None:
            continue
        first, last = days
        entry = icalendar.Event()
        exact = event.date is not None and event.date.exact
        entry.add("uid", f"{event.id}@timeline")
        entry.add("dtstamp", STAMP)
        entry.add("dtstart", first)
        entry.add("dtend", last + ONE_DAY)
        entry.add("summary", event.title if exact else f"{event.title} ({words(event)})")
        entry.add("description", _description(dossier, event))
        entry.add("status", "TENTATIVE" if event.status in UNSETTLED else "CONFIRMED")
        entry.add("transp", "TRANSPARENT")  # what happened years ago makes nobody busy
        entry.add("class", "PUBLIC" if dossier.label(event) == "CLEAR" else "CONFIDENTIAL")
        if event.category:
            entry.add("categories", [event.category])
        if event.place:
            entry.add("location", event.place)
        if event.lat is not None and event.lon is not None:
            entry.add("geo", (event.lat, event.lon))
        url = next((url for citation in event.citations if (url := address(dossier.source(citation)))), "")
        if url:
            entry.add("url", url)
        calendar.add_component(entry)
    return {"timeline.ics": calendar.to_ical()}


def drawn(event: Event) -> bool:
    """Whether a calendar can place it: it has a day, of the years 1 to 9998."""
    return _days(event) is not None


def _days(event: Event) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day; one that is open or unknown is the other, and the words say so."""
    first = day(event)
    if first is None or event.date is None:
        return None
    start, end = first.date(), (event.date.last or first).date()
    return (start, end) if start and end and end.year < dt.MAXYEAR else None


def _description(dossier: Dossier, event: Event) -> str:
    quotes = [
        f"“{citation.quote}” – {reference(dossier.source(citation))}"
        if citation.quote
        else reference(dossier.source(citation))
        for citation in event.citations
    ]
    label = f"TLP:{dossier.label(event)}{' DRAFT' if dossier.draft else ''}"
    parts = [event.summary, " ".join(dossier.doubts(event)), *quotes, "; ".join(event.actors), label]
    return "\n\n".join(part for part in parts if part)
