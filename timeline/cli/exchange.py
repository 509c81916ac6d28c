"""The commands that carry events in and out, and tell two states apart."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from timeline import config
from timeline.cli import terminal
from timeline.cli.options import HERE, Categories, Door, Json, Label, Order, Project, States, Told, Until


def diff(
    old: Annotated[str, typer.Argument(help="A file, a workbook, or a revision: HEAD~1, HEAD~1:events.csv.")],
    new: Annotated[str, typer.Argument(help="The same; else events.csv as it is.")] = "",
    *,
    form: Annotated[Told, typer.Option("--format", help="How changes are written.")] = Told.TEXT,
    project: Project = HERE,
    json: Json = False,
) -> None:
    """Say what changed between two states of the events, by id and cell by cell. Exits 1 where something did."""
    settings = config.load(project)
    from timeline import pipeline, show

    found = pipeline.diff(settings, old, new or str(settings.events))
    terminal.say(show.changes(found, Told.JSON if json else form))
    raise typer.Exit(1 if found.changes else 0)


def import_(  # noqa: PLR0913  # an option for each thing that may be known of a file
    file: Annotated[Path, typer.Argument(help="A brief that came back, or any CSV, xlsx or ods.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")] = False,
    base: Annotated[str, typer.Option(help="The state that a table began from: a file or a revision.")] = "",
    map_: Annotated[list[str] | None, typer.Option("--map", help="our=theirs: which column is ours.")] = None,
    kind: Annotated[list[str] | None, typer.Option("--category", help="Theirs=ours: which kind is which.")] = None,
    dates: Annotated[Order | None, typer.Option(help="How the file writes 03/04/2018; else it is refused.")] = None,
    source: Annotated[str, typer.Option(help="Id of the source that the table itself is in the register.")] = "",
    encoding: Annotated[str, typer.Option(help="Of a CSV; else it is looked for.")] = "",
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Withdraw the events that did not come back.")] = False,
    project: Project = HERE,
    json: Json = False,
) -> None:
    """Bring in a table from outside: by id, cell by cell, nothing deleted, nothing doubled. Exits 1 where it asks."""
    settings = config.load(project)
    from timeline import pipeline, show
    from timeline.events.foreign import Wishes

    wishes = Wishes(maps=_pairs(map_), order=dates or "", categories=_pairs(kind), source=source)
    known = pipeline.Origin(file, base=base, encoding=encoding)
    came = pipeline.bring(settings, known, wishes, withdraw=withdraw, dry_run=dry_run, tell=terminal.progress())
    terminal.say(show.imported(came, terminal.form(json=json), dry_run=dry_run))
    raise typer.Exit(0 if came.merge.clean else 1)


def export(  # noqa: PLR0913  # an option a filter
    *,
    to: Annotated[Door, typer.Option("--to", help="The format.")],
    output: Annotated[Path | None, typer.Option(help="The folder; else outputs/.", metavar="DIR")] = None,
    tlp: Annotated[Label, typer.Option(help="The narrowest label that goes out.")] = Label.RED,
    since: Annotated[str, typer.Option(help="EDTF: events that may have been then or later.")] = "",
    until: Until = "",
    category: Categories = None,
    status: States = None,
    draft: Annotated[bool, typer.Option("--draft", help="Export in spite of errors, without the bad rows.")] = False,
    project: Project = HERE,
    json: Json = False,
) -> None:
    """Write the events for other tools: calendars, maps, slides, TimelineJS, databases."""
    settings = config.load(project)
    from timeline import pipeline, show

    chosen = tuple(category or ()), tuple(status or ())
    wanted = pipeline.Wanted(
        tlp,
        since=terminal.date("--since", since),
        until=terminal.date("--until", until),
        categories=chosen[0],
        statuses=chosen[1],
    )
    made = pipeline.export(settings, to, wanted, folder=output, draft=draft, tell=terminal.progress())
    if not made.files:
        terminal.say(show.report(made.report, terminal.form(json=json)))
        terminal.stop("nothing was exported because of the errors above", "Mend them, or add --draft.", code=1)
    terminal.say(show.exported(made, terminal.form(json=json)))


def _pairs(given: list[str] | None) -> dict[str, str]:
    """Read options of the form one=other."""
    pairs = {}
    for pair in given or ():
        one, sign, other = pair.partition("=")
        if not (sign and one.strip() and other.strip()):
            terminal.stop(f"{pair!r} is not of the form one=other", "Write --map date=Datum.")
        pairs[one.strip()] = other.strip()
    return pairs
