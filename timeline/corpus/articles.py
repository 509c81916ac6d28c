"""Files and folders of articles -> pieces, an article each: a document a file, or a line a document in JSON Lines.

A piece is raw bytes and knows where it came from; reading it is left to whoever has time for it (a worker process).
What the register knows goes by the register's id, wherever it is found: by its place in the corpus or by its bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from timeline import files
from timeline.corpus import documents
from timeline.corpus.register import NAME as REGISTER
from timeline.errors import TimelineError
from timeline.model import Document, Source
from timeline.when import BadDate, When, propose

LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
PLAIN = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml")
TEXTS = (*PLAIN, *(f"{suffix}.gz" for suffix in PLAIN))
OTHER = {
    ".csv": "it is a table; `timeline import` takes tables",
    ".tsv": "it is a table; `timeline import` takes tables",
    ".xlsx": "it is a workbook; `timeline import` takes workbooks",
    ".json": "it is JSON; write an article a line, as JSON Lines (.jsonl)",
    ".xml": "it is XML; save the article's text as plain text",
}
"""What is no article, and what to do about it."""
LARGEST = 1 << 24
"""Bytes of an article at most, 16 MB: ten thick books. What is longer is a mistake, or meant to do harm."""
UNPACKED = 300
"""Times its size that a compressed file may unpack to; text comes to twenty, a bomb to a thousand."""
SUSPECT = 1 << 22
"""Bytes that a compressed file may unpack to before that is asked."""
WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How UTF-16 begins: its lines can't be told apart as bytes."""
DAY = re.compile(r"\d{4}-\d\d-\d\d(?=[T ])")
HOST = re.compile(r"\A(?:https?://web\.archive\.org/web/[^/]*/)?https?://(?:www\.)?(?P<host>[^/:?#]+)", re.IGNORECASE)
"""Who published a page: the host, behind an archive's own address."""
HEADING = 160
"""A first line of more characters is no heading."""
SURROGATES = re.compile("[\ud800-\udfff]")
"""Halves of characters: JSON can write them, and no file can hold them."""
UNFIT = re.compile("[\0\ud800-\udfff]")
"""What no name or title can hold: no table takes a NUL either."""


class NoArticles(TimelineError):
    """Nothing that can be read as an article lies at the paths that were named."""

    hint = f"Name files or folders with {', '.join((*PLAIN, *LINES[:2]))} (or .gz of these), or put articles there."

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__(f"no articles in {', '.join(map(str, paths))}")


