"""An event and a source as plain data: what `json`, `jsonl`, `geojson`, `parquet` and the data package share."""

from __future__ import annotations

import json
from typing import Any

from timeline.model import Event, Source
from timeline.outputs.exports.dossier import Dossier, words
from timeline.when import Day


def event(dossier: Dossier, told: Event) -> dict[str, Any]:
    """Return an event; schema.json documents each member. Days are ISO 8601, null where an end is open or unknown."""
    when = told.date
    return {
        "id": told.id,
        "date": when.text if when else None,
        "first_day": _day(when.first if when else None),
        "last_day": _day(when.last if when else None),
        "date_words": words(told),
        "date_precision": when.precision.value if when else None,
        "date_uncertain": bool(when and when.uncertain),
        "date_approximate": bool(when and when.approximate),
        "title": told.title,
        "summary": told.summary,
        "category": told.category,
        "place": told.place,
        "lat": told.lat,
        "lon": told.lon,
        "actors": list(told.actors),
        "tags": list(told.tags),
        "status": told.status.value,
        "credibility": told.credibility,
        "tlp": dossier.label(told),
        "doubts": list(dossier.doubts(told)),
        "citations": [
            {
                "source": citation.source,
                "quote": citation.quote,
                "date": citation.date.text if citation.date else None,
                "standing": dossier.standing(told, citation),
            }
            for citation in told.citations
        ],
        "notes": told.notes,
        "extra": dict(told.extra),
    }


def source(told: Source) -> dict[str, Any]:
    """Return a source; the file's path and hash go along, so that a quote can be looked up again."""
    names = ("id", "title", "publisher", "author", "published", "url", "archive_url", "accessed", "file", "sha256")
    more = ("language", "kind", "reliability", "origin", "notes")
    found = {name: getattr(told, name) for name in (*names, *more)}
    return found | {"published": told.published.text if told.published else None}


def written(value: object) -> bytes:
    """Write JSON that people can read and compare; letters stay letters."""
    return (json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def line(value: object) -> bytes:
    """Write JSON on one line; the line ends of Unicode are escaped, since some readers part lines there."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "\u0085\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return (text + "\n").encode()


def _day(day: Day | None) -> str | None:
    return day.iso() if day else None
