"""A Frictionless Data Package: events, citations and sources as CSV with their types and keys."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from typing import Any

from timeline.config import TLP
from timeline.model import Status
from timeline.outputs.exports import record
from timeline.outputs.exports.dossier import Dossier

EVENTS: dict[str, dict[str, Any]] = {
    "id": {"description": "Stable; never reused.", "constraints": {"required": True, "unique": True}},
    "date": {"description": "EDTF (Library of Congress, 2019), exactly as precise as the source."},
    "first_day": {"description": "The first day that the date can mean, ISO 8601; empty where open or unknown."},
    "last_day": {"description": "The last day that the date can mean."},
    "date_words": {"description": "The date as one would say it."},
    "title": {"constraints": {"required": True}},
    "summary": {},
    "category": {},
    "place": {"description": "As the sources name it."},
    "lat": {"type": "number", "description": "WGS 84 degrees.", "constraints": {"minimum": -90, "maximum": 90}},
    "lon": {"type": "number", "description": "WGS 84 degrees.", "constraints": {"minimum": -180, "maximum": 180}},
    "actors": {"description": "Semicolons between values."},
    "tags": {"description": "Semicolons between values."},
    "status": {"constraints": {"enum": [status.value for status in Status if status is not Status.WITHDRAWN]}},
    "credibility": {"type": "integer", "description": "Admiralty code.", "constraints": {"minimum": 1, "maximum": 6}},
    "tlp": {"description": "Traffic Light Protocol 2.0.", "constraints": {"enum": list(TLP)}},
    "doubts": {"description": "What is not certain, in sentences."},
    "notes": {},
}
CITATIONS: dict[str, dict[str, Any]] = {
    "event": {"constraints": {"required": True}},
    "number": {"type": "integer", "constraints": {"required": True, "minimum": 1}},
    "source": {},
    "quote": {"description": "Verbatim words of the source."},
    "date": {"description": "EDTF: the date that this source gives, where it differs."},
    "standing": {"description": "Whether the quote stands in the source's text."},
}
SOURCES: dict[str, dict[str, Any]] = {
    "id": {"constraints": {"required": True, "unique": True}},
    **{name: {} for name in ("title", "publisher", "author")},
    "published": {"description": "EDTF."},
    **{name: {} for name in ("url", "archive_url", "accessed", "file", "sha256", "language", "kind")},
    "reliability": {"description": "A to F of the Admiralty code."},
    **{name: {} for name in ("origin", "notes")},
}
KEYS = [
    {"fields": ["event"], "reference": {"resource": "events", "fields": ["id"]}},
    {"fields": ["source"], "reference": {"resource": "sources", "fields": ["id"]}},
]


def render(dossier: Dossier) -> dict[str, bytes]:
    """Return datapackage.json and its three tables.

    The tables are data for programs, and their cells are exactly the project's: no apostrophe guards a formula. Who
    wants a sheet for Excel takes the workbook.
    """
    events = [record.event(dossier, event) for event in dossier.events]
    for row in events:
        row.update({name: "; ".join(row[name]) for name in ("actors", "tags")}, doubts=" ".join(row["doubts"]))
    citations = [
        {"event": row["id"], "number": number, **citation}
        for row in events
        for number, citation in enumerate(row["citations"], 1)
    ]
    known = [record.source(source) for source in dossier.cited()]
    missing = {cited["source"] for cited in citations} - {source["id"] for source in known} - {""}
    known += [{"id": name} for name in sorted(missing)]
    tables = {
        "events": _csv(EVENTS, events),
        "citations": _csv(CITATIONS, citations),
        "sources": _csv(SOURCES, known),
    }
    resources = [
        _resource("events", EVENTS, tables["events"], {"primaryKey": ["id"]}),
        _resource(
            "citations", CITATIONS, tables["citations"], {"primaryKey": ["event", "number"], "foreignKeys": KEYS}
        ),
        _resource("sources", SOURCES, tables["sources"], {"primaryKey": ["id"]}),
    ]
    about = {
        "profile": "tabular-data-package",
        "name": "timeline",
        "title": dossier.title,
        "description": f"{dossier.subtitle} TLP:{dossier.whole}. Made from events.csv {dossier.state}".strip(),
        "resources": resources,
    }
    files = {f"{name}.csv": data for name, data in tables.items()}
    return {"datapackage.json": record.written(about), **files}


def _resource(name: str, fields: dict[str, dict[str, Any]], data: bytes, keys: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": {"fields": [{"name": field, "type": "string", **told} for field, told in fields.items()], **keys},
    }


def _csv(fields: Iterable[str], rows: Sequence[dict[str, Any]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(fields), extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()