class BadArticle(TimelineError):
    """A line that is no article."""

    hint = 'A line is {"id": …, "published": …, "title": …, "text": …, "url": …}.'

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Piece:
    """The bytes of one article. `line` is its line in a JSON Lines file, 0 where the file is the article."""

    path: Path
    line: int
    data: bytes
    known: Source | None = None
    """What the register says of it."""
    name: str = ""
    """The id that it goes by where neither the register nor its own record gives it one."""
    shown: str = ""
    """Its file, from the folder that was named."""

    @property
    def where(self) -> str:
        """The place as a finding names it."""
        return f"{self.shown}:{self.line}" if self.line else self.shown


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stands: its file and its line there, 0 where the file is the article."""

    path: Path
    line: int
    shown: str
    """The same as a finding names it."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A file, or a line of one, that could not be read, and why."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article as its file has it: the text decoded, nothing repaired; `metadata` is the date that the file gives."""

    source: str
    title: str
    text: str
    url: str
    outlet: str
    origin: str
    registered: When | None = None
    metadata: When | None = None
    body: int = 0
    head: Mapping[str, str] = field(default_factory=dict)
    misdated: str = ""
    """Why the date that the file gives is taken as none, "" where it can be read."""


class _File(NamedTuple):
    """A file that was found, from the folder that was named; `trouble` says why it is not read."""

    path: Path
    shown: str
    trouble: str = ""


def pieces(
    paths: Sequence[Path], *, sources: Iterable[Source] = (), corpus: Path | None = None
) -> Iterator[Piece | Unread]:
    """Yield the articles of the files and folders, in the order of their names. Raises NoArticles, files.Unreadable.

    `sources` are those of the register, whose files lie below `corpus`.
    """
    register = _Register(sources, corpus)
    named: Counter[str] = Counter()
    found = False
    for file in _files(paths):
        found = True
        if file.trouble:
            yield Unread(file.shown, file.trouble)
            continue
        lines = file.path.name.lower().endswith(LINES)
        try:
            yield from _lines(file, register) if lines else (_whole(file, register, named),)
        except TimelineError as error:
            yield Unread(file.shown, getattr(error, "reason", None) or str(error))
    if not found:
        raise NoArticles(paths)


def prints(paths: Sequence[Path]) -> Iterator[str]:
    """Yield a line a file that changes with its place and its bytes, or with why it is not read; nothing is unpacked."""
    for file in _files(paths):
        place = os.path.realpath(file.path)
        try:
            told = file.trouble or _print(file.path)
        except TimelineError as error:
            told = str(error)
        yield f"{file.shown}\0{place}\0{told}"


def _print(path: Path) -> str:
    size = files.size(path)
    if size > LARGEST and not path.name.lower().endswith(LINES):
        return f"{size} bytes"  # too many, whatever they are
    with files.opened(path) as stream:
        return hashlib.file_digest(stream, "blake2b").hexdigest()


def fetch(
    places: Mapping[str, Place], *, sources: Iterable[Source] = (), corpus: Path | None = None
) -> Iterator[tuple[str, Piece]]:
    """Yield the pieces that still stand at those places, by the ids of their articles.

    Each file is gone through once; one that was moved away, or that can no longer be read, yields none.
    """
    wanted: dict[Path, dict[int, str]] = {}
    for name, place in places.items():
        wanted.setdefault(place.path, {})[place.line] = name
    for path, names in wanted.items():
        left = len(names)
        for piece in pieces([path], sources=sources, corpus=corpus) if path.exists() else ():
            if isinstance(piece, Piece) and piece.line in names:
                yield names[piece.line], replace(piece, name=names[piece.line])
                left -= 1
                if not left:
                    break


def read(piece: Piece) -> Article:
    """Read a piece. Raises BadArticle, UnreadableDocument."""
    return _record(piece) if piece.line else _document(piece)


class _Register:
    """The sources of the register by the places of their files and by the hashes of what these hold."""

    def __init__(self, sources: Iterable[Source], corpus: Path | None) -> None:
        held = [source for source in sources if source.file and corpus is not None]
        self.ids = {source.id for source in held}
        self._places = {(corpus / source.file).resolve(): source for source in held} if corpus is not None else {}
        self._seals = {source.sha256: source for source in held if source.sha256}

    def file(self, path: Path, data: bytes) -> Source | None:
        return self._places.get(path.resolve()) or (self._seals.get(files.seal(data)) if self._seals else None)

    def line(self, data: bytes) -> Source | None:
        """Look an article of a JSON Lines file up: it was entered in the register as a file with just its text."""
        if not self._seals:
            return None
        try:
            row = json.loads(data)
            return self._seals.get(files.seal(row["text"].encode()))
        except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
            return None  # the one that reads it says what is wrong with it


def _whole(file: _File, register: _Register, named: Counter[str]) -> Piece:
    if files.size(file.path) > LARGEST:
        raise BadArticle(_too_long("it"))
    data = files.read(file.path)
    known = register.file(file.path, data)
    return Piece(file.path, 0, data, known, known.id if known else _name(file, register.ids, named), file.shown)


def _name(file: _File, taken: set[str], named: Counter[str]) -> str:
    """Name an article after its file; of two files of one name, the second after its folder, too."""
    stem = _legible(documents.stem(file.path))
    folders = "-".join((*Path(file.shown).parent.parts, stem))
    names = chain((stem, folders), (f"{folders}-{number}" for number in count(2)))
    name = next(name for name in names if name not in taken and not named[name])
    named[name] += 1
    return name


def _files(paths: Sequence[Path]) -> Iterator[_File]:
    """Yield the files of all paths, each once: an article that is named twice would be told by two."""
    seen: set[str] = set()
    for file in _named(paths):
        place = os.path.realpath(file.path)
        if place not in seen:
            seen.add(place)
            yield file


def _named(paths: Sequence[Path]) -> Iterator[_File]:
    for path in paths:
        if path.is_dir():
            yield from sorted(_inside(path))
        elif not files.exists(path):
            raise files.Unreadable(path, "it is not there")
        elif path.name != REGISTER:
            yield _File(path, _legible(path.name), OTHER.get(path.suffix.lower(), ""))


def _inside(root: Path) -> Iterator[_File]:
    """Yield all that lies below the folder, but for hidden files. Links to folders are not followed: they may lead up."""
    troubles: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=troubles.append):
        here = Path(folder)
        links = [name for name in folders if (here / name).is_symlink()]
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in (*names, *links):
            path = here / name
            if not name.startswith(".") and name != REGISTER:
                yield _File(path, _legible(path.relative_to(root).as_posix()), _trouble(path))
    for error in troubles:
        yield _File(root, _legible(str(error.filename)), f"the folder can't be read: {error.strerror}")


def _legible(name: str) -> str:
    """Return a file's name as text: one that an old archive wrote in another encoding than UTF-8 is none."""
    return SURROGATES.sub("\ufffd", name)


def _trouble(path: Path) -> str:
    """Say why a file of a folder is not taken for an article, "" where it is."""
    if not path.is_file():
        return "the link leads nowhere or to a folder" if path.is_symlink() else "it is no plain file"
    if path.name.lower().endswith((*TEXTS, *LINES)):
        return ""
    suffix = path.suffix.lower()
    return OTHER.get(suffix, f"{suffix} is no form of article" if suffix else "it has no suffix that tells its form")


