"""Trouble through the front door: never a traceback, each message with its remedy, nothing half written."""

from __future__ import annotations

import json
import os
import pty
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ADDED = (
    *("--date", "2021-03", "--title", "Ferry runs while the bridge is repaired", "--category", "politics"),
    *("--source", "example-gazette-2021-03-04"),
    *("--quote", "repairs would begin in the spring and that a ferry would run until then"),
)
ESCAPE = "\x1b[2J"
"""Clears the screen of a terminal that is shown it."""


@pytest.fixture
def fresh(timeline, tmp_path: Path) -> Path:
    timeline("init fresh", tmp_path)
    return tmp_path / "fresh"


def document(project: Path) -> Path:
    return project / "corpus" / "2021-03-04-example-gazette-bridge.md"


@pytest.mark.parametrize("name", ["taken", "taken/below"])
def test_a_project_is_not_made_where_a_file_is(timeline, tmp_path, name):
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    told = timeline(f"init {name}", tmp_path)
    assert told.code == 2
    assert "taken" in told.err
    assert "Nothing was written." in told.err
    assert "Traceback" not in told.err


def test_what_init_says_next_can_be_pasted(timeline, tmp_path):
    told = timeline("init", tmp_path, "my project")
    assert "cd 'my project' && timeline validate" in told.out


@pytest.mark.parametrize(
    ("settings", "problem", "remedy"),
    [
        ('categories = [{ name = "a", colour = 3 }]', "categories.colour = 3 should be text", "Mend"),
        ('categories = [{ name = "" }]', "categories holds {'name': ''}", 'Write "name"'),
        ('categories = ["a", "a"]', "categories holds 'a' twice", "Delete one"),
        ('categories = [{ name = "a", colour = "red" }]', "the colour 'red' of 'a' is none", "#rrggbb"),
        ('tlp = "clear"', "tlp = 'clear' is not one of CLEAR", "Did you mean 'CLEAR'?"),
        ("quote_min = -5", "quote_min = -5 is less than 0", "Mend"),
        ('events = ""', "events = '' names no path", "below the project's folder"),
        ('events = "a\\u001b[2Jb"', "events = 'a\\x1b[2Jb' names no path", "below the project's folder"),
        ('outputs = "corpus"', "outputs would hold the corpus", "a folder of its own"),
        ('[tool.timeline]\ntitle = "x"', "holds [tool.timeline]", "at the top"),
        ('title = "', "this is not TOML", "toml.io"),
    ],
)
def test_a_bad_setting_is_told_with_its_remedy(timeline, fresh, settings, problem, remedy):
    (fresh / "timeline.toml").write_text(settings, encoding="utf-8")
    told = timeline("validate", fresh)
    assert told.code == 2
    assert told.out == ""
    assert problem in told.err
    assert remedy in told.err
    assert ESCAPE not in told.err


@pytest.mark.parametrize("table", ["tool = 3", "[tool]\ntimeline = 3"])
def test_a_pyproject_that_holds_no_table_is_told(timeline, tmp_path, table):
    (tmp_path / "pyproject.toml").write_text(table, encoding="utf-8")
    told = timeline("validate", tmp_path)
    assert told.code == 2
    assert "should be a table" in told.err


def test_settings_in_another_encoding_are_named_by_line(timeline, fresh):
    (fresh / "timeline.toml").write_bytes(b'tlp = "RED"\ntitle = "R\xedo"\n')
    told = timeline("validate", fresh)
    assert told.code == 2
    assert "timeline.toml: line 2 is not UTF-8" in told.err


def test_settings_with_a_byte_order_mark_are_read(timeline, fresh):
    settings = fresh / "timeline.toml"
    settings.write_bytes(b"\xef\xbb\xbf" + settings.read_bytes())
    assert timeline("validate", fresh).code == 0


def test_a_draft_is_built_though_the_period_is_no_date(timeline, fresh):
    settings = fresh / "timeline.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace('period = ""', 'period = "2020-13"'), encoding="utf-8"
    )
    told = timeline("build --draft", fresh)
    assert told.code == 0, told.err
    assert (fresh / "outputs" / "timeline.html").exists()


