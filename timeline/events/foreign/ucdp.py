"""UCDP GED (Uppsala Conflict Data Program, Georeferenced Event Dataset): `date_prec` says how sure its dates are."""

from __future__ import annotations

from timeline.events.foreign.row import Refusal, Row, between, day, joined, note, placed
from timeline.events.spreadsheet import Order

NEEDS = frozenset({"id", "date_prec", "date_start", "date_end", "side_a", "side_b"})
VIOLENCE = {"1": "state-based conflict", "2": "non-state conflict", "3": "one-sided violence"}
SUMMARY = "2"
"""`event_clarity` of a row that sums up several events of its period."""


def event(row: Row, order: Order) -> dict[str, str]:
    """Map a row. Raises Refusal."""
    violence = VIOLENCE.get(row.get("type_of_violence", ""), "")
    place = row.get("where_coordinates", "")
    sides = row.get("dyad_name") or " - ".join(filter(None, (row["side_a"], row["side_b"])))
    return {
        "id": f"ucdp-{row['id']}" if row["id"] else "",
        "date": date(row, order),
        "title": " in ".join(part for part in (sides, place) if part),
        "summary": row.get("source_headline", ""),
        "category": violence,
        "place": placed(place, row.get("adm_1", ""), row.get("country", "")),
        "lat": row.get("latitude", ""),
        "lon": row.get("longitude", ""),
        "actors": joined(row["side_a"], row["side_b"]),
        "tags": joined(violence),
        "words": row.get("source_article", "") or row.get("source_headline", ""),
        "notes": note(
            sources_as_UCDP_names_them=row.get("source_article", ""),
            deaths_best_estimate=row.get("best", ""),
            where_prec=row.get("where_prec", ""),
        ),
    }


def date(row: Row, order: Order) -> str:
    """Map start and end with their precision (UCDP GED Codebook, `date_prec` and `event_clarity`).

    1 is the day; 2 to 5 say that the event happened some time from start to end: days, a week, a month, up to a year.
    A row that sums up several events (`event_clarity` 2) lasted from its first to its last.
    """
    first, last = day(row, "date_start", order), day(row, "date_end", order)
    precision = row.get("date_prec", "")
    if precision not in {"1", "2", "3", "4", "5"}:
        message = f'date_prec "{precision}" is none of 1 to 5'
        raise Refusal(message)
    if last < first:
        message = f"date_end {last} is before date_start {first}"
        raise Refusal(message)
    if first == last:
        # A vague date whose ends are one day says no more than that it was about then.
        return first.text if precision in {"1", "2"} else f"{first.text}~"
    if row.get("event_clarity") == SUMMARY or precision == "1" or not (first.first and last.first):
        return f"{first}/{last}"
    return between(first.first, last.first)
