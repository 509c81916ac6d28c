"""Stories in the order of their rank, on disk: a hundred thousand of them are more than a run should hold."""

from __future__ import annotations

import contextlib
import json
import math
import sqlite3
import tempfile
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

from timeline.candidates.stems import codes
from timeline.files import Unwritable
from timeline.spool import Lines
from timeline.stories.rows import record, revive
from timeline.stories.story import Story

TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE told (number INTEGER PRIMARY KEY, score REAL, support REAL, date TEXT, source TEXT, title TEXT, same BLOB,
                   line TEXT);
CREATE TABLE said (date TEXT, words BLOB);
"""
AT_ONCE = 256
"""Stories that are written together."""
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
        line = f"{_encoded(story.spot)}\t{_encoded(row)}"
        self._waiting.append(
            (number, story.score, 0.0, row["date"], story.citations[0].source, story.title, same, line)
        )
        if len(self._waiting) >= AT_ONCE:
            self._insert()

    def _insert(self) -> None:
        with _room():
            self._base.executemany("INSERT INTO told VALUES (?, ?, ?, ?, ?, ?, ?, ?)", self._waiting)
        self._waiting.clear()

    def titles(self) -> Iterator[str]:
        """Yield the stories' titles."""
        self._insert()
        with _room():
            yield from (title for (title,) in self._base.execute("SELECT DISTINCT title FROM told"))

    def weigh(self, said: Iterable[tuple[str, array[int]]]) -> None:
        """Put what scores alike in the order of the support that a title has in the sentences about its date.

        `said` are the words of the sentences, each with its date.
        """
        with _room():
            rows = ((date, words.tobytes()) for date, words in said)
            self._base.executemany("INSERT INTO said VALUES (?, ?)", rows)
            self._base.executescript("CREATE INDEX days ON said (date); CREATE INDEX dates ON told (date);")
            for (date,) in self._base.execute("SELECT DISTINCT date FROM told").fetchall():
                counted: Counter[int] = Counter()
                for (words,) in self._base.execute("SELECT words FROM said WHERE date = ?", (date,)):
                    counted.update(array("I", words))
                told = self._base.execute("SELECT number, title FROM told WHERE date = ?", (date,)).fetchall()
                weighed = [(_support(frozenset(codes(title)), counted), number) for number, title in told]
                self._base.executemany("UPDATE told SET support = ? WHERE number = ?", weighed)

    def done(self, folder: Path | None) -> Ranked:
        """Return the stories, best first, each once."""
        self._insert()
        with _room(), contextlib.closing(self._base):
            self._base.execute(AGAIN)
            rows = self._base.execute(f"SELECT line FROM told ORDER BY {RANK}")  # noqa: S608 - a constant
            return Ranked(Lines.pack((line for (line,) in rows), folder))


_encoded = json.JSONEncoder(ensure_ascii=False).encode


def _support(words: frozenset[int], counted: Counter[int]) -> float:
    """Return how many of the day's sentences a word of the title stands in, on average: the title's support."""
    return sum(counted[word] for word in words) / math.sqrt(len(words) or 1)


@contextlib.contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise Unwritable(Path(tempfile.gettempdir()), str(error)) from error
