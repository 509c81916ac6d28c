"""A small case for tests of the page: each event is there for one thing that a reader must be able to see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from timeline.config import Category, Settings
from timeline.model import Case, Citation, Document, Event, Ledger, Proof, Source, Span, Standing, Status, Table
from timeline.outputs import page
from timeline.when import When

FIRST = date(2000, 1, 1)
BODY = (
    "The river had been quiet for weeks. On the night of 17 June aircraft struck a house near the border, "
    "officials said. At least twenty-two people died. The coalition denied that it flew that night. "
    "Families came back in the autumn. "
    "They found the bridge gone."
)
STRUCK = "aircraft struck a house near the border"
DENIED = "The coalition denied that it flew that night."
CAME_BACK = "Families came back in the autumn."


def source(identity: str, title: str, **more: str) -> Source:
    return Source(identity, title, published=When.parse("2018-06-20"), sha256="ab" * 32, kind="full text", **more)


SOURCES = {
    one.id: one
    for one in (
        source("wire", "Strike at the border", publisher="AFP", url="https://example.org/strike", reliability="B"),
        source("daily", "Who flew?", publisher="The Daily", origin="wire", archive_url="https://archive.example/x"),
        source("monitor", "A year on", publisher="Monitor", url="javascript:alert(1)", reliability="C"),
    )
}


def event(identity: str, dated: str, title: str, category: str = "air strike", **more: object) -> Event:
    when = When.parse(dated) if dated else None
    return Event(identity, title, when, category=category, **more)  # type: ignore[arg-type]  # fields by name


EVENTS = (
    event(
        "border-strike",
        "2018-06-17",
        "Aircraft strike a house at the border",
        summary="A house on the Syrian side was hit.",
        place="al-Qa’im",
        lat=34.37,
        lon=41.09,
        actors=("Islamic State", "US-led coalition"),
        tags=("border",),
        status=Status.CONFIRMED,
        credibility=2,
        citations=(Citation("wire", STRUCK), Citation("daily", DENIED, When.parse("2018-06-18"), 2)),
    ),
    event(
        "denial",
        "2018-06-17",
        "Coalition denies the strike",
        "politics",
        place="Baghdad",
        lat=33.3,
        lon=44.4,
        actors=("US-led coalition",),
        status=Status.DISPUTED,
        citations=(Citation("daily", DENIED),),
    ),
    event(
        "return",
        "2018-10",
        "Families return",
        "displacement",
        place="al-Qa’im",
        lat=34.37,
        lon=41.09,
        citations=(Citation("monitor", CAME_BACK),),
    ),
    event("battle", "2017-10-17/2017-11-03", "Battle for the town", "combat", actors=("Iraqi army",)),
    event("insurgency", "2017-12-09/..", "Insurgency goes on", "combat", actors=("Islamic State",)),
    event("attacks", "2019-09~", "Attacks on outposts", "combat", status=Status.PROPOSED),
    event("council", "[2017-10-10..2017-10-20]", "Council meets", "politics"),
    event("arabic", "2018-03-02", "القوات العراقية تدخل", "combat", place="الموصل", lat=36.34, lon=43.13),
    event("before", "/2017-09-01", "Bridge built", "politics"),
    event("rumour", "", "A rumour that nobody dates", "politics"),
)

SETTINGS = Settings(
    Path("/nowhere"),
    Path("/nowhere/timeline.toml"),
    title="The border after the caliphate",
    subtitle="Ten events & their sources",
    tlp="GREEN",
    categories=tuple(Category(name) for name in ("combat", "air strike", "politics", "displacement")),
)
LEDGER = Ledger(len(EVENTS), len(EVENTS))


def proof(quote: str) -> Proof:
    start = BODY.index(quote)
    return Proof(Standing.EXACT, (Span(start, start + len(quote)),))


def case(settings: Settings = SETTINGS, events: tuple[Event, ...] = EVENTS) -> Case:
    empty = Table(Path("events.csv"), (), {}, ())
    documents = {key: Document(key, BODY, "utf-8", "ab" * 32) for key in SOURCES}
    proofs = {
        (one.source, one.quote): proof(one.quote)
        for row in events
        for one in row.citations
        if one.quote and one.quote in BODY
    }
    return Case(settings, empty, empty, events, SOURCES, documents, proofs)


def write(
    folder: Path, events: tuple[Event, ...] = EVENTS, *, since: page.Since | None = None, **settings: object
) -> Path:
    """Write the page of these events and return where it is."""
    target = folder / "timeline.html"
    made = replace(SETTINGS, **settings)  # type: ignore[arg-type]  # fields by name
    html = page.render(case(made, events), events, Ledger(len(events), len(events)), since=since)
    target.write_text(html, encoding="utf-8", newline="")
    return target


def many(count: int) -> tuple[Event, ...]:
    """Return so many events, an hour's reading or a life's, spread over twenty years."""
    kinds = ("combat", "air strike", "politics", "displacement")
    return tuple(
        event(
            f"event-{n:06}",
            (FIRST + timedelta(days=n * 7919 % 7300)).isoformat(),
            f"Event number {n} of many",
            kinds[n % 4],
            place=f"Town {n % 40}",
            lat=30 + n % 40 / 10,
            lon=40 + n % 17 / 10,
            actors=(f"Unit {n % 25}",),
        )
        for n in range(count)
    )
