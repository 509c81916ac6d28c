"""UCDP GED (Uppsala Conflict Data Program, Georeferenced Event Dataset): `date_prec` says how sure its dates are.

Columns and codes: UCDP GED Codebook (Högbladh, version 23.1), as the R packages ucdp and mapme.biodiversity cite it.
"""

from __future__ import annotations

from timeline.events.foreign.row import Refusal, Row, between, day, joined, note, placed
from timeline.events.spreadsheet import Order

NEEDS = frozenset({"id", "date_prec", "date_start", "date_end", "side_a", "side_b"})
VIOLENCE = {"1": "state-based conflict", "2": "non-state conflict", "3": "one-sided violence"}
SUMMARY = "2"
"""`event_clarity` of a row whose sources don't tell single events apart: it sums up those of its period."""
WHERE = {
    "2": "a place that the event was near, or within a limited area around",
    "3": "the centre of the district or municipality that the event was in",
    "4": "the centre of the province that the event was in",
    "5": "a point for a part of a country that is no province, or between two places",
    "6": "the centre of the country that the event was in",
    "7": "a point for a stretch of water or of international airspace",
}
"""What the coordinates are where `where_prec` is not 1, the place itself."""
NO_PLACE = {"6"}
"""`where_prec` of coordinates that say nothing but the country: a mark there would be a false place."""


def event(row: Row, order: Order) -> dict[str, str]:
    """Map a row. Raises Refusal."""
    violence = VIOLENCE.get(row.get("type_of_violence", ""), "")
    place = row.get("where_coordinates", "")
    sides = row.get("dyad_name") or " - ".join(filter(None, (row["side_a"], row["side_b"])))
    precision = row.get("where_prec", "").removesuffix(".0")
    lat, lon = row.get("latitude", ""), row.get("longitude", "")
    left_out = f" ({lat}, {lon}; left out)" if precision in NO_PLACE and (lat or lon) else ""
    return {
        "id": f"ucdp-{row['id']}" if row["id"] else "",
        "date": date(row, order),
        "title": " in ".join(part for part in (sides, place) if part),
        "summary": row.get("source_headline", ""),
        "category": violence,
        "place": placed(place, row.get("adm_1", ""), row.get("country", "")),
        "lat": "" if left_out else lat,
        "lon": "" if left_out else lon,
        "actors": joined(row["side_a"], row["side_b"]),
        "tags": joined(violence),
        "words": row.get("source_article", "") or row.get("source_headline", ""),
        "notes": note(
            sources_as_UCDP_names_them=row.get("source_article", ""),
            deaths_best_estimate=row.get("best", ""),
            coordinates=f"{WHERE[precision]}{left_out}" if precision in WHERE else "",
        ),
    }


def date(row: Row, order: Order) -> str:
    """Map start and end, the first and last day on which the event can have been, with their precision.

    `date_prec` 1 is the exact day; 2 to 5 say that the event happened some time from start to end: within 2 to 6 days,
    a week, a month, more than that up to a year. A row that sums up several events (`event_clarity` 2) lasted from its
    first to its last.
    """
    first, last = day(row, "date_start", order), day(row, "date_end", order)
    precision = row.get("date_prec", "").removesuffix(".0")
    if precision not in {"1", "2", "3", "4", "5"}:
        message = f'date_prec "{precision}" is none of 1 to 5'
        raise Refusal(message)
    if last < first:
        message = f"date_end {last} is before date_start {first}"
        raise Refusal(message)
    if first == last:
        # A vague date whose ends are one day says no more than that it was about then.
        return first.text if precision == "1" else f"{first.text}~"
    if row.get("event_clarity") == SUMMARY or precision == "1" or not (first.first and last.first):
        return f"{first}/{last}"
    return between(first.first, last.first)
