"""What the options of several commands are: their values, their help and where they start from."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Form(StrEnum):
    """How results are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


class Told(StrEnum):
    """How a comparison is written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


Order = StrEnum("Order", {"DAY_FIRST": "day-first", "MONTH_FIRST": "month-first"})
"""How a file writes 03/04/2018."""


Door = StrEnum(
    "Door",
    {
        "TIMELINEJS": "timelinejs",
        "JSON": "json",
        "JSONL": "jsonl",
        "GEOJSON": "geojson",
        "ICS": "ics",
        "CSL_JSON": "csl-json",
        "MARKDOWN": "markdown",
        "DOCX": "docx",
        "PPTX": "pptx",
        "PNG": "png",
        "SVG": "svg",
        "TIMESKETCH": "timesketch",
        "PARQUET": "parquet",
        "SQLITE": "sqlite",
        "DATAPACKAGE": "datapackage",
    },
)
"""The formats of an export, as exports.FORMS has them; spelt out here, since `timeline --help` loads no exports."""


Label = StrEnum("Label", {"CLEAR": "CLEAR", "GREEN": "GREEN", "AMBER": "AMBER", "STRICT": "AMBER+STRICT", "RED": "RED"})
"""The labels of the Traffic Light Protocol, as config.TLP has them."""


Only = StrEnum("Only", {"PAGE": "page", "BRIEF": "brief"})
"""One of the two outputs."""


State = StrEnum(
    "State",
    {
        "PROPOSED": "proposed",
        "REPORTED": "reported",
        "CONFIRMED": "confirmed",
        "DISPUTED": "disputed",
        "WITHDRAWN": "withdrawn",
    },
)
"""How far an event is settled, as model.Status has it."""


Until = Annotated[str, typer.Option(help="EDTF: only events that may have been then or before.")]


Categories = Annotated[list[str] | None, typer.Option("--category", help="Only this; may be given several times.")]


States = Annotated[list[State] | None, typer.Option("--status", help="Only this; may be given several times.")]


Project = Annotated[
    Path, typer.Option("--project", help="The project's folder; else the nearest one upward.", metavar="DIR")
]


Json = Annotated[bool, typer.Option("--json", help="Write JSON Lines with the same facts.")]


HERE = Path()
