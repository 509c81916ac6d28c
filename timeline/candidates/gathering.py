"""All articles to what they tell, on all cores, each once: what is kept from an earlier run is not read again."""

from __future__ import annotations

import gc
import hashlib
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import islice
from types import TracebackType
from typing import Self

from timeline.candidates import actors, kept, kinds, places, reading
from timeline.candidates.candidate import Told
from timeline.candidates.find import Lore
from timeline.candidates.kept import Kept
from timeline.candidates.tables import Rows, own
from timeline.config import Settings
from timeline.corpus import articles
from timeline.corpus.articles import Piece, Unread
from timeline.errors import TimelineError

BATCH = 64
"""Articles that a worker gets at once: enough to forget the way there, few enough to be kept often."""
AHEAD = 3
"""Batches a worker that may wait for it: memory stays flat however large the corpus."""
FEW = 32
"""Articles that are read sooner than a second process is started."""
REFUSED = "!"
"""What stands before the reason in the cache for a piece that can't be read."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The user's own rows, which stand before the shipped ones, and the countries that places are looked for in."""

    triggers: Rows = ()
    gazetteer: Rows = ()
    actors: Rows = ()
    countries: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    """The project's categories; a kind that is none of them is left empty. () takes the shipped ones."""

    def lore(self) -> Lore:
        """Load the tables."""
        lore = Lore(
            kinds.load(self.triggers, categories=self.categories),
            places.load(self.gazetteer, countries=self.countries),
            actors.load(self.actors),
        )
        gc.freeze()  # fifty thousand places that live as long as the process: no collection need look at them again
        return lore


