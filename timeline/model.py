"""The nouns. All are frozen; a value in one of them has been parsed at the edge and is good."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import compress, count
from operator import ne
from pathlib import Path

from timeline.config import Settings
from timeline.when import When


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text: code points, half open, so that `text[start:stop]` is what it covers."""

    start: int
    stop: int


class Severity(StrEnum):
    """How much a finding matters: an error stops the build, a warning makes `validate` exit 1, a note only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says: where, which value, how it was read, what is wrong with it and what to do.

    `line` is the physical line of the file on which the row starts (the header is line 1), 0 where the finding is
    about the file as a whole. `column` is "" where it is about the row as a whole.
    """

    code: str
    name: str
    severity: Severity
    path: str
    line: int
    column: str
    value: str
    problem: str
    remedy: str
    event: str = ""

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        what = " ".join(part for part in (quoted(self.column, 60)[1:-1], quoted(self.value)) if part)
        told = f"{what} {self.problem}" if what else self.problem
        return _escaped(f"{where} {told}. {self.remedy} [{self.code}]")


def quoted(value: str, most: int = 80) -> str:
    """Show the value as a finding does: in double quotes, control characters escaped, cut in the middle when long."""
    if not value:
        return ""
    shown = value if len(value) <= most else f"{value[: most - 20]}…{value[-19:]}"
    return f'"{_escaped(shown)}"'


