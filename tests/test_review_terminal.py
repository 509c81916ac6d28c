"""The review as a person has it: a terminal, a key a decision, and a screen that is looked at."""

from __future__ import annotations

import contextlib
import csv
import fcntl
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest

ARTICLES = {
    "dam": "The river had risen for days.\n\nA dam above Elmford burst on Tuesday and flooded forty houses. Nobody was "
    "hurt, the mayor said.\n\nThe road is closed.",
    "ferry": "A ferry with nine passengers sank on Wednesday off Port Lumley after it struck a reef.",
    "bomb": "A bomb exploded on Thursday at the market of Oakham and killed three traders.",
}
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """The command on a pseudo-terminal: what is typed, and what stands on the screen."""

    def __init__(self, project: Path, **environ: str) -> None:
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "timeline", "review"],
            cwd=project,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={**os.environ, "NO_COLOR": "1", "TERM": "xterm", "COLUMNS": "100", **environ},
        )
        os.close(slave)
        self.screen = ""

    def read(self, wanted: str, seconds: float = 60) -> str:
        """Read until the words stand on the screen, and return all that came since the last key."""
        until = time.monotonic() + seconds
        told = ""
        while wanted not in told and time.monotonic() < until:
            if select.select([self.master], [], [], 0.2)[0]:
                with contextlib.suppress(OSError):
                    told += CONTROL.sub("", os.read(self.master, 65536).decode(errors="replace")).replace("\r", "")
        assert wanted in told, told
        return told

    def press(self, keys: str, wanted: str) -> str:
        """Type, and read on until the words stand there."""
        os.write(self.master, keys.encode())
        return self.read(wanted)

    def refused(self, keys: str, wanted: str) -> str:
        """Type what is refused with these words, and read on until the question stands there again."""
        told = self.press(keys, wanted)
        while select.select([self.master], [], [], 2.0)[0]:
            told += os.read(self.master, 65536).decode(errors="replace")
        return told

    def interrupt(self, wanted: str) -> str:
        """Press Ctrl-C until the words stand there: one that falls between a question and the waiting is not heard."""
        for _ in range(10):
            os.kill(self.process.pid, signal.SIGINT)
            with contextlib.suppress(AssertionError):
                return self.read(wanted, seconds=2)
        return self.read(wanted)

    def end(self) -> int:
        """Wait for the end, reading on as a terminal does, and let it go."""
        try:
            for _ in range(600):
                if self.process.poll() is not None:
                    break
                if select.select([self.master], [], [], 0.1)[0]:
                    with contextlib.suppress(OSError):
                        os.read(self.master, 65536)
            return self.process.wait(timeout=60)
        finally:
            os.close(self.master)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (tmp_path / "timeline.toml").write_text('title = "Trial"\ncategories = ["disaster", "attack"]\n', encoding="utf-8")
    rows = [f"{name},The {name},2021-03-05,{name}.txt" for name in ARTICLES]
    (corpus / "sources.csv").write_text("\n".join(["id,title,published,file", *rows, ""]), encoding="utf-8")
    for name, text in ARTICLES.items():
        (corpus / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def terminal(project: Path) -> Iterator[Terminal]:
    one = Terminal(project)
    yield one
    if one.process.poll() is None:
        one.process.kill()
        one.process.wait()


KEYS = "[?]"


def rows(project: Path, name: str = "events.csv") -> list[dict[str, str]]:
    with (project / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_sentence_stands_marked_in_its_paragraph_with_date_why_and_progress(terminal: Terminal):
    told = terminal.read(KEYS)
    told += terminal.press("s", KEYS) + terminal.press("s", KEYS)
    flat = " ".join(told.split())
    assert "1 of 4 score" in flat
    assert "3 of 4 score" in flat
    assert "· 2 skipped" in flat
    assert "2 March 2021: A dam above Elmford burst on Tuesday" in flat
    assert ">>A dam above Elmford burst on Tuesday and flooded forty houses.<< Nobody was hurt, the mayor said." in flat
    assert "why told by 1 article" in flat
    assert "dam · The dam · 5 March 2021" in flat


def test_accept_reject_undo_and_quit_leave_what_was_decided(terminal: Terminal, project: Path, timeline):
    terminal.read(KEYS)
    terminal.press("a", "1 accepted")
    terminal.press("r", "1 rejected")
    terminal.press("u", "2 of 4")
    terminal.press("s", "1 skipped")
    told = terminal.press("q", "not looked at")
    assert "1 accepted, 0 rejected, 1 skipped, 2 not looked at" in told
    assert terminal.end() == 0
    assert len(rows(project)) == 1
    assert "proposals: 3 new, 0 changed, 1 known" in timeline("extract", project).out


@pytest.mark.parametrize("how", ["Ctrl-C", "Ctrl-D", "closed", "killed"])
def test_however_it_ends_what_was_decided_is_written(terminal: Terminal, project: Path, how: str):
    terminal.read(KEYS)
    terminal.press("a", "1 accepted")
    terminal.press("r", "1 rejected")
    if how == "closed":
        os.kill(terminal.process.pid, signal.SIGHUP)
    elif how == "killed":
        os.kill(terminal.process.pid, signal.SIGTERM)
    elif how == "Ctrl-C":
        os.kill(terminal.process.pid, signal.SIGINT)
    else:
        os.write(terminal.master, b"\x04")
    terminal.end()
    assert [row["status"] for row in rows(project)] == ["reported"]
    assert {row["decision"] for row in rows(project, "decisions.csv")} == {"accepted", "refused"}


def left_in_pipes(pid: int) -> int:
    """Bytes that a process has written to itself and not read."""
    told = 0
    for name in Path(f"/proc/{pid}/fd").glob("*"):
        with contextlib.suppress(OSError):
            if str(name.readlink()).startswith("pipe:") and os.access(name, os.R_OK):
                heard = os.open(name, os.O_RDONLY | os.O_NONBLOCK)
                told += array("i", fcntl.ioctl(heard, termios.FIONREAD, bytes(4)))[0]
                os.close(heard)
    return told


def test_a_field_is_checked_when_it_is_typed_and_can_be_left(terminal: Terminal, project: Path):
    terminal.read(KEYS)
    terminal.press("e", "Which?")
    terminal.press("0", "date: ")
    assert "no month has a day" in terminal.refused("\x15" + "2021-03-32\r", "[D101]")
    terminal.press("\x15" + "2021-03~\r", "Which?")
    terminal.press("3", "category: ")
    assert "Write one of disaster, attack" in terminal.refused("\x15" + "war\r", "[E106]")
    terminal.interrupt("Which?")
    assert left_in_pipes(terminal.process.pid) == 0, "the next signal would be taken for this one"
    terminal.press("5", "position: ")
    terminal.refused("\x15" + "95, 400\r", "[E112]")
    terminal.press("\x15" + "33.5, 44\r", "Which?")
    terminal.press("1", "title: ")
    terminal.press("\x15" + "Three at once\r", "Which?")
    told = terminal.press("\r", KEYS)
    assert "about March 2021: Three at once" in told
    terminal.press("a", "1 accepted")
    terminal.press("q", "not looked at")
    terminal.end()
    (row,) = rows(project)
    assert (row["date"], row["title"], row["lat"], row["lon"]) == ("2021-03~", "Three at once", "33.5", "44")
    assert row["id"] == "2021-03-three-once"


def test_help_names_the_keys_and_more_shows_everything(terminal: Terminal):
    terminal.read(KEYS)
    assert "never proposed again" in terminal.press("?", "Press a key")
    terminal.press(" ", KEYS)
    terminal.press("m", KEYS)


def test_what_an_article_would_have_the_terminal_do_is_written_out(project: Path):
    file = project / "corpus" / "dam.txt"
    file.write_text(
        file.read_text(encoding="utf-8").replace("forty", "\x1b]0;owned\x07forty") + "\nRain fell." * 60,
        encoding="utf-8",
    )
    one = Terminal(project)
    told = one.read(KEYS)
    told += one.press("s", KEYS) + one.press("s", KEYS)
    one.press("q", "not looked at")
    one.end()
    assert "\x1b" not in told
    assert "\\u001b]0;owned" in told


def test_a_review_with_json_asks_on_stderr_and_writes_records(timeline, project: Path):
    told = timeline("review --accept-above 0.01 --json", project)
    assert [json.loads(line)["written"] for line in told.out.splitlines()] == [True] * 4
