"""A document is taken into the corpus: copied, hashed, entered in the register."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from timeline import files, table
from timeline.corpus import documents, register
from timeline.corpus.articles import Article, Piece
from timeline.errors import TimelineError
from timeline.model import RELIABILITY, Document, Finding, Source, Table
from timeline.when import When

if TYPE_CHECKING:  # which takes long to load, and is only named here
    from timeline.corpus.published import Published

FROM_HEAD = (
    "title",
    "publisher",
    "author",
    "published",
    "url",
    "archive_url",
    "accessed",
    "language",
    "kind",
    "origin",
)
"""What a document's own head may tell where the analyst doesn't."""
ID = re.compile(r"[^\W_][\w.-]{0,99}")
SMALL = frozenset(("a", "an", "and", "as", "at", "by", "for", "in", "is", "of", "on", "or", "the", "to", "with"))
"""Words that carry nothing in a headline."""
ID_LETTERS = 60
UNFIT = re.compile(r"[^\w.-]+")
OPENING = 10
"""Words of a text that stand for a title where it has none."""
WORD = re.compile(r"[^\W_]+")


class BadField(TimelineError):
    """A value that the register doesn't take."""

    def __init__(self, *, column: str, value: str, hint: str) -> None:
        super().__init__(f"{column} {value!r} can't be entered in the register", hint)


class NoTitle(TimelineError):
    """Neither the analyst nor the document's head says what the source is called."""

    hint = "Give it with --title; nothing was written."

    def __init__(self) -> None:
        super().__init__("a source needs a title")


class AlreadyThere(TimelineError):
    """The document, its id or its file's name is taken."""

    hint = "Nothing was written. Give another --id, or cite the source that is there."


class DamagedRegister(TimelineError):
    """A register whose rows were not read as they stand: a row behind an open quotation mark would vanish in it."""

    hint = "Nothing was written. `timeline validate` names every place; mend them first."

    def __init__(self, path: Path, first: Finding) -> None:
        super().__init__(f"{path} is damaged: {first}")


@dataclass(frozen=True, slots=True)
class Added:
    """What was taken in: the source as registered, its document, and where the file lies."""

    source: Source
    document: Document
    path: Path


def add(corpus: Path, file: Path, fields: Mapping[str, str]) -> Added:
    """Take a document into the corpus and the register; both or neither.

    `fields` go by the register's columns; what they don't tell is taken from the document's head, and the id from
    publisher, date and title. A file that lies in the corpus already is registered where it is. Raises BadField,
    AlreadyThere, BadDate, documents.UnreadableDocument, files.Unreadable, files.FileChanged.
    """
    data = files.read(file)
    document = documents.parse("", file, data)
    path = corpus / register.NAME
    known, sources, damage = register.read(path)
    if known.header and damage:
        raise DamagedRegister(path, damage[0])
    twin = next((source for source in sources if source.sha256 == document.sha256), None)
    if twin:
        message = f"{file.name} is in the register already, as {twin.id}"
        raise AlreadyThere(message)
    taken = set(known.column("id"))
    source = _source(document, fields, taken)
    target = _target(corpus, file, source.id, _suffix(file))
    if target.name == register.NAME:
        raise BadField(column="file", value=target.name, hint="That is the register's own name.")
    cells = {name: str(getattr(source, name) or "") for name in register.COLUMNS}
    cells |= {"file": target.relative_to(corpus).as_posix(), "sha256": document.sha256}
    new = _copy(target, data)
    try:
        _enter(path, known, [cells])
    except BaseException:
        if new:
            target.unlink(missing_ok=True)
        raise
    source = Source(**{**cells, "published": source.published})  # type: ignore[arg-type]  # the one that is no text
    return Added(source, documents.parse(source.id, target, data), target)


@dataclass(frozen=True, slots=True)
class Wanted:
    """An article that is to become a source: where it came from, what it says, and when it was published."""

    piece: Piece
    article: Article
    published: Published


def admit(corpus: Path, wanted: Iterable[Wanted]) -> dict[str, str]:
    """Enter articles in the register that an event cites, and return their ids there by the ids that they went by.

    The document of a line of JSON Lines is a file with just its text, so that every offset stays what it was. A date
    that is only inferred does not enter as known: it goes into the notes. Raises DamagedRegister, AlreadyThere,
    files.FileChanged, files.Unwritable.
    """
    path = corpus / register.NAME
    known, sources, damage = register.read(path)
    if known.header and damage:
        raise DamagedRegister(path, damage[0])
    by_seal = {source.sha256: source.id for source in sources if source.sha256}
    taken = set(known.column("id"))
    ids: dict[str, str] = {}
    rows = []
    for one in wanted:
        piece, article = one.piece, one.article
        data = article.text.encode() if piece.line else piece.data
        twin = piece.known.id if piece.known else by_seal.get(files.seal(data))
        if twin is None:
            places = ((name, _place(corpus, piece, name)) for name in _fitting(article.source) if name not in taken)
            twin, target = next((name, place) for name, place in places if _takes(place, piece, data))
            taken.add(twin)
            _copy(target, data)
            by_seal[files.seal(data)] = twin
            rows.append(
                {**_told(one, twin), "file": target.relative_to(corpus).as_posix(), "sha256": files.seal(data)}
            )
        ids[article.source] = twin
    if rows:
        _enter(path, known, rows)
    return ids