def _escaped(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


class Status(StrEnum):
    """How far an event is settled. `proposed` was found by the machine and nobody has looked."""

    PROPOSED = "proposed"
    REPORTED = "reported"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


CREDIBILITY = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
"""Information credibility of the Admiralty code (NATO AJP-2.1)."""

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
"""Source reliability of the Admiralty code (NATO AJP-2.1)."""


@dataclass(frozen=True, slots=True)
class Source:
    """The bibliographic record of a source: a row of corpus/sources.csv."""

    id: str
    title: str
    publisher: str = ""
    author: str = ""
    published: When | None = None
    url: str = ""
    archive_url: str = ""
    accessed: str = ""
    file: str = ""
    sha256: str = ""
    language: str = ""
    kind: str = ""
    reliability: str = ""
    origin: str = ""
    notes: str = ""

    @property
    def root(self) -> str:
        """Who first reported it: two copies of one wire story share a root. The source itself where nobody is named."""
        return self.origin or self.id


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a source. `text` is the file decoded, nothing repaired; all offsets of the project point into it."""

    source: str
    text: str
    encoding: str
    sha256: str
    head: Mapping[str, str] = field(default_factory=dict)
    body: int = 0
    """Where the text proper starts, after an optional head of metadata."""


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """W3C Web Annotation: the words themselves, with what stands right before and after them."""

    prefix: str
    exact: str
    suffix: str


@dataclass(frozen=True, slots=True)
class TextPositionSelector:
    """W3C Web Annotation: code points of the document's text, end exclusive."""

    start: int
    end: int


class Standing(StrEnum):
    """Whether a quote stands in its document."""

    EXACT = "exact"
    FOLDED = "folded"
    NEGATED = "negated"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Proof:
    """Where a quote stands in its document, or why it does not.

    `places` has one entry a fragment (a quote joined by … has several), in the document's order, empty unless the
    standing is EXACT or FOLDED. `folds` names what had to be folded ("curly quotes", "mixed-script letters").
    `nearest` is the most alike passage of the document where the quote is missing, `marked` the same with the words
    that differ set in [-quote's-] and {+document's+} marks, `likeness` 0 to 100.
    """

    standing: Standing
    places: tuple[Span, ...] = ()
    quotes: tuple[TextQuoteSelector, ...] = ()
    folds: tuple[str, ...] = ()
    nearest: Span | None = None
    marked: str = ""
    likeness: float = 0.0
    reason: str = ""

    @property
    def positions(self) -> tuple[TextPositionSelector, ...]:
        """The places as W3C TextPositionSelectors."""
        return tuple(TextPositionSelector(place.start, place.stop) for place in self.places)


@dataclass(frozen=True, slots=True)
class Mention:
    """A date expression in a text. `type`, `value` and `mod` are TIMEX3's (ISO-TimeML, ISO 24617-1).

    `when` is the place on the calendar, or None where the text does not give one: durations, sets, PRESENT_REF.
    `interval` is the whole range where this mention is the first or last member of one ("from March to June 2014").
    `zone` is the time zone as it stands there ("5 p.m. EST"); `fiscal` says that a year is a company's own.
    """

    span: Span
    type: str
    value: str
    mod: str = ""
    when: When | None = None
    interval: When | None = None
    zone: str = ""
    fiscal: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """An event's link to a source: its id, verbatim words of its document, and the date it gives if that differs."""

    source: str
    quote: str = ""
    date: When | None = None
    number: int = 1
    """1 for `source`, 2 for `source_2`, and so on."""


@dataclass(frozen=True, slots=True)
class Event:
    """A row of events.csv. `line` is the physical line that the row starts on."""

    id: str
    title: str
    date: When | None = None
    summary: str = ""
    category: str = ""
    place: str = ""
    lat: float | None = None
    lon: float | None = None
    actors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    status: Status = Status.REPORTED
    credibility: int | None = None
    tlp: str = ""
    citations: tuple[Citation, ...] = ()
    notes: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file as columns of cells, each as it stands in the file; columns are equally long.

    `lines[i]` is the physical line on which row i starts; `seal` is the SHA-256 (hex) of the bytes that were read, so
    that a writer can tell whether somebody else wrote in between. `kinds` has the different cells of the columns that
    repeat a few again and again, found by the way; a column is never changed, so they stay true.
    """

    path: Path
    header: tuple[str, ...]
    columns: Mapping[str, Sequence[str]]
    lines: Sequence[int]
    seal: str = ""
    kinds: Mapping[str, AbstractSet[str]] = field(default_factory=dict, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.lines)

    def column(self, name: str) -> Sequence[str]:
        """Return the cells of a column, empty strings where the file has no such column."""
        return self.columns.get(name) or [""] * len(self)

    def distinct(self, name: str) -> AbstractSet[str]:
        """Return the different cells of a column, none where the file has no such column."""
        return self.kinds.get(name) or set(self.columns.get(name, ()))

    def halves(self, one: str, other: str) -> Iterator[int]:
        """Yield the rows that have a cell in just one of two columns that belong together."""
        if all(self.kinds.get(one, ("",))) and all(self.kinds.get(other, ("",))):
            return iter(())
        return compress(count(), map(ne, map(bool, self.column(one)), map(bool, self.column(other))))

    def rows(self) -> Iterator[dict[str, str]]:
        """Rows as dictionaries, in the file's order."""
        for cells in zip(*(self.columns[name] for name in self.header), strict=True):
            yield dict(zip(self.header, cells, strict=True))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is not drawn, and why."""

    line: int
    event: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """Rows in = rows drawn + rows left out, each with its reason."""

    rows: int
    drawn: int
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """The world that a rule looks at: all that was read, with the trouble that reading it found.

    `table` and `register` are events.csv and sources.csv cell by cell; `events` and `sources` hold the rows of them
    that parse. `proofs` goes by (source id, quote as it stands in the cell), and has none where a source has no
    document.
    """

    settings: Settings
    table: Table
    register: Table
    events: Sequence[Event]
    sources: Mapping[str, Source]
    documents: Mapping[str, Document]
    proofs: Mapping[tuple[str, str], Proof]
    troubles: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Sought:
    """Which proposals are wanted: a period (EDTF, "" for open), the least score, how many of the best."""

    since: When | None = None
    until: When | None = None
    min_score: float = 0.0
    limit: int = 0

    def wants(self, date: When | None, score: float) -> bool:
        """Whether what is dated so could lie in the period and scores enough. What has no date lies in no period."""
        if score < self.min_score:
            return False
        if self.since is None and self.until is None:
            return True
        if date is None:
            return False
        late = self.since is None or date.last is None or self.since.first is None or date.last >= self.since.first
        early = self.until is None or date.first is None or self.until.last is None or date.first <= self.until.last
        return late and early