def test_outputs_that_can_not_be_made_leave_what_stood_there(timeline, fresh):
    timeline("build", fresh)
    page = (fresh / "outputs" / "timeline.html").read_bytes()
    (fresh / "outputs" / "brief.xlsx").unlink()
    (fresh / "outputs" / "brief.xlsx").mkdir()
    (fresh / "events.csv").write_text(
        (fresh / "events.csv").read_text(encoding="utf-8").replace("River bridge", "Bridge"), encoding="utf-8"
    )
    told = timeline("build", fresh)
    assert told.code == 2
    assert "brief.xlsx can't be written: a folder of that name is in its place" in told.err
    assert (fresh / "outputs" / "timeline.html").read_bytes() == page
    assert not list((fresh / "outputs").glob("*.part"))


def test_a_file_in_place_of_the_outputs_is_told(timeline, fresh):
    shutil.rmtree(fresh / "outputs")
    (fresh / "outputs").write_text("mine", encoding="utf-8")
    told = timeline("build", fresh)
    assert told.code == 2
    assert "outputs can't be written" in told.err
    assert (fresh / "outputs").read_text(encoding="utf-8") == "mine"


def test_without_a_table_of_events_the_first_one_makes_it(timeline, fresh):
    (fresh / "events.csv").unlink()
    told = timeline("validate", fresh)
    assert told.code == 2
    assert "events.csv is not there" in told.err
    assert "timeline add" in told.err
    assert timeline("add", fresh, *ADDED).code == 0
    assert timeline("validate", fresh).out.startswith("1 row in events.csv: 1 good")


def test_an_event_is_not_refused_for_a_finding_about_the_register(timeline, fresh):
    register = fresh / "corpus" / "sources.csv"
    register.write_text(register.read_text(encoding="utf-8") + ",no id" + "," * 13 + "\n", encoding="utf-8")
    assert "corpus/sources.csv:3" in timeline("validate", fresh).out  # the new event's line, in another file
    assert timeline("add", fresh, *ADDED).code == 0


def test_a_workbook_under_the_name_of_a_table_is_told_once(timeline, fresh):
    (fresh / "events.csv").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 40)
    told = timeline("validate", fresh)
    assert told.code == 1
    assert told.out.splitlines()[0].startswith("events.csv is a workbook, no CSV. Save it as")
    assert len(told.out.splitlines()) == 2


def test_a_register_that_is_a_dead_link_is_not_taken_for_an_empty_one(timeline, fresh):
    register = fresh / "corpus" / "sources.csv"
    register.unlink()
    register.symlink_to("gone.csv")
    told = timeline("source list", fresh)
    assert told.code == 2
    assert "sources.csv can't be read" in told.err


def test_a_damaged_register_takes_no_further_source(timeline, fresh, tmp_path):
    register = fresh / "corpus" / "sources.csv"
    register.write_text(register.read_text(encoding="utf-8") + 'open,"never closed\n', encoding="utf-8")
    before = register.read_bytes()
    (tmp_path / "article.txt").write_text("An article of some length.", encoding="utf-8")
    told = timeline("source add --title Article", fresh, str(tmp_path / "article.txt"))
    assert told.code == 2
    assert "is damaged: corpus/sources.csv:3" in told.err
    assert register.read_bytes() == before
    assert len(list((fresh / "corpus").iterdir())) == 2


def test_a_source_without_a_title_is_told(timeline, fresh, tmp_path):
    (tmp_path / "article.txt").write_text("An article of some length.", encoding="utf-8")
    told = timeline("source add", fresh, str(tmp_path / "article.txt"))
    assert told.code == 2
    assert "a source needs a title" in told.err
    assert "--title" in told.err


def test_an_unreadable_document_is_told_once_and_without_this_machine_s_paths(timeline, fresh):
    document(fresh).unlink()
    document(fresh).mkdir()
    told = timeline("validate", fresh)
    assert told.out.splitlines()[0] == (
        "corpus/2021-03-04-example-gazette-bridge.md can't be read as the document of example-gazette-2021-03-04: "
        "it is a folder. Check the path and its permissions. [S110]"
    )
    row, account = told.out.splitlines()[1:]
    assert "the document of example-gazette-2021-03-04 was not read" in row
    assert account.startswith("1 row in events.csv: 0 good")
    assert str(fresh) not in told.out


