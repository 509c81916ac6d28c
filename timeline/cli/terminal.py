"""What a command says and asks: results on stdout, progress and trouble on stderr, questions only on a terminal."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NoReturn, TextIO

import typer

from timeline.cli.options import Form
from timeline.errors import tame

if TYPE_CHECKING:
    from timeline.when import When


INTERRUPTED = 130
"""What a shell expects of a command that Ctrl-C ended: 128 and the signal's number."""


TOGETHER = 256
"""Lines that are written together where nobody waits for each."""


def say(lines: Iterable[str]) -> None:
    """Print results, a line each, on stdout; a terminal gets each at once, a file or a pipe many together."""
    clear_line()
    most = 1 if is_terminal(sys.stdout) else TOGETHER
    held: list[str] = []
    try:
        for line in lines:
            held.append(tame(line))
            if len(held) >= most:
                told, held = held, []
                _write(told)
    finally:  # what was told before the trouble is told
        _write(held)
    if sys.stdout:
        sys.stdout.flush()  # a full disk is told while it can be


def _write(lines: list[str]) -> None:
    if lines and sys.stdout:  # tamed lines have no colours that a file would have to be spared
        sys.stdout.write("\n".join(lines) + "\n")


def warn(lines: Iterable[str]) -> None:
    """Print trouble that stops nothing, a line each, on stderr."""
    clear_line()
    for line in lines:
        typer.echo(tame(line), err=True)


def stop(trouble: str, hint: str, code: int = 2) -> NoReturn:
    """End with this exit code, the trouble and what to do about it on stderr."""
    colour = is_terminal(sys.stderr) and not os.environ.get("NO_COLOR")
    clear_line()
    head = typer.style("timeline: ", fg="red", bold=True) if colour else "timeline: "
    typer.echo(head + tame(trouble), err=True)
    if hint:
        typer.echo(tame(hint), err=True)
    sys.exit(code)


def interrupted() -> NoReturn:
    """End as a command does that Ctrl-C was pressed on."""
    stop("interrupted; nothing was left half written", "", code=INTERRUPTED)


def clear_line() -> None:
    """Take the line of progress off the terminal, so that results don't stand behind it."""
    if is_terminal(sys.stderr):
        typer.echo("\r\033[K", nl=False, err=True)


def progress() -> Callable[[str], None]:
    """Return what is told of each stage: a line on a terminal that the next one overwrites, else nothing."""
    if not is_terminal(sys.stderr):
        return lambda _: None

    def tell(stage: str) -> None:
        typer.echo(f"\r\033[K{stage} …", nl=False, err=True)

    return tell


def ask(given: dict[str, str], wanted: Iterable[str], categories: Iterable[str]) -> None:
    """Ask for what is missing; without a terminal nothing is asked, and what is missing is named."""
    missing = [name for name in wanted if not given.get(name)]
    if missing and not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        options = ", ".join(f"--{name.replace('_', '-')}" for name in missing)
        stop(f"an event needs {', '.join(missing)}", f"Give {options}; only a terminal is asked.")
    for name in missing:
        told = {"date": f"{name} (EDTF, as precise as the source)", "category": f"{name} ({', '.join(categories)})"}
        try:
            given[name] = typer.prompt(told.get(name, name), err=True)
        except typer.Abort:  # Ctrl-C, or Ctrl-D
            raise KeyboardInterrupt from None


def date(option: str, text: str) -> When | None:
    """Read the date that an option gives; one that is none is refused by the option's name."""
    from timeline.when import BadDate, When

    try:
        return When.parse(text) if text else None
    except BadDate as bad:
        stop(f"{option}: {bad}", bad.hint)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Let Ctrl-C wait until what was decided is written."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def hush() -> None:
    """Send what is still to be printed nowhere, so that Python does not fail at it once more when it ends."""
    if sys.stdout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a person sits at the other end."""
    return stream is not None and stream.isatty()  # `timeline add <&-` has no stdin at all


def form(*, json: bool, form: Form = Form.TEXT) -> str:
    """Return how results are written: as asked for, or as JSON."""
    return Form.JSON if json else form
