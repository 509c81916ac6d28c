"""The commands of a project: begin it, add to it, check it, build it, and the manual of its rules."""

from __future__ import annotations

import shlex
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timeline import config
from timeline.cli import terminal
from timeline.cli.options import HERE, Categories, Form, Json, Label, Only, Project, States, Until

if TYPE_CHECKING:
    from timeline.when import When


def init(folder: Annotated[Path, typer.Argument(metavar="DIR")]) -> None:
    """Make a project in DIR: settings with comments, one example event that validates, a README."""
    from timeline import pipeline

    made = pipeline.init(folder)
    terminal.say([*map(str, made), f"Next: cd {shlex.quote(str(folder))} && timeline validate && timeline build"])


def add(  # noqa: PLR0913  # an option a column
    *,
    date: Annotated[str, typer.Option(help="EDTF: 2018-06-17, 2018-06, 2019-09~, 2017-10-17/2017-11-03.")] = "",
    title: Annotated[str, typer.Option(help="Headline, at most 120 characters.")] = "",
    category: Annotated[str, typer.Option(help="One of the project's list.")] = "",
    source: Annotated[str, typer.Option(help="Id of the source in the register.")] = "",
    quote: Annotated[str, typer.Option(help="Verbatim words of the source's document.")] = "",
    source_date: Annotated[str, typer.Option(help="The date that this source gives, if it differs.")] = "",
    summary: Annotated[str, typer.Option(help="A few sentences.")] = "",
    place: Annotated[str, typer.Option(help="Name as used.")] = "",
    lat: Annotated[str, typer.Option(help="Latitude, WGS 84 degrees.")] = "",
    lon: Annotated[str, typer.Option(help="Longitude, WGS 84 degrees.")] = "",
    actor: Annotated[list[str] | None, typer.Option(help="Who took part; may be given several times.")] = None,
    tag: Annotated[list[str] | None, typer.Option(help="A word to find it by; may be given several times.")] = None,
    status: Annotated[str, typer.Option(help="proposed, reported, confirmed, disputed or withdrawn.")] = "reported",
    credibility: Annotated[str, typer.Option(help="1 to 6 of the Admiralty code.")] = "",
    tlp: Annotated[str, typer.Option(help="TLP 2.0 label; empty = the project's.")] = "",
    notes: Annotated[str, typer.Option(help="Your own.")] = "",
    id: Annotated[str, typer.Option("--id", help="Stable slug; else made of date and title.")] = "",  # noqa: A002  # the column's name
    project: Project = HERE,
    json: Json = False,
) -> None:
    """Add an event, from options or, on a terminal, by asking; it is checked before it is written."""
    given = {name: value for name, value in locals().items() if isinstance(value, str) and value}
    given |= {"actors": "; ".join(actor or ()), "tags": "; ".join(tag or ())}
    settings = config.load(project)
    terminal.ask(given, ("date", "title", "category", "source", "quote"), settings.category_names)
    from timeline import pipeline, show

    event = pipeline.add(settings, given, tell=terminal.progress())
    terminal.say(show.entered(event, terminal.form(json=json)))
    raise typer.Exit(0 if event.written else 1)


def validate(
    *,
    form: Annotated[Form, typer.Option("--format", help="How findings are written.")] = Form.TEXT,
    project: Project = HERE,
    json: Json = False,
) -> None:
    """Read everything, check everything, and report all findings at once."""
    settings = config.load(project)
    from timeline import pipeline, show

    found = pipeline.validate(settings, tell=terminal.progress())
    terminal.say(show.report(found, terminal.form(json=json, form=form)))
    raise typer.Exit(0 if found.clean else 1)


def build(  # noqa: PLR0913  # an option a filter
    *,
    since: Annotated[
        str,
        typer.Option(help="EDTF: only events that may have been then or later. Or a file or revision: mark changes."),
    ] = "",
    until: Until = "",
    category: Categories = None,
    status: States = None,
    tlp: Annotated[Label, typer.Option(help="The narrowest label that goes out; the rest is counted.")] = Label.RED,
    since_brief: Annotated[Path | None, typer.Option(help="An earlier brief.xlsx: tell what changed.")] = None,
    release: Annotated[bool, typer.Option("--release", help="Refuse proposed events and unproven quotes.")] = False,
    only: Annotated[Only | None, typer.Option(help="One output instead of both.")] = None,
    hxl: Annotated[bool, typer.Option("--hxl", help="Add the row of HXL hashtags to the workbook.")] = False,
    draft: Annotated[
        bool, typer.Option("--draft", help="Build in spite of errors: stamped, bad rows left out.")
    ] = False,
    open_: Annotated[bool, typer.Option("--open", help="Open what was made.")] = False,
    project: Project = HERE,
    json: Json = False,
) -> None:
    """Check, then make outputs/timeline.html and outputs/brief.xlsx, whole or not at all."""
    settings = config.load(project)
    from timeline import pipeline, show

    date, earlier = _parted(since)
    wanted = pipeline.Wanted(
        tlp, since=date, until=terminal.date("--until", until), categories=(*(category or ()),),
        statuses=(*(status or ()),),
    )  # fmt: skip
    order = pipeline.Order(
        wanted=wanted, outputs=(only,) if only else (*Only,), earlier=earlier, earlier_brief=since_brief, hxl=hxl,
        draft=draft, release=release,
    )  # fmt: skip
    made = pipeline.build(settings, order, tell=terminal.progress())
    if not made.files:
        terminal.say(show.unbuilt(made, terminal.form(json=json)))
        terminal.stop(*show.WHY_UNREADY if made.unready else show.WHY_UNBUILT, code=1)
    terminal.say(show.built(made, terminal.form(json=json)))
    if open_:
        webbrowser.open(made.files[0].resolve().as_uri())


def explain(
    rule: Annotated[str | None, typer.Argument(help="Code or name.")] = None,
    *,
    columns: Annotated[bool, typer.Option("--columns", help="The columns of events.csv instead.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="As a table in Markdown.")] = False,
    json: Json = False,
) -> None:
    """Tell the manual of a rule, or list all rules, or the columns of the table."""
    from timeline import pipeline, show

    if columns:
        holds = pipeline.columns()
        terminal.say(show.columns_table(holds) if markdown else show.columns(holds, terminal.form(json=json)))
        return
    rules = pipeline.explain(rule)
    terminal.say(show.rules_table(rules) if markdown else show.manual(rules, terminal.form(json=json)))


def _parted(since: str) -> tuple[When | None, str]:
    """Tell a date, which begins a period, from an earlier state, which changes are marked against; a file wins."""
    from timeline.when import BadDate, When

    try:
        return (None, since) if Path(since).is_file() or not since else (When.parse(since), "")
    except BadDate as bad:
        return (terminal.date("--since", since) if bad.proposals else None), since  # 31.06.2018 was meant as a date
