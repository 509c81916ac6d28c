"""What goes out through each door, read by somebody else's reader."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import sqlite3
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import duckdb
import geojson_pydantic
import icalendar
import jsonschema
import pytest
from export_case import DATES, dossier, events
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from timeline.cli import options
from timeline.config import TLP
from timeline.outputs import exports
from timeline.outputs.exports import sheets
from timeline.when import When

SHOWN = len(events()) - 1
"""All but the withdrawn one."""
QUICK = [name for name in exports.FORMS if name not in ("png", "svg")]


def made(form: str) -> dict[str, bytes]:
    return exports.FORMS[form].render(dossier())


def one(form: str, name: str) -> str:
    return made(form)[name].decode()


@pytest.mark.parametrize("form", QUICK)
def test_the_same_dossier_gives_the_same_bytes(form: str) -> None:
    assert made(form) == made(form)


def test_withdrawn_events_and_narrower_labels_stay_with_the_reason() -> None:
    kept, out = exports.choose(events(), most="GREEN", tlp="CLEAR")
    assert {event.id for event in events()} - {event.id for event in kept} == {"event-41", "event-42"}
    assert {left.event: left.reason for left in out} == {
        "event-41": "withdrawn",
        "event-42": "TLP:AMBER, which is narrower than TLP:GREEN",
    }


def test_a_file_is_labelled_as_its_narrowest_event() -> None:
    assert (dossier("RED").whole, dossier("GREEN").whole) == ("AMBER", "CLEAR")


@pytest.mark.parametrize("form", QUICK)
def test_what_a_form_can_t_hold_is_listed(form: str) -> None:
    left = {row.event for row in exports.left_out(dossier(), form)}
    told = b"".join(made(form).values())
    if form in ("json", "jsonl", "geojson", "timelinejs", "timesketch", "sqlite"):
        gone = {
            event.id
            for event in dossier().events
            if f'"{event.id}"'.encode() not in told and event.id.encode() not in told
        }
        assert gone == left


def test_the_command_offers_the_doors_and_labels_that_there_are() -> None:
    assert [door.value for door in options.Door] == list(exports.FORMS)
    assert [label.value for label in options.Label] == list(TLP)


def test_json_is_as_its_schema_says() -> None:
    files = made("json")
    whole, schema = (json.loads(files[name]) for name in ("timeline.json", "timeline.schema.json"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(whole)
    assert len(whole["events"]) == SHOWN
    assert {event["date"] for event in whole["events"]} >= set(DATES)
    assert [source["id"] for source in whole["sources"]] == ["paper", "radio", "wire"]


def test_every_member_of_the_schema_is_refused_when_it_is_missing() -> None:
    files = made("json")
    whole, schema = (json.loads(files[name]) for name in ("timeline.json", "timeline.schema.json"))
    for member in whole["events"][0]:
        event = {name: value for name, value in whole["events"][0].items() if name != member}
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**whole, "events": [event]}, schema)


def test_json_lines_are_one_event_a_line_for_every_reader_of_lines() -> None:
    text = one("jsonl", "timeline.jsonl")
    lines = text.splitlines()  # also parts at U+2028, as some readers do
    assert len(lines) == SHOWN
    assert [json.loads(line) for line in lines] == json.loads(one("json", "timeline.json"))["events"]


def test_geojson_is_valid_and_keeps_events_without_a_place() -> None:
    found = geojson_pydantic.FeatureCollection.model_validate_json(made("geojson")["timeline.geojson"])
    assert len(found.features) == SHOWN
    points = [feature.geometry for feature in found.features if feature.geometry]
    assert {(point.coordinates.longitude, point.coordinates.latitude) for point in points} == {(40.9, 34.5)}  # type: ignore[union-attr]


def test_a_calendar_has_whole_days_and_ends_on_the_day_after() -> None:
    calendar = icalendar.Calendar.from_ical(made("ics")["timeline.ics"])
    found = {str(entry["uid"]).split("@")[0]: entry for entry in calendar.walk("VEVENT")}
    assert set(found) == {event.id for event in dossier().events} - {
        left.event for left in exports.left_out(dossier(), "ics")
    }
    for name, first, after in (
        ("event-00", dt.date(2018, 6, 17), dt.date(2018, 6, 18)),
        ("event-01", dt.date(2018, 6, 1), dt.date(2018, 7, 1)),
        ("event-05", dt.date(2017, 10, 17), dt.date(2017, 11, 4)),
        ("event-06", dt.date(2017, 12, 9), dt.date(2017, 12, 10)),
    ):
        assert (found[name].start, found[name].end) == (first, after), name
    assert found["event-01"]["summary"] == "Event 1 (June 2018)"
    assert found["event-06"]["summary"] == "Event 6 (since 9 December 2017)"
    assert found["event-20"]["status"] == "TENTATIVE"
    assert found["event-24"]["summary"].count("DTSTART") == 1
    assert all(len(line) <= 75 for line in made("ics")["timeline.ics"].split(b"\r\n"))


def test_citation_software_reads_the_sources() -> None:
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    items = json.loads(one("csl-json", "sources.csl.json"))
    assert [item["id"] for item in items] == ["paper", "radio", "wire"]
    assert items[2]["issued"] == {"date-parts": [[2018, 6, 18]]}
    assert items[0]["issued"] == {"date-parts": [[2017, 10]], "circa": True}
    assert items[1]["issued"] == {"date-parts": [[2014], [2016]]}
    assert "URL" not in items[0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it finds two variables of CSL that it does not know yet
        source = CiteProcJSON(items)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        book = CitationStylesBibliography(style, source, formatter.plain)
        for item in items:
            book.register(Citation([CitationItem(item["id"])]))
        told = [str(entry) for entry in book.bibliography()]
    assert any("Ann Author" in entry and "2018" in entry for entry in told)


def test_markdown_has_a_footnote_a_citation_and_no_markup_but_ours() -> None:
    text = one("markdown", "chronology.md")
    parser = MarkdownIt("commonmark", {"html": True, "linkify": False}).use(footnote_plugin)
    html = parser.render(text)
    cited = sum(len(event.citations) for event in dossier().events)
    assert html.count('class="footnote-item"') == cited
    assert "<script" not in html
    assert "<img" not in html
    assert set(re.findall(r'href="([^"#]+)"', html)) == {"https://example.org/1", "http://archive.example/2"}
    assert "<strong>bold</strong>" not in html
    assert "<ol>" not in html.split('<section class="footnotes">')[0]
    for event in dossier().events:
        assert html.count("Event 0<") == 1, event
    assert "some time between" in html or "some day between" in html


def test_parquet_is_read_by_duckdb_with_its_types(tmp_path: Path) -> None:
    file = tmp_path / "timeline.parquet"
    file.write_bytes(made("parquet")[file.name])
    with duckdb.connect() as base:
        found = base.execute(
            f"SELECT id, date, lat, credibility, citations[1].quote, len(doubts) FROM '{file}' ORDER BY id"  # noqa: S608
        ).fetchall()
    assert len(found) == SHOWN
    assert found[1] == ("event-01", "2018-06", None, None, "words number 1 that stand there", 2)
    assert {row[1] for row in found} >= set(DATES)


def test_sqlite_holds_keys_that_hold_and_a_view_with_the_evidence(tmp_path: Path) -> None:
    file = tmp_path / "timeline.sqlite"
    file.write_bytes(made("sqlite")[file.name])
    base = sqlite3.connect(file)
    try:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = base.execute('SELECT id, "when", cited, evidence FROM timeline').fetchall()
        words = (
            "SELECT event FROM citations WHERE rowid IN (SELECT rowid FROM citations_fts WHERE citations_fts MATCH ?)"
        )
        assert base.execute(words, ('"number 1 that"',)).fetchall() == [("event-01",)]
        titles = "SELECT id FROM events WHERE rowid IN (SELECT rowid FROM events_fts WHERE events_fts MATCH ?)"
        assert base.execute(titles, ('"event 7"',)).fetchall() == [("event-07",)]
    finally:
        base.close()
    assert len(rows) == SHOWN
    told = {row[0]: row[1:] for row in rows}
    assert told["event-01"] == ("June 2018", 1, "The border, mapped: “words number 1 that stand there”")
    assert rows[-1][0] == "event-40"


def test_frictionless_finds_the_data_package_valid(tmp_path: Path) -> None:
    for name, data in made("datapackage").items():
        (tmp_path / name).write_bytes(data)
    # In a process of its own: it warns on import, and our tests make errors of warnings.
    words = [sys.executable, "-W", "ignore", "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert report["valid"], [task["errors"] for task in report["tasks"]]
    assert {task["name"]: task["stats"]["rows"] for task in report["tasks"]}["events"] == SHOWN


@pytest.mark.parametrize(
    ("old", "new"), [(b"event-03,", b"event-02,"), (b",reported,", b",withdrawn,"), (b",34.5,", b",134.5,")]
)
def test_frictionless_objects_when_the_package_is_damaged(old: bytes, new: bytes, tmp_path: Path) -> None:
    for name, data in made("datapackage").items():
        (tmp_path / name).write_bytes(data.replace(old, new, 1) if name == "events.csv" else data)
    words = [sys.executable, "-W", "ignore", "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert not json.loads(done.stdout)["valid"]


def test_timesketch_has_the_three_columns_that_it_asks_for() -> None:
    rows = list(csv.DictReader(io.StringIO(one("timesketch", "timesketch.csv"), newline="")))
    shown = [event for event in dossier().events if exports.FORMS["timesketch"].drawn(event)]
    assert len(rows) == len(shown)
    for row in rows:
        assert row["message"]
        assert dt.datetime.fromisoformat(row["datetime"]).tzinfo is not None
    told = {row["event_id"]: row for row in rows}
    assert {id_: tuple(json.loads(row["tag"])) for id_, row in told.items()} == {
        event.id: event.tags for event in shown
    }
    assert (told["event-00"]["message"], told["event-00"]["timestamp_desc"]) == ("Event 0", "Day of the event")
    assert (told["event-01"]["message"], told["event-01"]["timestamp_desc"]) == (
        "Event 1 (June 2018)",
        "First possible day",
    )


@pytest.mark.parametrize(("form", "name"), [("timelinejs", "timelinejs.csv"), ("timesketch", "timesketch.csv")])
def test_no_cell_of_a_sheet_is_a_formula(form: str, name: str) -> None:
    for row in csv.reader(io.StringIO(one(form, name), newline="")):
        for cell in row:
            assert not re.match(r"\s*[=+@|%\t\r-]", cell) or re.fullmatch(r"-?[0-9.]+", cell), cell


def test_no_hostile_string_survives_as_a_formula(bench: Path) -> None:
    for file in sorted((bench / "hostile" / "strings").rglob("*")):
        if file.is_file():
            for line in file.read_bytes().decode("utf-8", "replace").splitlines():
                assert not re.match(r"\s*[=+@-](?![0-9.]+$)", sheets.guarded(line)), line


@pytest.mark.parametrize("form", [form for form in QUICK if form not in ("csl-json", "docx", "pptx", "parquet")])
def test_doubt_is_told_in_every_form(form: str) -> None:
    told = b"".join(made(form).values()).decode("utf-8", "replace").replace("\r\n ", "").replace("\\", "")
    for words in ("Disputed.", "nobody has looked at it", "June 2018"):
        assert words in told, words


def test_dates_keep_their_words_whatever_they_are() -> None:
    told = json.loads(one("json", "timeline.json"))["events"]
    assert {event["date"]: event["date_words"] for event in told if event["date"]} == {
        text: When.parse(text).words for text in (*DATES, "2018-06-17")
    }


def test_a_missing_library_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    for form, module in (
        ("ics", "icalendar"),
        ("docx", "docx"),
        ("pptx", "pptx"),
        ("parquet", "pyarrow"),
        ("png", "kaleido"),
    ):
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(exports.ExtraMissing) as missing:
            made(form)
        assert module in str(missing.value)
        assert "timeline[doors]" in missing.value.hint


def test_the_command_writes_the_files_and_the_account(timeline: Callable[..., object], case: Path) -> None:
    told = timeline("export --to jsonl --category attack", case)
    assert told.code == 0  # type: ignore[attr-defined]
    first = told.out.splitlines()[0]  # type: ignore[attr-defined]
    counted = re.fullmatch(r"(\d+) rows: (\d+) exported, (\d+) left out", first)
    assert counted
    rows, went, left = map(int, counted.groups())
    assert rows == went + left
    assert len((case / "outputs" / "timeline.jsonl").read_text(encoding="utf-8").splitlines()) == went > 0


def test_the_command_exports_nothing_from_a_table_with_errors(timeline: Callable[..., object], case: Path) -> None:
    events_file = case / "events.csv"
    events_file.write_text(
        events_file.read_text(encoding="utf-8").replace(",confirmed,", ",certain,", 1), encoding="utf-8"
    )
    told = timeline("export --to json", case)
    assert told.code == 1  # type: ignore[attr-defined]
    assert not (case / "outputs").exists()
    assert timeline("export --to json --draft", case).code == 0  # type: ignore[attr-defined]
    assert json.loads((case / "outputs" / "timeline.json").read_bytes())["draft"] is True
