"""Put the file together: template, style, script, Plotly, columns and texts, under a policy that allows no more."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import mimetypes
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from typing import Any

import jinja2
from markupsafe import Markup

from timeline.config import TLP
from timeline.errors import TimelineError
from timeline.model import CREDIBILITY, RELIABILITY, Case, Event, Ledger
from timeline.outputs import figure
from timeline.outputs.page import context, drawn, outlines, packing
from timeline.outputs.page.drawn import Drawn, Since
from timeline.when import When

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
    columns, packed = packing.columns(layout.columns)
    level = 6 if len(layout.order) < packing.LONG else 3
    about = {
        "title": case.settings.title,
        "count": len(layout.order),
        "rows": packing.ROWS,
        "columns": columns,
        "colours": {category.name: category.colour for category in case.settings.categories if category.colour},
        "dates": case.settings.date_style,
        "statuses": drawn.STATUSES,
        "precisions": drawn.PRECISIONS,
        "credibility": CREDIBILITY,
        "reliability": RELIABILITY,
        "tlp": TLP,
        "since": since.name if since else "",
        "figures": figure.layouts(),
    }
    documents = context.Quotes(case).documents([source["id"] for source in layout.dictionaries["sources"]])
    return (
        _environment()
        .get_template("page.html")
        .render(
            settings=case.settings,
            tlp=layout.tlp,
            draft=draft,
            ledger=ledger,
            count=len(layout.order),
            period=_period(layout),
            logo=_logo(case),
            listed=list(_listed(layout, case.settings.date_style)),
            more=max(0, len(layout.order) - LISTED),
            since=since,
            policy=_policy(style, script, plotly),
            style=style,
            script=script,
            about=embedded(about),
            dictionaries=packing.squeeze(packing.dump(layout.dictionaries)),
            columns=packed,
            light=list(packing.texts(layout.light, layout.order, level)),
            deep=list(packing.texts(layout.deep, layout.order, level)),
            documents=[packing.squeeze(packing.dump(text)) for text in documents],
            outlines=_outlines(layout),
            plotly=packing.squeeze(plotly.encode("utf-8")),
            foreign_styles=figure.styles(plotly),
        )
    )


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
    first, last = layout.columns["first"], layout.columns["last"]
    known = [day for day in (*first, *last) if drawn.FIRST_OF_ALL < day < drawn.LAST_OF_ALL]
    return (_year(min(known)), _year(max(known))) if known else None


def _year(day: int) -> int:
    # Howard Hinnant's civil_from_days, years only, for days that datetime does not know.
    shifted = day + 719_468
    era, of_era = divmod(shifted, 146_097)
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    return era * 400 + year + (1 if (5 * of_year + 2) // 153 >= 10 else 0)  # noqa: PLR2004 - January and February


def _listed(layout: Drawn, style: str) -> Iterator[Mapping[str, Any]]:
    """Yield what the list without JavaScript shows of each event."""
    places, sources = layout.dictionaries["places"], layout.dictionaries["sources"]
    place = layout.columns["place"]
    for position, row in enumerate(layout.order[:LISTED]):
        identity, title, text, words = json.loads(layout.light[row])
        cited = json.loads(layout.deep[row])[1]
        day = layout.columns["first"][position]
        undated = layout.columns["kind"][position] == drawn.UNDATED
        yield {
            "id": identity,
            "title": title,
            "date": (words if style == "words" else text) or ("undated" if undated else _day(day, style)),
            "place": places[place[position]][0],
            "source": sources[cited[0][0]] if cited else None,
        }


def _day(day: int, style: str) -> str:
    """Write an exact day as the settings want it."""
    iso = (dt.date(1970, 1, 1) + dt.timedelta(days=day)).isoformat()
    return When.parse(iso).words if style == "words" else iso


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
