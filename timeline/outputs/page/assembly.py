"""Put the file together: template, style, script, Plotly, columns and texts, under a policy that allows no more."""

from __future__ import annotations

import hashlib
import json
import mimetypes
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from typing import Any

import jinja2
from markupsafe import Markup

from timeline import events as events_
from timeline.config import TLP
from timeline.errors import TimelineError
from timeline.model import CREDIBILITY, RELIABILITY, Case, Event, Ledger
from timeline.outputs import figure
from timeline.outputs.page import context, drawn, outlines, packing
from timeline.outputs.page.drawn import Drawn, Since

STYLES = ("base", "chart", "table", "panel", "print")
SCRIPTS = (
    "dom",
    "days",
    "fold",
    "store",
    "filters",
    "reach",
    "search",
    "state",
    "lanes",
    "marks",
    "chart",
    "gestures",
    "strip",
    "map",
    "table",
    "panel",
    "cite",
    "facets",
    "controls",
    "printing",
    "main",
)
"""The parts of the script, in order: each uses only what stands before it, or at run time."""

LISTED = 2_000
"""Events in the list that is there without JavaScript; the rest is counted."""

DOCUMENTS = 16
"""Excerpts, or whole documents, in a block."""

EMPTY_STYLE = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
"""The hash of nothing: Plotly adds an empty style element and writes its rules through the DOM."""


class BadLogo(TimelineError):
    """The logo of the settings can't be put on the page."""

    hint = "Name a PNG, JPEG, GIF, WebP or SVG file below the project's folder, or leave the setting out."


def render(
    case: Case,
    events: Iterable[Event],
    ledger: Ledger,
    *,
    draft: bool = False,
    since: Since | None = None,
) -> str:
    """Return the page of the given events as one HTML file.

    `events` is walked once and may be a generator. The page's TLP label is the strictest of the project's and the
    events'. Same input, same text: nothing in it depends on the clock, on chance or on the machine.
    """
    layout = drawn.collect(case, events, since)
    style = Markup("\n".join(_parts("style", STYLES, "css")))  # noqa: S704 - our own file
    script = Markup('(() => {\n"use strict";\n' + "\n".join(_parts("script", SCRIPTS, "js")) + "})();")  # noqa: S704
    plotly = figure.script()
    level = packing.level(len(layout.order))
    columns, packed = packing.columns(layout.columns, level)
    blocks = _blocks(case, layout)
    about = {
        "title": case.settings.title,
        "count": len(layout.order),
        "passages": len(layout.passages),
        "rows": {name: size for name, (size, texts) in blocks.items() if texts},
        "columns": columns,
        "colours": {category.name: category.colour for category in case.settings.categories if category.colour},
        "dates": case.settings.date_style,
        "statuses": drawn.STATUSES,
        "standings": drawn.STANDINGS,
        "precisions": drawn.PRECISIONS,
        "credibility": CREDIBILITY,
        "reliability": RELIABILITY,
        "tlp": TLP,
        "since": since.name if since else "",
        "whole": case.settings.context == "document",
        "figures": figure.layouts(),
    }
    dictionaries = {**layout.dictionaries, "sources": list(context.records(case, layout.sources))}
    return (
        _environment()
        .get_template("page.html")
        .render(
            settings=case.settings,
            tlp=layout.tlp,
            draft=draft,
            ledger=ledger,
            count=len(layout.order),
            period=tuple(map(_era, _period(layout) or ())),
            logo=_logo(case),
            listed=list(_listed(case, layout)),
            more=max(0, len(layout.order) - LISTED),
            since=since,
            policy=_policy(style, script, plotly),
            style=style,
            script=script,
            about=embedded(about),
            dictionaries=packing.squeeze(packing.dump(dictionaries)),
            columns=packed,
            blocks={name: texts for name, (_, texts) in blocks.items()},
            outlines=_outlines(layout),
            plotly=packing.squeeze(plotly.encode("utf-8"), level),
            foreign_styles=figure.styles(plotly),
        )
    )


