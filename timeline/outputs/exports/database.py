"""SQLite: tables that Datasette opens, and a view with each event, its sources and its quotes on one row.

Foreign keys make its cells links, and the full-text indexes (FTS5 over the tables' own text) its search box.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from timeline.model import Event
from timeline.outputs.exports import record
from timeline.outputs.exports.dossier import Dossier

SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (
  id TEXT PRIMARY KEY, title TEXT, publisher TEXT, author TEXT, published TEXT, url TEXT, archive_url TEXT,
  accessed TEXT, file TEXT, sha256 TEXT, language TEXT, kind TEXT, reliability TEXT, origin TEXT, notes TEXT
);
CREATE TABLE events (
  id TEXT PRIMARY KEY, date TEXT, first_day TEXT, last_day TEXT, date_words TEXT, date_precision TEXT,
  date_uncertain INTEGER, date_approximate INTEGER, title TEXT, summary TEXT, category TEXT, place TEXT,
  latitude REAL, longitude REAL, status TEXT, credibility INTEGER, tlp TEXT, doubts TEXT, notes TEXT
);
CREATE TABLE citations (
  event TEXT NOT NULL REFERENCES events(id), number INTEGER NOT NULL, source TEXT REFERENCES sources(id),
  quote TEXT, date TEXT, standing TEXT, PRIMARY KEY (event, number)
);
CREATE TABLE actors (event TEXT NOT NULL REFERENCES events(id), actor TEXT NOT NULL, PRIMARY KEY (event, actor));
CREATE TABLE tags (event TEXT NOT NULL REFERENCES events(id), tag TEXT NOT NULL, PRIMARY KEY (event, tag));
CREATE TABLE extra (
  event TEXT NOT NULL REFERENCES events(id), name TEXT NOT NULL, value TEXT, PRIMARY KEY (event, name)
);
CREATE INDEX events_by_day ON events (first_day);
CREATE INDEX events_by_category ON events (category);
CREATE INDEX citations_by_source ON citations (source);
CREATE INDEX actors_by_name ON actors (actor);
CREATE INDEX tags_by_name ON tags (tag);
CREATE VIRTUAL TABLE events_fts USING fts5(title, summary, place, notes, content="events");
CREATE VIRTUAL TABLE citations_fts USING fts5(quote, content="citations");
CREATE VIEW timeline AS
SELECT
  e.id, e.date_words AS "when", e.date AS edtf, e.first_day, e.last_day, e.title, e.summary, e.category, e.place,
  e.latitude, e.longitude,
  (SELECT group_concat(actor, '; ') FROM (SELECT actor FROM actors WHERE event = e.id ORDER BY actor)) AS actors,
  e.status, e.credibility, e.tlp, e.doubts,
  (SELECT count(*) FROM citations WHERE event = e.id) AS cited,
  (SELECT group_concat(told, char(10)) FROM (
    SELECT coalesce(s.title, c.source) || coalesce(': “' || nullif(c.quote, '') || '”', '') AS told
    FROM citations c LEFT JOIN sources s ON s.id = c.source WHERE c.event = e.id ORDER BY c.number
  )) AS evidence
FROM events e ORDER BY e.rowid;
"""

SOURCE = "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
EVENT = "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def render(dossier: Dossier) -> dict[str, bytes]:
    """Return the database. A citation of a source that the register lacks keeps its id in `sources`, and no more."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute("PRAGMA page_size = 4096")
        base.executescript(SCHEMA)
        about = {"title": dossier.title, "subtitle": dossier.subtitle, "tlp": dossier.whole, "state": dossier.state}
        base.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))
        base.executemany(SOURCE, _sources(dossier))
        base.executemany(EVENT, (_row(dossier, e) for e in dossier.events))
        for told in dossier.events:
            base.executemany("INSERT INTO citations VALUES (?, ?, ?, ?, ?, ?)", _citations(dossier, told))
            for table, values in (("actors", told.actors), ("tags", told.tags)):
                rows = [(told.id, value) for value in dict.fromkeys(values)]
                base.executemany(f"INSERT INTO {table} VALUES (?, ?)", rows)  # noqa: S608 - the two names above
            base.executemany("INSERT INTO extra VALUES (?, ?, ?)", [(told.id, *item) for item in told.extra.items()])
        for table in ("events_fts", "citations_fts"):
            base.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")  # noqa: S608 - the two names above
        base.commit()
        return {"timeline.sqlite": base.serialize()}


def _sources(dossier: Dossier) -> Iterator[tuple[object, ...]]:
    known = dossier.cited()
    for source in known:
        yield tuple(record.source(source).values())
    named = {citation.source for event in dossier.events for citation in event.citations if citation.source}
    for name in sorted(named - {source.id for source in known}):
        yield (name, *[None] * 14)


def _row(dossier: Dossier, told: Event) -> tuple[object, ...]:
    row = record.event(dossier, told)
    row["doubts"] = " ".join(row["doubts"])
    return tuple(row[name] for name in row if name not in ("actors", "tags", "citations", "extra"))


def _citations(dossier: Dossier, told: Event) -> Iterator[tuple[object, ...]]:
    for number, citation in enumerate(told.citations, 1):
        date = citation.date.text if citation.date else None
        standing = dossier.standing(told, citation)
        yield told.id, number, citation.source or None, citation.quote, date, standing
