"""A small brief with every kind of date, status and doubt in it, for the tests of the workbook."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from timeline.config import Category
from timeline.model import Citation, Event, Finding, Ledger, LeftOut, Proof, Severity, Source, Standing, Status
from timeline.outputs import workbook
from timeline.when import When

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CATEGORIES = (
    Category("battle", about="fighting between armed forces"),
    Category("air strike", "#C26A2D", "an attack from the air"),
    Category("politics", about="declarations, votes, talks"),
)
SOURCES = (
    Source("agency", "A city falls", "Northern Agency", "J. Doe", When.parse("2017-11-04"),
           "https://example.org/city?a=1&b=2", reliability="B", kind="full text"),
    Source("daily", "Strike on the border", "The Daily", published=When.parse("2018-06-18"),
           url="https://daily.example.com/strike", reliability="C"),
    Source("copy", "Copy of the strike story", "Evening Post", origin="daily", url="ftp://old.example.com/x"),
    Source("report", "Annual report", "The Institute", published=When.parse("2019"), url="javascript:alert(1)"),
)  # fmt: skip
FELL = "the city had fallen overnight while its garrison fled"
FLAG = "the flag was raised over the town on Friday afternoon"
STRIKE = "the strike late on Sunday killed at least twenty"
OVER = "our forces fully control the border and the war is over"
ATTACKS = "in about September a series of attacks on convoys"
EVENTS = (
    Event("2019-09-attacks", "A series of attacks on convoys", When.parse("2019-09~"), category="battle",
          place="Deir ez-Zor", lat=35.33, lon=40.14, status=Status.PROPOSED, citations=(Citation("report", ATTACKS),)),
    Event("2014-06-10-city", "The city is taken overnight", When.parse("2014-06-10"), "The garrison leaves.", "battle",
          "Mosul", 36.34, 43.13, ("army", "the group"), ("turning point",), Status.CONFIRMED, 1, "",
          (Citation("agency", FELL), Citation("report", "", None, 2))),
    Event("2017-10-advance", "Advance on the border town", When.parse("[2017-10-10..2017-10-20]"), category="battle",
          place="al-Qaim", citations=(Citation("agency", FLAG),)),
    Event("2017-12-09-victory", "The prime minister declares victory", When.parse("2017-12-09"), category="politics",
          place="Baghdad", lat=33.31, lon=44.36, status=Status.CONFIRMED, credibility=1,
          citations=(Citation("agency", OVER), Citation("report", OVER, When.parse("2017-12-10"), 2))),
    Event("2017-12-insurgency", "An insurgency goes on", When.parse("2017-12-09/.."), category="battle",
          place="Hamrin"),
    Event("2018-06-17-strike", "Air strike on a villa near the border", When.parse("2018-06-17"), "Two deny it.",
          "air strike", "al-Hari", 34.4, 40.9, ("unknown", "militia"), (), Status.DISPUTED, 4, "",
          (Citation("daily", STRIKE), Citation("copy", STRIKE, None, 2)), "ask the Institute",
          {"district": "Abu Kamal"}),
    Event("0480-battle", "An ancient battle", When.parse("-0479"), category="battle", place="Salamis"),
    Event("undated-camp", "A camp is opened", None, category="politics"),
)  # fmt: skip
PROOFS = {
    ("2014-06-10-city", 1): Proof(Standing.EXACT),
    ("2017-10-advance", 1): Proof(Standing.FOLDED),
    ("2017-12-09-victory", 1): Proof(Standing.EXACT),
    ("2017-12-09-victory", 2): Proof(Standing.MISSING),
    ("2018-06-17-strike", 1): Proof(Standing.EXACT),
    ("2018-06-17-strike", 2): Proof(Standing.EXACT),
}
FINDINGS = (
    Finding("E104", "quote-not-found", Severity.ERROR, "events.csv", 5, "quote_2", OVER, "does not stand in report",
            "Copy the words from the document.", "2017-12-09-victory"),
)  # fmt: skip


def brief(**changes: Any) -> workbook.Brief:
    """The brief, with what a test changes in it."""
    given: dict[str, Any] = {
        "title": "Rise & fall of a state",
        "subtitle": "for the eyes of its makers",
        "events": EVENTS,
        "sources": SOURCES,
        "ledger": Ledger(10, 8, (LeftOut(3, "old", "withdrawn"), LeftOut(9, "bad", "its date is no date"))),
        "findings": FINDINGS,
        "categories": CATEGORIES,
        "proofs": PROOFS,
        "state": "3f9a" * 16,
    }
    return workbook.Brief(**(given | changes))


def xml(part: bytes) -> ET.Element:
    """A part as a tree, by the standard library's parser."""
    return ET.fromstring(part)  # noqa: S314 - our own file; expat refuses to expand bombs since 2.4.1


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook, as any zip program unpacks them."""
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def sheet(data: bytes, name: str) -> ET.Element:
    """The XML of the sheet with this name."""
    held = parts(data)
    book = xml(held["xl/workbook.xml"])
    names = [one.get("name") for one in book.iter(f"{MAIN}sheet")]
    return xml(held[f"xl/worksheets/sheet{names.index(name) + 1}.xml"])


def targets(data: bytes) -> set[str]:
    """Where links lead to outside the file."""
    return {
        one.get("Target", "")
        for name, part in parts(data).items()
        if name.endswith(".rels")
        for one in xml(part)
        if one.get("TargetMode") == "External"
    }


def table(data: bytes, name: str) -> list[dict[str, str]]:
    """The rows of a table sheet by head, read without the library that wrote them: numbers and texts as they stand."""
    rows = [
        {re.sub("[0-9]", "", cell.get("r", "")): "".join(cell.itertext()) for cell in row if "".join(cell.itertext())}
        for row in sheet(data, name).iter(f"{MAIN}row")
    ]
    heads = rows[3]
    return [{heads[at]: text for at, text in row.items()} for row in rows[4:]]
