"""The tables of the workbook: which columns, in which order and width, what each means, and the row of an event.

The Codebook sheet is made from these tables, so that it can't say anything else than what the sheets hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from timeline.model import RELIABILITY, Citation, Event, Finding, Source
from timeline.outputs.workbook.brief import Brief, Change
from timeline.outputs.workbook.cells import Value, printable, serial
from timeline.when import Day, When


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    `kind` is how its cells look: text, code, day, number, degrees, link (to the web) or jump (inside the workbook).
    `field` is the column of events.csv that it carries, "" where it is only for reading.
    """

    head: str
    width: float
    kind: str
    about: str
    field: str = ""
    hxl: str = ""
    printed: bool = True
    note: str = ""
    """A note on the head."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that is one table."""

    name: str
    about: str
    columns: tuple[Column, ...]
    frozen: int = 0
    """How many columns stay in sight when one scrolls to the right."""

    def at(self, head: str) -> int:
        """Return the place of the column with this head, from 1."""
        return next(n for n, column in enumerate(self.columns, start=1) if column.head == head)


EVENTS = Sheet(
    "Events",
    "Every event, in the order of time. Hover over a title to read the quotes behind it.",
    (
        Column("Date", 15, "code", "The date as the sources give it, in EDTF (Extended Date/Time Format, Library of "
               "Congress 2019): 2018-06 is some day in June 2018, 2019-09~ is about then.", "date", "#date+edtf"),
        Column("Event", 34, "title", "The headline.", "title", "#event+title",
               note="Hover over a title to read the quotes behind it."),
        Column("Date in words", 18, "text", "The same date as one would say it.", "", "#date+words"),
        Column("Summary", 48, "text", "What happened, in a few sentences.", "summary", "#description"),
        Column("Category", 13, "category", "What kind of event; see the codes above.", "category", "#event+type"),
        Column("Place", 17, "text", "The place as it is named in the sources.", "place", "#loc+name"),
        Column("Actors", 23, "text", "Who took part, with semicolons between them.", "actors", "#actor+list"),
        Column("Status", 11, "status", "How far the event is settled; see the codes above.", "status", "#status"),
        Column("Cred.", 5.5, "number", "Credibility, 1 to 6 of the Admiralty code; see the codes above.", "credibility",
               "#indicator+credibility"),
        Column("Cited", 6, "jump", "How many citations carry the event; a click goes to them.", "",
               "#indicator+citations+num"),
        Column("First day", 11, "day", "The first day that the date can mean. A real date: it sorts and filters. "
               "“open” or “unknown” where the date has no beginning.", "", "#date+start", printed=False),
        Column("Last day", 11, "day", "The last day that the date can mean.", "", "#date+end", printed=False),
        Column("First source on the web", 24, "link", "The publisher of the first source that has an address; a click "
               "opens it.", "", "#meta+url", printed=False),
        Column("TLP", 15, "tlp", "Traffic Light Protocol: with whom this row may be shared. Empty: as the workbook.",
               "tlp", "#meta+tlp", printed=False),
        Column("Tags", 20, "text", "The analyst’s own words, with semicolons between them.", "tags", "#meta+tags",
               printed=False),
        Column("Latitude", 10, "degrees", "WGS 84, degrees north.", "lat", "#geo+lat", printed=False),
        Column("Longitude", 10, "degrees", "WGS 84, degrees east.", "lon", "#geo+lon", printed=False),
        Column("Notes", 60, "text", "The analyst’s own.", "notes", "#description+notes", printed=False),
        Column("Id", 32, "code", "The name that never changes; rows are matched by it when this workbook is read back. "
               "Leave it empty in a row that you add.", "id", "#event+id", printed=False),
    ),
    frozen=2,
)  # fmt: skip

