"""What stands in the workbook, read by other programs than the library that lays it out."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from workbook_brief import EVENTS, FELL, MAIN, brief, parts, sheet, table, targets, xml

from timeline.model import Event, Status
from timeline.outputs import workbook
from timeline.outputs.workbook import cells, columns, figures, grain, mould, notes, style, telling
from timeline.when import Day, When

SHEETS = ["Brief", "Timeline", "Events", "Citations", "Sources", "Findings", "Figures", "Codebook", "State"]


@pytest.fixture(scope="module")
def made() -> bytes:
    return workbook.render(brief())


@pytest.fixture(scope="module")
def saved(made: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("made") / "brief.xlsx"
    file.write_bytes(made)
    return file


def test_the_same_brief_gives_the_same_bytes(made: bytes) -> None:
    assert workbook.render(brief()) == made
    assert workbook.render(brief(events=tuple(reversed(EVENTS)))) == made


def test_no_clock_is_in_the_file(made: bytes) -> None:
    held = parts(made)
    assert b"created" not in held["docProps/core.xml"]
    assert not any(re.search(rb"20[23]\d-\d\d-\d\dT", part) for name, part in held.items() if "Props" in name)


def test_the_sheets_stand_in_the_order_of_reading_and_the_state_is_very_hidden(made: bytes) -> None:
    book = xml(parts(made)["xl/workbook.xml"])
    found = [(one.get("name"), one.get("state")) for one in book.iter(f"{MAIN}sheet")]
    assert [name for name, _ in found] == SHEETS
    assert [name for name, state in found if state == "veryHidden"] == ["State"]


def test_every_event_is_a_row_in_the_order_of_time_the_undated_last(made: bytes) -> None:
    told = [row["Id"] for row in table(made, "Events")]
    assert sorted(told) == sorted(event.id for event in EVENTS)
    assert told[0] == "0480-battle"
    assert told[-1] == "undated-camp"


def test_a_date_stands_as_edtf_beside_real_days_that_sort(made: bytes) -> None:
    rows = {row["Id"]: row for row in table(made, "Events")}
    advance = rows["2017-10-advance"]
    assert advance["Date"] == "[2017-10-10..2017-10-20]"
    assert (int(advance["First day"]), int(advance["Last day"])) == (43018, 43028)
    assert advance["Date in words"] == "some time between 10 and 20 October 2017"
    assert rows["2017-12-insurgency"]["Last day"] == "open"
    assert rows["0480-battle"]["First day"] == "-0479-01-01"


def test_libreoffice_reads_the_days_as_days(saved: Path, libreoffice: Callable[..., Path]) -> None:
    told = libreoffice(saved, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,3")
    rows = list(csv.reader((told.parent / "brief-Events.csv").read_text(encoding="utf-8").splitlines()))
    heads = rows[3]
    strike = next(dict(zip(heads, row, strict=False)) for row in rows if "2018-06-17-strike" in row)
    assert (strike["Date"], strike["First day"], strike["Cited"]) == ("2018-06-17", "2018-06-17", "2")
    assert strike["district"] == "Abu Kamal"


def test_counts_on_the_front_sheet_are_those_of_the_events(made: bytes) -> None:
    told = texts(sheet(made, "Brief"))
    at = told.index("events")
    assert "8" in told[:at]
    assert "5 of 7" in told
    assert "1 row of events.csv: its date is no date." in told


def test_charts_are_native_and_stay_charts_when_libreoffice_saves(
    saved: Path, libreoffice: Callable[..., Path]
) -> None:
    again = libreoffice(saved, "xlsx")
    for data in (saved.read_bytes(), again.read_bytes()):
        charts = [part for name, part in parts(data).items() if re.fullmatch(r"xl/charts/chart\d\.xml", name)]
        assert len(charts) == 2
        assert all(b"barChart>" in chart for chart in charts)
        assert any(b"'Figures'!" in chart or b"Figures!" in chart for chart in charts)


def test_each_chart_lies_over_columns_of_its_own_however_wide_a_program_draws_them(made: bytes) -> None:
    drawing = next(part for name, part in parts(made).items() if re.fullmatch(r"xl/drawings/drawing\d\.xml", name))
    spans = [(int(one[0][0].text), int(one[1][0].text)) for one in xml(drawing) if one.tag.endswith("}twoCellAnchor")]
    assert len(spans) == len(list(xml(drawing))) == 2
    (_, end), (begin, _) = sorted(spans)
    assert end <= begin


def test_the_most_important_events_are_told_with_what_happened_and_where(made: bytes) -> None:
    told = texts(sheet(made, "Brief"))
    at = told.index("Air strike on a villa near the border")
    assert told[at - 1 : at + 2] == ["17 June 2018\nal-Hari", "Air strike on a villa near the border", "Two deny it."]


def test_a_source_that_gives_a_day_of_its_own_is_named_with_both_days(made: bytes) -> None:
    told = texts(sheet(made, "Brief"))
    at = told.index("Sources that give another date")
    assert told[at + 1] == (
        "The prime minister declares victory: 9 December 2017 here, 10 December 2017 in The Institute."
    )
    victory = next(event for event in EVENTS if event.id == "2017-12-09-victory")
    vaguer = replace(victory, citations=(replace(victory.citations[1], date=When.parse("2017-12")),))
    agreeing = brief(events=[vaguer])
    assert "Sources that give another date" not in texts(sheet(workbook.render(agreeing), "Brief"))


def test_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    events = [replace(event, id=f"{event.id}-{n}", status=Status.DISPUTED) for n in range(4) for event in EVENTS]
    found = sheet(workbook.render(brief(events=events)), "Brief")
    rows = {int(row.get("r", "0")): [text for cell in row if (text := "".join(cell.itertext()))]
            for row in found.iter(f"{MAIN}row")}  # fmt: skip
    heights = {int(row.get("r", "0")): float(row.get("ht", "0")) for row in found.iter(f"{MAIN}row")}
    breaks = [int(one.get("id", "0")) for one in found.iter(f"{MAIN}brk")]
    assert len(breaks) > 2
    for begin, end in zip([0, *breaks], [*breaks, max(rows)], strict=True):
        assert sum(heights[row] for row in range(begin + 1, end + 1)) <= 494
        assert not rows[end] or not rows[end][0].startswith(
            ("The most", "Disputed", "Gaps", "Sources", "What", "About")
        )


def test_a_sheet_without_rows_says_so() -> None:
    data = workbook.render(brief(findings=(), since="last.xlsx"))
    assert "The checks found nothing." in texts(sheet(data, "Findings"))
    assert "Nothing changed since last.xlsx." in texts(sheet(data, "Changes"))


def test_the_lists_of_choices_hold_for_rows_that_are_added_below(made: bytes) -> None:
    ranges = [one.get("sqref", "") for one in sheet(made, "Events").iter(f"{MAIN}dataValidation")]
    assert all(int(re.findall(r"\d+", one)[-1]) > 4 + len(EVENTS) + 500 for one in ranges)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("one two", 1),
        ("one two three", 2),
        ("Anbar, Salahaddin and Ninawa", 4),
        ("[2020-04-11..2020-04-30]", 3),
        ("unbreakableword", 2),
        ("one\ntwo\n", 3),
    ],
)
def test_lines_are_counted_as_they_break(text: str, lines: int) -> None:
    assert cells.wrapped(text, 9.9) == lines


@pytest.mark.parametrize(
    ("days", "words"), [(1, "1 day"), (9, "9 days"), (200, "about 7 months"), (5479, "about 15 years")]
)
def test_a_stretch_of_days_is_told_as_one_says_it(days: int, words: str) -> None:
    assert telling.stretch(days) == words


def test_two_citations_of_one_origin_are_one_source(made: bytes) -> None:
    told = texts(sheet(made, "Brief"))
    why = told[told.index("Air strike on a villa near the border") + 2]
    assert why == "disputed · 1 source · doubtful · 2 of 2 quotes found"


def test_the_label_stands_at_head_and_foot_in_12_points_and_in_its_colour(made: bytes) -> None:
    data = workbook.render(brief(tlp="AMBER+STRICT"))
    for name in SHEETS[:-1]:
        found = sheet(data, name)
        for part in ("oddHeader", "oddFooter"):
            told = found.findtext(f".//{MAIN}{part}") or ""
            assert re.search(r'&R&"Arial,Bold"&12 (&K000000)?TLP:AMBER\+STRICT$', told), told
        assert "TLP:AMBER+STRICT" in texts(found)
    styles = parts(data)["xl/styles.xml"].decode()
    assert "FFC000" in styles
    assert style.TLP_COLOURS == {"CLEAR": "FFFFFF", "GREEN": "33FF00", "AMBER": "FFC000", "AMBER+STRICT": "FFC000",
                                 "RED": "FF2B2B"}  # fmt: skip
    assert made != data


def test_an_event_with_a_stricter_label_makes_the_whole_workbook_stricter() -> None:
    one = replace(EVENTS[1], tlp="RED")
    data = workbook.render(brief(events=(one, *EVENTS[2:])))
    assert "TLP:RED" in (sheet(data, "Brief").findtext(f".//{MAIN}oddHeader") or "")
    assert any("It carries TLP:RED" in text for text in texts(sheet(data, "Brief")))


def test_a_draft_is_stamped_on_every_sheet() -> None:
    data = workbook.render(brief(draft=True))
    for name in SHEETS[:-1]:
        assert "DRAFT" in texts(sheet(data, name)), name


def test_tables_have_filters_frozen_heads_repeated_heads_and_fit_the_page(made: bytes) -> None:
    held = parts(made)
    names = {xml(part).get("displayName") for name, part in held.items() if name.startswith("xl/tables/")}
    assert names == {"Events", "Citations", "Sources", "Findings", "Codebook"}
    book = held["xl/workbook.xml"].decode()
    for name in names:
        found = sheet(made, name)
        assert found.find(f".//{MAIN}pane").get("state") == "frozen"
        assert found.find(f".//{MAIN}pageSetup").get("orientation") == "landscape"
        assert found.find(f".//{MAIN}pageSetup").get("fitToWidth") == "1"
        assert f"'{name}'!$1:$4" in book


def test_links_lead_to_the_row_they_name_and_to_http_and_https_only(made: bytes) -> None:
    assert targets(made) == {"https://daily.example.com/strike", "https://example.org/city?a=1&b=2"}
    found = sheet(made, "Citations")
    cells = {cell.get("r"): "".join(cell.itertext()) for cell in sheet(made, "Events").iter(f"{MAIN}c")}
    titles = {cell.get("r"): "".join(cell.itertext()) for cell in found.iter(f"{MAIN}c")}
    sources = {cell.get("r"): "".join(cell.itertext()) for cell in sheet(made, "Sources").iter(f"{MAIN}c")}
    jumps = {one.get("ref"): one.get("location") for one in found.iter(f"{MAIN}hyperlink") if one.get("location")}
    to_events = {at: there for at, there in jumps.items() if at.startswith("C")}
    to_sources = {at: there for at, there in jumps.items() if at.startswith("G")}
    assert len(to_events) == len(to_sources) == 8
    assert all(titles[f"B{at[1:]}"] == cells[there.removeprefix("'Events'!")] for at, there in to_events.items())
    assert all(titles[f"F{at[1:]}"] == sources[there.removeprefix("'Sources'!")] for at, there in to_sources.items())
    assert {titles[at] for at in to_sources} == {"B", "C", "→"}


def test_no_link_is_longer_than_its_cell_since_libreoffice_would_cut_it(made: bytes) -> None:
    for name in ("Brief", "Timeline", "Events", "Citations", "Findings"):
        found = sheet(made, name)
        told = {cell.get("r"): "".join(cell.itertext()) for cell in found.iter(f"{MAIN}c")}
        inside = [one.get("ref") for one in found.iter(f"{MAIN}hyperlink") if one.get("location")]
        assert inside
        assert all(len(told[at]) <= 20 for at in inside), [told[at] for at in inside]


def test_lists_of_choices_hold_the_codes_of_the_codebook(made: bytes) -> None:
    lists = {one.findtext(f"{MAIN}formula1") for one in sheet(made, "Events").iter(f"{MAIN}dataValidation")}
    assert len(lists) == 4
    codes = {cell.get("r"): "".join(cell.itertext()) for cell in sheet(made, "Codebook").iter(f"{MAIN}c")}
    held = set()
    for choice in lists:
        first, last = re.fullmatch(r"Codebook!\$B\$(\d+):\$B\$(\d+)", choice).groups()
        held.add(tuple(codes[f"B{n}"] for n in range(int(first), int(last) + 1)))
    assert ("battle", "air strike", "politics") in held
    assert ("proposed", "reported", "confirmed", "disputed", "withdrawn") in held
    assert ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED") in held
    assert ("1", "2", "3", "4", "5", "6") in held


def test_the_quotes_hang_as_notes_on_the_titles(made: bytes, saved: Path, libreoffice: Callable[..., Path]) -> None:
    for data in (made, libreoffice(saved, "xlsx").read_bytes()):
        notes = [part for name, part in parts(data).items() if re.match(r"xl/comments", name)]
        found = {one.get("ref"): "".join(one.itertext()) for note in notes for one in xml(note).iter(f"{MAIN}comment")}
        city = next(at for at, text in found.items() if FELL in text)
        assert "Northern Agency" in found[city]
        assert city == "B6"


def test_every_box_of_a_note_has_a_number_of_its_own_in_the_blocks_that_the_drawing_claims() -> None:
    events = [replace(EVENTS[1], id=f"e{n}") for n in range(notes.MOST_NOTES + 10)]
    data = workbook.render(brief(events=events, proofs={}))
    drawing = next(part for name, part in parts(data).items() if name.endswith(".vml")).decode()
    numbers = [int(number) for number in re.findall(r'id="_x0000_s(\d+)"', drawing)]
    claimed = re.search(r'idmap [^>]*data="([\d,]+)"', drawing)
    assert len(set(numbers)) == len(numbers) == notes.MOST_NOTES + 1
    assert {number // 1024 for number in numbers} == {int(block) for block in claimed[1].split(",")}


def test_the_codebook_explains_every_column_of_every_sheet(made: bytes) -> None:
    told = {(row["Where"], row["Code or column"]) for row in table(made, "Codebook")}
    for one in (columns.EVENTS, columns.CITATIONS, columns.SOURCES, columns.FINDINGS):
        for column in one.columns:
            assert (f"Sheet {one.name}", column.head) in told
    assert ("Sheet Events", "district") in told


def test_findings_name_place_problem_and_remedy(made: bytes) -> None:
    assert table(made, "Findings")[0] == {
        "Severity": "error", "Rule": "quote-not-found", "Code": "E104", "Where": "events.csv:5", "Column": "quote_2",
        "Value": "our forces fully control the border and the war is over",
        "What is wrong": "does not stand in report", "What to do": "Copy the words from the document.",
        "Event": "2017-12-09-victory",
    }  # fmt: skip


def test_the_timeline_draws_a_day_as_a_point_and_doubt_as_a_span() -> None:
    events = tuple(event for event in EVENTS if event.date and event.date.first and event.date.first.year > 0)
    data = workbook.render(brief(events=events))
    found = sheet(data, "Timeline")
    rows = {"".join(row[1].itertext()): row for row in found.iter(f"{MAIN}row") if len(row) > 1}
    assert "●" in "".join(rows["The city is taken overnight"].itertext())
    assert "●" not in "".join(rows["Advance on the border town"].itertext())
    assert "○" in "".join(rows["Air strike on a villa near the border (disputed)"].itertext())
    assert "".join(rows["An insurgency goes on"].itertext()).endswith("→")
    assert found.find(f".//{MAIN}pageSetup").get("fitToHeight") == "1"


def test_the_timeline_prints_on_one_page_and_everything_prints(saved: Path, libreoffice: Callable[..., Path]) -> None:
    pdf = libreoffice(saved, "pdf").read_bytes()
    assert 8 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 14


def test_the_hashtag_row_stands_below_the_heads_and_heads_the_table() -> None:
    extra = {"district": "x", "район": "y", "منطقة": "z", "2nd": "n"}
    data = workbook.render(brief(hxl=True, events=(replace(EVENTS[1], extra=extra),)))
    for name in ("Events", "Citations", "Sources", "Findings"):
        rows = {
            row.get("r"): ["".join(cell.itertext()) for cell in row] for row in sheet(data, name).iter(f"{MAIN}row")
        }
        assert len(rows["4"]) == len(rows["5"]) == len(set(rows["5"]))
        assert all(re.fullmatch(r"#[a-z]+(\+[a-z][a-z0-9_]*)*", tag) for tag in rows["5"]), rows["5"]
    heads = [part for name, part in parts(data).items() if name.startswith("xl/tables/")]
    assert b'name="#event+title"' in heads[0]


def test_libhxl_reads_the_hashtags(tmp_path: Path) -> None:
    pytest.importorskip("hxl", reason="libhxl is not installed, so nobody else read the hashtags here")
    file = tmp_path / "brief.xlsx"
    file.write_bytes(workbook.render(brief(hxl=True)))
    script = """if True:
        import hxl, json, sys
        source = hxl.data(sys.argv[1], hxl.InputOptions(allow_local=True, sheet_index=2))
        print(json.dumps([[row.get(tag) for tag in sys.argv[2:]] for row in source]))"""
    wanted = ["#event+id", "#date+edtf", "#meta+district"]
    done = subprocess.run(
        [sys.executable, "-c", script, str(file), *wanted], capture_output=True, text=True, check=True
    )
    rows = {row[0]: row[1:] for row in json.loads(done.stdout)}
    assert len(rows) == len(EVENTS)
    assert rows["2018-06-17-strike"] == ["2018-06-17", "Abu Kamal"]


def test_an_empty_brief_is_a_workbook_too(libreoffice: Callable[..., Path], tmp_path: Path) -> None:
    file = tmp_path / "brief.xlsx"
    file.write_bytes(workbook.render(brief(events=(), sources=(), findings=(), proofs={}, categories=())))
    assert libreoffice(file, "pdf").stat().st_size > 1000


def test_the_accent_of_the_theme_is_the_colour_of_the_titles() -> None:
    data = workbook.render(brief(theme=workbook.Theme(accent="#7A1F5C", font="Georgia")))
    styles = parts(data)["xl/styles.xml"].decode()
    assert "7A1F5C" in styles
    assert "Georgia" in styles
    assert "1F4E5F" not in styles


def test_changes_since_the_last_brief_are_listed_cell_by_cell(tmp_path: Path) -> None:
    last = tmp_path / "last.xlsx"
    last.write_bytes(workbook.render(brief()))
    now = (replace(EVENTS[1], title="The city falls"), *EVENTS[2:], replace(EVENTS[0], id="new-one"))
    changes = workbook.compare(workbook.read(last).base(), now)
    data = workbook.render(brief(events=now, changes=changes, since="last.xlsx"))
    assert table(data, "Changes") == [
        {"What": "new", "Event": EVENTS[0].title, "Is now": EVENTS[0].title, "Event id": "new-one"},
        {"What": "changed", "Event": "The city falls", "Column": "title", "Was": "The city is taken overnight",
         "Is now": "The city falls", "Event id": "2014-06-10-city"},
        {"What": "gone", "Event": "2019-09-attacks", "Was": EVENTS[0].title, "Event id": "2019-09-attacks"},
    ]  # fmt: skip
    assert any(
        text.startswith("1 new event; 1 event changed; 1 event no longer") for text in texts(sheet(data, "Brief"))
    )


def test_changes_tell_nothing_that_stood_under_a_stricter_label(tmp_path: Path) -> None:
    secret = [replace(EVENTS[n], id=f"secret-{n}", title=f"Secret {n}", tlp="RED") for n in (1, 2)]
    last = tmp_path / "last.xlsx"
    last.write_bytes(workbook.render(brief(events=(*EVENTS, *secret))))
    now = (*EVENTS, replace(secret[0], tlp="CLEAR", title="Told now"))
    changes = workbook.compare(workbook.read(last).base(), now)
    data = workbook.render(brief(events=now, changes=changes, since="last.xlsx"))
    assert b"Secret" not in b"".join(parts(data).values())
    assert [(row["What"], row.get("Event", "")) for row in table(data, "Changes")] == [
        ("new", "Told now"),
        ("gone", ""),
    ]
    assert table(data, "Changes")[1]["Was"] == "an event marked TLP:RED"


def test_rows_beyond_a_sheet_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(mould, "MOST_ROWS", 8)
    file = tmp_path / "brief.xlsx"
    file.write_bytes(workbook.render(brief()))
    data = file.read_bytes()
    assert [len(table(data, name)) for name in ("Events", "Events 2")] == [4, 4]
    assert [row["No."] for row in table(data, "Citations 2")] == ["2", "1", "2", "1"]
    jumps = {one.get("location") for one in sheet(data, "Citations 2").iter(f"{MAIN}hyperlink") if one.get("location")}
    assert any(jump.startswith("'Events 2'!B") for jump in jumps)
    back = workbook.read(file)
    assert sorted(row["id"] for row in back.rows()) == sorted(event.id for event in EVENTS)
    assert list(back.base())


@pytest.mark.parametrize(
    ("first", "last", "most", "name", "stretch"),
    [
        (Day(2018, 6, 1), Day(2018, 6, 30), 36, "day", "17 June 2018"),
        (Day(2016, 1, 1), Day(2018, 12, 31), 36, "month", "June 2018"),
        (Day(2014, 1, 1), Day(2018, 12, 31), 36, "quarter", "April to June 2018"),
        (Day(1990, 1, 1), Day(2018, 12, 31), 36, "year", "2018"),
        (Day(1800, 1, 1), Day(2018, 12, 31), 36, "decade", "2010 to 2019"),
        (Day(-479, 1, 1), Day(2018, 12, 31), 36, "century", "2000 to 2099"),
        (Day(-500_000_000, 1, 1), Day(2018, 1, 1), 36, "100,000,000 years", "0 to 99999999"),
    ],
)
def test_the_axis_takes_the_finest_grain_that_fits(first: Day, last: Day, most: int, name: str, stretch: str) -> None:
    chosen = grain.choose(first, last, most)
    assert chosen.name == name
    assert chosen.name_of(chosen.number(Day(2018, 6, 17))) == stretch


ORDER = ("sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetProtection autoFilter mergeCells "
         "conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks "
         "colBreaks drawing legacyDrawing tableParts")  # fmt: skip


@pytest.mark.parametrize("wish", [{}, {"hxl": True}, {"events": ()}, {"since": "last.xlsx"}], ids=str)
def test_the_package_is_whole_and_its_parts_are_in_the_order_of_the_standard(wish: dict[str, Any]) -> None:
    data = workbook.render(brief(**wish))
    held = parts(data)
    kinds = xml(held["[Content_Types].xml"])
    typed = {one.get("PartName", "").lstrip("/") for one in kinds} | {one.get("Extension") for one in kinds}
    assert all(name in typed or name.rpartition(".")[2] in typed for name in held)
    for name in (name for name in held if name.endswith(".rels")):
        folder = PurePosixPath(name).parent.parent
        for one in xml(held[name]):
            target = one.get("Target", "")
            inside = target.lstrip("/") if target.startswith("/") else os.path.normpath(f"{folder}/{target}")
            assert one.get("TargetMode") == "External" or inside in held, (name, target)
        ids = [one.get("Id") for one in xml(held[name])]
        assert len(ids) == len(set(ids))
    for name in (name for name in held if name.startswith("xl/worksheets/sheet")):
        children = [child.tag.removeprefix(MAIN) for child in xml(held[name])]
        places = [ORDER.split().index(tag) for tag in children]
        assert places == sorted(places), (name, children)
        rows = [int(row.get("r", "0")) for row in xml(held[name]).iter(f"{MAIN}row")]
        assert rows == sorted(set(rows))


def test_the_heads_of_a_table_are_its_columns_each_once() -> None:
    extra = {"date": "x", "DATE": "y", "a\nb": "z", "=1+1": "f", "": "empty", "x" * 400: "long"}
    data = workbook.render(brief(events=(replace(EVENTS[1], extra=extra),)))
    tables = [xml(part) for name, part in parts(data).items() if name.startswith("xl/tables/")]
    heads = {row.get("r"): row for row in sheet(data, "Events").iter(f"{MAIN}row")}["4"]
    events = next(one for one in tables if one.get("displayName") == "Events")
    names = [one.get("name") for one in events.iter(f"{MAIN}tableColumn")]
    assert names == ["".join(cell.itertext()) for cell in heads]
    assert len({name.casefold() for name in names}) == len(names)
    assert max(map(len, names)) < 255


def days(*texts: str) -> list[tuple[Day, Day]]:
    dates = [When.parse(text) for text in texts]
    return [(date.first, date.last) for date in dates if date.first and date.last]


def test_one_early_event_does_not_make_the_axis_coarser_and_is_drawn_as_earlier() -> None:
    spans = days("198X", *(f"2017-{month:02d}-0{day}" for month in range(1, 13) for day in (1, 9)))
    axis = grain.frame(spans, 36)
    assert (axis.grain.name, axis.earlier, axis.later) == ("month", True, False)
    assert [axis.short(number) for number in axis.stretches][:2] == ["earlier", "Jan 2017"]
    assert axis.place(spans[0][0]) == axis.stretches.start


def test_the_axis_ends_where_the_events_end_where_that_fits() -> None:
    spans = days(*["2017-01-01"] * 10, *["2018-01-01"] * 10, "2018-03-31", "2040")
    axis = grain.frame(spans, 36)
    assert (axis.short(axis.begin), axis.short(axis.stop - 1), axis.later) == ("Jan 2017", "Mar 2018", True)
    assert grain.frame(days("2017-01", "2017-03"), 36) == grain.Frame(grain.Grain("month", 1), 2017 * 12, 2017 * 12 + 3)


def test_every_event_stands_in_exactly_one_bar() -> None:
    data = workbook.render(brief())
    cells = {cell.get("r", ""): "".join(cell.itertext()) for cell in sheet(data, "Figures").iter(f"{MAIN}c")}
    block = [at for at in cells if re.fullmatch(r"[B-E]\d+", at) and int(at[1:]) > figures.FIRST]
    assert sum(int(cells[at]) for at in block if cells[at].isdecimal()) == sum(1 for event in EVENTS if event.date)


def test_what_stands_out_is_counted_and_not_guessed() -> None:
    told = telling.many(0, "event"), telling.many(1, "event"), telling.many(1204, "event")
    assert told == ("no events", "1 event", "1,204 events")
    lone = Event("one", "One", When.parse("2018"), category="battle")
    text = texts(sheet(workbook.render(brief(events=(lone,))), "Brief"))
    assert "1 of 1 event has a date that is wider than a day; they are drawn as their whole span." in text
    assert not any("with most events" in one for one in text)


def texts(found: ET.Element) -> list[str]:
    return [text for cell in found.iter(f"{MAIN}c") if (text := "".join(cell.itertext()))]


def test_no_row_is_higher_than_the_spreadsheet_programs_allow_however_long_its_text() -> None:
    long = replace(EVENTS[1], title="T" * 3000, summary="The garrison leaves by night. " * 400)
    book = workbook.render(brief(events=(long, *EVENTS[2:])))
    for name, part in parts(book).items():
        if name.startswith("xl/worksheets/sheet"):
            heights = map(float, re.findall(rb'<row [^>]* ht="([0-9.]+)"', part))
            assert max(heights, default=0) <= cells.HIGHEST_ROW, name
