"""What was found in an article, kept by the hash of its bytes and of the rules: a second look costs nothing."""

from __future__ import annotations

import base64
import contextlib
import json
import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from timeline.candidates.candidate import Basis, Candidate, Odds, Told
from timeline.errors import TimelineError
from timeline.model import Span
from timeline.when import Day, When

NAME = "found.sqlite"


class BadCache(TimelineError):
    """The cache is no database, or can't be written."""

    hint = "Delete outputs/.cache; it is made anew."

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} can't be used: {reason}")


class Kept:
    """The cache: texts by key, in one SQLite file. What is written is there even if the work is interrupted."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(self.path)
            self._base.execute("CREATE TABLE IF NOT EXISTS found (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
        except (sqlite3.Error, OSError) as error:
            raise BadCache(self.path, str(error)) from error

    def get(self, keys: Sequence[str]) -> dict[str, str]:
        """Return what is kept under those keys."""
        found: dict[str, str] = {}
        for start in range(0, len(keys), 500):
            some = keys[start : start + 500]
            marks = ",".join("?" * len(some))
            found.update(self._base.execute(f"SELECT key, value FROM found WHERE key IN ({marks})", some))  # noqa: S608 - only question marks are put in
        return found

    def put(self, rows: Iterable[tuple[str, str]]) -> None:
        """Keep the rows, all or none."""
        try:
            with self._base:
                self._base.executemany("INSERT OR REPLACE INTO found VALUES (?, ?)", rows)
        except sqlite3.Error as error:
            raise BadCache(self.path, str(error)) from error

    def close(self) -> None:
        """Let the file go."""
        with contextlib.suppress(sqlite3.Error):
            self._base.close()


def dump(told: Told) -> str:
    """Write it as JSON."""
    return json.dumps(
        [
            told.source,
            told.origin,
            told.outlet,
            _text(told.published),
            told.known,
            [_packed(candidate) for candidate in told.candidates],
            list(told.days),
            list(told.odds),
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def load(text: str) -> Told:
    """Return what `dump` was given."""
    source, origin, outlet, published, known, candidates, days, odds = json.loads(text)
    return Told(
        source,
        origin,
        outlet,
        _when(published),
        known,
        tuple(_unpacked(row) for row in candidates),
        tuple(Day(*day) for day in days),
        tuple(Odds(*one) for one in odds),
    )


def _packed(candidate: Candidate) -> list[Any]:
    words = array("I", sorted(candidate.words)).tobytes()
    return [
        candidate.quote,
        candidate.span.start,
        _text(candidate.date),
        candidate.basis.value,
        candidate.title,
        candidate.category,
        candidate.place,
        candidate.spot,
        candidate.actors,
        round(candidate.weight, 5),
        candidate.kind,
        base64.b85encode(words).decode(),
    ]


def _unpacked(row: Sequence[Any]) -> Candidate:
    quote, start, date, basis, title, category, place, spot, actors, weight, kind, words = row
    numbers = array("I")
    numbers.frombytes(base64.b85decode(words))
    return Candidate(
        quote,
        Span(start, start + len(quote)),
        _when(date),
        Basis(basis),
        title,
        category,
        place,
        tuple(spot) if spot else None,
        tuple(actors),
        weight,
        kind,
        frozenset(numbers),
    )


def _text(when: When | None) -> str:
    return when.text if when is not None else ""


_WHENS: dict[str, When] = {}


def _when(text: str) -> When | None:
    if not text:
        return None
    if text not in _WHENS:
        _WHENS[text] = When.parse(text)
    return _WHENS[text]