def _blocks(case: Case, layout: Drawn) -> dict[str, tuple[int, list[str]]]:
    """Pack all texts, and say how many are in a block; what no event has makes none.

    Those of events are in order of time, those of passages in order of their first citation.
    """
    level = packing.level(len(layout.order))
    texts, contexts = context.contexts(case, layout.passages, layout.sources)
    given = {place: [(at, date.text, date.words) for at, date in dates] for place, dates in layout.given.items()}
    rows = {
        "title": layout.titles(),
        "id": layout.ids(),
        "summary": layout.summaries() if any(layout.laid.summaries) else (),
        "given": _few(given, len(layout.order)),
        "change": _few(layout.changes, len(layout.order)),
        "quote": layout.quotes(),
        "context": (str(context).replace(" ", "") for context in contexts) if any(contexts) else (),
        "text": map(packing.as_json, texts) if any(texts) else (),
    }
    sizes = {name: DOCUMENTS if name == "text" else packing.rows(len(layout.order)) for name in rows}
    return {name: (sizes[name], list(packing.texts(some, level, sizes[name]))) for name, some in rows.items()}


def _few(known: Mapping[int, object], count: int) -> Iterator[str]:
    """Yield what few events have, in the place of each event; nothing where none has it."""
    return (_compact(known.get(place, ())) for place in range(count) if known)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def embedded(value: object) -> Markup:
    """Write JSON that can stand inside a script element: nothing in it can end the element or a line of script."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 - escaped above


def _environment() -> jinja2.Environment:
    folder = resources.files(__package__)
    return jinja2.Environment(
        autoescape=True,
        loader=jinja2.FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _parts(folder: str, names: Iterable[str], suffix: str) -> Iterator[str]:
    for name in names:
        yield (resources.files(__package__) / folder / f"{name}.{suffix}").read_text(encoding="utf-8")


def _policy(style: str, script: str, plotly: str) -> str:
    """Return the Content-Security-Policy: nothing from anywhere, but our own style and scripts by their hashes."""
    return (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        f"style-src '{_hash(style)}' '{EMPTY_STYLE}'; script-src '{_hash(script)}' '{_hash(plotly)}'"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"


def _period(layout: Drawn) -> tuple[int, int] | None:
    """Return the first and last year that an event reaches for certain, or None where none is dated."""
    first, last = layout.columns["date.first"], layout.columns["date.last"]
    known = [day for day in (*first, *last) if drawn.FIRST_OF_ALL + 1 < day < drawn.LAST_OF_ALL - 1]  # not at the rim
    return (_year(min(known)), _year(max(known))) if known else None


def _year(day: int) -> int:
    # Howard Hinnant's civil_from_days, years only, for days that datetime does not know.
    shifted = day + 719_468
    era, of_era = divmod(shifted, 146_097)
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    return era * 400 + year + (1 if (5 * of_year + 2) // 153 >= 10 else 0)  # noqa: PLR2004 - January and February


def _era(year: int) -> str:
    """Write a year as the events' dates do: the one before year 1 is 1 BC."""
    return str(year) if year > 0 else f"{1 - year:,} BC"


def _listed(case: Case, layout: Drawn) -> Iterator[Mapping[str, Any]]:
    """Yield what the list without JavaScript shows of each event."""
    laid, style = layout.laid, case.settings.date_style
    rows = layout.order[:LISTED]
    dates = {text: events_.when(text) for text in {laid.dates[row] for row in rows}}
    told = {text: (when.words if style == "words" else text) if when else "undated" for text, when in dates.items()}
    for row in rows:
        source = next((one for slot in laid.citations if (one := slot.sources[row])), "")
        known = case.sources.get(source)
        yield {
            "id": laid.ids[row],
            "title": laid.titles[row],
            "date": told[laid.dates[row]],
            "place": laid.places[row][0],
            "source": (known.title if known else "") or source,
            "url": context.web(known.url) if known else "",
        }


def _outlines(layout: Drawn) -> str:
    points = [(place[1], place[2]) for place in layout.dictionaries["places"] if len(place) > 1]
    return packing.squeeze(packing.dump(outlines.near(points))) if points else ""


def _logo(case: Case) -> str:
    """Return the logo as a data URI; as an image it runs no script, not even an SVG does."""
    if not case.settings.logo:
        return ""
    path = (case.settings.root / case.settings.logo).resolve()
    kind = mimetypes.guess_type(path.name)[0] or ""
    if not path.is_relative_to(case.settings.root.resolve()) or not path.is_file() or not kind.startswith("image/"):
        told = f"the logo {case.settings.logo!r} is no image below the project's folder"
        raise BadLogo(told)
    return f"data:{kind};base64,{b64encode(path.read_bytes()).decode('ascii')}"
