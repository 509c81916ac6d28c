"""The project read: its table, its register, its documents, and the proofs of its quotes."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from pathlib import Path

from timeline import corpus, events, files, quotes
from timeline.config import Settings
from timeline.model import (
    Case,
    Finding,
    Source,
    Table,
)
from timeline.pipeline.nouns import Dated, Rung, Tell
from timeline.when import BadDate, When


def ids(settings: Settings) -> set[str]:
    """Return all ids of the table, those of withdrawn events too."""
    return set(known(settings).table.column("id"))


def known(settings: Settings) -> events.Events:
    """Read the events as they are; a project that has none yet has an empty table."""
    if not files.exists(settings.events):
        return events.parse(Table(settings.events, (), {}, ()))
    return events.read(settings.events)[1]


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector from looking through millions of cells again and again: they make no cycles."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def case(settings: Settings, parsed: events.Events, troubles: Sequence[Finding], *, tell: Tell) -> Case:
    """Read register and documents, and prove every quote of the table once."""
    tell("reading the corpus")
    register, sources, misread = corpus.register.read(settings.register)
    documents, unread = corpus.load(settings.corpus, sources)
    tell("proving the quotes")
    proofs = {
        (source, quote): quotes.prove(documents[source], quote)
        for source, quote in _cited(parsed.table)
        if source in documents
    }
    known = {source.id: source for source in sources}
    return Case(settings, parsed.table, register, parsed, known, documents, proofs, (*troubles, *misread, *unread))


def without_events(settings: Settings, *, tell: Tell) -> Case:
    """Read a project that has no table of events yet."""
    return case(settings, events.parse(Table(settings.events, (), {}, ())), (), tell=tell)


def dated(settings: Settings, source: Source) -> Dated:
    """Climb the ladder to the date of a source: the register, and what its document says itself."""
    from timeline.candidates.reading import own_date, rungs
    from timeline.corpus.articles import Article, registered

    documents, unread = corpus.load(settings.corpus, [source])
    document = documents.get(source.id)
    alone = Article(source.id, source.title, "", source.url, source.publisher, source.origin, source.published)
    article = registered(source.id, document, source) if document else alone
    climbed = rungs(article)
    best = own_date(article)
    ladder = (
        Rung(
            rung.rung.value,
            rung.when,
            tuple((span, article.text[span.start : span.stop]) for span in rung.evidence),
            counts=rung.rung is best.rung,
            agrees=best.when is None or rung.when.overlaps(best.when),
        )
        for rung in climbed
        if rung.when is not None
    )
    missing = "its document is not there" if source.file and not document else ""
    return Dated(source, tuple(ladder), unread[0].problem if unread else missing)


def _cited(table: Table) -> Iterator[tuple[str, str]]:
    """Yield source and quote of each distinct citation with a quote once, also of rows that do not parse."""
    for names in events.citations(table.header):
        sources, cited = table.column(names.source), table.column(names.quote)
        yield from sorted(set(compress(zip(sources, cited, strict=True), cited)))


def date(cells: Mapping[str, str]) -> When | None:
    """Return the date of a row, None where it has none that can be read."""
    return _readable(cells.get("date", ""))


def period(settings: Settings) -> When | None:
    """Return the project's period, None where it has none that can be read."""
    return _readable(settings.period)


def _readable(date: str) -> When | None:
    try:
        return When.parse(date) if date else None
    except BadDate:
        return None  # the checks say what is wrong with it


def shown(settings: Settings, path: Path) -> str:
    """Name a file as findings do: from the project's folder."""
    return path.relative_to(settings.root).as_posix()
