"""The commands of the register of sources."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from timeline import config
from timeline.cli import terminal
from timeline.cli.options import HERE, Json, Project


def source_add(  # noqa: PLR0913  # an option a column
    file: Annotated[Path, typer.Argument(help="The document; it is copied into the corpus.")],
    *,
    title: Annotated[str, typer.Option(help="The article's title.")] = "",
    publisher: Annotated[str, typer.Option()] = "",
    author: Annotated[str, typer.Option()] = "",
    published: Annotated[str, typer.Option(help="EDTF, as precise as is known.")] = "",
    url: Annotated[str, typer.Option()] = "",
    archive_url: Annotated[str, typer.Option()] = "",
    accessed: Annotated[str, typer.Option(help="When it was fetched, UTC: 2021-03-04T10:15:00Z.")] = "",
    language: Annotated[str, typer.Option(help="BCP 47: en, ar.")] = "",
    kind: Annotated[str, typer.Option(help="`full text` or `abstract`.")] = "",
    reliability: Annotated[str, typer.Option(help="A to F of the Admiralty code.")] = "",
    origin: Annotated[str, typer.Option(help="Who first reported it.")] = "",
    notes: Annotated[str, typer.Option()] = "",
    id: Annotated[str, typer.Option("--id", help="Stable slug; else made of publisher, date and title.")] = "",  # noqa: A002  # the column's name
    project: Project = HERE,
    json: Json = False,
) -> None:
    """Copy a document into the corpus, hash it and enter it in the register."""
    fields = {name: value for name, value in locals().items() if isinstance(value, str) and value}
    settings = config.load(project)
    from timeline import pipeline, show

    added = pipeline.source_add(settings, file, fields)
    terminal.say(show.added(added, terminal.form(json=json)))


def source_list(*, project: Project = HERE, json: Json = False) -> None:
    """List the register, and below each source what says when it was published: register, metadata, byline, text."""
    settings = config.load(project)
    from timeline import pipeline, show

    terminal.say(show.sources(pipeline.source_list(settings), terminal.form(json=json)))


def source_verify(*, project: Project = HERE, json: Json = False) -> None:
    """Check every hash and every quote."""
    settings = config.load(project)
    from timeline import pipeline, show

    found = pipeline.source_verify(settings, tell=terminal.progress())
    terminal.say(show.verified(found, terminal.form(json=json)))
    raise typer.Exit(0 if found.good else 1)
