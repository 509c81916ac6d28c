"""Exports in the manner of Bellingcat and Forensic Architecture (TimeMap): id, date, place, description, sources."""

from __future__ import annotations

from timeline.events.foreign.row import Row, day, joined, note
from timeline.events.spreadsheet import Order

NEEDS = frozenset({"id", "date", "latitude", "longitude", "location", "description"})
HEADLINE = 120


def event(row: Row, order: Order) -> dict[str, str]:
    """Map a row. Raises Refusal, also where day and month could be either: these exports write 02/24/2022."""
    words = row["description"]
    numbered = [row.get(f"{name}{place}", "") for name in ("association", "category") for place in ("", *range(1, 6))]
    sources = [row.get("sources", ""), *(row.get(f"source{place}", "") for place in range(1, 10))]
    return {
        "id": row["id"].lower().replace(" ", "-"),
        "date": day(row, "date", order).text,
        "title": _headline(row.get("title", "") or words),
        "summary": words,
        "category": row.get("category", ""),
        "place": row["location"],
        "lat": row["latitude"],
        "lon": row["longitude"],
        "tags": joined(row.get("associations", ""), row.get("filters", ""), *numbered),
        "words": words,
        "notes": note(sources_as_the_export_names_them=" ".join(filter(None, sources)), time=row.get("time", "")),
    }


def _headline(words: str) -> str:
    """Return the first sentence, cut at a word where it is too long for a headline."""
    first = words.split("\n", 1)[0].split(". ", 1)[0].removesuffix(".")
    if len(first) <= HEADLINE:
        return first
    return first[: HEADLINE - 1].rsplit(" ", 1)[0] + "…"