def _told(one: Wanted, name: str) -> dict[str, str]:
    """Return what an article tells of itself, as cells of the register."""
    article, published = one.article, one.published
    notes = f"taken in from {one.piece.where}"
    if published.when is not None and not published.known:
        notes += f"; when it was published is inferred from its text: {published.when.text}"
    return {
        "id": name,
        "title": article.title or _opening(article.text[article.body :]),
        "publisher": article.outlet,
        "author": article.head.get("author", ""),
        "published": published.when.text if published.when is not None and published.known else "",
        "url": article.url if register.LINK.fullmatch(article.url) else "",
        "kind": "full text",
        "origin": article.origin,
        "notes": notes,
    }


def _opening(text: str) -> str:
    """Return the first words of a text that has no heading."""
    words = text.split(maxsplit=OPENING)
    return " ".join(words[:OPENING]) + (" …" if len(words) > OPENING else "")


def _fitting(name: str) -> Iterator[str]:
    """Yield the article's own id as the register takes it, then others: news.jsonl's third line goes by news-3."""
    stem = UNFIT.sub("-", name).strip("-._")[:ID_LETTERS] or "source"
    yield stem
    yield from (f"{stem}-{number}" for number in count(2))


def _place(corpus: Path, piece: Piece, name: str) -> Path:
    return corpus / f"{name}.txt" if piece.line else _target(corpus, piece.path, name, _suffix(piece.path))


def _takes(place: Path, piece: Piece, data: bytes) -> bool:
    """Whether the document may stand there: a file that nobody entered in the register is not written over."""
    return not place.exists() or place.samefile(piece.path) or files.read(place) == data


def _source(document: Document, fields: Mapping[str, str], taken: Container[str]) -> Source:
    unknown = next((name for name in fields if name not in register.COLUMNS or name in ("file", "sha256")), None)
    if unknown:
        raise BadField(column=unknown, value=fields[unknown], hint=f"Known are: {', '.join(register.COLUMNS)}.")
    told = {name: document.head.get(name, "") for name in FROM_HEAD} | {
        name: value.strip() for name, value in fields.items() if value.strip()
    }
    if not told["title"]:
        raise NoTitle
    for name in ("url", "archive_url"):
        if told[name] and not register.LINK.fullmatch(told[name]):
            raise BadField(column=name, value=told[name], hint="A link starts with https:// or http://.")
    if told["accessed"] and not register.UTC.fullmatch(told["accessed"]):
        hint = "Write it in UTC as 2021-03-04T14:05:00Z, or the day alone."
        raise BadField(column="accessed", value=told["accessed"], hint=hint)
    if told["kind"] and told["kind"] not in register.KINDS:
        raise BadField(column="kind", value=told["kind"], hint=f"It is one of: {', '.join(register.KINDS)}.")
    if told.get("reliability") and told["reliability"] not in RELIABILITY:
        raise BadField(column="reliability", value=told["reliability"], hint="It is A to F of the Admiralty code.")
    published = told.pop("published")
    when = When.parse(published) if published else None
    name = told.pop("id", "") or _id(told["publisher"], when, told["title"], taken)
    if not ID.fullmatch(name):
        raise BadField(column="id", value=name, hint="It has letters, digits, - and . only, as 2018-12-border-militia.")
    if name in taken:
        message = f"the id {name} is in the register already"
        raise AlreadyThere(message)
    return Source(id=name, published=when, **told)


def _id(publisher: str, published: When | None, title: str, taken: Container[str]) -> str:
    """Make an id of the publisher, the date and the title: reuters-2018-12-border-militia."""
    first, last = (published.first, published.last) if published else (None, None)
    date = f"{first.year:04}" if first else ""
    if first and last and (first.year, first.month) == (last.year, last.month):
        date += f"-{first.month:02}"
    who = [word for word in _words(publisher) if word != "the"]
    words = (*who[:1], date, *[word for word in _words(title) if word not in SMALL][:4])
    stem = "-".join(word for word in words if word)[:ID_LETTERS].strip("-") or "source"
    return next(name for number in count(1) if (name := stem if number == 1 else f"{stem}-{number}") not in taken)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("'", "").replace("’", ""))
    return WORD.findall(
        unicodedata.normalize("NFKC", "".join(char for char in plain if not unicodedata.combining(char)))
    )


def _target(corpus: Path, file: Path, name: str, suffix: str) -> Path:
    inside = file.resolve()
    if inside.is_relative_to(corpus.resolve()):
        return corpus / inside.relative_to(corpus.resolve())
    return corpus / f"{name}{suffix}"


def _suffix(file: Path) -> str:
    """Return what tells the file's form: ".txt", ".txt.gz"."""
    return "".join(file.suffixes[-2 if file.suffix.lower() == documents.PACKED else -1 :]).lower()


def _copy(target: Path, data: bytes) -> bool:
    """Put the file there, and tell whether it is new. A different file is never written over."""
    if target.exists():
        if files.read(target) != data:
            message = f"{target} is there already, with other content"
            raise AlreadyThere(message)
        return False
    files.replace(target, data, expected="")
    return True


def _enter(path: Path, known: Table, sources: Sequence[Mapping[str, str]]) -> None:
    header = known.header or register.COLUMNS
    told = {name for cells in sources for name, cell in cells.items() if cell}
    header = (*header, *(name for name in register.COLUMNS if name not in header and name in told))
    rows = [[row.get(name, "") for name in header] for row in (*known.rows(), *sources)]
    table.write(path, header=header, rows=rows, seal=known.seal)