CITATIONS = Sheet(
    "Citations",
    "What each event rests on: the verbatim words, whose they are, and whether they were found in the source’s text.",
    (
        Column("Date", 15, "code", "The event’s date, in EDTF.", "", "#date+edtf"),
        Column("Event", 32, "title", "The event’s headline.", "", "#event+title"),
        Column("No.", 5, "jump", "Which of the event’s citations this is; a click goes to the event’s row.", "number",
               "#meta+number"),
        Column("Quote", 58, "quote", "The verbatim words.", "quote", "#description+quote"),
        Column("Proof", 10, "proof", "Whether the words stand in the source’s text; see the codes above.", "",
               "#status+proof"),
        Column("Source", 32, "text", "The source’s title.", "", "#meta+source+title"),
        Column("Rel.", 5, "jump", "The source’s reliability, A to F of the Admiralty code, → where nobody rated it; a "
               "click goes to its row.", "", "#meta+reliability"),
        Column("Publisher", 20, "text", "Who published it.", "", "#meta+publisher"),
        Column("Published", 15, "code", "When, in EDTF.", "", "#date+published"),
        Column("Date it gives", 15, "code", "The date that this source gives, where it differs from the event’s.",
               "source_date", "#date+source"),
        Column("On the web", 40, "link", "The address.", "", "#meta+url", printed=False),
        Column("Source id", 26, "code", "The source’s name in the register.", "source", "#meta+source+id",
               printed=False),
        Column("Event id", 32, "code", "The event’s name.", "id", "#event+id", printed=False),
    ),
    frozen=2,
)  # fmt: skip

SOURCES = Sheet(
    "Sources",
    "The register of sources: who says so, how reliable they are, and where to read it.",
    (
        Column("Title", 40, "title", "As published.", "", "#meta+source+title"),
        Column("Publisher", 20, "text", "Who published it.", "", "#meta+publisher"),
        Column("Author", 16, "text", "Who wrote it.", "", "#meta+author"),
        Column("Published", 15, "code", "When, in EDTF, no more exact than is known.", "", "#date+published"),
        Column("Kind", 10, "text", "Whether the full text is at hand, or an abstract.", "", "#meta+kind"),
        Column("Lang.", 6.5, "code", "Its language, ISO 639.", "", "#meta+lang"),
        Column("Rel.", 5.5, "code", "Reliability, A to F of the Admiralty code; see the codes above.", "",
               "#meta+reliability"),
        Column("Meaning", 17, "text", "The same in words.", "", "#meta+reliability+words"),
        Column("Events", 7, "number", "How many events of this workbook cite it.", "", "#indicator+events+num"),
        Column("First reported by", 16, "text", "Two copies of one wire story share it, and count as one.", "",
               "#meta+origin"),
        Column("On the web", 40, "link", "The address.", "", "#meta+url"),
        Column("Archived copy", 40, "link", "A copy that will not change.", "", "#meta+url+archive", printed=False),
        Column("Accessed", 20, "code", "When it was read, UTC.", "", "#date+accessed", printed=False),
        Column("File", 34, "code", "The document, below corpus/.", "", "#meta+file", printed=False),
        Column("SHA-256", 24, "code", "Of the file’s bytes: a changed byte is found.", "", "#meta+hash", printed=False),
        Column("Notes", 36, "text", "The analyst’s own.", "", "#description+notes", printed=False),
        Column("Id", 26, "code", "Its name in the register.", "", "#meta+source+id", printed=False),
    ),
    frozen=1,
)  # fmt: skip

CHANGES = Sheet(
    "Changes",
    "What is not as it was in the last brief, cell by cell.",
    (
        Column("What", 10, "change", "new, changed or gone; a click goes to the event’s row.", "", "#status+change"),
        Column("Event", 36, "title", "The headline.", "", "#event+title"),
        Column("Column", 13, "text", "Which column changed.", "", "#meta+column"),
        Column("Was", 48, "text", "What the last brief said.", "", "#description+was"),
        Column("Is now", 48, "text", "What is said today.", "", "#description+now"),
        Column("Event id", 34, "code", "The event’s name.", "", "#event+id", printed=False),
    ),
    frozen=2,
)  # fmt: skip

