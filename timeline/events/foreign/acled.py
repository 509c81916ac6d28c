"""ACLED (Armed Conflict Location & Event Data): a row an event, `time_precision` says how sure its date is.

Columns and codes: ACLED Codebook, "Spatial Precision" and "Temporal Precision", and its guide to the columns of 2023.
"""

from __future__ import annotations

import datetime as dt

from timeline.events.foreign.row import Refusal, Row, day, joined, note, placed
from timeline.events.spreadsheet import Order
from timeline.when import When

NEEDS = frozenset({"event_id_cnty", "event_date", "time_precision", "event_type"})
HALF_A_WEEK = dt.timedelta(days=3)
WHERE = {
    "2": "near a town, or a part of a region, that this town stands for",
    "3": "a larger region, that a provincial capital or a natural feature stands for",
}
"""What the coordinates are where `geo_precision` is not 1, the town itself."""


def event(row: Row, order: Order) -> dict[str, str]:
    """Map a row. Raises Refusal."""
    kind = row.get("sub_event_type") or row.get("event_type", "")
    where = placed(row.get("location", ""), row.get("admin1", ""), row.get("country", ""))
    who = joined(*(row.get(name, "") for name in ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2")))
    return {
        "id": f"acled-{row['event_id_cnty'].lower()}" if row["event_id_cnty"] else "",
        "date": date(row, order),
        "title": " in ".join(part for part in (kind, row.get("location", "")) if part),
        "summary": row.get("notes", ""),
        "category": row.get("event_type", ""),
        "place": where,
        "lat": row.get("latitude", ""),
        "lon": row.get("longitude", ""),
        "actors": who,
        "tags": joined(row.get("event_type", ""), row.get("sub_event_type", "")),
        "words": row.get("notes", ""),
        "notes": note(
            sources_as_ACLED_names_them=row.get("source", ""),
            fatalities=row.get("fatalities", ""),
            coordinates=WHERE.get(row.get("geo_precision", ""), ""),
        ),
    }


def date(row: Row, order: Order) -> str:
    """Map `event_date` with its precision: 1 the day, 2 some time that week, 3 some time that month.

    For 2 the coders enter the middle of the week or the like, for 3 the middle (or an end) of the month ("in January",
    "in the past weeks"), by the ACLED Codebook, "Temporal Precision".
    """
    on = day(row, "event_date", order)
    precision = row.get("time_precision", "")
    if precision == "1":
        return on.text
    middle = on.first.date() if on.first else None
    if precision == "2" and middle:
        return f"[{middle - HALF_A_WEEK}..{middle + HALF_A_WEEK}]"
    if precision == "3":
        return When.parse(on.text[:7]).text
    message = f'time_precision "{precision}" is none of 1, 2 and 3'
    raise Refusal(message)