def tables(settings: Settings) -> Tables:
    """Read the tables that the settings name. Raises tables.BadTable, files.Unreadable."""

    def rows(name: str, columns: tuple[str, ...], numbers: tuple[str, ...] = ()) -> Rows:
        return own(settings.root / name, columns, numbers) if name else ()

    return Tables(
        triggers=rows(settings.triggers, ("category", "word"), ("weight",)),
        gazetteer=rows(settings.gazetteer, ("name", "lat", "lon"), ("lat", "lon", "population")),
        actors=rows(settings.actors, ("name", "alias")),
        countries=settings.countries,
        categories=settings.category_names,
    )


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a look at the corpus found, in the order of the pieces, still packed.

    `anew` counts the articles that had to be read; `seal` changes with every byte and every rule that went in.
    """

    packed: tuple[str, ...]
    unread: tuple[Unread, ...]
    anew: int
    seal: str

    def told(self) -> list[Told]:
        """Unpack it; of two articles with one id the first counts."""
        found: dict[str, Told] = {}
        for text in self.packed:
            told = kept.load(text)
            found.setdefault(told.source, told)
        return list(found.values())


def gather(
    pieces: Iterable[Piece | Unread],
    tables: Tables,
    *,
    known: Kept | None = None,
    workers: int = 0,
    progress: Callable[[int], None] = lambda _: None,
) -> Gathered:
    """Read all pieces. `workers` 0 means all cores; `progress` is told how many are done."""
    salt = _salt(tables)
    found: list[str] = []
    unread: list[Unread] = []
    keys: list[str] = []
    anew = 0
    with _Crew(tables, workers or os.cpu_count() or 1) as crew:
        for batch in _batches(pieces):
            rows = [(_key(salt, piece), piece) for piece in batch if isinstance(piece, Piece)]
            unread += [piece for piece in batch if isinstance(piece, Unread)]
            keys += [key for key, _ in rows]
            held = known.get([key for key, _ in rows]) if known else {}
            missing = [(key, piece) for key, piece in rows if key not in held]
            anew += len(missing)
            crew.send(rows, held, missing)
            while crew.full:
                _take(crew.next(), found, unread, known)
                progress(len(found) + len(unread))
        while crew.busy:
            _take(crew.next(), found, unread, known)
            progress(len(found) + len(unread))
    seal = hashlib.sha256("\n".join([salt, *keys]).encode()).hexdigest()
    return Gathered(tuple(found), tuple(unread), anew, seal)


class _Batch:
    """A batch under way: its pieces, what was kept of them, and the rest as a promise."""

    __slots__ = ("held", "promise", "rows")

    def __init__(
        self, rows: Sequence[tuple[str, Piece]], held: dict[str, str], promise: Future[list[tuple[str, str]]] | None
    ) -> None:
        self.rows = rows
        self.held = held
        self.promise = promise


class _Crew:
    """The worker processes, started when there is work for them; batches come back in the order they were sent."""

    def __init__(self, tables: Tables, workers: int) -> None:
        self.tables = tables
        self.workers = workers
        self.under_way: deque[_Batch] = deque()
        self._pool: ProcessPoolExecutor | None = None
        self._here: Lore | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)

    @property
    def full(self) -> bool:
        """Whether so much is under way that the next batch should wait."""
        return len(self.under_way) >= self.workers * AHEAD

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self.under_way)

    def send(self, rows: Sequence[tuple[str, Piece]], held: dict[str, str], missing: list[tuple[str, Piece]]) -> None:
        """Have the missing pieces read; a few of them are read here."""
        promise: Future[list[tuple[str, str]]] | None = None
        if missing and (self.workers == 1 or (self._pool is None and len(missing) <= FEW)):
            if self._here is None:
                self._here = self.tables.lore()
            held.update(_read(missing, self._here))
            promise = Future()
            promise.set_result([(key, held[key]) for key, _ in missing])
        elif missing:
            promise = self._started().submit(_work, missing)
        self.under_way.append(_Batch(rows, held, promise))

    def next(self) -> tuple[Sequence[tuple[str, Piece]], dict[str, str], list[tuple[str, str]]]:
        """Wait for the oldest batch: its pieces, all that is known of them, and what of it is new."""
        batch = self.under_way.popleft()
        new = batch.promise.result() if batch.promise is not None else []
        batch.held.update(new)
        return batch.rows, batch.held, new

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context()
            self._pool = ProcessPoolExecutor(
                self.workers, mp_context=context, initializer=_begin, initargs=(self.tables,)
            )
        return self._pool


_lore: list[Lore] = []
"""The tables of this worker process: loaded once, when it starts."""


def _begin(tables: Tables) -> None:
    gc.set_threshold(100_000, 50, 50)  # what is made of an article holds no cycles
    _lore[:] = [tables.lore()]


def _work(rows: list[tuple[str, Piece]]) -> list[tuple[str, str]]:
    return _read(rows, _lore[0])


def _read(rows: Sequence[tuple[str, Piece]], lore: Lore) -> list[tuple[str, str]]:
    """Return what each piece tells, packed, by its key."""
    found = []
    for key, piece in rows:
        try:
            found.append((key, kept.dump(reading.tell(articles.read(piece), lore))))
        except TimelineError as error:
            found.append((key, REFUSED + (getattr(error, "reason", "") or str(error))))
    return found


def _take(
    batch: tuple[Sequence[tuple[str, Piece]], dict[str, str], list[tuple[str, str]]],
    found: list[str],
    unread: list[Unread],
    known: Kept | None,
) -> None:
    rows, held, new = batch
    if known is not None and new:
        known.put(new)
    for key, piece in rows:
        if held[key].startswith(REFUSED):
            unread.append(Unread(piece.where, held[key].removeprefix(REFUSED)))
        else:
            found.append(held[key])


def _batches(pieces: Iterable[Piece | Unread]) -> Iterator[list[Piece | Unread]]:
    stream = iter(pieces)
    while batch := list(islice(stream, BATCH)):
        yield batch


def _key(salt: str, piece: Piece) -> str:
    """Name what is found in a piece: by its bytes, its name, what the register says of it, the tables and the rules."""
    named = f"{salt}\0{piece.path.stem}\0{piece.line}\0{piece.known!r}\0".encode()
    return hashlib.blake2b(named + piece.data, digest_size=16).hexdigest()


def _salt(tables: Tables) -> str:
    return hashlib.sha256(f"{rules()}\0{tables!r}".encode()).hexdigest()


@cache
def rules() -> str:
    """Return the version of the rules: the hash of the code and tables that read articles."""
    digest = hashlib.sha256()
    package = resources.files("timeline")
    for folder in ("candidates", "corpus", "data", "dates", "stories", "when"):
        for file in sorted(_files(package / folder), key=lambda one: one.name):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _files(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.is_file() and entry.name.endswith((".py", ".csv")):
            yield entry
