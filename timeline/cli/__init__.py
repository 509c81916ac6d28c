"""Words in, exit code out: 0 well, 1 findings, 2 could not work. The only clock, the only printing.

`timeline --help` loads no slow library: the pipeline, and what it needs, is imported by the command that runs it.
"""

from __future__ import annotations

import contextlib
import sys

import typer

from timeline.cli import articles, exchange, project, sources, terminal
from timeline.errors import TimelineError

HELP = """A timeline you can stake your name on: dated events, each linked to its sources, every quote proven.

`timeline validate` checks the table; `timeline build` makes the page and the workbook."""

app = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)
app.command()(project.init)
app.command()(project.add)
app.command()(project.validate)
app.command()(project.build)
app.command()(exchange.diff)
app.command("import")(exchange.import_)
app.command()(exchange.export)
app.command()(articles.extract)
app.command()(articles.review)
app.command()(project.explain)
app.command()(articles.dates)

source = typer.Typer(help="The register of sources and their documents.", no_args_is_help=True, rich_markup_mode=None)
source.command("add")(sources.source_add)
source.command("list")(sources.source_list)
source.command("verify")(sources.source_verify)
app.add_typer(source, name="source")


def main() -> None:
    """Run the command; trouble that stops the work is told on stderr, with what to do about it."""
    try:
        with contextlib.suppress(AttributeError):
            sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # suppressed where it has none
        app()
    except TimelineError as error:
        terminal.stop(str(error), error.hint)
    except KeyboardInterrupt:
        terminal.interrupted()
    except SystemExit as ended:  # Typer makes one of Ctrl-C
        if ended.code == terminal.INTERRUPTED:
            terminal.interrupted()
        raise
    except BrokenPipeError:  # `timeline explain | head`
        terminal.hush()
        sys.exit(1)
    except OSError as error:  # the folder that we are in was deleted; the disk behind `> findings.txt` is full
        terminal.hush()
        trouble = ": ".join(str(part) for part in (error.filename, error.strerror) if part)
        terminal.stop(trouble or str(error), "Is the folder still there, and is there room on the disk?")
