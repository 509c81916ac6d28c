"""CSL-JSON: the sources that are cited, for Zotero, pandoc and other citation software."""

from __future__ import annotations

import re
from typing import Any

from timeline.model import Source
from timeline.outputs.exports import record
from timeline.outputs.exports.dossier import Dossier, address
from timeline.when import Day, Precision, When

ISO_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
PARTS = {Precision.YEAR: 1, Precision.MONTH: 2, Precision.DAY: 3}


def render(dossier: Dossier) -> dict[str, bytes]:
    """Return a list of items, by id."""
    return {"sources.csl.json": record.written([_item(source) for source in dossier.cited()])}


def _item(source: Source) -> dict[str, Any]:
    notes = [source.notes, f"Archived: {source.archive_url}" if source.archive_url else ""]
    item = {
        "id": source.id,
        "type": "article-newspaper",
        "title": source.title,
        "author": [{"literal": source.author}] if source.author else [],
        "container-title": source.publisher,
        "issued": date(source.published) if source.published else None,
        "accessed": _accessed(source.accessed),
        "URL": address(source),
        "language": source.language,
        "note": " ".join(note for note in notes if note),
    }
    return {name: value for name, value in item.items() if value}


def date(when: When) -> dict[str, Any]:
    """Return a date as CSL has it: parts as far as they are known, `circa` where it is not certain, else the words."""
    start, end = when.ends
    if start is None or end is None:
        return {"literal": when.words}
    parts = [_parts(one) for one in dict.fromkeys((start, end))]
    if not all(parts):
        return {"literal": when.words}
    told: dict[str, Any] = {"date-parts": parts}
    return told | {"circa": True} if when.uncertain or when.approximate else told


def _parts(when: When) -> list[int]:
    count = PARTS.get(when.precision, 0)
    day: Day | None = when.first
    # 2004-XX-17 is a year by what it pins down, but no plain year.
    return list(day[:count]) if day and count and "X" not in when.text else []


def _accessed(text: str) -> dict[str, Any] | None:
    match = ISO_DAY.match(text)
    return {"date-parts": [[int(part) for part in match.groups()]]} if match else None