def test_a_terminal_is_not_ruled_by_what_a_table_holds(timeline, fresh):
    text = (fresh / "events.csv").read_text(encoding="utf-8")
    (fresh / "events.csv").write_text(text.replace(",notes", f",no{ESCAPE}\x9btes{'s' * 300}", 1), encoding="utf-8")
    register = fresh / "corpus" / "sources.csv"
    title = f"{ESCAPE}\u202eRiver"
    register.write_text(register.read_text(encoding="utf-8").replace("River", title, 1), encoding="utf-8")
    for command in ("validate", "validate --json", "validate --format github", "source list", "source list --json"):
        told = timeline(command, fresh)
        assert not set("\x1b\x9b\u202e") & set(told.out), command
        if "--json" in command:
            found = [json.loads(line) for line in told.out.splitlines()]
            assert title in str([row.get("title") or row.get("value") for row in found]) or title in json.dumps(
                found, ensure_ascii=False
            ).replace("\\u001b", "\x1b")
    assert max(map(len, timeline("validate", fresh).out.splitlines())) < 600


def test_a_register_lists_a_line_a_source(timeline, fresh):
    register = fresh / "corpus" / "sources.csv"
    text = register.read_text(encoding="utf-8").replace("River bridge closed", '"River\nbridge closed', 1)
    register.write_text(text.replace("after an inspection", 'after an inspection"', 1), encoding="utf-8")
    told = timeline("source list", fresh)
    assert len([line for line in told.out.splitlines() if not line.startswith(" ")]) == 1
    assert "River bridge closed after an inspection" in told.out


def test_output_that_finds_no_room_is_trouble_and_no_traceback(fresh):
    command = [sys.executable, "-m", "timeline", "explain"]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(command, cwd=fresh, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("timeline: No space left on device\n")
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def test_without_any_input_nothing_is_asked(fresh):
    command = f"{sys.executable} -m timeline add <&-"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=fresh, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "only a terminal is asked" in done.stderr


def on_a_terminal(project: Path, *words: str, answer: bytes = b"", interrupt: bool = False) -> tuple[int, str]:
    """Run the command on a terminal, wait for its first question and answer it; return exit code and screen."""
    master, slave = pty.openpty()
    # A shell that runs the tests in the background has them ignore Ctrl-C, and what they start would inherit that.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [sys.executable, "-m", "timeline", *words],
        cwd=project,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**os.environ, "NO_COLOR": "1"},
    )
    signal.signal(signal.SIGINT, before)
    os.close(slave)
    told = b""
    asked = False
    for _ in range(60):
        if not select.select([master], [], [], 1)[0]:
            if asked and interrupt:
                # The first came between the question and the waiting for its answer: a person presses the keys again.
                process.send_signal(signal.SIGINT)
            continue
        try:
            part = os.read(master, 65536)
        except OSError:  # the command ended
            break
        if not part:
            break
        told += part
        if b": " in told and not asked:
            asked = True
            if interrupt:
                process.send_signal(signal.SIGINT)
            elif answer:
                os.write(master, answer)
    try:
        code = process.wait(timeout=60)
    finally:
        process.kill()
        os.close(master)
    return code, told.decode()


@pytest.mark.parametrize("how", [{"interrupt": True}, {"answer": b"\x04"}], ids=["Ctrl-C", "Ctrl-D"])
def test_a_question_that_is_broken_off_writes_nothing(fresh, how):
    before = (fresh / "events.csv").read_bytes()
    code, told = on_a_terminal(fresh, "add", *ADDED[2:], **how)
    assert code == 130
    assert "interrupted; nothing was left half written" in told
    assert (fresh / "events.csv").read_bytes() == before


def test_results_do_not_stand_behind_the_line_of_progress(fresh):
    code, told = on_a_terminal(fresh, "validate")
    assert code == 0
    assert "\r\x1b[K1 row in events.csv" in told


def test_what_is_asked_names_what_may_be_answered(fresh):
    _, told = on_a_terminal(fresh, "add", *ADDED[:4], *ADDED[6:], answer=b"politics\n")
    assert "category (incident, politics, statement): " in told


def test_a_table_without_ids_is_no_state_in_which_all_events_are_gone(timeline, fresh):
    (fresh / "theirs.csv").write_text("id;date;title\na;2018;b\n", encoding="utf-8")
    told = timeline("diff events.csv theirs.csv", fresh)
    assert told.code == 2
    assert "theirs.csv is no state of the events" in told.err
    assert "`timeline import`" in told.err
    assert not told.out
