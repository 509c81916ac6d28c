"""The commands that read articles: what they tell, what of it becomes an event, and when."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timeline import config
from timeline.cli import terminal
from timeline.cli.options import HERE, Json, Project

if TYPE_CHECKING:
    from timeline.model import Sought
    from timeline.pipeline.proposing import Review
    from timeline.review import Session


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

    made = pipeline.extract(settings, paths or [], _sought(since, until, min_score, limit), tell=terminal.progress())
    terminal.say(show.extracted(made, terminal.form(json=json)))
    if json:
        terminal.warn(show.trouble(made))
    raise typer.Exit(0 if made.articles else 1)


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
    begun = pipeline.review_begin(settings, paths or [], sought, tell=terminal.progress())
    session = _reviewed(begun) if accept_above is None else reviewing.accept_above(begun.session, accept_above)
    with terminal.undisturbed():
        entered = pipeline.review_end(begun, session, tell=terminal.progress())
    for event in entered:
        terminal.say(show.entered(event, terminal.form(json=json)))
    terminal.warn(show.unread(begun))
    terminal.say(show.reviewed(session, entered, terminal.form(json=json)))
    raise typer.Exit(0 if sum(event.written for event in entered) == session.counted(reviewing.Choice.ACCEPT) else 1)


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

    document, found = pipeline.find_dates(file, terminal.date("--published", published))
    terminal.say(show.mentions(document, found, terminal.form(json=json)))


def _sought(since: str, until: str, min_score: float, limit: int) -> Sought:
    from timeline.model import Sought

    if not 0 <= min_score <= 1:
        terminal.stop(f"--min-score: {min_score} is no score", "Scores go from 0 to 1: --min-score 0.5.")
    begins, ends = terminal.date("--since", since), terminal.date("--until", until)
    if begins and ends and begins.first and ends.last and begins.first > ends.last:
        terminal.stop(f"--since {since} is later than --until {until}", "Give the earlier date as --since.")
    return Sought(begins, ends, min_score, limit)


def _reviewed(begun: Review) -> Session:
    """Ask about each proposal, where there is a terminal to ask on."""
    if not (terminal.is_terminal(sys.stdin) and terminal.is_terminal(sys.stderr)):
        terminal.stop(
            "a review needs a terminal", "`timeline extract` writes the proposals; --accept-above SCORE asks nothing."
        )
    from timeline import dialogue, pipeline

    terminal.clear_line()
    return dialogue.go(begun, lambda cells: pipeline.review_check(begun.settings, cells))