def _lines(file: _File, register: _Register) -> Iterator[Piece | Unread]:
    number = 0
    try:
        with files.opened(file.path) as raw, _unpacking(file.path, raw) as stream:
            while line := stream.readline(LARGEST + 1):
                number += 1
                if number == 1 and line.startswith(WIDE):
                    raise BadArticle("it is UTF-16; save it as UTF-8")
                if len(line) > LARGEST:
                    if not line.endswith(b"\n"):
                        _skip(stream, raw)
                    yield Unread(f"{file.shown}:{number}", _too_long("the line"))
                elif not line.isspace():
                    known = register.line(line)
                    name = f"{_legible(documents.stem(file.path))}:{number}"
                    yield Piece(file.path, number, line, known, name, file.shown)
                _measure(stream, raw)
    except (TimelineError, OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "reason", None) or str(error)
        yield Unread(file.shown, f"{reason}; nothing behind line {number:,} was read" if number else reason)


def _unpacking(path: Path, raw: io.FileIO) -> gzip.GzipFile | io.BufferedReader:
    return gzip.GzipFile(fileobj=raw, mode="rb") if path.name.lower().endswith(".gz") else io.BufferedReader(raw)


def _skip(stream: gzip.GzipFile | io.BufferedReader, raw: io.FileIO) -> None:
    """Go on behind a line that is too long."""
    while (rest := stream.readline(LARGEST)) and not rest.endswith(b"\n"):
        _measure(stream, raw)


def _measure(stream: gzip.GzipFile | io.BufferedReader, raw: io.FileIO) -> None:
    """Stop at a file that unpacks to more than a text can. Raises BadArticle."""
    if isinstance(stream, gzip.GzipFile) and stream.tell() > max(SUSPECT, UNPACKED * raw.tell()):
        raise BadArticle(f"it unpacks to more than {UNPACKED} times its size")


def _too_long(what: str) -> str:
    return f"{what} is longer than {LARGEST >> 20} MB, which no article is"


def _record(piece: Piece) -> Article:
    try:
        row = json.loads(piece.data)
    except (ValueError, RecursionError) as error:
        raise BadArticle(f"it is no JSON: {error}") from error
    if not isinstance(row, dict):
        raise BadArticle(f"it is {_kind(row)}, not an object with a text")
    text = row.get("text")
    if not isinstance(text, str):
        raise BadArticle('it has no "text"' if text is None else f'its "text" is {_kind(text)}')
    if not text.strip():
        raise BadArticle('its "text" is empty')
    if not text.isascii() and SURROGATES.search(text):
        raise BadArticle('its "text" holds half a character (a lone surrogate)')
    if "\0" in text:
        raise BadArticle('its "text" holds the character NUL, which no table takes')
    known = piece.known
    url = (known.url if known else "") or _word(row, "url")
    metadata, misdated = _when(_word(row, "published"))
    return Article(
        source=known.id if known else _word(row, "id") or piece.name,
        title=(known.title if known else "") or _word(row, "title"),
        text=text,
        url=url,
        outlet=(known.publisher if known else "") or _word(row, "publisher") or _host(url),
        origin=known.origin if known else _word(row, "origin"),
        registered=known.published if known else None,
        metadata=metadata,
        misdated=misdated,
    )


KINDS = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}


def _kind(value: object) -> str:
    return KINDS.get(type(value), "null")


def _word(row: Mapping[str, object], key: str) -> str:
    """Return a field as text; a number is one, and null is none. Raises BadArticle."""
    value = row.get(key)
    if value is None:
        return ""
    if isinstance(value, str):
        return UNFIT.sub("\ufffd", value).strip()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise BadArticle(f'its "{key}" is {_kind(value)}, not text')


def _document(piece: Piece) -> Article:
    return registered(piece.name, documents.parse(piece.name, piece.path, piece.data), piece.known)


def registered(name: str, document: Document, known: Source | None) -> Article:
    """Return a document as an article: what the register says of it, and else what its own head does."""
    head = document.head
    url = (known.url if known else "") or head.get("url", "")
    metadata, misdated = _when(head.get("published", "") or head.get("date", ""))
    return Article(
        source=name,
        title=(known.title if known else "") or head.get("title", "") or _first_line(document.text[document.body :]),
        text=document.text,
        url=url,
        outlet=(known.publisher if known else "") or head.get("publisher", "") or _host(url),
        origin=known.origin if known else head.get("origin", ""),
        registered=known.published if known else None,
        metadata=metadata,
        body=document.body,
        head=head,
        misdated=misdated,
    )


def _first_line(text: str) -> str:
    """Return a text's heading: its first line, if that is no sentence."""
    line = text.lstrip("# \n").split("\n", 1)[0].strip()
    return line if 0 < len(line) <= HEADING and not line.endswith(".") else ""


def _when(text: str) -> tuple[When | None, str]:
    """Read the date of a file's metadata: EDTF, an ISO time stamp, or what can only be read in one way.

    Where it can't be read, the second says why and what to write.
    """
    if not text:
        return None, ""
    stamp = DAY.match(text)
    try:
        return When.parse(stamp[0] if stamp else text), ""
    except BadDate as error:
        readings = propose(text)
        return (When.parse(readings[0]), "") if len(readings) == 1 else (None, f"{error}. {error.hint}")


def _host(url: str) -> str:
    host = HOST.match(url)
    return host["host"].lower() if host else ""
