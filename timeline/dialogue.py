"""The review on a terminal: a key a decision. It asks and prints on stderr; what is decided comes back as a session."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import FrameType

import typer

from timeline import review, screen
from timeline.config import Settings
from timeline.errors import tame
from timeline.model import Finding, Severity, Status
from timeline.pipeline.proposing import Review
from timeline.review import Session
from timeline.screen import FIELDS, Look

if sys.platform != "win32":
    import termios
    import tty

WIDEST = 110
"""Characters of a line at most: longer ones are hard to read."""
STEPS: Mapping[str, Callable[[Session], Session]] = {
    "a": review.accept,
    "r": review.reject,
    "s": review.skip,
    "u": review.undo,
}
Check = Callable[[Mapping[str, str]], tuple[Finding, ...]]
"""Says what is wrong with the cells of a row."""


def go(begun: Review, check: Check) -> Session:
    """Ask about each proposal, to the end or until a person leaves.

    However she leaves, by a key, by Ctrl-C or by closing the terminal: what was decided up to there comes back.
    """
    session = begun.session
    with _signals(), _keys(), contextlib.suppress(KeyboardInterrupt, EOFError, OSError):
        while session.current is not None:
            following = _decided(session, begun, check)
            if following is None:
                break
            session = following
    return session


def _decided(session: Session, begun: Review, check: Check) -> Session | None:
    """Show the current proposal and wait for a key that decides it; None to quit."""
    more = False
    while session.current is not None:
        look = _look()
        cited = session.current.story.citations
        names = [one.source for one in (cited if more else cited[: screen.FULL])]
        _tell(screen.proposal(session, begun.texts(names), look, more=more))
        if not session.current.event:
            _tell(map(screen.objection, check(session.cells)))
        elif not session.current.further:
            _tell(["  There is nothing to add: a keeps the event as it is. Its date is changed in events.csv."])
        key = _key(f"{screen.KEYS} ")
        if key in STEPS:
            return STEPS[key](session)
        if key == "q":
            return None
        more = key == "m"
        if key == "e":
            session = _edited(session, begun.settings, check)
        elif key == "?":
            _tell(screen.HELP.splitlines())
            _key("Press a key to go on. ")
    return session


def _edited(session: Session, settings: Settings, check: Check) -> Session:
    """Let a person write fields anew until she is done; each is checked when it is typed."""
    if session.current is not None and session.current.event:
        _tell(["", "  An event that is there is edited in events.csv; here, a adds its further articles, r leaves it."])
        _key("Press a key to go on. ")
        return session
    while True:
        _tell(["", *screen.fields(session.cells, _look())])
        key = _key("Which? (0-9; Enter when done) ")
        if not (key.isascii() and key.isdigit()) or int(key) >= len(FIELDS):
            return session
        name = FIELDS[int(key)]
        try:
            session = review.edit(session, _typed(name, session.cells, settings, check))
        except KeyboardInterrupt:
            _forget()


def _typed(name: str, row: Mapping[str, str], settings: Settings, check: Check) -> dict[str, str]:
    """Ask for a field until nothing is wrong with it."""
    choices = {"category": settings.category_names, "status": tuple(Status)}.get(name, ())
    if choices:
        _tell([f"  One of: {', '.join(choices)}"])
    before = screen.position(row) if name == "position" else row.get(name, "")
    typed = before
    while True:
        typed = _line(f"  {name}: ", typed).strip()
        cells = _cells(name, typed)
        said = {(finding.column, finding.code) for finding in check(row)}
        found = [one for one in check({**row, **cells}) if one.column in cells or (one.column, one.code) not in said]
        _tell(map(screen.objection, found))
        if all(one.severity is not Severity.ERROR for one in found):
            if name == "date":
                _tell([f"  {screen.in_words(typed)}"])
            return cells


def _cells(name: str, typed: str) -> dict[str, str]:
    if name != "position":
        return {name: typed}
    lat, _, lon = typed.partition(",")
    return {"lat": lat.strip(), "lon": lon.strip()}


def _look() -> Look:
    width = min(typer.get_terminal_size()[0] if sys.stderr.isatty() else WIDEST, WIDEST)
    colour = not os.environ.get("NO_COLOR")
    return Look(
        width=max(width - 1, 40),
        bold=(lambda text: typer.style(text, bold=True)) if colour else str,
        dim=(lambda text: typer.style(text, dim=True)) if colour else str,
        colour=colour,
    )


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line, err=True)


def _key(question: str) -> str:
    """Ask for a key; no Enter is needed, and what was typed ahead counts. Raises EOFError for Ctrl-D."""
    typer.echo(question, nl=False, err=True)
    if sys.platform == "win32":
        key = typer.getchar()
    else:
        select.select([sys.stdin, *_woken], [], [])
        key = os.read(sys.stdin.fileno(), 1).decode(errors="replace")
        if key == "\x1b":  # an arrow or another key that sends several bytes
            termios.tcflush(sys.stdin, termios.TCIFLUSH)
    if key in ("", "\x04"):
        raise EOFError
    typer.echo(key if key.isprintable() else "", err=True)
    return "" if key in "\r\n" else key.lower()


@contextlib.contextmanager
def _keys() -> Iterator[None]:
    """Have the terminal hand over each key when it is pressed, and not flush those pressed before we ask."""
    if sys.platform == "win32":
        yield
        return
    before = termios.tcgetattr(sys.stdin)
    tty.setcbreak(sys.stdin, termios.TCSANOW)
    try:
        yield
    finally:
        with contextlib.suppress(termios.error):  # the terminal was closed
            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


@contextlib.contextmanager
def _lines() -> Iterator[None]:
    """Have the terminal hand over lines for a while, as the shell's editing of them wants it."""
    if sys.platform == "win32":
        yield
        return
    keys = termios.tcgetattr(sys.stdin)
    lines = list(keys)
    lines[3] |= termios.ICANON | termios.ECHO
    termios.tcsetattr(sys.stdin, termios.TCSANOW, lines)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSANOW, keys)


def _line(question: str, text: str) -> str:
    """Ask for a line that starts as `text`, to be edited as in a shell."""
    try:
        import readline
    except ImportError:  # Windows: the old text is taken by Enter
        return str(typer.prompt(question.rstrip(": "), default=tame(text), err=True))
    readline.set_startup_hook(lambda: readline.insert_text(tame(text)))
    try:
        with _lines():
            return input(question)
    finally:
        readline.set_startup_hook()


_woken: list[int] = []
"""What a signal writes to while a review is on, so that none is missed that falls right before a key is waited for."""


def _forget() -> None:
    """Take out what a signal wrote that was heard, so that the next one is not taken for it."""
    for heard in _woken:
        with contextlib.suppress(BlockingIOError):
            while os.read(heard, 64):
                pass


@contextlib.contextmanager
def _signals() -> Iterator[None]:
    """Let a closed terminal and a polite kill end the review as Ctrl-C does: with what was decided."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise EOFError

    names = [name for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), stop) for name in names}
    before["SIGINT"] = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background ignores it
    heard, told = os.pipe()
    os.set_blocking(heard, False)
    os.set_blocking(told, False)
    wakened = signal.set_wakeup_fd(told) if sys.platform != "win32" else -1
    _woken.append(heard)
    try:
        yield
    finally:
        _woken.clear()
        if sys.platform != "win32":
            signal.set_wakeup_fd(wakened)
        os.close(heard)
        os.close(told)
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
