"""The commands through their front door: what they print, where, and with which exit code."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import io
import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from timeline.model import Mention

ROOT = Path(__file__).parent.parent
SLOW = ("pandas", "plotly", "openpyxl", "arrow")


def rows(project: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((project / "events.csv").read_text(encoding="utf-8"))))


def rewrite(project: Path, change: Callable[[list[dict[str, str]]], object]) -> None:
    found = rows(project)
    change(found)
    with (project / "events.csv").open("w", encoding="utf-8", newline="") as stream:
        out = csv.DictWriter(stream, found[0])
        out.writeheader()
        out.writerows(found)


def snapshot(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_help_loads_no_slow_library():
    code = (
        "import sys; sys.argv = ['timeline', '--help']\n"
        "from timeline.cli import app\n"
        "try: app()\n"
        "except SystemExit: pass\n"
        f"print('LOADED', [name for name in {SLOW!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "validate" in done.stdout
    assert done.stdout.rstrip().endswith("LOADED []")


def test_validate_loads_nothing_that_finds_dates_and_events_in_articles(case: Path):
    names = ("timeline.dates", "timeline.candidates", "timeline.stories", "timeline.review", "plotly", "openpyxl")
    code = (
        "import sys\nsys.argv = ['timeline', 'validate']\nfrom timeline.cli import main\n"
        f"try:\n    main()\nfinally:\n    print('LOADED', [name for name in {names!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=case, capture_output=True, text=True, check=False)
    assert "LOADED []" in done.stdout


def test_the_shipped_case_validates(timeline, shipped):
    told = timeline("validate", shipped)
    assert told.code == 0, told.out + told.err
    assert told.out.splitlines()[-1].startswith("32 rows in events.csv: ")
    assert "0 errors, 0 warnings" in told.out


def test_rows_in_are_rows_good_plus_rows_with_findings(timeline, case):
    rewrite(case, lambda found: found[3].update(date="31.06.2018"))
    told = timeline("validate", case)
    last = re.fullmatch(r"(\d+) rows in events.csv: (\d+) good, (\d+) with findings \(.*\)", told.out.splitlines()[-1])
    assert last is not None, told.out
    assert int(last[1]) == int(last[2]) + int(last[3]) == 32


def test_a_finding_names_place_value_reading_and_remedy(timeline, case):
    rewrite(case, lambda found: found[0].update(date="31.06.2018"))
    told = timeline("validate", case)
    assert told.code == 1
    expected = (
        'events.csv:2 date "31.06.2018" is no date: June has 30 days. Write 2018-06-30, or 2018-06 if the day is '
    )
    assert any(line.startswith(expected) for line in told.out.splitlines()), told.out


def test_an_ambiguous_date_is_never_guessed(timeline, case):
    rewrite(case, lambda found: found[0].update(date="03/04/2018"))
    told = timeline("validate", case)
    assert told.code == 1
    (line,) = [line for line in told.out.splitlines() if "03/04/2018" in line]
    assert "2018-04-03" in line
    assert "2018-03-04" in line


def test_a_quote_that_does_not_stand_in_its_document_shows_the_nearest_passage(timeline, case):
    rewrite(case, lambda found: found[2].update(quote=found[2]["quote"].replace("2014", "2015")))
    told = timeline("validate", case)
    assert told.code == 1
    (line,) = [line for line in told.out.splitlines() if line.startswith("events.csv:4 quote")]
    assert "2015" in line
    assert "2014" in line


def test_findings_come_as_json_lines_with_the_same_facts(timeline, case):
    rewrite(case, lambda found: found[0].update(date="31.06.2018"))
    told = timeline("validate --json", case)
    *findings, summary = map(json.loads, told.out.splitlines())
    assert {"path": "events.csv", "line": 2, "column": "date", "value": "31.06.2018"}.items() <= findings[0].items()
    assert summary["summary"]["rows"] == 32
    assert told.code == 1


def test_findings_come_as_workflow_commands(timeline, case):
    rewrite(case, lambda found: found[0].update(date="31.06.2018"))
    told = timeline("validate --format github", case)
    assert told.out.startswith("::error file=events.csv,line=2,title=D1")


def test_build_makes_both_files_and_tells_what_went_in(timeline, case):
    told = timeline("build", case)
    assert told.code == 0, told.out + told.err
    assert told.out.startswith("32 rows: 32 drawn, 0 left out\n")
    assert (case / "outputs" / "timeline.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (case / "outputs" / "brief.xlsx").read_bytes()[:4] == b"PK\x03\x04"
    assert told.err == ""


def test_the_same_input_makes_the_same_bytes(timeline, case):
    timeline("build", case)
    first = snapshot(case / "outputs")
    time.sleep(1.1)  # a clock in the files would show
    timeline("build", case, PYTHONHASHSEED="7")
    assert snapshot(case / "outputs") == first


def test_with_errors_nothing_is_built_and_what_stood_there_stays(timeline, case):
    timeline("build", case)
    before = snapshot(case / "outputs")
    rewrite(case, lambda found: found[0].update(date="2018-06-31"))
    told = timeline("build", case)
    assert told.code == 1
    assert "2018-06-31" in told.out
    assert "--draft" in told.err
    assert snapshot(case / "outputs") == before


def test_a_draft_is_built_stamped_and_lists_what_was_left_out(timeline, case):
    rewrite(case, lambda found: found[0].update(date="2018-06-31"))
    told = timeline("build --draft", case)
    assert told.code == 0
    assert told.out.startswith("32 rows: 31 drawn, 1 left out\n")
    assert "left out: line 2 198x-militia-leaders-serve-with-irgc" in told.out
    assert "DRAFT" in (case / "outputs" / "timeline.html").read_text(encoding="utf-8")


def test_a_withdrawn_event_leaves_the_views_and_is_accounted_for(timeline, case):
    rewrite(case, lambda found: found[4].update(status="withdrawn"))
    told = timeline("build --json", case)
    made = json.loads(told.out)
    assert made["drawn"] == 31
    assert [left["reason"] for left in made["left_out"]] == ["withdrawn"]
    page = (case / "outputs" / "timeline.html").read_text(encoding="utf-8")
    assert rows(case)[4]["title"] not in page


def test_a_rule_is_silenced_with_a_reason_that_is_printed(timeline, case):
    rewrite(case, lambda found: found[1].update(quote=""))
    code = json.loads(timeline("validate --json", case).out.splitlines()[0])["code"]
    settings = case / "pyproject.toml"
    silence = f'silence = [{{ rule = "{code}", event = "{rows(case)[1]["id"]}", reason = "the scan has no text" }}]\n'
    settings.write_text(settings.read_text(encoding="utf-8").replace("categories = [", silence + "categories = [", 1))
    told = timeline("validate", case)
    assert told.code == 0, told.out
    assert "the scan has no text" in told.out


def test_an_unknown_setting_is_refused_with_the_nearest(timeline, case):
    settings = case / "pyproject.toml"
    text = settings.read_text(encoding="utf-8").replace('\ntlp = "CLEAR"', '\ntlpp = "CLEAR"', 1)
    settings.write_text(text, encoding="utf-8")
    told = timeline("validate", case)
    assert told.code == 2
    assert "'tlpp'" in told.err
    assert "Did you mean 'tlp'?" in told.err
    assert told.out == ""


def test_without_a_project_the_remedy_is_told(timeline, tmp_path):
    told = timeline("validate", tmp_path)
    assert told.code == 2
    assert "timeline init" in told.err


def test_a_new_project_validates_and_builds(timeline, tmp_path):
    told = timeline("init fresh", tmp_path)
    assert told.code == 0, told.err
    assert timeline("validate", tmp_path / "fresh").out.startswith("1 row in events.csv: 1 good")
    assert timeline("build", tmp_path / "fresh").code == 0
    assert (tmp_path / "fresh" / "outputs" / "timeline.html").exists()


def test_init_never_writes_over_a_project(timeline, tmp_path):
    timeline("init fresh", tmp_path)
    before = snapshot(tmp_path)
    told = timeline("init fresh", tmp_path)
    assert told.code == 2
    assert snapshot(tmp_path) == before


BRIDGE = (
    "--title",
    "Ferry runs while the bridge is repaired",
    "--category",
    "politics",
    "--source",
    "example-gazette-2021-03-04",
    "--quote",
    "repairs would begin in the spring and that a ferry would run until then",
)


def test_an_event_is_added_after_it_was_checked(timeline, tmp_path):
    timeline("init fresh", tmp_path)
    told = timeline("add --date 2021-03", tmp_path / "fresh", *BRIDGE, "--actor", "mayor", "--actor", "ferry company")
    assert told.code == 0, told.out + told.err
    added = rows(tmp_path / "fresh")[-1]
    assert added["id"].startswith("2021-03-ferry-runs")
    assert added["actors"] == "mayor; ferry company"
    assert timeline("validate", tmp_path / "fresh").code == 0


@pytest.mark.parametrize(
    ("date", "quote"), [("31.06.2021", BRIDGE[-1]), ("2021-03", "these words stand nowhere in it")]
)
def test_an_event_that_would_not_validate_is_not_written(timeline, tmp_path, date, quote):
    timeline("init fresh", tmp_path)
    before = snapshot(tmp_path)
    told = timeline(f"add --date {date}", tmp_path / "fresh", *BRIDGE[:-1], quote)
    assert told.code == 1
    assert "Nothing was written" in told.out
    assert snapshot(tmp_path) == before


def test_without_a_terminal_nothing_is_asked(timeline, tmp_path):
    timeline("init fresh", tmp_path)
    told = timeline("add --title Ferry", tmp_path / "fresh", stdin="")
    assert told.code == 2
    assert "--date" in told.err


def test_on_a_terminal_what_is_missing_is_asked(tmp_path, timeline):
    timeline("init fresh", tmp_path)
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "timeline", "add", *BRIDGE],
        cwd=tmp_path / "fresh",
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**os.environ, "NO_COLOR": "1"},
    )
    os.close(slave)
    told = b""
    while b"date" not in told and select.select([master], [], [], 30)[0]:
        told += os.read(master, 4096)
    os.write(master, b"2021-03\n")
    assert process.wait(timeout=60) == 0
    os.close(master)
    assert rows(tmp_path / "fresh")[-1]["date"] == "2021-03"


def test_explain_lists_every_rule_and_tells_one_in_full(timeline, tmp_path):
    listed = timeline("explain", tmp_path).out.splitlines()
    assert len(listed) > 40
    code = listed[0].split()[0]
    told = timeline(f"explain {code}", tmp_path)
    assert told.code == 0
    assert {"Why:", "Bad:", "Good:"} <= set(re.findall(r"^\w+:", told.out, re.MULTILINE))


def test_explain_of_no_rule_names_the_remedy(timeline, tmp_path):
    told = timeline("explain Q999", tmp_path)
    assert told.code == 2
    assert "timeline explain" in told.err or "Did you mean" in told.err


def test_a_source_is_copied_in_hashed_and_registered(timeline, tmp_path):
    timeline("init fresh", tmp_path)
    project = tmp_path / "fresh"
    (tmp_path / "flood.txt").write_text("The river flooded the market on 5 May 2021.", encoding="utf-8")
    told = timeline(
        "source add ../flood.txt --publisher Gazette --published 2021-05-06", project, "--title", "Market under water"
    )
    assert told.code == 0, told.out + told.err
    listed = [json.loads(line) for line in timeline("source list --json", project).out.splitlines()]
    assert len(listed) == 2
    copied = project / "corpus" / listed[1]["file"]
    assert listed[1]["sha256"] == hashlib.sha256(copied.read_bytes()).hexdigest()
    assert timeline("source verify", project).code == 0


def test_one_changed_byte_is_found_and_named(timeline, case):
    document = case / "corpus" / "niqash-lives-on.md"
    changed = document.read_bytes().replace(b"Last week", b"Past week", 1)
    document.write_bytes(changed)
    told = timeline("source verify", case)
    assert told.code == 1
    assert "niqash-lives-on" in told.out
    assert "2017-12-victory-declared" in told.out


def test_the_real_articles_prove_quotes_typed_by_a_reader(timeline, seeds, tmp_path):
    timeline("init trial", tmp_path)
    project = tmp_path / "trial"
    third = next(path for path in sorted(seeds.iterdir()) if path.name.startswith("002"))
    told = timeline(f"source add {third} --title Border --published 2018-11 --id third", project)
    assert told.code == 0, told.out + told.err
    text = third.read_text(encoding="utf-8")
    passage = text[text.index("Tensi") : text.index("threatened to retaliate")]
    typed = passage.replace("\u03bf", "o").replace("’", "'").strip()
    assert typed != passage.strip()
    made = timeline(
        "add --json --date 2018-06 --title Strike --category incident --source third", project, "--quote", typed
    )
    assert made.code == 0, made.out + made.err
    verified = [json.loads(line) for line in timeline("source verify --json", project).out.splitlines()]
    (quote,) = [entry for entry in verified if entry.get("event", "").startswith("2018-06")]
    assert quote["standing"] == "folded"
    assert any("script" in fold for fold in quote["folds"])
    (place,) = quote["positions"]
    assert text[place["start"] : place["end"]] == passage.strip()


def test_the_dates_of_a_text_are_marked_with_their_meaning(timeline, tmp_path):
    (tmp_path / "note.txt").write_text("The bridge fell on Tuesday. It had stood since 1931.", encoding="utf-8")
    told = timeline("dates note.txt --published 2021-03-04", tmp_path)
    assert (
        told.out.strip() == "The bridge fell on [Tuesday -> DATE 2021-03-02]. It had stood since [1931 -> DATE 1931]."
    )
    (first, second) = map(
        json.loads, timeline("dates note.txt --published 2021-03-04 --json", tmp_path).out.splitlines()
    )
    assert (first["when"], second["span"]) == ("2021-03-02", {"start": 47, "stop": 51})


def test_a_publication_date_that_is_none_is_refused_with_its_edtf(timeline, tmp_path):
    (tmp_path / "note.txt").write_text("It fell on Tuesday.", encoding="utf-8")
    told = timeline("dates note.txt --published 13.12.2017", tmp_path)
    assert told.code == 2
    assert told.err.startswith('timeline: --published: "13.12.2017" is no date')
    assert "2017-12-13" in told.err


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(Mention)])
def test_the_manual_of_dates_tells_each_field_of_its_json(timeline, tmp_path, field):
    assert re.search(rf"\b{field}\b", timeline("dates --help", tmp_path).out.split("Arguments")[0])


def test_what_is_marked_narrower_stays_at_home_and_is_counted(timeline, case):
    secret = rows(case)[3]
    rewrite(case, lambda found: found[3].update(tlp="RED"))
    told = timeline("build --tlp GREEN", case)
    assert told.out.startswith("32 rows: 31 drawn, 1 left out\n")
    assert f"{secret['id']}: TLP:RED" in told.out
    page = (case / "outputs" / "timeline.html").read_text(encoding="utf-8")
    assert secret["title"] not in page
    assert secret["id"] not in page
    with zipfile.ZipFile(case / "outputs" / "brief.xlsx") as book:
        texts = b"".join(book.read(name) for name in book.namelist())
    assert secret["id"].encode() not in texts
    assert secret["title"].encode() not in texts


def test_a_brief_is_asked_for_by_period_and_category(timeline, case):
    told = timeline("build --json --since 2019 --until 2019 --category forces --category attack", case)
    made = json.loads(told.out)
    assert made["drawn"] + len(made["left_out"]) == made["rows"] == 32
    drawn = {row["id"] for row in rows(case)} - {left["event"] for left in made["left_out"]}
    assert "2019-09-israeli-attacks-on-depots" in drawn
    assert "2018-missiles-sent-to-pmu" in drawn  # in 2018 and in 2019
    assert "2018-06-border-air-strike" not in drawn


def test_a_category_that_is_none_is_refused(timeline, case):
    told = timeline("build --category operations", case)
    assert told.code == 2
    assert "operation, air strike" in told.err


def test_a_release_refuses_what_nobody_has_looked_at(timeline, case):
    assert timeline("build --release", case).code == 0
    before = snapshot(case / "outputs")
    rewrite(case, lambda found: found[5].update(status="proposed"))
    told = timeline("build --release", case)
    assert told.code == 1
    assert rows(case)[5]["id"] in told.out or "events.csv:7" in told.out
    assert snapshot(case / "outputs") == before


def test_what_is_new_since_last_time_is_on_the_page_and_in_the_brief(timeline, case):
    timeline("build", case)
    shutil.copy(case / "events.csv", case / "before.csv")
    shutil.copy(case / "outputs" / "brief.xlsx", case / "before.xlsx")
    rewrite(case, lambda found: found[0].update(title="A title that was changed"))
    told = timeline("build --since before.csv --since-brief before.xlsx", case)
    assert told.code == 0, told.err
    assert "before.csv" in (case / "outputs" / "timeline.html").read_text(encoding="utf-8")
    with zipfile.ZipFile(case / "outputs" / "brief.xlsx") as book:
        texts = b"".join(book.read(name) for name in book.namelist()).decode(errors="replace")
    assert "before.xlsx" in texts
    assert "A title that was changed" in texts


def test_a_date_typed_in_passing_is_no_file(timeline, case):
    told = timeline("build --since 17.06.2018", case)
    assert told.code == 2
    assert "2018-06-17" in told.err


@pytest.mark.parametrize("command", ["build --since", "build --until", "export --to json --since", "extract --until"])
def test_a_date_that_is_none_is_named_with_its_option(timeline, case, command):
    told = timeline(f"{command} 31.06.2018", case)
    assert told.code == 2
    assert told.err.startswith(f'timeline: {command.split()[-1]}: "31.06.2018" is no date: June has 30 days')