FINDINGS = Sheet(
    "Findings",
    "What the checks say about the table, and what to do about it.",
    (
        Column("Severity", 9, "severity", "error, warning or note.", "", "#status+severity"),
        Column("Rule", 20, "text", "The mistake’s name.", "", "#meta+rule"),
        Column("Code", 7, "code", "Its code: “timeline explain CODE” is its manual.", "", "#meta+rule+code"),
        Column("Where", 18, "jump", "The file and the line; a click goes to the event’s row.", "", "#meta+where"),
        Column("Column", 12, "text", "The column of the file.", "", "#meta+column"),
        Column("Value", 26, "text", "What stands there.", "", "#meta+value"),
        Column("What is wrong", 38, "text", "The problem.", "", "#description+problem"),
        Column("What to do", 38, "text", "The remedy.", "", "#description+remedy"),
        Column("Event", 30, "code", "The event that it is about.", "", "#event+id"),
    ),
    frozen=0,
)  # fmt: skip

SHEETS = (EVENTS, CITATIONS, SOURCES, CHANGES, FINDINGS)


def extras(events: Iterator[Event]) -> tuple[str, ...]:
    """Return the columns of events.csv that are the analyst's own, in the order in which they first appear."""
    names: dict[str, None] = {}
    for event in events:
        names.update(dict.fromkeys(event.extra))
    return tuple(names)


LONGEST_HEAD = 200
"""Characters; the head of a table's column may have 255, in one line."""


def own(extra: tuple[str, ...]) -> list[Column]:
    """Return the analyst's own columns, beyond the printed page; a head may stand only once in a table, in any case."""
    heads = {column.head.casefold() for column in EVENTS.columns}
    made = []
    for name in extra:
        head = " ".join(printable(name).split())[:LONGEST_HEAD] or "own"
        while head.casefold() in heads:
            head += " (own)"
        heads.add(head.casefold())
        made.append(Column(head, 20, "text", "The analyst’s own column.", name, printed=False))
    return made


def event_row(event: Event, *, web: str, extra: tuple[str, ...]) -> list[Value]:
    """Return the cells of EVENTS; `web` is what stands for the first source on the web."""
    date = event.date
    return [
        str(date) if date else "",
        event.title,
        date.words if date else "",
        event.summary,
        event.category,
        event.place,
        "; ".join(event.actors),
        event.status.value,
        event.credibility,
        len(event.citations),
        end(date, date.first, start=True) if date else None,
        end(date, date.last, start=False) if date else None,
        web,
        event.tlp,
        "; ".join(event.tags),
        event.lat,
        event.lon,
        event.notes,
        event.id,
        *(event.extra.get(name, "") for name in extra),
    ]


def end(date: When, day: Day | None, *, start: bool) -> Value:
    """Return the first or last day of a date as a cell: a number that sorts, or a word where there is none."""
    if day is not None:
        return serial(day)
    return "open" if (date.open_start if start else date.open_end) else "unknown"


UNRATED = "→"
"""What stands for a reliability that nobody gave, so that the cell still leads to the source."""


def citation_row(brief: Brief, event: Event, citation: Citation, source: Source | None) -> list[Value]:
    """Return the cells of CITATIONS."""
    return [
        str(event.date) if event.date else "",
        event.title,
        citation.number,
        citation.quote,
        brief.standing(event, citation),
        (source.title or source.id) if source else citation.source,
        (source.reliability or UNRATED) if source else "",
        source.publisher if source else "",
        str(source.published) if source and source.published else "",
        str(citation.date) if citation.date else "",
        source.url if source else "",
        citation.source,
        event.id,
    ]


def source_row(source: Source, used: Mapping[str, int]) -> list[Value]:
    """Return the cells of SOURCES."""
    return [
        source.title,
        source.publisher,
        source.author,
        str(source.published) if source.published else "",
        source.kind,
        source.language,
        source.reliability,
        RELIABILITY.get(source.reliability, ""),
        used.get(source.id, 0),
        source.origin,
        source.url,
        source.archive_url,
        source.accessed,
        source.file,
        source.sha256,
        source.notes,
        source.id,
    ]


def finding_row(finding: Finding) -> list[Value]:
    """Return the cells of FINDINGS."""
    return [
        finding.severity.value,
        finding.name,
        finding.code,
        f"{finding.path}:{finding.line}" if finding.line else finding.path,
        finding.column,
        finding.value,
        finding.problem,
        finding.remedy,
        finding.event,
    ]


def change_row(change: Change, titles: Mapping[str, str]) -> list[Value]:
    """Return the cells of CHANGES."""
    return [change.kind, titles.get(change.event, change.event), change.column, change.was, change.now, change.event]
