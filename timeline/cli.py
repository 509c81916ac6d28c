"""Words in, exit code out: 0 well, 1 findings, 2 could not work. The only clock, the only printing.

`timeline --help` loads no slow library: the pipeline, and what it needs, is imported by the command that runs it.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import signal
import sys
import webbrowser
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TextIO

import typer

from timeline import config
from timeline.errors import TimelineError, tame

if TYPE_CHECKING:
    from timeline.pipeline.proposing import Review
    from timeline.review import Session, Sought
    from timeline.when import When

HELP = """A timeline you can stake your name on: dated events, each linked to its sources, every quote proven.

`timeline validate` checks the table; `timeline build` makes the page and the workbook."""

app = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)
source = typer.Typer(help="The register of sources and their documents.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(source, name="source")


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
INTERRUPTED = 130
"""What a shell expects of a command that Ctrl-C ended: 128 and the signal's number."""


def main() -> None:
    """Run the command; trouble that stops the work is told on stderr, with what to do about it."""
    try:
        with contextlib.suppress(AttributeError):
            sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # suppressed where it has none
        app()
    except TimelineError as error:
        _stop(str(error), error.hint)
    except KeyboardInterrupt:
        _interrupted()
    except SystemExit as ended:  # Typer makes one of Ctrl-C
        if ended.code == INTERRUPTED:
            _interrupted()
        raise
    except BrokenPipeError:  # `timeline explain | head`
        _hush()
        sys.exit(1)
    except OSError as error:  # the folder that we are in was deleted; the disk behind `> findings.txt` is full
        _hush()
        trouble = ": ".join(str(part) for part in (error.filename, error.strerror) if part)
        _stop(trouble or str(error), "Is the folder still there, and is there room on the disk?")


@app.command()
def init(folder: Annotated[Path, typer.Argument(metavar="DIR")]) -> None:
    """Make a project in DIR: settings with comments, one example event that validates, a README."""
    from timeline import pipeline

    made = pipeline.init(folder)
    _say([*map(str, made), f"Next: cd {shlex.quote(str(folder))} && timeline validate && timeline build"])


@app.command()
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
    _ask(given, ("date", "title", "category", "source", "quote"), settings.category_names)
    from timeline import pipeline, show

    event = pipeline.add(settings, given, tell=_progress())
    _say(show.entered(event, _form(json=json)))
    raise typer.Exit(0 if event.written else 1)


@app.command()
def validate(
    *,
    form: Annotated[Form, typer.Option("--format", help="How findings are written.")] = Form.TEXT,
    project: Project = HERE,
    json: Json = False,
) -> None:
    """Read everything, check everything, and report all findings at once."""
    settings = config.load(project)
    from timeline import pipeline, show

    found = pipeline.validate(settings, tell=_progress())
    _say(show.report(found, _form(json=json, form=form)))
    raise typer.Exit(0 if found.clean else 1)


@app.command()
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
    wanted = pipeline.Wanted(tlp, since=date, until=until, categories=(*(category or ()),), statuses=(*(status or ()),))
    order = pipeline.Order(
        wanted=wanted, outputs=(only,) if only else (*Only,), earlier=earlier, earlier_brief=since_brief, hxl=hxl,
        draft=draft, release=release,
    )  # fmt: skip
    made = pipeline.build(settings, order, tell=_progress())
    if not made.files:
        _say(show.unbuilt(made, _form(json=json)))
        _stop(*show.WHY_UNREADY if made.unready else show.WHY_UNBUILT, code=1)
    _say(show.built(made, _form(json=json)))
    if open_:
        webbrowser.open(made.files[0].resolve().as_uri())


@app.command()
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
    _say(show.changes(found, Told.JSON if json else form))
    raise typer.Exit(1 if found.changes else 0)


@app.command("import")
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
    came = pipeline.bring(settings, known, wishes, withdraw=withdraw, dry_run=dry_run, tell=_progress())
    _say(show.imported(came, _form(json=json), dry_run=dry_run))
    raise typer.Exit(0 if came.merge.clean else 1)


@app.command()
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
    wanted = pipeline.Wanted(tlp, since=since, until=until, categories=chosen[0], statuses=chosen[1])
    made = pipeline.export(settings, to, wanted, folder=output, draft=draft, tell=_progress())
    if not made.files:
        _say(show.report(made.report, _form(json=json)))
        _stop("nothing was exported because of the errors above", "Mend them, or add --draft.", code=1)
    _say(show.exported(made, _form(json=json)))


