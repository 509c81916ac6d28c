"""What was found in an article, kept by the hash of its bytes and of the rules: a second look costs nothing.

What the whole run came to is kept, too, by the hash of all that went in, in parts, so that no more than one of them
need be in memory. All of it can be made again, so nothing is synced to the disk: a file that a power cut damaged is
noticed and begun anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import struct
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple, Self

from timeline.candidates.candidate import Basis, Candidate, Odds, Told
from timeline.errors import TimelineError
from timeline.model import Span
from timeline.spool import Spool
from timeline.when import Day, When

NAME = "found.sqlite"
FORM = 6
"""The form of the file; one of another form is begun anew."""
TABLES = """
CREATE TABLE IF NOT EXISTS found (key TEXT PRIMARY KEY, run INTEGER, sum INTEGER, value BLOB);
CREATE INDEX IF NOT EXISTS runs ON found (run);
CREATE TABLE IF NOT EXISTS made (key TEXT, part INTEGER, value BLOB, sum INTEGER, PRIMARY KEY (key, part));
"""
STALE, OLD = 4, 16
"""Runs that read something after which an article's row is marked as used again, and after which it is dropped."""
MADE = 8
"""Outcomes of whole runs that are kept at most."""
PATIENCE = 60.0
"""Seconds that a run waits for another one that writes."""
ENCODED = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
LENGTH = struct.Struct("<I")
"""Bytes that say how long the packed rows are; the words stand behind them."""
END = b"\0"
"""What stands behind the last part of an outcome."""
SOME = 500
"""Keys that are asked for at once; SQLite takes a thousand."""


class BadCache(TimelineError):
    """The cache can't be written."""

    hint = "Check its permissions and the room on the disk, or delete outputs/.cache; it is made anew."

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} can't be used: {reason}")


