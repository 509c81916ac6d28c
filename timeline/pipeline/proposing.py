"""From proposals, and what a person decides about them, to events: `timeline review`."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from timeline import checks, corpus, events, files, table
from timeline.candidates import Kept
from timeline.config import Settings
from timeline.corpus import Wanted, articles
from timeline.corpus.articles import Article, Piece, Place, Unread
from timeline.errors import TimelineError
from timeline.model import Case, Finding, Severity, Sought, Source, Table
from timeline.pipeline import incoming, reading
from timeline.pipeline.extracting import CACHE, Look
from timeline.pipeline.nouns import Entered, Tell
from timeline.review import Choice, Decided, Decision, Found, Session
from timeline.stories import Cited

EDITABLE = ("date", "title", "summary", "category", "place", "lat", "lon", "actors", "tags", "status", "notes")
"""What a person may write anew of a proposal; the rest is proof."""
TRIES = 5
"""How often accepted events are joined with the table, where somebody else writes it at the same moment."""


@dataclass(frozen=True, slots=True)
class Review:
    """A session, and what a person sees beside it: the articles themselves."""

    session: Session
    places: Mapping[str, Place]
    sources: tuple[Source, ...]
    settings: Settings
    unread: tuple[Unread, ...] = ()
    misdated: tuple[Unread, ...] = ()

    def texts(self, names: Iterable[str]) -> dict[str, Article]:
        """Fetch articles by their ids; one that was moved away since, or can no longer be read, is left out."""
        return {article.source: article for _, article in self.read(names)}

    def read(self, names: Iterable[str]) -> Iterator[tuple[Piece, Article]]:
        """Yield the articles of these ids that are still there, each with its piece."""
        wanted = {name: self.places[name] for name in names if name in self.places}
        for _, piece in articles.fetch(wanted, sources=self.sources, corpus=self.settings.corpus):
            with contextlib.suppress(TimelineError):
                yield piece, articles.read(piece)


def begin(settings: Settings, paths: Sequence[Path], sought: Sought, *, tell: Tell) -> Review:
    """Extract, and lay what is new or changed before a person.

    Nobody decides for an hour what then can't be written: raises events.DamagedTable, corpus.DamagedRegister.
    """
    from timeline import review

    _writable(settings)
    look = Look(settings, paths)
    with Kept(settings.outputs / CACHE) as known:
        told, gathered = look.told(known, tell=tell)
    session = Session(tuple(review.choose(look.found(told), sought)), frozenset(reading.ids(settings)))
    return Review(session, gathered.told.places, look.sources, settings, gathered.unread, gathered.misdated)


def _writable(settings: Settings) -> None:
    if files.exists(settings.events) and (troubles := events.read(settings.events)[2]):
        raise events.DamagedTable(settings.events, troubles[0])
    register, _, damage = corpus.register.read(settings.register)
    if register.header and damage:
        raise corpus.DamagedRegister(settings.register, damage[0])


def objections(settings: Settings, cells: Mapping[str, str]) -> tuple[Finding, ...]:
    """Say what the checks have against the cells that a person wrote, before their sources are in the register."""
    empty = Table(settings.events, (), {}, ())
    alone = events.extended(empty, cells)
    case = Case(settings, alone, empty, events.parse(alone), {}, {}, {})
    name = reading.shown(settings, settings.events)
    return tuple(found for found in checks.run(case).findings if found.path == name and found.column in EDITABLE)


def end(review: Review, session: Session, *, tell: Tell) -> list[Entered]:
    """Write what was decided: sources into the register, events into events.csv, and what is not to be asked again.

    An event that the checks call an error is not written, and is asked about again; so is what would change an event
    that somebody took out meanwhile.
    """
    from timeline import review as reviewing

    settings = review.settings
    # First what needs no source and no check, so that it is kept whatever becomes of the rest.
    refused = [one for one in session.made if one.choice is Choice.REJECT]
    reviewing.remember(settings.root, [Decided(one.found.story, one.found.event, one.choice) for one in refused])
    accepted = [one for one in session.made if one.choice is Choice.ACCEPT]
    named = _admitted(review, _still(accepted, reading.known(settings).table), tell=tell)
    for left in reversed(range(TRIES)):
        now = reading.known(settings).table
        still = _still(accepted, now)
        try:
            entered = _entered(settings, list(_rows(still, named, now)), tell=tell)
            break
        except files.FileChanged:
            if not left:
                raise
    reviewing.remember(
        settings.root,
        [
            Decided(_renamed(one.found, named).story, event.cells["id"], one.choice)
            for one, event in zip(still, entered, strict=True)
            if event.written
        ],
    )
    return entered


def _still(accepted: Sequence[Decision], now: Table) -> list[Decision]:
    """Return what was accepted, without what would change an event that is no longer there."""
    there = set(now.column("id"))
    return [one for one in accepted if not one.found.event or one.found.event in there]


def _admitted(review: Review, accepted: Sequence[Decision], *, tell: Tell) -> dict[str, str]:
    """Enter the articles in the register that accepted events cite; return their ids there."""
    from timeline import stories
    from timeline.candidates.reading import own_date

    cited = {
        one.source
        for decision in accepted
        for one in (decision.found.further if decision.found.event else decision.found.story.citations[: stories.CITED])
    }
    tell("entering the sources in the register")
    files.make_folder(review.settings.corpus)
    wanted = (Wanted(piece, article, own_date(article)) for piece, article in review.read(sorted(cited)))
    return corpus.admit(review.settings.corpus, wanted)


def _renamed(found: Found, named: Mapping[str, str]) -> Found:
    """Return a proposal whose citations go by the ids of the register; two copies of an article are one there."""

    def citations(cited: Iterable[Cited]) -> tuple[Cited, ...]:
        renamed = (replace(one, source=named.get(one.source, one.source)) for one in cited)
        return tuple({(one.source, one.quote): one for one in renamed}.values())

    story = replace(found.story, citations=citations(found.story.citations))
    return replace(found, story=story, further=citations(found.further))


def _rows(accepted: Sequence[Decision], named: Mapping[str, str], now: Table) -> Iterator[dict[str, str]]:
    """Yield the rows as they are to be written, with the ids of the register.

    A new event whose id somebody else took meanwhile gets another one: what is there is never written over.
    """
    from timeline import review, stories

    places = {name: place for place, name in enumerate(now.column("id"))}
    used = set(places)
    for one in accepted:
        if one.found.event:
            row = {name: now.column(name)[places[one.found.event]] for name in now.header}
            yield review.with_citations(row, _renamed(one.found, named).further, reading.date(row))
            continue
        story = _renamed(one.found, named).story
        row = {name: cell for name, cell in one.cells.items() if not name.startswith(("source", "quote"))}
        row = review.with_citations(row, story.citations[: stories.CITED], story.date)
        row["id"] = stories.identify(row, used) if row["id"] in used else row["id"]
        used.add(row["id"])
        yield row


def _entered(settings: Settings, rows: Sequence[Mapping[str, str]], *, tell: Tell) -> list[Entered]:
    """Check rows and write those that no error speaks against, all at once; a row whose id is there is written anew."""
    if not rows:
        return []
    from timeline.pipeline import read

    case = read(settings, tell=tell) if files.exists(settings.events) else reading.without_events(settings, tell=tell)
    incoming.undamaged(case)
    places = {name: place for place, name in enumerate(case.table.column("id"))}
    longer, lines = _joined(case.table, rows, places)
    name = reading.shown(settings, settings.events)
    against: dict[int, list[Finding]] = {}
    for finding in checks.run(reading.case(settings, events.parse(longer), (), tell=tell)).findings:
        if finding.path == name:
            against.setdefault(finding.line, []).append(finding)
    told = [tuple(against.get(line, ())) for line in lines]
    good = [all(finding.severity is not Severity.ERROR for finding in findings) for findings in told]
    written, _ = _joined(case.table, [row for row, fine in zip(rows, good, strict=True) if fine], places)
    if any(good):
        cells = zip(*(written.columns[column] for column in written.header), strict=True)
        table.write(settings.events, header=written.header, rows=cells, seal=case.table.seal)
    done = [_done(case.table, row, places) for row in rows]
    return [Entered(*one) for one in zip(rows, told, good, done, strict=True)]


def _done(old: Table, row: Mapping[str, str], places: Mapping[str, int]) -> str:
    place = places.get(row["id"])
    if place is None:
        return "added"
    return "kept" if all(old.column(name)[place] == cell for name, cell in row.items()) else "changed"


def _joined(old: Table, rows: Sequence[Mapping[str, str]], places: Mapping[str, int]) -> tuple[Table, list[int]]:
    """Return the table with the rows in it, and the line that each of them has there."""
    new = [row for row in rows if row["id"] not in places]
    longer = events.extended(old, *new) if new else old
    longer = events.changed(longer, {places[row["id"]]: row for row in rows if row["id"] in places})
    added = iter(range(len(old), len(longer)))
    return longer, [longer.lines[places[row["id"]] if row["id"] in places else next(added)] for row in rows]