@app.command()
def extract(  # noqa: PLR0913  # an option a filter
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders of articles; else the corpus.")] = None,
    *,
    since: Annotated[str, typer.Option(help="EDTF: what may have happened then or later.")] = "",
    until: Annotated[str, typer.Option(help="EDTF: what may have happened then or before.")] = "",
    min_score: Annotated[float, typer.Option(help="The least score, 0 to 1.")] = 0.0,
    limit: Annotated[int, typer.Option(min=0, help="How many of the best; 0 for all.")] = 0,
    project: Project = HERE,
    json: Json = False,
) -> None:
    """Propose events from articles: outputs/proposals.csv, best first. events.csv is left alone."""
    settings = config.load(project)
    from timeline import pipeline, show

    made = pipeline.extract(settings, paths or [], _sought(since, until, min_score, limit), tell=_progress())
    _say(show.extracted(made, _form(json=json)))
    if json:
        _warn(show.trouble(made))
    raise typer.Exit(0 if made.articles else 1)


@app.command()
def review(  # noqa: PLR0913  # an option a filter
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders of articles; else the corpus.")] = None,
    *,
    accept_above: Annotated[
        float | None, typer.Option(help="Accept what scores at least this, and ask nothing.")
    ] = None,
    since: Annotated[str, typer.Option(help="EDTF: what may have happened then or later.")] = "",
    until: Annotated[str, typer.Option(help="EDTF: what may have happened then or before.")] = "",
    limit: Annotated[int, typer.Option(min=0, help="How many of the best; 0 for all.")] = 0,
    project: Project = HERE,
    json: Json = False,
) -> None:
    """Go through the proposals: accept, edit, reject, skip, undo. What is accepted goes to events.csv."""
    settings = config.load(project)
    from timeline import pipeline, show
    from timeline import review as reviewing

    sought = _sought(since, until, accept_above or 0.0, limit)
    begun = pipeline.review_begin(settings, paths or [], sought, tell=_progress())
    session = _reviewed(begun) if accept_above is None else reviewing.accept_above(begun.session, accept_above)
    with _undisturbed():
        entered = pipeline.review_end(begun, session, tell=_progress())
    for event in entered:
        _say(show.entered(event, _form(json=json)))
    _say(show.reviewed(session, entered, _form(json=json)))
    raise typer.Exit(0 if sum(event.written for event in entered) == session.counted(reviewing.Choice.ACCEPT) else 1)


@app.command()
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
        _say(show.columns_table(holds) if markdown else show.columns(holds, _form(json=json)))
        return
    rules = pipeline.explain(rule)
    _say(show.rules_table(rules) if markdown else show.manual(rules, _form(json=json)))


@app.command()
def dates(
    file: Annotated[Path, typer.Argument(help="A document.")],
    *,
    published: Annotated[str, typer.Option(help="When it was published, EDTF; else the date in its head.")] = "",
    json: Json = False,
) -> None:
    """Mark the date expressions of a text, with what each means.

    With --json a line an expression: text; span (start and stop, offsets into the document's text); type, value and
    mod as in TIMEX3; when, its place on the calendar (EDTF), absent where the text gives none; interval, the range
    that it is an end of (EDTF); zone, the time zone as it is written; fiscal, whether a year is a company's own.
    """
    from timeline import pipeline, show

    document, found = pipeline.find_dates(file, _date("--published", published))
    _say(show.mentions(document, found, _form(json=json)))


@source.command("add")
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
    _say(show.added(added, _form(json=json)))


@source.command("list")
def source_list(*, project: Project = HERE, json: Json = False) -> None:
    """List the register, and below each source what says when it was published: register, metadata, byline, text."""
    settings = config.load(project)
    from timeline import pipeline, show

    _say(show.sources(pipeline.source_list(settings), _form(json=json)))


@source.command("verify")
def source_verify(*, project: Project = HERE, json: Json = False) -> None:
    """Check every hash and every quote."""
    settings = config.load(project)
    from timeline import pipeline, show

    found = pipeline.source_verify(settings, tell=_progress())
    _say(show.verified(found, _form(json=json)))
    raise typer.Exit(0 if found.good else 1)