class Kept:
    """The cache: bytes by key, in one SQLite file. What is written is there even if the work is interrupted.

    `mended` tells whether the file was damaged and had to be begun anew.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self.mended = False
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadCache(self.path, str(error)) from error
        try:
            self._open()
        except sqlite3.DatabaseError as error:
            self._mend(error)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(sqlite3.Error):
            self._base.close()

    def get(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Return what is kept under those keys, as `put` was given it."""
        found: dict[str, bytes] = {}
        old = []
        try:
            for key, run, total, value in self._rows("SELECT * FROM found WHERE key IN ({})", keys):
                if isinstance(value, bytes) and _sum(key, value) == total:
                    found[key] = value
                    old += [key] if run < self._run - STALE else []
            if old:
                self._write("UPDATE found SET run = ? WHERE key = ?", [(self._run, key) for key in old])
        except sqlite3.DatabaseError as error:
            self._mend(error)
            return {}
        return found

    def put(self, rows: Iterable[tuple[str, bytes]]) -> None:
        """Keep the rows, all or none; drop those that nobody asked for in many runs."""
        filed = [(key, self._run, _sum(key, value), value) for key, value in rows]
        try:
            self._write("INSERT OR REPLACE INTO found VALUES (?, ?, ?, ?)", filed)
            self._write("DELETE FROM found WHERE run < ?", [(self._run - OLD,)])
        except sqlite3.DatabaseError as error:
            self._mend(error)
            self._write("INSERT OR REPLACE INTO found VALUES (?, ?, ?, ?)", filed)

    def made(self, key: str) -> Spool | None:
        """Return what a whole run came to, as `make` was given it, None where that is not kept."""
        found = Spool(self.path.parent)
        try:
            for value, total in self._base.execute("SELECT value, sum FROM made WHERE key = ? ORDER BY part", (key,)):
                if not isinstance(value, bytes) or _sum(key, value) != total:
                    return None
                if value == END:
                    return found
                found.add(value)
        except sqlite3.DatabaseError as error:
            self._mend(error)
        return None

    def make(self, key: str, parts: Iterable[bytes]) -> None:
        """Keep what a whole run came to, all of it or nothing, and forget the oldest."""
        rows = ((key, number, part, _sum(key, part)) for number, part in enumerate(chain(parts, (END,))))
        try:
            with self._base:
                self._base.execute("DELETE FROM made WHERE key = ?", (key,))
                self._base.executemany("INSERT INTO made VALUES (?, ?, ?, ?)", rows)
                newest = "SELECT key FROM made GROUP BY key ORDER BY max(rowid) DESC LIMIT ?"
                self._base.execute(f"DELETE FROM made WHERE key NOT IN ({newest})", (MADE,))  # noqa: S608 - a constant
        except sqlite3.DatabaseError as error:
            self._mend(error)

    def _open(self) -> None:
        self._base = sqlite3.connect(self.path, timeout=PATIENCE)
        self._base.execute("PRAGMA synchronous = OFF")
        (form,) = self._base.execute("PRAGMA user_version").fetchone()
        if form != FORM:
            self._base.executescript(
                f"DROP TABLE IF EXISTS found; DROP TABLE IF EXISTS made; PRAGMA user_version = {FORM}"
            )
        self._base.executescript(TABLES)
        (last,) = self._base.execute("SELECT max(run) FROM found").fetchone()
        self._run = (last or 0) + 1

    def _mend(self, error: Exception) -> None:
        """Begin a damaged file anew. Raises BadCache where that does not help: no room, no permission."""
        if isinstance(error, sqlite3.OperationalError):
            raise BadCache(self.path, str(error)) from error
        self.__exit__()
        try:
            self.path.unlink(missing_ok=True)
            self.path.with_name(f"{NAME}-journal").unlink(missing_ok=True)
            self._open()
        except (sqlite3.Error, OSError) as again:
            raise BadCache(self.path, str(again)) from again
        self.mended = True

    def _rows(self, question: str, keys: Sequence[str]) -> Iterator[tuple[str, int, int, object]]:
        for start in range(0, len(keys), SOME):
            some = keys[start : start + SOME]
            yield from self._base.execute(question.format(",".join("?" * len(some))), some)

    def _write(self, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
        with self._base:
            self._base.executemany(statement, rows)


class Packed(NamedTuple):
    """What an article tells, as it is kept: its id and the seal of its text can be read without unpacking it."""

    source: str
    text: str
    """The hash of the article's text, by which two copies of one article are told from two articles of one id."""
    misdated: str
    """Why the date that its file gives is taken as none."""
    told: bytes


def packed(value: bytes) -> Packed:
    """Read what `dump` wrote, but for what the article tells."""
    source, text, misdated, told = value.split(b"\0", 3)
    return Packed(source.decode(), text.decode(), misdated.decode(), told)


class Bag(AbstractSet[int]):
    """The numbers of words, packed: of a hundred, 400 bytes and not 12,000."""

    __slots__ = ("packed",)

    def __init__(self, packed: bytes) -> None:
        self.packed = packed

    def __contains__(self, number: object) -> bool:
        return number in array("I", self.packed)

    def __iter__(self) -> Iterator[int]:
        return iter(array("I", self.packed))

    def __len__(self) -> int:
        return len(self.packed) // array("I").itemsize


def _sum(key: str, value: bytes) -> int:
    """Return the checksum of what is kept, its key with it: a damaged index may lead to another row."""
    return zlib.crc32(value, zlib.crc32(key.encode()))


def refused(reason: str) -> bytes:
    """Keep why an article can't be read, without a source: it is no article."""
    return b"\0\0\0" + zlib.compress(reason.encode(), 1)


def reason(value: Packed) -> str:
    """Return why an article could not be read, "" where it could."""
    return "" if value.source else zlib.decompress(value.told).decode()


def dump(told: Told, text: str, misdated: str = "") -> bytes:
    """Pack what an article of that text tells, and why the date that its file gives is taken as none."""
    rows = ENCODED(
        [
            told.source,
            told.origin,
            told.outlet,
            _text(told.published),
            [_packed(candidate) for candidate in told.candidates],
            list(told.days),
            list(told.odds),
        ]
    )
    seal = hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=16).hexdigest()
    head = zlib.compress(rows.encode(), 1)
    bags = [array("I", sorted(candidate.words)).tobytes() for candidate in told.candidates]  # as good as random bytes
    packed = b"".join((LENGTH.pack(len(head)), head, *bags))
    return b"\0".join((told.source.encode(), seal.encode(), misdated.replace("\0", " ").encode(), packed))


def load(value: Packed) -> Told:
    """Return what `dump` was given."""
    (length,) = LENGTH.unpack_from(value.told)
    bags = LENGTH.size + length
    head = zlib.decompress(value.told[LENGTH.size : bags])
    source, origin, outlet, published, rows, days, odds = json.loads(head)
    stops = list(accumulate((row[-1] for row in rows), initial=bags))
    candidates = [
        _unpacked(row, value.told[start:stop]) for row, (start, stop) in zip(rows, pairwise(stops), strict=True)
    ]
    return Told(
        source,
        origin,
        outlet,
        _when(published),
        tuple(candidates),
        tuple(Day(*day) for day in days),
        tuple(Odds(*one) for one in odds),
    )


def _packed(candidate: Candidate) -> list[Any]:
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
        candidate.inferred,
        candidate.outlet,
        round(candidate.placed, 3),
        len(candidate.words) * array("I").itemsize,
    ]


def _unpacked(row: Sequence[Any], words: bytes) -> Candidate:
    quote, start, date, basis, title, category, place, spot, actors, weight, kind, inferred, outlet, placed, _ = row
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
        Bag(words),
        inferred=inferred,
        outlet=outlet,
        placed=placed,
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
