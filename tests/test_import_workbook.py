"""A brief that came back from a colleague: edited with openpyxl, saved by LibreOffice, through the front door."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

HEADS_WITHIN = 20
VAGUE = re.compile(r"[0-9]{4}(-[0-9]{2})?")


@pytest.fixture(scope="module")
def built(shipped: Path, timeline: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped case with its outputs."""
    folder = Path(shutil.copytree(shipped, tmp_path_factory.mktemp("brief") / "project"))
    told = timeline("build", folder)
    assert told.code == 0, told.out + told.err
    return folder


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "project"))


def events(project: Path) -> list[dict[str, str]]:
    with (project / "events.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


class Sheet:
    """The Events sheet of the brief, as a colleague edits it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)
        self.sheet = self.book["Events"]
        for row in self.sheet.iter_rows(max_row=HEADS_WITHIN):
            if "Id" in (cell.value for cell in row):
                self.head = row[0].row
                self.column = {cell.value: cell.column for cell in row}
                break

    def row(self, event: str) -> int:
        for row in range(self.head + 1, self.sheet.max_row + 1):
            if self.sheet.cell(row, self.column["Id"]).value == event:
                return row
        raise KeyError(event)

    def set(self, event: str, head: str, value: object) -> None:
        cell = self.sheet.cell(self.row(event), self.column[head])
        cell.value = value
        if isinstance(value, dt.datetime):
            setattr(cell, "number_format", "dd/mm/yyyy")  # noqa: B010 - read by openpyxl only

    def save(self) -> Path:
        self.book.save(self.path)
        return self.path


def bring(
    timeline: Callable[..., Any], project: Path, *more: str, file: str = "outputs/brief.xlsx"
) -> tuple[Any, list[dict[str, Any]]]:
    told = timeline("import", project, file, "--json", *more)
    assert told.code in (0, 1), told.err
    return told, [json.loads(line) for line in told.out.splitlines()]


@pytest.mark.parametrize("forms", [(), ("xlsx",), ("ods",), ("ods", "xlsx")], ids=str)
def test_a_round_trip_without_edits_changes_not_one_byte(
    forms: tuple[str, ...], project: Path, timeline: Callable[..., Any], libreoffice: Callable[..., Path]
) -> None:
    brief = project / "outputs" / "brief.xlsx"
    for form in forms:
        brief = libreoffice(brief, form)
    before = (project / "events.csv").read_bytes()
    told, records = bring(timeline, project, file=str(brief))
    assert (project / "events.csv").read_bytes() == before
    assert told.code == 0, records
    assert records[-1] == {"form": "brief", "written": False}


@pytest.mark.parametrize("saved_by", ["openpyxl", "LibreOffice"])
def test_a_colleague_s_edits_come_back_cell_by_cell(
    saved_by: str, project: Path, timeline: Callable[..., Any], libreoffice: Callable[..., Path]
) -> None:
    was = events(project)
    vague = next(row for row in was if VAGUE.fullmatch(row["date"]))
    one, other, third, *_ = [row["id"] for row in was if row is not vague]
    sheet = Sheet(project / "outputs" / "brief.xlsx")
    sheet.set(one, "Event", "A better headline")
    sheet.set(other, "Status", "disputed")
    sheet.set(other, "Date", dt.datetime(2016, 5, 4))  # noqa: DTZ001 - a spreadsheet's dates have no zone
    sheet.set(vague["id"], "Date", dt.datetime(int(vague["date"][:4]), int(vague["date"][5:7] or 1), 1))  # noqa: DTZ001
    sheet.sheet.delete_rows(sheet.row(third))
    file = sheet.save()
    if saved_by == "LibreOffice":
        file = libreoffice(file, "xlsx")
    told, records = bring(timeline, project, file=str(file))
    now = {row["id"]: row for row in events(project)}
    assert told.code == 1
    assert list(now) == [row["id"] for row in was]
    assert now[one]["title"] == "A better headline"
    assert (now[other]["status"], now[other]["date"]) == ("disputed", "2016-05-04")
    assert now[vague["id"]]["date"] == vague["date"]
    assert [record["event"] for record in records if record.get("what") == "missing"] == [third]
    listed = [record for record in records if record.get("what") == "not taken"]
    assert [(record["event"], record["column"]) for record in listed] == [(vague["id"], "date")]
    untouched = {row["id"]: row for row in was if row["id"] not in (one, other)}
    assert {name: now[name] for name in untouched} == untouched


def test_a_dry_run_says_the_same_and_writes_nothing(project: Path, timeline: Callable[..., Any]) -> None:
    sheet = Sheet(project / "outputs" / "brief.xlsx")
    one = events(project)[0]["id"]
    sheet.set(one, "Event", "A better headline")
    sheet.save()
    before = (project / "events.csv").read_bytes()
    _, dry = bring(timeline, project, "--dry-run")
    assert (project / "events.csv").read_bytes() == before
    _, wet = bring(timeline, project)
    assert dry[:-1] == wet[:-1]
    assert (dry[-1]["written"], wet[-1]["written"]) == (False, True)


def test_a_cell_that_both_changed_is_a_conflict_that_says_who_has_which(
    project: Path, timeline: Callable[..., Any]
) -> None:
    file, first = project / "events.csv", events(project)[0]
    sheet = Sheet(project / "outputs" / "brief.xlsx")
    sheet.set(first["id"], "Event", "Theirs")
    line = sheet.row(first["id"])
    sheet.save()
    file.write_text(file.read_text(encoding="utf-8").replace(first["title"], "Ours", 1), encoding="utf-8")
    told = timeline("import", project, "outputs/brief.xlsx")
    assert told.code == 1
    assert f'theirs (brief.xlsx:{line}): "Theirs"' in told.out
    assert 'ours   (events.csv:2): "Ours"' in told.out
    assert events(project)[0]["title"] == "Ours"


def test_a_new_row_must_pass_the_checks_before_it_is_written(project: Path, timeline: Callable[..., Any]) -> None:
    sheet = Sheet(project / "outputs" / "brief.xlsx")
    row = sheet.sheet.max_row + 1
    for head, value in (("Date", "2016-05-04"), ("Event", "Nobody says so"), ("Category", "attack")):
        sheet.sheet.cell(row, sheet.column[head]).value = value
    sheet.save()
    count = len(events(project))
    _, records = bring(timeline, project)
    assert len(events(project)) == count
    (listed,) = [record for record in records if record.get("what") == "not taken"]
    assert "[Q111]" in listed["reason"]
    summary = next(record["summary"] for record in records if "summary" in record)
    assert summary["rows"] == summary["taken"] + summary["listed"] == count + 1


def test_withdrawn_for_want_of_a_row_only_when_asked(project: Path, timeline: Callable[..., Any]) -> None:
    sheet = Sheet(project / "outputs" / "brief.xlsx")
    gone = events(project)[3]["id"]
    sheet.sheet.delete_rows(sheet.row(gone))
    sheet.save()
    bring(timeline, project)
    assert events(project)[3]["status"] != "withdrawn"
    bring(timeline, project, "--withdraw")
    assert events(project)[3]["status"] == "withdrawn"


def test_a_deleted_column_empties_nothing(project: Path, timeline: Callable[..., Any]) -> None:
    sheet = Sheet(project / "outputs" / "brief.xlsx")
    sheet.sheet.delete_cols(sheet.column["Summary"])
    sheet.save()
    before = (project / "events.csv").read_bytes()
    bring(timeline, project)
    assert (project / "events.csv").read_bytes() == before


def test_a_foreign_workbook_comes_by_a_mapping(project: Path, timeline: Callable[..., Any]) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Datum", "Ereignis", "Quelle", "Kommentar"])
    book.active.append([dt.datetime(2016, 5, 4), "Something happened", events(project)[0]["source"]])  # noqa: DTZ001
    book.active.append(["03/04/2016", "It is not said when", "nobody"])
    book.create_sheet("Mehr").append(["2016-05-05", "Another day"])
    book.create_sheet("Leer")
    book.save(project / "list.xlsx")
    maps = ("--map", "date=Datum", "--map", "title=Ereignis", "--map", "source=Quelle")
    told, records = bring(timeline, project, *maps, file="list.xlsx")
    assert told.code == 1
    assert records[-1] == {"form": "mapped", "written": True, "unused": ["Kommentar"], "sheets": ["Mehr"]}
    again = timeline("import --dry-run", project, *maps, "list.xlsx")
    assert "only the first sheet was read; not read: Mehr\n" in again.out
    assert events(project)[-1]["date"] == "2016-05-04"
    assert [record["line"] for record in records if record.get("what") == "not taken"] == [3]


@pytest.mark.parametrize("name", ["brief.csv", "brief"])
def test_a_workbook_is_read_as_one_whatever_its_name(name: str, project: Path, timeline: Callable[..., Any]) -> None:
    (project / "outputs" / "brief.xlsx").rename(project / name)
    told, records = bring(timeline, project, file=name)
    assert (told.code, records[-1]) == (0, {"form": "brief", "written": False})


def test_a_csv_is_no_workbook_because_it_begins_like_one(project: Path, timeline: Callable[..., Any]) -> None:
    (project / "list.csv").write_text("PK,date,title\n1,2016,Something\n", encoding="utf-8")
    told = timeline("import --dry-run --map id=PK", project, "list.csv")
    assert (told.code, told.err) == (1, ""), told.err
    assert "1 row in" in told.out


def test_what_was_guessed_of_a_file_and_what_was_left_of_it_is_said(
    project: Path, timeline: Callable[..., Any]
) -> None:
    text = "Datum;Ereignis;Kommentar\n17.06.2018;Überfall in Süden;Größe\n"
    (project / "list.csv").write_bytes(text.encode("latin-1"))
    told = timeline("import --dry-run --map date=Datum --map title=Ereignis", project, "list.csv")
    read_as, unused, *_ = told.out.splitlines()
    assert re.fullmatch(
        r"read as \S+, with semicolons between cells; if that is wrong, name the encoding with --encoding", read_as
    )
    assert unused == "columns that no --map takes anything from: Kommentar"


def test_an_old_workbook_is_refused_by_what_it_is(project: Path, timeline: Callable[..., Any]) -> None:
    for name, begins in (("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ("older.xls", b"\x09\x04\x06\x00")):
        (project / name).write_bytes(begins + bytes(600))
        told = timeline("import", project, name)
        assert told.code == 2
        assert name in told.err
        assert ".xlsx" in told.err
        assert "no known form" not in told.err


def test_states_of_all_kinds_are_compared_through_the_front_door(project: Path, timeline: Callable[..., Any]) -> None:
    file = project / "events.csv"
    shutil.copy(file, project / "old.csv")
    first = events(project)[0]
    file.write_text(file.read_text(encoding="utf-8").replace(first["title"], "Ours", 1), encoding="utf-8")
    told = timeline("diff", project, "old.csv", "events.csv")
    assert told.code == 1
    assert f"~ changed {first['id']}: Ours" in told.out
    told = timeline("diff --format markdown", project, "outputs/brief.xlsx")
    assert f"`{first['id']}`" in told.out
    assert timeline("diff", project, "events.csv", "events.csv").code == 0
    assert timeline("diff", project, "nothing~1").code == 2


def test_a_cell_that_means_the_same_as_in_the_brief_has_not_changed(
    project: Path, timeline: Callable[..., Any]
) -> None:
    rows = events(project)
    for row in rows:
        row["lat"] = row["lat"] and f"{row['lat']}00"
        row["actors"] = row["actors"].replace("; ", ";")
        row["status"] = row["status"].replace("reported", "")
    with (project / "events.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    for states in (("outputs/brief.xlsx",), ("events.csv", "outputs/brief.xlsx")):
        told = timeline("diff", project, *states)
        assert (told.code, told.out.splitlines()) == (
            0,
            [f"{len(rows)} rows before, {len(rows)} now: {len(rows)} the same"],
        )


def test_a_csv_is_joined_against_the_state_that_it_began_from(project: Path, timeline: Callable[..., Any]) -> None:
    file = project / "events.csv"
    first, second = events(project)[:2]
    shutil.copy(file, project / "sent.csv")
    text = file.read_text(encoding="utf-8")
    (project / "back.csv").write_text(text.replace(first["title"], "Theirs", 1), encoding="utf-8")
    file.write_text(text.replace(second["title"], "Ours", 1), encoding="utf-8")
    told, _ = bring(timeline, project, file="back.csv")
    assert told.code == 1
    assert [row["title"] for row in events(project)[:2]] == [first["title"], "Ours"]
    told, _ = bring(timeline, project, "--base", "sent.csv", file="back.csv")
    assert told.code == 0
    assert [row["title"] for row in events(project)[:2]] == ["Theirs", "Ours"]
