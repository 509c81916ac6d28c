"""JSON with a documented schema, JSON Lines, and GeoJSON."""

from __future__ import annotations

from importlib import resources

from timeline.outputs.exports import record
from timeline.outputs.exports.dossier import Dossier

SCHEMA = "timeline.schema.json"


def json(dossier: Dossier) -> dict[str, bytes]:
    """Return all events and the sources that they cite, beside the JSON Schema (2020-12) that documents them."""
    whole = {
        "$schema": SCHEMA,
        "title": dossier.title,
        "subtitle": dossier.subtitle,
        "tlp": dossier.whole,
        "period": dossier.period.text if dossier.period else None,
        "state": dossier.state,
        "draft": dossier.draft,
        "categories": [{"name": c.name, "colour": c.colour, "about": c.about} for c in dossier.categories],
        "events": [record.event(dossier, event) for event in dossier.events],
        "sources": [record.source(source) for source in dossier.cited()],
    }
    schema = (resources.files(__package__) / "schema.json").read_bytes()
    return {"timeline.json": record.written(whole), SCHEMA: schema}


def jsonl(dossier: Dossier) -> dict[str, bytes]:
    """Return an event a line, as `events` of the JSON has it."""
    return {"timeline.jsonl": b"".join(record.line(record.event(dossier, event)) for event in dossier.events)}


def geojson(dossier: Dossier) -> dict[str, bytes]:
    """Return RFC 7946: a feature an event. One without a place has the geometry null, as the RFC has it (3.2)."""
    features = []
    for event in dossier.events:
        known = event.lat is not None and event.lon is not None
        features.append(
            {
                "type": "Feature",
                "id": event.id,
                "geometry": {"type": "Point", "coordinates": [event.lon, event.lat]} if known else None,
                "properties": record.event(dossier, event),
            }
        )
    return {"timeline.geojson": record.written({"type": "FeatureCollection", "features": features})}
