"""A file a format: every door to the tools that colleagues use.

Each renders a Dossier into files by name, the same bytes for the same Dossier. Doubt goes through every door: where a
format has no place for it, the words say it. Withdrawn events go through none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from timeline.model import Event, LeftOut
from timeline.outputs.exports import (
    calendar,
    columnar,
    csl,
    database,
    document,
    markdown,
    package,
    picture,
    plain,
    slides,
    timelinejs,
    timesketch,
)
from timeline.outputs.exports.dossier import Dossier, ExtraMissing, choose

__all__ = ["FORMS", "Dossier", "ExtraMissing", "Form", "choose", "left_out"]


@dataclass(frozen=True, slots=True)
class Form:
    """A format: what it is for, how it is made, which events it can hold, and the word for those that it can't."""

    about: str
    render: Callable[[Dossier], dict[str, bytes]]
    drawn: Callable[[Event], bool] = lambda _: True
    lacks: str = ""


DATELESS = "it has no day from which the form could show it"
FORMS = {
    "timelinejs": Form("TimelineJS: its JSON and its sheet", timelinejs.render, timelinejs.drawn, DATELESS),
    "json": Form("JSON with its schema beside it", plain.json),
    "jsonl": Form("JSON Lines, an event a line", plain.jsonl),
    "geojson": Form("GeoJSON, a feature an event", plain.geojson),
    "ics": Form("a calendar of whole days", calendar.render, calendar.drawn, DATELESS),
    "csl-json": Form("the sources for Zotero and pandoc", csl.render),
    "markdown": Form("a chronology with footnotes", markdown.render),
    "docx": Form("the chronology as a Word document", document.render),
    "pptx": Form("an overview slide, and one an event", slides.render),
    "png": Form("the line of time as a picture", picture.png, timelinejs.drawn, DATELESS),
    "svg": Form("the line of time as curves", picture.svg, timelinejs.drawn, DATELESS),
    "timesketch": Form("CSV for Timesketch", timesketch.render, timesketch.drawn, DATELESS),
    "parquet": Form("a typed table for pandas, DuckDB, R", columnar.render),
    "sqlite": Form("a database that Datasette opens", database.render),
    "datapackage": Form("CSV with types and keys, Frictionless", package.render),
}
"""The doors, by the word after --to."""


def left_out(dossier: Dossier, name: str) -> tuple[LeftOut, ...]:
    """Return the events of a dossier that a form can't hold, with the reason."""
    form = FORMS[name]
    return tuple(LeftOut(event.line, event.id, form.lacks) for event in dossier.events if not form.drawn(event))