def _interrupted() -> NoReturn:
    _stop("interrupted; nothing was left half written", "", code=INTERRUPTED)


def _clear_line() -> None:
    """Take the line of progress off the terminal, so that results don't stand behind it."""
    if _is_terminal(sys.stderr):
        typer.echo("\r\033[K", nl=False, err=True)


def _date(option: str, text: str) -> When | None:
    """Read the date that an option gives; one that is none is refused by the option's name."""
    from timeline.when import BadDate, When

    try:
        return When.parse(text) if text else None
    except BadDate as bad:
        _stop(f"{option}: {bad}", bad.hint)


def _sought(since: str, until: str, min_score: float, limit: int) -> Sought:
    from timeline.review import Sought

    return Sought(_date("--since", since), _date("--until", until), min_score, limit)


def _reviewed(begun: Review) -> Session:
    """Ask about each proposal, where there is a terminal to ask on."""
    if not (_is_terminal(sys.stdin) and _is_terminal(sys.stderr)):
        _stop(
            "a review needs a terminal", "`timeline extract` writes the proposals; --accept-above SCORE asks nothing."
        )
    from timeline import dialogue, pipeline

    _clear_line()
    return dialogue.go(begun, lambda cells: pipeline.review_check(begun.settings, cells))


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl-C wait until what was decided is written."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _hush() -> None:
    """Send what is still to be printed nowhere, so that Python does not fail at it once more when it ends."""
    if sys.stdout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()  # `timeline add <&-` has no stdin at all


def _parted(since: str) -> tuple[str, str]:
    """Tell a date, which begins a period, from an earlier state, which changes are marked against; a file wins."""
    from timeline.when import BadDate, When

    try:
        return ("", since) if Path(since).is_file() or not since else (str(When.parse(since)), "")
    except BadDate as bad:
        if bad.proposals:  # 31.06.2018 was meant as a date
            raise
        return "", since


def _pairs(given: list[str] | None) -> dict[str, str]:
    """Read options of the form one=other."""
    pairs = {}
    for pair in given or ():
        one, sign, other = pair.partition("=")
        if not (sign and one.strip() and other.strip()):
            _stop(f"{pair!r} is not of the form one=other", "Write --map date=Datum.")
        pairs[one.strip()] = other.strip()
    return pairs


def _form(*, json: bool, form: Form = Form.TEXT) -> str:
    return Form.JSON if json else form


def _say(lines: Iterable[str]) -> None:
    _clear_line()
    for line in lines:
        typer.echo(tame(line))
    if sys.stdout:
        sys.stdout.flush()  # a full disk is told while it can be


def _warn(lines: Iterable[str]) -> None:
    _clear_line()
    for line in lines:
        typer.echo(tame(line), err=True)


def _stop(trouble: str, hint: str, code: int = 2) -> NoReturn:
    colour = _is_terminal(sys.stderr) and not os.environ.get("NO_COLOR")
    _clear_line()
    head = typer.style("timeline: ", fg="red", bold=True) if colour else "timeline: "
    typer.echo(head + tame(trouble), err=True)
    if hint:
        typer.echo(tame(hint), err=True)
    sys.exit(code)


def _progress() -> Callable[[str], None]:
    """Return what is told of each stage: a line on a terminal that the next one overwrites, else nothing."""
    if not _is_terminal(sys.stderr):
        return lambda _: None

    def tell(stage: str) -> None:
        typer.echo(f"\r\033[K{stage} …", nl=False, err=True)

    return tell


def _ask(given: dict[str, str], wanted: Iterable[str], categories: Iterable[str]) -> None:
    """Ask for what is missing; without a terminal nothing is asked, and what is missing is named."""
    missing = [name for name in wanted if not given.get(name)]
    if missing and not (_is_terminal(sys.stdin) and _is_terminal(sys.stderr)):
        options = ", ".join(f"--{name.replace('_', '-')}" for name in missing)
        _stop(f"an event needs {', '.join(missing)}", f"Give {options}; only a terminal is asked.")
    for name in missing:
        told = {"date": f"{name} (EDTF, as precise as the source)", "category": f"{name} ({', '.join(categories)})"}
        try:
            given[name] = typer.prompt(told.get(name, name), err=True)
        except typer.Abort:  # Ctrl-C, or Ctrl-D
            raise KeyboardInterrupt from None
