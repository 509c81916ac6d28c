"""A dossier for the tests of exports: every kind of date, every doubt, and cells that would be code elsewhere."""

from __future__ import annotations

from timeline.config import Category
from timeline.model import Citation, Event, Proof, Source, Standing, Status
from timeline.outputs.exports import Dossier, choose
from timeline.when import When

DATES = (
    "2018-06-17", "2018-06", "2014", "2019-09~", "2017-10?", "2017-10-17/2017-11-03", "2017-12-09/..", "198X",
    "2017-24", "[2017-10-01..2017-10-20]", "-0498", "Y-17000", "../2016", "156X-12-25", "2004-06-XX", "{2016,2018}",
)  # fmt: skip
"""One event each; the id is its place."""
HOSTILE = (
    '=HYPERLINK("http://evil.example","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "[click](javascript:alert(1)) **bold** `code` ^[note] | cell | $x^2$",
    "line one\nline two\r\nDTSTART:19700101\nEND:VEVENT",
    "1. April \u202eevil\x00 \ufffe \x1b[2J",
    "a; b, c: d\\n \u2028 \u2029 \u0085",
)
SOURCES = {
    "wire": Source("wire", "The border, mapped", "A wire", "Ann Author", When.parse("2018-06-18"), "https://example.org/1"),
    "paper": Source("paper", HOSTILE[2], HOSTILE[0], HOSTILE[4], When.parse("2017-10~"), "javascript:alert(1)"),
    "radio": Source("radio", "Radio", published=When.parse("2014/2016"), accessed="2020-01-31T10:00:00Z", archive_url="http://archive.example/2"),
    "unused": Source("unused", "Nobody cites it"),
}  # fmt: skip


def event(number: int, **fields: object) -> Event:
    cited = (Citation("wire", f"words number {number} that stand there"),)
    given = {
        "title": f"Event {number}",
        "summary": "What happened.",
        "category": "attack",
        "citations": cited,
        "line": number + 2,
    }
    return Event(**{"id": f"event-{number:02}", "date": When.parse("2018-06-17"), **given, **fields})  # type: ignore[arg-type]


def events() -> tuple[Event, ...]:
    """One a date, one a hostile text in every cell, one undated, and one withdrawn."""
    dated = [event(place, date=When.parse(text)) for place, text in enumerate(DATES)]
    hostile = [
        event(
            20 + place,
            title=text,
            summary=text,
            place=text,
            category=text,
            actors=(text,),
            tags=(text,),
            notes=text,
            lat=34.5,
            lon=40.9,
            status=Status.DISPUTED,
            credibility=4,
            extra={text: text},
            citations=(Citation("paper", text, When.parse("2018-06-16")), Citation("radio", "", None, 2)),
        )
        for place, text in enumerate(HOSTILE)
    ]
    more = [
        event(40, date=None),
        event(41, status=Status.WITHDRAWN),
        event(42, tlp="AMBER", status=Status.PROPOSED),
        event(43, citations=()),
    ]
    return (*dated, *hostile, *more)


def dossier(most: str = "RED", title: str = "A case") -> Dossier:
    chosen, _ = choose(events(), most=most, tlp="CLEAR")
    proofs = {(one.id, 1): Proof(Standing.EXACT) for one in chosen} | {("event-21", 1): Proof(Standing.MISSING)}
    return Dossier(
        title=title,
        subtitle="All that can go wrong",
        period=When.parse("1980/2020"),
        events=chosen,
        sources=SOURCES,
        categories=(Category("attack", "#994488", "an attack"),),
        proofs=proofs,
        state="0" * 64,
    )
