"""Files and folders of articles -> pieces, an article each: a document a file, or a line a document in JSON Lines.

A piece is raw bytes and knows where it came from; reading it is left to whoever has time for it (a worker process).
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from timeline import files
from timeline.corpus import documents
from timeline.corpus.register import NAME as REGISTER
from timeline.errors import TimelineError
from timeline.model import Source
from timeline.when import BadDate, When, propose

LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
TEXTS = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml")
DAY = re.compile(r"\d{4}-\d\d-\d\d(?=[T ])")
HOST = re.compile(r"\A(?:https?://web\.archive\.org/web/[^/]*/)?https?://(?:www\.)?(?P<host>[^/:?#]+)", re.IGNORECASE)
"""Who published a page: the host, behind an archive's own address."""
HEADING = 160
"""A first line of more characters is no heading."""


class NoArticles(TimelineError):
    """Nothing that can be read as an article lies at the paths that were named."""

    hint = f"Name files or folders with {', '.join((*TEXTS, *LINES))}, or put articles into the corpus."

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__(f"no articles in {', '.join(map(str, paths))}")


class BadArticle(TimelineError):
    """A line that is no article."""

    hint = 'A line is {"id": …, "published": …, "title": …, "text": …, "url": …}.'

    def __init__(self, error: ValueError | RecursionError | None) -> None:
        self.reason = f"it is no JSON: {error}" if error else 'it has no "text"'
        super().__init__(self.reason)


@dataclass(frozen=True, slots=True)
class Piece:
    """The bytes of one article. `line` is its line in a JSON Lines file, 0 where the file is the article."""

    path: Path
    line: int
    data: bytes
    known: Source | None = None
    """What the register says of the file."""

    @property
    def where(self) -> str:
        """The place as a finding names it."""
        return f"{self.path.name}:{self.line}" if self.line else self.path.name


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


def pieces(
    paths: Sequence[Path], *, sources: Iterable[Source] = (), corpus: Path | None = None
) -> Iterator[Piece | Unread]:
    """Yield the articles of the files and folders, in the order of their names. Raises NoArticles."""
    by_file = {(corpus / source.file).resolve(): source for source in sources if source.file and corpus is not None}
    found = False
    for path in _files(paths):
        found = True
        try:
            if path.name.lower().endswith(LINES):
                yield from _lines(path)
            else:
                yield Piece(path, 0, files.read(path), by_file.get(path.resolve()))
        except (TimelineError, OSError, EOFError, zlib.error) as error:
            yield Unread(path.name, getattr(error, "reason", None) or str(error))
    if not found:
        raise NoArticles(paths)


def read(piece: Piece) -> Article:
    """Read a piece. Raises BadArticle, UnreadableDocument."""
    return _record(piece) if piece.line else _document(piece)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            inside = (
                file for file in path.rglob("*") if file.is_file() and file.name.lower().endswith((*TEXTS, *LINES))
            )
            yield from sorted(
                file for file in inside if not any(part.startswith(".") for part in file.relative_to(path).parts)
            )
        elif path.name != REGISTER:
            yield path


def _lines(path: Path) -> Iterator[Piece]:
    with gzip.open(path, "rb") if path.name.lower().endswith(".gz") else path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                yield Piece(path, number, line)


def _record(piece: Piece) -> Article:
    try:
        row = json.loads(piece.data)
    except (ValueError, RecursionError) as error:
        raise BadArticle(error) from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not row["text"].strip():
        raise BadArticle(None)
    url = _word(row, "url")
    stem = piece.path.name.split(".", 1)[0]
    return Article(
        source=_word(row, "id") or f"{stem}:{piece.line}",
        title=_word(row, "title"),
        text=row["text"],
        url=url,
        outlet=_word(row, "publisher") or _host(url),
        origin=_word(row, "origin"),
        metadata=_when(_word(row, "published")),
    )


def _word(row: Mapping[str, object], key: str) -> str:
    value = row.get(key)
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _document(piece: Piece) -> Article:
    known = piece.known
    document = documents.parse(piece.path.stem, piece.path, piece.data)
    head = document.head
    url = (known.url if known else "") or head.get("url", "")
    return Article(
        source=known.id if known else piece.path.stem,
        title=(known.title if known else "") or head.get("title", "") or _first_line(document.text[document.body :]),
        text=document.text,
        url=url,
        outlet=(known.publisher if known else "") or head.get("publisher", "") or _host(url),
        origin=known.origin if known else head.get("origin", ""),
        registered=known.published if known else None,
        metadata=_when(head.get("published", "") or head.get("date", "")),
        body=document.body,
        head=head,
    )


def _first_line(text: str) -> str:
    """Return a text's heading: its first line, if that is no sentence."""
    line = text.lstrip("# \n").split("\n", 1)[0].strip()
    return line if 0 < len(line) <= HEADING and not line.endswith(".") else ""


def _when(text: str) -> When | None:
    """Read the date of a file's metadata: EDTF, an ISO time stamp, or what can only be read in one way."""
    if not text:
        return None
    stamp = DAY.match(text)
    try:
        return When.parse(stamp[0] if stamp else text)
    except BadDate:
        readings = propose(text)
        return When.parse(readings[0]) if len(readings) == 1 else None


def _host(url: str) -> str:
    host = HOST.match(url)
    return host["host"].lower() if host else ""
