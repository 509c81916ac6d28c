"""Stories in the order of their rank, on disk: a hundred thousand of them are more than a run should hold."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from timeline.candidates.stems import codes
from timeline.files import Unwritable
from timeline.spool import Lines
from timeline.stories import central
from timeline.stories.keys import ordinal
from timeline.stories.rows import record, revive
from timeline.stories.story import Story
from timeline.when import When

TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE told (number INTEGER PRIMARY KEY, score REAL, support REAL, date TEXT, source TEXT, title TEXT, same BLOB,
                   first INTEGER, last INTEGER, line TEXT);
"""
AT_ONCE = 256
"""Stories that are written together."""
AT_HAND = 8
"""Dates whose words are held in memory: those around a date are asked for again with the next."""
RANK = "score DESC, support DESC, date, source, title, number"
AGAIN = f"""
DELETE FROM told WHERE number IN (
    SELECT number FROM (SELECT number, row_number() OVER (PARTITION BY same ORDER BY {RANK}) AS nth FROM told)
    WHERE nth > 1)
"""  # noqa: S608 - constants
"""Of stories with the same date and citations, the best: what an article looks back on may have become its own event,
too, where its leading sentence gave way to it."""


class Ranked(Collection[Story]):
    """Stories, best first, to be gone through as often as is wanted: a line each, with the spot and what is printed."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines

    def __len__(self) -> int:
        return len(self.lines)

    def __contains__(self, other: object) -> bool:
        return any(other == one for one in self)

    def __iter__(self) -> Iterator[Story]:
        return map(story, self.lines)


def story(line: str) -> Story:
    """Return the story of a line of `Ranked`."""
    spot, _, told = line.partition("\t")
    return revive(json.loads(told), json.loads(spot))


class Ranking:
    """Stories on their way to an order. Raises files.Unwritable where there is no room for what is sorted."""

    def __init__(self) -> None:
        with _room():
            self._base = sqlite3.connect("")  # in a file without a name
            self._base.executescript(TABLES)
        self._waiting: list[tuple[object, ...]] = []

    def add(self, number: int, story: Story) -> None:
        """Add a story; what ranks alike goes by the numbers."""
        cited = [(one.source, one.start, one.stop, one.date and one.date.text) for one in story.citations]
        same = blake2b(repr((story.date and story.date.text, cited)).encode(), digest_size=16).digest()
        row = record(story)
        source, (first, last) = story.citations[0].source, _days(story.date)
        self._waiting.append(
            (number, story.score, 0.0, row["date"], source, story.title, same, first, last, _line(story, row))
        )
        if len(self._waiting) >= AT_ONCE:
            self._insert()

    def _insert(self) -> None:
        with _room():
            self._base.executemany("INSERT INTO told VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", self._waiting)
        self._waiting.clear()

    def centre(self) -> None:
        """Give the best score of each date to its most central story, and so on: in a crisis a day's score alike."""
        self._insert()
        with _room():
            self._base.execute("CREATE INDEX days ON told (first, last)")
            rare = central.rarity(self._quotes())
            counted = lru_cache(AT_HAND)(self._counted)
            for first, last in self._base.execute("SELECT DISTINCT first, last FROM told").fetchall():
                near = [counted(day, day) for day in (first - 1, last + 1)] if first is not None else []
                weights = central.around(counted(first, last), near)
                some = [(number, story(line)) for number, line in self._of(first, last)]
                words = [frozenset(codes(one.citations[0].quote)) for _, one in some]
                scores = sorted((one.score for _, one in some), reverse=True)
                for place, (which, score) in enumerate(zip(central.order(words, weights, rare), scores, strict=True)):
                    number, one = some[which]
                    line = _line(one, record(replace(one, score=score)))
                    row = score, -place, line, number
                    self._base.execute("UPDATE told SET score = ?, support = ?, line = ? WHERE number = ?", row)

    def _of(self, first: int | None, last: int | None) -> Iterator[tuple[int, str]]:
        """Yield the numbers and lines of the stories of a date, best first."""
        where = f"SELECT number, line FROM told WHERE first IS ? AND last IS ? ORDER BY {RANK}"  # noqa: S608 - a constant
        yield from self._base.execute(where, (first, last)).fetchall()

    def _counted(self, first: int | None, last: int | None) -> Counter[int]:
        """Count in how many of the quotes about a date each word stands."""
        quotes = (cited.quote for _, line in self._of(first, last) for cited in story(line).citations)
        return Counter(chain.from_iterable(frozenset(codes(quote)) for quote in quotes))

    def _quotes(self) -> Iterator[frozenset[int]]:
        """Yield the words of each quote once."""
        seen: set[int] = set()
        for (line,) in self._base.execute("SELECT line FROM told"):
            for cited in story(line).citations:
                if hash(cited.quote) not in seen:
                    seen.add(hash(cited.quote))
                    yield frozenset(codes(cited.quote))

    def done(self, folder: Path | None) -> Ranked:
        """Return the stories, best first, each once."""
        self._insert()
        with _room(), contextlib.closing(self._base):
            self._base.execute(AGAIN)
            rows = self._base.execute(f"SELECT line FROM told ORDER BY {RANK}")  # noqa: S608 - a constant
            return Ranked(Lines.pack((line for (line,) in rows), folder))


_encoded = json.JSONEncoder(ensure_ascii=False).encode


def _line(story: Story, row: Mapping[str, object]) -> str:
    return f"{_encoded(story.spot)}\t{_encoded(row)}"


def _days(when: When | None) -> tuple[int | None, int | None]:
    if when is None or when.first is None or when.last is None:
        return None, None
    return ordinal(when.first), ordinal(when.last)


@contextlib.contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise Unwritable(Path(tempfile.gettempdir()), str(error)) from error
