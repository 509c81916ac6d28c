"""All articles to what they tell, on all cores, each once: what is kept from an earlier run is not read again."""

from __future__ import annotations

import gc
import hashlib
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from timeline.candidates import kept
from timeline.candidates.kept import Kept
from timeline.candidates.shelf import Shelf
from timeline.candidates.tables import Rows, own
from timeline.config import Settings
from timeline.corpus import articles
from timeline.corpus.articles import Piece, Unread
from timeline.errors import TimelineError

if TYPE_CHECKING:  # at run time only those that read articles load the rules, which takes longer than a second look
    from concurrent.futures import Future, ProcessPoolExecutor

    from timeline.candidates.find import Lore

BATCH = 64
"""Articles that a worker gets at once: enough to forget the way there, few enough to be kept often."""
AHEAD = 3
"""Batches a worker that may wait for it: memory stays flat however large the corpus."""
WATCH = 0.5
"""Seconds between two looks of a worker at whether its work is still wanted."""
FEW = 32
"""Articles that are read sooner than a second process is started."""
CODE = (".py", ".csv")
APART = ("outputs", "checks", "starter")
"""Folders of the package that no article is read with."""
READERS = ("charset-normalizer", "dateparser", "htmldate", "justext", "lxml", "trafilatura")
"""Packages that say what a file's text is: with another version, or with one installed at last, it may be another."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The user's own rows, which stand before the shipped ones, and the countries that places are looked for in."""

    triggers: Rows = ()
    gazetteer: Rows = ()
    actors: Rows = ()
    countries: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    """The project's categories; a kind that is none of them is left empty. () takes the shipped ones."""

    @classmethod
    def named(cls, settings: Settings) -> Self:
        """Read the tables that the settings name. Raises tables.BadTable, files.Unreadable."""

        def rows(name: str, columns: tuple[str, ...], numbers: tuple[str, ...] = ()) -> Rows:
            return own(settings.root / name, columns, numbers) if name else ()

        return cls(
            triggers=rows(settings.triggers, ("category", "word"), ("weight",)),
            gazetteer=rows(settings.gazetteer, ("name", "lat", "lon"), ("lat", "lon", "population")),
            actors=rows(settings.actors, ("name", "alias")),
            countries=settings.countries,
            categories=settings.category_names,
        )

    def lore(self) -> Lore:
        """Load the tables, and the rules that read articles by them."""
        import timeline.candidates.reading  # noqa: F401 - before a worker is made a copy of this process
        from timeline.candidates import actors, kinds, places
        from timeline.candidates.find import Lore

        lore = Lore(
            kinds.load(self.triggers, categories=self.categories),
            places.load(self.gazetteer, countries=self.countries),
            actors.load(self.actors),
        )
        gc.freeze()  # fifty thousand places that live as long as the process: no collection need look at them again
        return lore


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a look at the corpus found, on disk, in the order of the articles' ids; what it could not read, in its own.

    `anew` counts the articles that had to be read; `seal` changes with every byte and every rule that went in.
    """

    told: Shelf
    unread: tuple[Unread, ...]
    anew: int
    seal: str
    misdated: tuple[Unread, ...] = ()
    """Articles that were read without the date that their file gives, and why."""


def seal(prints: Iterable[str], tables: Tables) -> str:
    """Return what changes with every byte and every rule that gathering would take in.

    `prints` are those of the files, as corpus.articles.prints yields them: nothing is unpacked or read.
    """
    return hashlib.sha256("\n".join([_salt(tables), *prints]).encode(errors="surrogateescape")).hexdigest()


def gather(
    pieces: Iterable[Piece | Unread],
    tables: Tables,
    *,
    known: Kept,
    workers: int = 0,
    progress: Callable[[int], None] = lambda _: None,
) -> Gathered:
    """Read all pieces. `workers` 0 means all cores; `progress` is told how many are done."""
    salt = _salt(tables)
    found = _Found(Shelf(known.path.parent), [], [])
    digest = hashlib.sha256(salt.encode())
    anew = 0
    with _Crew(tables, workers or os.cpu_count() or 1) as crew:
        for batch in _batches(pieces):
            rows = [(_key(salt, piece), piece) for piece in batch]
            digest.update("".join(f"{key} {piece.where}\n" for key, piece in rows).encode())
            held = known.get([key for key, piece in rows if isinstance(piece, Piece)])
            missing = [(key, piece) for key, piece in rows if isinstance(piece, Piece) and key not in held]
            anew += len(missing)
            crew.send(rows, held, missing)
            while crew.full:
                _take(crew.next(), found, known)
                progress(found.done)
        while crew.busy:
            _take(crew.next(), found, known)
            progress(found.done)
    found.told.sort()
    return Gathered(found.told, tuple(found.unread), anew, digest.hexdigest(), tuple(found.misdated))


class _Found(NamedTuple):
    """What was found so far."""

    told: Shelf
    unread: list[Unread]
    misdated: list[Unread]

    @property
    def done(self) -> int:
        return len(self.told) + len(self.unread)


Keyed = tuple[str, Piece | Unread]


class _Batch:
    """A batch under way: its pieces, what was kept of them, and the rest as a promise."""

    __slots__ = ("held", "promise", "rows")

    def __init__(
        self, rows: Sequence[Keyed], held: dict[str, bytes], promise: Future[list[tuple[str, bytes]]] | None
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
        _lore.clear()
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

    def send(self, rows: Sequence[Keyed], held: dict[str, bytes], missing: list[tuple[str, Piece]]) -> None:
        """Have the missing pieces read; a few of them are read here."""
        from concurrent.futures import Future

        promise: Future[list[tuple[str, bytes]]] | None = None
        if missing and (self.workers == 1 or (self._pool is None and len(missing) <= FEW)):
            held.update(_read(missing, self._lore()))
            promise = Future()
            promise.set_result([(key, held[key]) for key, _ in missing])
        elif missing:
            promise = self._started().submit(_work, missing)
        self.under_way.append(_Batch(rows, held, promise))

    def next(self) -> tuple[Sequence[Keyed], dict[str, bytes], list[tuple[str, bytes]]]:
        """Wait for the oldest batch: its pieces, all that is known of them, and what of it is new."""
        batch = self.under_way.popleft()
        new = batch.promise.result() if batch.promise is not None else []
        batch.held.update(new)
        return batch.rows, batch.held, new

    def _lore(self) -> Lore:
        if self._here is None:
            self._here = self.tables.lore()
        return self._here

    def _started(self) -> ProcessPoolExecutor:
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        if self._pool is None:
            context = multiprocessing.get_context()
            if context.get_start_method() == "fork":
                _lore[:] = [self._lore()]  # once for all: each worker is a copy of this process
            self._pool = ProcessPoolExecutor(
                self.workers, mp_context=context, initializer=_begin, initargs=(self.tables,)
            )
        return self._pool


_lore: list[Lore] = []
"""The tables of this worker process: loaded once, when it starts or before."""


def _begin(tables: Tables) -> None:
    threading.Thread(target=_outlive, args=(os.getppid(),), daemon=True).start()
    gc.set_threshold(100_000, 50, 50)  # what is made of an article holds no cycles
    _lore[:] = _lore or [tables.lore()]


def _outlive(parent: int) -> None:
    """End this worker when the process that gave it work was killed: nobody else would."""
    while os.getppid() == parent:
        time.sleep(WATCH)
    os._exit(1)


def _work(rows: list[tuple[str, Piece]]) -> list[tuple[str, bytes]]:
    return _read(rows, _lore[0])


def _read(rows: Sequence[tuple[str, Piece]], lore: Lore) -> list[tuple[str, bytes]]:
    """Return what each piece tells, packed, by its key."""
    from timeline.candidates import reading

    found = []
    for key, piece in rows:
        try:
            article = articles.read(piece)
            found.append((key, kept.dump(reading.tell(article, lore), article.text, article.misdated)))
        except TimelineError as error:
            found.append((key, kept.refused(getattr(error, "reason", "") or str(error))))
    return found


def _take(batch: tuple[Sequence[Keyed], dict[str, bytes], list[tuple[str, bytes]]], found: _Found, known: Kept) -> None:
    rows, held, new = batch
    if new:
        known.put(new)
    for key, piece in rows:
        if isinstance(piece, Unread):
            found.unread.append(piece)
            continue
        packed = kept.packed(held[key])
        count = len(found.told)
        if not packed.source:
            found.unread.append(Unread(piece.where, kept.reason(packed)))
        elif not found.told.put(held[key], packed, piece):  # under one id, one of the two would be lost
            first = found.told.place(packed.source).shown
            found.unread.append(Unread(piece.where, f'its id "{packed.source}" is that of another article, {first}'))
        elif packed.misdated and len(found.told) > count:
            found.misdated.append(Unread(piece.where, packed.misdated))


def _batches(pieces: Iterable[Piece | Unread]) -> Iterator[list[Piece | Unread]]:
    stream = iter(pieces)
    while batch := list(islice(stream, BATCH)):
        yield batch


def _key(salt: str, piece: Piece | Unread) -> str:
    """Name what is found in a piece: by its bytes, its name, what the register says of it, the tables and the rules."""
    if isinstance(piece, Unread):
        return f"{piece.where}: {piece.reason}"
    named = f"{salt}\0{piece.path.suffixes}\0{piece.name}\0{bool(piece.line)}\0{piece.known!r}\0".encode()
    return hashlib.blake2b(named + piece.data, digest_size=16).hexdigest()


def _salt(tables: Tables) -> str:
    return hashlib.sha256(f"{rules()}\0{tables!r}".encode()).hexdigest()


@cache
def rules() -> str:
    """Return the version of the rules: the hash of the code and the tables that articles are read and put together by.

    It takes in the Python that runs them and the packages that read files.
    """
    digest = hashlib.sha256(sys.version.encode())
    for package in READERS:
        try:
            digest.update(f"{package} {metadata.version(package)}\n".encode())
        except metadata.PackageNotFoundError:
            digest.update(f"no {package}\n".encode())
    for name, data in sorted(_files(resources.files("timeline"))):
        digest.update(f"{name} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def _files(folder: Traversable, below: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.name.endswith(CODE):
            yield f"{below}{entry.name}", entry.read_bytes()
        elif entry.is_dir() and entry.name not in APART:
            yield from _files(entry, f"{below}{entry.name}/")
