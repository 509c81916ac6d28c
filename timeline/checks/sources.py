"""Rules about the register of sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath, PureWindowsPath

from timeline.checks.rule import Spot, rule
from timeline.checks.sight import Sight, blank, judged, one_of
from timeline.model import RELIABILITY, Severity

KINDS = ("full text", "abstract")
LINK = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
UTC = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|\+00:00))?")


@rule("S101", Severity.ERROR)
def source_without_id(sight: Sight) -> Iterator[Spot]:
    """A source has no id.

    Why: Nothing can cite it.

    Bad:
        sources.id:
    Good:
        sources.id: gazette
    """
    for row in blank(sight.register, "id"):
        yield Spot(sight.register, row, "id", "is empty", "Give it a name that stays: paper, date and a word.")


@rule("S102", Severity.ERROR)
def duplicate_source(sight: Sight) -> Iterator[Spot]:
    """Two sources have one id.

    Why: A citation of that id would be proven against one document or the other, as it happens.

    Bad:
        sources.id: gazette
        and
        sources.id: gazette
    Good:
        sources.id: gazette
        and
        sources.id: tribune
    """
    first: dict[str, int] = {}
    for row, name in enumerate(sight.register.columns.get("id", ())):
        other = first.setdefault(name, row)
        if other != row and name.strip():
            problem = f"is the id of line {sight.register.lines[other]} too"
            yield Spot(sight.register, row, "id", problem, "Give one of them another id.")


@rule("S103", Severity.WARNING)
def source_without_title(sight: Sight) -> Iterator[Spot]:
    """A source has no title.

    Why: When the link has rotted, title, publisher and date are what the article can be found again by.

    Bad:
        sources.title:
    Good:
        sources.title: River bridge closed after an inspection
    """
    for row in blank(sight.register, "title"):
        yield Spot(sight.register, row, "title", "is empty", "Write the headline as it was published.")


@rule("S104", Severity.ERROR)
def unknown_reliability(sight: Sight) -> Iterator[Spot]:
    """A source's reliability is not A to F.

    Why: The Admiralty code has six grades, from A, completely reliable, to F, reliability cannot be judged. A digit is
    the credibility of what is told, and stands with the event.

    Bad:
        sources.reliability: good
    Good:
        sources.reliability: B
    """
    known = tuple(RELIABILITY)
    for row, cell, _ in judged(
        sight.register, "reliability", lambda cell: cell if cell and cell not in RELIABILITY else None
    ):
        letter = cell.strip()[:1].upper()
        meant = letter if letter in RELIABILITY and not cell.strip()[1:].isalpha() else ""
        remedy = f"Did you mean {meant}?" if meant else one_of("", known)
        yield Spot(sight.register, row, "reliability", "is no reliability of the Admiralty code", remedy)


@rule("S105", Severity.ERROR)
def unsafe_link(sight: Sight) -> Iterator[Spot]:
    """A source's address doesn't start with http:// or https://.

    Why: A link is something that readers click. `javascript:` and `file:` addresses do harm, and one that lacks its
    beginning leads nowhere; the page and the workbook leave all of them out.

    Bad:
        sources.url: www.example.org/bridge
    Good:
        sources.url: https://www.example.org/bridge
    """
    for name in ("url", "archive_url"):
        for row, cell, _ in judged(
            sight.register, name, lambda cell: cell if cell and not LINK.fullmatch(cell) else None
        ):
            remedy = f"Write https://{cell}, if that opens." if cell.startswith("www.") else "Copy it from the browser."
            yield Spot(sight.register, row, name, "is no address on the web", remedy)


@rule("S106", Severity.WARNING)
def source_without_hash(sight: Sight) -> Iterator[Spot]:
    """A source has a document, and no hash of it.

    Why: Nobody would notice if the document were changed, and then the quotes prove nothing.

    Bad:
        sources.sha256:
    Good:
        sources.file: gazette.md
    """
    files, hashes = sight.register.column("file"), sight.register.column("sha256")
    for row, (file, sha256) in enumerate(zip(files, hashes, strict=True)):
        if file and not sha256.strip():
            document = sight.case.documents.get(sight.register.column("id")[row])
            remedy = f"Write {document.sha256}." if document else "Write the SHA-256 of the file's bytes."
            yield Spot(sight.register, row, "sha256", f"is empty, though there is a document: {file}", remedy)


@rule("S107", Severity.WARNING)
def unknown_kind(sight: Sight) -> Iterator[Spot]:
    """A source's kind is neither "full text" nor "abstract".

    Why: A quote from an abstract is not the article's own wording, and is shown as what it is.

    Bad:
        sources.kind: fulltext
    Good:
        sources.kind: full text
    """
    for row, _, remedy in judged(
        sight.register, "kind", lambda cell: one_of(cell, KINDS) if cell and cell not in KINDS else None
    ):
        yield Spot(sight.register, row, "kind", "is no kind of document", remedy)


@rule("S108", Severity.ERROR)
def file_outside_the_corpus(sight: Sight) -> Iterator[Spot]:
    """A source's file is not named by a path below corpus/.

    Why: The project is handed on as one folder. What lies elsewhere stays behind, and a path that climbs out of the
    folder may read what was never meant to be read.

    Bad:
        sources.file: ../gazette.md
    Good:
        sources.file: gazette.md
    """
    for row, _, _ in judged(sight.register, "file", lambda cell: cell if cell and _leaves(cell) else None):
        remedy = "Add it with `timeline source add`, which takes a copy."
        yield Spot(sight.register, row, "file", "is no path below the corpus", remedy)


def _leaves(file: str) -> bool:
    windows = PureWindowsPath(file)
    return (
        windows.is_absolute()
        or bool(windows.drive)
        or file.startswith(("/", "\\"))
        or ".." in PurePosixPath(file.replace("\\", "/")).parts
    )


@rule("S109", Severity.WARNING)
def unreadable_access(sight: Sight) -> Iterator[Spot]:
    """The time of access is no ISO 8601 date, or not in UTC.

    Why: Pages change. When a copy was taken tells which version was read, in every time zone.

    Bad:
        sources.accessed: 4/3/21 14:05
    Good:
        sources.accessed: 2021-03-04T14:05:00Z
    """
    for row, _, _ in judged(
        sight.register, "accessed", lambda cell: cell if cell and not UTC.fullmatch(cell) else None
    ):
        problem = "is no time in UTC as ISO 8601 has it"
        yield Spot(sight.register, row, "accessed", problem, "Write it as 2021-03-04T14:05:00Z, or the day alone.")


@rule("S110", Severity.ERROR)
def unreadable_document(_: Sight) -> Iterable[Spot]:
    r"""A source's document is there, and can't be read as text.

    Why: It is a PDF or a workbook under another name, or damaged; no quote can be looked up in it.

    Bad:
        document: PK\u0003\u0004\u0000\u0000
    Good:
        document: The bridge was closed to all traffic on Wednesday, officials said.
    """
    return ()  # said by corpus.load
